"""The command `check`: the release gate on files as they lie."""

from __future__ import annotations

import json

import openpyxl
import pytest

from api.commands.entry import run
from main import COMMANDS


@pytest.fixture
def workbook(tmp_path):
    def save(name, hidden):
        book = openpyxl.Workbook()
        book.active.append(["år", "antal"])
        book.active.append([2024, 257])
        if hidden:
            book.create_sheet("Grunddata").sheet_state = "hidden"
        book.save(tmp_path / name)
        return str(tmp_path / name)

    return save


def found_codes(text):
    return {finding["code"] for file in json.loads(text)["files"] for finding in file["findings"]}


def test_a_hidden_sheet_is_found_and_ends_with_1(workbook, capsys):
    """The costliest known failure: figures per person on a sheet nobody saw."""
    assert run(COMMANDS, ["check", workbook("svar.xlsx", hidden=True), "--json"]) == 1
    assert any("hidden" in code and "sheet" in code for code in found_codes(capsys.readouterr().out))


def test_the_finding_says_where_and_how_to_remove_it(workbook, capsys):
    """In Danish, with the sheet's name."""
    assert run(COMMANDS, ["check", workbook("svar.xlsx", hidden=True)]) == 1
    shown = capsys.readouterr().out
    assert "Grunddata" in shown
    assert "Fjern det: " in shown


def test_a_table_in_a_csv_file_without_anything_in_it_ends_with_0(tmp_path, capsys):
    """Counts of 200 and 57 are no small counts, and a CSV file has nowhere to hide anything."""
    file = tmp_path / "tal.csv"
    file.write_text("aar,antal\n2023,200\n2024,257\n", encoding="utf-8")
    assert run(COMMANDS, ["check", str(file)]) == 0
    assert "intet fundet" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_ends_with_2_and_the_others_are_checked(tmp_path, workbook, capsys):
    """What cannot be read cannot be called clean."""
    broken = tmp_path / "itu.xlsx"
    broken.write_bytes(b"PK\x03\x04 og saa ikke mere")
    assert run(COMMANDS, ["check", str(broken), workbook("svar.xlsx", hidden=True), "--json"]) == 2
    first, second = json.loads(capsys.readouterr().out)["files"]
    assert first["refused"]
    assert second["findings"]


def test_a_file_that_is_not_there_is_named(capsys):
    """Status 2, one sentence."""
    assert run(COMMANDS, ["check", "findes-ikke.xlsx"]) == 2
    assert "filen »findes-ikke.xlsx« findes ikke" in capsys.readouterr().err
