"""Controlled rounding to a base: every published count becomes a neighbouring multiple, and all sums still add up.

*Zero-restricted*: a count that is a multiple of the base stays, so a 0 stays 0. *Additive*: one rounded table lies
under all published cells, at every level and in every table (ESSnet SDC Handbook, controlled rounding). It is found
by an integer program that comes as close to the counts as it can; where there is none, nothing is rounded.

Why it keeps the promise. Let r be the rounded table and b the base, at least the threshold n. The attacker knows b and
the method: the true table x is whole, at least 0, and each published cell lies within b - 1 of r. Take any unsafe cell
and any value v in 1..n-1. Its rounded count is 0 or b. Put v - r into one inner cell under it: where r is 0 that cell
rises by v, where r is b a cell of b falls to v. Every other published cell changes by 0 or by the same v - r, which
is at most b - 1 in size, so the table is one that could be true. Hence no value can be excluded. Participants and
groups follow the same way with one more change; the checker builds each of these tables and looks. Exact figures about
the same population, published or known, break the argument and are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.errors import NothingSafe, NotSupported
from disclosure.primary import PrimaryRisk, primary_risk
from disclosure.request import Policy
from disclosure.solver import NO_LIMIT, Program, Rows
from disclosure.table import FrequencyTable, Index, IntArray, with_margins

WORK = 20_000_000
"""Of the solver, see solver.py."""
MOST_ENTRIES = 2_000_000
"""Inner cells under all published cells; more is not put to the solver."""
MOST_PAIRS = 200_000
"""Pairs of participant and unsafe cell that a check of every one still can go through."""


@dataclass(frozen=True)
class RoundedTable:
    """A rounded table; the checker decides whether it keeps the promise.

    Attributes
    ----------
    table : the true counts.
    base : every rounded count is a multiple of it.
    inner : shape of the table; the rounded inner cells, 0 elsewhere.
    rounded : shape of the table; the sums of the rounded inner cells.
    risk : what is unsafe unrounded.
    """

    table: FrequencyTable
    base: int
    inner: IntArray
    rounded: IntArray
    risk: PrimaryRisk


def rounding_base(policy: Policy) -> int:
    """The smallest base with which the promise can be kept: no limit of the policy may be above it."""
    return max(policy.threshold, policy.min_margin, policy.min_group)


def rounded(table: FrequencyTable, base: int) -> RoundedTable:
    """Round all published cells of a table to multiples of `base`.

    Raises
    ------
    NotSupported : a base below the policy's limits, known figures, or more cells than can be worked through.
    NothingSafe : no additive rounding was found.
    """
    system, risk = table.system, primary_risk(table)
    if base < rounding_base(system.request.policy):
        raise NotSupported(f"Basen {base} er mindre end grænsen for små tal; afrund til mindst grænsen.")
    if system.request.known:
        raise NotSupported("Afrunding beskytter ikke mod kendte nøjagtige tal; brug undertrykkelse.")
    alone = int((table.counts[system.in_release] == 1).sum())
    if system.request.policy.participants and alone * int(risk.unsafe.sum()) > MOST_PAIRS:
        raise NotSupported("Tabellen har for mange små celler til at efterprøve en afrunding; bed om færre koder.")
    puzzle = _Puzzle(table, base, risk)
    answer = puzzle.program().smallest(puzzle.objective(), WORK)
    if answer.values is None:
        raise NothingSafe("Der er ikke fundet en afrunding, hvor alle summer går op.")
    return _filled(table, base, risk, answer.values)


def _filled(table: FrequencyTable, base: int, risk: PrimaryRisk, multiples: IntArray) -> RoundedTable:
    system = table.system
    inner = np.zeros(system.shape, dtype=np.int64)
    inner[system.is_inner] = multiples * base
    length = [
        len(nodes.labels) if many else nodes.n_codes for nodes, many in zip(system.nodes, system.multiple, strict=True)
    ]
    sums = with_margins(system, inner[tuple(slice(0, size) for size in length)])
    return RoundedTable(table, base, inner, sums, risk)


class _Puzzle:
    """Multiples of the base in the inner cells, so that every published sum has a neighbouring multiple."""

    def __init__(self, table: FrequencyTable, base: int, risk: PrimaryRisk) -> None:
        self.system, self.counts, self.base = table.system, table.counts, base
        self.column = np.cumsum(self.system.is_inner.reshape(-1)) - 1
        self.low = self.counts // base
        self.high = -(-self.counts // base)
        if self.system.request.policy.zeros_protected:  # a small count rounded up could no longer be 0
            self.high = np.where(risk.unsafe, 0, self.high)
        self.sums = [tuple(index) for index in np.argwhere(self.system.in_release & ~self.system.is_inner).tolist()]
        self.parts = list(self._parts())

    def _parts(self) -> Iterator[IntArray]:
        """Per published sum the columns of the inner cells under it."""
        entries = 0
        for index in self.sums:
            under = np.ix_(*(self._under(axis, node) for axis, node in enumerate(index)))
            columns = self.column[np.ravel_multi_index(under, self.system.shape).reshape(-1)]
            entries += columns.size
            if entries > MOST_ENTRIES:
                raise NotSupported("Tabellen er for stor til afrunding; bed om færre koder.")
            yield columns

    def _under(self, axis: int, node: int) -> IntArray:
        members: IntArray = np.flatnonzero(self.system.nodes[axis].members[node])
        return np.array([node]) if self.system.multiple[axis] else members

    def program(self) -> Program:
        """The rows and bounds."""
        inner, released = self.system.is_inner, self.system.in_release
        low = np.where(released, self.low, 0)[inner]
        most = -(-int(self.counts.max(initial=0)) // self.base)
        high = np.where(released, self.high, most)[inner]
        lines: list[tuple[IntArray, IntArray, int, int]] = [
            (columns, np.ones_like(columns), int(self.low[index]), int(self.high[index]))
            for index, columns in zip(self.sums, self.parts, strict=True)
        ]
        lines.extend((np.array(columns), np.array(signs), 0, NO_LIMIT) for columns, signs in self._records())
        starts = np.cumsum([0, *(columns.size for columns, *_ in lines)])
        empty = np.zeros(0, dtype=np.int64)
        rows = Rows(
            starts=np.asarray(starts, dtype=np.int64),
            columns=np.concatenate([empty, *(columns for columns, *_ in lines)]),
            coefficients=np.concatenate([empty, *(signs for _, signs, *_ in lines)]),
            low=np.array([least for *_, least, _ in lines], dtype=np.int64),
            high=np.array([top for *_, top in lines], dtype=np.int64),
        )
        return Program(np.asarray(low, dtype=np.int64), np.asarray(high, dtype=np.int64), rows)

    def _records(self) -> Iterator[tuple[list[int], list[int]]]:
        """Rows that are at least 0 where records with several answers can have the rounded counts."""
        for axis in (axis for axis, many in enumerate(self.system.multiple) if many):
            nodes = self.system.nodes[axis]
            for line in np.argwhere(self.system.is_inner.take([nodes.total], axis=axis)).tolist():
                for part in nodes.sums:
                    whole = self._at(line, axis, part.total)
                    children = [self._at(line, axis, child) for child in part.parts]
                    yield from (([whole, child], [1, -1]) for child in children)
                    if part.total != nodes.total:
                        yield [whole, *children], [-1, *([1] * len(children))]

    def _at(self, line: Sequence[int], axis: int, node: int) -> int:
        index: Index = (*line[:axis], node, *line[axis + 1 :])
        return int(self.column[int(np.ravel_multi_index(index, self.system.shape))])

    def objective(self) -> dict[int, int]:
        """The distance from the counts: what one more base in a column costs, summed over the published cells above."""
        dearer = self.base - 2 * (self.counts % self.base)
        cost = np.where(self.system.in_release, dearer, 0)[self.system.is_inner]
        for index, columns in zip(self.sums, self.parts, strict=True):
            cost[columns] += dearer[index]
        return {column: price for column, price in enumerate(cost.tolist()) if price}
