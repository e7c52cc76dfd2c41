"""The sheets of the spreadsheet: cover, contents, and one per released table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.documents.arrangement import SUPPRESSED, explanations, reading_line
from api.documents.sheet_names import CONTENTS_SHEET, COVER_SHEET, table_object_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from api.documents.arrangement import Arranged, ArrangedRow
    from api.documents.cover import Cover
    from api.documents.workbook_formats import Formats
    from disclosure.releasable import ReleasableTable

_A4 = 9
_WIDEST, _NARROWEST, _READING_WIDTH = 60, 12, 46
_WIDEST_COUNT = 17  # a longer heading over counts is wrapped
_LINE_HEIGHT = 15.0
_TITLE_SCALE = 1.4  # a character of a title is this much larger than one of running text
_SCREEN_COLUMNS = 6
_COVER_LABELS, _COVER_WIDTH = 26, 70
_HEADING_SCALE = 1.5  # the cover's heading runs over both columns, and is printed no further
_TOP = 2  # the first row of a list under a title


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A released table with the sheet it stands on."""

    name: str
    table: ReleasableTable
    arrangement: Arranged


def write_cover(book: Workbook, cover: Cover, formats: Formats) -> None:
    """Write the first sheet: what the numbers are, before any number."""
    sheet = _sheet(book, COVER_SHEET, landscape=False)
    width = max(_COVER_WIDTH, round(_HEADING_SCALE * len(cover.title)) - _COVER_LABELS)
    sheet.set_column(0, 0, _COVER_LABELS)
    sheet.set_column(1, 1, width)
    sheet.write_string(0, 0, cover.title, formats.heading)
    for row, (label, text) in enumerate(cover.lines(), start=_TOP):
        sheet.write_string(row, 0, label, formats.label)
        sheet.write_string(row, 1, text, formats.word)
        sheet.set_row(row, _height(text, width))


def write_contents(book: Workbook, sheets: Sequence[SheetTable], formats: Formats) -> None:
    """Write the list of sheets as a table: name of the sheet, and what stands on it."""
    sheet = _sheet(book, CONTENTS_SHEET, landscape=False)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 62)
    sheet.write_string(0, 0, "Indhold", formats.heading)
    header = ("Ark", "Tabel")
    sheet.add_table(_TOP, 0, _TOP + len(sheets), 1, _table_options("Tabel_Indhold", header))
    for column, text in enumerate(header):
        sheet.write_string(_TOP, column, text, formats.header)
    for row, entry in enumerate(sheets, start=_TOP + 1):
        sheet.write_string(row, 0, entry.name, formats.word)
        sheet.write_string(row, 1, entry.table.title, formats.word)
        sheet.set_row(row, _height(entry.table.title, 62))


def write_table(book: Workbook, entry: SheetTable, formats: Formats) -> None:
    """Write title, explanation, the table as a table object, and the notes under it."""
    arrangement = entry.arrangement
    sheet = _sheet(book, entry.name, landscape=len(arrangement.header) > _SCREEN_COLUMNS)
    _set_widths(sheet, arrangement)
    top = _write_lead(sheet, entry, formats)
    last = top + len(arrangement.rows)
    sheet.add_table(
        top, 0, last, len(arrangement.header) - 1, _table_options(table_object_name(entry.name), arrangement.header)
    )
    _write_header(sheet, top, arrangement, formats)
    widths = _widths(arrangement)
    for row, content in enumerate(arrangement.rows, start=top + 1):
        _write_row(sheet, row, content, arrangement, formats)
        height = max(_height(label, width) for label, width in zip(content.labels, widths, strict=False))
        if height > _LINE_HEIGHT:
            sheet.set_row(row, height)
    sheet.freeze_panes(top + 1, len(arrangement.label_headers))
    sheet.repeat_rows(top)
    _write_texts(sheet, last + 2, entry.table.notes, formats)


def _sheet(book: Workbook, name: str, *, landscape: bool) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&RSide &P af &N")
    if landscape:
        sheet.set_landscape()
    return sheet


def _table_options(name: str, header: tuple[str, ...]) -> dict[str, object]:
    return {
        "name": name,
        "columns": [{"header": heading} for heading in header],
        "style": None,
        "autofilter": len(header) == 0,
    }


def _set_widths(sheet: Worksheet, arrangement: Arranged) -> None:
    """The first column holds the sentences too, so it is never narrower than a line one can read."""
    for column, width in enumerate(_widths(arrangement)):
        sheet.set_column(column, column, width)


def _widths(arrangement: Arranged) -> list[int]:
    label_columns = len(arrangement.label_headers)
    widths = []
    for column, heading in enumerate(arrangement.header):
        longest = min(len(heading), _WIDEST_COUNT)
        if column < label_columns:
            longest = max([len(heading), *(len(row.labels[column]) for row in arrangement.rows)])
        width = min(_WIDEST, max(_NARROWEST, longest + 3))
        widths.append(max(width, _READING_WIDTH) if column == 0 else width)
    return widths


def _write_lead(sheet: Worksheet, entry: SheetTable, formats: Formats) -> int:
    """Write what stands above the table and return the row of its header."""
    sheet.write_string(0, 0, entry.table.title, formats.title)
    sheet.set_row(0, _height(entry.table.title, int(_READING_WIDTH / _TITLE_SCALE)) * _TITLE_SCALE)
    sentences = (reading_line(entry.table, entry.arrangement), *explanations(entry.table))
    return _write_texts(sheet, 1, sentences, formats) + 1


def _write_texts(sheet: Worksheet, first: int, texts: tuple[str, ...], formats: Formats) -> int:
    """Write one text a row, wrapped, and return the row after the last."""
    for row, text in enumerate(texts, start=first):
        sheet.write_string(row, 0, text, formats.word)
        sheet.set_row(row, _height(text, _READING_WIDTH))
    return first + len(texts)


def _height(text: str, width: int) -> float:
    """Return the height that shows all of `text` in a column of `width` characters: no program measures it for us."""
    return _LINE_HEIGHT * (1 + len(text) // max(1, width - 2))


def _write_header(sheet: Worksheet, top: int, arrangement: Arranged, formats: Formats) -> None:
    for column, heading in enumerate(arrangement.header):
        is_label = column < len(arrangement.label_headers)
        sheet.write_string(top, column, heading, formats.header if is_label else formats.number_header)
    widths = zip(arrangement.header, _widths(arrangement), strict=True)
    sheet.set_row(top, max(_height(heading, width) for heading, width in widths))


def _write_row(sheet: Worksheet, row: int, content: ArrangedRow, arrangement: Arranged, formats: Formats) -> None:
    for column, label in enumerate(content.labels):
        sheet.write_string(row, column, label, formats.total_label if content.is_total else formats.word)
    counts = zip(content.counts, arrangement.total_columns, strict=True)
    for column, (count, is_total_column) in enumerate(counts, start=len(content.labels)):
        form = formats.total_count if content.is_total else formats.bold_count if is_total_column else formats.count
        if count is None:
            sheet.write_string(row, column, SUPPRESSED, form)
        else:
            sheet.write_number(row, column, count, form)
