"""The page with the CMM tables, and the README's words about them, say what the program makes today (`make pages`)."""

from __future__ import annotations

from benchmarks.cmm import PAGE, ROOT, page, readme


def test_the_page_is_what_the_program_makes():
    """Protected at thresholds 3 and 5, proved, and printed; byte for byte."""
    made = page()
    assert PAGE.read_text(encoding="utf-8") == made
    assert (ROOT / "README.md").read_text(encoding="utf-8") == readme(made)
