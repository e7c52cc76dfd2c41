"""The cheapest pattern of a tiny table, by trying every pattern: what the program's proved optimum is compared with.

The promise is read as the checker reads it: participants and groups are also protected against the reader who sees that
zeros are shown, and the floor of a margin is what the sums say one at a time. Nothing of the program is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from tests.attack.brute import Attacker, group_cells, published_rows, reader_rows, unsafe_cells
from tests.attack.search import Row, equal
from tests.attack.world import Labels, Pattern, World

Price = Callable[[Labels], int]


def cheapest(world: World, base: list[Labels], free: list[Labels], price: Price, limit: int | None) -> int | None:
    """What the cheapest safe choice among `free` costs beside `base`, if less than `limit`; None where there is none."""
    prices = [price(cell) for cell in free]
    choices = (
        (sum(prices[n] for n in c), c) for size in range(len(free) + 1) for c in combinations(range(len(free)), size)
    )
    for cost, chosen in sorted(choices):
        if limit is not None and cost >= limit:
            return None
        if is_kept(world, hiding(world, {*base, *(free[number] for number in chosen)})):
            return cost
    return None


def hiding(world: World, hidden: set[Labels]) -> Pattern:
    """The pattern that suppresses exactly these cells."""
    return Pattern({cell: None if cell in hidden else world.count_of(u) for cell, u in world.released().items()})


def is_kept(world: World, pattern: Pattern) -> bool:
    """Whether every clause of the promise holds."""
    base = published_rows(world, pattern)
    anyone = Attacker(base, dict(world.truth))
    reader = (
        anyone
        if world.zeros_protected
        else Attacker([*base, *reader_rows(world, pattern, strict=False)], dict(world.truth))
    )
    floor = floors(world, pattern)
    least = 0 if world.zeros_protected else 1
    for cell in unsafe_cells(world, pattern):
        unknowns = world.unknowns(cell)
        if pattern.shown[cell] is not None:
            return False
        for value in range(least, world.threshold):
            attacker = reader if value >= floor[cell] else anyone
            if not attacker.can_be(unknowns, value):
                return False
    return all(_participants(world, pattern, reader)) and all(_groups(world, reader))


def floors(world: World, pattern: Pattern) -> dict[Labels, int]:
    """The least value that the shown zeros leave every cell, by one sum after another."""
    if world.zeros_protected:
        return dict.fromkeys(pattern.shown, 0)
    zeros = {cell for cell in pattern.suppressed if world.count_of(world.unknowns(cell)) == 0}
    excused = {cell for whole, parts in world.sums() if zeros & {whole, *parts} for cell in (whole, *parts)}
    least = {
        cell: int(world.count_of(world.unknowns(cell)) > 0 and not (cell in excused and count is None))
        for cell, count in pattern.shown.items()
    }
    lines = [line for line in world.sums() if {line[0], *line[1]} <= least.keys()]
    within = [(a, b) for a in least for b in least if a != b and _several_answers_within(world, a, b)]
    while True:
        before = dict(least)
        for whole, parts in lines:
            least[whole] = max(least[whole], sum(least[part] for part in parts))
            if len(parts) == 1:
                least[parts[0]] = max(least[parts[0]], least[whole])
        for above, below in within:
            least[above] = max(least[above], least[below])
            if world.unknowns(above) == world.unknowns(below):
                least[below] = max(least[below], least[above])
        if least == before:
            return least


def _several_answers_within(world: World, above: Labels, below: Labels) -> bool:
    """Whether the cells differ along multi-response dimensions only and whoever is in `below` is in `above`."""
    return all(x == y or axis.multiple for axis, x, y in zip(world.axes, above, below, strict=True)) and world.unknowns(
        below
    ) <= world.unknowns(above)


def _participants(world: World, pattern: Pattern, attacker: Attacker) -> Iterator[bool]:
    """Per participant and unsafe cell with others in it: whether the cell may be another number than it is."""
    if not world.policy.get("participants", False):
        return
    single = not any(axis.multiple for axis in world.axes)
    for finest, me in _alone(world):
        mine = world.unknowns(finest)
        knows = attacker.knowing([equal(mine, 1), *([Row(frozenset({me}), 1, None)] if single else [])])
        for cell in unsafe_cells(world, pattern):
            unknowns = world.unknowns(cell)
            count = world.count_of(unknowns)
            if _inside(world, cell, finest) or count - _inside(world, finest, cell) < 1:
                continue
            more = knows.allows(Row(unknowns, count + 1, None), lambda total, count=count: total > count)
            yield more or knows.allows(Row(unknowns, 0, count - 1), lambda total, count=count: total < count)


def _inside(world: World, inner: Labels, outer: Labels) -> bool:
    """Whether the labels of one cell lie within those of the other, dimension by dimension."""
    pairs = zip(world.axes, inner, outer, strict=True)
    return all(axis.members[x] <= axis.members[y] for axis, x, y in pairs)


def _alone(world: World) -> Iterator[tuple[Labels, int]]:
    """(finest cell of a table, the unknown of the one person in it)."""
    for labels in {
        labels: None for table in world.tables for labels in world.cells(table) if _is_finest(world, table, labels)
    }:
        unknowns = world.unknowns(labels)
        if world.count_of(unknowns) == 1:
            yield labels, next(unknown for unknown in unknowns if world.truth.get(unknown, 0))


def _is_finest(world: World, table: tuple[str, ...], labels: Labels) -> bool:
    return all(label in axis.codes for axis, label in zip(world.axes, labels, strict=True) if axis.name in table)


def _groups(world: World, attacker: Attacker) -> Iterator[bool]:
    """Per group and category that holds all or all but one of it: whether two may be outside."""
    if not world.policy.get("group_disclosure", False):
        return
    for group, unknowns in group_cells(world):
        if world.count_of(unknowns) == 0 or world.declared_safe(group):
            continue
        for axis in (axis for axis in world.axes if axis.role == "sensitive"):
            for label in (label for label in axis.members if label != axis.total):
                part = tuple(label if one is axis else at for one, at in zip(world.axes, group, strict=True))
                outside = unknowns - world.unknowns(part)
                if outside and world.count_of(outside) < 2 and not world.declared_safe(part):
                    yield attacker.allows(Row(outside, 2, None), lambda total: total >= 2)
