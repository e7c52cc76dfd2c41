"""A table with many columns: named in the letter's text, and set on a page across at its end, in PDF and DOCX."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from pypdf import PdfReader

from api.documents.errors import ReadBackMismatch
from api.documents.laid_out import WIDE_TITLE, laid_table
from api.documents.letter_docx import letter_docx
from api.documents.letter_pdf import letter_pdf
from api.documents.read_back import read_back_letter
from rules.letter import Paragraph, Section, TableReference
from tests.api.documents.sample import CREATED, TABLES, released, sample_letter

PLACES = ("København", "Frederiksberg", "Uden for Region Hovedstaden", "Nordsjælland", "Københavns omegn")
REASONS = [f"Årsag {letter} med et langt navn" for letter in "ABCDEFGHIJKL"]
AREAS = [*PLACES, *(f"{place}, resten" for place in PLACES[:4]), "I alt"]
WIDE = released(
    "bred",
    ("Årsag", "Område"),
    [
        ((reason, area), 10 * row + column)
        for row, reason in enumerate([*REASONS, "I alt"])
        for column, area in enumerate(AREAS)
    ],
)
SHOWN = TABLES | {"bred": WIDE}
LETTER = replace(
    sample_letter(),
    sections=(
        Section("Tallene", (Paragraph("Før den brede."), TableReference("bred"), TableReference("aarsag_x_omraade"))),
    ),
)


def test_the_text_says_where_the_wide_table_stands():
    """Its title, how large it is, and which annex; a table of few columns stands where it is."""
    laid = laid_table(TableReference("bred"), SHOWN)
    assert (laid.is_wide, laid.in_text.header, laid.in_text.caption) == (True, (), WIDE.title)
    assert laid.in_text.lead == (
        f"Tabellen har 13 rækker og 10 kolonner med tal. Den står i »{WIDE_TITLE}« sidst i brevet.",
    )
    narrow = laid_table(TableReference("aarsag_x_omraade"), SHOWN)
    assert narrow.in_text is narrow


def test_in_the_pdf_it_stands_on_a_page_across():
    """One page lies down; it has the table and nothing of the text."""
    pages = PdfReader(io.BytesIO(letter_pdf(LETTER, SHOWN, CREATED))).pages
    (across,) = [page for page in pages if page.mediabox.width > page.mediabox.height]
    text = across.extract_text()
    assert WIDE_TITLE in text
    assert all(reason in text for reason in REASONS)
    assert "Før den brede." not in text
    assert "Før den brede." in pages[0].extract_text()


def test_in_word_it_stands_in_a_section_across_and_is_read_back():
    """Upright, across, upright; a count that is changed there is found too."""
    content = letter_docx(LETTER, SHOWN, CREATED)
    written = Document(io.BytesIO(content))
    assert [s.page_width > s.page_height for s in written.sections] == [False, True, False]
    assert [table.cell(0, 0).text for table in written.tables] == ["Årsag", "Årsag"]
    assert len(written.tables[1].columns) == len(AREAS) + 1
    read_back_letter(content, LETTER, SHOWN)
    changed = replace(WIDE, cells=(replace(WIDE.cells[0], count=99), *WIDE.cells[1:]))
    with pytest.raises(ReadBackMismatch, match=r"tabel nr\. 2"):
        read_back_letter(content, LETTER, SHOWN | {"bred": changed})
