"""The fristbrev as files: the reason and the date for a later answer, read back and passed through the gate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time

from api.documents.letter_docx import letter_docx
from api.documents.letter_pdf import letter_pdf
from api.documents.read_back import read_back_letter
from api.errors import NotIssued
from api.reply_files import pass_gate
from rules.decision import assess
from rules.fristbrev import fristbrev_letter, fristbrev_obstacles
from rules.letter import Letter
from rules.letter_context import LetterContext

FRISTBREV_PDF, FRISTBREV_DOCX = "fristbrev.pdf", "fristbrev.docx"


def drafted(document: Mapping[str, object], context: LetterContext) -> Letter:
    """Return the letter that tells why the answer comes later, and when.

    Raises
    ------
    InvalidFactsError : the facts do not keep to facts/1.
    FristbrevWithoutReceiptError : without the day of receipt there is no deadline to exceed.
    NotIssued : nothing is late, it is too late for the letter, or a concrete reason or a date is missing.
    """
    assessment = assess(document, context.decided)
    letter = fristbrev_letter(assessment, assessment.facts, context)
    found = fristbrev_obstacles(assessment, assessment.facts, context)
    if found:
        raise NotIssued("Fristbrevet kan ikke laves. " + " ".join(obstacle.sentence for obstacle in found))
    return letter


def fristbrev_files(letter: Letter, context: LetterContext) -> dict[str, bytes]:
    """Return the letter as PDF and DOCX; the same letter gives the same bytes.

    Raises
    ------
    NotIssued : the gate found something in a finished file.
    ReadBackMismatch : a finished file does not show exactly what the letter says.
    """
    created = datetime.combine(context.decided, time(12), tzinfo=UTC)
    files = {FRISTBREV_PDF: letter_pdf(letter, {}, created), FRISTBREV_DOCX: letter_docx(letter, {}, created)}
    read_back_letter(files[FRISTBREV_DOCX], letter, {})
    pass_gate(files)
    return files
