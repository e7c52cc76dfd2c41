"""The seven tables of cases/imdi-2024 written as people publish them, and a drawn table as any format."""

from __future__ import annotations

import csv
import html
import io
from pathlib import Path

import openpyxl
import typst
from docx import Document
from docx.shared import Mm
from openpyxl.styles import Alignment, Font

from data.printed_files.reading import grids_in

CASES = Path(__file__).resolve().parents[3] / "data" / "cases"
SEVEN = [
    list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    for path in sorted((CASES / "imdi-2024").glob("*.csv"))
]


def texts(grid):
    return [[cell.text for cell in row] for row in grid.rows]


def all_texts(name, content):
    return [texts(grid) for grid in grids_in(name, content)]


def caption(number):
    return f"Tabel {number}: Saker i tabel {number}"


def workbook(tables=SEVEN):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(tables, start=1):
        sheet = book.create_sheet(f"Tabel {number}")
        sheet.append([caption(number)])
        sheet.append([])
        for at, row in enumerate(rows):
            _append(sheet, row, is_heading=at == 0)
        sheet.column_dimensions["A"].width = 60
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    return saved(book)


def saved(thing):
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def _append(sheet, row, *, is_heading):
    """Counts are numbers, percentages are numbers under a percent format, as a person's sheet has them."""
    sheet.append([_value(text) for text in row])
    for at, text in enumerate(row, start=1):
        cell = sheet.cell(sheet.max_row, at)
        if isinstance(cell.value, float):
            cell.number_format = "0 %"
        if is_heading:
            cell.font = Font(bold=True)
        elif at == 1:
            cell.alignment = Alignment(horizontal="left")
        assert text or cell.value is None


def _value(text):
    if text.isdigit():
        return int(text)
    return int(text[:-2]) / 100 if text[:-2].isdigit() and text.endswith(" %") else text or None


def document(tables=SEVEN):
    made = Document()
    for number, rows in enumerate(tables, start=1):
        made.add_paragraph(caption(number), style="Caption")
        table = made.add_table(rows=len(rows), cols=len(rows[0]))
        for line, row in zip(list(table.rows), rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text
                cell.width = Mm(60 if cell is line.cells[0] else 14)
        made.add_paragraph("Tekst efter tabellen.")
    return saved(made)


def page(tables=SEVEN):
    parts = ["<!doctype html><html><head><meta charset=utf-8><script>var t='<table>';</script></head><body>"]
    for number, rows in enumerate(tables, start=1):
        head = "".join(f"<th>{html.escape(text)}" for text in rows[0])
        body = "".join("<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) for row in rows[1:])
        parts.append(f"<table><caption>{caption(number)}</caption><thead><tr>{head}<tbody>{body}</table>")
    return "".join(parts).encode()


def pdf(stroke, tables=SEVEN, *, first="left", **page):
    """Typeset with drawn lines (`0.5pt`), level lines only, or none: whatever `stroke` says."""
    settings = ", ".join(f"{name}: {value}" for name, value in page.items())
    lead = f"#set page({settings})\n#set text(size: 9pt, hyphenate: false)\nI {2024} var der {1402} saker.\n\n"
    return typst.compile((lead + "\n".join(_typeset(*one, stroke, first) for one in enumerate(tables, 1))).encode())


def _typeset(number, rows, stroke, first):
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for row in rows for text in row)
    cells = ", ".join(f'[#"{text}"]' for text in quoted)
    columns = len(rows[0])
    align = f"({first},) + (right,) * {columns - 1}"
    table = f"#table(columns: {columns}, stroke: {stroke}, align: {align}, {cells})"
    return f"*{caption(number)}*\n\n{table}\n\nTekst efter tabellen, som ikke hører til den.\n"
