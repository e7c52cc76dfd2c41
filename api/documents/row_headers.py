"""Row headings in a tagged PDF: the typesetter tags column headings only, a screen reader needs both.

The first cell of every row in a table's body becomes a heading of that row; nothing that is seen changes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

if TYPE_CHECKING:
    from collections.abc import Iterator


def with_row_headers(content: bytes) -> bytes:
    """Return the PDF with the first cell of each body row tagged as TH of scope Row."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for row in _body_rows(pdf.Root.StructTreeRoot):
            _mark_headings(row)
        pdf.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def _body_rows(root: Object) -> Iterator[Object]:
    """Give the rows under every TBody of the structure."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        children = [child for child in _children(element) if isinstance(child, Dictionary) and Name.S in child]
        if element.get(Name.S) == Name.TBody:
            yield from (child for child in children if child.S == Name.TR)
        else:
            waiting.extend(children)


def _children(element: Object) -> list[Object]:
    kids = element.get(Name.K)
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _mark_headings(row: Object) -> None:
    """Tag the first cell, and let readers find both headings of a cell by their scope.

    The typesetter lists column headings only, and a list on a cell would win over the scopes.
    """
    cells = _children(row)
    for cell in cells:
        attributes = _table_attributes(cell)
        if Name.Headers in attributes:
            del attributes[Name.Headers]
    if cells and cells[0].get(Name.S) == Name.TD:
        cells[0].S = Name.TH
        _table_attributes(cells[0]).Scope = Name.Row


def _table_attributes(cell: Object) -> Object:
    """Return the cell's attributes as part of a table, empty ones when it has none yet."""
    known = cell.get(Name.A)
    attributes = list(known) if isinstance(known, Array) else [] if known is None else [known]
    found = next((one for one in attributes if one.get(Name.O) == Name.Table), None)
    if found is None:
        cell.A = Array([*attributes, Dictionary(O=Name.Table)])
        found = cell.A[len(attributes)]
    return found
