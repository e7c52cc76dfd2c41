"""The letter as DOCX: styles, language, header rows, nothing left over."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from api.documents.errors import ReadBackMismatch
from api.documents.letter_docx import letter_docx
from api.documents.letter_pictures import PICTURES_TITLE
from api.documents.read_back import read_back_letter
from api.documents.release_gate import check_file
from rules.letter import Section, TableReference
from tests.api.documents.sample import CREATED, TABLES, released, sample_letter


@pytest.fixture(scope="module")
def content() -> bytes:
    return letter_docx(sample_letter(), TABLES, CREATED)


def test_the_same_letter_has_the_same_bytes(content):
    """Made twice, the letter is the same file, byte for byte."""
    assert letter_docx(sample_letter(), TABLES, CREATED) == content


def test_headings_are_real_styles_in_order(content):
    """The title is the one heading 1; sections and parts follow as headings 2 and 3."""
    document = Document(io.BytesIO(content))
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", sample_letter().title)
    assert [name for name, _ in headings].count("Heading 1") == 1
    assert ("Heading 3", "Årsager") in headings


def test_every_table_has_a_header_row_that_repeats(content):
    """Each table's first row is marked as header."""
    for table in Document(io.BytesIO(content)).tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_labels_keep_their_width_beside_many_numbers():
    """Seven columns of numbers with long headings leave the names whole; all columns fill the line and no more."""
    areas = [f"Tvangsforanstaltninger {letter}" for letter in "abcdefg"]
    names = [f"Afghanistan {number}" for number in range(9)]
    table = released("x", ("Land", "Område"), [((name, area), 1000) for name in names for area in areas])
    letter = replace(sample_letter(), sections=(Section("Tal", (TableReference("x"),)),), annex=())
    (written,) = Document(io.BytesIO(letter_docx(letter, {"x": table}, CREATED))).tables
    widths = [column.width.mm for column in written.columns]
    assert widths[0] >= 2 * len("Afghanistan 0")
    assert 150 <= sum(widths) <= 161


def test_a_signature_never_stands_alone_on_a_page(content):
    """The paragraph before it is kept with it."""
    paragraphs = Document(io.BytesIO(content)).paragraphs
    at = next(number for number, one in enumerate(paragraphs) if one.style.name == "Signatur")
    assert paragraphs[at - 1].paragraph_format.keep_with_next


def test_the_letter_is_danish_and_nobodys(content):
    """The language is da-DK, the title is set, and no author, company, thumbnail or custom XML is left."""
    document = Document(io.BytesIO(content))
    properties = document.core_properties
    assert properties.title == sample_letter().title
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.language == "da-DK"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert b'w:val="da-DK"' in package.read("word/styles.xml")
        assert not [name for name in names if name.startswith("customXml") or "thumbnail" in name]
        assert b"Company" not in package.read("docProps/app.xml")


def test_the_tables_read_back_as_released(content):
    """Every table of the letter says what was released; a changed count is noticed."""
    read_back_letter(content, sample_letter(), TABLES)
    document = Document(io.BytesIO(content))
    document.tables[1].rows[1].cells[1].text = "1.201"
    buffer = io.BytesIO()
    document.save(buffer)
    with pytest.raises(ReadBackMismatch):
        read_back_letter(buffer.getvalue(), sample_letter(), TABLES)


def test_the_gate_passes_our_own_letter(content):
    """Nothing hidden, no person, no leftover; that the picture has an alternative text is said and holds nothing back."""
    assert [(one.code, one.is_notice) for one in check_file("afgoerelse.docx", content)] == [("alt_text_notice", True)]


def test_the_picture_is_drawn_and_said(content):
    """The table of reasons is drawn as PNG on an annex of its own, with words for whoever cannot see it."""
    document = Document(io.BytesIO(content))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr").startswith(f"Søjlediagram: {TABLES['aarsag'].title}.")
    assert document.paragraphs[-3].text == PICTURES_TITLE
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        (picture,) = (package.read(name) for name in package.namelist() if name.startswith("word/media/"))
    assert picture.startswith(b"\x89PNG")


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(content, tmp_path):
    """LibreOffice reads the letter and finds its words."""
    (tmp_path / "brev.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path]
    subprocess.run([*command, tmp_path / "brev.docx"], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "brev.txt").read_text(encoding="utf-8-sig")
    assert "Ærøskøbing" in text
    assert "1.235" in text
