"""The command `audit`: intervals from the published cells alone."""

from __future__ import annotations

import json

import pytest

from api.commands.entry import run
from main import COMMANDS

SPEC = {"dimensions": [{"name": "kommune"}, {"name": "koen"}], "count": "antal"}
#          kvinder  mænd  I alt
# Samsø       x       x     12
# Odense      x       x     15
# I alt      11      16     27
SQUARE = """kommune,koen,antal,status
Samsø,kvinder,,suppressed
Samsø,mænd,,suppressed
Samsø,I alt,12,published
Odense,kvinder,,suppressed
Odense,mænd,,suppressed
Odense,I alt,15,published
I alt,kvinder,11,published
I alt,mænd,16,published
I alt,I alt,27,published
"""


@pytest.fixture
def files(tmp_path):
    def write(published, spec=SPEC):
        (tmp_path / "SPEC.json").write_text(json.dumps(spec), encoding="utf-8")
        (tmp_path / "vist.csv").write_text(published, encoding="utf-8")
        return ["audit", "--spec", str(tmp_path / "SPEC.json"), str(tmp_path / "vist.csv")]

    return write


def intervals(text):
    return {(cell["kommune"], cell["koen"]): (cell["low"], cell["high"]) for cell in json.loads(text)["cells"]}


def test_four_suppressed_corners_leave_ranges(files, capsys):
    """Samsø's women are 0 to 11; its men 12 less that. Odense's men are at least 4: 1 to 3 are excluded, so 1."""
    assert run(COMMANDS, [*files(SQUARE), "--json"]) == 1
    found = capsys.readouterr().out
    assert intervals(found) == {
        ("Samsø", "kvinder"): (0, 11),
        ("Samsø", "mænd"): (1, 12),
        ("Odense", "kvinder"): (0, 11),
        ("Odense", "mænd"): (4, 15),
    }


def test_a_single_suppressed_cell_is_worked_out_and_ends_with_1(files, capsys):
    """12 less the men's 9 is 3."""
    shown = SQUARE.replace("Samsø,mænd,,suppressed", "Samsø,mænd,9,published")
    assert run(COMMANDS, [*files(shown), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["exact"], found["narrow"]) == (3, 3)
    assert intervals(json.dumps(found))["Samsø", "kvinder"] == (3, 3)


def test_a_mark_that_means_small_narrows(files, capsys):
    """Odense's men are 4 more than Samsø's women, who are thus at most 7; Samsø's men are at least 12 - 7."""
    assert run(COMMANDS, [*files(SQUARE), "--json", "--low", "1", "--high", "11"]) == 1
    assert intervals(capsys.readouterr().out)["Samsø", "mænd"] == (5, 11)


def test_the_same_in_words(files, capsys):
    """Only what can be worked out is listed."""
    shown = SQUARE.replace("Samsø,mænd,,suppressed", "Samsø,mænd,9,published")
    assert run(COMMANDS, files(shown)) == 1
    assert "  Samsø × kvinder: 3\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--low", "5", "--high", "4"], "--low må ikke være størst"),
        (["--low", "-1"], "--low"),
        (["--high", "1,5"], "»1,5« er ikke et helt tal på 0 eller derover"),
    ],
)
def test_a_mark_that_can_mean_nothing_is_refused(files, capsys, words, sentence):
    """Status 2, nothing printed."""
    assert run(COMMANDS, [*files(SQUARE), *words]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert sentence in printed.err


def test_a_table_that_does_not_add_up_is_refused(files, capsys):
    """27 is not 12 and 16."""
    assert run(COMMANDS, files(SQUARE.replace("Odense,I alt,15", "Odense,I alt,16"))) == 2
    assert "går ikke op" in capsys.readouterr().err


def test_a_table_that_leaves_everything_open_ends_with_0(files, capsys):
    """Two rows of 9 and two columns of 9: every corner can be anything from 0 to 9."""
    lines = ["kommune,koen,antal,status", "a,x,,suppressed", "a,y,,suppressed", "a,I alt,9,published"]
    lines += ["b,x,,suppressed", "b,y,,suppressed", "b,I alt,9,published"]
    lines += ["I alt,x,9,published", "I alt,y,9,published", "I alt,I alt,18,published"]
    assert run(COMMANDS, [*files("\n".join(lines) + "\n"), "--json"]) == 0
    assert set(intervals(capsys.readouterr().out).values()) == {(0, 9)}
