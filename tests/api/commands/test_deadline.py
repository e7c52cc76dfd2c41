"""The command `deadline`."""

from __future__ import annotations

import json

from api.commands.entry import run
from main import COMMANDS


def test_the_model_case_is_due_on_the_seventh_of_february(capsys):
    """Received Wednesday 29 January 2025: the seventh arbejdsdag after it is Friday 7 February."""
    assert run(COMMANDS, ["deadline", "2025-01-29"]) == 0
    shown = capsys.readouterr().out
    assert "Modtaget onsdag den 29. januar 2025 (dag 0)" in shown
    assert "2025-02-07  hovedreglen" in shown
    assert "lørdag den 1. februar 2025: tæller ikke: lørdag" in shown
    assert "fredag den 7. februar 2025: dag 7" in shown


def test_json_is_the_format_of_the_design(capsys):
    """The format is named and the four dates are there; a complaint has a date of its own."""
    assert run(COMMANDS, ["deadline", "2026-05-20", "--complaint", "2026-05-29", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == "deadline/1"
    assert [found[name] for name in ("day_2", "day_7", "day_14", "day_40")] == [
        "2026-05-22",
        "2026-06-01",
        "2026-06-10",
        "2026-07-16",
    ]
    assert found["complaint"]["day_7"] == "2026-06-09"


def test_the_lenient_date_is_shown_where_it_differs(capsys):
    """5 June 2026 is Grundlovsdag: day 7 after Friday 29 May is 9 June, or 10 June if that day does not count."""
    assert run(COMMANDS, ["deadline", "2026-05-29"]) == 0
    assert "2026-06-09  hovedreglen, § 36, stk. 2: 7 arbejdsdage (lempelig optælling: 2026-06-10)" in (
        capsys.readouterr().out
    )
