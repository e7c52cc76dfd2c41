"""Tables in a Word document, with the caption beside them; text that a tracked change took out is not read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from data.errors import DamagedFile
from data.files.container import Package
from data.files.notes import Refusing
from data.files.xml_parts import tree
from data.printed_files.printing import Place, cell, grid, one_line, raised, require_room
from data.printed_files.spans import Spanning, laid_out
from disclosure.printed.grid import Grid, GridCell

_CAPTION = re.compile(r"(tabel|tabell|table)\s*\d|(tabel|tabell|table)\b.*:", re.IGNORECASE)
_CAPTION_STYLES = {"caption", "billedtekst", "bildetekst", "beskrivning"}
_TWIPS_PER_BLANK = 60
_OFF = {"0", "false", "off"}
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, OSError, BadZipFile, OpcError, LxmlError)
"""What the library raises when a part is not as the format has it."""
_MOST_SPANNED = 1000
_BREAKS = {qn("w:tab"), qn("w:br"), qn("w:cr")}

Element = Any  # the library's own, without types


def docx_grids(package: Package, content: bytes) -> tuple[Grid, ...]:
    """Return the tables in a document, in order; one that holds another is read around it.

    Raises
    ------
    DamagedFile, TooLargeFile
    """
    for part in package.names():
        if part.endswith((".xml", ".rels")):
            tree(package, part, Refusing(package.name))
    try:
        document = Document(io.BytesIO(content))
        styles = {one.style_id: one.name or "" for one in document.styles}
        found = list(document.element.body.iter(qn("w:tbl")))
        made = [_grid(package.name, table, number, styles) for number, table in enumerate(found, start=1)]
    except _UNREADABLE as error:
        raise DamagedFile(package.name, "dokumentets indhold kan ikke læses") from error
    require_room(package.name, sum(len(one.rows) * len(one.rows[0]) for one in made if one))
    return tuple(one for one in made if one is not None)


def _grid(name: str, table: Element, number: int, styles: dict[str, str]) -> Grid | None:
    rows = [list(_row(row)) for row in table.iterchildren(qn("w:tr"))]
    return grid(Place(f"{name}, tabel {number}", _title(table, styles)), laid_out(name, _merged(rows)))


@dataclass(frozen=True, slots=True)
class _WordCell:
    """A cell and whether it only continues the one above it."""

    cell: GridCell
    columns: int
    continues: bool


def _row(row: Element) -> Iterator[_WordCell]:
    properties = row.find(qn("w:trPr"))
    skipped = _number(properties, "w:gridBefore", 0)
    if skipped:
        yield _WordCell(cell(""), skipped, continues=False)
    is_heading = _is_on(properties, "w:tblHeader")
    for one in row.iter(qn("w:tc")):
        if next(one.iterancestors(qn("w:tr"))) is row:
            yield _word_cell(one, is_heading=is_heading)


def _word_cell(one: Element, *, is_heading: bool) -> _WordCell:
    properties = one.find(qn("w:tcPr"))
    merge = properties.find(qn("w:vMerge")) if properties is not None else None
    paragraphs = [paragraph for paragraph in one.iter(qn("w:p")) if next(paragraph.iterancestors(qn("w:tc"))) is one]
    text = " ".join("".join(_words(paragraph)) for paragraph in paragraphs)
    indent = _indent(paragraphs[0]) if paragraphs else 0
    return _WordCell(
        cell(text, indent, header=is_heading or _is_bold(paragraphs)),
        columns=max(1, _number(properties, "w:gridSpan", 1)),
        continues=merge is not None and merge.get(qn("w:val"), "continue") == "continue",
    )


def _merged(rows: Sequence[Sequence[_WordCell]]) -> list[list[Spanning]]:
    """A cell that continues the one above is empty: it takes its own place, and its text stood above."""
    return [[Spanning(cell("") if one.continues else one.cell, columns=one.columns) for one in row] for row in rows]


def _words(paragraph: Element) -> Iterator[str]:
    """Yield the texts of a paragraph as they are shown; what was moved or deleted is not."""
    for one in paragraph.iter():
        if one.tag in _BREAKS:
            yield " "
        elif one.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif one.tag == qn("w:t") and next(one.iterancestors(qn("w:moveFrom"), qn("w:del")), None) is None:
            yield raised(one.text or "") if _is_raised(one) else one.text or ""


def _is_raised(text: Element) -> bool:
    properties = text.getparent().find(qn("w:rPr"))
    found = properties.find(qn("w:vertAlign")) if properties is not None else None
    return found is not None and found.get(qn("w:val")) == "superscript"


def _is_bold(paragraphs: Sequence[Element]) -> bool:
    """Whether every run with text is bold."""
    runs = [run for paragraph in paragraphs for run in paragraph.iter(qn("w:r")) if "".join(_words(run)).strip()]
    return bool(runs) and all(_is_on(run.find(qn("w:rPr")), "w:b") for run in runs)


def _indent(paragraph: Element) -> int:
    properties = paragraph.find(qn("w:pPr"))
    indent = properties.find(qn("w:ind")) if properties is not None else None
    if indent is None:
        return 0
    twips = indent.get(qn("w:left")) or indent.get(qn("w:start")) or "0"
    return max(0, int(float(twips)) // _TWIPS_PER_BLANK)


def _is_on(properties: Element | None, name: str) -> bool:
    found = properties.find(qn(name)) if properties is not None else None
    return found is not None and found.get(qn("w:val"), "true") not in _OFF


def _number(properties: Element | None, name: str, otherwise: int) -> int:
    found = properties.find(qn(name)) if properties is not None else None
    return min(int(found.get(qn("w:val"), otherwise)), _MOST_SPANNED) if found is not None else otherwise


def _title(table: Element, styles: dict[str, str]) -> str:
    """Return the caption above or below the table, or the table's own name for screen readers."""
    below = table.getnext()
    names_next = below is not None and (after := below.getnext()) is not None and after.tag == qn("w:tbl")
    for beside in (table.getprevious(), None if names_next else below):
        if beside is not None and beside.tag == qn("w:p"):
            words = one_line("".join(_words(beside)))
            if words and (_has_caption_style(beside, styles) or _CAPTION.match(words)):
                return words
    properties = table.find(qn("w:tblPr"))
    named = properties.find(qn("w:tblCaption")) if properties is not None else None
    return named.get(qn("w:val"), "") if named is not None else ""


def _has_caption_style(paragraph: Element, styles: dict[str, str]) -> bool:
    properties = paragraph.find(qn("w:pPr"))
    style = properties.find(qn("w:pStyle")) if properties is not None else None
    return style is not None and styles.get(style.get(qn("w:val")), "").lower() in _CAPTION_STYLES
