"""From inner cells or records to the frequency table.

Both readers settle the codes first and refuse whatever they do not understand: a row that is passed over
would be a person who is missing from every total.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

import numpy as np

from disclosure.errors import BadCells
from disclosure.hierarchy import Nodes
from disclosure.request import Dimension, TableRequest
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
    for dimension in request.dimensions:
        check_codes(columns[dimension.name], dimension)
    system = settled_system(request, {name: columns[name] for name in names})
    counts = whole_numbers(columns, request.count, names)
    inner = np.zeros(tuple(nodes.n_codes for nodes in system.nodes), dtype=np.int64)
    place = _places(system, columns, names)
    flat = np.ravel_multi_index(place, inner.shape) if counts.size else np.zeros(0, dtype=np.int64)
    _check_once(flat, columns, names)
    inner.reshape(-1)[flat] = counts
    return FrequencyTable(system, with_margins(system, inner))


def _refuse_amounts(request: TableRequest) -> None:
    """Amounts are never protected as if they were counts; magnitude.amounts tabulates them."""
    if request.policy.sums is not None:
        raise BadCells("«policy.sums» beder om beløb, og her tælles kun antal; brug protect med poster (--records).")


def check_columns(columns: Columns, wanted: Sequence[str]) -> None:
    """Refuse a file that lacks a column or has one more than the specification names."""
    for name in wanted:
        if name not in columns:
            raise BadCells(
                f"Kolonnen «{name}» mangler; filen har kolonnerne {', '.join(columns)}. Ret navnet det ene sted."
            )
    for name in columns:
        if name not in wanted:
            raise BadCells(f"Kolonnen «{name}» står ikke i specifikationen; fjern den, eller tilføj dimensionen.")


def settled_system(request: TableRequest, seen: Columns) -> TableSystem:
    """The system of a request over the codes of the data; refuses two labels that nobody can tell apart."""
    system = table_system(request.with_codes({name: tuple(dict.fromkeys(codes)) for name, codes in seen.items()}))
    for dimension, nodes in zip(request.dimensions, system.nodes, strict=True):
        found: dict[str, str] = {}
        for label in nodes.labels:
            other = found.setdefault(" ".join(normalize("NFC", label).split()), label)
            if other != label:
                raise BadCells(
                    f"Kolonnen «{dimension.name}»: «{other}» og «{label}» ser ens ud (mellemrum eller sammensatte "
                    "bogstaver skiller dem); skriv dem ens, eller giv dem navne, der kan skelnes."
                )
    return system


def check_codes(texts: Sequence[str], dimension: Dimension) -> None:
    """Refuse an empty code, and a row that is a total or a group: they are added up here, and never read."""
    check_labels(texts, dimension.name)
    summed = {dimension.total, *(group for tree in dimension.hierarchies for group in tree.parents.values())}
    for row, text in enumerate(texts, start=2):
        if text in summed:
            raise BadCells(
                f"Række {row}, kolonnen «{dimension.name}»: «{text}» er en total eller en gruppe og ikke en kode; "
                "fjern rækken (programmet lægger selv sammen), eller giv totalen eller gruppen et andet navn."
            )


def check_labels(texts: Sequence[str], name: str) -> None:
    """Refuse an empty text."""
    for row, text in enumerate(texts, start=2):
        if not text.strip():
            raise BadCells(f"Række {row}, kolonnen «{name}» er tom; enhver række skal have en kode.")


def whole_numbers(columns: Columns, name: str, cell: Sequence[str] = ()) -> IntArray:
    """Read a column of whole numbers, 0 or more.

    Parameters
    ----------
    cell : the columns that name a row's cell in a message; none for records, which no message repeats. The row number
        counts the header as row 1.
    """
    found = []
    for row, text in enumerate(columns[name], start=2):
        stripped = text.strip()
        if not (stripped.isascii() and stripped.isdigit()):
            raise BadCells(
                f"Række {row}, kolonnen «{name}»{_named(columns, cell, row)}: «{text}» er ikke et helt tal, 0 eller "
                f"større; {_remedy(stripped)}"
            )
        digits = stripped.lstrip("0") or "0"
        if len(digits) > LONGEST_COUNT or int(digits) > LARGEST_COUNT:
            raise BadCells(
                f"Række {row}, kolonnen «{name}»{_named(columns, cell, row)}: tallet på {len(digits)} cifre er større "
                f"end {LARGEST_COUNT}; kontrollér det, eller skriv det i en større enhed."
            )
        found.append(int(digits))
    return np.array(found, dtype=np.int64)


def _named(columns: Columns, cell: Sequence[str], row: int) -> str:
    return f" ({', '.join(f'{name} «{columns[name][row - 2]}»' for name in cell)})" if cell else ""


def _remedy(text: str) -> str:
    """What to do about a text that is no whole number."""
    if not text:
        return "skriv 0, hvis der ingen er, eller fjern rækken."
    if re.fullmatch(r"-\s*[\d.,]+", text):
        return "et negativt tal kan ikke tælles eller lægges sammen her, så ret det, eller fjern rækken."
    if re.fullmatch(r"\d{1,3}([. \u00a0]\d{3})+", text):
        return "er det tusinder, så skriv tallet uden punktum og mellemrum."
    if re.fullmatch(r"\d+[.,]\d+", text):
        return "skriv det uden decimaler (et beløb for eksempel i øre)."
    return "skriv det med cifre alene."


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
    for dimension in request.dimensions:
        if not dimension.multiple:
            check_codes(columns[dimension.name], dimension)
    answers = {
        dimension.name: _answers(columns[dimension.name], multiple=dimension.multiple)
        for dimension in request.dimensions
    }
    system = settled_system(request, {name: [code for row in rows for code in row] for name, rows in answers.items()})
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


def _answers(texts: Sequence[str], *, multiple: bool) -> list[tuple[str, ...]]:
    if multiple:
        return [tuple(dict.fromkeys(code for code in text.split("|") if code)) for text in texts]
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
