"""Feasibility intervals: what a reader can work out about a suppressed count.

This module only measures. audit.py decides whether an interval is wide enough; primary.py and secondary.py decide
which cells to suppress.

Three steps, each cheaper than the next: bounds that follow from single rows; solutions already found, which count for
every unknown at once; and integer programs, per connected component, for what is still open.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from disclosure.errors import CellIsPublished, Contradiction
from disclosure.puzzle import UNLIMITED, Bounds, Puzzle, components, part_of, propagate
from disclosure.solver import NO_LIMIT, Answer, IntArray, Program, Rows, Status
from disclosure.table import BoolArray

SMALL_COMPONENT = 400
"""In a component of up to this many unknowns every value of an interval is tried, not only the small ones."""
STRETCHES, STRETCH_GAP = 6, 0.3
"""How many cheap programs open a large component, and how far from the best each may stop."""
MOST_VALUES = 250
"""Values above this are never tried one by one."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What one count can be.

    Attributes
    ----------
    low, high : the smallest and the largest value; `high` None when there is no limit.
    proved : whether both ends are attained and every value that was asked about is settled. Otherwise the true
        interval lies within low..high.
    excluded : values between the ends that no solution has, among those tried (see `FeasibilityLimits`).
    """

    low: int
    high: int | None
    proved: bool = True
    excluded: tuple[int, ...] = ()

    def allows(self, value: int) -> bool:
        """Whether the count can be `value`, or may be as far as is known."""
        return self.low <= value and (self.high is None or value <= self.high) and value not in self.excluded

    @property
    def exact(self) -> bool:
        """Whether one value is left."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class FeasibilityLimits:
    """How far to look.

    Attributes
    ----------
    watched : every value 0..watched is tried for every unknown; in components of up to SMALL_COMPONENT unknowns
        every value up to MOST_VALUES.
    without_gaps : the rows form a network, so that every value between the ends is attained.
    work : what may be spent (see solver.Answer); what is not settled then is said to be unproved.
    """

    watched: int
    without_gaps: bool = False
    work: int = 4_000_000_000


def feasibility_intervals(puzzle: Puzzle, wanted: BoolArray, limits: FeasibilityLimits) -> list[Interval | None]:
    """Return the tightest interval of every wanted unknown; None for the others.

    Raises
    ------
    Contradiction : no solution exists.
    """
    bounds = propagate(puzzle)
    if bounds.broken >= 0:
        raise Contradiction(bounds.broken)
    found = [_from_bounds(bounds, unknown) if asked else None for unknown, asked in enumerate(wanted.tolist())]
    is_open = np.array([low < high for low, high in zip(bounds.low, bounds.high, strict=True)], dtype=bool)
    work = limits.work
    for unknowns in components(puzzle, is_open):
        search = _Search(puzzle, bounds, unknowns, limits, work)
        search.run(wanted[unknowns])
        work = search.work
        for place in np.flatnonzero(wanted[unknowns]).tolist():
            found[int(unknowns[place])] = search.interval(place)
    return found


def feasibility_interval(margins: IntArray, counts: IntArray, suppressed: BoolArray, cell: int) -> Interval:
    """Return the tightest interval that the published cells imply for `cell`.

    Parameters
    ----------
    margins : shape (n_sums, n_cells). One row per known sum: +1 per part, -1 for the total.
    counts : shape (n_cells,), in the table's counting unit. Read only where `suppressed` is False.
    suppressed : shape (n_cells,). True for primary and secondary suppressed cells.

    Raises
    ------
    CellIsPublished : the question has no meaning for a published cell.
    Contradiction : the published counts do not add up.
    """
    if not suppressed[cell]:
        raise CellIsPublished(f"Celle {cell} er offentliggjort; spørg om en undertrykt celle.")
    puzzle = _from_margins(margins, np.where(suppressed, 0, counts), suppressed)
    wanted = np.arange(len(counts))[suppressed] == cell
    found = feasibility_intervals(puzzle, wanted, FeasibilityLimits(watched=int(counts.max(initial=0))))
    interval = found[int(np.flatnonzero(wanted)[0])]
    assert interval is not None
    return interval


