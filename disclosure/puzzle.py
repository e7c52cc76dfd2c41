"""A puzzle: whole-number unknowns, rows that tie them, and what follows from the rows one at a time.

This module knows nothing of tables. published.py makes a puzzle of a published table; intervals.py solves it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from disclosure.solver import NO_LIMIT, IntArray, Rows

BoolArray = npt.NDArray[np.bool_]
UNLIMITED = NO_LIMIT * 10**6
"""Stands for no upper limit in exact sums; a bound above NO_LIMIT is no bound."""


@dataclass(frozen=True)
class Puzzle:
    """Unknowns with bounds, and rows.

    Attributes
    ----------
    low, high : per unknown; `high` is NO_LIMIT where there is none.
    rows : all rows, also those that follow from others: each may tighten bounds on its own.
    needed : per row whether the rows without it would say less.
    places : shape (n_unknowns, n_axes); where in a table each unknown stands, -1 for a group or total: parts of the
        table in which few unknowns hang together closely. None: of no table.
    """

    low: IntArray
    high: IntArray
    rows: Rows
    needed: BoolArray
    places: IntArray | None = None

    @property
    def size(self) -> int:
        """How many unknowns."""
        return len(self.low)

    @cached_property
    def rows_of(self) -> list[list[int]]:
        """Per unknown the rows it stands in."""
        found: list[list[int]] = [[] for _ in range(self.size)]
        for column, row in zip(self.rows.columns.tolist(), self.rows.owner.tolist(), strict=True):
            found[column].append(row)
        return found

    @cached_property
    def entries(self) -> list[list[tuple[int, int]]]:
        """Per row its (unknown, coefficient) pairs."""
        pairs = list(zip(self.rows.columns.tolist(), self.rows.coefficients.tolist(), strict=True))
        starts = self.rows.starts.tolist()
        return [pairs[start:end] for start, end in pairwise(starts)]


@dataclass(frozen=True)
class Bounds:
    """Bounds that follow from single rows, one after another.

    Attributes
    ----------
    low, high : per unknown; exact whole numbers.
    reasons : per unknown and side the row that set the bound last, or -1: (low side, high side).
    broken : a row that cannot hold, or -1.
    """

    low: list[int]
    high: list[int]
    reasons: tuple[list[int], list[int]]
    broken: int


def propagate(puzzle: Puzzle, most_visits: int = 200) -> Bounds:
    """Tighten every unknown's bounds by every row until nothing changes.

    Every row is visited at most `most_visits` times on average: rows that contradict each other could
    push bounds upwards for ever, and bounds that are not tightened to the end are still bounds.
    """
    high = [UNLIMITED if value >= NO_LIMIT else value for value in puzzle.high.tolist()]
    bounds = Bounds(puzzle.low.tolist(), high, ([-1] * puzzle.size, [-1] * puzzle.size), -1)
    limits = list(zip(puzzle.rows.low.tolist(), puzzle.rows.high.tolist(), strict=True))
    waiting = deque(range(puzzle.rows.count))
    queued = [True] * puzzle.rows.count
    visits = most_visits * puzzle.rows.count
    while waiting and visits:
        visits -= 1
        row = waiting.popleft()
        queued[row] = False
        moved = _tighten(puzzle.entries[row], bounds, row, limits[row])
        if moved is None:
            return replace(bounds, broken=row)
        for other in (other for column in moved for other in puzzle.rows_of[column]):
            if not queued[other]:
                queued[other] = True
                waiting.append(other)
    return bounds


def _tighten(entries: list[tuple[int, int]], bounds: Bounds, row: int, limits: tuple[int, int]) -> list[int] | None:
    """Tighten by one row; the unknowns that moved, or None when the row cannot hold.

    Coefficients are any whole numbers but 0; what they leave between two whole numbers is no value.
    """
    lower = -UNLIMITED if limits[0] <= -NO_LIMIT else limits[0]
    upper = UNLIMITED if limits[1] >= NO_LIMIT else limits[1]
    parts = [_contribution(bounds, column, factor) for column, factor in entries]
    least, most = sum(part[0] for part in parts), sum(part[1] for part in parts)
    if least > upper or most < lower:
        return None
    moved = []
    for (column, factor), (smallest, largest) in zip(entries, parts, strict=True):
        floor, ceiling = lower - (most - largest), upper - (least - smallest)
        ends = (floor, ceiling) if factor > 0 else (-ceiling, -floor)
        low, high = -(-ends[0] // abs(factor)), ends[1] // abs(factor)
        if _narrow(bounds, column, row, (low, high)):
            moved.append(column)
        if bounds.low[column] > bounds.high[column]:
            return None
    return moved


def _contribution(bounds: Bounds, column: int, factor: int) -> tuple[int, int]:
    ends = factor * bounds.low[column], factor * bounds.high[column]
    return ends if factor > 0 else (ends[1], ends[0])


def _narrow(bounds: Bounds, column: int, row: int, found: tuple[int, int]) -> bool:
    """Keep what is tighter, and remember the row that said it."""
    low, high = found
    higher, lower = bounds.low[column] < low < NO_LIMIT, bounds.high[column] > high
    if higher:
        bounds.low[column] = low
        bounds.reasons[0][column] = row
    if lower and high < NO_LIMIT:
        bounds.high[column] = high
        bounds.reasons[1][column] = row
    return higher or (lower and high < NO_LIMIT)


def components(puzzle: Puzzle, is_open: BoolArray) -> list[IntArray]:
    """The open unknowns that rows tie together, as sorted arrays, in order of their first unknown."""
    leader = list(range(puzzle.size))

    def find(unknown: int) -> int:
        while leader[unknown] != unknown:
            leader[unknown] = leader[leader[unknown]]
            unknown = leader[unknown]
        return unknown

    for row in puzzle.entries:
        inside = [column for column, _ in row if is_open[column]]
        for column in inside[1:]:
            one, other = find(inside[0]), find(column)
            leader[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for unknown in np.flatnonzero(is_open).tolist():
        groups.setdefault(find(unknown), []).append(unknown)
    return [np.array(group, dtype=np.int64) for group in groups.values()]


def part_of(puzzle: Puzzle, bounds: Bounds, unknowns: IntArray) -> Puzzle:
    """The puzzle of one component, needed rows only: settled unknowns are moved to the right-hand sides."""
    place = np.full(puzzle.size, -1, dtype=np.int64)
    place[unknowns] = np.arange(len(unknowns))
    chosen = sorted({row for unknown in unknowns.tolist() for row in puzzle.rows_of[unknown] if puzzle.needed[row]})
    starts, columns, coefficients, low, high = [0], [], [], [], []
    for row in chosen:
        settled = 0
        for column, sign in puzzle.entries[row]:
            if place[column] >= 0:
                columns.append(int(place[column]))
                coefficients.append(sign)
            else:
                settled += sign * bounds.low[column]
        starts.append(len(columns))
        low.append(_shifted(int(puzzle.rows.low[row]), settled))
        high.append(_shifted(int(puzzle.rows.high[row]), settled))
    rows = Rows(*(np.array(part, dtype=np.int64) for part in (starts, columns, coefficients, low, high)))
    return Puzzle(
        np.array([bounds.low[unknown] for unknown in unknowns], dtype=np.int64),
        np.array([min(bounds.high[unknown], NO_LIMIT) for unknown in unknowns], dtype=np.int64),
        rows,
        np.ones(len(chosen), dtype=bool),
        None if puzzle.places is None else puzzle.places[unknowns],
    )


def _shifted(limit: int, settled: int) -> int:
    return limit if abs(limit) >= NO_LIMIT else limit - settled
