"""The command `letter`: an edited letter against the case file."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from docx import Document

from api.commands.entry import run
from api.documents.case_file import case_file
from main import COMMANDS
from tests.api.documents.sample import CREATED
from tests.api.documents.test_letter_edit import MADE, PAGE


@pytest.fixture
def case(tmp_path):
    """A case file with the letter as it was made."""
    path = tmp_path / "sag.zip"
    path.write_bytes(case_file({"afgoerelse.docx": MADE, "tabeller.html": PAGE}, CREATED))
    return path


@pytest.fixture
def edited(tmp_path):
    """The letter after a sentence has been added to it."""

    def save(sentence):
        document = Document(io.BytesIO(MADE))
        if sentence:
            found = next(one for one in document.paragraphs if one.text == "Her er tabellerne.")
            found.text = sentence
        document.save(tmp_path / "rettet.docx")
        return tmp_path / "rettet.docx"

    return save


def test_a_change_of_words_is_shown_and_may_be_sent(case, edited, capsys):
    """Status 0; the sentence before and after."""
    assert run(COMMANDS, ["letter", str(edited("Tallene står i tabellerne.")), "--case", str(case)]) == 0
    shown = capsys.readouterr().out
    assert "der blev lavet: 1" in shown
    assert "- Her er tabellerne." in shown
    assert "+ Tallene står i tabellerne." in shown
    assert "Intet står i vejen" in shown


def test_a_number_nobody_released_ends_with_1(case, edited, capsys):
    """As JSON: the difference, the obstacle, and that the letter may not be sent."""
    words = ["letter", str(edited("Der var 4711 fra Samsø.")), "--case", str(case), "--json"]
    assert run(COMMANDS, words) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["may_be_sent"] is False
    assert "4711" in found["obstacles"][0]


def broken(case, change):
    """The case file with one entry changed or left out."""
    with zipfile.ZipFile(case) as old:
        entries = change({name: old.read(name) for name in old.namelist()})
    with zipfile.ZipFile(case, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda entries: entries | {"tabeller.html": b"<table><tr><td>4711</td></tr></table>"}, "er ændret, efter at"),
        (lambda entries: {"note.txt": b"hej"}, "ikke en sagsfil"),
        (lambda entries: entries | {"MANIFEST.json": b"{}"}, "kan ikke læses"),
        (lambda entries: {"MANIFEST.json": entries["MANIFEST.json"]}, "har ikke brevet"),
    ],
)
def test_a_case_file_that_is_not_as_it_was_made_ends_with_2(case, edited, capsys, change, words):
    """Nobody can add a count to what was released."""
    broken(case, change)
    assert run(COMMANDS, ["letter", str(edited("")), "--case", str(case)]) == 2
    assert words in capsys.readouterr().err
