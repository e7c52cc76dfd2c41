"""The page with the offers says what the program offers today (`make pages`)."""

from __future__ import annotations

from benchmarks.offers import PAGE, page


def test_the_page_is_what_the_program_makes():
    """The model case and the CMM table, searched anew; byte for byte."""
    assert PAGE.read_text(encoding="utf-8") == page()
