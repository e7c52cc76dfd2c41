"""Is there a whole-number table? An exact search that shares nothing with the program it judges.

A question is a list of rows `low <= sum of some unknowns <= high`; every unknown is a whole number, 0 or more.
`solve` answers with one solution or with None, and None is a proof: first it tries values one by one with bounds
propagation, and when that takes too long it branches over an exact linear program in whole-number arithmetic.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

FAR = 10**12
MOST_TRIES = 60
MOST_BRANCHES = 4_000
MOST_PASSES = 40
"""Bounds that creep towards each other are left as they are; what they still allow is checked later."""
WIDEST = 100
"""An unknown with more values than this is left to the linear program."""


class SearchTooLong(Exception):
    """The search was given up; nothing may be concluded."""


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum of `unknowns` <= high; `high` None means no upper limit."""

    unknowns: frozenset[int]
    low: int
    high: int | None


Bounds = dict[int, tuple[int, int]]
Solution = dict[int, int]


def equal(unknowns: Iterable[int], value: int) -> Row:
    """The row that fixes a sum."""
    return Row(frozenset(unknowns), value, value)


def solve(rows: Sequence[Row], guess: Mapping[int, int]) -> Solution | None:
    """Return a solution over all unknowns in `rows`, or None when there is none; `guess` only orders the tries."""
    for row in rows:
        if not row.unknowns and (row.low > 0 or (row.high is not None and row.high < 0)):
            return None
    rows = list(dict.fromkeys(row for row in rows if row.unknowns))
    classes = _alike(rows)
    merged = [_replace(row, classes) for row in rows]
    weight: dict[int, int] = {}
    for member, leader in classes.items():
        weight[leader] = weight.get(leader, 0) + guess.get(member, 0)
    found = _solve_merged(merged, weight)
    return None if found is None else _spread(found, classes)


def _alike(rows: Sequence[Row]) -> dict[int, int]:
    """Map every unknown to the first of those that stand in exactly the same rows."""
    where: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        for unknown in row.unknowns:
            where.setdefault(unknown, []).append(number)
    leader: dict[tuple[int, ...], int] = {}
    return {unknown: leader.setdefault(tuple(where[unknown]), unknown) for unknown in sorted(where)}


def _replace(row: Row, classes: Mapping[int, int]) -> Row:
    return Row(frozenset(classes[unknown] for unknown in row.unknowns), row.low, row.high)


def _spread(found: Solution, classes: Mapping[int, int]) -> Solution:
    """The leader of a class takes the whole value."""
    return {unknown: found.get(unknown, 0) if leader == unknown else 0 for unknown, leader in classes.items()}


def _solve_merged(rows: list[Row], guess: Mapping[int, int]) -> Solution | None:
    rows, unlimited = _drop_unlimited(rows)
    bounds = _propagate(rows, {unknown: (0, FAR) for row in rows for unknown in row.unknowns})
    if bounds is None:
        return None
    try:
        found = _try_values(rows, bounds, guess, [MOST_TRIES])
    except SearchTooLong:
        found = _branch(rows, bounds)
    return None if found is None else {**found, **unlimited}


def _drop_unlimited(rows: list[Row]) -> tuple[list[Row], Solution]:
    """An unknown that no row limits from above may be huge: then every row it stands in holds."""
    unlimited: Solution = {}
    while True:
        limited = {unknown for row in rows if row.high is not None for unknown in row.unknowns}
        free = {unknown for row in rows for unknown in row.unknowns} - limited
        if not free:
            return rows, unlimited
        for row in rows:
            for unknown in row.unknowns & free:
                unlimited[unknown] = max(unlimited.get(unknown, 0), row.low, 0)
        rows = [row for row in rows if not row.unknowns & free]


def _propagate(rows: Sequence[Row], bounds: Bounds) -> Bounds | None:
    """Tighten `bounds` until little changes; None when a row cannot hold."""
    bounds = dict(bounds)
    for _ in range(MOST_PASSES):
        changed = False
        for row in rows:
            least = sum(bounds[unknown][0] for unknown in row.unknowns)
            most = sum(bounds[unknown][1] for unknown in row.unknowns)
            high = FAR if row.high is None else row.high
            if least > high or most < row.low:
                return None
            for unknown in row.unknowns:
                low, up = bounds[unknown]
                tighter = (max(low, row.low - (most - up)), min(up, high - (least - low)))
                if tighter[0] > tighter[1]:
                    return None
                if tighter != (low, up):
                    bounds[unknown] = tighter
                    least += tighter[0] - low
                    most += tighter[1] - up
                    changed = True
        if not changed:
            break
    return bounds


def _try_values(rows: Sequence[Row], bounds: Bounds, guess: Mapping[int, int], tries: list[int]) -> Solution | None:
    """Fix unknowns one by one, the most limited first, values near `guess` first."""
    tries[0] -= 1
    if tries[0] < 0:
        raise SearchTooLong
    open_unknowns = [unknown for unknown, (low, high) in bounds.items() if low < high]
    if not open_unknowns:
        found = {unknown: low for unknown, (low, _) in bounds.items()}
        return found if holds(rows, found) else None
    unknown = min(open_unknowns, key=lambda u: (bounds[u][1] - bounds[u][0], u))
    low, high = bounds[unknown]
    if high - low > WIDEST:
        raise SearchTooLong
    near = guess.get(unknown, 0)
    for value in sorted(range(low, high + 1), key=lambda v: abs(v - near)):
        tighter = _propagate(rows, {**bounds, unknown: (value, value)})
        if tighter is not None:
            found = _try_values(rows, tighter, guess, tries)
            if found is not None:
                return found
    return None


