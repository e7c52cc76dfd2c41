"""The spreadsheet: what was released, explained, and nothing else; read back by other libraries."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from api.documents.cover import Cover
from api.documents.errors import ReadBackMismatch
from api.documents.read_back import read_back
from api.documents.release_gate import check_file
from api.documents.workbook import workbook
from tests.api.documents.sample import CREATED, CROSS, REASONS, long_table, released

COVER = Cover(
    title="Henvendelser til sikkerhedskonsulentordningen 2024",
    authority="Prøve Kommune, Socialforvaltningen",
    case_number="2025-0129",
    decided="6. februar 2025",
    period="1. januar – 31. december 2024",
    population="Alle nye henvendelser",
    counting_unit="Henvendelser; en henvendelse tælles én gang.",
    source="Ordningens fagsystem",
    suppression="I én tabel er nogle tal erstattet med [c] (offentlighedslovens § 30, nr. 1).",
    synthetic_mark="Tallene er opdigtede.",
)
TABLES = [REASONS, CROSS]


@pytest.fixture(scope="module")
def content() -> bytes:
    return workbook(TABLES, COVER, CREATED)


@pytest.fixture(scope="module")
def book(content) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_same_tables_have_the_same_bytes(content):
    """Made twice, the spreadsheet is the same file, byte for byte."""
    assert workbook(TABLES, COVER, CREATED) == content


def test_the_cover_says_what_the_numbers_are(book):
    """The first sheet has a line for each of the things a reader must know, the synthetic mark first."""
    texts = [cell.value for row in book["Forside"].iter_rows() for cell in row if cell.value]
    assert texts[0] == COVER.title
    assert texts[1:3] == ["Vigtigt", "Tallene er opdigtede."]
    assert set(sum(COVER.lines(), ())) <= set(texts)


def test_a_long_heading_has_room_on_the_cover():
    """The heading of 100 letters runs over two columns; printed, it is not cut at their edge."""
    cover = replace(COVER, title="x" * 100)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(TABLES, cover, CREATED)))["Forside"]
    widths = [sheet.column_dimensions[name].width for name in "AB"]
    assert sum(widths) >= 1.4 * 100


def test_contents_only_when_there_is_more_than_one_table(book):
    """Two tables have a list of contents; one table has none."""
    assert book.sheetnames == ["Forside", "Indhold", "aarsag", "aarsag_x_omraade"]
    alone = openpyxl.load_workbook(io.BytesIO(workbook([REASONS], COVER, CREATED)))
    assert alone.sheetnames == ["Forside", "aarsag"]


def test_each_table_is_a_table_object_with_a_name_and_a_frozen_header(book):
    """The sheet has one table object, its header stays in view and is printed on every page."""
    sheet = book["aarsag_x_omraade"]
    (table,) = sheet.tables.values()
    assert table.name == "Tabel_aarsag_x_omraade"
    header_row = int(table.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assert sheet.freeze_panes == f"B{header_row + 1}"
    assert sheet.print_title_rows == f"${header_row}:${header_row}"
    assert not sheet.merged_cells.ranges


def test_the_mark_is_explained_above_the_table(book):
    """`[c]` is explained on the sheet that has it, before the table; the other sheet does not mention it."""
    column = [cell.value for cell in book["aarsag_x_omraade"]["A"] if cell.value]
    explained = next(at for at, text in enumerate(column) if str(text).startswith("[c] betyder"))
    assert explained < column.index("Trusler")
    assert not [cell for cell in book["aarsag"]["A"] if "[c]" in str(cell.value)]


def test_a_label_that_looks_like_a_formula_stays_text(book):
    """ "=SUM(A1) er en etiket" is a text in the cell and no formula is in the package."""
    label = next(cell for cell in book["aarsag"]["A"] if str(cell.value).startswith("=SUM"))
    assert label.data_type == "s"
    with zipfile.ZipFile(io.BytesIO(workbook(TABLES, COVER, CREATED))) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet]


def test_the_properties_have_title_and_language_and_no_person(book, content):
    """Title and language are set; nobody's name is in the properties."""
    assert book.properties.title == COVER.title
    assert book.properties.language == "da-DK"
    assert not book.properties.creator
    assert not book.properties.lastModifiedBy
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_pandas_reads_exactly_the_released_cells(content):
    """Numbers are numbers: Trusler in the region is the whole number 12, and suppressed cells are `[c]`."""
    frame = pd.read_excel(io.BytesIO(content), sheet_name="aarsag_x_omraade", header=None)
    start = frame.index[frame[0] == "Årsag"][0]
    rows = [list(row) for row in frame.iloc[start:].itertuples(index=False)]
    assert rows == [
        ["Årsag", "Region Hovedstaden", "Øvrige Danmark", "I alt"],
        ["Trusler", 12, 9, 21],
        ["Ægteskab", "[c]", "[c]", 10],
        ["I alt", "[c]", "[c]", 31],
    ]


