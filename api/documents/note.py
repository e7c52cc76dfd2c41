"""The internal note: what the authority keeps on the case and never hands out.

Rows of words and sections only; whoever makes the note has already put the figures into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.letter import Section

INTERNAL_MARK = "Internt notat – må ikke udleveres"


@dataclass(frozen=True, slots=True)
class Note:
    """An internal note.

    Attributes
    ----------
    details : label and value, for example ("Sagsnummer", "2025-0129").
    sections : in reading order: risk picture, flags per reason code, variants tried and what each costs,
        judgements with by, date and reason, minutes, trace.
    """

    title: str
    details: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
