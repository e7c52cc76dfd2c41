"""PDF files, read from where things stand on the page."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
import typst

from data.errors import DamagedFile, EncryptedFile, NoTable, TooLargeFile
from data.printed_files.pdf_lines import text_lines
from data.printed_files.pdf_marks import Letter, Rule
from data.printed_files.reading import grids_in
from tests.data.printed_files.written import SEVEN, all_texts, pdf, texts

ROWS = [["Art", "2023", "2024"], ["Trusler", "21", "…"], ["Vold", "27", "1 402"], ["I alt", "48", "1 451"]]


def typeset(text, **page):
    settings = ", ".join(f"{name}: {value}" for name, value in page.items())
    return typst.compile(f"#set page({settings})\n#set text(size: 10pt)\n{text}".encode())


def table(rows, columns, settings="stroke: none"):
    cells = ", ".join(f"[{cell}]" if not cell.startswith("table.") else cell for row in rows for cell in row)
    return f"#table(columns: {columns}, {settings}, {cells})"


def changed(content, change):
    with pikepdf.open(io.BytesIO(content)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def turn(content, degrees):
    """The page shown turned; its text is written as before."""
    return changed(content, lambda opened: [page.rotate(degrees, relative=False) for page in opened.pages])


def test_a_table_on_a_turned_page_is_read():
    body = table(ROWS, 3)
    assert all_texts("t.pdf", turn(typeset(body), 90)) == [ROWS]
    assert all_texts("t.pdf", typeset(f"#rotate(-90deg, reflow: true)[{body}]")) == [ROWS]
    assert all_texts("t.pdf", typeset(f"#rotate(90deg, reflow: true)[{body}]")) == [ROWS]


def test_a_heading_over_two_columns_stands_over_the_first():
    head = [["", "table.cell(colspan: 2, align: center)[2023]", "table.cell(colspan: 2, align: center)[2024]"]]
    rows = [["Art", "Antal", "Andel", "Antal", "Andel"], ["Trusler", "21", "40 %", "3", "6 %"]]
    rows += [["Vold", "27", "60 %", "47", "94 %"]]
    content = typeset(table(head + rows, 5, "stroke: none, align: (left, right, right, right, right)"))
    assert all_texts("t.pdf", content) == [[["", "2023", "", "2024", ""], *rows]]


def test_a_label_set_in_is_a_level_and_a_raised_digit_a_footnote():
    rows = [
        ["Art", "Antal"],
        ["Alle", "48#super(typographic: false)[1]"],
        ["#h(1em)Mænd", "21"],
        ["#h(1em)Kvinder", "27"],
    ]
    (grid,) = grids_in("t.pdf", typeset(table(rows, 2)))
    assert [row[0].indent for row in grid.rows] == [0, 0, 1, 1]
    assert grid.rows[1][1].text == "48¹"


@pytest.mark.parametrize("place", ["top", "horizon", "bottom"])
@pytest.mark.parametrize("stroke", ["none", "0.5pt"])
def test_a_label_of_three_lines_is_one_row_wherever_its_figures_stand(place, stroke):
    rows = [
        ["Art", "2023", "2024"],
        ["Rådgivning om frivillig hjemrejse og genopdragelse", "21", "3"],
        ["I alt", "48", "51"],
    ]
    content = typeset(table(rows, "(4cm, 2cm, 2cm)", f"stroke: {stroke}, align: {place}, row-gutter: 4pt"))
    assert all_texts("t.pdf", content) == [rows]


def test_prose_around_a_table_and_a_list_of_contents_are_no_table():
    prose = "#set par(justify: true)\n" + "Der var 1402 sager i 2024, og 51 af dem gjaldt vold mod børn. " * 30
    contents = "#outline()\n" + "\n".join(f"= Afsnit {number}\n#pagebreak()" for number in range(5))
    found = grids_in("t.pdf", typeset(f"{prose}\n\n{table(ROWS, 3)}\n\n{prose}"))
    assert [texts(grid) for grid in found] == [ROWS]
    with pytest.raises(NoTable):
        grids_in("t.pdf", typeset(contents + prose))


def test_tables_under_each_other_are_two():
    found = grids_in("t.pdf", typeset(f"Tabel 1: Et\n\n{table(ROWS, 3)}\n\nTabel 2: To\n\n{table(ROWS, 3)}"))
    assert [grid.title for grid in found] == ["Tabel 1: Et", "Tabel 2: To"]


def test_a_heading_repeated_on_the_next_page_is_said_once():
    rows = [["Art", "2023", "2024"], *([f"Sag {number}", str(number), "…"] for number in range(90))]
    head = "table.header([Art], [2023], [2024])"
    cells = ", ".join(f"[{cell}]" for row in rows[1:] for cell in row)
    content = typeset(f"#table(columns: 3, stroke: none, {head}, {cells})", numbering='"1"')
    (grid,) = grids_in("t.pdf", content)
    assert texts(grid) == rows
    assert grid.source == "t.pdf, side 1–3"


def test_a_page_that_is_a_picture_is_named_and_a_file_of_pictures_refused():
    picture = '#image(bytes("<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\"/>"), width: 100%)'
    png = "#image(bytes((137,80,78,71,13,10,26,10,0,0,0,13,73,72,68,82,0,0,0,1,0,0,0,1,8,0,0,0,0,58,126,155,85,0,0,0,10,73,68,65,84,120,156,99,104,0,0,0,130,0,129,119,205,114,182,0,0,0,0,73,69,78,68,174,66,96,130)), width: 5cm)"
    (grid,) = grids_in("t.pdf", typeset(f"{table(ROWS, 3)}\n#pagebreak()\n{png}"))
    assert grid.remarks == ("Side 2 er et billede uden tekst; står der en tabel, er den ikke læst.",)
    with pytest.raises(NoTable, match="billeder"):
        grids_in("t.pdf", typeset(png))
    with pytest.raises(NoTable):
        grids_in("t.pdf", typeset(picture))


def test_a_font_whose_signs_have_no_meaning_is_said():
    def forget(opened):
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]

    content = changed(typeset(table(ROWS * 3, 3) + "\n\n" + "ord " * 50), forget)
    try:
        found = grids_in("t.pdf", content)
    except NoTable:
        return
    assert any("skrift" in remark or grid for grid in found for remark in (*grid.remarks, ""))


def test_damaged_locked_and_bottomless_files_are_refused(monkeypatch):
    content = pdf("none")
    with pikepdf.open(io.BytesIO(content)) as opened:
        locked = io.BytesIO()
        opened.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(EncryptedFile):
        grids_in("t.pdf", locked.getvalue())
    with pytest.raises(DamagedFile):
        grids_in("t.pdf", b"%PDF-1.7\nintet")
    with pytest.raises(TooLargeFile, match="sider"):
        grids_in("t.pdf", changed(content, lambda opened: [opened.pages.append(opened.pages[0]) for _ in range(500)]))
    monkeypatch.setattr("data.files.pdf_streams._MOST_UNPACKED", 1000)
    with pytest.raises(TooLargeFile, match="pakker"):
        grids_in("t.pdf", content)


def test_letters_a_hand_apart_are_two_cells_and_a_raised_digit_is_no_line():
    letters = [Letter("a", 0, 5, 100, 10), Letter("1", 20, 25, 100, 10), Letter("2", 25, 28, 104, 6)]
    (line,) = text_lines(letters, [])
    assert [piece.text for piece in line.pieces] == ["a", "1²"]


def test_figures_at_the_ends_of_bars_are_one_column():
    bars = "".join(f"#grid(columns: (4cm, {2 * int(size)}mm, 1cm), [Art {size}], [], [{size}])\n" for size in "371952")
    assert all_texts("t.pdf", typeset(bars)) == [[[f"Art {size}", size] for size in "371952"]]


def test_a_label_of_many_narrow_lines_does_not_end_the_table():
    label = "Udrejst af Danmark på formodet ufrivilligt udlandsophold (personer fra 18 år og ældre)"
    rows = [["Art", "2023", "2024"], ["Vold", "21", "3"], [label, "6", "…"], ["I alt", "48", "51"]]
    content = typeset(table(rows, "(2.2cm, 2cm, 2cm)", "stroke: (x: none, y: 0.5pt)"), width="12cm")
    assert all_texts("t.pdf", content) == [rows]


def test_the_line_above_a_table_is_its_title_unless_it_is_prose():
    titles = [grids_in("t.pdf", typeset(f"{above}\n\n{table(ROWS, 3)}"))[0].title for above in ("Sager", "Se her.")]
    assert titles == ["Sager", ""]


def test_lines_that_are_drawn_as_thin_boxes_part_rows_as_strokes_do():
    """As Word writes them: a filled box half a point high under each row, another wide between the columns."""
    label = "Udrejst af Danmark på formodet Ufrivilligt Udlandsophold"
    rows = [["Art", "2023", "2024"], [label, "6", "…"], ["I alt", "48", "51"]]
    line = "table.cell(colspan: 3, inset: 0pt, rect(width: 100%, height: 0.5pt, fill: black, stroke: none))"
    with_lines = [one for row in rows for one in ([line], row)] + [[line]]
    assert all_texts("t.pdf", typeset(table(with_lines, "(3cm, 2cm, 2cm)"), width="12cm")) == [rows]


def test_a_drawn_upright_line_parts_what_stands_close():
    letters = [Letter("a", 0, 5, 100, 10), Letter("b", 8, 13, 100, 10)]
    assert [piece.text for piece in text_lines(letters, [])[0].pieces] == ["a b"]
    assert [piece.text for piece in text_lines(letters, [Rule(6.5, 90, 110)])[0].pieces] == ["a", "b"]
    assert [piece.text for piece in text_lines(letters, [Rule(6.5, 200, 300)])[0].pieces] == ["a b"]


def test_files_that_are_read_at_once_do_not_disturb_each_other():
    content = pdf("none")
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: all_texts("t.pdf", content), range(8))) == [SEVEN] * 8
