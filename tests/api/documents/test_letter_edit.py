"""A letter edited by the jurist: her words are kept, unreleased numbers and lost parts stop it."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from api.documents.letter_docx import letter_docx
from api.documents.letter_edit import Difference, edited_letter
from api.documents.tables_page import tables_page
from data.errors import DamagedFile
from tests.api.documents.sample import CREATED, TABLES, released, sample_letter
from tests.api.documents.test_workbook import COVER

LETTER = replace(sample_letter(), draft_marks=())
MADE = letter_docx(LETTER, TABLES, CREATED)
PAGE = tables_page(list(TABLES.values()), COVER)


def edited(change):
    """The letter after `change` has been made to it in a word processor."""
    document = Document(io.BytesIO(MADE))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return edited_letter(buffer.getvalue(), MADE, PAGE)


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


def put_in(document, xml):
    """A paragraph of raw XML in place of the sentence about the tables."""
    found = paragraph(document, "Her er tabellerne.")
    found._p.addnext(parse_xml(xml))


def removed(text):
    def change(document):
        found = next(one for one in document.paragraphs if " ".join(one.text.split()) == text)
        found._p.getparent().remove(found._p)

    return change


def said(text, instead):
    def change(document):
        paragraph(document, text).text = instead

    return change


W = nsdecls("w")
RUN = "<w:r><w:t>Kun 4711 fra Samsø</w:t></w:r>"
HIDING_PLACES = {
    "content control": f"<w:sdt {W}><w:sdtContent><w:p>{RUN}</w:p></w:sdtContent></w:sdt>",
    "text box": f"<w:p {W}><w:r><w:pict><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></w:pict></w:r></w:p>",
    "tracked insertion": f'<w:p {W}><w:ins w:id="1" w:author="x">{RUN}</w:ins></w:p>',
}


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_a_number_is_found_wherever_it_stands(place):
    """Content controls, text boxes and tracked insertions are read; the last is a finding of the gate as well."""
    obstacles = edited(lambda document: put_in(document, HIDING_PLACES[place])).obstacles
    assert any("4711" in sentence for sentence in obstacles)
    assert any("registrerede ændringer" in sentence for sentence in obstacles) == (place == "tracked insertion")


def test_a_number_in_the_foot_of_the_page_is_found():
    """The page number is none, 4711 is one."""

    def change(document):
        document.sections[0].footer.add_paragraph("4711 henvendelser")

    (obstacle,) = edited(change).obstacles
    assert "4711" in obstacle


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (said("Her er tabellerne.", "Der var tre henvendelser fra Samsø."), "Antallet »tre henvendelser«"),
        (said("Her er tabellerne.", "Se straffelovens § 11, stk. 1."), "straffelovens § 11, stk. 1"),
        (said("Her er tabellerne.", "[ikke angivet: sagsnummer]"), "Brevet mangler sagsnummer"),
        (said("Vi modtog din anmodning den 29. januar 2025. Du skrev:", "Du skrev:"), "datoen 29. januar 2025"),
        (removed("Med venlig hilsen Jurist, Socialforvaltningen"), "Brevet mangler underskriften"),
        (
            removed("Enhver kan forlange, at en forvaltningsmyndighed foretager og udleverer en sammenstilling."),
            "Bilaget",
        ),
        (
            removed("Jeg vil gerne bede om aktindsigt i oversigten for 2024. #let x = *1* $y$ <b>"),
            "Anmodningens ordlyd",
        ),
        (lambda document: document.tables[0]._tbl.getparent().remove(document.tables[0]._tbl), "2 tabeller"),
    ],
)
def test_what_is_not_the_jurists_to_change_stops_it(change, words):
    """Counts in words, another act, marks, promised dates, signature, wording of the law, the request, a table."""
    assert any(words in sentence for sentence in edited(change).obstacles)


def test_a_draft_stays_a_draft_until_its_marks_are_gone():
    """A letter that says that it must not be sent is stopped, whatever else was edited."""
    draft = letter_docx(sample_letter(), TABLES, CREATED)
    (obstacle,) = edited_letter(draft, draft, PAGE).obstacles
    assert "udkast" in obstacle


def test_a_table_that_is_only_in_the_spreadsheet_may_be_quoted():
    """Without the page of released tables the same sentence is stopped."""
    change = said("Her er tabellerne.", "Kommunen gav 1234 henvendelser.")
    table = released("lang", ("Kommune",), [(("Ærø",), 1234), (("Fanø",), 20)])
    document = Document(io.BytesIO(MADE))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    assert edited_letter(buffer.getvalue(), MADE, tables_page([table], COVER)).obstacles == ()
    assert edited_letter(buffer.getvalue(), MADE, b"").obstacles != ()


def saved_by_libreoffice(content, folder, *ways):
    """The file as LibreOffice writes it, converted once for each of `ways`."""
    for number, way in enumerate(ways):
        target = folder / str(number)
        source = folder / f"brev{number}.{'docx' if number == 0 else ways[number - 1].partition(':')[0]}"
        source.write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", way, "--outdir", target]
        subprocess.run([*command, source], check=True, capture_output=True, timeout=120)
        (written,) = target.iterdir()
        content = written.read_bytes()
    return content


WORD = "docx:MS Word 2007 XML"


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_edit_saved_by_libreoffice_is_shown_and_its_number_stopped(tmp_path):
    """Edited, kept as ODT and saved as Word again: the new sentence is the one difference, 4.711 the one obstacle."""
    document = Document(io.BytesIO(MADE))
    said("Her er tabellerne.", "I Samsø var der 4.711 henvendelser.")(document)
    buffer = io.BytesIO()
    document.save(buffer)
    result = edited_letter(saved_by_libreoffice(buffer.getvalue(), tmp_path, "odt", WORD), MADE, PAGE)
    assert result.differences == (Difference("Her er tabellerne.", "I Samsø var der 4.711 henvendelser."),)
    (obstacle,) = result.obstacles
    assert "4711" in obstacle


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice_it_is_still_the_same_letter(tmp_path):
    """Saving in another program rewrites the file and changes no word of it."""
    result = edited_letter(saved_by_libreoffice(MADE, tmp_path, WORD), MADE, PAGE)
    assert (result.differences, result.obstacles) == ((), ())


def test_something_else_than_a_document_is_refused():
    """A text file is no letter."""
    with pytest.raises(DamagedFile):
        edited_letter(b"hej", MADE, PAGE)