def _branch(rows: Sequence[Row], bounds: Bounds) -> Solution | None:
    """Branch and bound over the exact linear program; the bounds are finite, so it ends."""
    stack: list[Bounds] = [{}]
    for _ in range(MOST_BRANCHES):
        if not stack:
            return None
        cuts = stack.pop()
        tight = _propagate(rows, {**bounds, **cuts})
        if tight is None:
            continue
        point = _linear_point(rows, tight, [Row(frozenset({u}), low, high) for u, (low, high) in cuts.items()])
        if point is None:
            continue
        broken = next((u for u, (top, bottom) in point.items() if top % bottom), None)
        if broken is None:
            return {unknown: top // bottom for unknown, (top, bottom) in point.items()}
        top, bottom = point[broken]
        low, high = tight[broken]
        stack.append({**cuts, broken: (low, top // bottom)})
        stack.append({**cuts, broken: (top // bottom + 1, high)})
    raise SearchTooLong


def _linear_point(rows: Sequence[Row], bounds: Bounds, cuts: Sequence[Row]) -> dict[int, tuple[int, int]] | None:
    """A rational point within rows and cuts, as (numerator, denominator), or None; `bounds` follow from them."""
    unknowns = sorted(bounds)
    place = {unknown: number for number, unknown in enumerate(unknowns)}
    lows = [bounds[unknown][0] for unknown in unknowns]
    equations: list[tuple[dict[int, int], int]] = []
    columns = len(unknowns)
    for row in (*rows, *cuts):
        parts = {place[unknown]: 1 for unknown in row.unknowns}
        shift = sum(lows[number] for number in parts)
        if row.high is not None:
            slack = {} if row.high == row.low else {columns: 1}
            equations.append(({**parts, **slack}, row.high - shift))
            columns += len(slack)
        if row.high != row.low and row.low > shift:
            equations.append(({**parts, columns: -1}, row.low - shift))
            columns += 1
    solved = _first_phase(equations, columns)
    if solved is None:
        return None
    values, bottom = solved
    return {u: (lows[n] * bottom + values[n], bottom) for n, u in enumerate(unknowns)}


def _first_phase(equations: Sequence[tuple[dict[int, int], int]], columns: int) -> tuple[list[int], int] | None:
    """Non-negative point of the equations by the simplex method with Bland's rule, all in whole numbers.

    The tableau holds numerators over one common denominator (Edmonds' pivoting divides exactly).
    """
    height = len(equations)
    table: list[list[int]] = []
    for parts, right in equations:
        sign = 1 if right >= 0 else -1
        table.append([sign * parts.get(column, 0) for column in range(columns)] + [sign * right])
    basis = [columns + 1 + number for number in range(height)]
    goal = [sum(line[column] for line in table) for column in range(columns + 1)]
    bottom = 1
    while goal[columns] > 0:
        entering = next((column for column in range(columns) if goal[column] > 0), None)
        if entering is None:
            return None
        leaving = _ratio_test(table, basis, entering)
        bottom = _pivot([*table, goal], leaving, entering, bottom)
        basis[leaving] = entering
    values = [0] * columns
    for line, column in zip(table, basis, strict=True):
        if column < columns:
            values[column] = line[columns]
    return values, bottom


def _ratio_test(table: Sequence[Sequence[int]], basis: Sequence[int], entering: int) -> int:
    best = -1
    for number, line in enumerate(table):
        if line[entering] <= 0:
            continue
        if best >= 0:
            here, there = line[-1] * table[best][entering], table[best][-1] * line[entering]
            if here > there or (here == there and basis[number] > basis[best]):
                continue
        best = number
    assert best >= 0, "the first phase is bounded"
    return best


def _pivot(lines: Sequence[list[int]], leaving: int, entering: int, bottom: int) -> int:
    pivot_line = lines[leaving]
    pivot = pivot_line[entering]
    for line in lines:
        if line is pivot_line:
            continue
        factor = line[entering]
        line[:] = [(value * pivot - factor * other) // bottom for value, other in zip(line, pivot_line, strict=True)]
    return pivot


def every_solution(rows: Sequence[Row], limit: int) -> list[Solution]:
    """All solutions with every unknown at most `limit`, by trying every combination: for testing `solve`."""
    unknowns = sorted({unknown for row in rows for unknown in row.unknowns})
    found: list[Solution] = []

    def extend(chosen: tuple[int, ...]) -> None:
        if len(chosen) == len(unknowns):
            solution = dict(zip(unknowns, chosen, strict=True))
            if all(_holds(row, solution.__getitem__) for row in rows):
                found.append(solution)
            return
        for value in range(limit + 1):
            extend((*chosen, value))

    extend(())
    return found


def _holds(row: Row, value: Callable[[int], int]) -> bool:
    total = sum(value(unknown) for unknown in row.unknowns)
    return row.low <= total and (row.high is None or total <= row.high)


def holds(rows: Iterable[Row], solution: Mapping[int, int]) -> bool:
    """Whether a solution satisfies all rows; unknowns it does not name are 0."""
    return all(value >= 0 for value in solution.values()) and all(
        _holds(row, lambda unknown: solution.get(unknown, 0)) for row in rows
    )
