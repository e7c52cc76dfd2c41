"""The page with the CMM tables says what the program makes today."""

from __future__ import annotations

import re

from benchmarks.cmm import PAGE, ROOT, page


def test_the_page_is_what_the_program_makes():
    """Protected at thresholds 3 and 5, proved, and printed; byte for byte."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_readme_repeats_the_page():
    """The sentence with the counts of cells at each threshold stands in both."""
    sentences = re.findall(r"^\d+ cells, .*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(sentences) == 2
    assert all(sentence in readme for sentence in sentences)
