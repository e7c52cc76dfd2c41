"""A letter edited by the jurist: her words are kept, unreleased numbers and lost parts stop it."""

from __future__ import annotations

import io
import shutil
import subprocess

import pytest
from docx import Document

from api.documents.letter_docx import letter_docx
from api.documents.letter_edit import Difference, edited_letter
from data.errors import DamagedFile
from tests.api.documents.sample import CREATED, TABLES, sample_letter


def edited(change):
    """The letter after `change` has been made to it in a word processor."""
    document = Document(io.BytesIO(letter_docx(sample_letter(), TABLES, CREATED)))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return edited_letter(buffer.getvalue(), sample_letter(), TABLES, CREATED)


def paragraph(document, text):
    return next(one for one in document.paragraphs if one.text == text)


def test_an_untouched_letter_has_no_difference():
    """Opened and saved, the letter is as it was."""
    result = edited(lambda document: None)
    assert (result.differences, result.obstacles) == ((), ())


def test_changed_words_are_kept_and_shown():
    """A rewritten sentence is shown before and after, and stops nothing."""

    def change(document):
        paragraph(document, "Du kan klage til Ankestyrelsen.").text = "Du kan klage over afgørelsen til Ankestyrelsen."

    result = edited(change)
    assert result.differences == (
        Difference("Du kan klage til Ankestyrelsen.", "Du kan klage over afgørelsen til Ankestyrelsen."),
    )
    assert result.obstacles == ()


def test_a_number_nobody_released_stops_it():
    """4.711 stands in no released cell and not in the letter."""

    def change(document):
        paragraph(document, "Her er tabellerne.").text = "I Samsø var der 4.711 henvendelser."

    (obstacle,) = edited(change).obstacles
    assert "4.711" in obstacle


def test_a_released_number_may_be_mentioned():
    """1.200 is a released count, so a sentence may repeat it."""

    def change(document):
        paragraph(document, "Her er tabellerne.").text = "Negativ social kontrol blev nævnt 1.200 gange."

    assert edited(change).obstacles == ()


def test_a_provision_the_decision_does_not_rest_on_stops_it():
    """§ 33 is not among the provisions of the letter."""

    def change(document):
        paragraph(document, "Her er tabellerne.").text = "Vi henviser også til § 33, nr. 5."

    (obstacle,) = edited(change).obstacles
    assert "§ 33, nr. 5" in obstacle


def test_a_lost_part_stops_it():
    """Without the heading of the complaint guidance the letter lacks a mandatory part."""

    def change(document):
        found = paragraph(document, "Sådan kan du klage")
        found._p.getparent().remove(found._p)

    (obstacle,) = edited(change).obstacles
    assert "Sådan kan du klage" in obstacle


def test_an_emptied_part_stops_it():
    """The heading of the complaint guidance alone does not tell how to complain."""

    def change(document):
        for text in ("Du kan klage til Ankestyrelsen.", "Send klagen til os.", "Vi sender den videre."):
            found = paragraph(document, text)
            found._p.getparent().remove(found._p)

    (obstacle,) = edited(change).obstacles
    assert "er tomt" in obstacle


def test_a_changed_cell_stops_it():
    """A count changed in a table is no longer the released one, and 1.201 is nobody's number."""

    def change(document):
        document.tables[1].rows[1].cells[1].text = "1.201"

    assert len(edited(change).obstacles) == 2


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice_it_is_still_the_same_letter(tmp_path):
    """Saving in another program rewrites the file and changes no word of it."""
    (tmp_path / "brev.docx").write_bytes(letter_docx(sample_letter(), TABLES, CREATED))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path / "ud"]
    subprocess.run([*command, tmp_path / "brev.docx"], check=True, capture_output=True, timeout=120)
    result = edited_letter((tmp_path / "ud" / "brev.docx").read_bytes(), sample_letter(), TABLES, CREATED)
    assert (result.differences, result.obstacles) == ((), ())


def test_something_else_than_a_document_is_refused():
    """A text file is no letter."""
    with pytest.raises(DamagedFile):
        edited_letter(b"hej", sample_letter(), TABLES, CREATED)
