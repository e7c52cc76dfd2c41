"""`fristbrev`: the letter that tells why the answer comes later, and on which date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from api.commands.arguments import existing_file
from api.commands.tables_io import read_json, read_text, remove_files, write_files
from api.errors import InputError, NotIssued
from api.fristbrev_files import FRISTBREV_DOCX, FRISTBREV_PDF, drafted, fristbrev_files
from rules.letter_settings import letter_context
from rules.typography import plain

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from rules.letter_context import LetterContext

MADE = (FRISTBREV_PDF, FRISTBREV_DOCX)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the facts, the letter's settings and the folder."""
    parser.add_argument("facts", metavar="FACTS.json", type=existing_file, help="fakta og vurderinger (facts/1)")
    parser.add_argument(
        "--settings", metavar="BREV.yaml", type=existing_file, required=True, help="brevets indstillinger"
    )
    parser.add_argument("--out", metavar="MAPPE", type=Path, required=True, help="mappen, der skrives i")


def run(arguments: Namespace) -> int:
    """Write the letter; nothing is written unless reason and date are there in time.

    Raises
    ------
    NotIssued : the letter cannot be made; an earlier one in the folder is taken away.
    """
    context = _settings(arguments.settings)
    try:
        letter = drafted(read_json(arguments.facts), context)
        files = fristbrev_files(letter, context)
    except NotIssued:
        remove_files(arguments.out, MADE)
        raise
    write_files(arguments.out, files)
    print(plain(letter.title))
    for mark in letter.draft_marks:
        print(f"   Udkast: {plain(mark)}")
    print(f"Skrevet i {arguments.out}: {', '.join(MADE)}")
    return 0


def _settings(path: Path) -> LetterContext:
    try:
        document = yaml.safe_load(read_text(path))
    except yaml.YAMLError as error:
        raise InputError(f"Filen »{path.name}« er ikke gyldig YAML; ret indrykning og anførselstegn.") from error
    if not isinstance(document, dict):
        raise InputError(f"Filen »{path.name}« skal være navne med værdier, som i docs/examples/fristbrev.yaml.")
    return letter_context(document)
