"""What the marks of each column must mean for the column to add up, with the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure.printed.options import CONTAINS, IGNORED, OWN, SUM
from disclosure.printed.quantities import Place, Quantities
from disclosure.printed.readings import FOLDS, Group
from disclosure.printed.table import Kind, PrintedTable, Sum, Tie


@dataclass(frozen=True)
class ColumnMeaning:
    """One column with marks in one sum.

    Attributes
    ----------
    total, shown : the printed total and what its printed parts are together; `left` is the difference.
    hidden : labels of the parts that carry a mark.
    readings : the readings of the fold row that fit, by their words in `options`; empty where there is none.
    sentence : Danish.
    """

    table: str
    column: str
    total: int
    shown: int
    hidden: tuple[str, ...]
    readings: tuple[str, ...]
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """The meaning for machines."""
        return {
            "table": self.table,
            "column": self.column,
            "total": self.total,
            "shown": self.shown,
            "left": self.total - self.shown,
            "hidden": list(self.hidden),
            "readings": list(self.readings),
            "sentence": self.sentence,
        }


def column_meanings(known: Quantities, group: Group) -> Iterator[ColumnMeaning]:
    """The meaning of the marks of every column of a group whose sum is printed."""
    for number, column in group.columns:
        for one in known.tables[number].row_sums:
            if one.tie == Tie.ADDS_UP:
                yield from _of_sum(known, group, (number, column), one)


def _of_sum(known: Quantities, group: Group, at: tuple[int, int], one: Sum) -> Iterator[ColumnMeaning]:
    number, column = at
    table = known.tables[number]
    total = known.figure(Place(number, one.total, column)).number
    hidden = [part for part in one.parts if table.hides(part, column)]
    if total is None or not hidden:
        return
    shown = sum(table.figures[part][column].number or 0 for part in one.parts)
    fits = _fitting(group, number)
    labels = tuple(table.rows[part].label for part in hidden)
    beside = [part for part in hidden if part != one.fold]
    folded = one.fold >= 0 and bool(beside)
    least = sum(known.all[known.number[Place(number, part, column)]].low for part in hidden)
    sums = f"Totalen er {total}, de viste rækker er {shown} tilsammen, så {total - shown} er ikke vist."
    said = _meant(fits, total - shown, least) if folded else _alone(total - shown, len(hidden))
    words = " ".join(filter(None, (sums, said, _beside(table, column, hidden))))
    yield ColumnMeaning(table.source, table.columns[column].label, total, shown, labels, fits if folded else (), words)


def _beside(table: PrintedTable, column: int, hidden: Sequence[int]) -> str:
    """Say at how many of the hidden counts the percentage is printed all the same."""
    percents = [number for number, one in enumerate(table.columns) if one.kind == Kind.PERCENT and one.of == column]
    told = sum(table.figures[row][percent].number is not None for row in hidden for percent in percents)
    return f"Ved {told} af de {len(hidden)} skjulte tal er procenten trykt alligevel." if told else ""


def _fitting(group: Group, table: int) -> tuple[str, ...]:
    """The readings of a table's fold row that leave whole numbers by the counts alone."""
    fits = [dict(read.reading.folds).get(table) for read in group.read if read.reading.percent == IGNORED]
    return tuple(how for how in (OWN, SUM, CONTAINS) if how in fits)


def _alone(left: int, hidden: int) -> str:
    cells = "den skjulte række" if hidden == 1 else f"de {hidden} skjulte rækker tilsammen"
    return f"Mærkerne står for egne tal: {left} til {cells}."


def _meant(fits: Sequence[str], left: int, least: int) -> str:
    """Which readings fit, and why the others do not."""
    if not fits:
        return "Ingen læsning af samlerækken går op; mærkerne kan ikke tolkes uden at vide, hvilket tal der er forkert."
    if len(fits) > 1:
        return f"Tabellen afgør ikke, om {', eller om '.join(FOLDS[how] for how in fits)}; begge er regnet igennem."
    return f"{_sentence(fits[0])}{_why_not_own(left, least) if fits[0] != OWN else ''}."


def _sentence(how: str) -> str:
    return {
        OWN: "Mærkerne må stå for egne tal ved siden af samlerækken, som er en række for sig",
        SUM: "Mærkerne må være talt med i samlerækken og kun der",
        CONTAINS: "Mærkerne må være talt med i samlerækken, som også rummer rækker, der ikke står i tabellen",
    }[how]


def _why_not_own(left: int, least: int) -> str:
    if left < least:
        return f": som egne tal skulle de være mindst {least} tilsammen, og der er kun {left}"
    return ": som egne tal ville de ikke give totalen"
