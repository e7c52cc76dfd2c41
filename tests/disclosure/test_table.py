"""The frequency table: every count at every level, and which of them are published."""

from __future__ import annotations

import numpy as np
import pytest

from disclosure import table as table_module
from disclosure.errors import BadSpec, NotSupported
from disclosure.spec import request_from_spec
from disclosure.table import table_system
from tests.disclosure.counted import from_cells, from_drawing, labels_of

TREE = {"name": "h", "parents": {"a1": "R", "a2": "R"}}
SPEC = {
    "dimensions": [
        {"name": "a", "codes": ["a1", "a2", "a3"], "hierarchies": [TREE]},
        {"name": "b", "codes": ["b1", "b2"]},
    ]
}


def system(**fields):
    return table_system(request_from_spec({**SPEC, **fields}))


def test_margins_and_subtotals_are_summed():
    """R is a1 + a2: 1 + 3 and 2 + 4; the total of everything is 21."""
    cells = {("a1", "b1"): 1, ("a1", "b2"): 2, ("a2", "b1"): 3, ("a2", "b2"): 4, ("a3", "b1"): 5, ("a3", "b2"): 6}
    table = from_cells(SPEC, cells)
    assert table.counts.tolist() == [[1, 2, 3], [3, 4, 7], [5, 6, 11], [4, 6, 10], [9, 12, 21]]


def test_a_drawn_table_is_the_table():
    """The totals of the drawing are those that are computed."""
    table, hidden = from_drawing("""
              | b1 | b2 | I alt
        a1    | 3x | 9x |  12
        a2    |  8 |  7 |  15
        I alt | 11 | 16 |  27
    """)
    assert table.counts.tolist() == [[3, 9, 12], [8, 7, 15], [11, 16, 27]]
    assert labels_of(table, hidden) == {"a1 b1", "a1 b2"}


def test_one_table_of_all_dimensions_publishes_every_node():
    """Codes, the group and the total crossed with codes and total: 5 x 3 cells, of which 3 x 2 are inner."""
    shape = system()
    assert shape.shape == (5, 3)
    assert shape.in_release.all()
    assert int(shape.is_inner.sum()) == 6


def test_a_dimension_that_a_table_does_not_use_stands_at_its_total():
    """Two tables of one dimension each publish a cross, and not the crossing: 5 + 3 cells, one of them shared."""
    shape = system(tables=[["a"], ["b"]])
    assert int(shape.in_release.sum()) == 7
    assert not shape.in_release[0, 0]


def test_only_the_named_labels_are_published_and_the_total():
    """Of a only R and the total."""
    shape = system(tables=[{"dimensions": ["a"], "only": {"a": ["R"]}}])
    assert [shape.nodes[0].labels[node] for node in shape.published_nodes[0][0]] == ["R", "I alt"]


def test_several_answers_have_inner_cells_at_every_node_and_no_sums():
    """The total over several answers is a count of its own."""
    many = {"name": "m", "codes": ["x", "y"], "responses": "multiple"}
    shape = table_system(request_from_spec({"dimensions": [{"name": "a", "codes": ["a1"]}, many]}))
    assert shape.multiple == (False, True)
    assert shape.sums(1) == ()
    assert len(shape.sums(0)) == 1
    assert shape.is_inner.tolist() == [[True, True, True], [False, False, False]]


def test_a_cell_is_named_by_its_labels_and_a_missing_dimension_means_the_total():
    """R crossed with the total of b."""
    shape = system()
    assert shape.cell({"a": "R"}) == (3, 2)
    assert shape.labels((3, 2)) == {"a": "R", "b": "I alt"}
    assert shape.sentence((0, 1)) == "a «a1», b «b2»"


@pytest.mark.parametrize(
    ("cell", "message"),
    [({"x": "a1"}, "dimensionen «x» findes ikke"), ({"a": "a9"}, "«a» har ingen kode, gruppe eller total ved navn")],
)
def test_a_cell_that_does_not_exist_is_an_error(cell, message):
    """An unknown dimension, an unknown label."""
    with pytest.raises(BadSpec, match=message):
        system().cell(cell)


def test_a_table_that_shows_an_unknown_label_is_refused():
    """A misspelt label would otherwise vanish from the table."""
    with pytest.raises(BadSpec, match="ved navn «a9»"):
        system(tables=[{"dimensions": ["a"], "only": {"a": ["a9"]}}])


def test_what_cannot_be_proved_is_not_begun():
    """Two dimensions with several answers, or two trees on one: refused in one sentence."""
    many = {"codes": ["x", "y"], "responses": "multiple"}
    with pytest.raises(NotSupported, match="To dimensioner med flere svar"):
        table_system(request_from_spec({"dimensions": [{"name": "m", **many}, {"name": "n", **many}]}))
    trees = [{"name": name, "parents": {"x": name.upper()}} for name in ("g", "h")]
    with pytest.raises(NotSupported, match="flere svar og flere hierarkier"):
        table_system(request_from_spec({"dimensions": [{"name": "m", **many, "hierarchies": trees}]}))


def test_more_cells_than_memory_holds_are_refused_before_they_are_made(monkeypatch):
    """15 cells are too many where 14 are the limit."""
    monkeypatch.setattr(table_module, "MOST_CELLS", 14)
    with pytest.raises(NotSupported, match="15 celler; grænsen er 14"):
        system()


def test_a_crossing_too_large_for_any_integer_is_refused_too():
    """3000^8 cells."""
    dimensions = [{"name": f"d{n}", "codes": [str(code) for code in range(2999)]} for n in range(8)]
    with pytest.raises(NotSupported, match="Bed om færre dimensioner"):
        table_system(request_from_spec({"dimensions": dimensions}))


def test_an_empty_table_has_a_total_of_nothing():
    """No codes, no cells: one 0."""
    table = from_cells({"dimensions": [{"name": "a"}]}, {})
    assert table.counts.tolist() == [0]
    assert np.issubdtype(table.counts.dtype, np.integer)
