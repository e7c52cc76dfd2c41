"""The page about the seven published tables says what the program makes today (`make pages`)."""

from __future__ import annotations

from benchmarks.imdi import PAGE, page


def test_the_page_is_what_the_program_makes():
    """The command's own report, byte for byte."""
    assert PAGE.read_text(encoding="utf-8") == page()
