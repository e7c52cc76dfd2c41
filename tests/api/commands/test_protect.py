"""The command `protect`: a proved table in a folder, or nothing; and `verify` on what it wrote."""

from __future__ import annotations

import csv
import json

import pytest

from api.commands.entry import run
from main import COMMANDS

SPEC = {"dimensions": [{"name": "kommune"}, {"name": "koen"}], "count": "antal"}
#          kvinder  mænd  I alt
# Samsø       3       9     12
# Odense      8       7     15
# I alt      11      16     27
CELLS = "kommune,koen,antal\nSamsø,kvinder,3\nSamsø,mænd,9\nOdense,kvinder,8\nOdense,mænd,7\n"


@pytest.fixture
def protect(tmp_path):
    def protecting(*more, cells=CELLS, spec=SPEC, kind="--cells", out="ud"):
        specification = spec if isinstance(spec, str | bytes) else json.dumps(spec)
        for name, text in (("SPEC.json", specification), ("C.csv", cells)):
            content = text if isinstance(text, bytes) else text.encode("utf-8")
            (tmp_path / name).write_bytes(content)
        words = ["--spec", str(tmp_path / "SPEC.json"), kind, str(tmp_path / "C.csv"), "--out", str(tmp_path / out)]
        return run(COMMANDS, ["protect", *words, *more])

    return protecting


