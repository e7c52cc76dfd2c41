"""Blocks: alternative tables by linear programming, against trying every table."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from disclosure import blocks, secondary
from disclosure.block_cuts import block_nodes
from disclosure.blocks import Blocks, Reach
from disclosure.certificate import certificate_files
from disclosure.checker import check_files
from disclosure.errors import NothingSafe
from disclosure.moves import UNIT
from disclosure.pattern import Pattern
from disclosure.primary import primary_risk
from disclosure.protected import protect
from disclosure.table import with_margins
from tests.attack.harness import protected_of
from tests.disclosure.counted import from_cells, from_drawing, from_records
from tests.strategies import random_case

SQUARE = """
          | b1 | b2 | b3 | I alt
    a1    | 3x |  6 | 20 |  29
    a2    |  7 |  8 | 30 |  45
    a3    | 40 | 50 | 60 | 150
    I alt | 50 | 64 | 110| 224
"""


def pattern_of(table):
    nothing = np.zeros(table.counts.shape, dtype=bool)
    return Pattern(table, primary_risk(table), nothing, np.ones(table.counts.shape))


def flat(table, cell):
    return int(np.ravel_multi_index(table.system.cell(cell), table.counts.shape))


def after(table, change):
    """The whole table after a change."""
    counts = table.counts.copy()
    counts.flat[change.cells] += change.added
    return counts


def cheapest_by_trying(table, pattern, cell, value):
    """The least price of any table with inner cells 0..4 in which `cell` has `value`; a bare table of two dimensions."""
    rows, columns = (nodes.n_codes for nodes in table.system.nodes)
    best = None
    for inner in itertools.product(range(5), repeat=rows * columns):
        counts = with_margins(table.system, np.array(inner).reshape(rows, columns))
        short = (counts < pattern.lower) & table.system.in_release
        if counts.flat[cell] != value or short.any():
            continue
        price = pattern.cost[counts != table.counts].sum() / UNIT
        best = price if best is None else min(best, price)
    return best


@pytest.mark.parametrize("seed", range(3))
def test_an_alternative_is_as_cheap_as_the_cheapest_of_all_tables(seed):
    """Zeros protected, so that nothing falls below 0 and no zero need be suppressed: the price is that of the best."""
    rng = np.random.default_rng(seed)
    cells = {(f"a{i}", f"b{j}"): int(rng.integers(0, 3)) for i in range(2) for j in range(3)}
    spec = {"dimensions": [{"name": "a"}, {"name": "b"}], "policy": {"threshold": 3, "zeros": "protected"}}
    spec["dimensions"] = [{"name": "a", "codes": ["a0", "a1"]}, {"name": "b", "codes": ["b0", "b1", "b2"]}]
    table = from_cells(spec, cells)
    pattern = pattern_of(table)
    for cell in np.flatnonzero(pattern.risk.unsafe.reshape(-1)).tolist():
        value = int(table.counts.flat[cell]) + 1
        change = Blocks(pattern).cheapest(cell, value, Reach.OPEN)
        expected = cheapest_by_trying(table, pattern, cell, value)
        assert change is not None
        assert after(table, change).flat[cell] == value
        # a linear program pays per unit, so only where every change is by one is its price that of the cells
        if np.abs(change.added).max() == 1:
            assert change.cost == expected
        else:
            assert change.cost >= expected


def test_the_cheapest_way_round_is_the_square_that_costs_least():
    """a1 b1 up by one: b2 and a2 give, at 7 + 8 + 9."""
    table, _ = from_drawing(SQUARE)
    change = Blocks(pattern_of(table)).cheapest(flat(table, {"row": "a1", "column": "b1"}), 4, Reach.OPEN)
    assert change is not None
    assert change.cost == 7 + 8 + 9
    assert change.added.tolist() == [1, -1, -1, 1]


def test_what_is_published_is_closed_and_what_must_not_change_is_kept():
    """With nothing but the 3 suppressed there is no way; with the square's corner a2 b2 kept another one is taken."""
    table, _ = from_drawing(SQUARE)
    search = Blocks(pattern_of(table))
    three, corner = flat(table, {"row": "a1", "column": "b1"}), flat(table, {"row": "a2", "column": "b2"})
    search.renew()
    assert search.cheapest(three, 4, Reach.CLOSED) is None
    change = search.cheapest(three, 4, Reach.OPEN, keep=(corner,))
    assert change is not None
    assert corner not in change.cells
    assert change.cost > 7 + 8 + 9


def test_a_cell_that_is_held_has_no_alternative():
    """A known figure is in no program, nor is a value that would need more than there is."""
    table, _ = from_drawing(SQUARE)
    fixed = np.zeros(table.counts.shape, dtype=bool)
    fixed[0, 0] = True
    held = Pattern(table, primary_risk(table), fixed, np.ones(table.counts.shape))
    assert Blocks(held).cheapest(0, 4, Reach.OPEN) is None
    assert Blocks(pattern_of(table)).cheapest(0, -1, Reach.OPEN) is None


