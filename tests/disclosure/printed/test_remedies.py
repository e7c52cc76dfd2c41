"""The changes that would have kept a count hidden, each verified by attacking the changed table; and hard derivations."""

from __future__ import annotations

from disclosure.printed.options import OWN
from disclosure.printed.readings import FOLDS
from disclosure.printed.remedies import MOST_UNKNOWN
from tests.disclosure.printed.drawn import audit


def remedy(found, row, reading=None):
    return next(cell.prevented_by for cell in found.cells if cell.row == row and reading in (None, cell.reading))


def test_one_more_count_is_enough_in_a_column():
    """The smallest of the shown counts, not the total."""
    assert remedy(audit("Art|2022\nA|..\nB|7\nC|9\nI alt|20"), "A") == "undertryk også 7 («B», «2022»)"


def test_what_is_suppressed_too_must_not_come_out_itself():
    """In a square three more are needed: one in the row, one in the column, and the fourth corner."""
    found = audit("Egn|Kvinder|Mænd|Andre|I alt\nA|..|9|3|15\nB|8|7|5|20\nC|6|6|6|18\nI alt|17|22|14|53")
    assert remedy(found, "A").count("(") == 3


def test_the_percent_column_is_dropped_where_it_alone_tells():
    """Read by counts alone nothing is narrow."""
    text = "Art|2022|2022 i %\nA|..|4 %\nB|..|1 %\nC|190|95 %\nI alt|200|100 %"
    found = audit(text, low=1, high=9)
    changes = {cell.prevented_by for cell in found.cells if "%" in cell.derivation}
    assert changes == {"udelad procentkolonnen «2022 i %»"}


def test_rounding_is_the_last_resort():
    """A fold row that must equal its hidden rows ties them to the total whatever else is hidden."""
    text = "Art|2022|2022 i %\nA|..|1 %\nB|..|0 %\nC|499|99 %\nØvrige|..|0 %\nI alt|503|100 %"
    found = audit(text, low=1, high=4)
    assert remedy(found, "A", FOLDS[OWN])
    assert any(cell.prevented_by.startswith(("afrund", "undertryk")) for cell in found.cells)


def test_a_large_table_gets_no_changes_but_its_derivations():
    """More than 400 unknowns: each change would cost an attack of its own."""
    lines = ["Art|2022|2023", *(f"Art {n}|..|.." for n in range(MOST_UNKNOWN // 2 + 1)), "I alt|3|900"]
    found = audit(
        "\n".join(lines),
        facts=[{"sum": [{"row": "Art 1", "column": c} for c in ("2022", "2023")], "equals": 900, "source": "x"}],
    )
    assert found.narrow
    assert {cell.prevented_by for cell in found.cells} == {""}
    assert any(cell.derivation for cell in found.cells)


def test_a_chain_of_sums_is_filtered_to_what_is_needed():
    """Five columns hang together; the last cell follows from four sums, and the others are left out."""
    found = audit(
        """
        Egn | a  | b  | c  | d  | I alt
        A   | .. | .. | 5  | 9  | 20
        B   | 1  | .. | .. | 9  | 21
        C   | 1  | 4  | .. | .. | 22
        D   | 1  | 4  | 6  | 9  | 20
        I alt | 5 | 16 | 21 | 41 | 83
        """
    )
    cells = {(cell.row, cell.column): cell for cell in found.cells}
    assert {place: cell.interval.low for place, cell in cells.items()} == {
        ("A", "a"): 2,
        ("A", "b"): 4,
        ("B", "b"): 4,
        ("B", "c"): 7,
        ("C", "c"): 3,
        ("C", "d"): 14,
    }
    assert all(cell.derivation for cell in found.cells)
