"""From inner cells or records to the table; whatever is not understood is refused."""

from __future__ import annotations

import random

import pytest

from disclosure.errors import BadCells
from disclosure.spec import request_from_spec
from disclosure.tabulate import tabulate_cells, tabulate_records
from tests.disclosure.counted import from_cells, from_records

CELLS = {"dimensions": [{"name": "a"}, {"name": "b"}]}
MANY = {"dimensions": [{"name": "a"}, {"name": "m", "responses": "multiple"}]}


def columns(**changed):
    """Two inner cells, with some columns changed; None takes a column away."""
    found = {"a": ["a1", "a2"], "b": ["b1", "b2"], "count": ["3", "4"], **changed}
    return {name: values for name, values in found.items() if values is not None}


def test_cells_that_are_not_listed_are_0():
    """Of a 2 x 2 table only the diagonal is listed."""
    table = tabulate_cells(request_from_spec(CELLS), columns())
    assert table.counts.tolist() == [[3, 0, 3], [0, 4, 4], [3, 4, 7]]


def test_no_cells_at_all_are_a_table_of_zeros():
    """The codes are listed, the file has only its header."""
    table = from_cells({"dimensions": [{"name": "a", "codes": ["x", "y"]}]}, {})
    assert table.counts.tolist() == [0, 0, 0]


def test_counts_of_a_billion_and_labels_with_any_character_are_counted():
    """10^9 in a cell whose code has comma, quote, line break and bar in it."""
    strange = 'a,"b"\n|Ærø'
    table = from_cells({"dimensions": [{"name": "a"}]}, {(strange,): 10**9, ("b",): 1})
    assert table.counts[table.system.cell({"a": strange})] == 10**9
    assert table.counts[table.system.cell({})] == 10**9 + 1


def test_zeros_in_front_of_a_count_do_not_matter():
    """003 is 3, also with five thousand zeros."""
    counts = ["0" * 5000 + "3", "004"]
    assert tabulate_cells(request_from_spec(CELLS), columns(count=counts)).counts[2, 2] == 7


def test_spaces_around_a_count_do_not_matter():
    """« 3 » is 3."""
    assert tabulate_cells(request_from_spec(CELLS), columns(count=[" 3 ", "4"])).counts[0, 0] == 3


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"count": ["3", "-1"]}, r"Række 3, kolonnen «count» \(a .*, b .*\): «-1» er .* et negativt tal"),
        (
            {"count": ["2.5", "4"]},
            r"Række 2, kolonnen «count» \(a «a1», b «b1»\): «2.5» er .* skriv det uden decimaler",
        ),
        ({"count": ["1.000", "4"]}, r"«1.000» er .* skriv tallet uden punktum"),
        ({"b": ["b1", "b1 "]}, r"Kolonnen «b»: «b1» og «b1 » ser ens ud"),
        ({"a": ["a1", "  "]}, r"Række 3, kolonnen «a» er tom"),
        ({"count": ["", "4"]}, r"Række 2, kolonnen «count» \(a «a1», b «b1»\): «» er .* skriv 0, hvis"),
        ({"count": ["٣", "4"]}, r"er ikke et helt tal"),
        ({"count": ["²", "4"]}, r"er ikke et helt tal"),
        ({"count": [str(10**12 + 1), "4"]}, r"større end 1000000000000"),
        ({"count": ["9" * 5000, "4"]}, r"Række 2, kolonnen «count» .*: tallet på 5000 cifre er større end"),
        ({"b": ["b1", ""]}, r"Række 3, kolonnen «b» er tom"),
        ({"a": ["a1", "a1"], "b": ["b1", "b1"]}, r"Række 3: cellen a «a1», b «b1» står to gange"),
        ({"b": None}, r"Kolonnen «b» mangler; filen har kolonnerne a, count"),
        ({"count": None}, r"Kolonnen «count» mangler"),
        ({"c": ["x", "y"]}, r"Kolonnen «c» står ikke i specifikationen"),
    ],
)
def test_cells_that_cannot_be_used_are_named_by_row_and_column(changed, message):
    """Negative, fractional, empty, foreign digits, too large, no code, twice, a column too few or too many."""
    with pytest.raises(BadCells, match=message):
        tabulate_cells(request_from_spec(CELLS), columns(**changed))


def test_a_total_among_the_cells_is_refused():
    """It would be counted twice."""
    with pytest.raises(BadCells, match=r"Række 3, kolonnen «a»: «I alt» er en total .* fjern rækken"):
        tabulate_cells(request_from_spec(CELLS), columns(a=["a1", "I alt"]))


def test_several_answers_cannot_be_counted_from_cells():
    """How many have both answers is not in the cells."""
    with pytest.raises(BadCells, match="«m» har flere svar; giv poster"):
        tabulate_cells(request_from_spec(MANY), {"a": [], "m": [], "count": []})


def test_records_are_counted_once_per_code():
    """Three records in a1: x and y, x twice, none. x 2, y 1, and the total is 3."""
    table = from_records(MANY, [("a1", "x|y"), ("a1", "x|x"), ("a1", ""), ("a2", "y")])
    assert table.system.nodes[1].labels == ("x", "y", "I alt")
    assert table.counts.tolist() == [[2, 1, 3], [0, 1, 1], [2, 2, 4]]


def test_a_group_counts_records_with_at_least_one_of_its_codes():
    """x and y are in G; the first record has both and counts once, so G is 2 and not 3."""
    tree = {"name": "h", "parents": {"x": "G", "y": "G"}}
    spec = {"dimensions": [{"name": "m", "responses": "multiple", "codes": ["x", "y", "z"], "hierarchies": [tree]}]}
    table = from_records(spec, [("x|y",), ("y",), ("z",), ("",)])
    assert dict(zip(table.system.nodes[0].labels, table.counts.tolist(), strict=True)) == {
        "x": 1,
        "y": 2,
        "z": 1,
        "G": 2,
        "I alt": 4,
    }


def test_records_of_single_answers_are_counted():
    """Two records in the same cell."""
    table = from_records(CELLS, [("a1", "b1"), ("a1", "b1"), ("a1", "b2")])
    assert table.counts.tolist() == [[2, 1, 3], [2, 1, 3]]


@pytest.mark.parametrize("spec", [CELLS, MANY])
def test_no_records_are_a_table_of_zeros(spec):
    """A register with a header only."""
    dimensions = [{**dimension, "codes": ["x"]} for dimension in spec["dimensions"]]
    assert not from_records({"dimensions": dimensions}, []).counts.any()


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ({"a": ["a1", ""], "b": ["b1", "b2"]}, r"Række 3, kolonnen «a» er tom"),
        ({"a": ["a1"]}, r"Kolonnen «b» mangler"),
        ({"a": ["a1"], "b": ["b1"], "cpr": ["x"]}, r"Kolonnen «cpr» står ikke i specifikationen"),
    ],
)
def test_records_that_cannot_be_used_are_named(found, message):
    """An empty code, a column too few, a column too many."""
    with pytest.raises(BadCells, match=message):
        tabulate_records(request_from_spec(CELLS), found)


def test_the_order_of_the_records_does_not_matter():
    """Twenty records in ten orders give the same counts and the same labels."""
    chance = random.Random(7)
    records = [(chance.choice("ab"), "|".join(chance.sample("xyz", chance.randint(0, 3)))) for _ in range(20)]
    table = from_records(MANY, records)
    for _ in range(10):
        chance.shuffle(records)
        again = from_records(MANY, records)
        assert again.system.request == table.system.request
        assert (again.counts == table.counts).all()
