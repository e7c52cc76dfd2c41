"""CSV, JSON-stat and PX: the same cells, read back by other readers than their writers."""

from __future__ import annotations

import csv
import io
import json
import math

import csvw
import pandas as pd
import pytest
from pyaxis import pyaxis
from pyjstat import pyjstat

from api.documents.csv_files import csv_danish_excel, csv_rfc4180
from api.documents.csvw import csvw_metadata
from api.documents.json_stat import json_stat
from api.documents.px import px
from api.documents.release_gate import check_file
from disclosure.releasable import ReleasableTable
from tests.api.documents.sample import CREATED, CROSS, REASONS, released

CUBE = released("terning", ("A", "B", "C"), [((a, b, c), 7) for a in "12" for b in "xy" for c in "uvw"])
TABLES = [REASONS, CROSS, CUBE]


def cells(table: ReleasableTable) -> dict[tuple[str, ...], int | None]:
    return {cell.labels: cell.count for cell in table.cells}


@pytest.mark.parametrize("table", TABLES)
def test_danish_excel_reads_the_cells_back(table):
    """Semicolons and a byte order mark; pandas reads every cell, `[c]` where it is suppressed."""
    content = csv_danish_excel(table)
    assert content.startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(io.BytesIO(content), sep=";", encoding="utf-8-sig", dtype=str)
    read = {tuple(label.removeprefix("'") for label in row[:-1]): row[-1] for row in frame.itertuples(index=False)}
    assert read == {labels: "[c]" if count is None else str(count) for labels, count in cells(table).items()}


def test_a_label_that_looks_like_a_formula_is_not_run_by_excel():
    """In the file for Excel the label begins with an apostrophe; the gate finds nothing to run."""
    assert b"\n'=SUM(A1) er en etiket;8" in csv_danish_excel(REASONS)
    assert check_file("tal.csv", csv_danish_excel(REASONS)) == ()


@pytest.mark.parametrize("table", TABLES)
def test_machines_read_the_cells_back(table):
    """RFC 4180: commas, CRLF; a suppressed count is empty and its status says so."""
    content = csv_rfc4180(table).decode("utf-8")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert rows[0] == [*table.dimensions, "Antal", "status"]
    read = {tuple(row[:-2]): int(row[-2]) if row[-1] == "published" else None for row in rows[1:]}
    assert read == cells(table)
    assert content.endswith("\r\n")


@pytest.mark.parametrize("table", TABLES)
def test_json_stat_has_a_place_for_every_combination(table):
    """len(value) is the product of the sizes, and pyjstat reads the same cells back."""
    content = json_stat(table, CREATED)
    raw = json.loads(content)
    assert len(raw["value"]) == math.prod(raw["size"]) == len(table.cells)
    frame = pyjstat.Dataset.read(content.decode("utf-8")).write("dataframe")
    read = {tuple(row[:-1]): None if pd.isna(row[-1]) else int(row[-1]) for row in frame.itertuples(index=False)}
    assert read == cells(table)


def test_json_stat_says_which_cells_are_suppressed():
    """The fourth and fifth cell of the cross-table are suppressed: places 3 and 4, and the margins of both."""
    assert json.loads(json_stat(CROSS, CREATED))["status"] == dict.fromkeys(("3", "4", "6", "7"), "[c]")


def test_json_stat_keeps_a_place_for_a_cell_that_is_not_in_the_table():
    """A missing combination is null with a status of its own, so that no later value shifts."""
    table = released("hul", ("A", "B"), [(("a", "x"), 1), (("a", "y"), 2), (("b", "y"), 4)])
    raw = json.loads(json_stat(table, CREATED))
    assert raw["value"] == [1, 2, None, 4]
    assert raw["status"] == {"2": ".."}


@pytest.mark.parametrize("table", TABLES)
def test_px_is_read_back_by_another_reader(table, tmp_path):
    """pyaxis finds every cell under its labels, no value where the count is suppressed, and the title."""
    (tmp_path / "tal.px").write_bytes(px(table, CREATED))
    read = pyaxis.parse(uri=str(tmp_path / "tal.px"), encoding="utf-8")
    rows = read["DATA"].itertuples(index=False)
    assert {tuple(row[:-1]): None if pd.isna(row[-1]) else int(row[-1]) for row in rows} == cells(table)
    assert read["METADATA"]["TITLE"] == [table.title]


@pytest.mark.parametrize("write", [csv_danish_excel, csv_rfc4180])
def test_the_same_table_has_the_same_bytes(write):
    """Made twice, the file is the same."""
    assert write(CROSS) == write(CROSS)
    assert json_stat(CROSS, CREATED) == json_stat(CROSS, CREATED)
    assert px(CROSS, CREATED) == px(CROSS, CREATED)


@pytest.mark.parametrize("table", TABLES)
def test_csvw_is_read_back_by_another_reader(table, tmp_path):
    """The csvw library finds the description valid and reads the cells with their types; the key is the dimensions."""
    (tmp_path / "tal.csv").write_bytes(csv_rfc4180(table))
    (tmp_path / "tal.csv-metadata.json").write_bytes(csvw_metadata(table, "tal.csv"))
    group = csvw.CSVW(str(tmp_path / "tal.csv-metadata.json"), validate=True)
    (read,) = group.tables
    key = read.tableSchema.primaryKey
    assert {tuple(row[name] for name in key): row["count"] for row in read} == cells(table)
    assert {row["status"] for row in read if row["count"] is None} <= {"suppressed"}
    assert group.is_valid
    assert not group.warnings
