"""What the gate finds in Word documents and PDF files, and what it leaves in peace."""

from __future__ import annotations

import io

import pikepdf
import pytest

from api.documents.gate.pdf_pages import Budget
from api.documents.release_gate import check_file
from data.errors import DamagedFile, EncryptedFile
from data.files.pdf_streams import StreamTooLarge
from tests.api.documents.broken_archives import HEAVY
from tests.api.documents.broken_documents import (
    DOCUMENTS,
    PDFS,
    clean_columns_pdf,
    document_with,
    marker_pdf,
    pdf_with,
    shapes_beside_pdf,
    white_on_dark,
    white_on_dark_pdf,
)
from tests.api.documents.broken_workbooks import replaced


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_document_that_hides_one_thing_is_found_out(case):
    """Each document has one thing hidden, and the gate names that thing and nothing else that is grave."""
    found = check_file("brev.docx", DOCUMENTS[case]())
    expected = case.partition("/")[0]
    assert expected in {finding.code for finding in found}
    assert {finding.code for finding in found if not finding.is_notice} <= {expected}


@pytest.mark.parametrize("make", [document_with, white_on_dark])
def test_a_clean_document_raises_no_alarm(make):
    """A plain letter, and white headings in a dark cell, are no findings."""
    assert check_file("brev.docx", make()) == ()


@pytest.mark.parametrize("case", PDFS)
def test_a_pdf_that_hides_one_thing_is_found_out(case):
    """Each PDF has one thing hidden, and the gate names that thing and nothing else."""
    found = {finding.code for finding in check_file("brev.pdf", PDFS[case]())}
    assert found == {case.partition("/")[0]}


@pytest.mark.parametrize("make", [pdf_with, white_on_dark_pdf, marker_pdf, shapes_beside_pdf, clean_columns_pdf])
def test_a_clean_pdf_raises_no_alarm(make):
    """A plain page, white letters on a dark box, a marker, shapes beside a text, running numbers: no findings."""
    assert check_file("brev.pdf", make()) == ()


def test_text_inside_a_form_of_a_pdf_is_read():
    """A personal number in a drawing that a page calls for is found on that page."""

    def change(pdf):
        form = pikepdf.Stream(pdf, b"BT /F1 12 Tf 72 400 Td (0101901234) Tj ET")
        form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 595, 842])
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X1=form)

    (finding,) = check_file("brev.pdf", pdf_with(b"/X1 Do\n", change))
    assert (finding.code, finding.where) == ("cpr_number", "side 1")


def test_a_pdf_that_calls_itself_is_not_followed_for_ever():
    """A form that draws itself is given up and reported, not passed."""

    def change(pdf):
        form = pdf.make_indirect(pikepdf.Stream(pdf, b"/X1 Do"))
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X1=form))
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X1=form)

    assert [finding.code for finding in check_file("brev.pdf", pdf_with(b"/X1 Do\n", change))] == ["unknown_part"]


def test_a_locked_pdf_is_refused():
    """Nobody can say what is in a PDF that opens with a password only."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_with())) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(user="a", owner="b"))
    with pytest.raises(EncryptedFile):
        check_file("brev.pdf", buffer.getvalue())


def test_half_a_pdf_is_refused():
    """A PDF cut in half is damaged, not clean."""
    content = pdf_with()
    with pytest.raises(DamagedFile):
        check_file("brev.pdf", content[: len(content) // 2])


@pytest.mark.parametrize("case", HEAVY)
def test_a_page_too_heavy_to_read_is_reported(case):
    """What costs more than the budget is given up within seconds and said to be unread, not passed."""
    name, make = HEAVY[case]
    assert "unknown_part" in {finding.code for finding in check_file(name, make())}


def test_a_document_nested_without_end_is_refused():
    """Two thousand paragraphs in each other are no letter."""
    content = replaced(
        document_with(), "word/document.xml", "<w:sectPr", "<w:p>" * 2000 + "</w:p>" * 2000 + "<w:sectPr"
    )
    with pytest.raises(DamagedFile):
        check_file("brev.docx", content)


def test_many_pages_cost_no_more_than_one():
    """The budget is one for the file: the third instruction over a budget of two is refused."""
    budget = Budget(operations=2)
    budget.take_operation()
    budget.take_operation()
    assert not budget.is_spent
    with pytest.raises(StreamTooLarge):
        budget.take_operation()
    assert budget.is_spent
