"""The outcomes of a part, and how parts and groups are put together."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Outcome(StrEnum):
    """What is decided of a part, a cell group or a whole request."""

    GRANT = "GRANT"
    PARTIAL = "PARTIAL"
    REFUSE = "REFUSE"
    REFUSE_TO_PROCESS = "REFUSE_TO_PROCESS"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"
    OTHER_ACT = "OTHER_ACT"
    DIALOGUE = "DIALOGUE"
    BLOCKED = "BLOCKED_NEEDS_JURIST"


GIVEN = frozenset({Outcome.GRANT, Outcome.PARTIAL})
WITH_REASONS = frozenset({Outcome.REFUSE, Outcome.PARTIAL, Outcome.REFUSE_TO_PROCESS})
WITH_COMPLAINT = WITH_REASONS | {Outcome.OUT_OF_SCOPE}
OPEN = frozenset({Outcome.BLOCKED, Outcome.DIALOGUE})
_FIRST_PRESENT = (
    Outcome.BLOCKED,
    Outcome.DIALOGUE,
    Outcome.REFUSE,
    Outcome.REFUSE_TO_PROCESS,
    Outcome.OUT_OF_SCOPE,
    Outcome.OTHER_ACT,
)


def overall(parts: Iterable[Outcome]) -> Outcome:
    """Return the outcome of the whole request: give what is ready, else the first of the list above."""
    present = set(parts)
    if len(present) == 1:
        return present.pop()
    if present & GIVEN:
        return Outcome.PARTIAL
    return next(outcome for outcome in _FIRST_PRESENT if outcome in present)
