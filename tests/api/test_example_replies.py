"""The requests of docs/examples: each is answered, shows what was released, and passes the gate."""

from __future__ import annotations

import io

import openpyxl
import pytest
from pypdf import PdfReader

from api.danish import within_a_sentence
from api.documents.release_gate import check_file
from api.reply_files import FOR_REQUESTER
from tests.api.example_replies import NAMES, reply_to


@pytest.fixture(scope="module")
def replies():
    return {name: reply_to(name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_its_documents_and_they_pass_the_gate(replies, name):
    """Letter twice, spreadsheet and page; nothing that holds one of them back."""
    assert set(replies[name]) == set(FOR_REQUESTER)
    for document, content in replies[name].items():
        if not document.endswith(".html"):
            assert [one for one in check_file(document, content) if not one.is_notice] == []


def test_a_request_for_three_tables_gets_contents_and_a_sheet_for_each(replies):
    """Cover, contents, then one sheet a table; the letter shows three pictures."""
    book = openpyxl.load_workbook(io.BytesIO(replies["everyday"]["udtraek.xlsx"]))
    assert book.sheetnames == ["Forside", "Indhold", "aarsag", "koen", "aldersgruppe"]
    last = PdfReader(io.BytesIO(replies["everyday"]["afgoerelse.pdf"])).pages[-1].extract_text()
    assert last.count("Antal henvendelser") == 3


def test_no_nationality_of_one_person_has_its_count_shown(replies):
    """Of 80 persons most nationalities are one; no cell says 1, 2, 3 or 4."""
    book = openpyxl.load_workbook(io.BytesIO(replies["cmm"]["udtraek.xlsx"]))
    counts = [
        cell.value
        for row in book["nationalitet_x_udnyttelse"].iter_rows()
        for cell in row
        if isinstance(cell.value, int)
    ]
    assert {0, 80} <= set(counts)
    assert not {1, 2, 3, 4} & set(counts)


@pytest.mark.parametrize(
    ("heading", "inside"), [("Henvendelser i 2024", "henvendelser i 2024"), ("BBR-sager", "BBR-sager"), ("", "")]
)
def test_a_heading_loses_its_capital_within_a_sentence(heading, inside):
    """An abbreviation keeps its capitals."""
    assert within_a_sentence(heading) == inside
