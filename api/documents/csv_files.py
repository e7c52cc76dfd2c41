"""The released cells as CSV: one file for Danish Excel, one for machines.

Both hold one cell a row. Labels that a spreadsheet would run as formulas get an apostrophe in the file for Excel,
which is what people open by double-clicking; the file for machines keeps every label as it is.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from api.documents.arrangement import SUPPRESSED
from api.documents.laid_out import require_writable

if TYPE_CHECKING:
    from disclosure.releasable import ReleasableTable

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def csv_danish_excel(table: ReleasableTable) -> bytes:
    """Return the table with semicolons and a byte order mark; `[c]` stands where a count is suppressed."""
    require_writable(table, "CSV-filen")
    rows = [[*map(_inert, table.dimensions), _inert(table.count_label)]]
    rows += [[*map(_inert, cell.labels), SUPPRESSED if cell.count is None else str(cell.count)] for cell in table.cells]
    return (_BYTE_ORDER_MARK + _written(rows, ";")).encode("utf-8")


def csv_rfc4180(table: ReleasableTable) -> bytes:
    """Return the table as RFC 4180 asks: commas, UTF-8; the status says what is suppressed (no count) or rounded."""
    require_writable(table, "CSV-filen")
    rows = [[*table.dimensions, table.count_label, "status"]]
    as_shown = "rounded" if table.rounded_to else "published"
    for cell in table.cells:
        status = "suppressed" if cell.count is None else as_shown
        rows.append([*cell.labels, "" if cell.count is None else str(cell.count), status])
    return _written(rows, ",").encode("utf-8")


def _inert(text: str) -> str:
    """Return the text so that a spreadsheet shows it and does not run it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _written(rows: list[list[str]], delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()
