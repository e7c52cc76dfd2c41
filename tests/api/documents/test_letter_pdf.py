"""The letter as PDF: its words, its tags, its standards, and its bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from pypdf import PdfReader

from api.documents.errors import UnevenTable, UnknownTable, UnwritableCharacter, UnwritableText
from api.documents.letter_pdf import letter_pdf
from api.documents.letter_pictures import PICTURES_TITLE
from api.documents.note import INTERNAL_MARK, Note
from api.documents.note_pdf import note_pdf
from api.documents.release_gate import check_file
from rules.letter import Paragraph, Section, TableReference, TextTable
from tests.api.documents.sample import CREATED, TABLES, long_table, sample_letter


@pytest.fixture(scope="module")
def content() -> bytes:
    return letter_pdf(sample_letter(), TABLES, CREATED)


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def tags(content: bytes) -> list[str]:
    """The structure tags of a PDF in reading order."""
    found: list[str] = []

    def walk(node) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    return found


def test_the_same_letter_has_the_same_bytes(content):
    """Made twice, the letter is the same file, byte for byte."""
    assert letter_pdf(sample_letter(), TABLES, CREATED) == content


def test_it_says_that_it_is_pdf_ua_and_pdf_a(content):
    """The metadata claim PDF/UA-1 and PDF/A-2a, and the document has its language and title."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert str(pdf.Root.Lang).startswith("da")
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert "<pdfuaid:part>1<" in xmp
    assert "<pdfaid:part>2<" in xmp
    assert "<pdfaid:conformance>A<" in xmp
    assert sample_letter().title in xmp


def test_headings_and_tables_are_tagged_in_reading_order(content):
    """One title; every column (3 + 2 + 4) and every row (2 + 4 + 3) has a header cell; the annex comes last."""
    order = [tag.lstrip("/") for tag in tags(content)]
    assert order.count("H1") == 1
    assert order.count("Table") == 3
    assert order.count("TH") == 3 + 2 + 4 + 2 + 4 + 3
    assert order.index("H1") < order.index("H2") < order.index("Table")
    assert order[order.index("Table") :].count("H3") >= 2


def test_the_picture_is_a_figure_with_words_and_its_text_is_text(content):
    """One table of one dimension gives one figure with alternative text, and its labels can be searched for."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (figure,) = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert str(figure.Alt).startswith(f"Søjlediagram: {TABLES['aarsag'].title}.")
    last = PdfReader(io.BytesIO(content)).pages[-1].extract_text()
    assert PICTURES_TITLE in last
    assert "Negativ social kontrol" in last


def test_a_letter_without_a_table_to_draw_has_no_pictures():
    """A crossing of two dimensions is left to the table."""
    letter = replace(sample_letter(), sections=(Section("Tal", (TableReference("aarsag_x_omraade"),)),))
    assert PICTURES_TITLE not in text_of(letter_pdf(letter, TABLES, CREATED))


def test_every_header_cell_says_what_it_heads(content):
    """Column headings have scope Column, row headings scope Row, and no list of headings overrides them."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        cells = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") in ("/TH", "/TD")]
        attributes = [[part for part in cell.get("/A", []) if part.get("/O") == "/Table"] for cell in cells]
        scopes = [str(part[0].get("/Scope", "")) for part in attributes if part]
        assert scopes.count("/Column") == 3 + 2 + 4
        assert scopes.count("/Row") == 2 + 4 + 3
        assert not [part for part in attributes if part and len(part[0].get("/Headers", []))]


def test_every_word_of_the_letter_is_on_its_pages(content):
    """Headings, quotation, list items, provisions and counts can be read back; markup in a text stays text."""
    text = " ".join(text_of(content).split())
    for words in (
        "Ærøvej 4",
        "Sagsnummer: 2025-0129",
        "#let x = *1* $y$ <b>",
        "Send klagen til os.",
        "offentlighedslovens § 11",
        "Ordlyden er ikke lagt ind.",
        "1.235",
        "=SUM(A1) er en etiket",
        "Side 1 af",
    ):
        assert words in text


def test_draft_marks_stand_on_the_first_page(content):
    """A letter that must not be sent says so on page 1; one without marks says nothing of it."""
    first = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "Udkast" in first
    assert "Adressen på anmoderen er ikke sat." in first
    assert "Udkast" not in text_of(letter_pdf(replace(sample_letter(), draft_marks=()), TABLES, CREATED))