def rows_of(folder):
    with (folder / "protected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_publishable_cell_is_listed_and_published_numbers_are_true(protect, tmp_path):
    """Four inner cells, four margins, one total; the 3 is suppressed, and what is shown is the truth."""
    assert protect() == 0
    rows = rows_of(tmp_path / "ud")
    assert list(rows[0]) == ["kommune", "koen", "antal", "status"]
    shown = {(row["kommune"], row["koen"]): row["antal"] for row in rows}
    assert len(shown) == 9
    assert shown["Samsø", "kvinder"] == ""
    truth = {("Samsø", "mænd"): "9", ("Odense", "kvinder"): "8", ("Odense", "mænd"): "7", ("Samsø", "I alt"): "12"}
    truth |= {("Odense", "I alt"): "15", ("I alt", "kvinder"): "11", ("I alt", "mænd"): "16", ("I alt", "I alt"): "27"}
    assert all(shown[cell] in {"", count} for cell, count in truth.items())
    assert all((row["antal"] == "") == (row["status"] == "suppressed") for row in rows)


def test_the_report_counts_and_what_was_measured_is_apart(protect, tmp_path):
    """One unsafe cell of nine; a single suppressed cell would be worked out, so more are suppressed."""
    assert protect() == 0
    report = json.loads((tmp_path / "ud" / "report.json").read_text(encoding="utf-8"))
    assert (report["cells"], report["primary"], report["verified"]) == (9, 1, True)
    assert report["suppressed"] == sum(row["status"] == "suppressed" for row in rows_of(tmp_path / "ud")) > 1
    assert set(json.loads((tmp_path / "ud" / "measured.json").read_text(encoding="utf-8"))) == {"seconds", "peak_mb"}


def test_the_same_input_gives_the_same_bytes_whatever_the_order_of_the_rows(protect, tmp_path):
    """Every file but measured.json."""
    head, *rows = CELLS.splitlines()
    assert protect(out="et") == 0
    assert protect(cells="\n".join([head, *reversed(rows)]) + "\n", out="to") == 0
    names = {path.name for path in (tmp_path / "et").iterdir()} - {"measured.json"}
    assert {"protected.csv", "report.json"} <= names
    for name in names:
        assert (tmp_path / "et" / name).read_bytes() == (tmp_path / "to" / name).read_bytes(), name


def test_a_folder_that_protect_wrote_is_verified(protect, tmp_path, capsys):
    """The stand-alone check accepts it."""
    assert protect() == 0
    assert run(COMMANDS, ["verify", str(tmp_path / "ud")]) == 0
    assert capsys.readouterr().err == ""


def test_a_number_changed_afterwards_is_noticed(protect, tmp_path):
    """One published count more or less, and the proof is of another table."""
    assert protect() == 0
    file = tmp_path / "ud" / "protected.csv"
    text = file.read_text(encoding="utf-8")
    assert "I alt,I alt,27,published" in text
    file.write_text(text.replace("I alt,I alt,27,published", "I alt,I alt,28,published"), encoding="utf-8")
    assert run(COMMANDS, ["verify", str(tmp_path / "ud")]) == 1


@pytest.mark.parametrize("place", ["findes-ikke", "."])
def test_what_holds_no_certificate_is_not_verified(tmp_path, place, capsys):
    """Nothing to check is never "holds"."""
    assert run(COMMANDS, ["verify", str(tmp_path / place)]) == 2
    assert capsys.readouterr().err.startswith("Fejl: ")


def test_no_safe_table_ends_with_1_and_writes_none(protect, tmp_path, capsys):
    """An attacker who has the 3 from elsewhere cannot be kept from it; what an earlier run left is taken away."""
    assert protect() == 0
    known = {"cell": {"kommune": "Samsø", "koen": "kvinder"}, "count": 3}
    assert protect(spec=SPEC | {"known": [known]}) == 1
    assert not (tmp_path / "ud" / "protected.csv").exists()
    assert "force_published" in capsys.readouterr().err


BAD = {
    "a count that is negative": {"cells": CELLS.replace(",9", ",-9")},
    "a count that is no whole number": {"cells": CELLS.replace(",9", ',"9,5"')},
    "a count that is missing": {"cells": CELLS.replace(",9", ",")},
    "a cell listed twice": {"cells": CELLS + "Samsø,mænd,1\n"},
    "a column that is not declared": {"cells": "kommune,koen,antal,cpr\nSamsø,mænd,9,1\n"},
    "a column that is missing": {"cells": "kommune,antal\nSamsø,9\n"},
    "an empty file": {"cells": ""},
    "no records": {"cells": "kommune,koen\n", "kind": "--records"},
    "letters in another encoding": {"cells": CELLS.encode("latin-1")},
    "a specification that is no JSON": {"spec": "{"},
    "a specification nested without end": {"spec": "[" * 100_000},
    "a threshold below 3": {"spec": SPEC | {"policy": {"threshold": 2}}},
    "a policy nobody knows": {"spec": SPEC | {"policy": {"treshold": 5}}},
    "a dimension called status": {"spec": SPEC | {"dimensions": [{"name": "status"}]}},
    "a code that is not listed": {
        "spec": SPEC | {"dimensions": [{"name": "kommune", "codes": ["x"]}, {"name": "koen"}]}
    },
    "a label of two lines, named in the sentence": {
        "cells": CELLS.replace("Odense", '"I\nalt"').replace("Samsø", '"I\nalt"')
    },
    "a code that is empty": {"cells": CELLS.replace("Odense", "")},
    "a count of five thousand digits": {"cells": CELLS.replace(",9", "," + "9" * 5000)},
    "a threshold of five thousand digits": {"spec": '{"policy": {"threshold": ' + "9" * 5000 + "}}"},
    "a label that no file can hold": {"spec": SPEC | {"dimensions": [{"name": "kommune", "total": "\ud800"}]}},
    "a total label as a code": {"cells": CELLS.replace("Odense", "I alt")},
    "sums of money": {"spec": SPEC | {"policy": {"sums": {"amount": "kr", "contributor": "hvem"}}}},
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD.keys())
def test_input_that_cannot_be_used_ends_with_2_and_writes_nothing(protect, tmp_path, capsys, case):
    """One Danish sentence on stderr, no folder, no traceback."""
    assert protect(**case) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Fejl: ")
    assert printed.err.count("\n") == 1
    assert not (tmp_path / "ud").exists()


def test_records_count_each_answer_once(protect, tmp_path):
    """Three persons; one has both reasons and one has reason a twice: a counts 2, b counts 1, the total 3."""
    spec = {"dimensions": [{"name": "aarsag", "responses": "multiple"}], "policy": {"threshold": 3}}
    text = "aarsag\n" + 'a|b\na|a\n""\n' * 4
    assert protect(cells=text, spec=spec, kind="--records") == 0
    shown = {row["aarsag"]: row["count"] for row in rows_of(tmp_path / "ud")}
    assert shown == {"a": "8", "b": "4", "I alt": "12"}


def test_a_folder_that_cannot_be_made_is_named(protect, tmp_path, capsys):
    """A file lies where the folder should be."""
    (tmp_path / "optaget").write_text("", encoding="utf-8")
    assert protect(out="optaget") == 2
    assert "optaget" in capsys.readouterr().err


def test_the_optimum_is_proved_and_the_report_has_both_bounds(protect, tmp_path, capsys):
    """The 3 needs a square: 3 + 9 + 8 + 7 and one for each cell is 31, and nothing cheaper is safe."""
    assert protect("--optimal") == 0
    report = json.loads((tmp_path / "ud" / "report.json").read_text(encoding="utf-8"))
    assert (report["cost"], report["cost_bound"], report["optimal"]) == (31, 31, True)
    assert "bevist, at ingen sikker undertrykkelse koster mindre" in capsys.readouterr().out
    assert run(COMMANDS, ["verify", str(tmp_path / "ud")]) == 0


def test_work_that_runs_out_still_gives_a_safe_table_with_its_bounds(protect, tmp_path, capsys):
    """With one unit of work nothing is searched: the usual pattern, and the bound that the unsafe cell alone gives."""
    assert protect("--optimal", "--work", "1", "--gap", "0,01") == 0
    report = json.loads((tmp_path / "ud" / "report.json").read_text(encoding="utf-8"))
    assert report["cost_bound"] <= report["cost"]
    assert report["optimal"] is False
    assert "højst" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--gap", "0.05"), "sammen med «--optimal»"),
        (("--optimal", "--gap", "-1"), "skal være et tal fra 0"),
        (("--optimal", "--gap", "lidt"), "skal være et tal fra 0"),
        (("--optimal", "--work", "0"), "skal være et helt tal over 0"),
    ],
)
def test_what_belongs_to_the_optimum_is_read_strictly(protect, capsys, words, complaint):
    """A share, a whole number, and neither without `--optimal`: status 2 and one sentence."""
    assert protect(*words) == 2
    assert complaint in capsys.readouterr().err


