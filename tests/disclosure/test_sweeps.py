"""Sweeps: whole alternative tables that show many missing values at once."""

from __future__ import annotations

import numpy as np
import pytest

from disclosure import sweeps
from disclosure.pattern import Pattern
from disclosure.primary import primary_risk
from disclosure.secondary import Search, hardest_first
from disclosure.sweeps import sweep
from tests.disclosure.counted import from_cells, from_records

MANY_SMALL = {
    "dimensions": [{"name": "a"}, {"name": "b"}],
    "policy": {"threshold": 5},
}


def connected():
    """A table of 8 x 8 small counts in which every unsafe cell has its moves, and nothing else is shown."""
    cells = {(f"a{n}", f"b{m}"): (n * 3 + m * 5) % 7 + 1 for n in range(8) for m in range(8)}
    table = from_cells(MANY_SMALL, cells)
    nothing = np.zeros(table.counts.shape, dtype=bool)
    pattern = Pattern(table, primary_risk(table), nothing, np.ones(table.counts.shape))
    Search(pattern).connect(hardest_first(pattern))
    return pattern


def missing(pattern):
    """How many promised values nobody has shown."""
    return sum(int(bits).bit_count() for bits in pattern.missing(pattern.floor()))


def test_a_sweep_shows_more_and_suppresses_nothing():
    """Known moves, put together, show values that none of them showed; every table fits what is published."""
    pattern = connected()
    before, suppressed, known = missing(pattern), pattern.suppressed.copy(), len(pattern.witnesses)
    sweep(pattern)
    assert missing(pattern) < before
    assert np.array_equal(pattern.suppressed, suppressed)
    assert len(pattern.witnesses) > known
    for witness in pattern.witnesses[known:]:
        assert pattern.suppressed.flat[witness.touched].all()
        assert (witness.values >= pattern.lower.flat[witness.touched]).all()
        assert np.array_equal(
            np.asarray(pattern.table.counts.flat[witness.cells]) + witness.changes,
            witness.values[np.searchsorted(witness.touched, witness.cells)],
        )


def test_the_number_of_tables_is_limited(monkeypatch):
    """With one table allowed there is one more witness and no second."""
    pattern = connected()
    known = len(pattern.witnesses)
    monkeypatch.setattr(sweeps, "MOST_TABLES", 1)
    sweep(pattern)
    assert len(pattern.witnesses) == known + 1


def test_without_a_move_there_is_nothing_to_sweep_with():
    """A table without small counts has no witnesses and needs none."""
    table = from_cells(MANY_SMALL, {("a1", "b1"): 9, ("a2", "b2"): 8})
    nothing = np.zeros(table.counts.shape, dtype=bool)
    pattern = Pattern(table, primary_risk(table), nothing, np.ones(table.counts.shape))
    sweep(pattern)
    assert pattern.witnesses == []


@pytest.mark.parametrize("records", [[("x|y",)] * 3 + [("y",)] * 6])
def test_several_answers_are_not_swept(records):
    """Adding moves could leave what records can have; each value is searched for on its own."""
    table = from_records({"dimensions": [{"name": "m", "responses": "multiple"}]}, records)
    nothing = np.zeros(table.counts.shape, dtype=bool)
    pattern = Pattern(table, primary_risk(table), nothing, np.ones(table.counts.shape))
    Search(pattern).connect(hardest_first(pattern))
    known = len(pattern.witnesses)
    sweep(pattern)
    assert len(pattern.witnesses) == known > 0
