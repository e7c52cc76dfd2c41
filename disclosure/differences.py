"""Which cells that nobody prints follow from printed ones, by subtraction between the tables of a request.

All cells of a sum but one give the last, and what follows may itself be added and subtracted. That finds every
difference along one dimension. Filters on several dimensions may lie within each other as well: all minus (women under
18) is nobody's cell. Where so few are between the two that they would be a small count, that difference carries the
promise itself (`nested`), and so does what it is made of: the cells between (women, those under 18) count as if they
were printed.
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


def nested(table: FrequencyTable) -> tuple[tuple[int, int], ...]:
    """Pairs of printed cells (flat): the second lies in the first by filters on several dimensions, and few are left.

    None unless the policy asks for `differences`; pairs of which both are held as published are known anyway.
    """
    system, policy = table.system, table.system.request.policy
    filters = _filters(system) if policy.differences else []
    held = np.zeros(system.shape, dtype=bool)
    for named in policy.force_published:
        held[system.cell(named)] = True
    cells = np.argwhere(system.in_release)
    same = np.delete(cells, filters, axis=1)
    found: list[tuple[int, int]] = []
    for group in np.unique(same, axis=0) if len(filters) > 1 else ():
        inside = cells[(same == group).all(axis=1)]
        counts, known = table.counts[tuple(inside.T)], held[tuple(inside.T)]
        within, apart = np.ones((len(inside), len(inside)), dtype=bool), np.zeros((len(inside), len(inside)), dtype=int)
        for axis in filters:
            lies = lies_within(system, axis)[np.ix_(inside[:, axis], inside[:, axis])]
            within &= lies
            apart += lies & ~lies.T
        more = counts[None, :] - counts[:, None]
        few = within & (apart > 1) & (more > 0) & (more < policy.threshold) & ~(known[:, None] & known[None, :])
        flat = np.ravel_multi_index(tuple(inside.T), system.shape)
        found += [(int(flat[outer]), int(flat[inner])) for inner, outer in np.argwhere(few).tolist()]
    return tuple(sorted(found))


def _filters(system: TableSystem) -> list[int]:
    """The axes that some table is filtered by: it does not have their total."""
    shapes = system.request.tables
    names = [dimension.name for dimension in system.request.dimensions]
    return [
        axis
        for axis, name in enumerate(names)
        if not system.multiple[axis] and any(name in shape.without_total for shape in shapes)
    ]


def lies_within(system: TableSystem, axis: int) -> BoolArray:
    """Shape (nodes, nodes): whether the first lies within the second."""
    members = system.nodes[axis].members
    return np.logical_not((members[:, None] & ~members[None, :]).any(axis=2))


def _between(table: FrequencyTable) -> BoolArray:
    """Cells with some filters of a printed cell and the others of one around it that counts few more than the first."""
    system = table.system
    filters = _filters(system)
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
        lies = lies_within(system, axis)
        reach = lies.T if inward else lies
        lines = np.moveaxis(counts, axis, 0)
        counts = np.moveaxis(np.stack([lines[nodes].min(axis=0) for nodes in reach]), 0, axis)
    return counts
