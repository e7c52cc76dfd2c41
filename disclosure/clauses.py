"""The clauses of the promise beyond small counts: participants and groups.

A *participant* is alone in a finest cell and knows it; with her count fixed, every other unsafe cell that has other
people in it must still have two possible values. A *group* is a cell over identifying dimensions other than the whole
population; nobody may conclude that all, or all but one, of it are in one category.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from disclosure.blocks import Change, Reach
from disclosure.differences import following
from disclosure.pattern import Pattern, Witness
from disclosure.primary import declared_safe
from disclosure.secondary import Search
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


def protect_participants(search: Search) -> dict[tuple[int, int], int]:
    """Add a witness for every participant clause that no witness so far proves.

    Returns
    -------
    (participant's cell, other cell) -> number of the added witness; clauses without one go to `pattern.unproved`.
    """
    pattern = search.pattern
    table = pattern.table
    places = _places(pattern)
    by_cell: dict[int, list[int]] = {}
    for (cell, _, reader), number in sorted(pattern.shown.items()):
        if reader:
            by_cell.setdefault(cell, []).append(number)
    found = dict(pattern.participant_proofs)
    for (_, cell), number in found.items():
        by_cell.setdefault(cell, []).append(number)
    for cell in np.flatnonzero(pattern.risk.limit.reshape(-1) > 0).tolist():
        for single in _never_spared(pattern, by_cell.setdefault(cell, []), places, cell):
            if any(places[single].isdisjoint(pattern.witnesses[number].touched.tolist()) for number in by_cell[cell]):
                continue
            added = _spare(search, cell, places[single])
            if added is None:
                pattern.unproved.append((cell, int(table.counts.flat[cell])))
            else:
                by_cell[cell].append(added)
                found[single, cell] = added
    return found


def _places(pattern: Pattern) -> dict[int, frozenset[int]]:
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


def _never_spared(pattern: Pattern, numbers: list[int], places: dict[int, frozenset[int]], cell: int) -> list[int]:
    """Participants one of whose places changes in every witness of `cell`, though others than they are in it."""
    known = [set(pattern.witnesses[number].touched.tolist()) for number in numbers]
    return [
        single
        for single, place in places.items()
        if all(not place.isdisjoint(touched) for touched in known)
        and others_inside(pattern.system, pattern, cell, single)
    ]


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


def _spare(search: Search, cell: int, place: frozenset[int]) -> int | None:
    """A witness that changes `cell` and none of the participant's cells; its number, or None."""
    best = _around(search, cell, place, thorough=False) or _around(search, cell, place, thorough=True)
    return None if best is None else search.prove(best)


def _around(search: Search, cell: int, place: frozenset[int], *, thorough: bool) -> Change | None:
    """The cheapest change of `cell` by one that leaves the cells `place` alone."""
    truth = int(search.pattern.table.counts.flat[cell])
    keep = tuple(sorted(place))
    best: Change | None = None
    for value in (truth + 1, truth - 1):
        change = search.blocks.cheapest(cell, value, Reach.OPEN, keep=keep, thorough=thorough)
        if change is not None and (best is None or change.cost < best.cost):
            best = change
    return best


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


def protect_groups(search: Search) -> dict[tuple[int, int], int]:
    """Add a witness for every group clause; return (group, part) -> witness number."""
    pattern = search.pattern
    clauses = risky_groups(pattern.table)
    touching: dict[int, list[int]] = {cell: [] for clause in clauses for cell in (clause.group, clause.part)}
    for number in range(len(pattern.witnesses)):
        _index(pattern, number, touching)
    found: dict[tuple[int, int], int] = {}
    for clause in clauses:
        known = touching[clause.group] + touching[clause.part]
        number = next((n for n in known if _outside(pattern, pattern.witnesses[n], clause) >= clause.outside), -1)
        if number < 0:
            change = _open_group(search, clause)
            if change is None:
                pattern.unproved.append((clause.part, int(pattern.table.counts.flat[clause.part])))
                continue
            number = search.prove(change)
            _index(pattern, number, touching)
        found[clause.group, clause.part] = number
    return found


def _index(pattern: Pattern, number: int, touching: dict[int, list[int]]) -> None:
    """Note which of the cells `touching` a witness changes, if it still holds and not only for the outsider."""
    witness = pattern.witnesses[number]
    if not (witness.reader and pattern.holds(witness)):
        return
    for cell in touching.keys() & set(witness.touched.tolist()):
        touching[cell].append(number)


def _outside(pattern: Pattern, witness: Witness, clause: GroupClause) -> int:
    def value(cell: int) -> int:
        place = int(np.searchsorted(witness.touched, cell))
        if place < witness.touched.size and int(witness.touched[place]) == cell:
            return int(witness.values[place])
        return int(pattern.table.counts.flat[cell])

    return value(clause.group) - value(clause.part)


def _open_group(search: Search, clause: GroupClause) -> Change | None:
    """The cheapest alternative in which two of the group are outside the category: they leave it, or others come."""
    counts = search.pattern.table.counts.reshape(-1)
    group, part = int(counts[clause.group]), int(counts[clause.part])
    lack = clause.outside - (group - part)
    cheapest = search.blocks.cheapest
    ways = [
        cheapest(clause.part, part - lack, Reach.OPEN, keep=(clause.group,)),
        cheapest(clause.group, group + lack, Reach.OPEN, keep=(clause.part,)),
    ]
    found = [change for change in ways if change is not None]
    if found:
        return min(found, key=lambda change: change.cost)
    change = search.blocks.apart(clause.group, clause.part, clause.outside)
    return change or search.blocks.apart(clause.group, clause.part, clause.outside, thorough=True)
