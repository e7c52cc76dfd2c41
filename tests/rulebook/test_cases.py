"""Every case of the rulebook comes out as its jurist says, and every row of the decision tables has a case."""

from __future__ import annotations

from datetime import date

import pytest

from rules.decision import assess
from rules.schema_errors import validator
from tests.rulebook.casebook import Case, cases
from tests.rulebook.comparing import differences


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_a_case_comes_out_as_expected(case: Case) -> None:
    """The assessment agrees with what the case expects, and both keep to the published format."""
    assert list(validator("input").iter_errors(case.document)) == []
    assert list(validator("expected").iter_errors(case.expected)) == []
    given = assess(case.document, date.fromisoformat(case.on) if case.on else None).to_json()
    assert differences(given, case.expected) == []
    assert list(validator("output").iter_errors(given)) == []


ROWS = (
    *(f"9.{number}" for number in range(1, 7)),
    *(f"11.{number}" for number in range(1, 13)),
    *(f"30.{number}" for number in range(1, 6)),
    *(f"14.{number}" for number in range(1, 5)),
    *(f"38.{number}" for number in range(1, 5)),
    *(f"40.{number}" for number in range(1, 3)),
    *(f"trin {step}" for step in (*range(1, 10), "7a", "7b", "7c", "7d", "7e")),
    *("§§ 19-22", "§ 12", "§ 27", "§ 30 nr. 2", "§ 31", "§ 32", "§ 33", "§ 34", "§ 35", "§ 36"),
    *("varianter", "overall", "betaling", "ugyldige grunde"),
)


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_a_case(row: str) -> None:
    """Each row of each decision table, and each step of the order, has at least one case."""
    assert any(row in case.rows for case in cases())


def test_there_are_enough_cases_and_each_has_its_own_id() -> None:
    """At least 120 cases, no two with the same id, each with a reason and a source."""
    ids = [case.id for case in cases()]
    assert len(ids) >= 120
    assert len(set(ids)) == len(ids)
    assert all(case.why and case.source and case.title for case in cases())


def test_every_case_stands_on_its_own_facts() -> None:
    """No two cases of the same file state the same facts for the same day."""
    stated = [(case.file, case.on, repr(case.document)) for case in cases()]
    assert len(set(stated)) == len(stated)
