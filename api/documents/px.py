"""The released cells as a PX file (axis version 2013), as statistics offices exchange tables.

The first dimension is the stub and the rest the heading. A suppressed cell is the two dots that PX
defines for "not shown"; a cell that is not in the table is one dot.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from api.documents.arrangement import SUPPRESSED, explanations
from api.documents.json_stat import category_labels
from api.documents.laid_out import require_writable
from api.documents.sheet_names import ascii_name
from api.documents.stamp import in_utc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from disclosure.releasable import ReleasableTable

_TWO_DOTS, _NOT_IN_TABLE = '".."', '"."'
_LONGEST_LINE = 200  # a quoted text is broken over lines well before the format's 256 characters


def px(table: ReleasableTable, created: datetime) -> bytes:
    """Return the table as PX in UTF-8; numbers stand in the order of the stub, then the heading."""
    require_writable(table, "PX-filen")
    lines = [
        *_about_the_file(table, created),
        *_about_the_table(table),
        f"DATA=\n{_data(table)};",
    ]
    return ("\r\n".join(lines).replace("\r\n", "\n").replace("\n", "\r\n") + "\r\n").encode("utf-8")


def _about_the_file(table: ReleasableTable, created: datetime) -> tuple[str, ...]:
    moment = in_utc(created).strftime("%Y%m%d %H:%M")
    return (
        'CHARSET="ANSI";',
        'AXIS-VERSION="2013";',
        'CODEPAGE="utf-8";',
        'LANGUAGE="da";',
        f"CREATION-DATE={_quoted(moment)};",
        "DECIMALS=0;",
        "SHOWDECIMALS=0;",
        f"MATRIX={_quoted(ascii_name(table.table_id)[:20])};",
        'SUBJECT-CODE="AI";',
        'SUBJECT-AREA="Aktindsigt";',
        f"DATASYMBOL2={_quoted(SUPPRESSED)};",
    )


def _about_the_table(table: ReleasableTable) -> tuple[str, ...]:
    stub, heading = table.dimensions[:1], table.dimensions[1:]
    values = zip(table.dimensions, category_labels(table), strict=True)
    notes = [*table.notes, *explanations(table)]
    return (
        f"TITLE={_quoted(table.title)};",
        f"CONTENTS={_quoted(table.count_label)};",
        f"UNITS={_quoted(f'antal {table.unit}')};",
        f"STUB={_listed(stub)};",
        *((f"HEADING={_listed(heading)};",) if heading else ()),
        *(f"VALUES({_quoted(name)})={_listed(labels)};" for name, labels in values),
        *((f"NOTE={_quoted('#'.join(notes))};",) if notes else ()),
    )


def _data(table: ReleasableTable) -> str:
    categories = category_labels(table)
    counts = {cell.labels: cell.count for cell in table.cells}
    return "\n".join(
        " ".join(_datum((row, *rest), counts) for rest in itertools.product(*categories[1:])) for row in categories[0]
    )


def _datum(key: tuple[str, ...], counts: dict[tuple[str, ...], int | None]) -> str:
    if key not in counts:
        return _NOT_IN_TABLE
    count = counts[key]
    return _TWO_DOTS if count is None else str(count)


def _listed(texts: Iterable[str]) -> str:
    return ",\n".join(_quoted(text) for text in texts)


def _quoted(text: str) -> str:
    """Return the text in quotes; PX has no escape for a quotation mark, so it becomes an apostrophe."""
    plain = text.replace('"', "'").replace("\n", " ")
    pieces = [plain[start : start + _LONGEST_LINE] for start in range(0, len(plain), _LONGEST_LINE)] or [""]
    return "\n".join(f'"{piece}"' for piece in pieces)
