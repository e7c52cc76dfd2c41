"""Bad input is refused with one Danish sentence that says where and what."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from rules.decision import assess
from rules.errors import InvalidFactsError
from tests.rulebook.casebook import expanded


def document() -> dict[str, Any]:
    given = {"groups": {"a": {}, "b": {"variant_of": "a", "judged": {"private_forhold": False}}}, "wants": "xlsx"}
    return deepcopy(expanded("udtraek", given))


def broken(change: Any) -> str:
    content = document()
    change(content)
    with pytest.raises(InvalidFactsError) as caught:
        assess(content)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_a_sound_document_is_read() -> None:
    """The document that the tests below break is itself accepted."""
    assert assess(document()).part("del") is not None


def test_something_that_is_no_object() -> None:
    """A list is not a facts file."""
    with pytest.raises(InvalidFactsError, match="skal indeholde et objekt"):
        assess([])  # type: ignore[arg-type]


def test_a_field_that_is_missing() -> None:
    """The place and the missing field are named."""
    assert broken(lambda content: content["request"].pop("received")) == "request: feltet »received« mangler."


def test_a_format_that_is_another() -> None:
    """Only facts/1 is read."""
    assert '»"facts/2"« er ikke en mulig værdi; brug en af: facts/1' in broken(lambda c: c.update(format="facts/2"))


def test_a_field_that_is_not_known() -> None:
    """A misspelt fact is not silently left out."""
    sentence = broken(lambda content: content["parts"][0]["facts"].update(holds_databse=True))
    assert sentence == "parts[0].facts: feltet »holds_databse« kendes ikke; ret stavemåden eller fjern det."


def test_a_day_in_words() -> None:
    """A day is written as a date, or null where it is not known; the sentence says so and nothing else."""
    sentence = broken(lambda content: content["request"].update(received="i går"))
    assert sentence == 'request.received: »"i går"« skal være en dato som ÅÅÅÅ-MM-DD eller null.'


def test_a_yes_in_words() -> None:
    """A yes/no fact takes true or false, not a text."""
    sentence = broken(lambda content: content["parts"][0]["facts"].update(holds_database="ja"))
    assert sentence == 'parts[0].facts.holds_database: »"ja"« skal være true eller false.'


def test_a_kind_that_does_not_exist() -> None:
    """The possible values are listed."""
    assert "document, overview" in broken(lambda content: content["parts"][0].update(kind="letter"))


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01"])
def test_a_day_that_does_not_exist(day: str) -> None:
    """30 February and month 13 are refused wherever a date stands."""
    assert "er ikke en dato" in broken(lambda content: content["request"].update(received=day))
    assert "er ikke en dato" in broken(lambda content: content["parts"][0]["facts"].update(period_start=day))
    skoen = {"value": True, "reason": "x", "by": "y", "date": day}
    assert "parts[0].judgements.dbl10_only.date" in broken(
        lambda content: content["parts"][0]["judgements"].update(dbl10_only=skoen)
    )


def test_a_date_in_another_form() -> None:
    """A Danish date is refused with the form that is wanted."""
    assert "ÅÅÅÅ-MM-DD" in broken(lambda content: content["parts"][0]["facts"].update(period_start="1. januar"))
    assert "ÅÅÅÅ-MM-DD" in broken(lambda content: content["request"].update(received="1. januar"))


def test_two_parts_with_one_id() -> None:
    """Ids of parts are unique."""
    assert "»del« er brugt to gange" in broken(lambda content: content["parts"].append(content["parts"][0]))


def test_two_groups_with_one_id() -> None:
    """Ids of groups are unique within their part."""
    groups = broken(lambda content: content["parts"][0]["cell_groups"].append(content["parts"][0]["cell_groups"][0]))
    assert "parts[0].cell_groups: id »a« er brugt to gange" in groups


@pytest.mark.parametrize("target", ["c", "b"])
def test_a_variant_of_nothing(target: str) -> None:
    """A variant belongs to a group that was asked for, in the same part; not to itself or another variant."""
    sentence = broken(lambda content: content["parts"][0]["cell_groups"][1].update(variant_of=target))
    assert f"»{target}« er ikke en gruppe" in sentence


def test_a_period_that_ends_before_it_begins() -> None:
    """A period runs forward."""
    assert "før den begynder" in broken(lambda content: content["parts"][0]["facts"].update(period_end="2020-01-01"))


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [
        ("expected_hours", -1, "er mindre end 0"),
        ("pages", 1.5, "skal være et helt tal"),
        ("indhold", ["personer", "personer"], "det samme to gange"),
        ("staff_items", [], "må ikke være tom"),
        ("expected_hours", float("nan"), "ikke et endeligt tal"),
        ("external_cost_kr", float("inf"), "ikke et endeligt tal"),
    ],
)
def test_a_number_or_list_that_cannot_be(fact: str, value: Any, expected: str) -> None:
    """Negative, fractional, endless and repeated values are refused."""
    assert expected in broken(lambda content: content["parts"][0]["facts"].update({fact: value}))


def test_a_share_above_one() -> None:
    """A share is at most 1."""
    assert "større end 1" in broken(
        lambda content: content["parts"][0]["cell_groups"][0]["facts"].update(largest_share=2)
    )


def test_an_id_with_a_capital() -> None:
    """Ids are small letters, digits and underscore."""
    assert "små bogstaver" in broken(lambda content: content["parts"][0].update(id="Del"))


def test_an_empty_secrecy_rule() -> None:
    """The named rule is not empty."""
    skoen = {"value": "", "reason": "x", "by": "y", "date": "2026-01-14"}
    assert "teksten må ikke være tom" in broken(
        lambda content: content["parts"][0]["judgements"].update(special_secrecy_rule=skoen)
    )


def test_a_long_value_is_cut() -> None:
    """The sentence stays short although the value is long."""
    assert len(broken(lambda content: content["parts"][0].update(kind="x" * 5000))) < 300


def test_a_wrong_value_deep_in_a_list_of_grounds() -> None:
    """The place counts from nought, as the file's lists do."""
    sentence = broken(lambda content: content["parts"][0]["facts"].update(authority_ground=["travlhed"]))
    assert sentence.startswith("parts[0].facts.authority_ground[0]")
