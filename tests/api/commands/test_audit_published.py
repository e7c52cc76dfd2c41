"""The command `audit-published`: files, facts and options in; text or JSON and an exit status out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.commands.entry import run
from main import COMMANDS

CASES = Path(__file__).resolve().parents[3] / "data" / "cases"
LAND = "Land,2023\nA,..\nB,10\nAndre,..\nI alt,16\n"


@pytest.fixture
def asked(tmp_path, capsys):
    def ask(text, *words, facts=None):
        (tmp_path / "vist.csv").write_text(text, encoding="utf-8")
        if facts is not None:
            (tmp_path / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
            words = (*words, "--facts", str(tmp_path / "facts.json"))
        status = run(COMMANDS, ["audit-published", str(tmp_path / "vist.csv"), *words])
        return status, capsys.readouterr()

    return ask


def cells(printed):
    return [(cell["row"], cell["low"], cell["high"]) for cell in json.loads(printed.out)["cells"]]


def test_json_has_a_row_per_suppressed_cell_and_reading(asked):
    """Two hidden cells under two readings; something can be worked out, so 1."""
    status, printed = asked(LAND, "--json")
    assert status == 1
    assert sorted(cells(printed)) == [("A", 0, 6), ("A", 6, 6), ("Andre", 0, 6), ("Andre", 6, 6)]


def test_every_guess_can_be_corrected_on_the_command_line(asked):
    """Limits, marks, folds and thresholds as words."""
    assert sorted(cells(asked(LAND, "--json", "--no-folds", "--low", "1", "--high", "4")[1])) == [
        ("A", 2, 4),
        ("Andre", 2, 4),
    ]
    assert sorted(cells(asked(LAND, "--json", "--fold", "own", "--mark", "..=3")[1])) == [("A", 3, 3), ("Andre", 3, 3)]
    assert sorted(cells(asked(LAND, "--json", "--fold-row", "B", "--fold", "own", "--mark", "..=1..")[1])) == [
        ("A", 1, 5),
        ("Andre", 1, 5),
    ]
    assert json.loads(asked(LAND, "--json", "--threshold", "4", "--no-link")[1].out)["options"] == {
        "thresholds": [4],
        "link": False,
    }


def test_facts_are_read_from_their_file(asked):
    """A is 2 by what somebody told."""
    facts = [{"sum": [{"row": "A", "column": "2023"}], "equals": 2, "source": "Folketingets spørgsmål 12"}]
    status, printed = asked(LAND, "--no-folds", "--json", facts=facts)
    assert status == 1
    assert sorted(cells(printed)) == [("A", 2, 2), ("Andre", 4, 4)]


def test_the_text_can_be_checked_by_hand(asked):
    """What was guessed, what the marks must mean, what follows and why, what would have prevented it."""
    status, printed = asked(LAND, "--fold", "own", "--low", "1", "--high", "9")
    assert status == 1
    assert "2 skjulte tal: 0 kan regnes ud nøjagtigt" in printed.out
    assert "- totalkolonne" not in printed.out
    assert "- **1 til 5**, hvis samlerækken er en række for sig" in printed.out
    assert "«I alt» 16 − 10 (de viste tilsammen) = 6 til «A», «Andre», fordelt på 2 celler." in printed.out
    assert "Kunne være undgået: undertryk også 10 («B», «2023»)." in printed.out


def test_a_table_that_tells_nothing_ends_with_0(asked):
    """Large counts, nothing hidden."""
    status, printed = asked("Land,2023\nA,40\nB,60\nI alt,100\n")
    assert status == 0
    assert printed.out.startswith("0 skjulte tal")


def test_long_lists_of_findings_are_cut_in_the_text_and_whole_in_json(capsys):
    """The 80 persons: 25 are listed per threshold."""
    path = str(CASES / "cmm-2021" / "ofre_2021.csv")
    assert run(COMMANDS, ["audit-published", path]) == 1
    assert "… og 10 til; --json viser dem alle." in capsys.readouterr().out


def test_contradictions_are_told(asked):
    """3 and 5 are not 9."""
    status, printed = asked("Land,2023\nA,30\nB,50\nI alt,90\n")
    assert status == 1
    assert "## Tal, der modsiger hinanden" in printed.out
    assert "Mindst ét tal er forkert" in printed.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--mark", "x"], "»x« skal være et mærke og et tal eller to"),
        (["--mark", "x=4..1"], "«low» er 4 og «high» er 1"),
        (["--fold", "alle"], "--fold kan ikke være 'alle'"),
        (["--low", "5", "--high", "4"], "«low» er 5 og «high» er 4"),
        (["--total-row", "Sum"], "ingen række med navnet «Sum»"),
    ],
)
def test_words_that_cannot_be_used_end_with_2_and_one_sentence(asked, words, sentence):
    """Nothing is printed but the sentence."""
    status, printed = asked(LAND, *words)
    assert status == 2
    assert sentence in printed.err
    assert printed.out == ""


def test_facts_that_are_no_facts_end_with_2(asked):
    """The sentence says which one."""
    status, printed = asked(LAND, facts=[{"sum": []}])
    assert status == 2
    assert "Oplysning 1" in printed.err
