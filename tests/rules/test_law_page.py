"""docs/law.md counts what is there, and its pictures are there and small."""

from __future__ import annotations

import re

import pytest

from tests.rules.law_counts import marks, mutations, rows
from tests.rules.letter_pictures import FOLDER, LETTERS, pdf_of
from tests.rules.letters import ROOT

PAGE = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")


def test_every_count_on_the_page_is_the_count_today():
    """The page has one row for each thing counted, with today's number."""
    for name, number in (*rows(), *mutations()):
        assert f"| {name} | {number} |" in PAGE, name
    for mark, number in marks().items():
        assert f"`{mark}` {number}" in PAGE, mark


def test_what_was_promised_is_there():
    """At least 120 cases and 40 deliberately wrong rules."""
    counted = dict((*rows(), *mutations()))
    assert counted["cases of the rulebook"] >= 120
    assert counted["mistakes that are really made"] >= 40
    assert counted["letters kept as text"] >= 20


def test_every_file_and_picture_that_the_page_names_is_there():
    """No link leads nowhere; a picture is under 150 kB."""
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        path = ROOT / "docs" / target
        assert path.is_file(), target
        assert path.suffix != ".png" or path.stat().st_size < 150_000, target
    for name in re.findall(r"`((?:rulebook|rules|api)/[a-z_/]+\.(?:py|yaml))`", PAGE):
        assert (ROOT / "tests" / name).is_file() or (ROOT / name).is_file(), name


@pytest.mark.parametrize("name", LETTERS)
def test_each_pictured_letter_can_be_made(name):
    """The letters of the pictures are made from their cases as they stand, and one at least is shown of each."""
    assert pdf_of(LETTERS[name]).startswith(b"%PDF-")
    assert list(FOLDER.glob(f"{name}_*.png"))
