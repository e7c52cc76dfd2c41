"""Every kind of file that cannot be used, as people send it: status 2, one sentence that helps, and nothing written.

And every kind of file that looks odd but can be used.
"""

from __future__ import annotations

import csv
import json

import pytest

from api.commands.entry import run
from main import COMMANDS

SPEC = {"dimensions": [{"name": "kommune"}, {"name": "koen"}], "count": "antal"}
CELLS = "kommune,koen,antal\nSamsø,kvinder,3\nSamsø,mænd,9\nOdense,kvinder,8\nOdense,mænd,7\n"
AMOUNTS = {"dimensions": [{"name": "kommune"}], "policy": {"sums": {"amount": "kr", "contributor": "firma"}}}
RECORDS = "kommune,firma,kr\nSamsø,f1,100\nSamsø,f2,50\nSamsø,f3,70\nOdense,f4,10\n"


@pytest.fixture
def protect(tmp_path):
    def protecting(content, spec, kind):
        texts = {"SPEC.json": spec if isinstance(spec, str | bytes) else json.dumps(spec), "data.csv": content}
        for name, text in texts.items():
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        words = ["--spec", str(tmp_path / "SPEC.json"), kind, str(tmp_path / "data.csv"), "--out", str(tmp_path / "ud")]
        return run(COMMANDS, ["protect", *words])

    return protecting


def cells(old, new):
    return CELLS.replace(old, new)


def tree(parents, **fields):
    dimension = {"name": "kommune", "hierarchies": [{"name": "ø", "parents": parents}], **fields}
    return {**SPEC, "dimensions": [dimension, {"name": "koen"}]}


def policy(**fields):
    return {**SPEC, "policy": fields}


IN_THE_CELLS = {
    "negative": (cells(",9", ",-9"), ("Række 3", "«antal»", "kommune «Samsø», koen «mænd»", "negativt")),
    "a fraction": (cells(",9", ",9.5"), ("Række 3", "«9.5»", "uden decimaler")),
    "a Danish decimal": (cells(",9", ',"9,5"'), ("Række 3", "«9,5»", "uden decimaler")),
    "a decimal comma that is no quoted field": (cells(",9", ",1,5"), ("linje 3", "4 felter", "ret linjen")),
    "Danish thousands": (cells(",9", ",1.000"), ("Række 3", "«1.000»", "uden punktum")),
    "a count in words": (cells(",9", ",ni"), ("Række 3", "«ni»", "cifre alene")),
    "no count": (cells(",9", ","), ("Række 3", "«antal»", "skriv 0")),
    "a count already suppressed": (cells(",9", ",[c]"), ("Række 3", "«[c]»")),
    "a count of 10 billion billions": (cells(",9", "," + "9" * 20), ("Række 3", "20 cifre", "større enhed")),
    "a cell twice": (CELLS + "Odense,mænd,2\n", ("Række 6", "kommune «Odense», koen «mænd»", "læg rækkerne sammen")),
    "a total, right or wrong": (CELLS + "I alt,mænd,17\n", ("Række 6", "«kommune»", "«I alt»", "fjern rækken")),
    "a code that is missing": (cells("Odense,m", ",m"), ("Række 5", "«kommune»", "er tom")),
    "a code of spaces": (cells("Odense,m", "  ,m"), ("Række 5", "«kommune»", "er tom")),
    "two codes that look the same": (CELLS + "Odense ,mænd,2\n", ("«kommune»", "ser ens ud", "skriv dem ens")),
    "a composed letter": (CELLS + "Århus,mænd,2\nA\u030arhus,mænd,2\n", ("«kommune»", "ser ens ud")),
    "a column misspelt": (cells("koen,antal", "køn,antal"), ("«koen» mangler", "kommune, køn, antal", "Ret navnet")),
    "a column too many": ("kommune,koen,cpr,antal\na,b,c,1\n", ("«cpr»", "fjern den")),
    "a column twice": (cells("koen,antal", "kommune,antal"), ("to kolonner hedder »kommune«", "omdøb")),
    "a column without a name": (cells("koen,antal", ",antal"), ("kolonne 2 har intet navn", "giv den et")),
    "semicolons": (cells(",", ";"), ("semikolon", "komma")),
    "tabulators": (cells(",", "\t"), ("tabulatortegn", "komma")),
    "cp1252": (CELLS.encode("cp1252"), ("linje 2, byte 24", "gem filen som UTF-8")),
    "UTF-16": (CELLS.encode("utf-16"), ("UTF-16", "gem den som UTF-8")),
    "a NUL": (cells("Odense,m", "Ode\x00nse,m"), ("linje 5", "nultegn", "gem den som CSV")),
    "half a file": (CELLS[:-10], ("linje 5", "afbrudt")),
    "half a quoted field": (cells("Odense,m", '"Odense,m'), ("linje 5", "anførselstegnene", "afbrudt")),
    "nothing": ("", ("er tom", "overskriftslinje")),
}


