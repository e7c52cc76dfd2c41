"""The page for a browser: the released tables, and nothing that runs or asks another host."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.documents.errors import ReadBackMismatch, UnwritableText
from api.documents.read_back import read_back_page
from api.documents.tables_page import tables_page
from tests.api.documents.sample import CROSS, REASONS, released
from tests.api.documents.test_workbook import COVER

TABLES = [REASONS, CROSS]


@pytest.fixture(scope="module")
def text() -> str:
    return tables_page(TABLES, COVER).decode("utf-8")


def test_the_page_holds_exactly_the_released_cells(text):
    """Read as a browser reads it, every table is the released one; with one count changed it is refused."""
    read_back_page(text.encode(), TABLES)
    with pytest.raises(ReadBackMismatch):
        read_back_page(text.replace(">1.235<", ">1.236<").encode(), TABLES)
    with pytest.raises(ReadBackMismatch):
        read_back_page(text.encode(), [REASONS])


def test_the_page_explains_before_it_shows(text):
    """Synthetic mark, period and source come first; `[c]` is explained above the table that has it."""
    assert text.index("Tallene er opdigtede.") < text.index("<table>")
    assert text.index("[c] betyder") < text.index("<td>[c]</td>")
    assert '<html lang="da">' in text


def test_the_picture_stands_in_the_page_with_its_words(text):
    """The one table that bars help has its picture, as SVG with role, title and description."""
    assert text.count("<svg ") == 1
    assert 'role="img"' in text
    assert "<desc id=" in text


def test_a_label_is_text_whatever_it_holds():
    """Markup in a label is shown, not run; a control character is refused."""
    label = "<script>alert(1)</script>"
    table = released("k", ("Årsag",), [((label,), 20), (("b",), 10)])
    page = tables_page([table], COVER).decode("utf-8")
    assert "<script" not in page
    read_back_page(page.encode(), [table])
    with pytest.raises(UnwritableText):
        tables_page([replace(table, title="a\x00b")], COVER)


def test_the_page_runs_nothing_and_asks_nobody(text):
    """No script, no address of another host but the name of the SVG language."""
    assert "<script" not in text
    assert text.count("http") == text.count("http://www.w3.org/2000/svg")


def test_the_same_tables_have_the_same_bytes(text):
    """Made twice, the page is the same."""
    assert tables_page(TABLES, COVER) == text.encode()
