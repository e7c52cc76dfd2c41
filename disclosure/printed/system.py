"""From constraints over counts to the puzzle of those that are not printed, and back.

Printed counts move to the right-hand sides. A constraint that no unknown stands in must hold as it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from disclosure.errors import Contradiction
from disclosure.intervals import FeasibilityLimits, Interval, feasibility_intervals
from disclosure.printed.constraints import Constraint
from disclosure.printed.quantities import Quantities
from disclosure.puzzle import Puzzle
from disclosure.solver import NO_LIMIT, IntArray, Rows

DEFAULT_WORK = 4_000_000_000
Limits = tuple[int, int]
"""The least and the most a count may be; NO_LIMIT stands for no upper limit."""
MOST_WATCHED = 50
"""Values up to this are tried one by one where a mark has no upper limit."""


@dataclass(frozen=True)
class System:
    """Constraints over the counts of some tables.

    Attributes
    ----------
    known : the counts.
    constraints : all that is taken to hold.
    released : numbers of printed counts that are treated as not printed, each with what it may then be.
    """

    known: Quantities
    constraints: tuple[Constraint, ...]
    released: Mapping[int, Limits] = field(default_factory=dict)

    def value(self, number: int) -> int | None:
        """The printed count, or None."""
        return None if number in self.released else self.known.all[number].value

    def limits(self, number: int) -> Limits:
        """What the mark allows; NO_LIMIT where it sets no upper limit."""
        if number in self.released:
            return self.released[number]
        quantity = self.known.all[number]
        return quantity.low, NO_LIMIT if quantity.high is None else quantity.high

    @cached_property
    def unknowns(self) -> tuple[int, ...]:
        """The numbers of the counts that are not printed, in order."""
        mentioned = {number for one in self.constraints for number, _ in one.terms}
        return tuple(sorted(number for number in mentioned if self.value(number) is None))

    def open_terms(self, one: Constraint) -> tuple[list[tuple[int, int]], int]:
        """The terms that are not printed, and what the printed ones are together."""
        terms, shown = [], 0
        for number, factor in one.terms:
            value = self.value(number)
            if value is None:
                terms.append((number, factor))
            else:
                shown += factor * value
        return terms, shown

    def broken(self) -> list[Constraint]:
        """The constraints without an unknown that do not hold as printed."""
        found = []
        for one in self.constraints:
            terms, shown = self.open_terms(one)
            if not terms and not one.low <= shown <= one.high:
                found.append(one)
        return found

    def with_constraints(self, constraints: Iterable[Constraint]) -> System:
        """The same counts under other constraints."""
        return System(self.known, tuple(constraints), self.released)

    def releasing(self, released: Mapping[int, Limits]) -> System:
        """The same constraints with more counts that are not printed, or only so far as their limits."""
        return System(self.known, self.constraints, {**self.released, **released})

    @cached_property
    def puzzle(self) -> Puzzle:
        """The puzzle of the unknowns; a constraint over one unknown sets its limits."""
        place = {number: index for index, number in enumerate(self.unknowns)}
        bounds = [list(self.limits(number)) for number in self.unknowns]
        lines: dict[tuple[tuple[int, int], ...], list[int]] = {}
        for one in self.constraints:
            terms, shown = self.open_terms(one)
            low, high = _shifted(one.low, shown), _shifted(one.high, shown)
            if len(terms) == 1:
                _limit(bounds[place[terms[0][0]]], terms[0][1], low, high)
            elif terms:
                key = tuple(sorted((place[number], factor) for number, factor in terms))
                line = lines.setdefault(key, [-NO_LIMIT, NO_LIMIT])
                line[0], line[1] = max(line[0], low), min(line[1], high)
        return _puzzle(bounds, lines)

    @cached_property
    def possible(self) -> bool:
        """Whether limits and printed constraints leave anything at all; the search may still find a contradiction."""
        return not self.broken() and bool((self.puzzle.low <= self.puzzle.high).all())

    def intervals(self, wanted: Sequence[int], work: int = DEFAULT_WORK) -> dict[int, Interval]:
        """The tightest interval of each wanted count that is not printed; what no constraint holds has its limits.

        Raises
        ------
        Contradiction : no whole numbers satisfy the constraints.
        """
        if not self.possible:
            raise Contradiction(-1)
        places = {number: index for index, number in enumerate(self.unknowns)}
        asked = np.zeros(len(self.unknowns), dtype=bool)
        asked[[places[number] for number in wanted if number in places]] = True
        highs = [high for number in wanted if (high := self.limits(number)[1]) < NO_LIMIT]
        watched = min(max(highs, default=0), MOST_WATCHED)
        limits = FeasibilityLimits(watched, is_network(self.puzzle), work)
        found = feasibility_intervals(self.puzzle, asked, limits)
        tied = {number: found[places[number]] for number in wanted if number in places}
        return {number: tied.get(number) or self._alone(number) for number in wanted}

    def _alone(self, number: int) -> Interval:
        low, high = self.limits(number)
        return Interval(low, None if high >= NO_LIMIT else high)


def _shifted(limit: int, shown: int) -> int:
    return limit if abs(limit) >= NO_LIMIT else limit - shown


def _limit(bounds: list[int], factor: int, low: int, high: int) -> None:
    """Narrow the bounds of one unknown by `low <= factor * unknown <= high`."""
    if factor < 0:
        low, high = -high, -low
    size = abs(factor)
    if low > -NO_LIMIT:
        bounds[0] = max(bounds[0], -(-low // size))
    if high < NO_LIMIT:
        bounds[1] = min(bounds[1], high // size)


def _puzzle(bounds: Sequence[Sequence[int]], lines: Mapping[tuple[tuple[int, int], ...], Sequence[int]]) -> Puzzle:
    starts = np.cumsum([0, *(len(key) for key in lines)])
    columns = [column for key in lines for column, _ in key]
    factors = [factor for key in lines for _, factor in key]
    limits = list(lines.values())
    arrays = (starts, columns, factors, [one[0] for one in limits], [one[1] for one in limits])
    rows = Rows(*(np.array(part, dtype=np.int64) for part in arrays))
    low, high = _column(bounds, 0), _column(bounds, 1)
    return Puzzle(low, high, rows, np.ones(len(lines), dtype=bool))


def _column(bounds: Sequence[Sequence[int]], side: int) -> IntArray:
    return np.array([one[side] for one in bounds], dtype=np.int64)


def is_network(puzzle: Puzzle) -> bool:
    """Whether the rows are those of a flow, so that every whole number between two ends is attained.

    So it is when every unknown stands in at most two rows, with factor 1 or -1, and rows can be given signs
    such that it enters one and leaves the other.
    """
    if (np.abs(puzzle.rows.coefficients) != 1).any() or any(len(rows) > 2 for rows in puzzle.rows_of):  # noqa: PLR2004
        return False
    beside: list[list[tuple[int, int]]] = [[] for _ in range(puzzle.rows.count)]
    factors = [dict(entries) for entries in puzzle.entries]
    for unknown, rows in enumerate(puzzle.rows_of):
        if len(rows) > 1:
            flip = -factors[rows[0]][unknown] * factors[rows[1]][unknown]
            beside[rows[0]].append((rows[1], flip))
            beside[rows[1]].append((rows[0], flip))
    return _signs_exist(beside)


def _signs_exist(beside: Sequence[Sequence[tuple[int, int]]]) -> bool:
    signs = [0] * len(beside)
    for start in range(len(beside)):
        waiting = [start] if not signs[start] else []
        signs[start] = signs[start] or 1
        while waiting:
            row = waiting.pop()
            for other, flip in beside[row]:
                if signs[other] == 0:
                    signs[other] = signs[row] * flip
                    waiting.append(other)
                elif signs[other] != signs[row] * flip:
                    return False
    return True