AMOUNTS = {
    "dimensions": [{"name": "kommune"}],
    "policy": {"threshold": 3, "sums": {"amount": "kr", "contributor": "firma"}},
}
#   Samsø: one firm of 100.   Odense: 50, 30, 25.   Vejle: 60, 50, 40.   I alt: 355.
FIRMS = [("Samsø", 100), *[("Odense", kr) for kr in (50, 30, 25)], *[("Vejle", kr) for kr in (60, 50, 40)]]
PAID = "kommune,firma,kr\n" + "".join(f"{place},f{number},{kr}\n" for number, (place, kr) in enumerate(FIRMS))


def test_amounts_are_protected_verified_and_audited(protect, tmp_path, capsys):
    """Samsø's one firm is hidden with Odense: the proof holds, and each may be anything from 0 to 205."""
    assert protect(cells=PAID, spec=AMOUNTS, kind="--records") == 0
    shown = {row["kommune"]: row["kr"] for row in rows_of(tmp_path / "ud")}
    assert shown == {"Samsø": "", "Odense": "", "Vejle": "150", "I alt": "355"}
    capsys.readouterr()
    assert run(COMMANDS, ["verify", str(tmp_path / "ud")]) == 0
    assert "7  bidragydere med beløb over 0" in capsys.readouterr().out
    words = ["audit", "--spec", str(tmp_path / "SPEC.json"), str(tmp_path / "ud" / "protected.csv"), "--json"]
    assert run(COMMANDS, words) == 0
    cells = {cell["kommune"]: (cell["low"], cell["high"]) for cell in json.loads(capsys.readouterr().out)["cells"]}
    assert cells == {"Samsø": (0, 205), "Odense": (0, 205)}


def test_an_amount_that_can_be_estimated_is_found(protect, tmp_path, capsys):
    """Whoever knows from elsewhere that both lie between 100 and 110 knows them within 10 percent."""
    assert protect(cells=PAID, spec=AMOUNTS, kind="--records") == 0
    capsys.readouterr()
    table = tmp_path / "ud" / "protected.csv"
    words = ["audit", "--spec", str(tmp_path / "SPEC.json"), str(table)]
    assert run(COMMANDS, [*words, "--low", "100", "--high", "110"]) == 1
    assert "2 kan anslås inden for 10 procent" in capsys.readouterr().out


def test_the_reasons_stand_beside_the_proof_and_nowhere_else(protect, tmp_path):
    """The analyst finds why each cell is hidden in reasons.csv; an earlier run's goes with the rest."""
    assert protect() == 0
    with (tmp_path / "ud" / "reasons.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0] == {
        "kommune": "Odense",
        "koen": "kvinder",
        "antal": "8",
        "code": "F5_secondary",
        "reason": "beskytter andre celler",
    }
    assert {row["code"] for row in rows if (row["kommune"], row["koen"]) == ("Samsø", "kvinder")} == {"F1_small"}
    others = [path for path in (tmp_path / "ud").iterdir() if path.name != "reasons.csv"]
    assert not any("F1_small" in path.read_text(encoding="utf-8") for path in others)
    known = {"cell": {"kommune": "Samsø", "koen": "kvinder"}, "count": 3}
    assert protect(spec=SPEC | {"known": [known]}) == 1
    assert not (tmp_path / "ud" / "reasons.csv").exists()
