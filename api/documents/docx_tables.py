"""A laid-out table as a Word table: caption, explanation, a header row that repeats, totals in bold under a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell, _Row

    from api.documents.laid_out import LaidRow, LaidTable

_KEPT_TOGETHER = 14  # rows: a shorter table stays on one page
_THIN, _THICK = "4", "8"  # eighths of a point
_PAGE_MM, _MM_PER_CHARACTER, _PADDING_MM = 160, 1.8, 6


def add_table(document: Document, laid: LaidTable) -> None:
    """Add the table with what stands above and below it."""
    document.add_paragraph(laid.caption, style="Caption")
    if laid.lead:
        document.add_paragraph(" ".join(laid.lead), style="Note").paragraph_format.keep_with_next = True
    if laid.header:
        _fill(document.add_table(rows=1 + len(laid.rows), cols=len(laid.header)), laid)
    for note in laid.notes:
        document.add_paragraph(note, style="Note").paragraph_format.space_before = Pt(4)
    if not laid.notes:
        document.add_paragraph(style="Note")  # two tables with nothing between them would become one


def _fill(table: Table, laid: LaidTable) -> None:
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = True
    _describe(table, laid.caption)
    _rule_rows(table)
    rows = list(table.rows)  # the library walks all rows anew for every row asked for by number
    _write_header(rows[0], laid)
    for row, content in zip(rows[1:], laid.rows, strict=True):
        _write_row(row, content, laid)
    _set_widths(table, laid)


def _set_widths(table: Table, laid: LaidTable) -> None:
    """Make each column as wide as what stands in it, so that a number stays beside its label."""
    texts = zip(laid.header, *(row.cells for row in laid.rows), strict=True)
    wanted = [_PADDING_MM + _MM_PER_CHARACTER * max(map(len, column)) for column in texts]
    widths = _shared_out(wanted)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _shared_out(wanted: list[float]) -> list[float]:
    """Give every column what it asks for, or an equal share of what is left once the narrow ones have theirs."""
    widths, left = [0.0] * len(wanted), float(_PAGE_MM)
    narrow_first = sorted(range(len(wanted)), key=lambda column: wanted[column])
    for served, column in enumerate(narrow_first):
        widths[column] = min(wanted[column], left / (len(wanted) - served))
        left -= widths[column]
    return widths


def _rule_rows(table: Table) -> None:
    """A hairline under each row guides the eye; it stands before the look, as the format asks."""
    borders = OxmlElement("w:tblBorders")
    borders.append(_edge("insideH", "2"))
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - the library has no call for it
    look.addprevious(borders)


def _describe(table: Table, caption: str) -> None:
    """Name the table for a screen reader, in the element Word calls alternative text."""
    description = OxmlElement("w:tblCaption")
    description.set(qn("w:val"), caption)
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - the library has no call for it
    table._tbl.tblPr.append(description)  # noqa: SLF001 - the order of the elements is fixed by the format
    if look is not None:
        look.set(qn("w:firstRow"), "1")
        look.set(qn("w:firstColumn"), "0")


def _write_header(row: _Row, laid: LaidTable) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no call for header rows
    for name in ("w:cantSplit", "w:tblHeader"):
        properties.append(OxmlElement(name))
    for cell, text, is_number in zip(row.cells, laid.header, laid.numeric, strict=True):
        _write_cell(cell, text, is_number=is_number, is_bold=True)
        _rule(cell, "bottom", _THICK)


def _write_row(row: _Row, content: LaidRow, laid: LaidTable) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - the library has no call for it
    for column, (cell, text) in enumerate(zip(row.cells, content.cells, strict=True)):
        is_bold = content.is_total or laid.total_columns[column]
        _write_cell(cell, text, is_number=laid.numeric[column], is_bold=is_bold)
        cell.paragraphs[0].paragraph_format.keep_with_next = len(laid.rows) <= _KEPT_TOGETHER
        if content.is_total:
            _rule(cell, "top", _THIN)


def _write_cell(cell: _Cell, text: str, *, is_number: bool, is_bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.line_spacing = 1.0
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(text)
    run.font.size = Pt(9.5)
    if is_bold:
        run.bold = True


def _rule(cell: _Cell, side: str, width: str) -> None:
    borders = OxmlElement("w:tcBorders")
    borders.append(_edge(side, width))
    cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 - the library has no call for one border


def _edge(side: str, width: str) -> BaseOxmlElement:
    edge: BaseOxmlElement = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", width), ("color", "5A5A5A")):
        edge.set(qn(f"w:{name}"), value)
    return edge
