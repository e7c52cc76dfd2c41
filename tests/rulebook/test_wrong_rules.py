"""Deliberately wrong rules: the cases of the rulebook must notice every one of them.

First each rule is bent mechanically; then come mistakes that are really made (mistakes.py, mistakes_of_judgement.py).
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from rules.binding import all_rules
from rules.deadlines import deadlines
from rules.decision import assess
from rules.finding import JA, NEJ, UAFKLARET, Answer, Statement
from tests.rulebook import mistakes_of_judgement  # noqa: F401 -- adds its mistakes to the list
from tests.rulebook.casebook import cases
from tests.rulebook.comparing import differences
from tests.rulebook.mistakes import MISTAKES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.rule import Rule

counted_once = cache(deadlines)
# Judgements that one rule alone asks for: silence taken for an answer must show in some case.
ASKED_BY_ONE_RULE = (
    "dialog_er_foert",
    "drifts_og_forretningsforhold",
    "egne_oplysninger",
    "faa_og_enkle_kommandoer",
    "grundlag_for_statistik",
    "miljoeoplysninger",
    "myndighedens_egen_database",
    "oplysningerne_er_registreret",
    "over_25_timer",
    "partsaktindsigt",
    "patientjournal",
    "private_forhold",
    "saerlig_tavshedspligt",
    "tryghed_taler_mod_navnet",
    "uforholdsmaessigt_ressourceforbrug",
    "ved_faa_og_enkle_kommandoer",
)


@pytest.fixture(autouse=True)
def _already_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cases are checked against the schema elsewhere."""
    monkeypatch.setattr("rules.reading.first_breach", lambda _: None)
    monkeypatch.setattr("rules.decision.deadlines", counted_once)


def noticed_by() -> str:
    """Return the id of the first case that does not come out as expected, or an empty text."""
    for case in cases():
        try:
            given = assess(case.document, date.fromisoformat(case.on) if case.on else None).to_json()
        except KeyError:
            # A value that the law does not allow at its place has no citation: the mistake shows as a stop.
            return case.id
        if differences(given, case.expected):
            return case.id
    return ""


@contextmanager
def bent(rule: Rule[Any], answer: Answer, *, only_unknown: bool) -> Iterator[None]:
    original = rule.answers

    def wrong(seen: Any) -> Statement:
        found = original(seen)
        return found if only_unknown and found.answer is not UAFKLARET else Statement(answer, found.grounds)

    object.__setattr__(rule, "answers", wrong)
    try:
        yield
    finally:
        object.__setattr__(rule, "answers", original)


def test_the_cases_come_out_right_with_the_right_rules() -> None:
    """Without a mistake nothing is noticed, so that what follows is noticed because of the mistake."""
    assert noticed_by() == ""


@pytest.mark.parametrize("answer", [JA, NEJ])
def test_a_rule_that_always_says_the_same_is_noticed(answer: Answer) -> None:
    """Each of the rules, made to answer the same whatever is stated, makes some case come out wrong."""
    unnoticed = []
    for rule in all_rules():
        with bent(rule, answer, only_unknown=False):
            if not noticed_by():
                unnoticed.append(f"{rule.provision} {rule.led}")
    assert unnoticed == []


@pytest.mark.parametrize("answer", [JA, NEJ])
def test_silence_taken_for_an_answer_is_noticed(answer: Answer) -> None:
    """Each rule that alone asks for something, made to take silence for an answer, makes some case come out wrong."""
    unnoticed = []
    for rule in all_rules():
        if rule.name in ASKED_BY_ONE_RULE:
            with bent(rule, answer, only_unknown=True):
                if not noticed_by():
                    unnoticed.append(rule.name)
    assert unnoticed == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__)
def test_a_mistake_is_noticed(mistake: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each mistake makes some case come out wrong."""
    mistake(monkeypatch)
    assert noticed_by() != ""


def test_there_are_enough_mistakes() -> None:
    """At least forty mistakes, besides the bent rules."""
    assert len(MISTAKES) >= 40
