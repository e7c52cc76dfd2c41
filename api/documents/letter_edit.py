"""A letter that the jurist edited in Word or LibreOffice, read back: what changed, and what stops it.

Her words are kept. What may not change by editing is what others have decided or proved: the released numbers,
the provisions and their wording, the request, and the parts a decision must have. The letter as it was made is
compared with the letter as it is now, so that a case file is all that is needed. Each obstacle is one Danish sentence.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.documents.laid_out import WIDE_TITLE
from api.documents.letter_docx import DRAFT_HEADING
from api.documents.letter_pictures import PICTURES_TITLE
from api.documents.letter_text import letter_text
from api.documents.read_back import page_counts
from api.documents.release_gate import check_file
from rules.letter_context import NOT_SET_PREFIX
from rules.letter_numbers import counts_in_words, numbers_in
from rules.typography import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.documents.letter_text import LetterText, Line

NAME = "det rettede brev"
_ACT = r"(?:(\w+(?:loven|lovens|forordningen|forordningens)) )?"
_PROVISION = re.compile(
    _ACT + r"§§? ?(\d+(?: [a-z]\b)?)((?:, (?:stk|nr)\. \d+(?:-\d+)?|, \d+\. pkt\.)*)", re.IGNORECASE
)
_DATE = re.compile(rf"\b\d{{1,2}}\. (?:{'|'.join(MONTHS)}) \d{{4}}\b")
_ANNEX = "Bilag: "
_MAIN_ACT = "offentlighedsloven"
_ENDS = {
    "Afsender": "afsenderen",
    "Modtager": "modtageren",
    "Sagsoplysninger": "sagsnummer, dato og kontakt",
    "Signatur": "underskriften",
}
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """One changed place: the line as it was (empty when added) and as it is now (empty when removed)."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EditedLetter:
    """What became of the letter: an edit with obstacles may not be sent."""

    differences: tuple[Difference, ...]
    obstacles: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return it in the format letter-check/1."""
        return {
            "format": "letter-check/1",
            "may_be_sent": not self.obstacles,
            "differences": [{"before": one.before, "after": one.after} for one in self.differences],
            "obstacles": list(self.obstacles),
        }


@dataclass(frozen=True, slots=True)
class _Edit:
    """The letter as it was made, the letter as it is now, and the counts that were released."""

    made: LetterText
    now: LetterText
    released: frozenset[int]


def edited_letter(content: bytes, made: bytes, tables_page: bytes) -> EditedLetter:
    """Compare an edited letter with the one that was made.

    Parameters
    ----------
    content, made : the letter as DOCX, edited and as it was made.
    tables_page : the page with every released table of the case; empty where none was released.

    Raises
    ------
    FileRefused : the file is no Word document, is damaged, locked or too large.
    """
    hidden = tuple(_hidden_things(content))
    edit = _Edit(letter_text("brevet", made), letter_text(NAME, content), page_counts(tables_page))
    obstacles = [*hidden, *(sentence for check in _CHECKS for sentence in check(edit))]
    before, after = ([line.text for line in text.lines] for text in (edit.made, edit.now))
    return EditedLetter(tuple(_differences(before, after)), tuple(dict.fromkeys(obstacles)))


def _hidden_things(content: bytes) -> Iterator[str]:
    """What the release gate finds in the edited file: tracked changes, comments, hidden text, names."""
    for finding in check_file(f"{NAME}.docx", content):
        if not finding.is_notice:
            yield f"{finding.where[:1].upper()}{finding.where[1:]}: {finding.what} {finding.remedy}."


def _differences(before: list[str], after: list[str]) -> Iterator[Difference]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, to_first, to_last in matcher.get_opcodes():
        if kind == "equal":
            continue
        old, new = before[first:last], after[to_first:to_last]
        for at in range(max(len(old), len(new))):
            yield Difference(old[at] if at < len(old) else "", new[at] if at < len(new) else "")


def _changed_tables(edit: _Edit) -> Iterator[str]:
    if len(edit.now.tables) != len(edit.made.tables):
        yield (
            f"Brevet har {len(edit.now.tables)} tabeller, men skal have {len(edit.made.tables)}; "
            "sæt dem ind igen, som de var."
        )
        return
    for number, (made, now) in enumerate(zip(edit.made.tables, edit.now.tables, strict=True), start=1):
        if made != now:
            row = next((at for at, (a, b) in enumerate(zip(made, now, strict=False), start=1) if a != b), len(made))
            yield f"Tabel nr. {number} er ændret i række {row}; sæt den ind igen, som den var."


def _missing_parts(edit: _Edit) -> Iterator[str]:
    """Every heading of the letter stands for a part the decision must have; the pictures are an extra."""
    sections = _sections(edit.now.lines, _headings(edit.made))
    for heading, lines in _sections(edit.made.lines, _headings(edit.made)).items():
        if heading == PICTURES_TITLE:
            continue
        if heading not in sections:
            yield f"Afsnittet »{heading}« mangler i det rettede brev; sæt overskriften og dens indhold ind igen."
        elif lines and not sections[heading]:
            yield f"Afsnittet »{heading}« er tomt i det rettede brev; sæt indholdet ind igen."
        else:
            yield from _lost_in_part(heading, lines, sections[heading])


def _lost_in_part(heading: str, made: list[str], now: list[str]) -> Iterator[str]:
    """A part must go on naming the provisions it rests on and the dates it promises."""
    kept_provisions, kept_dates = _provisions(now), _dates(now)
    for provision in sorted(_provisions(made) - kept_provisions):
        yield f"Afsnittet »{heading}« nævner ikke længere {_written(provision)}; sæt henvisningen ind igen."
    for date in sorted(_dates(made) - kept_dates):
        yield f"Afsnittet »{heading}« nævner ikke længere datoen {date}; sæt den ind igen."


def _changed_request(edit: _Edit) -> Iterator[str]:
    now = {line.text for line in edit.now.lines}
    for line in edit.made.lines:
        if line.style == "Quote" and line.text not in now:
            yield "Anmodningens ordlyd er ændret; den skal gengives, som den blev skrevet."


def _changed_annex(edit: _Edit) -> Iterator[str]:
    """The wording of the statutes comes from the rulebook and is not for the letter to change."""
    now = {line.text for line in edit.now.lines}
    for line in _annex(edit.made):
        if line not in now:
            yield f"Bilaget er ændret ved »{_short(line)}«; lovteksten skal gengives, som den er lagt ind."


def _annex(letter: LetterText) -> list[str]:
    """The lines of the annex of provisions: from its heading to the next of the same rank."""
    lines, inside = [], False
    for line in letter.lines:
        if line.style == "Heading 2":
            inside = line.text.startswith(_ANNEX) and line.text not in {PICTURES_TITLE, WIDE_TITLE}
        if inside:
            lines.append(line.text)
    return lines


def _foreign_numbers(edit: _Edit) -> Iterator[str]:
    """A number that stood neither in the letter nor among the released counts has been judged by nobody."""
    known = edit.released | {number for line in edit.made.texts() for number in numbers_in(line)}
    phrases = {phrase for line in edit.made.texts() for phrase in counts_in_words(line)}
    for line in edit.now.texts():
        for number in dict.fromkeys(numbers_in(line)):
            if number not in known:
                yield f"Tallet {number} i »{_short(line)}« er ikke frigivet; fjern det, eller få det vurderet."
        for phrase in counts_in_words(line):
            if phrase not in phrases:
                yield f"Antallet »{phrase}« i »{_short(line)}« er ikke frigivet; fjern det, eller få det vurderet."


def _foreign_provisions(edit: _Edit) -> Iterator[str]:
    known = _provisions(edit.made.texts())
    for line in edit.now.texts():
        for provision in sorted(_provisions([line]) - known):
            if ("", provision[1]) not in known or provision[0] not in {"", _MAIN_ACT}:
                yield (
                    f"Bestemmelsen {_written(provision)} i »{_short(line)}« er ikke blandt dem, afgørelsen bygger på."
                )


def _still_a_draft(edit: _Edit) -> Iterator[str]:
    if any(line.text == DRAFT_HEADING for line in edit.now.lines):
        yield "Brevet siger selv, at det er et udkast; ret det, mærkerne nævner, og slet rammen."
    for line in edit.now.texts():
        for piece in line.split(NOT_SET_PREFIX)[1:]:
            yield f"Brevet mangler {piece.split(']')[0]}; skriv det i stedet for mærket."


def _missing_ends(edit: _Edit) -> Iterator[str]:
    """Sender, addressee, case details and signature are known by their styles; they may be filled in, not left out."""
    styles = {line.style for line in edit.now.lines}
    for style, words in _ENDS.items():
        if style not in styles and any(line.style == style for line in edit.made.lines):
            yield f"Brevet mangler {words}; sæt det ind igen med typografien »{style}«."


_CHECKS = (
    _changed_tables,
    _missing_ends,
    _missing_parts,
    _changed_request,
    _changed_annex,
    _foreign_numbers,
    _foreign_provisions,
    _still_a_draft,
)


def _headings(letter: LetterText) -> list[str]:
    return [line.text for line in letter.lines if line.style.startswith("Heading")]


def _sections(lines: tuple[Line, ...], headings: list[str]) -> dict[str, list[str]]:
    """Return the lines under each heading, down to the next of them; a section ends where its subsection begins."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        if line.text in headings:
            current = sections.setdefault(line.text, [])
        elif line.style not in _ENDS:
            current.append(line.text)
    return sections


def _provisions(lines: list[str] | tuple[str, ...]) -> set[tuple[str, str]]:
    """Return the provisions named, as act (empty where the line names none) and paragraf."""
    return {
        ((found[1] or "").lower().removesuffix("s"), f"§ {found[2]}{found[3]}")
        for line in lines
        for found in _PROVISION.finditer(line)
    }


def _dates(lines: list[str]) -> set[str]:
    return {date for line in lines for date in _DATE.findall(line)}


def _written(provision: tuple[str, str]) -> str:
    act, paragraf = provision
    return f"{act}s {paragraf}" if act else paragraf


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"
