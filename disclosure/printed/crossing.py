"""A printed table as a crossing of dimensions: the counts of every level, as far as they are printed whole.

A level is a choice of dimensions; its cells are sums of inner cells. Periods are not crossed but kept apart: each is a
population of its own. A level cell that a mark is part of has no count here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from disclosure.printed.table import PrintedTable
from disclosure.printed.words import PERIOD_HEADING, is_period, is_total, plain

MOST_CROSSED = 3
"""Above this many dimensions at once only the finest level is looked at."""
Labels = tuple[str, ...]
Level = tuple[int, ...]


@dataclass(frozen=True)
class Crossing:
    """The inner cells of one period.

    Attributes
    ----------
    period : its label; '' where the table has no periods.
    names : of the dimensions.
    inner : per cell its labels and its count; None where it is not shown.
    """

    period: str
    names: Labels
    inner: tuple[tuple[Labels, int | None], ...]

    def levels(self) -> Iterator[Level]:
        """Every choice of up to MOST_CROSSED dimensions, and all of them; coarse ones first."""
        everything = tuple(range(len(self.names)))
        for size in range(1, min(MOST_CROSSED, len(everything)) + 1):
            yield from combinations(everything, size)
        if len(everything) > MOST_CROSSED:
            yield everything

    def counts(self, level: Level) -> dict[Labels, int]:
        """The counts of a level's cells, those that a mark is part of left out."""
        sums: dict[Labels, int] = defaultdict(int)
        unknown = set()
        for labels, count in self.inner:
            key = tuple(labels[axis] for axis in level)
            sums[key] += count or 0
            if count is None:
                unknown.add(key)
        return {key: count for key, count in sums.items() if key not in unknown}


def crossings(table: PrintedTable) -> list[Crossing]:
    """The crossings of a table, one per period."""
    found: dict[str, list[tuple[Labels, int | None]]] = defaultdict(list)
    time = _time_columns(table)
    kept = [axis for axis in range(len(table.label_names)) if axis not in time]
    columns = _inner_columns(table)
    across = len(columns) > 1 and not all(table.columns[column].period for column in columns)
    for row in _inner_rows(table):
        labels = table.rows[row].labels
        own = (table.rows[row].label,) if len(labels) == 1 else tuple(labels[axis] for axis in kept)
        for column in columns:
            figure = table.figures[row][column]
            name = table.columns[column].label
            periods = [labels[axis] for axis in time] + ([name] if table.columns[column].period else [])
            count = None if table.hides(row, column) else figure.number or 0
            found[" ".join(periods)].append(((*own, name) if across else own, count))
    names = tuple(table.label_names[axis] for axis in kept) + (("kolonne",) if across else ())
    return [Crossing(period, names, tuple(cells)) for period, cells in found.items()]


def _time_columns(table: PrintedTable) -> list[int]:
    return [
        axis
        for axis, name in enumerate(table.label_names)
        if PERIOD_HEADING.fullmatch(plain(name)) and all(is_period(row.labels[axis]) for row in table.rows)
    ]


def _inner_rows(table: PrintedTable) -> list[int]:
    """Rows that are no total of others; of several answers and of parts of a whole, too."""
    totals = {one.total for one in table.row_sums}
    named = {n for n, row in enumerate(table.rows) if any(map(is_total, row.labels))}
    return [row for row in range(len(table.rows)) if row not in totals | named]


def _inner_columns(table: PrintedTable) -> list[int]:
    totals = {one.total for one in table.column_sums}
    return [column for column in table.count_columns if column not in totals]