def test_codes_over_several_answers_stay_within_what_records_can_have():
    """x is 2 of 3 records and y 1: y can be 3, and 4 only if the records are 4."""
    spec = {"dimensions": [{"name": "m", "codes": ["x", "y"], "responses": "multiple"}]}
    table = from_records(spec, [("x|y",), ("x",), ("",)])
    search = Blocks(pattern_of(table))
    three = search.cheapest(1, 3, Reach.OPEN)
    four = search.cheapest(1, 4, Reach.OPEN)
    assert three is not None
    assert four is not None
    assert three.cells.tolist() == [1]
    assert after(table, four).tolist() == [2, 4, 4]


def test_a_group_counts_at_most_its_codes_together():
    """g holds x and y: it cannot be 2 while they are 1 and 0."""
    tree = {"name": "h", "parents": {"x": "g", "y": "g"}}
    spec = {"dimensions": [{"name": "m", "codes": ["x", "y"], "responses": "multiple", "hierarchies": [tree]}]}
    table = from_records(spec, [("x",), ("",), ("",)])
    change = Blocks(pattern_of(table)).cheapest(flat(table, {"m": "g"}), 2, Reach.OPEN)
    assert change is not None
    counts = after(table, change)
    assert counts[0] + counts[1] >= counts[2] == 2


def test_every_cell_stands_in_a_block_and_no_block_is_too_large():
    """A table of two trees cut into blocks of 60 cells."""
    trees = {"name": "h", "parents": {f"a{n}": f"r{n % 3}" for n in range(12)}}
    spec = {
        "dimensions": [
            {"name": "a", "codes": [f"a{n}" for n in range(12)], "hierarchies": [trees]},
            {"name": "b", "codes": [f"b{n}" for n in range(9)]},
        ]
    }
    system = from_cells(spec, {}).system
    cut = block_nodes(system.nodes, system.multiple, 60)
    seen = np.zeros(system.shape, dtype=bool)
    for nodes in cut:
        seen[np.ix_(*nodes)] = True
        assert np.prod([len(axis) for axis in nodes]) <= 60
    assert seen.all()


def test_two_codes_are_not_cut_and_several_answers_never():
    """With two codes on every axis there is one block, however small blocks should be; nor is a multi-response axis."""
    two = from_cells({"dimensions": [{"name": "a", "codes": ["a1", "a2"]}]}, {}).system
    assert len(block_nodes(two.nodes, two.multiple, 1)) == 1
    many = from_records({"dimensions": [{"name": "m", "codes": list("uvwxyz"), "responses": "multiple"}]}, [("u",)])
    assert len(block_nodes(many.system.nodes, many.system.multiple, 3)) == 1


@pytest.mark.parametrize("kind", ["two", "three", "one tree", "linked", "several answers"])
@pytest.mark.parametrize("sizes", [(12, 30), (20, 20)])
def test_a_table_of_many_blocks_is_as_safe(monkeypatch, kind, sizes):
    """Blocks so small that every table has several: the checker accepts every proof."""
    monkeypatch.setattr(blocks, "SMALL_BLOCK", sizes[0])
    monkeypatch.setattr(blocks, "LARGE_BLOCK", sizes[1])
    for seed in range(6):
        try:
            protected = protected_of(random_case(seed, kind))
        except NothingSafe:
            continue
        files = {name: text.encode() for name, text in certificate_files(protected).items()}
        assert (seed, check_files(files)) == (seed, [])


def test_without_work_the_table_is_as_safe_and_coarser():
    """Only moves: the proof is accepted, twice the same, and at least as much is suppressed in all."""
    rng = np.random.default_rng(3)
    cells = {(f"a{i}", f"b{j}"): int(rng.poisson(3)) for i in range(22) for j in range(20)}
    table = from_cells({"dimensions": [{"name": "a"}, {"name": "b"}]}, cells)
    quick, again, thorough = protect(table, work=0), protect(table, work=0), protect(table)
    assert check_files({name: text.encode() for name, text in certificate_files(quick).items()}) == []
    assert np.array_equal(quick.suppressed, again.suppressed)
    assert cost(quick) >= cost(thorough)


def cost(protected):
    return int((protected.table.counts[protected.suppressed] + 1).sum())


def test_work_can_be_ended_by_whoever_listens():
    """What the listener raises comes out, and nothing is given back."""

    class EndedError(Exception):
        pass

    def end(done, of):
        if done > 0:
            raise EndedError

    rng = np.random.default_rng(3)
    cells = {(f"a{i}", f"b{j}"): int(rng.poisson(3)) for i in range(22) for j in range(20)}
    with pytest.raises(EndedError):
        protect(from_cells({"dimensions": [{"name": "a"}, {"name": "b"}]}, cells), end)


def test_the_budget_is_what_the_module_says():
    """The default is large enough for every table of some thousand cells."""
    assert secondary.WORK > 1_000 * blocks.LARGE_BLOCK
