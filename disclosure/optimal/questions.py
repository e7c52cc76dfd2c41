"""The promise as questions: which alternative tables must exist beside a suppression pattern.

Every clause of the promise asks for a table that agrees with everything published and in which one figure has changed
by so much. This module lists the questions; alternatives.py answers them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from disclosure.clauses import finest_cells, risky_groups
from disclosure.differences import lies_within, nested
from disclosure.lower_bounds import floors, lower_bounds, named_floor, occurring
from disclosure.primary import PrimaryRisk
from disclosure.table import BoolArray, FrequencyTable, Index, IntArray, TableSystem


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a clause: a figure changes.

    Attributes
    ----------
    figure : a cell (flat number), or a group's cell and that of a category: those of the group outside it.
    change : by how much; never 0.
    exact : by exactly so much, or by at least so much.
    kept : cells that do not change.
    reader : also for the reader who sees that zeros are shown.
    """

    figure: tuple[int, ...]
    change: int
    exact: bool
    kept: tuple[int, ...] = ()
    reader: bool = True


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the promise: one of the ways must exist.

    Attributes
    ----------
    cell : the cell (flat number) it is about.
    value : asked only where the shown zeros leave the cell this value; None: asked always.
    """

    cell: int
    ways: tuple[Way, ...]
    value: int | None = None


@dataclass(frozen=True)
class Promise:
    """Everything that is promised of one table.

    Attributes
    ----------
    clauses : every clause.
    outermost : those among them that are asked always and imply the others in the linear relaxation.
    """

    clauses: tuple[Clause, ...]
    outermost: tuple[Clause, ...]

    @property
    def figures(self) -> tuple[tuple[int, ...], ...]:
        """The figures asked about that are not one cell, ascending."""
        return tuple(sorted({way.figure for c in self.clauses for way in c.ways if len(way.figure) > 1}))


def promise_of(table: FrequencyTable, risk: PrimaryRisk, least: BoolArray, most: BoolArray) -> Promise:
    """The promise about `table`.

    Parameters
    ----------
    least, most : shape of the table; what every pattern suppresses, and what a pattern may suppress.
    """
    policy = table.system.request.policy
    highest, lowest = shown_floor(table, least, risk), shown_floor(table, most, risk)
    named = named_floor(table)
    clauses: list[Clause] = []
    outermost: list[Clause] = []
    for cell in np.flatnonzero(risk.limit.reshape(-1) > 0).tolist():
        bounds = (int(lowest.flat[cell]), int(highest.flat[cell]))
        promised = range(max(risk.lowest, int(named.flat[cell])), int(risk.limit.flat[cell]))
        values = list(_values(table, cell, promised, bounds))
        clauses += values
        outermost += _extremes([clause for clause in values if clause.value is None])
    others: list[Clause] = list(_differences(table))
    if policy.participants:
        others += _participants(table, risk)
    if policy.group_disclosure:
        others += _groups(table)
    return Promise((*clauses, *others), (*outermost, *others))


def shown_floor(table: FrequencyTable, suppressed: BoolArray, risk: PrimaryRisk) -> IntArray:
    """Shape of the table: the least value that the shown zeros leave each cell; 0 where zeros are protected."""
    if risk.lowest == 0:
        return np.zeros(table.system.shape, dtype=np.int64)
    lower = lower_bounds(table, suppressed)
    lower[(table.system.in_release & ~suppressed & (table.counts > 0)) | occurring(table)] = 1
    return floors(table, lower, reader_sees_zeros=True)


def _values(table: FrequencyTable, cell: int, promised: range, floor: tuple[int, int]) -> Iterator[Clause]:
    """Every value to anyone; to the reader those from the floor, which depends on the pattern between two ends."""
    truth = int(table.counts.flat[cell])
    for value in promised:
        if value == truth:
            continue
        change = value - truth
        if value >= floor[1]:
            yield Clause(cell, (Way((cell,), change, exact=True),))
            continue
        yield Clause(cell, (Way((cell,), change, exact=True, reader=False),))
        if value >= floor[0]:
            yield Clause(cell, (Way((cell,), change, exact=True),), value)


def _extremes(values: list[Clause]) -> list[Clause]:
    """Of one cell's clauses, the largest change upwards and downwards, for each attacker."""
    best: dict[tuple[bool, bool], Clause] = {}
    for clause in values:
        (way,) = clause.ways
        key = (way.reader, way.change > 0)
        if key not in best or abs(way.change) > abs(best[key].ways[0].change):
            best[key] = clause
    return list(best.values())


def _participants(table: FrequencyTable, risk: PrimaryRisk) -> Iterator[Clause]:
    """Whoever is alone in a finest cell must not find another unsafe cell with other people in it exact."""
    system = table.system
    alone = np.flatnonzero(finest_cells(system) & (table.counts == 1))
    unsafe = np.flatnonzero(risk.limit.reshape(-1) > 0)
    homes = [_home(table, single) for single in alone.tolist()]
    within, around = _contained(system, unsafe, alone), _contained(system, alone, unsafe).T
    others = table.counts.reshape(-1)[unsafe][:, None] - around
    for place, number in np.argwhere(~within & (others >= 1)).tolist():
        cell = int(unsafe[place])
        ways = tuple(Way((cell,), change, exact=False, kept=homes[number]) for change in (1, -1))
        yield Clause(cell, ways)


def _contained(system: TableSystem, inner: IntArray, outer: IntArray) -> BoolArray:
    """Shape (inner, outer): whether every record counted in the one cell is counted in the other."""
    found = np.ones((inner.size, outer.size), dtype=bool)
    places = (np.unravel_index(cells, system.shape) for cells in (inner, outer))
    for axis, (below, above) in enumerate(zip(*places, strict=True)):
        found &= lies_within(system, axis)[np.ix_(below, above)]
    return found


def _home(table: FrequencyTable, single: int) -> tuple[int, ...]:
    """A participant's cell, and the inner cell of her record where records have one."""
    system = table.system
    if any(system.multiple):
        return (single,)
    under = np.ix_(*(np.flatnonzero(n.members[at]) for n, at in zip(system.nodes, _index(table, single), strict=True)))
    place = np.unravel_index(int(np.argmax(table.counts[under])), table.counts[under].shape)
    home = tuple(int(axis.reshape(-1)[at]) for axis, at in zip(under, place, strict=True))
    return tuple(sorted({single, int(np.ravel_multi_index(home, system.shape))}))


def _differences(table: FrequencyTable) -> Iterator[Clause]:
    """What two printed cells leave between them: every value to anyone, and no certainty to the reader."""
    counts = table.counts.reshape(-1)
    for pair in nested(table):
        truth = int(counts[pair[0]] - counts[pair[1]])
        for value in range(1, table.system.request.policy.threshold):
            if value != truth:
                yield Clause(pair[1], (Way(pair, value - truth, exact=True, reader=False),))
        yield Clause(pair[1], tuple(Way(pair, change, exact=False) for change in (1, -1)))


def _index(table: FrequencyTable, cell: int) -> Index:
    return tuple(int(place) for place in np.unravel_index(cell, table.system.shape))


def _groups(table: FrequencyTable) -> Iterator[Clause]:
    """Of a group, two more or one more must possibly be outside the category."""
    counts = table.counts
    for risky in risky_groups(table):
        missing = risky.outside - int(counts.flat[risky.group] - counts.flat[risky.part])
        yield Clause(risky.part, (Way((risky.group, risky.part), missing, exact=False),))
