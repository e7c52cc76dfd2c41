"""The clauses of the promise beyond small counts: participants and groups.

A *participant* is alone in a finest cell and knows it; with her count fixed, every other unsafe cell that has other
people in it must still have two possible values. A *group* is a cell over identifying dimensions other than the whole
population; nobody may conclude that all, or all but one, of it are in one category. Which tables prove that is the
matter of clause_proofs.py.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from disclosure.differences import following
from disclosure.pattern import Pattern
from disclosure.primary import declared_safe
from disclosure.table import BoolArray, FrequencyTable, Index, IntArray, TableSystem

OUTSIDE = 2
"""How many of a group must possibly be outside a category."""


@dataclass(frozen=True, slots=True)
class GroupClause:
    """All, or all but one, of group `group` are in truth in category `part` (flat cell numbers).

    `outside`: so many must possibly be outside it: OUTSIDE, or all of a smaller group whose count was given before.
    """

    group: int
    part: int
    axis: int
    outside: int = OUTSIDE


def finest_cells(system: TableSystem) -> BoolArray:
    """Shape of the table: cells of a published table that are not summed from, nor a group of, other cells of it."""
    finest = np.zeros(system.shape, dtype=bool)
    for axes in system.published_nodes:
        finest[np.ix_(*(_finest_nodes(system, axis, shown) for axis, shown in enumerate(axes)))] = True
    return finest


def _finest_nodes(system: TableSystem, axis: int, shown: IntArray) -> IntArray:
    if shown.size == 1:
        return shown
    present = set(shown.tolist())
    summed = {part.total for part in system.nodes[axis].sums if present.issuperset(part.parts)}
    return np.array([node for node in shown.tolist() if node not in summed and node != system.nodes[axis].total])


def known_places(pattern: Pattern) -> dict[int, frozenset[int]]:
    """What each participant knows, by the flat number of the cell that she is alone in.

    That cell, and the inner cell of the joint table in which her record stands.
    """
    alone = finest_cells(pattern.system) & (pattern.table.counts == 1)
    return {single: frozenset((single, _home(pattern, single))) for single in np.flatnonzero(alone).tolist()}


def _home(pattern: Pattern, single: int) -> int:
    """The inner cell of the one record counted in cell `single`."""
    index = pattern.index(single)
    under = np.ix_(*(pattern.codes_under(axis, node) for axis, node in enumerate(index)))
    place = np.unravel_index(int(np.argmax(pattern.table.counts[under])), pattern.table.counts[under].shape)
    return _flat(pattern.system, tuple(int(axis.reshape(-1)[at]) for axis, at in zip(under, place, strict=True)))


def others_inside(system: TableSystem, pattern: Pattern, cell: int, single: int) -> bool:
    """Whether `cell` is another cell than the participant's and has other people in it.

    A cell within hers has none: she is the only one there.
    """
    count, outer, inner = int(pattern.table.counts.flat[cell]), pattern.index(cell), pattern.index(single)
    return count - int(contains(system, outer, inner)) >= 1 and not contains(system, inner, outer)


def contains(system: TableSystem, outer: Index, inner: Index) -> bool:
    """Whether every record counted in cell `inner` is counted in cell `outer`."""
    return all(_above(system, axis, above, below) for axis, (above, below) in enumerate(zip(outer, inner, strict=True)))


def _above(system: TableSystem, axis: int, above: int, below: int) -> bool:
    member = system.nodes[axis].members
    return bool((member[above] | ~member[below]).all())


def risky_groups(table: FrequencyTable) -> list[GroupClause]:
    """The groups of which, in truth, all or all but one are in one category of one sensitive dimension."""
    system, counts = table.system, table.counts
    safe, given = declared_safe(system), _given(table)
    found = []
    for axis, dimension in enumerate(system.request.dimensions):
        if dimension.role != "sensitive":
            continue
        for group in _groups(table):
            people = int(counts[group])
            if people == 0 or safe[group]:
                continue
            outside = min(OUTSIDE, people) if given[group] else OUTSIDE
            for node in _categories(system, axis):
                part = (*group[:axis], node, *group[axis + 1 :])
                if people - int(counts[part]) < outside and not safe[part]:
                    found.append(GroupClause(_flat(system, group), _flat(system, part), axis, outside))
    return found


def _given(table: FrequencyTable) -> BoolArray:
    """Cells whose count is held among answers of several times: nobody can be left to think that it is larger."""
    mask = np.zeros(table.system.shape, dtype=bool)
    policy = table.system.request.policy
    for cell in policy.force_published if policy.differences else ():
        mask[table.system.cell(cell)] = True
    return mask


def _categories(system: TableSystem, axis: int) -> list[int]:
    """Codes and groups of codes; a group that holds every code of a single-response dimension says nothing."""
    nodes = system.nodes[axis]
    return [node for node in range(nodes.total) if system.multiple[axis] or not nodes.members[node].all()]


def _groups(table: FrequencyTable) -> list[Index]:
    """Cells over identifying dimensions at any level, other than the whole population.

    Where answers of several years are one system, their crossings with each other are nobody's table: there a group is
    a cell that is printed or follows from what is.
    """
    system = table.system
    axes = [
        range(len(nodes.labels)) if dimension.role == "identifying" else [nodes.total]
        for dimension, nodes in zip(system.request.dimensions, system.nodes, strict=True)
    ]
    whole = tuple(nodes.total for nodes in system.nodes)
    cells = (cell for cell in itertools.product(*axes) if cell != whole)
    if not system.request.policy.differences:
        return list(cells)
    known = system.in_release | following(table)
    return [cell for cell in cells if known[cell]]


def _flat(system: TableSystem, index: Index) -> int:
    return int(np.ravel_multi_index(index, system.shape))
