"""A table as it was published: which cells show a count.

Read from the request and the published figures alone; the truth is not known here. reader_puzzle.py makes of it the
puzzle that a reader is left with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from disclosure.errors import BadPublished
from disclosure.request import TableRequest
from disclosure.solver import NO_LIMIT, IntArray
from disclosure.table import BoolArray, Index, TableSystem, table_system

Columns = Mapping[str, Sequence[str]]
NOT_SHOWN = -1
FULL_LISTING = 1_000_000
"""Up to this many cells a published table lists every cell; above it, cells that are zero may be left out."""
MOST_DIGITS = 40
LARGEST_FIGURE = NO_LIMIT // 10
"""Anything larger comes too close to what the optimiser takes for no limit."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the mark of a suppressed cell means to the attacker: a count from `low` to `high` (None: no limit)."""

    low: int = 0
    high: int | None = None


@dataclass(frozen=True)
class PublishedRow:
    """One row of the published file: its table's number and its cell."""

    table: int
    index: Index


@dataclass(frozen=True)
class PublishedTable:
    """What was published.

    Attributes
    ----------
    system : shape and labels.
    counts : shape `system.shape`; NOT_SHOWN where no count is published.
    suppressed_rows : the rows with a mark instead of a count, in file order.
    """

    system: TableSystem
    counts: IntArray
    suppressed_rows: tuple[PublishedRow, ...]


def from_pattern(system: TableSystem, counts: IntArray, suppressed: BoolArray) -> PublishedTable:
    """The published table that shows `counts` except where `suppressed`; for tables that never were a file."""
    shown = np.where(system.in_release & ~suppressed, counts, NOT_SHOWN)
    rows: list[PublishedRow] = []
    for table, axes in enumerate(system.published_nodes):
        here = np.zeros(system.shape, dtype=bool)
        here[np.ix_(*axes)] = True
        rows.extend(PublishedRow(table, _plain(index)) for index in np.argwhere(here & suppressed))
    return PublishedTable(system, shown, tuple(rows))


def _plain(index: IntArray) -> Index:
    return tuple(int(node) for node in index)


def read_published(request: TableRequest, columns: Columns) -> PublishedTable:
    """Read the columns of a protected.csv; codes that the request does not list are those in the file.

    Raises
    ------
    BadPublished : a missing column, a label that is unknown, a count that is none, a status that contradicts
        its count, a cell twice or missing.
    BadSpec : a code in the file is not among the request's codes.
    """
    _check_columns(request, columns)
    system = table_system(request.with_codes(_codes_seen(request, columns)))
    counts = np.full(system.shape, NOT_SHOWN, dtype=np.int64)
    seen: set[tuple[int, Index]] = set()
    suppressed = []
    for number, row in enumerate(_rows(columns), start=2):
        place = PublishedRow(_table_number(request, row, number), _index(system, row, number))
        if (place.table, place.index) in seen:
            raise BadPublished(f"Række {number}: cellen {system.sentence(place.index)} står to gange.")
        seen.add((place.table, place.index))
        count = _count(row, request.count, number)
        if count is None:
            suppressed.append(place)
        elif counts[place.index] not in (NOT_SHOWN, count):
            raise BadPublished(f"Række {number}: cellen {system.sentence(place.index)} har to forskellige tal.")
        else:
            counts[place.index] = count
    _check_all_there(system, seen, counts)
    return PublishedTable(system, counts, tuple(suppressed))


def _check_columns(request: TableRequest, columns: Columns) -> None:
    wanted = [*(dimension.name for dimension in request.dimensions), request.count, "status"]
    if len(request.tables) > 1:
        wanted.append("table")
    for name in wanted:
        if name not in columns:
            raise BadPublished(f"Kolonnen «{name}» mangler; filen har kolonnerne {', '.join(columns)}.")
    for name in columns:
        if name not in (*wanted, "table"):
            raise BadPublished(f"Kolonnen «{name}» står ikke i specifikationen; fjern den, eller tilføj dimensionen.")


def _codes_seen(request: TableRequest, columns: Columns) -> dict[str, tuple[str, ...]]:
    """The labels of the file that are neither a total nor a group."""
    seen = {}
    for dimension in request.dimensions:
        upper = {dimension.total, *(parent for h in dimension.hierarchies for parent in h.parents.values())}
        seen[dimension.name] = tuple(label for label in dict.fromkeys(columns[dimension.name]) if label not in upper)
    return seen


def _rows(columns: Columns) -> Iterator[dict[str, str]]:
    names = tuple(columns)
    return (dict(zip(names, row, strict=True)) for row in zip(*(columns[name] for name in names), strict=True))


def _is_whole(text: str) -> bool:
    """Whether the text is a whole number of a length that can be read (Python refuses thousands of digits)."""
    return text.isascii() and text.isdigit() and len(text) < MOST_DIGITS


def _table_number(request: TableRequest, row: Mapping[str, str], number: int) -> int:
    text = row.get("table", "0")
    if not _is_whole(text) or int(text) >= len(request.tables):
        raise BadPublished(f"Række {number}, kolonnen «table»: «{text}» er ikke nummeret på en tabel.")
    return int(text)


def _index(system: TableSystem, row: Mapping[str, str], number: int) -> Index:
    """The cell of a row; its labels are known, for every one that is no group or total is a code (see _codes_seen)."""
    index = tuple(
        nodes.index[row[dimension.name]]
        for dimension, nodes in zip(system.request.dimensions, system.nodes, strict=True)
    )
    if not system.in_release[index]:
        raise BadPublished(f"Række {number}: cellen {system.sentence(index)} hører ikke til nogen af tabellerne.")
    return index


def _count(row: Mapping[str, str], name: str, number: int) -> int | None:
    text, status = row[name].strip(), row["status"].strip()
    if status not in ("published", "suppressed"):
        raise BadPublished(f"Række {number}, kolonnen «status»: «{status}» skal være published eller suppressed.")
    if (text == "") != (status == "suppressed"):
        raise BadPublished(f"Række {number}: «status» er {status}, men kolonnen «{name}» er «{text}».")
    if text and not _is_whole(text):
        raise BadPublished(f"Række {number}, kolonnen «{name}»: «{text}» er ikke et helt tal, 0 eller større.")
    if text and int(text) > LARGEST_FIGURE:
        raise BadPublished(
            f"Række {number}, kolonnen «{name}»: «{text}» er over {LARGEST_FIGURE}, som er det højeste, der kan "
            "efterregnes; skriv tallene i en større enhed."
        )
    return int(text) if text else None


def _check_all_there(system: TableSystem, seen: set[tuple[int, Index]], counts: IntArray) -> None:
    """A missing cell could hide anything; only very large tables may leave out zeros that are shown."""
    zeros_left_out = int(system.in_release.sum()) > FULL_LISTING
    for table, axes in enumerate(system.published_nodes):
        for index in product(*(axis.tolist() for axis in axes)):
            if (table, index) in seen:
                continue
            if not zeros_left_out:
                raise BadPublished(f"Cellen {system.sentence(index)} mangler i tabel {table}; hver celle skal stå der.")
            if counts[index] == NOT_SHOWN:
                counts[index] = 0
