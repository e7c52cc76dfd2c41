"""The command `assess`: the assessment, its trace, and the law of another day."""

from __future__ import annotations

import json

from api.commands.entry import run
from main import COMMANDS
from rules.schema_errors import validator
from tests.rulebook.casebook import cases


def facts_of(tmp_path, case_id):
    case = next(case for case in cases() if case.id == case_id)
    path = tmp_path / "fakta.json"
    path.write_text(json.dumps(case.document), encoding="utf-8")
    return str(path)


def printed(capsys, *words):
    assert run(COMMANDS, ["assess", *words]) == 0
    return capsys.readouterr().out


def test_json_is_the_published_format_and_nothing_more(tmp_path, capsys):
    """Without --trace the answer is assessment/1 as the schema has it."""
    found = json.loads(printed(capsys, facts_of(tmp_path, "R30.3"), "--json"))
    assert list(validator("output").iter_errors(found)) == []
    assert found["overall"] == "PARTIAL"


def test_the_trace_holds_the_same_assessment(tmp_path, capsys):
    """With --trace the assessment is unchanged, and every rule tried stands after it in order."""
    path = facts_of(tmp_path, "R30.3")
    alone = json.loads(printed(capsys, path, "--json"))
    traced = json.loads(printed(capsys, path, "--json", "--trace"))
    assert (traced["format"], traced["assessment"]) == ("trace/1", alone)
    provisions = [step["provision"] for step in traced["parts"][0]["steps"]]
    assert provisions[0] == "§ 2"
    assert provisions.index("§ 10, stk. 1") < provisions.index("§ 11, stk. 2") < provisions.index("§ 30, nr. 1")


def test_the_trace_in_words(tmp_path, capsys):
    """Each rule is a numbered Danish sentence with its answer."""
    shown = printed(capsys, facts_of(tmp_path, "R30.3"), "--trace")
    assert "I alt: imødekommes delvist" in shown
    assert "1. offentlighedslovens § 2: " in shown
    assert "Vurderet af sagsbehandlende jurist den 14. januar 2026" in shown


def test_the_law_of_another_day(tmp_path, capsys):
    """The name of an employee could not be refused for safety before 1 July 2024."""
    path = facts_of(tmp_path, "R21.2-kun-navn")
    before = json.loads(printed(capsys, path, "--json", "--on", "2024-06-30"))
    after = json.loads(printed(capsys, path, "--json", "--on", "2024-07-01"))
    assert (before["overall"], after["overall"]) == ("GRANT", "REFUSE")


def test_a_missing_judgement_is_still_done(tmp_path, capsys):
    """A blocked part ends with 0 and names what is missing."""
    shown = printed(capsys, facts_of(tmp_path, "R30.5-begge"))
    assert "kan ikke afgøres endnu" in shown
    assert "mangler: " in shown
