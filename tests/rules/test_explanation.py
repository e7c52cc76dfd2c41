"""The trace told in Danish."""

from __future__ import annotations

from datetime import date

import pytest

from rules.decision import assess
from rules.explanation import explained, explanation_to_json, named
from rules.schema_errors import schema
from rules.typography import plain
from tests.rulebook.casebook import cases, expanded


def steps(like: str, given: dict[str, object]) -> dict[str, object]:
    part = assess(expanded(like, given)).parts[0]
    return {plain(step.provision): step for step in explained(part)}


def test_a_refusal_tells_who_judged_what_and_why() -> None:
    """The step of § 30, nr. 1, says yes and gives name, date, answer and reason of the judgement."""
    step = steps("privat_udtraek", {})["offentlighedslovens § 30, nr. 1"]
    assert step.answer == "Ja"  # type: ignore[attr-defined]
    sentences = [plain(sentence) for sentence in step.grounds]  # type: ignore[attr-defined]
    assert sentences[0] == "Oplyst, hvad delen kan indeholde: personer."
    assert sentences[1] == (
        "Vurderet af sagsbehandlende jurist den 14. januar 2026, om oplysningerne angår private forhold: ja. "
        "Begrundelse: Vurderet konkret i sagen, se notatet."
    )


def test_an_open_step_tells_what_must_be_stated() -> None:
    """A step that cannot be answered says what is neither stated nor judged."""
    step = steps("udtraek", {"facts": {"holds_database": None}})["offentlighedslovens § 36, stk. 1, 2. pkt."]
    assert step.answer == "Uafklaret"  # type: ignore[attr-defined]
    assert step.grounds == ("Det er ikke oplyst eller vurderet, om det er myndighedens egen database.",)  # type: ignore[attr-defined]


def test_a_step_of_a_group_names_the_group() -> None:
    """What was tried on a cell group carries the group's id."""
    part = assess(expanded("udtraek", {"groups": {"bydele": {}}})).parts[0]
    assert {step.group for step in explained(part)} == {"", "bydele"}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_no_step_shows_a_code_of_the_format(case: object) -> None:
    """No underscore, which only the format's own names have, stands in any explained step of any case."""
    for part in assess(case.document).parts:  # type: ignore[attr-defined]
        for step in explained(part):
            assert "_" not in " ".join((step.provision, step.condition, *step.grounds))


def test_every_judgement_has_a_danish_name() -> None:
    """Each judgement of the format is told in words."""
    names = schema()["$defs"]["part"]["properties"]["judgements"]["properties"]
    assert [name for name in names if named(name) == name] == []


def test_the_trace_as_data_holds_the_assessment_and_the_words() -> None:
    """trace/1 has the assessment unchanged, the day of the law, and for each step the provision and its sentences."""
    assessment = assess(expanded("privat_udtraek", {}), date(2026, 1, 15))
    document = explanation_to_json(assessment)
    assert (document["format"], document["law_of"]) == ("trace/1", "2026-01-15")
    assert document["assessment"] == assessment.to_json()
    part = document["parts"][0]  # type: ignore[index]
    assert [step["provision"] for step in part["steps"]] == [
        entry.to_json()["provision"] for entry in assessment.parts[0].trace
    ]
    few = next(step for step in part["steps"] if step["rule"] == "faa_og_enkle_kommandoer")
    assert plain(few["in_danish"][0]) == (
        "offentlighedslovens § 11, stk. 1, 1. pkt.: "
        "Alle trin tilsammen kan klares ved få og enkle kommandoer (juristens vurdering). Ja."
    )
    assert few["in_danish"][-1] == "Praksis: FOB 2016-35; FOB 2016-47; FOB 2016-48."
    assert few["valid_from"] == "2014-01-01"
