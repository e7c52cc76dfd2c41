"""What the reader concludes from zeros being shown."""

from __future__ import annotations

import numpy as np

from disclosure.lower_bounds import floors, lower_bounds, neighbours, relaxable_cells
from tests.disclosure.counted import from_cells, from_drawing, from_records, labels_of

HIDDEN_ZERO = """
          | b1 | b2 | b3 | I alt
    a1    | 1x | 0x | 2x |   3
    a2    | 4  | 5x | 6  |  15
    a3    | 0  | 7  | 8x |  15
    I alt | 5  | 12 | 16 |  33
"""
TREE = {"name": "h", "parents": {"a1": "R", "a2": "R"}}


def test_a_suppressed_cell_is_at_least_1_unless_a_sum_it_stands_in_hides_a_zero():
    """The hidden zero a1 b2 frees its row and its column; a3 b3 stands in neither, and a shown zero is known."""
    table, hidden = from_drawing(HIDDEN_ZERO)
    assert labels_of(table, lower_bounds(table, hidden) == 0) == {
        *("a1 b1", "a1 b2", "a1 b3", "a1 *"),
        *("a2 b2", "a3 b2", "* b2"),
        "a3 b1",
    }


def test_a_row_that_is_not_published_frees_nobody():
    """The zero's row is shown in no table, so nobody sees it as a sum with a hidden part."""
    spec = {"dimensions": [{"name": "a"}, {"name": "b"}], "tables": [["a"], ["b"]]}
    table = from_cells(spec, {("a1", "b1"): 0, ("a1", "b2"): 2, ("a2", "b1"): 3})
    hidden = np.zeros(table.counts.shape, dtype=bool)
    hidden[0, 0] = True
    assert labels_of(table, lower_bounds(table, hidden) == 1) == {"a1 *", "a2 *", "* *", "* b1", "* b2"}


def test_cells_beside_a_zero_can_be_freed():
    """With the zero a3 b1 closed, only the zero a1 b2 can free its row and its column."""
    table, _ = from_drawing(HIDDEN_ZERO)
    closed = np.ones(table.counts.shape, dtype=bool)
    closed[table.system.cell({"row": "a3", "column": "b1"})] = False
    freed = labels_of(table, relaxable_cells(table, closed))
    assert freed == {"a1 b1", "a1 b2", "a1 b3", "a1 *", "a2 b2", "a3 b2", "* b2"}


def test_a_cell_stands_in_the_sums_of_every_tree():
    """a1 b1 stands in R, and in its column and row; R b1 stands in R's sum and in the total's."""
    spec = {"dimensions": [{"name": "a", "codes": ["a1", "a2", "a3"], "hierarchies": [TREE]}, {"name": "b"}]}
    table = from_cells(spec, {("a1", "b1"): 1, ("a2", "b2"): 1})

    def lines(**cell):
        found = []
        for line in neighbours(table.system, table.system.cell(cell)):
            mask = np.zeros(table.counts.shape, dtype=bool)
            mask[line] = True
            found.append(labels_of(table, mask))
        return found

    assert lines(a="a1", b="b1") == [{"R b1", "a1 b1", "a2 b1"}, {"a1 *", "a1 b1", "a1 b2"}]
    assert lines(a="R", b="b1")[:2] == [{"R b1", "a1 b1", "a2 b1"}, {"* b1", "a3 b1", "R b1"}]


def test_a_sum_that_is_not_published_whole_is_no_sum_to_the_reader():
    """Only a1 and the total of a are shown: nobody can add up."""
    spec = {"dimensions": [{"name": "a"}], "tables": [{"dimensions": ["a"], "only": {"a": ["a1"]}}]}
    table = from_cells(spec, {("a1",): 1, ("a2",): 2})
    assert neighbours(table.system, (0,)) == []


def test_a_margin_over_cells_that_are_not_zero_is_at_least_their_number():
    """Two cells of at least 1 in the row, four in the table."""
    table, hidden = from_drawing("""
              | b1 | b2 | I alt
        a1    | 1x | 1x |   2x
        a2    | 1x | 1x |   2x
        I alt | 2x | 2x |   4x
    """)
    floor = floors(table, lower_bounds(table, hidden), reader_sees_zeros=True)
    assert floor.tolist() == [[1, 1, 2], [1, 1, 2], [2, 2, 4]]


def test_whoever_does_not_know_that_zeros_are_shown_concludes_nothing():
    """The floor is the lower bound itself."""
    table, hidden = from_drawing(HIDDEN_ZERO)
    lower = np.zeros(table.counts.shape, dtype=np.int8)
    assert not floors(table, lower, reader_sees_zeros=False).any()
    assert hidden.any()


def test_over_several_answers_the_floor_is_the_largest_and_not_the_sum():
    """Two reasons that are both 1 may be the reasons of one person."""
    spec = {"dimensions": [{"name": "m", "codes": ["x", "y"], "responses": "multiple"}]}
    table = from_records(spec, [("x|y",)])
    lower = lower_bounds(table, np.ones(3, dtype=bool))
    assert floors(table, lower, reader_sees_zeros=True).tolist() == [1, 1, 1]


def test_floors_climb_through_groups():
    """a1 and a2 in R, R in T: two cells of at least 1 make R, T and the total at least 2, with a3 the total 3."""
    tree = {"name": "h", "parents": {"a1": "R", "a2": "R", "R": "T"}}
    spec = {"dimensions": [{"name": "a", "codes": ["a1", "a2", "a3"], "hierarchies": [tree]}]}
    table = from_cells(spec, {("a1",): 1, ("a2",): 1, ("a3",): 1})
    lower = lower_bounds(table, np.ones(6, dtype=bool))
    assert floors(table, lower, reader_sees_zeros=True).tolist() == [1, 1, 1, 2, 2, 3]


def test_an_only_child_has_the_least_value_of_its_total():
    """a1 and a2 are shown not to be 0, so the total is at least 2; b1 is all there is on b, and G holds only b1."""
    tree = {"name": "h", "parents": {"b1": "G"}}
    spec = {"dimensions": [{"name": "a"}, {"name": "b", "hierarchies": [tree]}], "tables": [["a"], ["b"]]}
    table = from_cells(spec, {("a1", "b1"): 1, ("a2", "b1"): 3})
    least = floors(table, lower_bounds(table, table.system.in_release), reader_sees_zeros=True)
    assert labels_of(table, least == 2) == {"* *", "* G", "* b1"}


def test_an_only_code_with_several_answers_bounds_its_group_and_not_the_total():
    """G counts those with p, and the total also those without an answer."""
    tree = {"name": "h", "parents": {"p": "G"}}
    spec = {"dimensions": [{"name": "a"}, {"name": "m", "responses": "multiple", "hierarchies": [tree]}]}
    table = from_records({**spec, "tables": [["a"], ["m"]]}, [("a1", ""), ("a2", "p"), ("a3", "p")])
    least = floors(table, lower_bounds(table, table.system.in_release), reader_sees_zeros=True)
    assert labels_of(table, least == 3) == {"* *"}
    assert labels_of(table, least == 1) == {"a1 *", "a2 *", "a3 *", "* p", "* G"}
