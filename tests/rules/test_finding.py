"""The three answers and how they are put together."""

from __future__ import annotations

from itertools import product

import pytest

from rules.finding import JA, NEJ, UAFKLARET, Answer, Ground, Statement, all_hold, answer_of, any_holds, in_turn, when

YES = Statement(JA, (Ground("a", "ja"),))
NO = Statement(NEJ, (Ground("b", "nej"),))
OPEN = Statement(UAFKLARET, (), ("c",))
ALL = {JA: YES, NEJ: NO, UAFKLARET: OPEN}


@pytest.mark.parametrize(("value", "answer"), [(True, JA), (False, NEJ), (None, UAFKLARET)])
def test_what_is_not_stated_is_open(value: bool | None, answer: Answer) -> None:
    """True is JA, false is NEJ, and nothing is UAFKLARET, never NEJ."""
    assert answer_of(value) is answer


@pytest.mark.parametrize(("one", "other"), list(product(ALL, repeat=2)))
def test_one_no_settles_all_hold(one: Answer, other: Answer) -> None:
    """All hold: NEJ if one is NEJ, JA if both are JA, else UAFKLARET."""
    expected = NEJ if NEJ in (one, other) else UAFKLARET if UAFKLARET in (one, other) else JA
    assert all_hold(ALL[one], ALL[other]).answer is expected


@pytest.mark.parametrize(("one", "other"), list(product(ALL, repeat=2)))
def test_one_yes_settles_any_holds(one: Answer, other: Answer) -> None:
    """Any holds: JA if one is JA, NEJ if both are NEJ, else UAFKLARET."""
    expected = JA if JA in (one, other) else UAFKLARET if UAFKLARET in (one, other) else NEJ
    assert any_holds(ALL[one], ALL[other]).answer is expected


def test_in_turn_a_later_no_does_not_settle_what_was_open() -> None:
    """An open question before a no leaves the answer open, with the open name missing."""
    found = in_turn(OPEN, NO, YES)
    assert (found.answer, found.missing) == (UAFKLARET, ("c",))


def test_in_turn_stops_at_the_first_no() -> None:
    """After a no nothing more is asked, so nothing after it is missing."""
    found = in_turn(NO, OPEN)
    assert (found.answer, found.missing) == (NEJ, ())


def test_in_turn_all_yes_is_yes() -> None:
    """Yes and yes is yes, on both grounds."""
    assert in_turn(YES, YES).answer is JA


def test_a_question_is_put_only_where_its_condition_holds() -> None:
    """Where the condition does not hold the answer is NEJ; where it is open only the condition is missing."""
    assert when(NO, OPEN).answer is NEJ
    assert when(OPEN, Statement(UAFKLARET, (), ("d",))).missing == ("c",)
    assert when(YES, OPEN).missing == ("c",)


def test_the_opposite_of_open_is_open() -> None:
    """Turning a statement round keeps what is missing."""
    assert ~OPEN == OPEN
    assert (~YES).answer is NEJ
    assert (~NO).answer is JA


def test_a_judgement_shows_who_and_why() -> None:
    """A fact is shown by name and value; a judgement also with reason, name and date."""
    assert Ground("indhold", "personer").to_json() == {"name": "indhold", "value": "personer", "kind": "oplysning"}
    skoen = Ground("private_forhold", "ja", "skøn", "Helbred.", "jurist", "2026-01-14").to_json()
    assert (skoen["reason"], skoen["by"], skoen["date"]) == ("Helbred.", "jurist", "2026-01-14")
