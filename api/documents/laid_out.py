"""The tables of a letter or note with every number put in, as the words and figures a page shows.

PDF and DOCX are written from the same values, so that the two letters cannot differ.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from typing import TYPE_CHECKING

from api.documents.arrangement import Arranged, arranged, danish_count, explanations, reading_line
from api.documents.errors import UnevenTable, UnknownTable, UnwritableText
from rules.letter import TableReference, TextTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from disclosure.releasable import ReleasableTable
    from rules.letter import Section

PAGE_COLUMNS, WIDE_COLUMNS = 8, 14
"""Of a table on an upright page, and of one on a page across at the end of the letter."""
WIDE_TITLE = "Bilag: brede tabeller"
LETTER_ROWS = 400  # a longer table is read in the spreadsheet, not on paper


@dataclasses.dataclass(frozen=True, slots=True)
class LaidRow:
    """One row of a table on the page."""

    cells: tuple[str, ...]
    is_total: bool


@dataclasses.dataclass(frozen=True, slots=True)
class LaidTable:
    """A table on the page.

    Attributes
    ----------
    lead : sentences above the table: what one number is, what `[c]` means where it occurs, and that it is rounded.
    numeric : per column, whether it holds counts and is set flush right.
    total_columns : per column, whether it is a total or subtotal of other columns.
    notes : sentences under the table.
    """

    kind: str
    caption: str
    lead: tuple[str, ...]
    header: tuple[str, ...]
    numeric: tuple[bool, ...]
    total_columns: tuple[bool, ...]
    rows: tuple[LaidRow, ...]
    notes: tuple[str, ...]

    @property
    def is_wide(self) -> bool:
        """Whether it has too many columns of counts for an upright page."""
        return any(self.numeric) and len(self.header) > PAGE_COLUMNS

    @property
    def in_text(self) -> LaidTable:
        """What stands where the letter has the table: itself, or of a wide one its title and where to find it."""
        if not self.is_wide:
            return self
        rows, columns = danish_count(len(self.rows)), len(self.header) - 1
        place = f"Tabellen har {rows} rækker og {columns} kolonner med tal. Den står i »{WIDE_TITLE}« sidst i brevet."
        return LaidTable("table", self.caption, (place,), (), (), (), (), ())


def laid_table(block: TextTable | TableReference, tables: Mapping[str, ReleasableTable]) -> LaidTable:
    """Return the table that stands where `block` stands."""
    if isinstance(block, TextTable):
        return _words(block)
    if block.table_id not in tables:
        raise UnknownTable(block.table_id)
    return _released(tables[block.table_id])


def wide_tables(sections: Iterable[Section], tables: Mapping[str, ReleasableTable]) -> tuple[LaidTable, ...]:
    """Return the wide tables of a letter, in the order in which it names them."""
    blocks = (block for section in sections for block in section.blocks)
    laid = (laid_table(block, tables) for block in blocks if isinstance(block, TableReference))
    return tuple(table for table in laid if table.is_wide)


def notes_once(sections: Iterable[Section], tables: Mapping[str, ReleasableTable]) -> dict[str, ReleasableTable]:
    """Return the tables with each note under the first table only: a letter is read from the beginning."""
    shown = dict(tables)
    said: set[str] = set()
    for block in (block for section in sections for block in section.blocks):
        if isinstance(block, TableReference) and block.table_id in tables:
            table = tables[block.table_id]
            shown[block.table_id] = dataclasses.replace(
                table, notes=tuple(note for note in table.notes if note not in said)
            )
            said.update(table.notes)
    return shown


def _words(block: TextTable) -> LaidTable:
    for number, row in enumerate(block.rows, start=1):
        if len(row) != len(block.header):
            raise UnevenTable(block.caption, number)
    no_column = (False,) * len(block.header)
    rows = tuple(LaidRow(row, is_total=False) for row in block.rows)
    return LaidTable("table", block.caption, (), block.header, no_column, no_column, rows, ())


def _released(table: ReleasableTable) -> LaidTable:
    arrangement = arranged(table, WIDE_COLUMNS)
    if len(arrangement.rows) > LETTER_ROWS:
        return _too_long(table, arrangement)
    words = (False,) * len(arrangement.label_headers)
    return LaidTable(
        kind="table",
        caption=table.title,
        lead=lead(table, arrangement),
        header=arrangement.header,
        numeric=words + (True,) * len(arrangement.count_headers),
        total_columns=words + arrangement.total_columns,
        rows=tuple(
            LaidRow(row.labels + tuple(map(danish_count, row.counts)), row.is_total) for row in arrangement.rows
        ),
        notes=table.notes,
    )


def lead(table: ReleasableTable, arrangement: Arranged) -> tuple[str, ...]:
    """Return the sentences above a table: what one number is, and what must be said of the counts."""
    return (reading_line(table, arrangement), *explanations(table))


def _too_long(table: ReleasableTable, arrangement: Arranged) -> LaidTable:
    sentence = (
        f"Tabellen har {danish_count(len(arrangement.rows))} rækker og findes i regnearket, som hører til brevet."
    )
    return LaidTable("table", table.title, (sentence,), (), (), (), (), table.notes)


def require_writable(value: object, where: str) -> None:
    """Refuse a document with control characters: one format would drop them, another would break on them."""
    for text in _texts(value):
        if any(unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t" for character in text):
            raise UnwritableText(where)


def _texts(value: object) -> Iterator[str]:
    """Walk a structure of frozen values and tuples and give every text in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
