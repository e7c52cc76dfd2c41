"""`letter RETTET.docx --case SAG.zip`: a letter edited in Word or LibreOffice against the one that was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.commands.arguments import existing_file
from api.commands.tables_io import json_text, read_bytes
from api.documents.case_file import case_entries
from api.documents.letter_edit import edited_letter
from api.reply_files import LETTER_DOCX, TABLES_PAGE
from data.errors import DamagedFile

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from api.documents.letter_edit import EditedLetter

MAY_BE_SENT, STOPPED = 0, 1


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the edited letter and the case file that holds the letter as it was made."""
    parser.add_argument("letter", metavar="RETTET.docx", type=existing_file, help="brevet, som det er rettet")
    parser.add_argument("--case", metavar="SAG.zip", type=existing_file, required=True, help="sagens sagsfil")
    parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")


def run(arguments: Namespace) -> int:
    """Show every difference and every obstacle.

    Raises
    ------
    FileRefused : the letter or the case file cannot be read, or the case file is not as it was made.
    """
    name = arguments.case.name
    entries = case_entries(name, read_bytes(arguments.case), (LETTER_DOCX, TABLES_PAGE))
    if LETTER_DOCX not in entries:
        raise DamagedFile(name, f"sagsfilen har ikke brevet {LETTER_DOCX}")
    edited = edited_letter(read_bytes(arguments.letter), entries[LETTER_DOCX], entries.get(TABLES_PAGE, b""))
    if arguments.json:
        print(json_text(edited.to_json()).rstrip())
    else:
        print("\n".join(_lines(edited)))
    return STOPPED if edited.obstacles else MAY_BE_SENT


def _lines(edited: EditedLetter) -> Iterator[str]:
    yield f"Ændringer i forhold til det brev, der blev lavet: {len(edited.differences)}"
    for one in edited.differences:
        yield f"  - {one.before}" if one.before else "  (tilføjet)"
        yield f"  + {one.after}" if one.after else "  (fjernet)"
    yield "Brevet kan ikke sendes:" if edited.obstacles else "Intet står i vejen for at sende brevet."
    yield from (f"  {sentence}" for sentence in edited.obstacles)
