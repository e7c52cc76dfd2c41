"""Feasibility intervals: what a reader can work out about a suppressed count.

This module only measures. audit.py decides whether an interval is wide enough; primary.py and secondary.py decide
which cells to suppress.

Steps, each cheaper than the next: bounds that follow from single rows; solutions already found, which count for every
unknown at once; in a large connected component programs over neighbourhoods of it, which lead from solution to
solution; and integer programs over all of a component, for what is still open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from disclosure.errors import CellIsPublished, Contradiction
from disclosure.neighbourhood import Neighbourhood, nearby, scrambled
from disclosure.puzzle import UNLIMITED, Bounds, Puzzle, components, part_of, propagate
from disclosure.solver import NO_LIMIT, Answer, IntArray, Program, Rows, Status
from disclosure.table import BoolArray

SMALL_COMPONENT = 400
"""In a component of up to this many unknowns every value of an interval is tried, not only the small ones."""
NEARBY, MANY_TIMES = 3000, 16
"""The unknowns of a neighbourhood in a larger component, and how many are pulled before it is asked what that gave."""
FEW, FEW_TIMES = 120, 1
"""The same for unknowns that share no row, pulled in the whole component."""
GAP = 0.05
"""How far from the best these programs may stop."""
WORTHWHILE = 2
"""Ends and values that a program must settle."""
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
        self.part = part
        self.places = np.zeros((part.size, 0), dtype=np.int64) if part.places is None else part.places
        self.solution, self.solvable = part.low, True

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
        if len(wanted) > SMALL_COMPONENT and places:
            self._pull(self._pull_many, MANY_TIMES)
            self._pull(self._pull_few, FEW_TIMES)
            places.sort(key=lambda place: int(self.seen_high[place] - self.seen_low[place]))
        for place in places:
            self._close(place, -1)
            self._close(place, 1)
        if not self.limits.without_gaps:
            for place in places:
                self._try_values(place)

    def _pull(self, pull: Callable[[int], None], times: int) -> None:
        """Pull what is open, each time something else, until `times` more of it settle less than WORTHWHILE each."""
        number, still_open = 0, self._count_open()
        while self.work > 0 and still_open:
            for _ in range(times):
                pull(number)
                number += 1
            before, still_open = still_open, self._count_open()
            if before - still_open < WORTHWHILE * times:
                return

    def _count_open(self) -> int:
        ends = (self.low != self.seen_low).sum() + (~self.endless & (self.high != self.seen_high)).sum()
        return int(ends + self._lacking().sum())

    def _lacking(self) -> BoolArray:
        """Shape of `seen`: the values within the bounds that no solution has shown, and that may be possible."""
        values = np.arange(self.seen.shape[1])
        within = (values >= self.low[:, None]) & (values <= self.high[:, None])
        return np.asarray(within & ~self.seen & ~self.impossible, dtype=bool)

    def _ways(self, mixed: IntArray) -> IntArray:
        """Per unknown the sign of its cost where something is open below (1) or above (-1) its value; else 0."""
        now, lacking = self.solution[:, None], self._lacking()
        values = np.arange(lacking.shape[1])
        down = (self.low != self.seen_low) | (lacking & (values < now)).any(axis=1)
        up = (~self.endless & (self.high != self.seen_high)) | (lacking & (values > now)).any(axis=1)
        return np.where(down & (~up | (mixed % 2 == 0)), 1, np.where(up, -1, 0))

    def _pull_many(self, number: int) -> None:
        """Pull half of what is open in one neighbourhood, all else being held; each solution counts for all."""
        here = nearby(self.places, number, NEARBY)
        mixed = scrambled(np.arange(self.part.size), number)
        signs = np.where(mixed // 2 % 2 == 0, self._ways(mixed), 0)[here]
        part = Neighbourhood(self.part, here, self.solution)
        answer = part.program.branched(_costs(np.flatnonzero(signs), signs), 1, GAP)
        self._account(replace(answer, values=None if answer.values is None else part.whole(answer.values)))

    def _pull_few(self, number: int) -> None:
        """Pull a few of the unknowns that are open and share no row, all others giving way."""
        mixed = scrambled(np.arange(self.part.size), number)
        signs = self._ways(mixed)
        taken: set[int] = set()
        chosen: list[int] = []
        for place in np.argsort(mixed, kind="stable").tolist():
            if signs[place] and taken.isdisjoint(self.part.rows_of[place]) and len(chosen) < FEW:
                taken.update(self.part.rows_of[place])
                chosen.append(place)
        self._account(self.program.branched(_costs(np.array(chosen), signs), 1, GAP))

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
        """One solution counts for every unknown; the next neighbourhood begins there."""
        self.solution = values
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
        low, high = int(self.program.low[place]), int(self.program.high[place])
        for value in np.flatnonzero(self._lacking()[place]).tolist():
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


def _costs(places: IntArray, signs: IntArray) -> dict[int, int]:
    return {int(place): int(signs[place]) for place in places}


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
