"""Small networks for the tests: of random requests, with a random part of the table suppressed."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from disclosure.network.hand_over import state_of
from disclosure.network.network import Network, network_of
from disclosure.network.state import count_zero, start_at_truth
from disclosure.network.witnesses import NOBODY, Store, store_for
from disclosure.pattern import Pattern
from disclosure.primary import primary_risk
from disclosure.spec import parse_spec
from disclosure.table import FrequencyTable, IntArray, with_margins
from disclosure.tabulate import tabulate_cells
from tests.attack.harness import columns_of
from tests.strategies import random_case


def _axis(name: str, size: int, *groups: Sequence[int]) -> Mapping[str, Any]:
    """A dimension with codes 1 to `size`; every group is a hierarchy of its own."""
    trees = [
        {"name": f"{name}h{number}", "parents": {f"{name}{code}": f"{name}G{number}" for code in group}}
        for number, group in enumerate(groups)
    ]
    return {
        "name": name,
        "role": "identifying",
        "codes": [f"{name}{code}" for code in range(1, size + 1)],
        "hierarchies": trees,
    }


FIXED = {
    "four": [_axis("a", 2), _axis("b", 2), _axis("c", 2), _axis("d", 3, (1, 2))],
    "crossing": [_axis("a", 6, (1, 2, 3, 4), (3, 4, 5, 6)), _axis("b", 3)],
    "long": [_axis("a", 2), _axis("b", 2), _axis("c", 10)],
    "crossing, and two": [_axis("a", 4, (1, 2)), _axis("b", 5, (1, 2, 3), (2, 3, 4)), _axis("c", 2)],
}
"""Kinds that tests/strategies.py does not draw: several trees with codes that have the same groups, four axes, many codes."""
KINDS = ("two", "three", "one tree", "two trees", "only children", "linked", "linked in a ring", *FIXED)
"""Requests with networks: two axes or more, none with several answers."""


@dataclass(frozen=True)
class Small:
    """A random table with its networks.

    Attributes
    ----------
    pattern : its unsafe cells suppressed.
    net : the same as networks.
    order : its unsafe cells.
    """

    pattern: Pattern
    net: Network
    order: IntArray

    @property
    def table(self) -> FrequencyTable:
        return self.pattern.table

    def store(self) -> Store:
        """An empty store that asks for all required values."""
        limit = int(self.pattern.risk.limit.max())
        store = store_for(self.net.state, self.order, limit)
        asked = (self.pattern.required()[self.order, None] >> np.arange(limit)) & 1 == 1
        store.owner[asked] = NOBODY
        store.wanted[asked] = True
        self.net.state.missing[self.order] = (asked << np.arange(limit)).sum(axis=1)
        start_at_truth(self.net.state)
        return store


def table_of(seed: int, kind: str) -> FrequencyTable:
    """The table of a random request, without what may make the promise impossible."""
    if kind in FIXED:
        return _fixed(seed, FIXED[kind])
    case = random_case(seed, kind)
    case.spec.pop("known", None)
    request = parse_spec(json.dumps(case.spec))
    names = [dimension.name for dimension in request.dimensions]
    return tabulate_cells(request, columns_of([*names, request.count], case.cells))


def _fixed(seed: int, dimensions: Sequence[Mapping[str, Any]]) -> FrequencyTable:
    """Random counts on given axes."""
    chance = random.Random(seed)
    request = parse_spec(json.dumps({"dimensions": dimensions, "policy": {"threshold": 3}}))
    cells = list(product(*(dimension["codes"] for dimension in dimensions)))
    columns = {dimension["name"]: [cell[place] for cell in cells] for place, dimension in enumerate(dimensions)}
    return tabulate_cells(request, {**columns, "count": [str(chance.choice([0, 1, 2, 4, 9])) for _ in cells]})


def small(seed: int, kind: str, hidden: float = 0) -> Small:
    """A random table; its unsafe cells, and a share of the others, are suppressed, and no witness is there."""
    table, chance = table_of(seed, kind), random.Random(seed)
    pattern = Pattern(table, primary_risk(table), np.zeros(table.counts.shape, dtype=bool), np.ones(table.counts.shape))
    more = np.array([chance.random() < hidden for _ in range(table.counts.size)]).reshape(table.counts.shape)
    pattern.suppressed |= more & table.system.in_release
    state = state_of(pattern, 0)
    net = network_of(pattern.system, state)
    for zero in np.flatnonzero(state.kept & state.released & (state.truth == 0)).tolist():
        count_zero(net.layout, state, zero, 1)
    start_at_truth(state)
    return Small(pattern, net, np.flatnonzero(pattern.risk.unsafe))


def keeps_every_sum(table: FrequencyTable, change: IntArray) -> bool:
    """Whether what is added to each cell (flat) fits together: every margin is the sum of the inner cells."""
    whole = change.reshape(table.counts.shape)
    inner = whole[tuple(slice(0, nodes.n_codes) for nodes in table.system.nodes)]
    return bool((with_margins(table.system, inner) == whole).all())
