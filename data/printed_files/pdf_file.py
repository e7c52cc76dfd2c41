"""Tables in a PDF: read from where the letters and the drawn lines stand, since most files say no more.

What is not found: tables in pictures (scanned pages), text in fonts without a meaning, tables without figures, and two
tables side by side, which are read as one. Each page that could not be read is named in the grids' remarks.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from threading import Lock

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from data.errors import DamagedFile, EncryptedFile, NoTable, TooLargeFile
from data.files.pdf_streams import unpacks_too_far
from data.printed_files.pdf_lines import text_lines
from data.printed_files.pdf_marks import PageMarks, Sheet, page_marks
from data.printed_files.pdf_regions import Region, caption_at_foot, regions
from data.printed_files.pdf_tables import Column, table_columns, table_rows
from data.printed_files.printing import EMPTY, Place, grid, require_room
from disclosure.printed.grid import Grid, GridCell

_ONE_AT_A_TIME = Lock()
"""PDFium keeps one state for the whole process."""
_MOST_PAGES = 500
_MOST_LETTERS = 3_000_000
_MOST_OBJECTS = 200_000
_MARGIN_LINES = 2  # what may stand between a table and the edge of its page: a running title, a page number
_FEW_LETTERS = 20
_LOOKED_AT_PICTURES = "siderne er billeder uden tekst, for eksempel en skanning"


@dataclass(frozen=True, slots=True)
class _Part:
    """A table as far as one page has it."""

    pages: tuple[int, ...]
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    begins_page: bool
    ends_page: bool


def pdf_grids(name: str, content: bytes) -> tuple[Grid, ...]:
    """Return the tables in a PDF, page by page; one that runs over several pages is one.

    Raises
    ------
    EncryptedFile, DamagedFile, TooLargeFile
    NoTable : every page is a picture.
    """
    _require_bounded(name, content)
    try:
        with _ONE_AT_A_TIME, pdfium.PdfDocument(content) as pdf:
            return _grids(name, pdf)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise EncryptedFile(name) from error
        raise DamagedFile(name, "PDF-strukturen kan ikke læses") from error


def _require_bounded(name: str, content: bytes) -> None:
    """Refuse what unpacks to too much before the library that draws pages sees it."""
    if unpacks_too_far(content):
        raise TooLargeFile(name, "indholdet pakker ud til for meget")
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if len(pdf.objects) > _MOST_OBJECTS:
                raise TooLargeFile(name, f"den har over {_MOST_OBJECTS} objekter")
            if len(pdf.pages) > _MOST_PAGES:
                raise TooLargeFile(name, f"den har over {_MOST_PAGES} sider")
    except pikepdf.PasswordError as error:
        raise EncryptedFile(name) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError) as error:
        raise DamagedFile(name, "PDF-strukturen kan ikke læses") from error


def _grids(name: str, pdf: pdfium.PdfDocument) -> tuple[Grid, ...]:
    parts: list[_Part] = []
    pictures, unread, letters, foot = [], [], 0, ""
    for number in range(1, len(pdf) + 1):
        marks = page_marks(pdf[number - 1])
        found = sum(len(sheet.letters) for sheet in marks.sheets)
        letters += found + marks.unreadable
        if letters > _MOST_LETTERS:
            raise TooLargeFile(name, f"den har over {_MOST_LETTERS} bogstaver")
        if marks.pictures and found < _FEW_LETTERS:
            pictures.append(number)
        if marks.unreadable > max(_FEW_LETTERS, found // 4):
            unread.append(number)
        found_parts, foot = _page_parts(number, marks, foot)
        parts.extend(found_parts)
    if len(pictures) == len(pdf):
        raise NoTable(name, _LOOKED_AT_PICTURES)
    require_room(name, sum(len(part.rows) * len(part.columns) for part in parts))
    remarks = tuple(_remarks(pictures, unread))
    made = (grid(_place(name, part, remarks), part.rows) for part in _joined(parts))
    return tuple(one for one in made if one is not None)


def _place(name: str, part: _Part, remarks: tuple[str, ...]) -> Place:
    first, last = part.pages[0], part.pages[-1]
    pages = f"side {first}" if first == last else f"side {first}–{last}"
    return Place(f"{name}, {pages}", part.title, remarks)


def _remarks(pictures: list[int], unread: list[int]) -> Iterator[str]:
    for pages, why in (
        (pictures, "er et billede uden tekst; står der en tabel, er den ikke læst"),
        (unread, "har tekst i en skrift, der ikke kan oversættes til bogstaver; en tabel dér kan være læst forkert"),
    ):
        if pages:
            yield f"Side {', '.join(map(str, pages))} {why}."


def _page_parts(number: int, marks: PageMarks, foot: str) -> tuple[list[_Part], str]:
    """Return the tables of a page, the first under the caption at the foot of the page before, and this page's foot."""
    parts: list[_Part] = []
    caption = ""
    for sheet in marks.sheets:
        lines = text_lines(sheet.letters, sheet.upright)
        rest = len(lines)
        for region in regions(lines, sheet.upright):
            rest = region.after
            at_top = not parts and region.before <= _MARGIN_LINES
            parts.append(_part(number, region, foot if at_top and not region.title else region.title, sheet))
        caption = caption_at_foot(lines[len(lines) - rest :]) or caption
    return parts, caption


def _part(number: int, region: Region, title: str, sheet: Sheet) -> _Part:
    columns = table_columns(region.lines, sheet.upright)
    rows = table_rows(region.lines, columns, sheet.level)
    return _Part(
        pages=(number,),
        title=title,
        columns=tuple(columns),
        rows=tuple(tuple(row) for row in rows),
        begins_page=region.before <= _MARGIN_LINES and not title,
        ends_page=region.after <= _MARGIN_LINES,
    )


def _joined(parts: list[_Part]) -> Iterator[_Part]:
    """Yield the tables, what runs on from page to page put together; a heading said again is said once."""
    last: _Part | None = None
    for part in parts:
        homes = _homes(last, part) if last is not None and _may_run_on(last, part) else []
        if last is not None and homes:
            last = _longer(last, part, homes)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _may_run_on(last: _Part, part: _Part) -> bool:
    return part.pages[0] == last.pages[-1] + 1 and last.ends_page and part.begins_page


def _homes(last: _Part, part: _Part) -> list[int]:
    """Return for each column of a part the column of the table above that it stands under; none if one does not."""
    homes = []
    for column in part.columns:
        under = [at for at, one in enumerate(last.columns) if min(one.right, column.right) > max(one.left, column.left)]
        if len(under) != 1:
            return []
        homes.extend(under)
    return homes if len(set(homes)) == len(homes) else []


def _longer(last: _Part, part: _Part, homes: list[int]) -> _Part:
    rows = [
        tuple(row[homes.index(at)] if at in homes else EMPTY for at in range(len(last.columns))) for row in part.rows
    ]
    rest = rows[1:] if rows[0] == last.rows[0] else rows
    return replace(last, pages=last.pages + part.pages, rows=(*last.rows, *rest), ends_page=part.ends_page)
