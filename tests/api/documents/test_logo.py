"""The logo at the head of a letter: shown, said, and carrying nothing of its own."""

from __future__ import annotations

import io

import pikepdf
import pytest
from docx import Document

from api.app import create_app
from api.documents.errors import UnusableLogo
from api.documents.letter_docx import letter_docx
from api.documents.letter_pdf import letter_pdf
from api.documents.logo import read_logo
from api.documents.release_gate import check_file
from api.settings import Settings
from tests.api.documents.libreoffice_files import camera_picture, plain_picture
from tests.api.documents.sample import CREATED, TABLES, sample_letter


@pytest.fixture
def logo(tmp_path):
    (tmp_path / "logo.jpg").write_bytes(plain_picture())
    return read_logo(str(tmp_path / "logo.jpg"))


def test_both_letters_begin_with_the_logo_and_its_words(logo):
    """PDF: a figure that is said as the sender's logo; DOCX: the first picture, with the same words."""
    content = letter_pdf(sample_letter(), TABLES, CREATED, logo)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        figures = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert "Logo: Prøve Kommune" in [str(figure.Alt) for figure in figures]
    document = Document(io.BytesIO(letter_docx(sample_letter(), TABLES, CREATED, logo)))
    assert document.inline_shapes[0]._inline.docPr.get("descr") == "Logo: Prøve Kommune"
    assert letter_pdf(sample_letter(), TABLES, CREATED, logo) == content


def test_the_gate_passes_a_letter_with_a_logo(logo):
    """Nothing that holds it back in either format."""
    for name, write in (("brev.pdf", letter_pdf), ("brev.docx", letter_docx)):
        found = check_file(name, write(sample_letter(), TABLES, CREATED, logo))
        assert [one for one in found if not one.is_notice] == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "kan ikke læses"),
        (b"<svg/>", "PNG eller JPEG"),
        (camera_picture(), "uden metadata"),
        (plain_picture() + b"x" * 300_000, "over 300 kB"),
    ],
)
def test_a_picture_that_cannot_be_used_is_refused_before_the_service_begins(tmp_path, content, words):
    """The sentence says which file and what to do; no letter is made without the logo in silence."""
    path = tmp_path / "logo.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnusableLogo, match=words):
        create_app(Settings(database=f"sqlite:///{tmp_path}/a.sqlite", logo=str(path)))


def test_without_a_setting_there_is_no_logo():
    """An empty path is no logo."""
    assert read_logo("") == b""
