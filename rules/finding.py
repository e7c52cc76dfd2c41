"""The answer of one rule: JA, NEJ or UAFKLARET, with its grounds and the names that are missing.

A fact that is not stated is unknown, and unknown is never "no problem": it makes the answer
UAFKLARET unless something that is stated settles the question by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """The three answers."""

    JA = "JA"
    NEJ = "NEJ"
    UAFKLARET = "UAFKLARET"


JA, NEJ, UAFKLARET = Answer.JA, Answer.NEJ, Answer.UAFKLARET


def answer_of(value: bool | None) -> Answer:
    """Return JA for true, NEJ for false, UAFKLARET for not stated."""
    if value is None:
        return UAFKLARET
    return JA if value else NEJ


@dataclass(frozen=True, slots=True)
class Ground:
    """What an answer rests on: a stated fact ("oplysning") or a recorded judgement ("skøn")."""

    name: str
    value: str
    kind: str = "oplysning"
    reason: str = ""
    by: str = ""
    date: str = ""

    def to_json(self) -> dict[str, str]:
        """Return the ground; who, when and why only for a judgement."""
        shown = {"name": self.name, "value": self.value, "kind": self.kind}
        if self.kind == "oplysning":
            return shown
        return {**shown, "reason": self.reason, "by": self.by, "date": self.date}


@dataclass(frozen=True, slots=True)
class Statement:
    """The answer to one question, with grounds, and the names that must be stated before it can be answered."""

    answer: Answer
    grounds: tuple[Ground, ...] = ()
    missing: tuple[str, ...] = ()

    def __invert__(self) -> Statement:
        """The opposite answer on the same grounds; unknown stays unknown."""
        turned = {JA: NEJ, NEJ: JA, UAFKLARET: UAFKLARET}[self.answer]
        return Statement(turned, self.grounds, self.missing)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found.

    Attributes
    ----------
    provision : the provision the rule is bound to, with the act's prefix ("ofl § 11, stk. 1, 2. pkt.").
    led : the condition within it, where one sentence has several.
    """

    provision: str
    led: str
    answer: Answer
    grounds: tuple[Ground, ...]
    missing: tuple[str, ...]


def all_hold(*statements: Statement) -> Statement:
    """Return JA if every statement holds, NEJ as soon as one does not, whatever the others are."""
    against = [statement for statement in statements if statement.answer is NEJ]
    if against:
        return Statement(NEJ, _grounds(against))
    return _undecided_or(JA, statements)


def any_holds(*statements: Statement) -> Statement:
    """Return JA as soon as one statement holds, NEJ if none does."""
    return ~all_hold(*(~statement for statement in statements))


def in_turn(*statements: Statement) -> Statement:
    """Return NEJ at the first statement that does not hold, unless something before it was unknown.

    Notes
    -----
    Unlike `all_hold`, a later no does not settle what an earlier question left open; the names
    missing up to there are collected.
    """
    tried: list[Statement] = []
    for statement in statements:
        tried.append(statement)
        if statement.answer is NEJ:
            break
    if tried[-1].answer is NEJ:
        return _undecided_or(NEJ, tried)
    return _undecided_or(JA, tried)


def when(condition: Statement, question: Statement) -> Statement:
    """Return the answer to `question` where `condition` holds; otherwise the question is not put."""
    if condition.answer is not JA:
        return condition
    return Statement(question.answer, (*condition.grounds, *question.grounds), question.missing)


def _undecided_or(answer: Answer, statements: list[Statement] | tuple[Statement, ...]) -> Statement:
    missing = tuple(dict.fromkeys(name for statement in statements for name in statement.missing))
    undecided = any(statement.answer is UAFKLARET for statement in statements)
    return Statement(UAFKLARET if undecided else answer, _grounds(statements), missing if undecided else ())


def _grounds(statements: list[Statement] | tuple[Statement, ...]) -> tuple[Ground, ...]:
    return tuple(dict.fromkeys(ground for statement in statements for ground in statement.grounds))