@pytest.mark.parametrize(("content", "told"), IN_THE_CELLS.values(), ids=IN_THE_CELLS.keys())
def test_cells_that_cannot_be_used(protect, tmp_path, capsys, content, told):
    """The sentence names the row or line, the column or cell, and what to do."""
    assert protect(content, SPEC, "--cells") == 2
    refused(capsys, tmp_path, told)


def refused(capsys, tmp_path, told):
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Fejl: ")
    assert printed.err.count("\n") == 1
    for words in told:
        assert words in printed.err
    assert not (tmp_path / "ud").exists()


IN_THE_SPEC = {
    "a circle": (tree({"Odense": "Fyn", "Fyn": "Odense"}), ("«kommune»", "«ø»", "cyklus", "ret «parents»")),
    "its own parent": (tree({"Odense": "Odense"}), ("«Odense» er sin egen overordnede",)),
    "two parents": (tree({"Odense": ["Fyn", "Syd"]}), ("«Odense» har to overordnede", "behold én")),
    "two parents, said twice": (
        json.dumps(tree({"Odense": "Fyn"})).replace('"Fyn"}', '"Fyn", "Odense": "Syd"}'),
        ("«Odense» står to gange", "to overordnede", "behold én"),
    ),
    "a code nobody listed": (
        {**SPEC, "dimensions": [{"name": "kommune", "codes": ["Samsø"]}, {"name": "koen"}]},
        ("«Odense» i data står ikke i «codes»", "ret en af dem"),
    ),
    "a code of the tree nobody listed": (tree({"Vejle": "Jylland"}, codes=["Samsø", "Odense"]), ("«Vejle»", "ret en")),
    "a group like the total": (tree({"Odense": "I alt"}), ("«I alt»", "omdøb en af dem")),
    "a group as a code in the data": (tree({"Fyn": "Syd", "Samsø": "Odense"}), ("«Odense»", "fjern rækken")),
    "a dimension called status": ({**SPEC, "dimensions": [{"name": "status"}]}, ("«status»", "omdøb")),
    "a dimension like the count": ({**SPEC, "count": "koen"}, ("«koen»", "omdøb")),
    "two dimensions of one name": ({**SPEC, "dimensions": [{"name": "a"}, {"name": "a"}]}, ("«a»", "omdøb den ene")),
    "a field nobody knows": ({**SPEC, "polcy": {}}, ("«polcy» kendes ikke", "kendte felter er")),
    "a text for a number": (policy(threshold="5"), ("«policy.threshold»", "helt tal")),
    "a number with decimals": (policy(threshold=5.0), ("«policy.threshold»", "helt tal")),
    "a threshold too high": (policy(threshold=61), ("over 60", "sæt den ned")),
    "nothing for an object": ({**SPEC, "policy": None}, ("«policy» skal være et objekt",)),
    "NaN": (json.dumps(policy(weights=[{"cell": {}, "weight": float("nan")}])), ("«weight» skal være et tal over 0",)),
    "Infinity": (json.dumps(policy(threshold=float("inf"))), ("«policy.threshold»", "helt tal")),
    "a field twice": ('{"count": "a", "count": "b"}', ("«count» står to gange", "behold én")),
    "a comma too many": ('{"dimensions": [],}', ("linje 1, tegn 19", "ret den der")),
    "an empty file": ("", ("linje 1, tegn 1",)),
    "cp1252": (json.dumps({**SPEC, "count": "beløb"}, ensure_ascii=False).encode("cp1252"), ("SPEC.json", "UTF-8")),
    "a cell that is not there": (policy(force_published=[{"kommune": "Vejle"}]), ("«Vejle»", "ret navnet")),
    "a level that is not there": (
        policy(not_unsafe=[{"dimension": "kommune", "levels": ["øer"]}]),
        ("«kommune»", "«øer»", "ret navnet"),
    ),
    "a known figure that is not so": ({**SPEC, "known": [{"cell": {}, "count": 3}]}, ("«known»", "angivet til 3")),
}


@pytest.mark.parametrize(("spec", "told"), IN_THE_SPEC.values(), ids=IN_THE_SPEC.keys())
def test_specifications_that_cannot_be_used(protect, tmp_path, capsys, spec, told):
    """The sentence names the field, the code or the place in the text, and what to do."""
    assert protect(CELLS, spec, "--cells") == 2
    refused(capsys, tmp_path, told)


def records(old, new):
    return RECORDS.replace(old, new)


