"""The files of a proof, and the step that makes a table releasable."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace

import pytest

from disclosure import certificate
from disclosure.certificate import Presentation, certificate_files, certify, names_table, published_csv
from disclosure.errors import NotProved
from disclosure.protected import protect
from disclosure.releasable import ReleasableTable, ReleasedCell
from disclosure.spec import parse_spec
from tests.disclosure.counted import from_cells, from_drawing

SQUARE = """
          | b1 | b2 | b3 | I alt
    a1    | 3x | 6x | 20 |  29
    a2    | 7x | 8x | 30 |  45
    I alt | 10 | 14 | 50 |  74
"""
SHOWN = Presentation("t", "Titel", {"row": "Række"}, "Antal", "henvendelser", ("Note.",))


@pytest.fixture(name="square")
def fixture_square():
    table, hidden = from_drawing(SQUARE)
    protected = protect(table)
    assert (protected.suppressed == hidden).all()
    return protected


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_publishable_cell_stands_once_and_suppressed_ones_without_a_count(square):
    """Twelve rows; the four corners have no count, all others the true one."""
    rows = rows_of(published_csv(square))
    assert len(rows) == 12
    assert {(r["row"], r["column"]) for r in rows if r["status"] == "suppressed"} == {
        (a, b) for a in ("a1", "a2") for b in ("b1", "b2")
    }
    assert all((r["count"] == "") == (r["status"] == "suppressed") for r in rows)
    assert next(r["count"] for r in rows if (r["row"], r["column"]) == ("a1", "b3")) == "20"


def test_several_tables_are_numbered_and_unused_dimensions_stand_at_their_total():
    """Table 0 over a, table 1 over b; the total stands in both."""
    spec = {"dimensions": [{"name": "a"}, {"name": "b"}], "tables": [["a"], ["b"]]}
    rows = rows_of(published_csv(protect(from_cells(spec, {("a1", "b1"): 9, ("a2", "b1"): 7}))))
    assert [(r["table"], r["a"], r["b"], r["count"]) for r in rows] == [
        ("0", "a1", "I alt", "9"),
        ("0", "a2", "I alt", "7"),
        ("0", "I alt", "I alt", "16"),
        ("1", "I alt", "b1", "16"),
        ("1", "I alt", "I alt", "16"),
    ]


def test_above_the_limit_zeros_that_are_shown_are_left_out(monkeypatch):
    """With a limit of 3 cells the 0 of a3 is not listed; every other cell is."""
    monkeypatch.setattr(certificate, "LISTED_WHOLE", 3)
    table = from_cells({"dimensions": [{"name": "a"}]}, {("a1",): 9, ("a2",): 8, ("a3",): 0})
    assert [r["a"] for r in rows_of(published_csv(protect(table)))] == ["a1", "a2", "I alt"]


def test_the_certificate_names_the_files_it_belongs_to(square):
    """Three hashes, the inner cells that are not zero, and as many alternatives as there are lines."""
    files = certificate_files(square)
    content = json.loads(files["certificate.json"])
    for name, key in (("SPEC.json", "spec"), ("protected.csv", "protected"), ("alternatives.txt", "alternatives")):
        assert content[f"{key}_sha256"] == hashlib.sha256(files[name].encode()).hexdigest()
    assert content["inner"] == [[0, 3], [1, 6], [2, 20], [4, 7], [5, 8], [6, 30]]
    assert content["alternatives"] == files["alternatives.txt"].count("\n") > 0
    assert parse_spec(files["SPEC.json"]) == square.table.system.request


def test_the_report_counts_what_is_there(square):
    """12 cells, 1 primary, 4 suppressed; of 74 counted in inner cells 50 are shown."""
    report = json.loads(certificate_files(square)["report.json"])
    assert (report["cells"], report["primary"], report["suppressed"], report["secondary"]) == (12, 1, 4, 3)
    assert (report["inner_sum"], report["inner_sum_published"], report["verified"]) == (74, 50, True)


def test_a_proved_table_becomes_releasable(square):
    """Its cells in display order, suppressed ones as None, headings from the presentation or the dimension's name."""
    (table,) = certify(square, (SHOWN,))
    assert table.dimensions == ("Række", "column")
    assert table.cells[0] == ReleasedCell(("a1", "b1"), None)
    assert table.cells[2] == ReleasedCell(("a1", "b3"), 20)
    assert table.totals == (("I alt",), ("I alt",))
    assert (table.table_id, table.count_label, table.unit, table.notes) == ("t", "Antal", "henvendelser", ("Note.",))
    assert table.has_suppressed
    proof = certificate_files(square)["certificate.json"]
    assert table.certificate_sha256 == hashlib.sha256(proof.encode()).hexdigest()


