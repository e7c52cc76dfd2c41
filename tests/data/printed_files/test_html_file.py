"""Web pages as a browser lays them out."""

from __future__ import annotations

import pytest

from data.errors import DamagedFile, NoTable, TooLargeFile
from data.printed_files.reading import grids_in
from tests.data.printed_files.written import all_texts, texts


def grids(body):
    return grids_in("side.html", f"<!doctype html><body>{body}</body>".encode())


def rows(body):
    return texts(grids(body)[0])


def test_spans_leave_the_text_in_the_first_place_only():
    body = """<table><tr><th rowspan=2>Art<th colspan=2>2024</tr><tr><th>Antal<th>%</tr>
    <tr><td>Trusler<td>3<td>4 %</tr></table>"""
    assert rows(body) == [["Art", "2024", ""], ["", "Antal", "%"], ["Trusler", "3", "4 %"]]


def test_the_foot_stands_last_and_headings_are_told():
    body = "<table><thead><tr><td>a<td>n<tfoot><tr><th>I alt<td>9<tbody><tr><th>b<td><b>4</b></table>"
    assert rows(body) == [["a", "n"], ["b", "4"], ["I alt", "9"]]
    assert [[cell.header for cell in row] for row in grids(body)[0].rows] == [[True] * 2, [True] * 2, [True, False]]


def test_only_the_innermost_of_nested_tables_is_one():
    body = "<table><tr><td>menu<td><table><tr><td>a<td>1<tr><td>b<td>2</table></table>"
    assert [texts(grid) for grid in grids(body)] == [[["a", "1"], ["b", "2"]]]


def test_scripts_comments_and_styles_say_nothing():
    body = "<table><tr><td>a<script>x</script><td>1<!-- 7 --><tr><td>b<style>y</style><td>2</table>"
    assert rows(body) == [["a", "1"], ["b", "2"]]


def test_hard_blanks_classes_and_styles_set_labels_in():
    labels = ["Alle", "&nbsp;&nbsp;Mænd", "<span style='padding-left: 20px'>Unge</span>", "<p class='indent-1'>Kvinder"]
    body = "<table>" + "".join(f"<tr><td>{label}<td>1" for label in labels) + "</table>"
    assert [row[0].indent for row in grids(body)[0].rows] == [0, 1, 3, 2]


def test_a_raised_number_is_a_footnote_not_a_digit():
    assert rows("<table><tr><td>a<sup>1</sup><td>402<sup>2)</sup><tr><td>b<td>3</table>") == [
        ["a¹", "402²)"],
        ["b", "3"],
    ]


def test_the_words_that_name_the_table_are_its_title():
    table = "<table>{}<tr><td>a<td>1<tr><td>b<td>2</table>"
    assert grids(table.format("<caption>Tabel 1: <b>Sager</b></caption>"))[0].title == "Tabel 1: Sager"
    assert grids("<h2>Sager efter art</h2>" + table.format(""))[0].title == "Sager efter art"
    assert grids("<p>Tabell 3 Saker</p><div>" + table.format("") + "</div>")[0].title == "Tabell 3 Saker"
    assert grids("<p>Brødtekst om noget andet.</p>" + table.format(""))[0].title == ""
    assert grids(table.format("<tr><td colspan=2>Alle sager"))[0].title == "Alle sager"


def test_what_the_page_hides_is_read_and_said():
    body = "<table><tr><td>a<td>1<tr hidden><td>b<td>2<tr><td>c<td style='display: none'>3</table>"
    assert rows(body) == [["a", "1"], ["b", "2"], ["c", "3"]]
    assert "skjult på siden" in grids(body)[0].remarks[0]


def test_a_page_in_an_old_encoding_and_without_a_name_is_read():
    content = "<html><table><tr><td>Børn<td>1<tr><td>Ældre<td>2</table>".encode("cp1252")
    assert all_texts("udtræk", content) == [[["Børn", "1"], ["Ældre", "2"]]]


@pytest.mark.parametrize("body", ["", "<p>intet", "<table><tr><td>kun én celle</table>", "<table></table>"])
def test_a_page_without_a_table_says_so(body):
    with pytest.raises(NoTable, match=r"side\.html"):
        grids(body)


def test_spans_without_end_and_depth_without_bottom_are_bounded():
    with pytest.raises(TooLargeFile):
        grids("<table>" + "<tr>" + "<td rowspan=0 colspan=1000>1" * 9 + "</tr>" + "<tr><td>1" * 900 + "</table>")
    with pytest.raises((NoTable, DamagedFile)):
        grids("<div>" * 200_000)
    assert rows("<table><tr><td colspan=x>a<td rowspan=99999999999>1<tr><td colspan=-2>b</table>") == [
        ["a", "1"],
        ["b", ""],
    ]


def test_a_page_that_is_too_large_is_refused():
    with pytest.raises(TooLargeFile):
        grids("x" * 20_000_001)


def test_a_figure_that_only_the_source_shows_is_said():
    """A sorting value or a tooltip tells what the mark hides; where the figure is shown anyway it tells nothing."""
    body = "<table><tr><td>a<td data-order=3>..<tr><td>b<td title='7 sager'>7</table>"
    assert "i sidens kilde" in grids(body)[0].remarks[0]
    assert grids(body.replace(" data-order=3", ""))[0].remarks == ()


def test_a_page_that_makes_its_table_with_a_script_is_told_apart():
    with pytest.raises(NoTable, match="script"):
        grids("<div id=t></div><script src=t.js></script>")
