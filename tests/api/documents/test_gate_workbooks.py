"""What the gate finds in workbooks, and what it leaves in peace."""

from __future__ import annotations

import pytest

from api.documents.gate.catalogue import CATALOGUE
from api.documents.gate.sheet_styles import shows_nothing
from api.documents.release_gate import check_file
from tests.api.documents.broken_workbooks import (
    WORKBOOKS,
    clean_as_saved_by_newer_programs,
    clean_chart,
    clean_with_dates,
    workbook_with,
)


def codes(name: str, content: bytes) -> set[str]:
    return {finding.code for finding in check_file(name, content)}


@pytest.mark.parametrize("case", WORKBOOKS)
def test_a_workbook_that_hides_one_thing_is_found_out(case):
    """Each workbook has one thing hidden, and the gate names that thing and nothing else that is grave."""
    found = check_file("tal.xlsx", WORKBOOKS[case]())
    grave = {finding.code for finding in found if not finding.is_notice}
    expected = case.partition("/")[0]
    assert expected in {finding.code for finding in found}
    assert grave <= {expected}


@pytest.mark.parametrize("make", [workbook_with, clean_chart, clean_with_dates, clean_as_saved_by_newer_programs])
def test_a_clean_workbook_raises_no_alarm(make):
    """White headings on dark cells, charts of visible cells, years, dates and decimals are no findings."""
    assert check_file("tal.xlsx", make()) == ()


def test_every_finding_says_where_why_and_how():
    """No kind of finding is without an explanation and a remedy in whole words."""
    for code, kind in CATALOGUE.items():
        assert all(len(text) > 10 for text in (kind.what, kind.why, kind.remedy)), code


def test_many_places_on_one_sheet_are_one_finding():
    """Nine small counts on one sheet are one finding that names three places and counts the rest."""

    def change(book):
        for row in range(5, 13):
            book["Tal"].append((f"kode {row}", 2))
        book["Tal"]["B2"] = 2

    (finding,) = check_file("tal.xlsx", workbook_with(change))
    assert (finding.code, finding.where) == ("small_count", "Tal, B2, B5, B6 og 6 til")


def test_a_forbidden_value_is_found_as_a_number_of_its_own():
    """The planted 48 stands in a cell; 8 stands only inside 48 and is not found."""
    content = workbook_with()
    assert {finding.code for finding in check_file("tal.xlsx", content, ["48"])} == {"forbidden_value"}
    assert check_file("tal.xlsx", content, ["8"]) == ()


@pytest.mark.parametrize(
    ("code", "hides"),
    [
        ("General", False),
        ("#,##0", False),
        ("0;;", False),
        ('#,##0 "kr."', False),
        ("yyyy-mm-dd", False),
        ("@", False),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-', False),
        (";;;", True),
        ('"[c]"', True),
        (";;;@", True),
        ('[<5]"[c]";0', True),
        ('[>=5]0;"[c]"', True),
        ("[White]0", True),
        ("[Red]0", False),
    ],
)
def test_a_format_that_shows_no_digit_hides(code, hides):
    """A number format without a place for a digit shows nothing of the number."""
    assert shows_nothing(code) is hides
