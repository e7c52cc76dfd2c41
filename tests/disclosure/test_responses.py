"""Counts over several answers that records can have."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from disclosure.hierarchy import Hierarchy, build_nodes
from disclosure.responses import Records

TREES = {
    "flat": [],
    "a group and a code beside it": [Hierarchy("h", {"x": "G", "y": "G"})],
    "a group in a group": [Hierarchy("h", {"x": "G", "y": "G", "G": "T", "z": "T"})],
    "an only child": [Hierarchy("h", {"x": "G", "y": "H", "z": "H"})],
}


def nodes_of(tree):
    return build_nodes("m", "I alt", ["x", "y", "z"], TREES[tree])


def possible(nodes, most):
    """Every vector of counts over the nodes that 0..most records have, by trying all records."""
    answers = [sum(1 << code for code in chosen) for size in range(4) for chosen in combinations(range(3), size)]
    rows = {
        tuple(int(under[[code for code in range(3) if answer >> code & 1]].any()) for under in nodes.members[:-1])
        for answer in answers
    }
    rows = [(*row, 1) for row in sorted(rows)]
    found = {(0,) * len(nodes.labels)}
    frontier = set(found)
    for _ in range(most):
        frontier = {tuple(map(sum, zip(counts, row, strict=True))) for counts, row in product(frontier, rows)}
        found |= frontier
    return found


@pytest.mark.parametrize("tree", TREES)
def test_there_is_room_exactly_where_records_have_room(tree):
    """For all counts of up to 3 records and all sets of nodes: room to gain, or lose, one is what trying shows."""
    nodes = nodes_of(tree)
    records = Records(nodes, 0)
    more, every = possible(nodes, 4), possible(nodes, 3)
    size = len(nodes.labels)
    for slots in (list(c) for n in range(1, size + 1) for c in combinations(range(size), n)):
        step = np.isin(np.arange(size), slots).astype(int)
        for counts in sorted(every):
            gain, lose = records.room(np.array(counts), [np.array(slots)])
            assert bool(gain.all()) == (tuple(np.array(counts) + step) in more), (counts, slots)
            assert bool(lose.all()) == (tuple(np.array(counts) - step) in more), (counts, slots)


@pytest.mark.parametrize("tree", TREES)
def test_a_set_of_nodes_that_can_change_is_found_wherever_one_exists(tree):
    """For all counts of up to 3 records, each node and both signs: if any set with it can change, a proposed one can."""
    nodes = nodes_of(tree)
    records = Records(nodes, 0)
    size = len(nodes.labels)
    sets = [frozenset(c) for n in range(1, size + 1) for c in combinations(range(size), n)]
    more = possible(nodes, 4)
    for counts, node, sign in product(sorted(possible(nodes, 3)), range(size), (1, -1)):
        proposed = records.slots_together(np.array(counts), (node,), sign)
        assert all(node in chosen for chosen in proposed)

        def can(chosen, counts=counts, sign=sign):
            step = np.isin(np.arange(size), list(chosen)).astype(int)
            return tuple(np.array(counts) + sign * step) in more

        if any(can(chosen) for chosen in sets if node in chosen):
            assert any(can(chosen) for chosen in proposed), (counts, nodes.labels[node], sign)


def test_what_is_tight_goes_along():
    """x is as frequent as everything: one more x is one more of G and one more record."""
    nodes = nodes_of("a group and a code beside it")
    index = nodes.index
    counts = np.zeros(5, dtype=np.int64)
    counts[[index["x"], index["G"], index["I alt"]]] = 2
    together = Records(nodes, 0).slots_together(counts, (index["x"],), +1)
    assert tuple(sorted((index["x"], index["G"], index["I alt"]))) in together
