"""The counts that printed tables speak of, and which printed cells are one and the same count.

Cells of two tables with the same labels are taken to be the same count only where printed figures bear it out: at least
one agrees and none contradicts. Nothing is linked on names alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from disclosure.printed.figures import Figure
from disclosure.printed.options import Options
from disclosure.printed.table import Guess, PrintedTable
from disclosure.printed.words import plain

LEAST_AGREEING = 2
"""So many printed counts above 0 must agree before the rows of two tables are taken to be the same."""

DEFAULT_RULE = 5
"""Where a report does not say below which count it hides, counts below this are taken to be small."""


class Place(NamedTuple):
    """A printed cell: number of its table, row and column."""

    table: int
    row: int
    column: int


Pairs = list[tuple[Place, Place]]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One count.

    Attributes
    ----------
    places : where it is printed, or hidden.
    value : the printed count, or the only one a mark allows; None where there is neither.
    low, high : what the marks allow; `high` None without limit. A printed count is its own limits.
    hidden : whether no table prints it, and a mark stands there that does not mean zero.
    """

    places: tuple[Place, ...]
    value: int | None
    low: int
    high: int | None
    hidden: bool


class Quantities:
    """All counts of some tables, numbered in the order of their first place."""

    def __init__(self, tables: Sequence[PrintedTable], options: Options) -> None:
        self.tables = tuple(tables)
        self.guesses: list[Guess] = []
        leader: dict[Place, Place] = {place: place for place in self._places()}
        if options.link:
            self._link(leader)
        groups: dict[Place, list[Place]] = {}
        for place in leader:
            groups.setdefault(_find(leader, place), []).append(place)
        self.all: list[Quantity] = [self._quantity(group) for group in groups.values()]
        self.number: dict[Place, int] = {
            place: number for number, quantity in enumerate(self.all) for place in quantity.places
        }

    def _places(self) -> Iterator[Place]:
        """Every count cell that has a figure or a mark; and every total, printed or not."""
        for number, table in enumerate(self.tables):
            totals = {one.total for one in table.row_sums}
            total_columns = {one.total for one in table.column_sums}
            for row in range(len(table.rows)):
                for column in table.count_columns:
                    if not table.figures[row][column].blank or row in totals or column in total_columns:
                        yield Place(number, row, column)

    def _quantity(self, places: Sequence[Place]) -> Quantity:
        shown = [figure.number for figure in map(self.figure, places) if figure.number is not None]
        if shown:
            return Quantity(tuple(places), shown[0], shown[0], shown[0], hidden=False)
        meanings = [
            self.tables[place.table].meanings[figure.mark] for place in places if (figure := self.figure(place)).mark
        ]
        low = max((meaning.low for meaning in meanings), default=0)
        high = min((meaning.high for meaning in meanings if meaning.high is not None), default=None)
        value = low if low == high else None
        hidden = any(self.tables[p.table].hides(p.row, p.column) for p in places)
        return Quantity(tuple(places), value, low, high, hidden)

    def expected(self, number: int) -> range:
        """The values that a safe mark leaves: all it allows; without an upper limit, all from 1 below the rule."""
        quantity = self.all[number]
        if quantity.high is not None:
            return range(quantity.low, quantity.high + 1)
        rules = [rule for place in quantity.places if (rule := self.tables[place.table].rule)]
        return range(max(quantity.low, 1), max(rules, default=DEFAULT_RULE))

    def printed_elsewhere(self) -> Iterator[tuple[Place, int]]:
        """Places with a mark whose count is printed in another table."""
        for quantity in self.all:
            if quantity.value is not None and not quantity.hidden and len(quantity.places) > 1:
                for place in quantity.places:
                    if self.tables[place.table].hides(place.row, place.column):
                        yield place, quantity.value

    def figure(self, place: Place) -> Figure:
        """What is printed at a place."""
        return self.tables[place.table].figures[place.row][place.column]

    def in_table(self, table: int) -> str:
        """` i tabel_04.csv` where there are several tables; else nothing."""
        return f" i {self.tables[table].source}" if len(self.tables) > 1 else ""

    def row_label(self, place: Place) -> str:
        """The label of the row of a place."""
        return self.tables[place.table].rows[place.row].label

    def column_label(self, place: Place) -> str:
        """The label of the column of a place."""
        return self.tables[place.table].columns[place.column].label

    def _link(self, leader: dict[Place, Place]) -> None:
        for one, other in combinations(range(len(self.tables)), 2):
            totals = [pair for pair in self._pairs(one, other, totals=True) if set(pair) <= leader.keys()]
            rows = [pair for pair in self._pairs(one, other, totals=False) if set(pair) <= leader.keys()]
            agree, contradict = self._agreement(totals)
            if agree and not contradict:
                self._join(leader, totals, "totalerne")
            elif contradict:
                self._say(totals[0], "totalerne", "er ikke det samme: tallene er forskellige")
                continue
            agree, contradict = self._agreement(rows)
            if agree >= LEAST_AGREEING and not contradict:
                self._join(leader, rows, "rækkerne med samme navn")
            elif rows and contradict:
                self._say(rows[0], "rækkerne med samme navn", "er ikke det samme: tallene er forskellige")

    def _pairs(self, one: int, other: int, *, totals: bool) -> Pairs:
        """Cells of two tables with the same column label, and the same row label, or both in the one grand total."""
        first, second = self.tables[one], self.tables[other]
        columns = [
            (a, b)
            for a in first.count_columns
            for b in second.count_columns
            if plain(first.columns[a].label) == plain(second.columns[b].label)
        ]
        rows = _grand_pair(first, second) if totals else _same_rows(first, second)
        return [(Place(one, r, a), Place(other, s, b)) for r, s in rows for a, b in columns]

    def _agreement(self, pairs: Pairs) -> tuple[int, int]:
        """How many pairs print the same count above 0, and how many print different ones."""
        printed = [(self.figure(a).number, self.figure(b).number) for a, b in pairs]
        both = [pair for pair in printed if None not in pair]
        return sum(a == b != 0 for a, b in both), sum(a != b for a, b in both)

    def _join(self, leader: dict[Place, Place], pairs: Pairs, what: str) -> None:
        for a, b in pairs:
            one, other = _find(leader, a), _find(leader, b)
            leader[max(one, other)] = min(one, other)
        self._say(pairs[0], what, "er det samme: tallene stemmer overalt, hvor begge er vist")

    def _say(self, pair: tuple[Place, Place], what: str, value: str) -> None:
        one, other = (self.tables[place.table].source for place in pair)
        self.guesses.append(
            Guess(f"{one} og {other}", what, value, "de samme navne på rækker og kolonner", "--no-link")
        )


def _find(leader: dict[Place, Place], place: Place) -> Place:
    while leader[place] != place:
        leader[place] = leader[leader[place]]
        place = leader[place]
    return place


def grand_totals(table: PrintedTable) -> list[int]:
    """The total rows that are no part of another sum."""
    parts = {part for one in table.row_sums for part in one.parts}
    return [row for row in dict.fromkeys(one.total for one in table.row_sums) if row not in parts]


def _grand_pair(first: PrintedTable, second: PrintedTable) -> Iterable[tuple[int, int]]:
    one, other = grand_totals(first), grand_totals(second)
    return [(one[0], other[0])] if len(one) == len(other) == 1 else []


def _same_rows(first: PrintedTable, second: PrintedTable) -> Iterable[tuple[int, int]]:
    """Rows with the same label that are no grand total."""
    skip = {(one, other) for one, other in _grand_pair(first, second)}
    named = {plain(row.label): number for number, row in enumerate(second.rows)}
    found = ((number, named.get(plain(row.label), -1)) for number, row in enumerate(first.rows))
    return [pair for pair in found if pair[1] >= 0 and pair not in skip]
