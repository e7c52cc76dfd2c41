"""Workbooks as their cells show them."""

from __future__ import annotations

from datetime import date, time, timedelta

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font

from data.errors import DamagedFile, NoResult, NoTable, TooLargeFile
from data.printed_files.number_formats import shown
from data.printed_files.reading import grids_in
from tests.api.documents.broken_workbooks import replaced, with_entries
from tests.data.printed_files.written import all_texts, saved, texts


def workbook(rows, change=lambda sheet: None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tal"
    for row in rows:
        sheet.append(row)
    change(sheet)
    return saved(book)


COUNTS = [["Årsag", 2023, 2024], ["Trusler", 21, 3], ["I alt", 48, 51]]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.7512, "0 %", "75 %"),
        (0.7512, "0.0%", "75,1%"),
        (0.005, "0 %", "1 %"),
        (1402, "#,##0", "1 402"),
        (1402, "#\\ ##0", "1 402"),
        (1234567, "#,##0,", "1 235"),
        (3, '[<5]"<5";0', "<5"),
        (7, '[<5]"<5";0', "7"),
        (0, '0;-0;"-"', "-"),
        (-3, "0;(0)", "(3)"),
        (-3, "0", "-3"),
        (2, '0" personer"', "2 personer"),
        (12.5, "0.##", "12,5"),
        (12.0, "0.##", "12"),
        (1 / 3, "General", "0,33333333333"),
        (5, "[>9]0", "5"),
        (5, "# ?/?", "5"),
        (5, "x" * 300, "5"),
        (1e300, "0", "1E+300"),
        (float("nan"), "0", "NaN"),
        (12, "_-* #,##0\\ [$kr.-406]_-;_-@_-", " 12 kr. "),
        ("ja", '0;0;0;"("@")"', "(ja)"),
        (True, "General", "SAND"),
        (None, "0", ""),
        (date(2024, 3, 1), "yyyy", "2024"),
        (date(2024, 3, 1), "d. mmmm yyyy", "1. marts 2024"),
        (date(2024, 3, 1), "ddd dd/mm/yy", "fre. 01/03/24"),
        (date(2024, 3, 1), "General", "01-03-2024"),
        (time(9, 5), "hh:mm", "09:05"),
        (timedelta(hours=3), "[h]:mm", "3:00:00"),
    ],
)
def test_a_value_is_shown_as_its_format_shows_it(value, number_format, text):
    assert shown(value, number_format) == text


def test_a_merged_cell_stands_in_its_first_place_only():
    content = workbook(
        [["", "2023", "", "2024", ""], *[["a", 1, 2, 3, 4]] * 2], lambda sheet: sheet.merge_cells("B1:C1")
    )
    assert all_texts("t.xlsx", content)[0][0] == ["", "2023", "", "2024", ""]


def test_bold_is_a_heading_and_an_indent_a_level():
    def change(sheet):
        sheet["A1"].font = Font(bold=True)
        sheet["A2"].alignment = Alignment(indent=2)

    (grid,) = grids_in("t.xlsx", workbook(COUNTS, change))
    assert [row[0].header for row in grid.rows] == [True, False, False]
    assert [row[0].indent for row in grid.rows] == [0, 1, 0]


def test_a_raised_digit_stays_raised():
    note = CellRichText("402", TextBlock(InlineFont(vertAlign="superscript"), "1"), TextBlock(InlineFont(b=True), "x"))
    assert all_texts("t.xlsx", workbook([*COUNTS, ["a", note, 1]]))[0][-1][1] == "402¹x"


def test_what_is_hidden_is_read_and_said():
    def change(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        other = sheet.parent.create_sheet("Grundlag")
        other.sheet_state = "hidden"
        for row in COUNTS:
            other.append(row)

    first, second = grids_in("t.xlsx", workbook(COUNTS, change))
    assert len(first.rows) == 3
    assert [remark.split(" er ")[0] for remark in first.remarks] == ["Række 2", "Kolonne C"]
    assert second.source == "t.xlsx, ark «Grundlag» (skjult)"
    assert second.remarks[0].startswith("Arket «Grundlag» er skjult")


def test_tables_on_one_sheet_are_parted_by_empty_rows_wherever_they_stand():
    def change(sheet):
        sheet["A9"], sheet["A10"], sheet["XFD1048576"] = "Tabel 2", "", "langt væk"
        for at, row in enumerate(COUNTS, start=11):
            for column, value in enumerate(row, start=4):
                sheet.cell(at, column, value)

    first, second = grids_in("t.xlsx", workbook(COUNTS, change))
    assert texts(first) == texts(second)
    assert second.title == "Tabel 2"


def test_a_formula_without_its_result_is_refused_by_name():
    with pytest.raises(NoResult, match=r"Celle C3 i t\.xlsx"):
        grids_in("t.xlsx", workbook(COUNTS, lambda sheet: sheet.__setitem__("C3", "=SUM(C1:C2)")))


def test_a_formula_with_its_result_shows_the_result():
    content = workbook(COUNTS, lambda sheet: sheet.__setitem__("C3", "=SUM(C1:C2)"))
    content = replaced(content, "xl/worksheets/sheet1.xml", "<v></v>", "<v>51</v>")
    assert all_texts("t.xlsx", content)[0][2][2] == "51"


def test_a_sheet_of_too_many_cells_and_an_entity_bomb_are_refused(monkeypatch):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'
    with pytest.raises(DamagedFile):
        grids_in("t.xlsx", with_entries(workbook(COUNTS), {"xl/sharedStrings.xml": bomb}))
    monkeypatch.setattr("data.printed_files.printing.MOST_CELLS", 8)
    with pytest.raises(TooLargeFile, match="celler"):
        grids_in("t.xlsx", workbook(COUNTS))
    monkeypatch.setattr("data.printed_files.xlsx_file._LARGEST_SHEET", 500)
    with pytest.raises(TooLargeFile, match="fylder"):
        grids_in("t.xlsx", workbook(COUNTS))


def test_a_workbook_with_broken_parts_is_refused():
    for part, text in (
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet>"),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet><sheetData><row><c r='A1' t='s'><v>99</v></c></row></sheetData></worksheet>",
        ),
    ):
        with pytest.raises((DamagedFile, NoTable)):
            grids_in("t.xlsx", with_entries(workbook(COUNTS), {part: text}))


@pytest.mark.parametrize(
    ("value", "number_format", "fuller"),
    [(0.7512, "0 %", True), (3, '[<5]"<5";0', True), (3, '"…"', True), (0.75, "0 %", False), (0.1 + 0.2, "0.0", False)],
)
def test_a_cell_that_holds_more_than_it_shows_is_said(value, number_format, fuller):
    """Anyone who has the file reads the number under the format."""

    def change(sheet):
        sheet["C2"].value, sheet["C2"].number_format = value, number_format

    (grid,) = grids_in("t.xlsx", workbook(COUNTS, change))
    assert [remark.startswith("Celle C2 i arket «Tal» rummer") for remark in grid.remarks] == [True] * fuller
