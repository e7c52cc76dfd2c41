"""The tag check: the letter's structure read by poppler, and every table compared with what was released."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import pairwise

import pytest

from api.documents.laid_out import laid_table
from api.documents.letter_pdf import letter_pdf
from rules.letter import Section, TableReference, TextTable
from tests.api.documents.pdf_tags import tables_of, tags_of
from tests.api.documents.sample import CREATED, TABLES, long_table, sample_letter

pytestmark = [
    pytest.mark.poppler,
    pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler-utils is not installed"),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    path = tmp_path_factory.mktemp("brev") / "brev.pdf"
    path.write_bytes(letter_pdf(sample_letter(), TABLES, CREATED))
    return tags_of(path)


def rows_of(letter, tables):
    """Every table of a letter as it was decided and released."""
    blocks = [block for section in letter.sections for block in section.blocks]
    laid = [laid_table(block, tables) for block in blocks if isinstance(block, TableReference | TextTable)]
    return [[table.header, *(row.cells for row in table.rows)] for table in laid]


def test_the_tables_read_back_are_the_released_ones(root):
    """Three tables, every heading, label and count in its cell, and `[c]` where a count is suppressed."""
    assert tables_of(root) == rows_of(sample_letter(), TABLES)


def test_every_heading_cell_says_what_it_heads(root):
    """The first row heads columns, the first cell of each other row heads the row, and no other cell heads."""
    for table in root.named("Table"):
        head, *rows = table.named("TR")
        assert {cell.scope for cell in head.named("TH", "TD")} == {"Column"}
        for row in rows:
            first, *others = row.named("TH", "TD")
            assert (first.name, first.scope) == ("TH", "Row")
            assert {cell.name for cell in others} <= {"TD"}


def test_no_level_of_heading_is_skipped_and_the_order_is_the_letters(root):
    """One title, then sections in the order of the letter; a part stands under its section."""
    headings = root.named("H1", "H2", "H3")
    levels = [int(tag.name[1]) for tag in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    letter = sample_letter()
    assert [tag.text() for tag in headings[: len(letter.sections) + 1]] == [
        letter.title,
        *(section.heading for section in letter.sections),
    ]


def test_everything_else_is_tagged_too(root):
    """The quotation, the lists, the captions and the picture have tags of their own."""
    assert root.named("Quote")[0].text() == sample_letter().sections[0].blocks[1].text
    assert len(root.named("Caption")) == 3
    assert [item.text() for item in root.named("LBody")][-2:] == ["Send klagen til os.", "Vi sender den videre."]
    assert len(root.named("Figure")) == 1


def test_a_table_over_several_pages_is_one_table(tmp_path):
    """Ninety rows on three pages are read as one table with one heading row."""
    letter = replace(sample_letter(), sections=(Section("Tal", (TableReference("kommune"),)),), annex=())
    tables = {"kommune": long_table(90)}
    (tmp_path / "langt.pdf").write_bytes(letter_pdf(letter, tables, CREATED))
    assert tables_of(tags_of(tmp_path / "langt.pdf")) == rows_of(letter, tables)
