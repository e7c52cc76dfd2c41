"""The letter as DOCX, for the jurist to edit: real styles, Danish, header rows that repeat, no leftover metadata.

The blank document of the library carries a thumbnail, custom XML and somebody's name; office_package takes them out.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document

from api.documents.docx_styles import set_up_page, set_up_styles
from api.documents.docx_tables import add_table
from api.documents.laid_out import laid_table, notes_once, require_writable
from api.documents.office_package import cleaned_docx
from api.documents.stamp import in_utc
from rules.letter import BulletList, Paragraph, Quote

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from docx.document import Document as DocumentType

    from disclosure.releasable import ReleasableTable
    from rules.letter import AnnexProvision, Block, Letter, Section

DRAFT_HEADING = "Udkast: brevet må ikke sendes, som det står her"


def letter_docx(letter: Letter, tables: Mapping[str, ReleasableTable], created: datetime) -> bytes:
    """Return the letter as DOCX; the same letter, tables and moment give the same bytes."""
    require_writable(letter, "brevet")
    document = Document()
    set_up_page(document)
    set_up_styles(document)
    _add_head(document, letter)
    shown = notes_once(letter.sections, tables)
    for section in letter.sections:
        _add_section(document, section, shown)
    _add_lines(document, letter.closing, "Signatur")
    _add_annex(document, letter)
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
            add_table(document, laid_table(block, tables))


def _add_annex(document: DocumentType, letter: Letter) -> None:
    if not letter.annex:
        return
    heading = document.add_paragraph(letter.annex_title, style="Heading 2")
    heading.paragraph_format.page_break_before = True
    if letter.annex_version:
        document.add_paragraph(letter.annex_version)
    for provision in letter.annex:
        _add_provision(document, provision)


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
