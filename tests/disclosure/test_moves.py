"""Moves: how a table can differ from the truth without changing what is published."""

from __future__ import annotations

import numpy as np
import pytest

from disclosure.lower_bounds import lower_bounds
from disclosure.moves import FORBIDDEN, UNIT, Alternative
from tests.disclosure.counted import from_cells, from_drawing, from_records

OPEN = """
          | b1 | b2 | b3 | I alt
    a1    | 3x | 9x | 5  |  17
    a2    | 8x | 7x | 6  |  21
    I alt | 11 | 16 | 11 |  38
"""


def alternative_of(table, hidden, fixed=()):
    """Suppressed cells are free, published ones cost their count + 1, `fixed` ones may not change at all."""
    cost = np.where(hidden, 0.0, (table.counts + 1) * UNIT)
    for cell in fixed:
        cost[table.system.cell(cell)] = FORBIDDEN
    return Alternative(table, cost, lower_bounds(table, hidden), np.zeros(table.counts.shape, dtype=bool))


def moved(alternative, index, sign, **options):
    """The counts after the cheapest move, and its cost in whole units."""
    move = alternative.best_move(index, sign, index, far=True, **options)
    assert move is not None
    alternative.apply(move)
    counts = alternative.counts.copy()
    alternative.restore(move.cells())
    assert (alternative.counts == alternative.truth).all()
    return counts - alternative.truth, round(move.cost / UNIT)


@pytest.mark.parametrize("sign", [1, -1])
def test_four_suppressed_corners_are_a_move_that_costs_nothing(sign):
    """One more in a1 b1 and a2 b2, one less in a1 b2 and a2 b1; all margins as they were."""
    alternative = alternative_of(*from_drawing(OPEN))
    change, cost = moved(alternative, (0, 0), sign)
    assert change.tolist() == [[sign, -sign, 0, 0], [-sign, sign, 0, 0], [0, 0, 0, 0]]
    assert cost == 0


def test_a_move_through_published_cells_costs_their_counts_plus_1():
    """a1 b3 is published: the cheapest way round is with b1 and a2, 5 + 1 and 6 + 1, and the margins stay."""
    alternative = alternative_of(*from_drawing(OPEN))
    change, cost = moved(alternative, (0, 2), 1)
    assert cost == 6 + 7
    assert change[:, -1].tolist() == [0, 0, 0]
    assert change[-1].tolist() == [0, 0, 0, 0]


def test_a_cell_that_may_not_change_is_never_moved():
    """With every cell of column b3 fixed there is no way for a1 b3."""
    table, hidden = from_drawing(OPEN)
    fixed = [{"row": "a1", "column": "b3"}]
    assert alternative_of(table, hidden, fixed).best_move((0, 2), 1, (0, 2), far=True) is None


def test_a_cell_that_the_reader_takes_to_be_at_least_1_does_not_fall_to_0():
    """The 1 in a1 b2 must give way for a1 b1 to grow: it may not, so another way is found, at a cost."""
    table, hidden = from_drawing("""
              | b1 | b2 | b3 | I alt
        a1    | 3x | 1x | 5  |   9
        a2    | 8x | 7x | 6  |  21
        I alt | 11 |  8 | 11 |  30
    """)
    change, cost = moved(alternative_of(table, hidden), (0, 0), 1)
    assert change[0, 1] == 0
    assert cost == 6 + 7


def test_a_move_may_be_asked_to_leave_a_node_alone():
    """a1 b1 falls and the row's total must not: it goes to another column; with no column left there is no move."""
    table, hidden = from_drawing(OPEN)
    change, _ = moved(alternative_of(table, hidden), (0, 0), -1, kept=(-1, 3))
    assert change[:, -1].tolist() == [0, 0, 0]
    lone = from_cells({"dimensions": [{"name": "a"}, {"name": "b"}]}, {("a1", "b1"): 3, ("a2", "b1"): 4})
    free = alternative_of(lone, np.ones(lone.counts.shape, dtype=bool))
    assert free.best_move((0, 0), -1, (0, 0), (-1, 1), far=True) is None


def test_within_a_region_codes_are_exchanged_without_touching_it():
    """a1 and a2 are in R: an exchange between them leaves R alone, one with a3 would change it."""
    tree = {"name": "h", "parents": {"a1": "R", "a2": "R"}}
    spec = {"dimensions": [{"name": "a", "codes": ["a1", "a2", "a3"], "hierarchies": [tree]}]}
    table = from_cells(spec, {("a1",): 3, ("a2",): 9, ("a3",): 1})
    hidden = np.array([True, True, True, False, False])
    change, cost = moved(alternative_of(table, hidden), (0,), 1)
    assert change.tolist() == [1, -1, 0, 0, 0]
    assert cost == 0
    near = alternative_of(table, hidden).best_move((2,), 1, (2,), far=False)
    assert near is not None
    assert near.change().tolist() == [1, 1], "alone in its group, without far partners it takes the total along"


def test_a_code_among_several_answers_changes_alone_while_there_is_room():
    """x is 1 of 3 records: one more costs only itself; then it is as many as the records, and they must grow too."""
    spec = {"dimensions": [{"name": "m", "codes": ["x", "y"], "responses": "multiple"}]}
    table = from_records(spec, [("x|y",), ("y",), ("",)])
    change, cost = moved(alternative_of(table, np.array([True, True, False])), (0,), 1)
    assert (change.tolist(), cost) == ([1, 0, 0], 0)
    table = from_records(spec, [("x|y",), ("x",)])
    change, cost = moved(alternative_of(table, np.array([True, True, False])), (0,), 1)
    assert (change.tolist(), cost) == ([1, 0, 1], 3)


def test_equal_costs_give_the_same_move_every_time():
    """Two partners as good as each other: the first of them, on every call."""
    table, hidden = from_drawing("""
              | b1 | b2 | b3 | I alt
        a1    | 3x | 9x | 9x |  21
        a2    | 8x | 7x | 7x |  22
        I alt | 11 | 16 | 16 |  43
    """)
    alternative = alternative_of(table, hidden)
    first, _ = moved(alternative, (0, 0), 1)
    assert first.tolist() == [[1, -1, 0, 0], [-1, 1, 0, 0], [0, 0, 0, 0]]
    assert (moved(alternative, (0, 0), 1)[0] == first).all()
