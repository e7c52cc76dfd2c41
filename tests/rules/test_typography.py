"""Non-breaking spaces, dates and enumerations in Danish."""

from __future__ import annotations

from datetime import date

import pytest

from rules.typography import glued, listed, long_date, plain, sentence, weekday_date

NBSP = "\u00a0"


@pytest.mark.parametrize(
    "text",
    [
        "§ 11",
        "§§ 19-35",
        "stk. 2",
        "nr. 1",
        "1. pkt.",
        "1. og 2. pkt.",
        "art. 15",
        "7 arbejdsdage",
        "§ 9 a",
        "24. februar",
    ],
)
def test_what_belongs_together_is_kept_on_one_line(text):
    """No ordinary space is left inside a citation, a date or a deadline."""
    assert " " not in glued(text)


def test_whole_citation():
    """In a full citation every space but those after commas is non-breaking."""
    assert glued("§ 11, stk. 1, 2. pkt.") == f"§{NBSP}11, stk.{NBSP}1, 2.{NBSP}pkt."


def test_plain_undoes_glued():
    """Text with ordinary spaces comes back for comparison."""
    text = "jf. offentlighedslovens § 36, stk. 2, 3. pkt., den 7. februar 2025"
    assert plain(glued(text)) == text


def test_dates():
    """Dates are written as a letter writes them."""
    assert plain(long_date(date(2025, 2, 6))) == "6. februar 2025"
    assert plain(weekday_date(date(2025, 2, 7))) == "fredag den 7. februar 2025"


@pytest.mark.parametrize(
    ("items", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_enumerations(items, expected):
    """A Danish enumeration has "og" before the last item and no comma there."""
    assert listed(items) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("det er sket", "Det er sket."), (" Ja! ", "Ja!"), ("her:", "Her:"), ("1. pkt.", "1. pkt."), ("  ", "")],
)
def test_sentences(text, expected):
    """A sentence begins with a capital and ends once."""
    assert sentence(text) == expected
