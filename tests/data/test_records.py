"""A data file that does not agree with its declaration is refused, in a sentence that repeats no record."""

from __future__ import annotations

import pytest

from data.errors import (
    BadRegisterData,
    BlankValue,
    EmptyRegister,
    UnknownCode,
    UnknownColumn,
    WrongColumns,
    WrongEncoding,
)
from data.records import read_records
from data.registers import open_register

DECLARATION = """
title: Prøve
description: Et lille register.
population: Prøver
unit: henvendelser
period: "2024"
synthetic: true
mark: Syntetiske data.
source: Opdigtet
data_date: 2024-12-31
file: proeve.csv
databeskrivelse: {types: [By], basis: [Opdigtet], formats: [CSV], used_for: [Prøve]}
columns:
  - {name: by, title: By, role: identifying, responses: single, description: By., codes: [Århus, Odense]}
  - {name: emne, title: Emne, role: sensitive, responses: multiple, description: Emne., codes: [a, b, c]}
"""
GOOD = "by,emne\nÅrhus,a|b\nOdense,\nOdense,c|a|c\n"
PLANTED = "Odenze 010190-1234"


@pytest.fixture
def register(tmp_path):
    (tmp_path / "proeve.yaml").write_text(DECLARATION, encoding="utf-8")
    (tmp_path / "proeve.csv").write_text(GOOD, encoding="utf-8")
    return open_register("proeve", tmp_path)


def test_records_are_read_in_the_order_of_the_declaration(register):
    """Three records; no code is "", a code given twice counts once, and codes stand in declared order."""
    records = read_records(register)
    assert len(records) == 3
    assert records.columns == {"by": ("Århus", "Odense", "Odense"), "emne": ("a|b", "", "a|c")}


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.replace("\n", "\r\n").encode(),
        (GOOD + "\n\n").encode(),
        b"emne,by\na|b,\xc3\x85rhus\n,Odense\nc|a,Odense\n",
    ],
)
def test_what_does_not_change_the_meaning_is_read_the_same(register, content):
    """A byte order mark, Windows line ends, empty lines at the end and another order of columns make no difference."""
    expected = read_records(register).columns
    register.file.write_bytes(content)
    assert read_records(register).columns == expected


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", EmptyRegister, "filen er tom"),
        (b"\n\n", EmptyRegister, "filen er tom"),
        (b"by,emne\n", EmptyRegister, "ingen poster efter overskriften"),
        (GOOD.encode("iso-8859-1"), WrongEncoding, "ikke i UTF-8"),
        (GOOD.encode("utf-16"), WrongEncoding, "ikke i UTF-8"),
        (b"by,emne\nOdense,\x00\n", WrongEncoding, "nulbytes"),
        (f"by,emne,{PLANTED}\nOdense,a,x\n".encode(), WrongColumns, "kolonne nr. 3 er ikke erklæret"),
        (b"by,by,emne\nOdense,Odense,a\n", WrongColumns, "«by» står to gange"),
        (b"by\nOdense\n", WrongColumns, "kolonnen «emne» mangler"),
        (f"{PLANTED},a\nOdense,b\n".encode(), WrongColumns, "kolonne nr. 1 er ikke erklæret"),
        (f"by,emne\nOdense,a,{PLANTED}\n".encode(), WrongColumns, "række 2 har 3 felter, overskriften har 2"),
        (b"by,emne\nOdense,a\n\nOdense,b\n", WrongColumns, "række 3 har 0 felter"),
        (f"by,emne\nOdense,a\n{PLANTED},a\n".encode(), UnknownCode, "række 3, kolonnen «by»"),
        (b"by,emne\nodense,a\n", UnknownCode, "række 2, kolonnen «by»"),
        (b"by,emne\nOdense ,a\n", UnknownCode, "række 2, kolonnen «by»"),
        (f"by,emne\nOdense,a|{PLANTED}\n".encode(), UnknownCode, "række 2, kolonnen «emne»"),
        (b"by,emne\nOdense,a|\n", UnknownCode, "række 2, kolonnen «emne»"),
        (b"by,emne\n,a\n", BlankValue, "række 2, kolonnen «by» er tom"),
        (b"by,emne\n  ,a\n", BlankValue, "række 2, kolonnen «by» er tom"),
        (f'by,emne\n"{PLANTED},a\n'.encode(), BadRegisterData, "anførselstegnene går ikke op"),
    ],
)
def test_a_file_that_does_not_agree_is_refused(register, content, error, words):
    """What is wrong and where is said; the value that stands there is not."""
    register.file.write_bytes(content)
    with pytest.raises(BadRegisterData) as raised:
        read_records(register)
    assert type(raised.value) is error
    assert words in str(raised.value)
    assert PLANTED not in str(raised.value)
    assert PLANTED not in repr(raised.value.__cause__)


def test_a_missing_file_is_refused(register):
    """Without the data file there are no records, and the sentence names the file."""
    register.file.unlink()
    with pytest.raises(BadRegisterData, match=r"proeve\.csv"):
        read_records(register)


def test_records_can_be_narrowed_and_selected(register):
    """Two of the three are in Odense, two have the answer a, and only asked columns are given."""
    records = read_records(register)
    assert records.where("by", ["Odense"]).columns["emne"] == ("", "a|c")
    assert records.where("emne", ["a"]).columns["by"] == ("Århus", "Odense")
    assert dict(records.select(["emne"])) == {"emne": ("a|b", "", "a|c")}


def test_a_misspelt_filter_is_no_empty_table(register):
    """A code or a column that is not there is an error, not a filter that nobody passes."""
    records = read_records(register)
    with pytest.raises(UnknownCode, match="«Aarhus»"):
        records.where("by", ["Aarhus"])
    with pytest.raises(UnknownColumn, match="det har by, emne"):
        records.where("region", [])
    with pytest.raises(UnknownColumn):
        records.select(["cpr"])


def test_no_record_shows_in_a_representation(register):
    """Printing the records, as a log would, shows the register's description and none of the answers."""
    assert "a|c" not in repr(read_records(register))
