"""From inner cells or records to the frequency table.

Both readers settle the codes first and refuse whatever they do not understand: a row that is passed over
would be a person who is missing from every total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from disclosure.errors import BadCells
from disclosure.hierarchy import Nodes
from disclosure.request import TableRequest
from disclosure.table import BoolArray, FrequencyTable, IntArray, TableSystem, table_system, with_margins

LARGEST_COUNT = 10**12
"""Sums of up to 10⁶ such counts still fit in 63 bits."""
LONGEST_COUNT = len(str(LARGEST_COUNT))
"""Digits; Python refuses to read numbers of thousands of them."""
Columns = Mapping[str, Sequence[str]]


def tabulate_cells(request: TableRequest, columns: Columns) -> FrequencyTable:
    """Build the table from inner cells: a column per dimension and the count column; cells not listed are 0.

    Raises
    ------
    BadCells : a missing or extra column, a count that is negative, fractional or empty, a cell listed twice,
        or a multi-response dimension, whose totals only records can give.
    """
    _refuse_amounts(request)
    names = [dimension.name for dimension in request.dimensions]
    for dimension in request.dimensions:
        if dimension.multiple:
            raise BadCells(f"Dimensionen «{dimension.name}» har flere svar; giv poster (--records), ikke celler.")
    check_columns(columns, [*names, request.count])
    for name in names:
        check_labels(columns[name], name)
    request = request.with_codes({name: tuple(dict.fromkeys(columns[name])) for name in names})
    system = table_system(request)
    counts = whole_numbers(columns[request.count], request.count)
    inner = np.zeros(tuple(nodes.n_codes for nodes in system.nodes), dtype=np.int64)
    place = _places(system, columns, names)
    flat = np.ravel_multi_index(place, inner.shape) if counts.size else np.zeros(0, dtype=np.int64)
    _check_once(flat, columns, names)
    inner.reshape(-1)[flat] = counts
    return FrequencyTable(system, with_margins(system, inner))


def _refuse_amounts(request: TableRequest) -> None:
    """Amounts are never protected as if they were counts; magnitude.amounts tabulates them."""
    if request.policy.sums is not None:
        raise BadCells("«policy.sums» beder om beløb; giv poster med beløb og bidragyder (--records), ikke celler.")


def check_columns(columns: Columns, wanted: Sequence[str]) -> None:
    """Refuse a file that lacks a column or has one more than the specification names."""
    for name in wanted:
        if name not in columns:
            raise BadCells(f"Kolonnen «{name}» mangler; filen har kolonnerne {', '.join(columns)}.")
    for name in columns:
        if name not in wanted:
            raise BadCells(f"Kolonnen «{name}» står ikke i specifikationen; fjern den, eller tilføj dimensionen.")


def check_labels(texts: Sequence[str], name: str) -> None:
    """Refuse an empty code."""
    for row, text in enumerate(texts, start=2):
        if not text:
            raise BadCells(f"Række {row}, kolonnen «{name}» er tom; enhver række skal have en kode.")


def whole_numbers(texts: Sequence[str], name: str) -> IntArray:
    """Whole numbers, 0 or more; the row number in a message counts the header as row 1."""
    found = []
    for row, text in enumerate(texts, start=2):
        stripped = text.strip()
        if not (stripped.isascii() and stripped.isdigit()):
            raise BadCells(f"Række {row}, kolonnen «{name}»: «{text}» er ikke et helt tal, 0 eller større.")
        digits = stripped.lstrip("0") or "0"
        if len(digits) > LONGEST_COUNT or int(digits) > LARGEST_COUNT:
            raise BadCells(
                f"Række {row}, kolonnen «{name}»: tallet på {len(digits)} cifre er større end {LARGEST_COUNT}."
            )
        found.append(int(digits))
    return np.array(found, dtype=np.int64)


def _places(system: TableSystem, columns: Columns, names: Sequence[str]) -> tuple[IntArray, ...]:
    return tuple(
        np.array([system.nodes[axis].index[label] for label in columns[name]], dtype=np.int64)
        for axis, name in enumerate(names)
    )


def _check_once(flat: IntArray, columns: Columns, names: Sequence[str]) -> None:
    _, first, times = np.unique(flat, return_index=True, return_counts=True)
    if (times > 1).any():
        place = int(first[times > 1][0])
        row = int(np.flatnonzero(flat == flat[place])[1]) + 2
        cell = ", ".join(f"{name} «{columns[name][place]}»" for name in names)
        raise BadCells(f"Række {row}: cellen {cell} står to gange; læg rækkerne sammen, eller fjern den ene.")


def tabulate_records(request: TableRequest, columns: Columns) -> FrequencyTable:
    """Build the table from records: one row per record; a multi-response column holds codes separated by `|`.

    A record without a code counts in the total only; a code given twice counts once; a group counts the
    records with at least one of its codes.

    Raises
    ------
    BadCells : a missing or extra column, or an empty value in a single-response column.
    """
    _refuse_amounts(request)
    names = [dimension.name for dimension in request.dimensions]
    check_columns(columns, names)
    answers = {
        dimension.name: _answers(columns[dimension.name], dimension.name, dimension.multiple)
        for dimension in request.dimensions
    }
    seen = {name: tuple(dict.fromkeys(code for row in rows for code in row)) for name, rows in answers.items()}
    system = table_system(request.with_codes(seen))
    length = tuple(
        len(nodes.labels) if many else nodes.n_codes for nodes, many in zip(system.nodes, system.multiple, strict=True)
    )
    inner = np.zeros(length, dtype=np.int64)
    slots = [
        _slots(nodes, answers[name], many=many)
        for nodes, name, many in zip(system.nodes, names, system.multiple, strict=True)
    ]
    _count(inner, slots)
    return FrequencyTable(system, with_margins(system, inner))


def _answers(texts: Sequence[str], name: str, multiple: bool) -> list[tuple[str, ...]]:
    if multiple:
        return [tuple(dict.fromkeys(code for code in text.split("|") if code)) for text in texts]
    check_labels(texts, name)
    return [(text,) for text in texts]


def _slots(nodes: Nodes, rows: Sequence[tuple[str, ...]], *, many: bool) -> list[tuple[int, ...]]:
    """Per record the nodes it counts in: its code, or for several answers all nodes above any of them."""
    index = nodes.index
    if not many:
        return [(index[row[0]],) for row in rows]
    cache: dict[tuple[str, ...], tuple[int, ...]] = {}
    for row in set(rows):
        codes = [index[code] for code in row]
        under: BoolArray = np.any(nodes.members[:, codes], axis=1)
        under[nodes.total] = True
        cache[row] = tuple(int(node) for node in np.flatnonzero(under))
    return [cache[row] for row in rows]


def _count(inner: IntArray, slots: Sequence[Sequence[tuple[int, ...]]]) -> None:
    """Add every record to the cells of its slots; at most one axis has several slots per record."""
    many = next((axis for axis, rows in enumerate(slots) if any(len(row) != 1 for row in rows)), None)
    repeat = np.array([1 if many is None else len(row) for row in slots[0 if many is None else many]], dtype=np.int64)
    place = tuple(
        np.array([slot for row in rows for slot in row], dtype=np.int64)
        if axis == many
        else np.repeat(np.array([row[0] for row in rows], dtype=np.int64), repeat)
        for axis, rows in enumerate(slots)
    )
    np.add.at(inner, place, 1)
