"""`@rule`: a function that answers one sentence of a statute, bound to that sentence and its version.

The function's docstring is the condition in Danish; the answer says whether it holds. `led` names the
condition where one sentence holds several, each with a function of its own. binding.py compares the
rules with the texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from rules.errors import RuleBoundTwiceError
from rules.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from rules.finding import Statement

Seen = TypeVar("Seen")
_BOUND: list[Rule[object]] = []


@dataclass(frozen=True, slots=True)
class Rule(Generic[Seen]):
    """One rule.

    Attributes
    ----------
    provision : the sentence it answers, with the act's prefix.
    valid_from, valid_to : first day, and the day another wording takes over (None while it lasts).
    exception_to : what it limits.
    practice : opinions, travaux and handbooks the function leans on beyond the wording.
    name, condition : the function's name, and what is tried as one Danish sentence.
    answers : the function.
    """

    provision: str
    led: str
    valid_from: date
    valid_to: date | None
    exception_to: tuple[str, ...]
    practice: tuple[str, ...]
    name: str
    condition: str
    answers: Callable[[Seen], Statement]

    def __call__(self, seen: Seen) -> Finding:
        """Return the finding on what is stated."""
        statement = self.answers(seen)
        return Finding(self.provision, self.led, statement.answer, statement.grounds, statement.missing)

    def in_force(self, day: date) -> bool:
        """Whether the sentence was law on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def rule(
    provision: str,
    *,
    valid_from: str,
    valid_to: str | None = None,
    led: str = "",
    exception_to: str | tuple[str, ...] = (),
    practice: tuple[str, ...] = (),
) -> Callable[[Callable[[Seen], Statement]], Rule[Seen]]:
    """Bind a function to a sentence of a statute and to the days it was law."""
    limits = (exception_to,) if isinstance(exception_to, str) else exception_to
    ends = date.fromisoformat(valid_to) if valid_to else None

    def bound(function: Callable[[Seen], Statement]) -> Rule[Seen]:
        condition = (function.__doc__ or "").strip().splitlines()[0]
        begins = date.fromisoformat(valid_from)
        made = Rule(provision, led, begins, ends, limits, practice, function.__name__, condition, function)
        _remember(made)  # type: ignore[arg-type]
        return made

    return bound


def bound_rules() -> tuple[Rule[object], ...]:
    """Return every rule that has been bound, in the order of their modules."""
    return tuple(_BOUND)


def rules_in_force(day: date) -> tuple[Rule[object], ...]:
    """Return the rules that are law on `day`."""
    return tuple(entry for entry in _BOUND if entry.in_force(day))


def _remember(made: Rule[object]) -> None:
    for other in _BOUND:
        if (other.provision, other.led) == (made.provision, made.led) and _overlap(other, made):
            raise RuleBoundTwiceError(
                f"To regler er bundet til {made.provision} {made.led} på samme tid.".replace("  ", " ")
            )
    _BOUND.append(made)


def _overlap(one: Rule[object], other: Rule[object]) -> bool:
    return (other.valid_to is None or one.valid_from < other.valid_to) and (
        one.valid_to is None or other.valid_from < one.valid_to
    )
