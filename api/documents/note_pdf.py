"""The internal note as PDF, with its mark on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.documents.laid_out import require_writable
from api.documents.note import INTERNAL_MARK
from api.documents.pages import page_section
from api.documents.typeset import typeset

if TYPE_CHECKING:
    from datetime import datetime

    from api.documents.note import Note


def note_pdf(note: Note, created: datetime) -> bytes:
    """Return the note as PDF. A reference to a released table is refused: the note holds words only."""
    require_writable(note, "notatet")
    data = {
        "title": note.title,
        "mark": INTERNAL_MARK,
        "details": note.details,
        "sections": [page_section(section, {}) for section in note.sections],
    }
    return typeset("note.typ", data, created)
