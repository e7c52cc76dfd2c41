"""From records to the table of amounts: every sum, and who contributed what to it.

An amount is a whole number of the smallest unit that matters (kroner or øre), so that sums are exact. What one
contributor has in a cell is added up first; with a column for holdings, all that one holding has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from disclosure.errors import BadCells
from disclosure.request import Sums, TableRequest
from disclosure.table import FrequencyTable, IntArray, TableSystem, with_margins
from disclosure.tabulate import Columns, check_codes, check_columns, check_labels, settled_system, whole_numbers

LARGEST_SUM = 10**12
"""Of all amounts: the optimiser's floating point still finds whole numbers of this size."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one contributor has in one cell: `amount` in all, spread over `cells` inner cells."""

    who: int
    amount: int
    cells: int


@dataclass(frozen=True)
class AmountTable:
    """Sums at every node of every axis, and the contributions behind those above 0.

    Attributes
    ----------
    table : the sums, as whole numbers; a cell is named by its flat number in it.
    contributors : names, sorted; a contributor is named by the number here.
    inner : flat numbers of the inner cells above 0, ascending.
    given : shape (n, 3). Inner cell, contributor, amount above 0; each pair once, ascending.
    """

    table: FrequencyTable
    contributors: tuple[str, ...]
    inner: IntArray
    given: IntArray

    @property
    def system(self) -> TableSystem:
        """The shape."""
        return self.table.system

    @property
    def rules(self) -> Sums:
        """The rules of the request."""
        rules = self.system.request.policy.sums
        assert rules is not None
        return rules

    def sum_of(self, cell: int) -> int:
        """The true sum of a cell."""
        return int(self.table.counts.flat[cell])

    def sentence(self, cell: int) -> str:
        """The cell in words."""
        return self.system.sentence(tuple(int(node) for node in np.unravel_index(cell, self.system.shape)))

    @cached_property
    def above(self) -> dict[int, list[int]]:
        """Per inner cell above 0: the published cells that it is part of, itself included where it is published."""
        found: dict[int, list[int]] = {int(cell): [] for cell in self.inner}
        for cell, whole in self._incidence.tolist():
            found[cell].append(whole)
        return found

    @cached_property
    def under(self) -> dict[int, list[int]]:
        """Per published cell above 0: the inner cells above 0 that it is the sum of."""
        found: dict[int, list[int]] = {}
        for cell, whole in self._incidence.tolist():
            found.setdefault(whole, []).append(cell)
        return found

    @cached_property
    def _incidence(self) -> IntArray:
        """Shape (n, 2): inner cell, published cell."""
        whole = np.stack([self.inner, np.zeros_like(self.inner)], axis=1)
        digits = np.stack(np.unravel_index(self.inner, self.system.shape), axis=1)
        for axis, nodes in enumerate(self.system.nodes):
            above = [np.flatnonzero(nodes.members[:, code]) for code in range(nodes.n_codes)]
            many = np.array([above[code].size for code in digits[:, axis].tolist()], dtype=np.int64)
            node = np.concatenate([above[code] for code in digits[:, axis].tolist()] or [np.zeros(0, dtype=np.int64)])
            digits, whole = np.repeat(digits, many, axis=0), np.repeat(whole, many, axis=0)
            whole[:, 1] = whole[:, 1] * len(nodes.labels) + node
        published = self.system.in_release.reshape(-1)[whole[:, 1]]
        return whole[published]

    @cached_property
    def parts(self) -> dict[int, list[Part]]:
        """Per published cell, and per inner cell, above 0: the contributions, largest first."""
        found: dict[int, dict[int, tuple[int, int]]] = {}
        for cell, who, amount in self.given.tolist():
            for whole in {cell, *self.above[cell]}:
                here = found.setdefault(whole, {})
                before = here.get(who, (0, 0))
                here[who] = (before[0] + amount, before[1] + 1)
        return {
            cell: sorted((Part(who, *has) for who, has in here.items()), key=lambda part: (-part.amount, part.who))
            for cell, here in found.items()
        }

    @cached_property
    def holds(self) -> dict[int, list[int]]:
        """Per contributor the inner cells that she has a part in."""
        found: dict[int, list[int]] = {}
        for cell, who, _ in self.given.tolist():
            found.setdefault(who, []).append(cell)
        return found


def tabulate_amounts(request: TableRequest, columns: Columns) -> AmountTable:
    """Build the table of amounts from records: a column per dimension, the amount, the contributor, the holding.

    Raises
    ------
    BadCells : a missing or extra column, an empty code or contributor, an amount that is negative or not whole, a
        contributor with two holdings, or amounts that add up to more than LARGEST_SUM.
    """
    rules = request.policy.sums
    assert rules is not None
    names = [dimension.name for dimension in request.dimensions]
    owners = [rules.contributor, *([rules.holding] if rules.holding else [])]
    check_columns(columns, [*names, rules.amount, *owners])
    for dimension in request.dimensions:
        check_codes(columns[dimension.name], dimension)
    check_labels(columns[rules.contributor], rules.contributor)
    amounts = whole_numbers(columns, rules.amount)
    if sum(amounts.tolist()) > LARGEST_SUM:
        raise BadCells(
            f"Kolonnen «{rules.amount}»: beløbene er tilsammen over {LARGEST_SUM}; skriv dem i en større enhed."
        )
    system = settled_system(request, {name: columns[name] for name in names})
    places = [[nodes.index[label] for label in columns[name]] for nodes, name in zip(system.nodes, names, strict=True)]
    cells = np.ravel_multi_index([np.array(place, dtype=np.int64) for place in places], system.shape)
    contributors, who = _numbered(_owners(columns, rules))
    return _added_up(system, contributors, np.stack([cells, who, amounts], axis=1))


def _owners(columns: Columns, rules: Sums) -> list[str]:
    """Per record whose amount it is: the holding where one is named, else the contributor."""
    names = columns[rules.contributor]
    if not rules.holding:
        return list(names)
    seen: dict[str, str] = {}
    for row, (name, holding) in enumerate(zip(names, columns[rules.holding], strict=True), start=2):
        if seen.setdefault(name, holding) != holding:
            raise BadCells(
                f"Række {row}, kolonnen «{rules.holding}»: bidragyderen har en anden koncern i en tidligere række; "
                "ret den ene."
            )
    # A name alone could be both a contributor's and a holding's; a mark before it keeps them apart.
    return [f"h{seen[name]}" if seen[name] else f"c{name}" for name in names]


def _numbered(owners: Sequence[str]) -> tuple[tuple[str, ...], IntArray]:
    contributors = tuple(sorted(set(owners)))
    number = {name: place for place, name in enumerate(contributors)}
    return contributors, np.array([number[name] for name in owners], dtype=np.int64)


def _added_up(system: TableSystem, contributors: tuple[str, ...], records: IntArray) -> AmountTable:
    """The table, with one line per inner cell and contributor; whoever has 0 there has no part in it."""
    pairs, place = np.unique(records[:, :2], axis=0, return_inverse=True)
    amounts = np.zeros(len(pairs), dtype=np.int64)
    np.add.at(amounts, place.reshape(-1), records[:, 2])
    given = np.concatenate([pairs, amounts[:, None]], axis=1)[amounts > 0]
    codes = tuple(nodes.n_codes for nodes in system.nodes)
    inner = np.zeros(codes, dtype=np.int64)
    np.add.at(inner, np.unravel_index(given[:, 0], system.shape), given[:, 2])
    table = FrequencyTable(system, with_margins(system, inner))
    return AmountTable(table, contributors, np.unique(given[:, 0]), given)