def test_a_table_without_its_proof_is_not_releasable(square):
    """No alternatives, or one small count shown: the checker's sentence, and nothing leaves."""
    with pytest.raises(NotProved, match="a1"):
        certify(replace(square, witnesses=()), (SHOWN,))
    shown = square.suppressed.copy()
    shown[0, 0] = False
    with pytest.raises(NotProved):
        certify(replace(square, suppressed=shown), (SHOWN,))


def test_a_table_of_some_labels_is_shown_in_the_order_of_the_request():
    """b3 before b1 because the request says so, then the total; the dimension not used has no column."""
    table = {"dimensions": ["b"], "only": {"b": ["b3", "I alt", "b1"]}}
    spec = {"dimensions": [{"name": "a"}, {"name": "b"}], "tables": [table]}
    protected = protect(from_cells(spec, {("a1", "b1"): 9, ("a1", "b2"): 8, ("a1", "b3"): 7}))
    (released,) = certify(protected, (SHOWN,))
    assert released.dimensions == ("b",)
    assert [(cell.labels, cell.count) for cell in released.cells] == [(("b3",), 7), (("b1",), 9), (("I alt",), 24)]
    assert not released.has_suppressed


def test_subtotals_are_named_as_totals():
    """R stands for a1 and a2, which are shown beside it."""
    tree = {"name": "h", "parents": {"a1": "R", "a2": "R"}}
    spec = {"dimensions": [{"name": "a", "codes": ["a1", "a2", "a3"], "hierarchies": [tree]}]}
    (released,) = certify(protect(from_cells(spec, {("a1",): 9, ("a2",): 8, ("a3",): 7})), (SHOWN,))
    assert released.totals == (("R", "I alt"),)


def names_source():
    spec = {"dimensions": [{"name": "a", "codes": ["a1", "a2", "a3"]}]}
    (released,) = certify(protect(from_cells(spec, {("a1",): 9, ("a2",): 3, ("a3",): 0})), (SHOWN,))
    return released


def test_a_list_of_names_is_a_table_of_ones():
    """a1 is shown as 9, a2 is suppressed and so occurs; a3 is shown as 0."""
    released = names_table(names_source(), ("a1", "a2"), SHOWN)
    assert released.cells == (ReleasedCell(("a1",), 1), ReleasedCell(("a2",), 1), ReleasedCell(("I alt",), 2))
    assert released.totals == (("I alt",),)


def test_a_list_of_names_that_its_table_does_not_prove_is_refused(square):
    """a3 is shown as 0; a9 is unknown; a table with two dimensions proves no list."""
    for names in (("a1", "a3"), ("a1", "a9")):
        with pytest.raises(NotProved, match="Listen over navne"):
            names_table(names_source(), names, SHOWN)
    (two,) = certify(square, (SHOWN,))
    with pytest.raises(NotProved, match="Listen over navne"):
        names_table(two, ("a1",), SHOWN)


def test_a_releasable_table_without_suppression_says_so():
    """has_suppressed is about the cells, nothing else."""
    table = ReleasableTable("t", "T", ("a",), "Antal", "stk.", (ReleasedCell(("a1",), 0),), ((),), (), "")
    assert not table.has_suppressed
