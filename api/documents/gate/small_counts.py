"""Small counts in a table: a notice for the jurist, never a verdict.

A column is taken for counts when its numbers are whole and not negative, and its heading does not say
that they are years, numbers of something, or ranks. A column that runs 0, 1, 2 or 1, 2, 3 numbers its rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SMALL = 5
_FEWEST_NUMBERS = 2
_NOT_COUNTS = re.compile(
    r"\b(år|aar|year|id|nr|nummer|løbenr|måned|uge|kvartal|dag|dato|rang|alder|trin|klasse|kode|side|pct|procent|"
    r"andel|score|point|version|stk|kapitel|§)\b|%",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\d{1,3}([. \u00a0]\d{3})+|\d+(\.0+)?")
_NUMBER = re.compile(r"-?[\d. \u00a0]+(,\d+)?|-?\d+(\.\d+)?")


@dataclass(slots=True)
class Column:
    """What has been seen of one column."""

    heading: str = ""
    numbers: int = 0
    is_counts: bool = True
    small: list[str] = field(default_factory=list)
    first: int = 0
    is_running: bool = True

    def see(self, text: str, place: str) -> None:
        """Take one more cell, from the top."""
        plain = text.strip()
        if not _NUMBER.fullmatch(plain):
            if not self.numbers and plain:
                self.heading = plain
            return
        self.numbers += 1
        if not _WHOLE.fullmatch(plain):
            self.is_counts = False
            return
        count = int(re.sub(r"\.0+$|[. \u00a0]", "", plain))
        self.first = count if self.numbers == 1 else self.first
        self.is_running = self.is_running and self.first <= 1 and count == self.first + self.numbers - 1
        if 0 < count < SMALL:
            self.small.append(place)

    def small_counts(self) -> list[str]:
        """Return the places of small counts, when the column holds counts at all."""
        is_counts = self.is_counts and not self.is_running and not _NOT_COUNTS.search(self.heading)
        return self.small if is_counts and self.numbers >= _FEWEST_NUMBERS else []
