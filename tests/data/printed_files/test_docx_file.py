"""Word documents as they are printed."""

from __future__ import annotations

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from data.errors import DamagedFile, NoTable
from data.printed_files.reading import grids_in
from tests.api.documents.broken_workbooks import with_entries
from tests.data.printed_files.written import saved, texts

ROWS = [["Art", "2023", "2024"], ["Trusler", "21", "3"], ["I alt", "48", "51"]]


def document(change=lambda made, table: None, before="", style=None):
    made = Document()
    if before:
        made.add_paragraph(before, style=style)
    table = made.add_table(rows=len(ROWS), cols=3)
    for line, row in zip(list(table.rows), ROWS, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    change(made, table)
    return saved(made)


def grid(*given, **named):
    (found,) = grids_in("t.docx", document(*given, **named))
    return found


def test_merged_cells_stand_in_their_first_place_only():
    def change(_, table):
        table.cell(0, 1).merge(table.cell(0, 2)).text = "Antal"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Alle"

    assert texts(grid(change)) == [["Art", "Antal", ""], ["Alle", "21", "3"], ["", "48", "51"]]


def test_a_row_that_begins_further_in_keeps_its_columns():
    def change(_, table):
        row = table.rows[1]._tr
        row.remove(row.tc_lst[0])
        row.insert(0, parse_xml(f'<w:trPr {nsdecls("w")}><w:gridBefore w:val="1"/></w:trPr>'))

    assert texts(grid(change))[1] == ["", "21", "3"]


def test_headings_indents_and_raised_digits_are_kept():
    def change(_, table):
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        table.cell(1, 0).paragraphs[0].paragraph_format.left_indent = Mm(8)
        table.cell(2, 0).paragraphs[0].runs[0].bold = True
        table.cell(2, 1).paragraphs[0].add_run("1").font.superscript = True

    found = grid(change)
    assert [row[0].header for row in found.rows] == [True, False, True]
    assert [row[0].indent for row in found.rows] == [0, 1, 0]
    assert found.rows[2][1].text == "48¹"


@pytest.mark.parametrize(
    ("before", "style", "title"),
    [("Tabel 4. Sager", None, "Tabel 4. Sager"), ("Sager", "Caption", "Sager"), ("Brødtekst.", None, "")],
)
def test_the_caption_is_the_title(before, style, title):
    assert grid(before=before, style=style).title == title


def test_a_caption_below_is_its_own_and_not_that_of_the_next_table():
    assert grid(lambda made, _: made.add_paragraph("Tabel 1: Sager")).title == "Tabel 1: Sager"

    def change(made, table):
        made.add_paragraph("Tabel 2: Personer")
        made.element.body.insert(2, parse_xml(table._tbl.xml))

    first, second = grids_in("t.docx", document(change))
    assert (first.title, second.title) == ("", "Tabel 2: Personer")


def test_a_name_for_screen_readers_serves_where_there_is_no_caption():
    def change(_, table):
        table._tbl.tblPr.append(parse_xml(f'<w:tblCaption {nsdecls("w")} w:val="Sager efter art"/>'))

    assert grid(change).title == "Sager efter art"


def test_text_that_was_deleted_under_tracking_is_not_read():
    def change(_, table):
        paragraph = table.cell(1, 2).paragraphs[0]._p
        paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>9</w:delText></w:r></w:del>"))
        paragraph.append(parse_xml(f"<w:moveFrom {nsdecls('w')}><w:r><w:t>8</w:t></w:r></w:moveFrom>"))
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}><w:tab/><w:noBreakHyphen/><w:t>x</w:t></w:r>"))

    assert grid(change).rows[1][2].text == "3 -x"


def test_a_document_without_a_table_or_with_broken_parts_is_refused():
    with pytest.raises(NoTable):
        grids_in("t.docx", saved(Document()))
    for text in (
        "<w:document/>",
        "intet",
        (
            f"<w:document {nsdecls('w')}><w:body><w:tbl><w:tr><w:tc><w:tcPr>"
            "<w:gridSpan w:val='x'/></w:tcPr></w:tc></w:tr></w:tbl></w:body></w:document>"
        ),
    ):
        with pytest.raises(DamagedFile):
            grids_in("t.docx", with_entries(document(), {"word/document.xml": text}))
