"""Secondary suppression: what else must go so that every promised value stays possible.

The pattern is looked at through protect(); how it is found is not tested here.
"""

from __future__ import annotations

import numpy as np
import pytest

from disclosure.protected import protect
from tests.disclosure.counted import from_cells, from_drawing, from_records, labels_of


def secondary(table):
    """What is suppressed beyond the unsafe cells."""
    protected = protect(table)
    assert not (protected.risk.unsafe & ~protected.suppressed).any()
    return labels_of(table, protected.suppressed & ~protected.risk.unsafe)


def test_a_table_without_small_counts_is_published_whole():
    """Nothing to protect is an answer of its own: no cell suppressed, no alternative needed."""
    table, _ = from_drawing("""
              | b1 | b2 | I alt
        a1    | 5  | 6  |  11
        a2    | 7  | 0  |   7
        I alt | 12 | 6  |  18
    """)
    protected = protect(table)
    assert not protected.suppressed.any()
    assert protected.witnesses == ()


def test_one_small_count_takes_the_cheapest_square_around_it():
    """a1 b1 is 3. A square needs a1 bx, ax b1 and ax bx: with a2 and b2 it costs 7 + 8 + 9, less than any other."""
    table, hidden = from_drawing("""
              | b1 | b2 | b3 | I alt
        a1    | 3x |  6 | 20 |  29
        a2    |  7 |  8 | 30 |  45
        a3    | 40 | 50 | 60 | 150
        I alt | 50 | 64 | 110| 224
    """)
    assert secondary(table) == {"a1 b2", "a2 b1", "a2 b2"}
    assert labels_of(table, hidden) == {"a1 b1"}


def test_two_small_counts_in_one_square_with_room_need_only_two_more_cells():
    """3 and 3 on the diagonal of a square whose other corners are 5 and 6: both can be 1..4 within it."""
    table, _ = from_drawing("""
              | b1 | b2 | b3 | I alt
        a1    | 3x |  5 | 20 |  28
        a2    |  6 | 3x | 30 |  39
        a3    | 40 | 50 | 60 | 150
        I alt | 49 | 58 | 110| 217
    """)
    assert secondary(table) == {"a1 b2", "a2 b1"}


def test_zeros_are_shown_so_a_neighbour_of_1_cannot_give_and_the_square_is_not_enough():
    """The partner of a 1 must be able to lose 3 and stay at least 1: a 2 is too small, so more than it is suppressed."""
    table, _ = from_drawing("""
              | b1 | b2 | b3 | I alt
        a1    | 1x | 2x | 20 |  23
        a2    | 30 | 40 | 50 | 120
        I alt | 31 | 42 | 70 | 143
    """)
    assert secondary(table) > {"a1 b3"}


def test_one_dimension_is_protected_by_another_code_or_the_total():
    """3 beside 8: the 8 can give 1 and take 2; nothing larger is touched."""
    table = from_cells({"dimensions": [{"name": "a"}]}, {("a1",): 3, ("a2",): 8, ("a3",): 90})
    assert secondary(table) == {"a2"}


def test_where_nothing_else_is_left_the_total_goes_too():
    """A single code of 3: its total must be free, and it is unsafe itself."""
    table = from_cells({"dimensions": [{"name": "a"}]}, {("a1",): 3})
    assert secondary(table) == set()
    assert protect(table).suppressed.all()


def test_within_a_region_the_region_stays():
    """a1 and a2 are exchanged within R; a3 and the total are shown."""
    tree = {"name": "h", "parents": {"a1": "R", "a2": "R"}}
    spec = {"dimensions": [{"name": "a", "codes": ["a1", "a2", "a3"], "hierarchies": [tree]}]}
    assert secondary(from_cells(spec, {("a1",): 3, ("a2",): 9, ("a3",): 8})) == {"a2"}


def test_an_only_child_takes_its_group_along():
    """a1 alone in R: R is the same number and unsafe too; something beside them must give."""
    tree = {"name": "h", "parents": {"a1": "R"}}
    spec = {"dimensions": [{"name": "a", "codes": ["a1", "a2"], "hierarchies": [tree]}]}
    table = from_cells(spec, {("a1",): 3, ("a2",): 9})
    assert labels_of(table, protect(table).suppressed) == {"a1", "R", "a2"}


