"""The second register is the 80 persons of the published figures for 2021, and no others."""

from __future__ import annotations

import csv

from data.records import read_records
from data.registers import BUILT_IN, open_register, register_ids

COUNTS = BUILT_IN.parent / "cases" / "cmm-2021" / "ofre_2021.csv"


def test_it_holds_each_published_cell_as_often_as_it_counts():
    """Written out, the 38 cells are the 80 records in the same order."""
    records = read_records(open_register("cmm-2021"))
    with COUNTS.open(encoding="utf-8", newline="") as text:
        cells = list(csv.DictReader(text))
    expected = [tuple(cell[name] for name in records.columns) for cell in cells for _ in range(int(cell["antal"]))]
    assert list(zip(*records.columns.values(), strict=True)) == expected
    assert (len(cells), len(expected)) == (38, 80)


def test_it_is_real_and_says_who_could_be_known_by_what():
    """Not synthetic, no mark; nationality, sex and age identify, and the exploitation is what would be learnt."""
    register = open_register("cmm-2021")
    assert (register.synthetic, register.mark, register.unit, register.period_column) == (False, "", "personer", None)
    assert {column.name: column.role for column in register.columns} == {
        "nationalitet": "identifying",
        "koen": "identifying",
        "alder": "identifying",
        "udnyttelse": "sensitive",
    }


def test_there_are_two_registers():
    """The program comes with the demo register and the persons of 2021."""
    assert register_ids() == ("cmm-2021", "sikkerhedskonsulenter")
