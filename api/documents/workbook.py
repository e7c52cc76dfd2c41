"""The spreadsheet: a cover, contents, and one released table a sheet as a real table object.

Only released cells are written. There are no formulas, links, merged cells, comments, hidden parts or persons
in it; read_back.py checks the finished bytes against the tables.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter

from api.documents.arrangement import arranged
from api.documents.laid_out import require_writable
from api.documents.office_package import danish_workbook
from api.documents.sheet_names import sheet_names
from api.documents.stamp import in_utc
from api.documents.workbook_formats import workbook_formats
from api.documents.workbook_sheets import SheetTable, write_contents, write_cover, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from api.documents.cover import Cover
    from disclosure.releasable import ReleasableTable

SHEET_COLUMNS = 13
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(tables: Sequence[ReleasableTable], cover: Cover, created: datetime) -> bytes:
    """Return the spreadsheet; the same tables, cover and moment give the same bytes."""
    require_writable((tuple(tables), cover), "regnearket")
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({"title": cover.title, "created": in_utc(created).replace(tzinfo=None)})
    formats = workbook_formats(book)
    sheets = [
        SheetTable(name, table, arranged(table, SHEET_COLUMNS))
        for name, table in zip(sheet_names(tables), tables, strict=True)
    ]
    write_cover(book, cover, formats)
    if len(sheets) > 1:
        write_contents(book, sheets, formats)
    for sheet in sheets:
        write_table(book, sheet, formats)
    book.close()
    return danish_workbook(buffer.getvalue())
