"""Which cells that nobody prints follow from printed ones, by subtraction between the tables of a request.

All cells of a sum but one give the last, and what follows may itself be added and subtracted. That finds every
difference along one dimension. Filters on several dimensions may lie within each other as well: all minus (women under
18) is nobody's cell. Where so few are between the two that they would be a small count, the cells between (women, those
under 18) count as if they were printed, so that what the difference is made of carries the promise.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from disclosure.table import BoolArray, FrequencyTable, IntArray, TableSystem

FAR = 2**40
"""More than any difference that could be small."""


def following(table: FrequencyTable) -> BoolArray:
    """Shape of the table: cells that follow from printed ones; none unless the policy asks for `differences`."""
    system = table.system
    if not system.request.policy.differences:
        return np.zeros(system.shape, dtype=bool)
    return closure(system, system.in_release | _between(table)) & ~system.in_release


def closure(system: TableSystem, told: BoolArray) -> BoolArray:
    """Shape of the table: the cells that are told, and those that follow from them, sum by sum."""
    known, found = told.copy(), -1
    while found != int(known.sum()):
        found = int(known.sum())
        for axis in range(len(system.nodes)):
            lines = np.moveaxis(known, axis, 0)
            for part in system.sums(axis):
                line = [part.total, *part.parts]
                lines[line] |= (~lines[line]).sum(axis=0) == 1
    return known


def _between(table: FrequencyTable) -> BoolArray:
    """Cells with some filters of a printed cell and the others of one around it that counts few more than the first."""
    system = table.system
    names = [dimension.name for dimension in system.request.dimensions]
    filters = [
        axis
        for axis, name in enumerate(names)
        if not system.multiple[axis] and any(name in shape.without_total for shape in system.request.tables)
    ]
    around = np.where(system.in_release, table.counts, FAR)
    within = np.where(system.in_release, table.counts, -FAR)
    found = np.zeros(system.shape, dtype=bool)
    for size in range(1, len(filters)):
        for chosen in itertools.combinations(filters, size):
            rest = [axis for axis in filters if axis not in chosen]
            smallest = _smallest_around(system, around, chosen)
            largest = -_smallest_around(system, -within, rest, inward=True)
            found |= smallest - largest < system.request.policy.threshold
    return found


def _smallest_around(system: TableSystem, counts: IntArray, axes: Sequence[int], *, inward: bool = False) -> IntArray:
    """Shape of the table: the smallest count among the cells that lie around each along `axes`, or within it."""
    for axis in axes:
        members = system.nodes[axis].members
        is_within: BoolArray = np.logical_not(
            (members[None, :] & ~members[:, None]).any(axis=2)
        )  # [one, other]: other within one
        reach = is_within if inward else is_within.T
        lines = np.moveaxis(counts, axis, 0)
        counts = np.moveaxis(np.stack([lines[nodes].min(axis=0) for nodes in reach]), 0, axis)
    return counts
