"""Which cells are unsafe in themselves."""

from __future__ import annotations

import pytest

from disclosure.errors import BadSpec
from disclosure.primary import primary_risk
from tests.disclosure.counted import from_cells, from_drawing, labels_of

SMALL = """
          | b1 | b2 | I alt
    a1    | 1  | 4  |   5
    a2    | 0  | 9  |   9
    I alt | 1  | 13 |  14
"""


def unsafe(text=SMALL, dimensions=({}, {}), **policy):
    table, _ = from_drawing(text, dimensions, **policy)
    return labels_of(table, primary_risk(table).unsafe)


def test_small_counts_are_unsafe_in_inner_cells_and_in_margins():
    """1, 4 and the margin 1 at threshold 5; the 5 itself is safe, and so is the zero."""
    assert unsafe() == {"a1 b1", "a1 b2", "* b1"}


def test_the_threshold_is_the_first_safe_count():
    """At threshold 4 the 4 is safe, at 10 the 9 is not."""
    assert unsafe(threshold=4) == {"a1 b1", "* b1"}
    assert unsafe(threshold=10) == {"a1 b1", "a1 b2", "* b1", "a1 *", "a2 b2", "a2 *"}


def test_a_protected_zero_is_unsafe():
    """The 0 joins; its promise begins at 0."""
    table, _ = from_drawing(SMALL, zeros="protected")
    risk = primary_risk(table)
    assert labels_of(table, risk.unsafe) == {"a1 b1", "a1 b2", "* b1", "a2 b1"}
    assert risk.lowest == 0


def test_the_limit_of_an_unsafe_cell_is_its_threshold_and_of_others_0():
    """The promise runs up to limit - 1."""
    table, _ = from_drawing(SMALL)
    limit = primary_risk(table).limit
    assert limit[table.system.cell({"row": "a1", "column": "b1"})] == 5
    assert limit[table.system.cell({})] == 0


def test_only_cells_that_are_published_are_unsafe():
    """The crossing is not asked for: only the margins are looked at."""
    table = from_cells(
        {"dimensions": [{"name": "a"}, {"name": "b"}], "tables": [["a"], ["b"]]},
        {("a1", "b1"): 1, ("a1", "b2"): 4, ("a2", "b2"): 9},
    )
    assert labels_of(table, primary_risk(table).unsafe) == {"* b1"}


def test_a_level_that_the_jurist_declared_safe_is_not_flagged():
    """Nobody is identified where the rows are summed over."""
    assert unsafe(not_unsafe=[{"dimension": "row", "levels": ["I alt"]}]) == {"a1 b1", "a1 b2"}
    assert unsafe(not_unsafe=[{"dimension": "row", "levels": ["row"]}]) == {"* b1"}
    assert unsafe(not_unsafe=[{"dimension": "row", "levels": ["a1"]}]) == {"* b1"}


def test_a_level_is_named_by_its_tree_too():
    """The groups of `region` are declared safe; codes and total are not."""
    tree = {"name": "region", "parents": {"a1": "R", "a2": "S"}}
    spec = {
        "dimensions": [{"name": "a", "codes": ["a1", "a2"], "hierarchies": [tree]}],
        "policy": {"not_unsafe": [{"dimension": "a", "levels": ["region"]}]},
    }
    table = from_cells(spec, {("a1",): 1, ("a2",): 2})
    assert labels_of(table, primary_risk(table).unsafe) == {"a1", "a2", "*"}


def test_forced_cells_are_declared_safe_or_suppressed_without_a_promise():
    """A 1 that must be shown is not unsafe; a 9 that must not be shown carries no promise either."""
    cell, other = {"row": "a1", "column": "b1"}, {"row": "a2", "column": "b2"}
    table, _ = from_drawing(SMALL, force_published=[cell], force_suppressed=[other])
    risk = primary_risk(table)
    assert labels_of(table, risk.unsafe) == {"a1 b2", "* b1"}
    assert labels_of(table, risk.forced_published) == {"a1 b1"}
    assert labels_of(table, risk.forced_suppressed) == {"a2 b2"}


def test_small_margins_are_those_with_one_dimension_left_out():
    """With min_margin 10 the 5, the 9 and the 1 are too small; inner cells and the grand total keep the threshold."""
    assert unsafe(min_margin=10) == {"a1 b1", "a1 b2", "* b1", "a1 *", "a2 *"}
    assert unsafe(min_margin=4) == unsafe()


def test_small_groups_are_cells_below_the_total_of_an_identifying_dimension():
    """With min_group 10 every cell of a1 and a2 needs 10; the columns' totals keep the threshold."""
    assert unsafe(min_group=10) == {"a1 b1", "a1 b2", "* b1", "a1 *", "a2 b2", "a2 *"}
    assert unsafe(min_group=4) == unsafe()


def test_without_an_identifying_dimension_there_are_no_groups():
    """Both are sensitive: min_group changes nothing."""
    assert unsafe(dimensions=({"role": "sensitive"}, {}), min_group=10) == unsafe()


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ({"threshold": 61}, "en grænse er over 60"),
        ({"min_margin": 61}, "en grænse er over 60"),
        ({"min_group": 61}, "en grænse er over 60"),
        ({"force_published": [{"row": "a1"}], "force_suppressed": [{"row": "a1"}]}, "både tvunget"),
        ({"force_published": [{"row": "a9"}]}, "ved navn «a9»"),
        ({"not_unsafe": [{"dimension": "row", "levels": ["nowhere"]}]}, "ved navn «nowhere»"),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused(policy, message):
    """Limits beyond what is built, a cell forced both ways, cells and levels that do not exist."""
    table, _ = from_drawing(SMALL, **policy)
    with pytest.raises(BadSpec, match=message):
        primary_risk(table)


def test_a_forced_cell_outside_the_tables_is_refused():
    """The crossing is not published, so it cannot be forced."""
    spec = {
        "dimensions": [{"name": "a"}, {"name": "b"}],
        "tables": [["a"], ["b"]],
        "policy": {"force_suppressed": [{"a": "a1", "b": "b1"}]},
    }
    with pytest.raises(BadSpec, match="står ikke i nogen af tabellerne"):
        primary_risk(from_cells(spec, {("a1", "b1"): 7}))
