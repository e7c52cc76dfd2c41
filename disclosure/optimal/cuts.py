"""Cuts: why a pattern cannot keep a clause, as a demand on every pattern that does.

A cut is calculated in whole numbers from multipliers of the rows. Whatever the multipliers are, the demand follows from
the rows; the optimiser only suggests good ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd, lcm

import numpy as np

from disclosure.optimal.alternatives import Space
from disclosure.optimal.questions import Way
from disclosure.optimal.selection import Cut
from disclosure.solver import DENOMINATORS, NO_LIMIT, FloatArray, IntArray


@dataclass(frozen=True)
class At:
    """Where a cut is wanted: the selection in parts of `scale`."""

    parts: IntArray
    scale: int


def cut_from_duals(space: Space, way: Way, duals: FloatArray, at: At) -> Cut | None:
    """The most violated demand that rounded duals give, or None where they give none that is violated."""
    best: tuple[float, Cut] | None = None
    for denominator in DENOMINATORS:
        cut = _cut(space, way, np.rint(-duals * denominator).astype(np.int64), denominator, at)
        if cut is None:
            continue
        short = cut.missing(at.parts, at.scale) / cut.least
        if short > 0 and (best is None or short > best[0]):
            best = (short, cut)
    return None if best is None else best[1]


def _cut(space: Space, way: Way, multipliers: IntArray, denominator: int, at: At) -> Cut | None:
    """Change * denominator <= what the rows allow + what the unknowns can change; None where that is no limit."""
    columns, owner, coefficients = space.columns
    reduced = -np.bincount(columns, weights=coefficients * multipliers[owner], minlength=len(space.truth)).astype(
        np.int64
    )
    sign = 1 if way.change > 0 else -1
    reduced[space.unknown_of[way.figure]] += sign * denominator
    for cell in way.kept:
        if (cell,) in space.unknown_of:
            reduced[space.unknown_of[(cell,)]] = 0
    if (reduced[space.always] > 0).any():
        return None
    rows = space.rows
    active = np.flatnonzero(multipliers)
    limit = np.where(multipliers[active] > 0, rows.high[active], rows.low[active])
    if (np.abs(limit) >= NO_LIMIT).any():
        return None
    least = denominator * abs(way.change) - int((multipliers[active] * limit).sum())
    weights: dict[int, int] = {}
    for unknown in np.flatnonzero(reduced).tolist():
        least -= _charge(space, way, unknown, int(reduced[unknown]), at, weights)
    return made(weights, least)


def _charge(space: Space, way: Way, unknown: int, reduced: int, at: At, weights: dict[int, int]) -> int:
    """Add what one unknown can contribute to `weights`; return what it contributes in every pattern."""
    place, truth, size = int(space.candidate[unknown]), int(space.truth[unknown]), abs(reduced)
    if reduced > 0:
        if place >= 0:
            weights[place] = NO_LIMIT
        return 0
    held = way.reader and bool(space.sees[unknown]) and not space.relaxed[unknown]
    always = bool(space.always[unknown])
    if not always and place < 0:
        return 0
    fixed = size * (truth - int(space.occurs[unknown]))
    if held and not space.occurs[unknown]:
        zeros = space.zeros_beside[unknown]
        own = at.scale if always else int(at.parts[place])
        if int(at.parts[zeros].sum()) < own:
            fixed -= size
            for zero in zeros:
                weights[zero] = weights.get(zero, 0) + size
    if always:
        return fixed
    if fixed:
        weights[place] = weights.get(place, 0) + fixed
    return 0


def made(weights: dict[int, int], least: int) -> Cut | None:
    """The demand, no coefficient larger than what is demanded and no common divisor; None where nothing is."""
    if least <= 0:
        return None
    kept = {column: min(weight, least) for column, weight in sorted(weights.items()) if weight > 0}
    if not kept:
        return Cut((), (), 1)
    divisor = gcd(*kept.values())
    lowest = -(-least // divisor)
    small = [min(weight // divisor, lowest) for weight in kept.values()]
    return Cut(tuple(kept), tuple(small), lowest)


def either(cuts: Sequence[Cut]) -> Cut:
    """One of several demands is met: each is scaled to the same size, and every column counts by its largest part."""
    if len(cuts) == 1:
        return cuts[0]
    common = lcm(*(cut.least for cut in cuts))
    weights: dict[int, int] = {}
    for cut in cuts:
        for column, weight in zip(cut.columns, cut.coefficients, strict=True):
            weights[column] = max(weights.get(column, 0), weight * common // cut.least)
    found = made(weights, common)
    assert found is not None, "a demand for something stays one"
    return found


def unless_shown(cut: Cut, columns: IntArray) -> Cut:
    """The demand, but also met when one of `columns` is shown."""
    weights = dict(zip(cut.columns, cut.coefficients, strict=True))
    for column in columns.tolist():
        weights[column] = weights.get(column, 0) - cut.least
    kept = {column: weight for column, weight in sorted(weights.items()) if weight}
    return Cut(tuple(kept), tuple(kept.values()), cut.least * (1 - columns.size))
