"""The finished files read again, by another library than the one that wrote them, and compared with what was released.

A difference is a defect of ours, and the file is not sent.
"""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from docx import Document
from openpyxl import load_workbook

from api.documents.arrangement import SUPPRESSED, Arranged, arranged, danish_count
from api.documents.errors import ReadBackMismatch
from api.documents.laid_out import laid_table
from api.documents.sheet_names import CONTENTS_SHEET, COVER_SHEET, sheet_names
from api.documents.tables_page import PAGE_COLUMNS
from api.documents.workbook import SHEET_COLUMNS
from rules.letter import TableReference, TextTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from disclosure.releasable import ReleasableTable
    from rules.letter import Letter

_CORNERS = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


def read_back(content: bytes, tables: Sequence[ReleasableTable]) -> None:
    """Require that the workbook holds exactly the released cells, each sheet its table and no other numbers.

    Raises
    ------
    ReadBackMismatch : a sheet, a heading, a label or a count is not the released one.
    """
    book = load_workbook(io.BytesIO(content))
    names = sheet_names(tables)
    expected = [COVER_SHEET, *([CONTENTS_SHEET] if len(names) > 1 else []), *names]
    if book.sheetnames != expected:
        raise ReadBackMismatch("regnearket", f"arkene er {', '.join(book.sheetnames)}")
    for name, table in zip(names, tables, strict=True):
        _require_same(book[name], table)
    for name in expected[: len(expected) - len(names)]:
        _require_no_numbers(book[name], inside=None)


def _require_same(sheet: Worksheet, table: ReleasableTable) -> None:
    arrangement = arranged(table, SHEET_COLUMNS)
    found = [one.ref for one in sheet.tables.values()]
    if len(found) != 1:
        raise ReadBackMismatch(sheet.title, f"arket har {len(found)} tabeller")
    rows = [tuple(cell.value for cell in row) for row in sheet[found[0]]]
    if rows[0] != arrangement.header:
        raise ReadBackMismatch(sheet.title, "overskrifterne er ikke de frigivne")
    if len(rows) - 1 != len(arrangement.rows):
        raise ReadBackMismatch(sheet.title, f"tabellen har {len(rows) - 1} rækker")
    for number, (row, released) in enumerate(zip(rows[1:], _sheet_rows(arrangement), strict=True), start=1):
        if row != released or any(type(value) not in {str, int} for value in row):
            raise ReadBackMismatch(sheet.title, f"række {number} er ikke den frigivne")
    _require_no_numbers(sheet, inside=found[0])


def _sheet_rows(arrangement: Arranged) -> Iterator[tuple[str | int, ...]]:
    for row in arrangement.rows:
        yield (*row.labels, *(SUPPRESSED if count is None else count for count in row.counts))


def _require_no_numbers(sheet: Worksheet, inside: str | None) -> None:
    """Outside the table a sheet holds words only."""
    corners = _CORNERS.fullmatch(inside) if inside else None
    first, last = (int(corners[2]), int(corners[4])) if corners else (0, -1)
    for row in sheet.iter_rows():
        for cell in row:
            if not first <= int(cell.row or 0) <= last and not isinstance(cell.value, str | None):
                raise ReadBackMismatch(sheet.title, f"celle {cell.coordinate} indeholder andet end tekst")


def read_back_letter(content: bytes, letter: Letter, tables: Mapping[str, ReleasableTable]) -> None:
    """Require that every table of the letter as DOCX says what was decided and released, word for word.

    Raises
    ------
    ReadBackMismatch : a table is missing, added, or holds another cell.
    """
    written = [
        [tuple(cell.text for cell in row.cells) for row in table.rows] for table in Document(io.BytesIO(content)).tables
    ]
    laid = sorted((laid_table(block, tables) for block in _table_blocks(letter)), key=lambda table: table.is_wide)
    expected = [[table.header, *(row.cells for row in table.rows)] for table in laid if table.header]
    if len(written) != len(expected):
        raise ReadBackMismatch("brevet", f"det har {len(written)} tabeller, men skulle have {len(expected)}")
    for number, (found, released) in enumerate(zip(written, expected, strict=True), start=1):
        if found != released:
            raise ReadBackMismatch("brevet", f"tabel nr. {number} er ændret")


def _table_blocks(letter: Letter) -> Iterator[TextTable | TableReference]:
    for section in letter.sections:
        for block in section.blocks:
            if isinstance(block, TextTable | TableReference):
                yield block


def read_back_page(content: bytes, tables: Sequence[ReleasableTable]) -> None:
    """Require that the tables of the page for a browser are exactly the released ones.

    Raises
    ------
    ReadBackMismatch : a table is missing, added, or holds another cell.
    """
    reader = _PageTables()
    reader.feed(content.decode("utf-8"))
    if reader.tables != [_page_rows(table) for table in tables]:
        raise ReadBackMismatch("siden med tabeller", "en tabel er ikke den frigivne")


def page_counts(content: bytes) -> frozenset[int]:
    """Return every released count that stands on the page for a browser; of an empty page, none."""
    reader = _PageTables()
    reader.feed(content.decode("utf-8"))
    texts = {cell.replace(".", "") for table in reader.tables for row in table for cell in row}
    return frozenset(int(text) for text in texts if text.isascii() and text.isdigit())


def _page_rows(table: ReleasableTable) -> list[tuple[str, ...]]:
    arrangement = arranged(table, PAGE_COLUMNS)
    return [arrangement.header, *((*row.labels, *map(danish_count, row.counts)) for row in arrangement.rows)]


class _PageTables(HTMLParser):
    """The cells of every table of a page, as a browser shows them."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[tuple[str, ...]]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the library's own form
        """Begin a table, a row or a cell."""
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append(())
        elif tag in {"th", "td"}:
            self._cell = []

    def handle_data(self, data: str) -> None:
        """Keep what stands in a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in {"th", "td"} and self._cell is not None:
            self.tables[-1][-1] = (*self.tables[-1][-1], "".join(self._cell))
            self._cell = None