def _from_margins(margins: IntArray, given: IntArray, suppressed: BoolArray) -> Puzzle:
    open_part = margins[:, suppressed]
    right = -(margins @ given)
    empty = ~open_part.any(axis=1)
    if (right[empty] != 0).any():
        raise Contradiction(-1)
    kept = open_part[~empty]
    _, columns = np.nonzero(kept)
    starts = np.concatenate([[0], np.cumsum((kept != 0).sum(axis=1))])
    rows = Rows(starts, columns, kept[kept != 0], right[~empty], right[~empty])
    size = int(suppressed.sum())
    low, high = np.zeros(size, dtype=np.int64), np.full(size, NO_LIMIT)
    return Puzzle(low, high, rows, np.ones(rows.count, dtype=bool))


def _from_bounds(bounds: Bounds, unknown: int) -> Interval:
    """What single rows say; the truth when only one value is left, otherwise the start of the search."""
    low, high = bounds.low[unknown], bounds.high[unknown]
    return Interval(low, None if high >= UNLIMITED else high, proved=low == high)


class _Search:
    """The search in one component: proved bounds from outside, attained values from inside."""

    def __init__(
        self, puzzle: Puzzle, bounds: Bounds, unknowns: IntArray, limits: FeasibilityLimits, work: int
    ) -> None:
        part = part_of(puzzle, bounds, unknowns)
        self.limits = limits
        self.work = work
        self.low, self.high = part.low.copy(), part.high.copy()
        self.seen_low = np.full(part.size, NO_LIMIT)
        self.seen_high = np.full(part.size, -1, dtype=np.int64)
        width = 1 + self._last_value(part)
        self.seen = np.zeros((part.size, width), dtype=bool)
        self.impossible = np.zeros((part.size, width), dtype=bool)
        self.endless = _without_limit(part)
        self.program = Program(part.low, part.high, part.rows)
        self.solvable = True

    def _last_value(self, part: Puzzle) -> int:
        """The last value that is tried one by one."""
        if part.size > SMALL_COMPONENT:
            return self.limits.watched
        finite = part.high[part.high < NO_LIMIT]
        return max(self.limits.watched, min(MOST_VALUES, int(finite.max(initial=0))))

    def run(self, wanted: BoolArray) -> None:
        """Close both ends of every wanted unknown, then the values between."""
        first = self._ask({})
        if first.status == Status.INFEASIBLE:
            raise Contradiction(-1)
        self.solvable = first.values is not None
        places = np.flatnonzero(wanted).tolist() if self.solvable else []
        if len(wanted) > SMALL_COMPONENT and self.solvable:
            self._stretch()
        for place in places:
            self._close(place, -1)
        for place in places:
            self._close(place, 1)
        if not self.limits.without_gaps:
            for place in places:
                self._try_values(place)

    def _stretch(self) -> None:
        """Pull half of the open ends at a time as far as one cheap program goes; each solution counts for all.

        Which half, and which end where both are open, follows from the numbers of the unknown and the round.
        """
        places = np.arange(self.program.size)
        for number in range(STRETCHES):
            low_open = self.low != self.seen_low
            high_open = ~self.endless & (self.high != self.seen_high)
            mixed = (places * 2_654_435_761 + number * 40_503) >> 7
            downwards = low_open & (~high_open | (mixed % 2 == 0))
            chosen = (low_open | high_open) & (mixed // 2 % 2 == number % 2)
            objective = {int(place): 1 if downwards[place] else -1 for place in np.flatnonzero(chosen)}
            if not objective or self.work <= 0:
                return
            self._account(self.program.branched(objective, 1, STRETCH_GAP))

    def _ask(self, objective: dict[int, int]) -> Answer:
        """The best point: from the relaxation if its point is whole or an earlier one attains its bound."""
        if self.work <= 0:
            return Answer(Status.STOPPED, None, None, 0)
        answer = self.program.smallest(objective, self.work)
        self._account(answer)
        return answer

    def _account(self, answer: Answer) -> None:
        self.work -= answer.work
        if answer.values is not None:
            self._remember(answer.values)

    def _remember(self, values: IntArray) -> None:
        """One solution counts for every unknown."""
        np.minimum(self.seen_low, values, out=self.seen_low)
        np.maximum(self.seen_high, values, out=self.seen_high)
        places = np.flatnonzero(values < self.seen.shape[1])
        self.seen[places, values[places]] = True

    def _close(self, place: int, direction: int) -> None:
        """Find the smallest (-1) or largest (1) value, unless solutions attain the bound already.

        The relaxation alone often moves the bound to a value that some earlier solution has.
        """
        if self._closed(place, direction) or self.work <= 0:
            return
        relaxed = self.program.relaxed({place: -direction}, self.work)
        self._account(relaxed)
        self._move_bound(place, direction, relaxed.bound)
        if self._closed(place, direction) or self.work <= 0:
            return
        best = self.program.branched({place: -direction}, self.work)
        self._account(best)
        self._move_bound(place, direction, best.bound)

    def _closed(self, place: int, direction: int) -> bool:
        if direction < 0:
            return bool(self.low[place] == self.seen_low[place])
        return bool(self.endless[place] or self.high[place] == self.seen_high[place])

    def _move_bound(self, place: int, direction: int, bound: int | None) -> None:
        """`bound` is the smallest value of -direction times the unknown."""
        if bound is None:
            return
        if direction < 0:
            self.low[place] = max(int(self.low[place]), bound)
        else:
            self.high[place] = min(int(self.high[place]), -bound)

    def _try_values(self, place: int) -> None:
        """Look for a solution with each value that no solution has shown so far."""
        last = min(int(self.high[place]), self.seen.shape[1] - 1)
        low, high = int(self.program.low[place]), int(self.program.high[place])
        for value in range(int(self.low[place]), last + 1):
            if self.seen[place, value]:
                continue
            self.program.set_bounds(place, value, value)
            if self._ask({}).status == Status.INFEASIBLE:
                self.impossible[place, value] = True
            self.program.set_bounds(place, low, high)

    def interval(self, place: int) -> Interval:
        """What is known about one unknown."""
        low, high = int(self.low[place]), int(self.high[place])
        endless = bool(self.endless[place])
        closed = low == self.seen_low[place] and (endless or high == self.seen_high[place])
        last = min(high, self.seen.shape[1] - 1)
        settled = (self.seen | self.impossible)[place, low : last + 1].all() or self.limits.without_gaps
        excluded = tuple(int(value) for value in np.flatnonzero(self.impossible[place]))
        return Interval(low, None if endless or high >= NO_LIMIT else high, bool(closed and settled), excluded)


def _without_limit(part: Puzzle) -> BoolArray:
    """The unknowns that can grow for ever: those with a part in a whole-number direction that changes no row.

    One program finds them all: directions may be added and multiplied, so the sum of min(1, direction) is largest
    where every one of them moves.
    """
    free = np.flatnonzero(part.high >= NO_LIMIT)
    result = np.zeros(part.size, dtype=bool)
    if not len(free):
        return result
    place = np.full(part.size, -1, dtype=np.int64)
    place[free] = np.arange(len(free))
    rows = _homogeneous(part.rows, place, len(free))
    high = np.concatenate([np.ones(len(free), dtype=np.int64), np.full(len(free), NO_LIMIT)])
    program = Program(np.zeros(2 * len(free), dtype=np.int64), high, rows)
    answer = program.smallest(dict.fromkeys(range(len(free)), -1), NO_LIMIT)
    if answer.values is not None:
        result[free] = answer.values[: len(free)] > 0
    return result


def _homogeneous(rows: Rows, place: IntArray, width: int) -> Rows:
    """The rows for a direction, whose unknowns come twice: the part up to 1 and the rest."""
    starts = [0]
    columns: list[int] = []
    coefficients: list[int] = []
    for row in range(rows.count):
        here = slice(int(rows.starts[row]), int(rows.starts[row + 1]))
        inside = [(int(place[c]), int(s)) for c, s in zip(rows.columns[here], rows.coefficients[here], strict=True)]
        for shift in (0, width):
            columns.extend(column + shift for column, _ in inside if column >= 0)
            coefficients.extend(sign for column, sign in inside if column >= 0)
        starts.append(len(columns))
    low = np.where(rows.low <= -NO_LIMIT, -NO_LIMIT, 0)
    high = np.where(rows.high >= NO_LIMIT, NO_LIMIT, 0)
    return Rows(*(np.array(part, dtype=np.int64) for part in (starts, columns, coefficients, low, high)))
