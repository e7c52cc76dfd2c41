"""Periods: codes that are months or quarters, and the calendar's own groups of them.

A month lies in a quarter, a quarter in a half-year, a half-year in a year. A period of which some months are not among
the codes is not called by its name: its label says from where to where it goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MONTHS = (
    ("januar", "jan"),
    ("februar", "feb"),
    ("marts", "mar"),
    ("april", "apr"),
    ("maj",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTH_OF = {name: number for number, names in enumerate(MONTHS) for name in names}
PATTERNS = (
    (re.compile(r"(?P<year>\d{4})[-/ ]?m? ?(?P<month>0[1-9]|1[0-2])"), 1),
    (re.compile(r"(?P<month>0[1-9]|1[0-2])[-/.](?P<year>\d{4})"), 1),
    (re.compile(rf"(?P<word>{'|'.join(MONTH_OF)})\.? (?P<year>\d{{4}})"), 1),
    (re.compile(rf"(?P<year>\d{{4}}) (?P<word>{'|'.join(MONTH_OF)})\.?"), 1),
    (re.compile(r"(?P<year>\d{4})[- ]?[kq](?P<quarter>[1-4])"), 3),
    (re.compile(r"[kq](?P<quarter>[1-4])[- ](?P<year>\d{4})"), 3),
    (re.compile(r"(?P<quarter>[1-4])\. ?(?:kvartal|kvt\.?) (?P<year>\d{4})"), 3),
)
"""How a period is written, and how many months it has: 2024-01, 2024M01, januar 2024, 2024K1, 1. kvartal 2024."""
SIZES = (3, 6, 12)
"""Months in the calendar's groups, the finest first."""
FEWEST = 2
"""Fewer periods than this tell nothing that the total does not."""
YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Some months in a row; `start` counts months from the year 0."""

    start: int
    months: int

    def around(self, months: int) -> Period:
        """The period of so many months that it lies in."""
        return Period(self.start // months * months, months)

    @property
    def name(self) -> str:
        """Danish: "1. kvartal 2024", "1. halvår 2024" or "2024"."""
        year, number = self.start // YEAR, self.start % YEAR // self.months + 1
        return {3: f"{number}. kvartal {year}", 6: f"{number}. halvår {year}", YEAR: f"{year}"}[self.months]


def period_of(code: str) -> Period | None:
    """The month or quarter that a code names; None where it names neither."""
    text = code.strip().lower()
    for pattern, months in PATTERNS:
        found = pattern.fullmatch(text)
        if found is not None:
            parts = found.groupdict()
            if months == 1:
                place = MONTH_OF[parts["word"]] if parts.get("word") else int(parts["month"]) - 1
            else:
                place = (int(parts["quarter"]) - 1) * months
            return Period(int(parts["year"]) * YEAR + place, months)
    return None


def calendar_parents(codes: Sequence[str]) -> Mapping[str, str]:
    """Per code and group the group of the calendar that it lies in; none unless all codes are periods of one size.

    A group of one is none: it stands for itself until a larger period takes it in.
    """
    periods = {code: period for code in codes if (period := period_of(code)) is not None}
    if len(set(periods.values())) < len(codes) or len({period.months for period in periods.values()}) != 1:
        return {}
    (own,) = {period.months for period in periods.values()}
    row: list[tuple[Period, tuple[str, ...]]] = sorted((period, (code,)) for code, period in periods.items())
    labels = {within: within[0] for _, within in row}
    parents: dict[str, str] = {}
    for months in (size for size in SIZES if size > own):
        inside: dict[Period, list[tuple[str, ...]]] = {}
        for period, within in row:
            inside.setdefault(period.around(months), []).append(within)
        if len(inside) < FEWEST:
            break
        row = [(period, tuple(code for part in parts for code in part)) for period, parts in inside.items()]
        for (period, within), parts in zip(row, inside.values(), strict=True):
            if len(parts) > 1:
                labels[within] = _label(period, within, own)
                parents.update({labels[part]: labels[within] for part in parts})
    return parents


def _label(period: Period, codes: Sequence[str], own: int) -> str:
    """Its name where all of it is there, else its first and last code."""
    return period.name if len(codes) * own == period.months else f"{codes[0]} til {codes[-1]}"