def test_a_code_among_several_answers_is_free_while_the_total_leaves_room():
    """x is 3 of 9 records: it can be 1..4 without anything else, for codes do not add up."""
    spec = {"dimensions": [{"name": "m", "codes": ["x", "y"], "responses": "multiple"}]}
    assert secondary(from_records(spec, [("x|y",)] * 3 + [("y",)] * 6)) == set()


def test_the_total_of_several_answers_goes_where_it_leaves_no_room():
    """x is 3 and all records are 5: 4 is possible; at 7 promised values with 6 records it is not without the total."""
    spec = {
        "dimensions": [{"name": "m", "codes": ["x", "y"], "responses": "multiple"}],
        "policy": {"threshold": 8, "not_unsafe": [{"dimension": "m", "levels": ["I alt", "y"]}]},
    }
    assert secondary(from_records(spec, [("x|y",)] * 3 + [("y",)] * 3)) >= {"*"}


def test_a_shared_margin_of_two_tables_has_one_status():
    """a1 is 3 in both tables; the partner that is suppressed in one is suppressed in the other."""
    spec = {"dimensions": [{"name": n} for n in "abc"], "tables": [["a", "b"], ["a", "c"]]}
    cells = {("a1", "b1", "c1"): 3, ("a2", "b1", "c1"): 9, ("a2", "b2", "c2"): 20, ("a3", "b1", "c2"): 30}
    table = from_cells(spec, cells)
    protected = protect(table)
    assert protected.suppressed[table.system.cell({"a": "a1"})]
    assert protected.n_cells == 4 * 3 + 4 * 2


def test_weights_steer_what_is_suppressed():
    """8 would be the partner of 3; weighted by 10 it is dearer than the 20."""
    cells = {("a1",): 3, ("a2",): 8, ("a3",): 20}
    weighted = {"policy": {"weights": [{"cell": {"a": "a2"}, "weight": 10}]}}
    assert secondary(from_cells({"dimensions": [{"name": "a"}], **weighted}, cells)) == {"a3"}


@pytest.mark.parametrize("forced", ["a2", "a3"])
def test_a_cell_that_must_be_shown_is_shown(forced):
    """Whichever of the partners must be shown, the other is suppressed."""
    policy = {"force_published": [{"a": forced}]}
    table = from_cells({"dimensions": [{"name": "a"}], "policy": policy}, {("a1",): 3, ("a2",): 8, ("a3",): 9})
    assert secondary(table) == {"a2", "a3"} - {forced}


def test_a_cell_that_must_not_be_shown_protects_too():
    """The 90 is suppressed on demand, and then it is partner enough for the 3."""
    policy = {"force_suppressed": [{"a": "a3"}]}
    table = from_cells({"dimensions": [{"name": "a"}], "policy": policy}, {("a1",): 3, ("a2",): 8, ("a3",): 90})
    assert secondary(table) == {"a3"}


def test_where_zeros_are_protected_they_are_unsafe_and_may_give_nothing():
    """The 0 must be able to be 0..4 like the 3; both are suppressed, and what they need beside them."""
    spec = {"dimensions": [{"name": "a"}], "policy": {"zeros": "protected"}}
    table = from_cells(spec, {("a1",): 3, ("a2",): 0, ("a3",): 9})
    protected = protect(table)
    assert labels_of(table, protected.suppressed) == {"a1", "a2", "a3"}


def test_progress_is_told_and_changes_nothing():
    """The same pattern with and without somebody listening."""
    counts = {(f"a{n}", f"b{m}"): (n * m) % 7 + 1 for n in range(6) for m in range(6)}
    table = from_cells({"dimensions": [{"name": "a"}, {"name": "b"}]}, counts)
    heard = []
    loud = protect(table, lambda done, all_of_it: heard.append((done, all_of_it)))
    assert heard
    assert all(0 <= done <= all_of_it for done, all_of_it in heard)
    assert np.array_equal(loud.suppressed, protect(table).suppressed)