def sums(**fields):
    return {**AMOUNTS, "policy": {"sums": {**AMOUNTS["policy"]["sums"], **fields}}}


IN_THE_AMOUNTS = {
    "negative": (records(",50", ",-50"), AMOUNTS, ("Række 3", "«kr»", "negativt")),
    "a fraction": (records(",50", ',"50,5"'), AMOUNTS, ("Række 3", "«50,5»", "øre")),
    "missing": (records(",50", ","), AMOUNTS, ("Række 3", "«kr»", "skriv 0")),
    "in all too much": (records(",50", "," + "9" * 12), AMOUNTS, ("«kr»", "tilsammen over", "større enhed")),
    "without a contributor": (records("f2", ""), AMOUNTS, ("Række 3", "«firma» er tom")),
    "without the contributors' column": (records("firma", "navn"), AMOUNTS, ("«firma» mangler", "Ret navnet")),
    "records without rows": ("kommune,firma,kr\n", AMOUNTS, ("ingen poster",)),
    "a total among the records": (records("Odense", "I alt"), AMOUNTS, ("Række 5", "«I alt»", "fjern rækken")),
    "two holdings": (
        "kommune,firma,koncern,kr\nA,f1,k1,5\nA,f1,k2,5\n",
        sums(holding="koncern"),
        ("Række 3", "«koncern»", "ret den ene"),
    ),
    "counts and amounts": (RECORDS, {**AMOUNTS, "count": "antal"}, ("både antal", "fjern «count»")),
    "a rule for counts": (RECORDS, sums() | {"policy": {**sums()["policy"], "min_group": 4}}, ("«policy.min_group»",)),
    "one column for two things": (RECORDS, sums(amount="kommune"), ("«kommune»", "omdøb")),
    "p above 100": (RECORDS, sums(p=101), ("«policy.sums.p» er 101", "fra 1 til 100")),
    "a zero to be suppressed": (
        records(",10", ",0"),
        {**AMOUNTS, "policy": {**AMOUNTS["policy"], "force_suppressed": [{"kommune": "Odense"}]}},
        ("kommune «Odense» er 0", "fjern den"),
    ),
}


@pytest.mark.parametrize(("content", "spec", "told"), IN_THE_AMOUNTS.values(), ids=IN_THE_AMOUNTS.keys())
def test_amounts_that_cannot_be_used(protect, tmp_path, capsys, content, spec, told):
    """The sentence names row and column, and repeats nobody's record."""
    assert protect(content, spec, "--records") == 2
    refused(capsys, tmp_path, told)


def test_amounts_without_records_are_refused(protect, tmp_path, capsys):
    """Cells do not say who contributed."""
    assert protect("kommune,kr\nSamsø,100\n", AMOUNTS, "--cells") == 2
    refused(capsys, tmp_path, ("bidragyderne", "--records"))


LABELS = [
    "to\nlinjer",
    'gåse"øjne',
    "semi;kolon",
    "\u202ebagvendt",
    "😀",
    "x" * 10_000,
    "=1+1",
    " plads ",
    "-1",
    "a,b",
    "|",
]


@pytest.mark.parametrize("label", LABELS, ids=[repr(label[:12]) for label in LABELS])
def test_a_label_may_hold_any_character(protect, tmp_path, label):
    """It comes out as it went in, and the proof holds."""
    quoted = '"' + label.replace('"', '""') + '"'
    assert protect(cells("Odense", quoted), SPEC, "--cells") == 0
    with (tmp_path / "ud" / "protected.csv").open(encoding="utf-8", newline="") as file:
        assert label in {row["kommune"] for row in csv.DictReader(file)}
    assert run(COMMANDS, ["verify", str(tmp_path / "ud")]) == 0


GOOD = {
    "a byte order mark": b"\xef\xbb\xbf" + CELLS.encode(),
    "lines of Windows": cells("\n", "\r\n"),
    "quoted counts": cells(",9", ',"9"'),
    "a count of 1,000,000,000": cells(",9", ",1000000000"),
    "a count of 1,000,000,000,000": cells(",9", ",1000000000000"),
    "no cells at all": "kommune,koen,antal\n",
    "zeros only": "kommune,koen,antal\nSamsø,kvinder,0\n",
    "nothing to protect": cells(",3", ",30"),
}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD.keys())
def test_what_looks_odd_but_can_be_used_is_protected_and_proved(protect, tmp_path, content):
    """An empty table and one with nothing to protect are results like any other."""
    assert protect(content, SPEC, "--cells") == 0
    assert run(COMMANDS, ["verify", str(tmp_path / "ud")]) == 0
    assert run(COMMANDS, ["audit", "--spec", str(tmp_path / "SPEC.json"), str(tmp_path / "ud" / "protected.csv")]) in {
        0,
        1,
    }
