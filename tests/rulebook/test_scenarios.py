"""The twelve worked scenarios come out as expected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rules.decision import assess
from rules.schema_errors import validator
from tests.rulebook.comparing import differences

SCENARIOS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "scenarios.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["id"])
def test_a_scenario_comes_out_as_expected(scenario: dict[str, Any]) -> None:
    """Each scenario is assessed as the worked case says, and the result keeps to the published format."""
    given = assess(scenario["input"]).to_json()
    assert differences(given, scenario["expected"]) == []
    assert list(validator("output").iter_errors(given)) == []


def test_there_are_twelve_scenarios() -> None:
    """All twelve scenarios are there, P01 to P12."""
    assert [scenario["id"] for scenario in SCENARIOS] == [f"P{number:02}" for number in range(1, 13)]
