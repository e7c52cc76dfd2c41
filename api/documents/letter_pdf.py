"""The letter as PDF: PDF/UA-1 and PDF/A-2a in one file, Danish, tagged, A4.

The template decides how it looks; this module only hands it the letter with the released numbers put in.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from api.documents.laid_out import WIDE_TITLE, notes_once, require_writable, wide_tables
from api.documents.letter_pictures import PICTURES_LEAD, PICTURES_TITLE, letter_pictures
from api.documents.logo import LOGO_MM, logo_words
from api.documents.pages import page_section
from api.documents.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from disclosure.releasable import ReleasableTable
    from rules.letter import Letter


def letter_pdf(letter: Letter, tables: Mapping[str, ReleasableTable], created: datetime, logo: bytes = b"") -> bytes:
    """Return the letter as PDF; the same letter, tables, moment and logo give the same bytes."""
    require_writable(letter, "brevet")
    require_writable(tuple(table.title for table in tables.values()), "tabellernes titler")
    shown = notes_once(letter.sections, tables)
    data = {
        "title": letter.title,
        "logo": list(logo),
        "logo_words": logo_words(letter.sender),
        "logo_mm": LOGO_MM,
        "sender": letter.sender,
        "addressee": letter.addressee,
        "details": letter.details,
        "sections": [page_section(section, shown) for section in letter.sections],
        "closing": letter.closing,
        "wide_title": WIDE_TITLE,
        "wide": [asdict(table) for table in wide_tables(letter.sections, shown)],
        "annex_title": letter.annex_title,
        "annex_version": letter.annex_version,
        "annex": [asdict(provision) for provision in letter.annex],
        "draft_marks": letter.draft_marks,
        "pictures_title": PICTURES_TITLE,
        "pictures_lead": PICTURES_LEAD,
        "pictures": [{"svg": one.svg.decode(), "alt": one.alt} for one in letter_pictures(letter, tables)],
    }
    return typeset("letter.typ", data, created)
