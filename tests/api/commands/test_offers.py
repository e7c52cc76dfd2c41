"""`offers`: what is printed, what is written, and the exit status."""

from __future__ import annotations

import json

import pytest

import main
from api.commands.entry import run

SPEC = {
    "dimensions": [
        {
            "name": "kommune",
            "role": "identifying",
            "hierarchies": [{"name": "region", "parents": {"A": "Nord", "B": "Nord", "C": "Syd", "D": "Syd"}}],
        },
        {"name": "emne"},
    ],
    "policy": {"threshold": 3},
}
ROWS = {
    ("A", "x"): 1,
    ("A", "y"): 8,
    ("B", "x"): 9,
    ("B", "y"): 7,
    ("C", "x"): 2,
    ("C", "y"): 6,
    ("D", "x"): 9,
    ("D", "y"): 8,
}


@pytest.fixture
def asked(tmp_path):
    """Write a specification and its cells; return the words of the command line."""

    def write(spec=SPEC, rows=ROWS):
        (tmp_path / "spec.json").write_text(json.dumps(spec), encoding="utf-8")
        lines = ["kommune,emne,count", *(f"{a},{b},{n}" for (a, b), n in rows.items())]
        (tmp_path / "cells.csv").write_text("\n".join(lines), encoding="utf-8")
        return ["offers", "--spec", str(tmp_path / "spec.json"), "--cells", str(tmp_path / "cells.csv")]

    return write


def test_each_offer_has_its_line_its_sentence_and_its_proof(asked, tmp_path, capsys):
    """Three folders that verify accepts; the summary names no count of a cell."""
    out = tmp_path / "out"
    assert run(main.COMMANDS, [*asked(), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    found = json.loads((out / "offers.json").read_text(encoding="utf-8"))
    assert found["format"] == "offers/1"
    assert len(found["offers"]) == 3
    for number, offer in enumerate(found["offers"], start=1):
        assert offer["cost_and_gain"] in said
        assert f"Til brevet: {offer['letter']}." in said
        assert (out / f"offer-{number}" / "certificate.json").is_file()
    assert "kommune i 2 grupper (Nord, Syd) × emne" in {offer["words"] for offer in found["best"]}
    assert "Målt: én kommando, 0,1 minutter" in said
    assert "Tilbuddene gælder tabellen alene" in said
    assert found["alone"] in said
    assert run(main.COMMANDS, ["verify", str(out)]) == 0


def test_the_result_as_json_is_the_same_each_time(asked, capsys):
    """Nothing measured is in it."""
    words = [*asked(), "--json"]
    said = [(run(main.COMMANDS, words), capsys.readouterr().out)[1] for _ in range(2)]
    assert said[0] == said[1]
    assert json.loads(said[0])["ending"] == "offers"


def test_an_earlier_offer_does_not_stay_behind(asked, tmp_path):
    """The second request needs no protection: only its own table is left."""
    out = tmp_path / "out"
    run(main.COMMANDS, [*asked(), "--out", str(out)])
    assert run(main.COMMANDS, [*asked(rows=dict.fromkeys(ROWS, 9)), "--out", str(out)]) == 0
    assert sorted(path.parent.name for path in out.glob("*/SPEC.json")) == ["offer-1"]
    assert run(main.COMMANDS, ["verify", str(out)]) == 0


def test_nothing_to_protect_is_said(asked, capsys):
    """The table as asked."""
    assert run(main.COMMANDS, asked(rows=dict.fromkeys(ROWS, 9))) == 0
    said = capsys.readouterr().out
    assert "Intet behøver beskyttelse" in said
    assert "Koster: intet." in said


def test_nothing_safe_ends_with_1(asked, capsys):
    """A known unsafe total stands in every table."""
    spec = {**SPEC, "known": [{"cell": {}, "count": 2}]}
    assert run(main.COMMANDS, asked(spec, {("A", "x"): 2})) == 1
    said = capsys.readouterr().out
    assert "Der er ikke fundet en sikker tabel" in said
    assert "Afrunding er ikke prøvet" in said


def test_a_small_budget_says_how_far_it_looked(asked, capsys):
    """One table of 21 cells is tried."""
    assert run(main.COMMANDS, [*asked(), "--budget", "21"]) == 0
    assert "er ikke prøvet, fordi arbejdet var brugt op" in capsys.readouterr().out
