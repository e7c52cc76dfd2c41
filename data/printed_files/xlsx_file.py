"""Tables in a workbook, as its cells show them; hidden sheets, rows and columns are read too, and said."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter

from data.errors import DamagedFile, NoResult, TooLargeFile
from data.files.container import Package
from data.files.xml_parts import attribute, events, local
from data.printed_files.blocks import tables
from data.printed_files.number_formats import shown
from data.printed_files.printing import EMPTY, Place, cell, one_line, raised, require_room
from disclosure.printed.grid import Grid, GridCell

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_LARGEST_SHEET = 12_000_000  # bytes of XML, some 250,000 cells
_BLANKS_PER_INDENT = 3
_MOST_NAMED = 10
_NUMBER = re.compile(r"\d[\d ]*(,\d+)?")
_SAME = 1e-9  # of the number: what computing in binary leaves behind
_SHEETS, _STYLES = "xl/worksheets/", "xl/styles.xml"
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError, BadZipFile, LxmlError)
"""What the library raises when a part is not as the format has it."""


def xlsx_grids(package: Package, content: bytes) -> tuple[Grid, ...]:
    """Return the tables in a workbook, sheet by sheet.

    Raises
    ------
    NoResult : a formula was saved without what it gives.
    DamagedFile, TooLargeFile
    """
    for part in package.names():
        if part.endswith((".xml", ".rels")):
            _look_through(package, part)
    try:
        book = load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
        return tuple(made for sheet in book.worksheets for made in _sheet_grids(package.name, sheet))
    except _UNREADABLE as error:
        raise DamagedFile(package.name, "regnearkets indhold kan ikke læses") from error


def _look_through(package: Package, part: str) -> None:
    """Read a part without entities before the library does, and see that every formula has its result."""
    if package.size(part) > _LARGEST_SHEET:
        raise TooLargeFile(package.name, f"delen {part} fylder over {_LARGEST_SHEET // 1_000_000} MB")
    is_sheet, cells = part.startswith(_SHEETS), 0
    for event, element in events(package, part):
        if event == "end" and local(element.tag) == "c" and is_sheet:
            cells += 1
            require_room(package.name, cells)
            _require_result(package.name, element)
        if event == "end" and local(element.tag) in {"row", "si", "xf"}:
            element.clear()


def _require_result(name: str, element: Element) -> None:
    children = {local(child.tag): child for child in element}
    result = children.get("v")
    lacks = result is None or (not result.text and attribute(element, "t") != "str")
    if "f" in children and lacks:
        raise NoResult(f"Celle {attribute(element, 'r')} i {name}")


def _sheet_grids(name: str, sheet: Worksheet) -> Iterator[Grid]:
    known = _Sheet.of(sheet)
    if not known.cells:
        return
    state = "" if sheet.sheet_state == "visible" else " (skjult)"
    place = Place(f"{name}, ark «{sheet.title}»{state}", remarks=tuple(known.remarks(sheet.title)))
    yield from tables(place, known.rows())


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The filled cells of a sheet, by row and column, and what of it is hidden."""

    cells: Mapping[tuple[int, int], GridCell]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]
    fuller: tuple[str, ...]
    is_hidden: bool

    @classmethod
    def of(cls, sheet: Worksheet) -> _Sheet:
        """Read a sheet; only cells that hold something are touched, wherever they stand."""
        filled = sheet._cells  # noqa: SLF001 - the library's own walk makes every cell up to the farthest
        cells = {at: made for at, one in filled.items() if (made := _cell(one)).text}
        rows, columns = {row for row, _ in cells}, {column for _, column in cells}
        return cls(
            cells=cells,
            hidden_rows=tuple(sorted(row for row in rows if sheet.row_dimensions[row].hidden)),
            hidden_columns=tuple(get_column_letter(one) for one in sorted(columns & _hidden_columns(sheet))),
            fuller=tuple(one.coordinate for at, one in sorted(filled.items()) if at in cells and _holds_more(one)),
            is_hidden=sheet.sheet_state != "visible",
        )

    def rows(self) -> Iterator[list[GridCell]]:
        """Yield the rows, with one empty row or column for every stretch without cells."""
        used = {column for _, column in self.cells}
        columns = sorted(used | {column + 1 for column in used})
        last = 0
        for row in sorted({row for row, _ in self.cells}):
            if row > last + 1:
                yield []
            yield [self.cells.get((row, column), EMPTY) for column in columns]
            last = row

    def remarks(self, title: str) -> Iterator[str]:
        """Say what is hidden and was read all the same."""
        if self.is_hidden:
            yield f"Arket «{one_line(title)}» er skjult, men enhver, der har filen, kan vise det; det er læst med."
        for kind, hidden in (("Række", self.hidden_rows), ("Kolonne", self.hidden_columns)):
            if hidden:
                yield f"{kind} {_named(hidden)} er skjult, men enhver, der har filen, kan vise det; det er læst med."
        if self.fuller:
            yield (
                f"Celle {_named(self.fuller)} i arket «{one_line(title)}» rummer et andet tal, end den viser: et uden "
                "afrunding, eller et, som formatet skjuler. Enhver, der har filen, kan læse det; det er ikke læst med."
            )


def _named(places: Sequence[object]) -> str:
    """Return the first of some places, enough to find them."""
    return ", ".join(map(str, places[:_MOST_NAMED])) + (" og flere" if len(places) > _MOST_NAMED else "")


def _holds_more(one: Cell | MergedCell) -> bool:
    """Whether a cell holds another number than it shows."""
    value = one.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    text = shown(value, one.number_format)
    found = _NUMBER.search(text)
    if found is None or text.startswith(("<", ">")):
        return True
    number = float(found[0].replace(" ", "").replace(",", ".")) / (100 if "%" in text else 1)
    return abs(abs(value) - number) > _SAME * max(1.0, abs(value))


def _hidden_columns(sheet: Worksheet) -> set[int]:
    """Return the numbers of the columns that are not shown; one entry of the file may stand for many."""
    spans = [
        range(one.min or 0, (one.max or 0) + 1) for one in sheet.column_dimensions.values() if one.hidden and one.min
    ]
    return {column for span in spans for column in span}


def _cell(one: Cell | MergedCell) -> GridCell:
    """Return a cell as it shows itself."""
    if one.value is None:
        return EMPTY
    text = _rich(one.value) if isinstance(one.value, CellRichText) else shown(one.value, one.number_format)
    indent = int(one.alignment.indent or 0) * _BLANKS_PER_INDENT
    return cell(text, indent, header=bool(one.font.b))


def _rich(pieces: CellRichText) -> str:
    """Return a text of several fonts, its raised digits as raised signs."""
    words = []
    for piece in pieces:
        if isinstance(piece, str):
            words.append(piece)
        else:
            words.append(raised(piece.text) if piece.font.vertAlign == "superscript" else piece.text)
    return "".join(words)
