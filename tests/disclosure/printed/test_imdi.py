"""Seven tables of a Norwegian yearly report as published: the answers that two exact methods gave."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from disclosure.printed.audit import PrintedAudit, audit_printed
from disclosure.printed.grid import Grid, GridCell
from disclosure.printed.options import ADJUSTED, CONTAINS, OWN, SUM, WITHIN_ONE
from disclosure.printed.percents import RULES
from disclosure.printed.readings import FOLDS

FOLDER = Path(__file__).resolve().parents[3] / "data" / "cases" / "imdi-2024"
HELP = "Helsehjelp i forbindelse med gjennomført kjønnslemlestelse"
FORCED = "Tvunget til å forbli i ekteskapet"
DONE = "Gjennomført kjønnslemlestelse"
FOLD = "Kategorier med 6 eller færre saker"


def grid(number: int) -> Grid:
    path = FOLDER / f"tabel_0{number}.csv"
    lines = csv.reader(path.read_text(encoding="utf-8").splitlines())
    return Grid(path.name, "", tuple(tuple(map(GridCell, line)) for line in lines))


@cache
def audited(*numbers: int) -> PrintedAudit:
    return audit_printed([grid(number) for number in numbers])


def left(row, column, reading, number=4):
    (found,) = (
        (cell.interval.low, cell.interval.high)
        for cell in audited(number).cells
        if (cell.row, cell.column, cell.reading) == (row, column, reading)
    )
    return found


@pytest.mark.parametrize(
    ("year", "reading", "row", "expected"),
    [
        ("2021", SUM, HELP, (4, 4)),
        ("2021", OWN, HELP, (1, 3)),
        ("2021", OWN, FOLD, (1, 3)),
        ("2022", SUM, HELP, (2, 2)),
        ("2022", OWN, HELP, (1, 1)),
        ("2022", OWN, FOLD, (1, 1)),
        ("2023", SUM, HELP, (4, 6)),
        ("2023", SUM, FORCED, (4, 6)),
        ("2024", SUM, HELP, (1, 4)),
        ("2024", SUM, DONE, (1, 4)),
        ("2024", OWN, HELP, (1, 3)),
        ("2024", OWN, DONE, (1, 3)),
        ("2024", OWN, FOLD, (1, 3)),
    ],
)
def test_the_counts_alone_leave_what_the_known_answers_say(year, reading, row, expected):
    """Table 4 says itself that it hides 6 or fewer, and prints its zeros: 1 to 6."""
    assert left(row, year, FOLDS[reading]) == expected


def test_a_reading_that_does_not_add_up_is_not_shown():
    """In 2023 the shown rows are the total already: the fold row cannot stand beside the hidden ones."""
    readings = {cell.reading for cell in audited(4).cells if cell.column == "2023"}
    assert readings
    assert not any(FOLDS[OWN] in reading for reading in readings)
    told = audited(4).as_json()["refused"]
    assert [(one["columns"][0]["column"], one["reading"]) for one in told] == [("2023", FOLDS[OWN])]


def test_only_without_the_percentage_that_cannot_be_right_do_the_two_of_2023_become_5():
    """41 of 1137 is 3,61 and printed as 3: left out, 6 of 1137 would print 1, so both are at most 5, and 10 together."""
    cells = [cell for cell in audited(4).cells if cell.column == "2023" and "bortset fra" in cell.reading]
    assert {(cell.row, cell.interval.low, cell.interval.high) for cell in cells} == {(HELP, 5, 5), (FORCED, 5, 5)}
    assert all("bortset fra 3 % ved «Frykt for kjønnslemlestelse»" in cell.reading for cell in cells)


CONTRADICTED = {
    (3, "2021"): {("Over 18", "56 %")},
    (4, "2021"): {("Frykt for ufrivillig opphold i utlandet", "15 %"), ("Frykt for tvangsekteskap", "18 %")},
    (4, "2023"): {("Frykt for kjønnslemlestelse", "3 %")},
    (4, "2024"): {("Frykt for kjønnslemlestelse", "3 %"), (HELP, "1 %")},
    (5, "2021"): {("Pakistan", "17 %")},
    (6, "2021"): {("IMDi", "2 %")},
    (6, "2022"): {("Flyktningetjenesten (introduksjonsprogram)", "3 %")},
}


def test_the_percentages_that_contradict_the_counts_are_named_and_no_others():
    """In seven years of four tables; for table 4 in 2021 under the reading that needs fewest."""
    found = {}
    for number in range(1, 8):
        for one in audited(number).contradictions:
            assert one.percents
            ((place,),) = (one.columns,)
            (smallest,) = one.as_json()["disbelieve"]
            named = {(figure["row"], figure["figure"]) for figure in smallest}
            key = (number, place[1])
            found[key] = min(found.get(key, named), named, key=len)
    assert found == CONTRADICTED


MEANINGS = {
    (4, "2021"): (OWN, SUM),
    (4, "2022"): (OWN, SUM),
    (4, "2023"): (SUM,),
    (4, "2024"): (OWN, SUM),
    (5, "2021"): (CONTAINS,),
    (5, "2022"): (OWN,),
    (5, "2023"): (OWN,),
    (6, "2021"): (SUM,),
    (6, "2022"): (SUM,),
    (6, "2023"): (SUM,),
    (6, "2024"): (SUM,),
}


def test_what_the_marks_must_mean_changes_from_column_to_column():
    """Read together, table 4 says for table 5 what is hidden; what fits is told per column."""
    found = {(int(one.table[7]), one.column): one.readings for one in audited(*range(1, 8)).meanings}
    assert found == MEANINGS


def test_the_totals_are_linked_where_they_agree_and_not_to_the_table_of_another_population():
    """Tables 1 to 6 have the same totals; table 7 counts something else under the same name."""
    told = {guess.table: guess.value for guess in audited(*range(1, 8)).guesses if guess.what == "totalerne"}
    assert told["tabel_01.csv og tabel_04.csv"].startswith("er det samme")
    assert told["tabel_01.csv og tabel_07.csv"].startswith("er ikke det samme")


def test_counts_below_the_reports_own_rule_are_found():
    """Table 3 prints 2, 2, 3 and 3 while the report hides those under 7."""
    found = [finding for finding in audited(3, 4).findings if finding.kind == "own_rule"]
    assert [(finding.labels, finding.count) for finding in found] == [(("Ukjent",), n) for n in (2, 2, 3, 3)]


def test_the_derivation_can_be_checked_by_hand():
    """1402 less the shown 1397 is 5; what gave it away; and what would have prevented it."""
    (cell,) = (cell for cell in audited(4).cells if (cell.row, cell.column, cell.reading) == (DONE, "2024", FOLDS[OWN]))
    assert "«Totalt» 1402 − 1397 (de viste tilsammen) = 5" in cell.derivation
    assert cell.derivation.endswith(
        "fordelt på 3 celler. De andre er tilsammen mindst 2, så «" + DONE + "» er 1 til 3."
    )
    assert cell.gave_away == ("«Totalt» 1402 (kolonnen «2024»)",)
    assert (
        cell.prevented_by == "undertryk også 9 («Tvunget til å forbli i ekteskapet», «2024») med procenten ved siden af"
    )


def test_looser_roundings_are_tried_where_the_strict_one_contradicts():
    """2021 adds to 100 and is read as adjusted; 2023 does not, and is read as within one."""
    readings = {(cell.column, cell.reading.rpartition("; ")[2]) for cell in audited(4).cells}
    assert ("2021", RULES[ADJUSTED]) in readings
    assert ("2023", RULES[WITHIN_ONE]) in readings
