"""A laid-out table as a Word table: caption, explanation, a header row that repeats, totals in bold under a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from api.documents.docx_styles import TABLE_STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell, _Row

    from api.documents.laid_out import LaidRow, LaidTable

_KEPT_TOGETHER = 14  # rows: a shorter table stays on one page
_THIN, _THICK = "4", "8"  # eighths of a point
_PAGE_MM, _WIDE_PAGE_MM, _MM_PER_CHARACTER, _PADDING_MM = 160, 247, 2.1, 6
_NARROWEST_MM = 16  # a column of numbers


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
    longest = [_longest_word(text) if is_number else len(text) for text, is_number in _headings(laid)]
    for row in laid.rows:
        longest = [max(letters, len(text)) for letters, text in zip(longest, row.cells, strict=True)]
    widths = _widths_of(laid, [_PADDING_MM + _MM_PER_CHARACTER * letters for letters in longest])
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _headings(laid: LaidTable) -> Iterator[tuple[str, bool]]:
    return zip(laid.header, laid.numeric, strict=True)


def _longest_word(heading: str) -> int:
    """A heading over numbers may take several lines."""
    return max(map(len, heading.split()), default=0)


def _widths_of(laid: LaidTable, wanted: list[float]) -> list[float]:
    """Labels before numbers: a name is not broken as long as there is room; numbers share what is left."""
    words = [at for at, is_number in enumerate(laid.numeric) if not is_number]
    numbers = [at for at, is_number in enumerate(laid.numeric) if is_number]
    page = _WIDE_PAGE_MM if laid.is_wide else _PAGE_MM
    for_words = page - min(len(numbers) * _NARROWEST_MM, page / 2)
    widths = dict(zip(words, _shared_out([wanted[at] for at in words], for_words), strict=True))
    left = page - sum(widths.values())
    widths |= zip(numbers, _shared_out([wanted[at] for at in numbers], left), strict=True)
    return [widths[at] for at in range(len(wanted))]


def _shared_out(wanted: list[float], room: float) -> list[float]:
    """Give every column what it asks for, or an equal share of what is left once the narrow ones have theirs."""
    widths, left = [0.0] * len(wanted), float(room)
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
    paragraph.style = TABLE_STYLE
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run(text).bold = is_bold or None


def _rule(cell: _Cell, side: str, width: str) -> None:
    borders = OxmlElement("w:tcBorders")
    borders.append(_edge(side, width))
    cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 - the library has no call for one border


def _edge(side: str, width: str) -> BaseOxmlElement:
    edge: BaseOxmlElement = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", width), ("color", "5A5A5A")):
        edge.set(qn(f"w:{name}"), value)
    return edge
