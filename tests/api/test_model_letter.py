"""The model letter as a reader gets it: short enough, and each rule told once."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from api.commands.entry import run
from main import COMMANDS


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The text of each page, with ordinary spaces."""
    folder = tmp_path_factory.mktemp("demo")
    assert run(COMMANDS, ["demo", "--out", str(folder)]) == 0
    return [page.extract_text().replace("\u00a0", " ") for page in PdfReader(folder / "afgoerelse.pdf").pages]


def test_the_letter_is_two_to_five_pages_and_an_annex(pages):
    """The annex begins on a page of its own, after at most five."""
    annex = next(number for number, text in enumerate(pages) if text.lstrip().startswith("Bilag: "))
    assert 2 <= annex <= 5
    assert annex < len(pages)


def test_what_is_said_where_it_is_applied_is_not_said_again(pages):
    """The rules on private matters and on meroffentlighed stand in the reasons and are not repeated at the end."""
    letter = " ".join(" ".join(pages).split("Bilag: ")[0].split())
    assert letter.count("enkeltpersoners private forhold er undtaget") == 1
    assert letter.count("Vi skal overveje, om du kan få mere") == 1
    assert "Offentlighedslovens § 30:" not in letter
    assert "Offentlighedslovens § 11, stk. 1: Enhver kan få en sammenstilling" in letter