def test_the_mark_is_explained_above_the_table_it_stands_in(content):
    """`[c]` is explained before the table that has it, and not above the table that has none."""
    text = " ".join(text_of(content).split())
    explained = text.index("[c] betyder")
    assert text.index("Negativ social kontrol") < explained < text.index("Ægteskab")
    assert text.count("[c] betyder") == 1


def test_a_long_table_repeats_its_header_on_every_page():
    """Ninety rows run over several pages, each with the heading of the column."""
    letter = replace(sample_letter(), sections=(Section("Tal", (TableReference("kommune"),)),), annex=())
    content = letter_pdf(letter, {"kommune": long_table(90)}, CREATED)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    with_rows = [page for page in pages if "Kommune 000" in page]
    assert len(with_rows) >= 2
    assert all("Hjemkommune" in page for page in with_rows)


def test_a_table_too_long_for_a_letter_is_left_to_the_spreadsheet():
    """Of 500 rows the letter says where they are, and prints none."""
    letter = replace(sample_letter(), sections=(Section("Tal", (TableReference("kommune"),)),), annex=())
    text = text_of(letter_pdf(letter, {"kommune": long_table(500)}, CREATED))
    assert "500 rækker" in text
    assert "Kommune 00007" not in text


def test_a_letter_that_cannot_be_made_is_refused():
    """A table nobody released, an uneven row and a control character each have their own error."""
    uneven = TextTable("t", ("a", "b"), (("1",),))
    for block, error in (
        (TableReference("ukendt"), UnknownTable),
        (uneven, UnevenTable),
        (Paragraph("a\x07b"), UnwritableText),
        (Paragraph("Hej 😀"), UnwritableCharacter),
        (Paragraph("a\ue000b"), UnwritableCharacter),
    ):
        letter = replace(sample_letter(), sections=(Section("Tal", (block,)),))
        with pytest.raises(error):
            letter_pdf(letter, TABLES, CREATED)


def test_the_gate_passes_our_own_letter(content):
    """Nothing hidden, no person, no leftover: the letter passes the gate that others pass."""
    assert check_file("afgoerelse.pdf", content) == ()


def test_every_page_of_the_note_is_marked_as_internal():
    """A note of several pages has the mark on each, and a released table cannot be referred to in it."""
    rows = tuple((str(number), "F1", "lille tal") for number in range(120))
    section = Section("Flag", (TextTable("Flag", ("Celle", "Kode", "Grund"), rows),))
    note = Note("Notat", (("Sagsnummer", "2025-0129"),), (section,))
    pages = PdfReader(io.BytesIO(note_pdf(note, CREATED))).pages
    assert len(pages) >= 2
    assert all(INTERNAL_MARK in page.extract_text() for page in pages)
    assert note_pdf(note, CREATED) == note_pdf(note, CREATED)
    with pytest.raises(UnknownTable):
        note_pdf(replace(note, sections=(Section("Tal", (TableReference("aarsag"),)),)), CREATED)


def test_a_table_whose_title_no_document_can_carry_is_refused():
    """A control character in a title is found before the typesetter meets it."""
    letter = replace(sample_letter(), sections=(Section("Tal", (TableReference("kommune"),)),), annex=())
    with pytest.raises(UnwritableText):
        letter_pdf(letter, {"kommune": replace(long_table(3), title="a\x00b")}, CREATED)


def test_a_character_without_a_sign_is_named():
    """The sentence says which character, and nothing of the typesetter's own words."""
    letter = replace(sample_letter(), sections=(Section("Tal", (Paragraph("Hej 😀"),)),))
    with pytest.raises(UnwritableCharacter) as caught:
        letter_pdf(letter, TABLES, CREATED)
    assert "»😀«" in str(caught.value)
    assert "font" not in str(caught.value)


@pytest.mark.poppler
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_another_reader_finds_the_danish_letters(content, tmp_path):
    """Poppler, which shares no code with the typesetter, reads æ, ø, å and § from the page."""
    (tmp_path / "brev.pdf").write_bytes(content)
    text = subprocess.run(["pdftotext", tmp_path / "brev.pdf", "-"], capture_output=True, check=True).stdout.decode()
    assert "Ærøskøbing" in text
    assert "§ 11, stk. 1" in " ".join(text.split())
