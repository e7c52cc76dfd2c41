"""A letter that the jurist edited in Word or LibreOffice, read back: what changed, and what stops it.

Her words are kept. What may not change by editing is what others have decided or proved: the released numbers,
the provisions, and the parts a decision must have. Each obstacle is one Danish sentence.
"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from api.documents.arrangement import danish_count
from api.documents.errors import ReadBackMismatch
from api.documents.letter_docx import letter_docx
from api.documents.read_back import read_back_letter
from data.errors import DamagedFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from disclosure.releasable import ReleasableTable
    from rules.letter import Letter

_NUMBER = re.compile(r"(?<![\w.,§])\d{1,3}(?:\.\d{3})+(?![\w])|(?<![\w.,])\d+(?!\w)")
_PROVISION = re.compile(r"§§?\s?(\d+(?:\s?[a-z]\b)?)((?:,\s(?:stk|nr)\.\s\d+(?:-\d+)?|,\s\d+\.\spkt\.)*)")


@dataclass(frozen=True, slots=True)
class Difference:
    """One changed place: the paragraph as it was (empty when added) and as it is now (empty when removed)."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EditedLetter:
    """What became of the letter: an edit with obstacles may not be sent."""

    differences: tuple[Difference, ...]
    obstacles: tuple[str, ...]


def edited_letter(
    content: bytes, letter: Letter, tables: Mapping[str, ReleasableTable], created: datetime
) -> EditedLetter:
    """Compare an edited DOCX with the letter it was made from.

    Raises
    ------
    DamagedFile : the file is no Word document.
    """
    try:
        document = Document(io.BytesIO(content))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise DamagedFile("brevet", "det er ikke et Word-dokument") from error
    before = list(_lines(Document(io.BytesIO(letter_docx(letter, tables, created)))))
    after = list(_lines(document))
    obstacles = [
        *_table_obstacles(content, letter, tables),
        *_missing_parts(after, letter),
        *_foreign_numbers(before, after, tables),
        *_foreign_provisions(before, after),
    ]
    return EditedLetter(tuple(_differences(before, after)), tuple(obstacles))


def _lines(document: object) -> Iterator[str]:
    """Give the paragraphs in reading order; a table gives its rows, one a line."""
    for block in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(block, Table):
            yield from (" | ".join(cell.text for cell in row.cells) for row in block.rows)
        elif block.text.strip():
            yield " ".join(block.text.split())


def _differences(before: list[str], after: list[str]) -> Iterator[Difference]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, to_first, to_last in matcher.get_opcodes():
        if kind == "equal":
            continue
        old, new = before[first:last], after[to_first:to_last]
        for at in range(max(len(old), len(new))):
            yield Difference(old[at] if at < len(old) else "", new[at] if at < len(new) else "")


def _table_obstacles(content: bytes, letter: Letter, tables: Mapping[str, ReleasableTable]) -> Iterator[str]:
    try:
        read_back_letter(content, letter, tables)
    except ReadBackMismatch as error:
        yield str(error)


def _missing_parts(after: list[str], letter: Letter) -> Iterator[str]:
    """Every heading of the letter stands for a part the decision must have."""
    headings = [_plain(section.heading) for section in letter.sections]
    headings += [_plain(letter.title), *([_plain(letter.annex_title)] if letter.annex else [])]
    for heading in headings:
        if heading not in after:
            yield f"Afsnittet »{heading}« mangler i det rettede brev; sæt overskriften og dens indhold ind igen."
    ends = {*headings, _plain(" ".join(letter.closing))}
    for section in letter.sections:
        heading = _plain(section.heading)
        if section.blocks and heading in after and _is_empty(heading, ends, after):
            yield f"Afsnittet »{heading}« er tomt i det rettede brev; sæt indholdet ind igen."


def _is_empty(heading: str, ends: set[str], after: list[str]) -> bool:
    following = after[after.index(heading) + 1 :]
    return not following or following[0] in ends


def _plain(text: str) -> str:
    return " ".join(text.split())


def _foreign_numbers(before: list[str], after: list[str], tables: Mapping[str, ReleasableTable]) -> Iterator[str]:
    """A number that stood neither in the letter nor among the released counts has been judged by nobody."""
    released = {danish_count(cell.count) for table in tables.values() for cell in table.cells if cell.count is not None}
    known = released | {number for line in before for number in _numbers(line)}
    for line in after:
        for number in _numbers(line):
            if number not in known:
                yield f"Tallet {number} i »{_short(line)}« er ikke frigivet; fjern det, eller få det vurderet."


def _numbers(line: str) -> list[str]:
    return _NUMBER.findall(_PROVISION.sub(" ", line))


def _foreign_provisions(before: list[str], after: list[str]) -> Iterator[str]:
    known = {provision for line in before for provision in _provisions(line)}
    for line in after:
        for provision in _provisions(line):
            if provision not in known:
                yield f"Bestemmelsen {provision} i »{_short(line)}« er ikke blandt dem, afgørelsen bygger på."


def _provisions(line: str) -> list[str]:
    return [" ".join(f"§ {found[1]}{found[2]}".split()) for found in _PROVISION.finditer(line)]


def _short(line: str) -> str:
    return line if len(line) <= 60 else f"{line[:57]}…"  # noqa: PLR2004 - a sentence people can place
