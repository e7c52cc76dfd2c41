"""How a released table is laid out for a reader: row by column where that fits, otherwise one cell a row.

Every format that people look at uses the same arrangement, so that letter and spreadsheet show the same table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.rounding.rounding_files import rounding_note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from disclosure.releasable import ReleasableTable

SUPPRESSED = "[c]"
MARK_SENTENCE = (
    "[c] betyder, at tallet ikke vises af hensyn til fortrolighed. Mærket står både ved små tal og ved tal, "
    "som de små tal ellers kunne regnes ud af. Det oplyses ikke, hvilke der er hvilke."
)
_CROSSED = 2  # a crossing can be drawn as rows and columns when it has exactly two dimensions


@dataclass(frozen=True, slots=True)
class ArrangedRow:
    """One row: its labels, then its counts (None where suppressed)."""

    labels: tuple[str, ...]
    counts: tuple[int | None, ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class Arranged:
    """A released table as rows.

    Attributes
    ----------
    label_headers : headings of the columns that hold labels.
    count_headers : headings of the columns that hold counts.
    total_columns : for each count column, whether it is a total or subtotal of others.
    column_dimension : the dimension the count columns run over; empty when there is one count column.
    """

    label_headers: tuple[str, ...]
    count_headers: tuple[str, ...]
    total_columns: tuple[bool, ...]
    column_dimension: str
    rows: tuple[ArrangedRow, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """All column headings, from left to right."""
        return self.label_headers + self.count_headers


def arranged(table: ReleasableTable, max_columns: int) -> Arranged:
    """Return the table row by column when it is a complete crossing with few enough columns, else one cell a row."""
    if len(table.dimensions) != _CROSSED:
        return _long(table)
    labels = [_distinct(cell.labels[axis] for cell in table.cells) for axis in range(_CROSSED)]
    column_axis = 0 if len(labels[0]) < len(labels[1]) else 1
    is_complete = len(table.cells) == len(labels[0]) * len(labels[1])
    headings = (table.dimensions[1 - column_axis], *labels[column_axis])
    fits = len(headings) <= max_columns and _distinguishable(headings)
    return _crossed(table, labels, column_axis) if is_complete and fits else _long(table)


def _distinct(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(labels))


def _distinguishable(labels: tuple[str, ...]) -> bool:
    """Whether the labels can head columns: a table object takes neither empty nor equal headings."""
    folded = {label.strip().casefold() for label in labels}
    return len(folded) == len(labels) and "" not in folded


def _long(table: ReleasableTable) -> Arranged:
    rows = tuple(
        ArrangedRow(
            labels=cell.labels,
            counts=(cell.count,),
            is_total=any(label in totals for label, totals in zip(cell.labels, table.totals, strict=True)),
        )
        for cell in table.cells
    )
    return Arranged(table.dimensions, (table.count_label,), (False,), "", rows)


def _crossed(table: ReleasableTable, labels: list[tuple[str, ...]], column_axis: int) -> Arranged:
    row_axis = 1 - column_axis
    counts = {(cell.labels[row_axis], cell.labels[column_axis]): cell.count for cell in table.cells}
    columns = labels[column_axis]
    rows = tuple(
        ArrangedRow((row,), tuple(counts[row, column] for column in columns), row in table.totals[row_axis])
        for row in labels[row_axis]
    )
    return Arranged(
        label_headers=(table.dimensions[row_axis],),
        count_headers=columns,
        total_columns=tuple(column in table.totals[column_axis] for column in columns),
        column_dimension=table.dimensions[column_axis],
        rows=rows,
    )


def danish_count(count: int | None) -> str:
    """Return a count as Danes write it, 12.345, or the mark where it is suppressed."""
    return SUPPRESSED if count is None else f"{count:,}".replace(",", ".")


def explanations(table: ReleasableTable) -> tuple[str, ...]:
    """Return what must be said of the table's counts: what `[c]` means where it occurs, and that they are rounded."""
    marks = (MARK_SENTENCE,) if table.has_suppressed else ()
    return (*marks, *roundings(table))


def roundings(table: ReleasableTable) -> tuple[str, ...]:
    """Return that the counts are rounded, to what and how; nothing of exact counts."""
    return (rounding_note(table.rounded_to),) if table.rounded_to else ()


def reading_line(table: ReleasableTable, arrangement: Arranged) -> str:
    """Return the sentence above the table that says what one number is."""
    unit = f"Enhed: antal {table.unit}."
    if not arrangement.column_dimension:
        return unit
    return f"{unit} Kolonnerne viser {arrangement.column_dimension[:1].lower()}{arrangement.column_dimension[1:]}."
