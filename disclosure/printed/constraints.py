"""What printed tables say of their counts, as rows over the counts: sums, folds, parts, percentages, facts.

Every constraint keeps where it was read, so that a derivation can be written in the words of the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from disclosure.printed.options import CONTAINS, OWN, SUM
from disclosure.printed.quantities import Place, Quantities
from disclosure.printed.table import PrintedTable, Sum, Tie
from disclosure.printed.words import is_total
from disclosure.solver import NO_LIMIT


class Why(Enum):
    """What a constraint was read from."""

    SUM = "sum"
    FOLD = "fold"
    PART = "part"
    PERCENT = "percent"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Constraint:
    """`low <= sum of coefficient * count <= high`.

    Attributes
    ----------
    terms : (number of the count, coefficient).
    why : what it was read from.
    where : Danish: the table and the column or row.
    total : the count that the others make up, or -1.
    percent : the place of the percentage, for those.
    source : what the user gave as the source of a fact.
    """

    terms: tuple[tuple[int, int], ...]
    low: int
    high: int
    why: Why
    where: str
    total: int = -1
    percent: Place | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement of the user: the counts at `places` are together `equals`."""

    places: tuple[Place, ...]
    equals: int
    source: str


def stated(known: Quantities, columns: Sequence[tuple[int, int]], folds: Mapping[int, str]) -> Iterator[Constraint]:
    """The constraints of sums within the given (table, column)s; `folds`: per table how its fold row is read."""
    inside = set(columns)
    for table, column in columns:
        for one in known.tables[table].row_sums:
            yield from _Line(known, table, one, column, over_rows=True).constraints(folds.get(table, OWN))
    for number, printed in enumerate(known.tables):
        for one in printed.column_sums:
            if (number, one.total) in inside:
                for row in range(len(printed.rows)):
                    yield from _Line(known, number, one, row, over_rows=False).constraints(OWN)


def of_facts(known: Quantities, facts: Sequence[Fact], columns: Sequence[tuple[int, int]]) -> Iterator[Constraint]:
    """The constraints of the facts about the given (table, column)s."""
    inside = set(columns)
    for fact in facts:
        if (fact.places[0].table, fact.places[0].column) in inside:
            counts: dict[int, int] = {}
            for place in fact.places:
                counts[known.number[place]] = counts.get(known.number[place], 0) + 1
            yield Constraint(tuple(counts.items()), fact.equals, fact.equals, Why.FACT, "oplyst", source=fact.source)


@dataclass(frozen=True, slots=True)
class _Line:
    """One sum of one table in one column (over rows) or one row (over columns)."""

    known: Quantities
    table: int
    one: Sum
    across: int
    over_rows: bool

    def _place(self, number: int) -> Place:
        return Place(self.table, number, self.across) if self.over_rows else Place(self.table, self.across, number)

    @property
    def where(self) -> str:
        table: PrintedTable = self.known.tables[self.table]
        if self.over_rows:
            return f"kolonnen «{table.columns[self.across].label}»{self.known.in_table(self.table)}"
        return f"rækken «{table.rows[self.across].label}»{self.known.in_table(self.table)}"

    def constraints(self, fold: str) -> Iterator[Constraint]:
        numbers = self.known.number
        total = numbers.get(self._place(self.one.total), -1)
        parts = [numbers[self._place(part)] for part in self.one.parts if self._place(part) in numbers]
        if total < 0 or not parts:
            return
        if self.one.tie != Tie.ADDS_UP:
            yield from self._loose(total, parts)
            return
        hidden = self.folded()
        if fold in (SUM, CONTAINS) and hidden:
            inner = numbers[self._place(self.one.fold)]
            yield self._sum(total, [part for part in parts if part not in hidden])
            terms = (*((part, 1) for part in hidden), (inner, -1))
            low = 0 if fold == SUM else -NO_LIMIT
            yield Constraint(terms, low, 0, Why.FOLD, self.where, inner)
        else:
            yield self._sum(total, parts)

    def folded(self) -> list[int]:
        """The hidden parts beside a fold row; empty where there is no fold row, or nothing hidden."""
        if self.one.fold < 0 or self._place(self.one.fold) not in self.known.number:
            return []
        beside = [self._place(part) for part in self.one.parts if part != self.one.fold]
        numbers = [self.known.number[place] for place in beside if place in self.known.number]
        return [number for number in numbers if self.known.all[number].hidden]

    def _sum(self, total: int, parts: Sequence[int]) -> Constraint:
        return Constraint((*((part, 1) for part in parts), (total, -1)), 0, 0, Why.SUM, self.where, total)

    def _loose(self, total: int, parts: Sequence[int]) -> Iterator[Constraint]:
        """Each part is at most the whole; of-which parts also together; a parent code is at most its codes together."""
        if self.one.tie == Tie.OF_WHICH:
            terms = (*((part, 1) for part in parts), (total, -1))
            yield Constraint(terms, -NO_LIMIT, 0, Why.PART, self.where, total)
            return
        for part in parts:
            yield Constraint(((part, 1), (total, -1)), -NO_LIMIT, 0, Why.PART, self.where, total)
        if self.over_rows and not is_total(self.known.tables[self.table].rows[self.one.total].labels[-1]):
            terms = (*((part, 1) for part in parts), (total, -1))
            yield Constraint(terms, 0, NO_LIMIT, Why.PART, self.where, total)


def has_fold(known: Quantities, table: int, columns: Sequence[int]) -> bool:
    """Whether a fold row stands beside hidden counts in some of the columns."""
    return any(
        _Line(known, table, one, column, over_rows=True).folded()
        for one in known.tables[table].row_sums
        for column in columns
    )
