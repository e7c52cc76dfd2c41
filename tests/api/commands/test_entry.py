"""From a command line to an exit status: errors are one Danish sentence, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from api.commands.entry import run
from main import COMMANDS

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["findes-ikke"], "Kommandoen »findes-ikke« findes ikke; vælg en af demo, serve"),
        (["deadline"], "Der mangler DATO"),
        (["deadline", "2025-02-30"], "»2025-02-30« er ikke en dato; skriv år-måned-dag"),
        (["deadline", "20250129"], "»20250129« er ikke en dato"),
        (["deadline", "2025-01-29", "--hurtigt"], "»--hurtigt« kendes ikke"),
        (["deadline", "2025-01-29", "--complaint"], "--complaint skal følges af en værdi"),
        (["deadline", "1999-01-01"], "1999-01-01"),
        (["serve", "--host", "0.0.0.0"], "»0.0.0.0« er afvist. Brug 127.0.0.1"),
        (["serve", "--host", "example.org"], "»example.org« er afvist"),
        (["serve", "--port", "70000"], "mellem 1 og 65535, ikke 70000"),
        (["serve", "--port", "http"], "--port skal være et helt tal, ikke 'http'"),
        (["audit-published"], "Der mangler FIL"),
    ],
)
def test_unusable_words_end_with_2_and_one_sentence(capsys, words, sentence):
    """Nothing is printed but one line on stderr."""
    assert run(COMMANDS, words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert sentence in printed.err
    assert printed.err.startswith("Fejl: ")
    assert printed.err.count("\n") == 1


def test_without_words_the_commands_are_listed(capsys):
    """Every command stands in the list with what it does; asking for nothing is an error, asking for help is not."""
    assert run(COMMANDS, []) == 2
    assert run(COMMANDS, ["--help"]) == 0
    shown = capsys.readouterr().out
    for command in COMMANDS:
        assert f"  {command.name}" in shown
        assert command.summary in shown


def test_every_command_explains_itself_in_danish(capsys):
    """The help of each command begins with a Danish word and has no English heading."""
    for command in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            run(COMMANDS, [command.name, "--help"])
        assert ended.value.code == 0
        shown = capsys.readouterr().out
        assert shown.startswith("Brug: ")
        for english in ("usage:", "options:", "positional arguments", "show this help"):
            assert english not in shown


def test_a_reader_that_stops_reading_gets_no_traceback():
    """`main.py deadline … | head` ends quietly."""
    line = f"{sys.executable} main.py deadline 2025-01-29 | true"
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_a_defect_is_one_sentence_and_never_looks_like_an_answer(capsys, monkeypatch):
    """Status 1 means that something was found; what the program itself got wrong ends with 2 and says where."""

    def broken(*_):
        raise AssertionError("no such table")

    monkeypatch.setattr("api.commands.deadline.deadlines", broken)
    assert run(COMMANDS, ["deadline", "2025-01-29"]) == 2
    shown = capsys.readouterr().err
    assert "test_entry.py, linje" in shown
    assert shown.count("\n") == 1
