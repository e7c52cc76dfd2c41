"""The assessment as a whole: the law of the day, the trace, and what no machine may decide."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.decision import FIRST_DAY, assess
from rules.errors import DateOutOfRangeError
from rules.schema_errors import schema, validator
from tests.rulebook.casebook import cases, expanded, judgement

# LAW.md 2.3: what only a jurist may judge. The complaint body and abuse of § 11 are added by FACTS.md 1.3.
JUDGED = tuple(schema()["$defs"]["part"]["properties"]["judgements"]["properties"])
DECIDED = {"GRANT", "PARTIAL", "REFUSE", "REFUSE_TO_PROCESS", "OTHER_ACT"}


def test_a_decision_can_be_replayed_unchanged() -> None:
    """The same facts under the law of the same day give the same assessment and the same trace, byte for byte."""
    document = expanded("privat_udtraek", {})
    first, second = assess(document, date(2025, 2, 6)), assess(document, date(2025, 2, 6))
    assert json.dumps(first.to_json()) == json.dumps(second.to_json())
    assert json.dumps(first.trace_to_json()) == json.dumps(second.trace_to_json())


def test_the_assessment_does_not_change_what_it_was_given() -> None:
    """The document is read and left as it was."""
    document = expanded("privat_udtraek", {})
    before = deepcopy(document)
    assess(document)
    assert document == before


def test_without_a_day_the_law_since_july_2024_applies() -> None:
    """The law that FACTS.md describes is the default, whatever the dates of the judgements."""
    document = expanded("dokument", {"judged": {"chikanoest_formaal": True}})
    assert assess(document).overall == "REFUSE_TO_PROCESS"
    assert assess(document).day == date(2024, 7, 1)
    assert assess(document, date(2024, 6, 30)).overall == "GRANT"


def test_law_that_is_not_entered_is_not_guessed() -> None:
    """Before 25 May 2018 §§ 11 and 14 referred to another act, so no decision is made; from that day one is."""
    document = expanded("udtraek", {})
    with pytest.raises(DateOutOfRangeError, match="ikke indlagt"):
        assess(document, date(2018, 5, 24))
    assert assess(document, FIRST_DAY).overall == "GRANT"


def test_the_trace_explains_a_refusal() -> None:
    """The model refusal: § 2 is tried first, § 30, nr. 1, on two signed judgements, § 14 last of the content."""
    trace = assess(expanded("privat_udtraek", {})).trace_to_json()
    assert trace[0]["provision"] == "§ 2"
    private = next(entry for entry in trace if entry["provision"] == "§ 30, nr. 1")
    assert private["answer"] == "JA"
    grounds = {ground["name"]: ground for ground in private["grounds"]}  # type: ignore[attr-defined]
    assert grounds["private_forhold"]["by"] == "sagsbehandlende jurist"
    assert grounds["identificerbar_i_lidt_videre_kreds"]["reason"]
    order = [entry["provision"] for entry in trace]
    assert order.index("§ 11, stk. 1, 1. pkt.") < order.index("§ 30, nr. 1") < order.index("§ 14, stk. 1, 2. pkt.")


def test_the_trace_says_what_is_missing() -> None:
    """A rule that could not be answered stands in the trace as UAFKLARET with the missing names."""
    trace = assess(expanded("udtraek", {"judged": {"private_forhold": None}})).trace_to_json()
    private = next(entry for entry in trace if entry["provision"] == "§ 30, nr. 1")
    assert private["answer"] == "UAFKLARET"
    assert private["missing"] == ["private_forhold", "identificerbar_i_lidt_videre_kreds"]


def test_every_trace_can_be_written_as_json() -> None:
    """The trace of each case is JSON, and each entry is a Danish sentence with an answer."""
    for case in cases():
        for entry in json.loads(json.dumps(assess(case.document).trace_to_json())):
            assert entry["answer"] in {"JA", "NEJ", "UAFKLARET"}
            assert entry["condition"].endswith(".")


def test_parts_and_groups_are_found_by_id() -> None:
    """A letter finds a part, its groups, and what was stated of them."""
    found = assess(expanded("privat_udtraek", {"groups": {"a": {}, "b": {"variant_of": "a"}}}))
    part = found.part("del")
    assert part is not None
    assert not part.by_paragraf_7
    group = part.group("b")
    assert group is not None
    assert group.is_variant
    assert part.group("x") is None
    assert found.part("x") is None
    assert found.facts.part("del") is part.part
    assert part.part.group("a") is not None


def test_a_part_decided_before_its_groups_gives_them_its_outcome() -> None:
    """Where few commands fail, each group that was asked for is refused with the part; variants are not looked at."""
    given = {"judged": {"faa_og_enkle_kommandoer": False}, "groups": {"a": {}, "b": {"variant_of": "a"}}}
    part = assess(expanded("udtraek", given)).parts[0]
    assert [(group.id, group.outcome) for group in part.cell_groups] == [("a", "REFUSE")]


def test_no_group_is_given_while_a_gate_is_open() -> None:
    """A group that is harmless in itself is blocked as long as the part lacks something."""
    part = assess(expanded("udtraek", {"facts": {"holds_database": None}, "groups": {"a": {}}})).parts[0]
    assert [group.outcome for group in part.cell_groups] == ["BLOCKED_NEEDS_JURIST"]


def test_a_part_that_ends_open_has_blocked_groups() -> None:
    """If a gate is open and a later one ends the path, the groups are blocked too."""
    given = {"facts": {"holds_database": None}, "judged": {"faa_og_enkle_kommandoer": False}, "groups": {"a": {}}}
    part = assess(expanded("udtraek", given)).parts[0]
    assert [(group.outcome, group.sections) for group in part.cell_groups] == [("BLOCKED_NEEDS_JURIST", ())]


def test_open_hours_without_dialogue_do_not_refuse() -> None:
    """If the cause of the hours is unknown and no dialogue was held, only the cause is missing."""
    document = expanded("dokument", {"facts": {"expected_hours": 60, "dialogue_done": False}})
    assert assess(document).parts[0].missing == ("excess_due_to_missing_journalisation",)


def test_a_variant_of_persons_is_about_persons() -> None:
    """What is said of the asked group's persons holds for its variant, unless the variant says otherwise."""
    variant = {"variant_of": "a", "judged": {"variant_by_few_commands": True}}
    judged = {
        "private_forhold": True,
        "identificerbar_i_lidt_videre_kreds": True,
        "meroffentlighed": "excluded_by_secrecy",
    }
    given = {
        "facts": {"indhold": []},
        "judged": judged,
        "groups": {"a": {"facts": {"natural_persons": True}}, "b": variant},
    }
    assert assess(expanded("udtraek", given)).parts[0].missing == ("identificerbar_i_lidt_videre_kreds",)
    variant["facts"] = {"natural_persons": False}
    assert assess(expanded("udtraek", given)).overall == "PARTIAL"


