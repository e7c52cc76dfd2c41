"""The letter as DOCX, for the jurist to edit: real styles, Danish, header rows that repeat, no leftover metadata.

The blank document of the library carries a thumbnail, custom XML and somebody's name; office_package takes them out.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.shared import Mm

from api.documents.docx_styles import set_up_page, set_up_styles, turn_page
from api.documents.docx_tables import add_table
from api.documents.laid_out import WIDE_TITLE, laid_table, notes_once, require_writable, wide_tables
from api.documents.letter_pictures import PICTURES_LEAD, PICTURES_TITLE, letter_pictures
from api.documents.logo import LOGO_MM, logo_words
from api.documents.office_package import cleaned_docx
from api.documents.stamp import in_utc
from api.documents.typeset import png_of
from rules.letter import BulletList, Paragraph, Quote

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from docx.document import Document as DocumentType
    from docx.shared import Length

    from api.documents.laid_out import LaidTable
    from api.documents.letter_pictures import Picture
    from disclosure.releasable import ReleasableTable
    from rules.letter import AnnexProvision, Block, Letter, Section

PICTURE_MM = 160
DRAFT_HEADING = "Udkast: brevet må ikke sendes, som det står her"


def letter_docx(letter: Letter, tables: Mapping[str, ReleasableTable], created: datetime, logo: bytes = b"") -> bytes:
    """Return the letter as DOCX; the same letter, tables, moment and logo give the same bytes."""
    require_writable(letter, "brevet")
    document = Document()
    set_up_page(document)
    set_up_styles(document)
    if logo:
        _add_picture(document, logo, logo_words(letter.sender), "Logo", height=Mm(LOGO_MM))
    _add_head(document, letter)
    shown = notes_once(letter.sections, tables)
    for section in letter.sections:
        _add_section(document, section, shown)
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # a signature never stands alone on a page
    _add_lines(document, letter.closing, "Signatur")
    _add_wide(document, wide_tables(letter.sections, shown))
    _add_annex(document, letter)
    _add_pictures(document, letter_pictures(letter, tables))
    return _saved(document, letter.title, created)


def _add_head(document: DocumentType, letter: Letter) -> None:
    _add_lines(document, letter.sender, "Afsender")
    _add_lines(document, letter.addressee, "Modtager")
    _add_lines(document, tuple(f"{label}: {value}" for label, value in letter.details), "Sagsoplysninger")
    document.add_paragraph(letter.title, style="Heading 1")
    if letter.draft_marks:
        document.add_paragraph(DRAFT_HEADING, style="Udkast")
        for mark in letter.draft_marks:
            document.add_paragraph(mark, style="List Bullet")


def _add_lines(document: DocumentType, lines: tuple[str, ...], style: str) -> None:
    """One paragraph with line breaks: an address is one thing, not several."""
    if not lines:
        return
    run = document.add_paragraph(style=style).add_run(lines[0])
    for line in lines[1:]:
        run.add_break()
        run.add_text(line)


def _add_section(document: DocumentType, section: Section, tables: Mapping[str, ReleasableTable]) -> None:
    document.add_paragraph(section.heading, style=f"Heading {section.level}")
    for block in section.blocks:
        _add_block(document, block, tables)


def _add_block(document: DocumentType, block: Block, tables: Mapping[str, ReleasableTable]) -> None:
    match block:
        case Paragraph(text):
            document.add_paragraph(text)
        case Quote(text):
            document.add_paragraph(text, style="Quote")
        case BulletList(items):
            for item in items:
                document.add_paragraph(item, style="List Bullet")
        case _:
            add_table(document, laid_table(block, tables).in_text)


def _add_wide(document: DocumentType, tables: tuple[LaidTable, ...]) -> None:
    """Set tables with many columns on pages across."""
    if not tables:
        return
    turn_page(document)
    document.add_paragraph(WIDE_TITLE, style="Heading 2")
    for laid in tables:
        add_table(document, laid)
    turn_page(document)


def _add_annex(document: DocumentType, letter: Letter) -> None:
    if not letter.annex:
        return
    _begin_annex(document, letter.annex_title)
    if letter.annex_version:
        document.add_paragraph(letter.annex_version)
    for provision in letter.annex:
        _add_provision(document, provision)


def _begin_annex(document: DocumentType, title: str) -> None:
    document.add_paragraph(title, style="Heading 2").paragraph_format.page_break_before = True


def _add_pictures(document: DocumentType, pictures: tuple[Picture, ...]) -> None:
    """Put each picture in with its words, in the element Word calls alternative text."""
    if not pictures:
        return
    _begin_annex(document, PICTURES_TITLE)
    document.add_paragraph(PICTURES_LEAD)
    for number, picture in enumerate(pictures, start=1):
        _add_picture(document, png_of(picture.svg), picture.alt, f"Billede {number}", width=Mm(PICTURE_MM))


def _add_picture(document: DocumentType, content: bytes, alt: str, name: str, **size: Length) -> None:
    shape = document.add_picture(io.BytesIO(content), **size)
    described = shape._inline.docPr  # noqa: SLF001 - the library has no call for alternative text
    described.set("descr", alt)
    described.set("name", name)


def _add_provision(document: DocumentType, provision: AnnexProvision) -> None:
    document.add_paragraph(provision.citation, style="Heading 3")
    if provision.mark:
        document.add_paragraph().add_run(provision.mark).bold = True
    for part in provision.text if provision.text is not None else ("Ordlyden er ikke lagt ind.",):
        document.add_paragraph(part)
    if provision.source:
        document.add_paragraph(f"Kilde: {provision.source}", style="Note")


def _saved(document: DocumentType, title: str, created: datetime) -> bytes:
    properties = document.core_properties
    properties.title = title
    properties.created = properties.modified = in_utc(created).replace(tzinfo=None)
    properties.language = "da-DK"
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.revision = 1
    buffer = io.BytesIO()
    document.save(buffer)
    return cleaned_docx(buffer.getvalue())
