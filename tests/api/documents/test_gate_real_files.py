"""The gate on files that other programs made: LibreOffice's own, and clean ones of the libraries people use."""

from __future__ import annotations

import io
import shutil

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from docx import Document
from openpyxl.chart import BarChart, Reference

from api.documents.release_gate import check_file
from tests.api.documents.broken_workbooks import COUNTS
from tests.api.documents.libreoffice_files import BOOKS, LETTERS, PAGES, converted, plain_picture

MADE = {"xlsx": ("fods", BOOKS), "docx": ("fodt", LETTERS), "pdf": ("fodt", PAGES)}
CASES = [(target, name) for target, (_, sources) in MADE.items() for name in sources]
ALSO = {"filtered_rows": {"hidden_row"}, "external_link": {"risky_formula"}}
"""A filtered row is hidden as well, and a link to another file is a formula."""


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Every source as LibreOffice saves it: one run per format."""
    folder = tmp_path_factory.mktemp("libreoffice")
    return {target: converted(folder / target, target, *source) for target, source in MADE.items()}


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("target", "name"), CASES)
def test_what_libreoffice_saved_is_found_out(saved, target, name):
    """A file that hides one thing is known by it, and a clean one has no finding at all."""
    expected = name.partition("/")[0]
    found = check_file(f"fil.{target}", saved[target][name])
    if expected == "clean":
        assert found == ()
        return
    assert expected in {one.code for one in found}
    assert {one.code for one in found if not one.is_notice} <= {expected, *ALSO.get(expected, ())}


FRAME = pd.DataFrame(COUNTS[1:], columns=COUNTS[0])


def by_pandas(**options) -> bytes:
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, **options) as writer:
        FRAME.to_excel(writer, sheet_name="Tal", index=False)
        FRAME.set_index("Årsag").to_excel(writer, sheet_name="Igen", freeze_panes=(1, 1))
    return buffer.getvalue()


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in COUNTS:
        sheet.append(row)
    sheet.auto_filter.ref = "A1:B4"
    sheet.freeze_panes, sheet.print_title_rows, sheet.print_area = "A2", "1:1", "A1:B4"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def by_xlsxwriter() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Tal")
    sheet.add_table(0, 0, 3, 1, {"data": COUNTS[1:], "columns": [{"header": heading} for heading in COUNTS[0]]})
    sheet.conditional_format("B2:B4", {"type": "data_bar"})
    sheet.set_column(0, 0, 30, book.add_format({"bg_color": "#1F3864", "font_color": "#FFFFFF"}))
    sheet.set_footer("&L&D&RSide &P af &N")
    book.close()
    return buffer.getvalue()


def by_python_docx() -> bytes:
    document = Document()
    document.add_heading("Afgørelse", 0)
    document.add_paragraph("Du får aktindsigt i vores interne dokumenter, jf. § 23.", style="List Bullet")
    document.sections[0].footer.paragraphs[0].text = "Side 1"
    table = document.add_table(rows=0, cols=2, style="Light Grid Accent 1")
    for row in COUNTS:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)
    document.add_picture(io.BytesIO(plain_picture()))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


CLEAN = {
    "pandas.xlsx": lambda: by_pandas(engine="openpyxl"),
    "pandas og xlsxwriter.xlsx": lambda: by_pandas(engine="xlsxwriter"),
    "openpyxl.xlsx": by_openpyxl,
    "xlsxwriter.xlsx": by_xlsxwriter,
    "python-docx.docx": by_python_docx,
    "pandas.csv": lambda: FRAME.to_csv(index=False).encode(),
    "pandas til Excel.csv": lambda: FRAME.to_csv(index=False, sep=";").encode("utf-8-sig"),
}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_file_of_the_usual_libraries_raises_no_alarm(name):
    """Tables, filters without a choice, charts, frozen panes, data bars, footers with page numbers: nothing is found."""
    assert check_file(name, CLEAN[name]()) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Vi har undtaget interne dokumenter, jf. § 23.",
        "internt notat",
        "Notat",
        "Internt notat om sag 12 af 3. maj 2024",
    ],
)
def test_a_decision_about_internal_documents_is_no_internal_document(line):
    """Only a line that says this and nothing else, with a capital, is a mark."""
    document = Document()
    document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    assert check_file("brev.docx", buffer.getvalue()) == ()