def test_every_judgement_is_recorded_in_some_case() -> None:
    """The tests below speak of all judgements, so each occurs in the rulebook."""
    assert [name for name in JUDGED if not stating(name)] == []


@pytest.mark.parametrize("name", JUDGED)
@pytest.mark.parametrize("blank", ["reason", "by", "date"])
def test_nothing_rests_on_an_unsigned_judgement(name: str, blank: str) -> None:
    """No rule on any path answers on a judgement that lacks its reason, its name or its date."""
    for document in stating(name):
        for place in places(document):
            if name in place["judgements"]:
                place["judgements"][name][blank] = ""
        for entry in assess(document).trace_to_json():
            assert name not in {ground["name"] for ground in entry["grounds"]}  # type: ignore[attr-defined]


def places(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [place for part in document["parts"] for place in (part, *part.get("cell_groups", ()))]


def stating(name: str) -> list[dict[str, Any]]:
    """Return copies of the cases in which the judgement is recorded somewhere."""
    found = [case.document for case in cases() if any(name in place["judgements"] for place in places(case.document))]
    return [deepcopy(document) for document in found]


def test_without_any_judgement_nothing_that_needs_one_is_decided() -> None:
    """With all judgements taken away, no case is granted under § 11 or refused for what the data hold."""
    content = ("§ 30", "§ 31", "§ 32", "§ 33", "§ 35", "§ 27", "§ 9, stk. 2", "§ 14")
    for case in cases():
        document = deepcopy(case.document)
        for part in document["parts"]:
            part["judgements"] = {}
            for group in part.get("cell_groups", ()):
                group["judgements"] = {}
        for found in assess(document).parts:
            if found.outcome not in DECIDED:
                continue
            assert "§ 11, stk. 1, 1. pkt." not in found.sections or found.outcome == "REFUSE", case.id
            assert not [section for section in found.sections if section.startswith(content)], case.id
            assert found.meroffentlighed in {None, "not_applicable"}, case.id


MATERIAL = st.fixed_dictionaries(
    {
        "min_count": st.integers(0, 10_000),
        "population": st.integers(0, 10_000),
        "suppliers": st.integers(0, 20),
        "largest_share": st.floats(0, 1),
        "flags": st.lists(
            st.sampled_from(["F1_small", "F2_margin", "F3_group", "F8_dominance", "F9_rare"]), unique=True
        ),
    }
)


@settings(max_examples=40, deadline=None)
@given(MATERIAL, st.integers(0, 10_000), st.sampled_from(["udtraek", "privat_udtraek"]))
def test_no_count_and_no_flag_decides(material: dict[str, Any], minutes: int, like: str) -> None:
    """Whatever the counts, flags and minutes are, the outcome is the one the judgements give."""
    plain = assess(expanded(like, {"groups": {"a": {}}}))
    counted = assess(expanded(like, {"facts": {"extraction_minutes": minutes}, "groups": {"a": {"facts": material}}}))
    assert counted.to_json() == plain.to_json()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_anything_the_schema_allows_is_answered_in_its_format(data: st.DataObject) -> None:
    """Whatever is stated within the format, the answer keeps to the format, and blocked parts say what is missing."""
    facts = schema()["$defs"]["part"]["properties"]["facts"]["properties"]
    judged = schema()["$defs"]["part"]["properties"]["judgements"]["properties"]
    kinds = schema()["$defs"]["part"]["properties"]["kind"]["enum"]
    bodies = schema()["$defs"]["input"]["properties"]["authority"]["properties"]["kind"]["enum"]
    like = data.draw(
        st.sampled_from(["udtraek", "privat_udtraek", "dokument", "journal", "databeskrivelse", "medarbejdere"])
    )
    stated = data.draw(st.fixed_dictionaries({}, optional={name: _values(facts[name]) for name in facts}))
    stated.pop("period_start", None)
    stated.pop("period_end", None)
    skoen = data.draw(
        st.fixed_dictionaries({}, optional={name: _values(judged[name]["properties"]["value"]) for name in judged})
    )
    document = expanded(like, {"facts": stated, "judged": {name: judgement(value) for name, value in skoen.items()}})
    document["parts"][0]["kind"] = data.draw(st.sampled_from(kinds))
    document["authority"]["kind"] = data.draw(st.sampled_from(bodies))
    found = assess(document)
    assert list(validator("output").iter_errors(found.to_json())) == []
    for part in found.parts:
        assert bool(part.missing) == (part.outcome == "BLOCKED_NEEDS_JURIST")
        assert part.sections or part.outcome == "BLOCKED_NEEDS_JURIST"


def _values(form: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "enum" in form:
        return st.sampled_from(form["enum"])
    if form["type"] == "array":
        inner = form["items"]
        return st.lists(_values(inner), min_size=form.get("minItems", 0), max_size=3, unique="enum" in inner)
    if form.get("format") == "date":
        return st.dates(date(2025, 1, 1), date(2026, 12, 31)).map(date.isoformat)
    kinds = {
        "boolean": st.booleans(),
        "integer": st.integers(0, 400),
        "number": st.floats(0, 400),
        "string": st.sampled_from(["none", "skatteforvaltningsloven § 17", "fvl § 27", "tekst"]),
    }
    return kinds[form["type"]]
