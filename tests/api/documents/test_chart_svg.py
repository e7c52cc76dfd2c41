"""The picture of a table tells what the table tells, and no more."""

from __future__ import annotations

from defusedxml.ElementTree import fromstring

from api.documents.chart_svg import chart_svg
from tests.api.documents.sample import CROSS, REASONS, long_table, released

SVG = "{http://www.w3.org/2000/svg}"
TABLE = released("k", ("Kommune",), [(("Ærø & Fanø",), 20), (("Læsø",), None), (("Samsø",), 10), (("I alt",), 33)])


def test_bars_are_as_long_as_the_released_counts():
    """20 fills the width, 10 half of it, and a suppressed count has a bar of no length; the total is left out."""
    root = fromstring(chart_svg(TABLE))
    assert [int(bar.get("width")) for bar in root.iter(f"{SVG}rect")] == [360, 0, 180]


def test_the_picture_says_in_words_what_it_shows():
    """Title and description name every bar, the mark is explained, and & is written as XML asks."""
    root = fromstring(chart_svg(TABLE))
    description = root.find(f"{SVG}desc").text
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == TABLE.title
    assert "Ærø & Fanø: 20; Læsø: [c]; Samsø: 10." in description
    assert "[c] betyder" in description


def test_tables_that_bars_cannot_show_have_no_picture():
    """Two dimensions, or more bars than a page holds, are left to the table."""
    assert chart_svg(CROSS) is None
    assert chart_svg(long_table(41)) is None
    assert chart_svg(REASONS) is not None
