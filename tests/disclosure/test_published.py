"""A table as it was published, read back: what the file says, and what it may not say."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from disclosure import crossings, published
from disclosure.audit import AuditedCell, AuditReport, audit, audit_table, intervals_of
from disclosure.certificate import published_csv
from disclosure.errors import BadPublished, NotSupported
from disclosure.intervals import Interval
from disclosure.protected import protect
from disclosure.published import NOT_SHOWN, Mark, from_pattern, read_published
from disclosure.spec import request_from_spec
from tests.disclosure.counted import from_cells, from_drawing

SQUARE = """
          | b1 | b2 | I alt
    a1    | 3x | 6x |   9
    a2    | 7x | 8x |  15
    I alt | 10 | 14 |  24
"""
LINKED = {
    "dimensions": [{"name": "a", "codes": ["a1", "a2"]}, {"name": "b", "codes": ["b1"]}],
    "tables": [["a"], ["a", "b"]],
}
MANY = {"name": "m", "codes": ["x", "y"], "responses": "multiple"}


def columns_of(text):
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    return {name: [row[name] for row in rows] for name in rows[0]}


def linked(**changed):
    """Table 0 over a, table 1 over a and b; rows by (table, a, b), with some counts changed."""
    counts = {("0", "a1", "I alt"): "9", ("0", "a2", "I alt"): "8", ("0", "I alt", "I alt"): "17"}
    for a, count in (("a1", "9"), ("a2", "8"), ("I alt", "17")):
        counts |= {("1", a, "b1"): count, ("1", a, "I alt"): count}
    counts |= {tuple(cell.split(" ")): count for cell, count in changed.items()}
    keys = [(table, a.replace("_", " "), b.replace("_", " ")) for table, a, b in counts]
    return {
        "table": [key[0] for key in keys],
        "a": [key[1] for key in keys],
        "b": [key[2] for key in keys],
        "count": list(counts.values()),
        "status": ["published" if count else "suppressed" for count in counts.values()],
    }


def test_a_pattern_in_memory_is_the_table_in_its_file():
    """The same counts, the same suppressed rows, the same intervals."""
    table, hidden = from_drawing(SQUARE)
    kept = from_pattern(table.system, table.counts, hidden)
    read = read_published(table.system.request, columns_of(published_csv(protect(table))))
    assert np.array_equal(kept.counts, read.counts)
    assert kept.suppressed_rows == read.suppressed_rows
    assert kept.counts[0, 0] == NOT_SHOWN
    report = audit_table(kept)
    found = intervals_of(read)
    assert [cell.interval for cell in report.cells] == [found[row.index] for row in kept.suppressed_rows]
    assert found[2, 2] is None


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"1 a1 I_alt": "8"}, r"cellen a «a1», b «I alt» har to forskellige tal"),
        ({"2 a1 b1": "9"}, r"kolonnen «table»: «2» er ikke nummeret på en tabel"),
        ({"x a1 b1": "9"}, r"kolonnen «table»: «x» er ikke nummeret på en tabel"),
        ({"1 a1 b1": "9" * 16}, r"«9999999999999999» er over 100000000000000"),
        ({"1 a1 b1": "9" * 5000}, r"9» er ikke et helt tal"),
    ],
)
def test_tables_that_contradict_each_other_or_do_not_exist_are_refused(changed, message):
    """One margin with two counts, a table that nobody asked for, a count beyond all counts."""
    keys = {key.replace("I_alt", "I alt"): value for key, value in changed.items()}
    columns = linked()
    for key, value in keys.items():
        number, a, b = key.split(" ", 2)
        place = [
            n
            for n, row in enumerate(zip(columns["table"], columns["a"], columns["b"], strict=True))
            if row == (number, a, b)
        ]
        if place:
            columns["count"][place[0]] = value
        else:
            for name, text in zip(
                ("table", "a", "b", "count", "status"), (number, a, b, value, "published"), strict=True
            ):
                columns[name].append(text)
    with pytest.raises(BadPublished, match=message):
        read_published(request_from_spec(LINKED), columns)


def test_a_cell_of_no_table_is_refused():
    """Only a1 was asked for; a2 stands in the file all the same."""
    spec = {
        "dimensions": [{"name": "a", "codes": ["a1", "a2"]}],
        "tables": [{"dimensions": ["a"], "only": {"a": ["a1"]}}],
    }
    columns = {"a": ["a1", "a2", "I alt"], "count": ["9", "8", "17"], "status": ["published"] * 3}
    with pytest.raises(BadPublished, match=r"cellen a «a2» hører ikke til nogen af tabellerne"):
        read_published(request_from_spec(spec), columns)


def test_in_a_very_large_table_a_cell_that_is_missing_is_a_zero_that_is_shown(monkeypatch):
    """With 3 cells as the limit, the missing b3 is 0, so b1 is 17 - 8 = 9."""
    monkeypatch.setattr(published, "FULL_LISTING", 3)
    spec = {"dimensions": [{"name": "b", "codes": ["b1", "b2", "b3"]}]}
    columns = {"b": ["b1", "b2", "I alt"], "count": ["", "8", "17"], "status": ["suppressed", "published", "published"]}
    (cell,) = audit(request_from_spec(spec), columns).cells
    assert (cell.interval.low, cell.interval.high) == (9, 9)


def test_a_cell_missing_in_one_table_keeps_the_count_of_the_other(monkeypatch):
    """a1 and its total are left out of table 1: the inner cell is 0, the margin is the 9 of table 0."""
    monkeypatch.setattr(published, "FULL_LISTING", 3)
    columns = linked()
    for values in columns.values():
        del values[3:5]
    read = read_published(request_from_spec(LINKED), columns)
    assert (read.counts[0, 0], read.counts[0, 1]) == (0, 9)


def test_a_known_figure_that_the_published_one_contradicts_is_refused():
    """9 is published, 7 is known."""
    spec = {**LINKED, "known": [{"cell": {"a": "a1"}, "count": 7}]}
    with pytest.raises(BadPublished, match=r"Cellen a «a1», b «I alt»: «known» siger 7, men der er offentliggjort 9"):
        audit(request_from_spec(spec), linked())


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ({"x": 9, "y": 1, "G": 9, "I alt": 8}, r"er 9, men kan højst være 8"),
        ({"x": 1, "y": 2, "G": 4, "I alt": 8}, r"Cellen m «G» er 4, men delene giver højst 3"),
    ],
)
def test_several_answers_that_no_records_give_are_refused(counts, message):
    """A code more frequent than all records; a group more frequent than its codes together."""
    tree = {"name": "h", "parents": {"x": "G", "y": "G"}}
    columns = {
        "m": list(counts),
        "count": [str(count) for count in counts.values()],
        "status": ["published"] * len(counts),
    }
    with pytest.raises(BadPublished, match=message):
        audit(request_from_spec({"dimensions": [{**MANY, "hierarchies": [tree]}]}), columns)


def test_a_ring_too_large_to_fill_in_leaves_what_is_not_exact_unproved(monkeypatch):
    """Three tables in a ring: where their common cells are too many, an interval holds but is not called tight."""
    spec = {
        "dimensions": [{"name": n, "codes": ["1", "2"]} for n in "abc"],
        "tables": [["a", "b"], ["b", "c"], ["a", "c"]],
    }
    cells = {(a, b, c): 1 if a == b == "1" else 9 for a in "12" for b in "12" for c in "12"}
    table = from_cells(spec, cells)
    kept = from_pattern(table.system, table.counts, protect(table).suppressed)
    before = audit_table(kept)
    assert before.unproved == 0
    monkeypatch.setattr(crossings, "MOST_JOINT_CELLS", 1)
    after = audit_table(kept)
    assert after.unproved > 0
    for tight, wide in zip(before.cells, after.cells, strict=True):
        assert wide.interval.low <= tight.interval.low
        assert wide.interval.high is None or (tight.interval.high or 0) <= wide.interval.high


def test_what_cannot_be_audited_is_refused():
    """Two dimensions with several answers: not silently half done."""
    spec = {"dimensions": [MANY, {**MANY, "name": "n"}]}
    with pytest.raises(NotSupported):
        audit(request_from_spec(spec), {"m": [], "n": [], "count": [], "status": []})


def test_the_report_says_what_is_excluded_and_what_is_not_proved():
    """A gap at 2, an interval that may be too wide, and no derivation where nothing is exact."""
    cell = AuditedCell(0, ("x",), Interval(0, 4, proved=False, excluded=(2,)), narrow=True, derivation="")
    assert AuditReport(("a",), 1, (cell,), 0, 1).to_json()["cells"] == [
        {"a": "x", "low": 0, "high": 4, "excluded": [2], "proved": False}
    ]


def test_a_suppressed_total_that_its_parts_exceed_is_named():
    """A mark of at most 2 on the total of 3 and something: the sum is named with its total."""
    columns = {"b": ["b1", "b2", "I alt"], "count": ["3", "", ""], "status": ["published", "suppressed", "suppressed"]}
    spec = {"dimensions": [{"name": "b", "codes": ["b1", "b2"]}]}
    with pytest.raises(BadPublished, match=r"for cellen b «I alt» går ikke op sammen med de øvrige viste tal"):
        audit(request_from_spec(spec), columns, Mark(0, 2))


def pairs_of_three(count):
    """Codes a, b and c in three trees, of which each shows the sum of two of them as `count` and nothing else."""
    groups = ("ab", "bc", "ac")
    trees = [{"name": name, "parents": dict.fromkeys(name, name)} for name in groups]
    labels = ["a", "b", "c", *groups, "I alt"]
    columns = {
        "d": labels,
        "count": [count if label in groups else "" for label in labels],
        "status": ["published" if label in groups else "suppressed" for label in labels],
    }
    return request_from_spec({"dimensions": [{"name": "d", "codes": ["a", "b", "c"], "hierarchies": trees}]}), columns


def test_figures_that_only_all_sums_together_contradict_are_refused():
    """a + b = 1, b + c = 1 and a + c = 1: whole people cannot be halves, though no single sum shows it."""
    with pytest.raises(BadPublished, match="ingen tabel passer med dem"):
        audit(*pairs_of_three("1"))


def test_a_cell_that_only_all_sums_together_settle_is_exact_without_a_short_derivation():
    """With 2 instead of 1 all three are 1 and their total is 3, though no single sum shows it."""
    cells = audit(*pairs_of_three("2")).cells
    assert [(cell.labels, cell.interval.low, cell.interval.high) for cell in cells] == [
        (("a",), 1, 1),
        (("b",), 1, 1),
        (("c",), 1, 1),
        (("I alt",), 3, 3),
    ]
    assert {cell.derivation for cell in cells} == {""}


def test_a_dimension_that_no_table_uses_changes_nothing():
    """b is declared and not shown: a1 is the total, 5."""
    spec = {"dimensions": [{"name": "a", "codes": ["a1"]}, {"name": "b", "codes": ["b1"]}], "tables": [["a"]]}
    columns = {"a": ["a1", "I alt"], "b": ["I alt"] * 2, "count": ["", "5"], "status": ["suppressed", "published"]}
    (cell,) = audit(request_from_spec(spec), columns).cells
    assert (cell.interval.low, cell.interval.high) == (5, 5)