def test_read_back_accepts_what_was_released_and_nothing_else(content):
    """The finished file agrees with its tables; with one count changed it agrees no longer."""
    read_back(content, TABLES)
    changed = replace(REASONS, cells=(replace(REASONS.cells[0], count=1201), *REASONS.cells[1:]))
    with pytest.raises(ReadBackMismatch):
        read_back(content, [changed, CROSS])
    with pytest.raises(ReadBackMismatch):
        read_back(content, [REASONS])


def test_a_number_beside_the_table_is_noticed(content):
    """A count written on the cover is not a released cell."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Forside"]["D20"] = 3
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(ReadBackMismatch):
        read_back(buffer.getvalue(), TABLES)


def test_tables_of_three_dimensions_are_one_cell_a_row():
    """Three dimensions cannot be crossed on paper: three label columns and one count column."""
    table = released("tre", ("A", "B", "C"), [(("a", "b", "c"), 5), (("a", "b", "I alt"), None)])
    book = openpyxl.load_workbook(io.BytesIO(workbook([table], COVER, CREATED)))
    (found,) = book["tre"].tables.values()
    assert [cell.value for cell in book["tre"][found.ref][0]] == ["A", "B", "C", "Antal"]


def test_sheet_names_never_collide():
    """Two tables whose ids agree in their first 31 characters have two names, both allowed."""
    long_id = "a" * 40
    tables = [
        replace(REASONS, table_id=long_id),
        replace(REASONS, table_id=f"{long_id}b"),
        replace(REASONS, table_id="forside"),
    ]
    names = openpyxl.load_workbook(io.BytesIO(workbook(tables, COVER, CREATED))).sheetnames
    assert len({name.casefold() for name in names}) == 5
    assert max(map(len, names)) <= 31


def test_a_hundred_thousand_rows_are_no_trouble():
    """The gate and the writer take 10^5 rows; the last one is where it belongs."""
    content = workbook([long_table(100_000)], COVER, CREATED)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"Kommune 99999" in package.read("xl/sharedStrings.xml")
        assert b'ref="A' in package.read("xl/tables/table1.xml")


def test_the_gate_passes_our_own_spreadsheet(content):
    """Nothing hidden, no person, no formula: the spreadsheet passes the gate that others pass."""
    assert check_file("udtraek.xlsx", content) == ()


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(content, tmp_path):
    """LibreOffice reads the spreadsheet and finds the released cells on the third sheet."""
    (tmp_path / "udtraek.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,3"
    command = ["soffice", profile, "--headless", "--convert-to", convert, "--outdir", tmp_path]
    subprocess.run([*command, tmp_path / "udtraek.xlsx"], check=True, capture_output=True, timeout=120)
    (written,) = tmp_path.glob("*.csv")
    assert "Ønsker skilsmisse;27" in written.read_text(encoding="utf-8")
