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
    assert [int(bar.get("width")) for bar in root.iter(f"{SVG}rect")] == [350, 0, 175]


def test_the_picture_says_in_words_what_it_shows():
    """Title and description name every bar, the mark is explained, and & is written as XML asks."""
    root = fromstring(chart_svg(TABLE))
    description = root.find(f"{SVG}desc").text
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == TABLE.title
    assert "Ærø & Fanø: 20; Læsø: [c]; Samsø: 10." in description
    assert "[c] betyder" in description


def test_tables_that_bars_cannot_show_have_no_picture():
    """Two dimensions, more bars than a page holds, or bars of one length are left to the table."""
    assert chart_svg(CROSS) is None
    assert chart_svg(long_table(41)) is None
    assert chart_svg(released("k", ("Navn",), [(("Ærø",), 1), (("Læsø",), 1)])) is None
    assert chart_svg(REASONS) is not None


def test_the_mark_is_explained_in_the_picture_itself():
    """Whoever sees the picture alone reads what a bar is, and what `[c]` means where it stands."""
    seen = " ".join(text.text for text in fromstring(chart_svg(TABLE)).iter(f"{SVG}text"))
    assert "Antal henvendelser" in seen
    assert "[c] betyder, at tallet ikke vises af hensyn til fortrolighed." in seen
    assert "[c] betyder" not in chart_svg(REASONS).decode()


def test_a_label_longer_than_the_margin_stands_in_two_lines():
    """Nothing of 71 letters is lost; of 200 the end is left to the table and shown by dots."""
    long = "Udrejst af Danmark på formodet genopdragelsesrejse (børn under 18 år)"
    table = released("k", ("Årsag",), [((long,), 20), (("x" * 20 + " " + "ord " * 45,), 10)])
    texts = [text.text for text in fromstring(chart_svg(table)).iter(f"{SVG}text")]
    assert long == " ".join(text for text in texts if text in long)
    assert any(text.endswith("…") for text in texts)
