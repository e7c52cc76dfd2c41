"""A letter in Word read as a person reads it: its lines with their styles, and its tables, wherever they stand.

Content controls, text boxes, headers and notes are read too: what a reader can see must not escape a check.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from data.errors import DamagedFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as DocumentType
    from lxml.etree import _Element

Row = tuple[str, ...]
_BESIDE = re.compile(r"/word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml")
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_WORDS, _HYPHEN = qn("w:t"), qn("w:noBreakHyphen")
_BLANKS = {qn("w:tab"), qn("w:br"), qn("w:cr")}
_PAGE_NUMBER = re.compile(r"Side ?\d* ?af ?\d*")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a row of a table, with single spaces; `style` is the name that Word shows."""

    text: str
    style: str


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter as text.

    Attributes
    ----------
    lines : the body in reading order; a row of a table is one line.
    tables : every table of the body, as rows of cells.
    beside : headers, footers and notes.
    """

    lines: tuple[Line, ...]
    tables: tuple[tuple[Row, ...], ...]
    beside: tuple[str, ...]

    def texts(self) -> tuple[str, ...]:
        """Return every line of body and notes."""
        return (*(line.text for line in self.lines), *self.beside)


def letter_text(name: str, content: bytes) -> LetterText:
    """Read a letter.

    Raises
    ------
    DamagedFile : the file is no Word document.
    """
    try:
        document = Document(io.BytesIO(content))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise DamagedFile(name, "det er ikke et Word-dokument") from error
    body = document.element.body
    tables = [_rows(table) for table in _blocks(body) if table.tag == _TABLE]
    return LetterText(tuple(_lines(document)), tuple(tables), tuple(_beside(document)))


def _lines(document: DocumentType) -> Iterator[Line]:
    styles = {style.style_id: style.name or "" for style in document.styles}
    for block in _blocks(document.element.body):
        if block.tag == _TABLE:
            yield from (Line(" | ".join(row), "") for row in _rows(block))
        elif text := _text(block):
            yield Line(text, styles.get(_style_id(block), ""))


def _blocks(element: _Element) -> Iterator[_Element]:
    """Give the paragraphs and tables of a body, also those inside content controls."""
    for child in element:
        if child.tag in {_PARAGRAPH, _TABLE}:
            yield child
        else:
            yield from _blocks(child)


def _rows(table: _Element) -> tuple[Row, ...]:
    return tuple(
        tuple(" ".join(filter(None, map(_text, _within(cell, _PARAGRAPH)))) for cell in _within(row, _CELL))
        for row in _within(table, _ROW)
    )


def _within(element: _Element, tag: str) -> list[_Element]:
    return list(element.iter(tag))


def _text(paragraph: _Element) -> str:
    pieces = []
    for part in paragraph.iter():
        if part.tag == _WORDS:
            pieces.append(part.text or "")
        elif part.tag in _BLANKS:
            pieces.append(" ")
        elif part.tag == _HYPHEN:
            pieces.append("-")
    return " ".join("".join(pieces).split())


def _style_id(paragraph: _Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(qn("w:val"), "")


def _beside(document: DocumentType) -> Iterator[str]:
    """Give the text of headers, footers and notes, without the numbers of the pages."""
    for part in document.part.package.iter_parts():
        if _BESIDE.fullmatch(str(part.partname)):
            texts = (_text(paragraph) for paragraph in parse_xml(part.blob).iter(_PARAGRAPH))
            yield from (text for text in texts if text and not _PAGE_NUMBER.fullmatch(text))
