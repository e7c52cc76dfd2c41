"""The audit of printed tables: what a reader can work out about every suppressed count, and what is printed plainly.

It attacks what was published and knows nothing of how it was made; it never imports primary, secondary or protected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure.intervals import Interval
from disclosure.printed.facts import StatedFact, placed
from disclosure.printed.grid import Grid
from disclosure.printed.layout import printed_table
from disclosure.printed.marks import in_words
from disclosure.printed.options import Meaning, Options
from disclosure.printed.quantities import Place, Quantities
from disclosure.printed.readings import Group, Read, groups
from disclosure.printed.system import DEFAULT_WORK
from disclosure.printed.table import Guess, PrintedTable

NOTHING_FITS = "ingen læsning går op; kun mærket selv er brugt"


@dataclass(frozen=True)
class AuditedPlace:
    """One suppressed count under one reading.

    Attributes
    ----------
    place : its table, row and column, by number; `table`, `row`, `column` are the labels.
    interval : what the count can be.
    reading, assumptions : Danish: how the table was read, and what else the result rests on.
    narrow : not everything that the mark allows is left.
    derivation : Danish sentences that a person can check by hand; '' where none was found that is short enough.
    """

    place: Place
    table: str
    row: str
    column: str
    interval: Interval
    reading: str
    assumptions: tuple[str, ...]
    narrow: bool
    derivation: str = ""

    def as_json(self) -> dict[str, Any]:
        """The row of DESIGN section 7."""
        found: dict[str, Any] = {
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "low": self.interval.low,
            "high": self.interval.high,
            "exact": self.interval.exact,
            "narrow": self.narrow,
            "reading": self.reading,
            "assumptions": list(self.assumptions),
            "derivation": self.derivation,
            "proved": self.interval.proved,
            "place": {"table": self.place.table, "row": self.place.row, "column": self.place.column},
        }
        if self.interval.excluded:
            found["excluded"] = list(self.interval.excluded)
        return found


@dataclass(frozen=True)
class PrintedAudit:
    """Everything that was found.

    Attributes
    ----------
    tables : as they were understood.
    guesses : everything that was guessed, with the option that corrects it.
    cells : per suppressed cell and reading.
    """

    tables: tuple[PrintedTable, ...]
    guesses: tuple[Guess, ...]
    cells: tuple[AuditedPlace, ...]
    options: Options

    @property
    def exact(self) -> int:
        """Suppressed cells of which one value is left under some reading."""
        return len({cell.place for cell in self.cells if cell.interval.exact})

    @property
    def narrow(self) -> int:
        """Suppressed cells of which not all values are left under some reading; exact ones included."""
        return len({cell.place for cell in self.cells if cell.narrow or cell.interval.exact})

    @property
    def unproved(self) -> int:
        """Rows whose interval is not settled."""
        return sum(not cell.interval.proved for cell in self.cells)

    @property
    def found_something(self) -> bool:
        """Whether anything can be worked out, or could not be settled."""
        return bool(self.exact or self.narrow or self.unproved)

    def as_json(self) -> dict[str, Any]:
        """The report for machines; `cells`, `exact` and `narrow` as DESIGN section 7 has them."""
        return {
            "format": "printed-audit/1",
            "cells": [cell.as_json() for cell in self.cells],
            "exact": self.exact,
            "narrow": self.narrow,
            "unproved": self.unproved,
            "tables": [table.as_json() for table in self.tables],
            "guesses": [guess.as_json() for guess in self.guesses],
            "options": self.options.as_json(),
        }


def audit_printed(
    grids: Sequence[Grid],
    options: Options | None = None,
    facts: Sequence[StatedFact] = (),
    work: int = DEFAULT_WORK,
) -> PrintedAudit:
    """Attack printed tables, several at once.

    Raises
    ------
    BadPublished : a grid is no table with figures, or an option or a fact names what is not there.
    """
    said = options or Options()
    known = Quantities([printed_table(grid, said) for grid in grids], said)
    found = list(groups(known, said, placed(facts, known), work))
    cells = [cell for group in found for cell in _cells(known, group)]
    guesses = [guess for table in known.tables for guess in table.guesses]
    return PrintedAudit(
        known.tables, (*guesses, *known.guesses), tuple(sorted(cells, key=lambda cell: cell.place)), said
    )


def _cells(known: Quantities, group: Group) -> Iterator[AuditedPlace]:
    for read in group.read:
        for number, interval in read.intervals.items():
            yield from _places(known, number, interval, read)
    if not group.adds_up:
        for number in group.hidden:
            yield from _places(known, number, Interval(known.all[number].low, known.all[number].high), None)


def _places(known: Quantities, number: int, interval: Interval, read: Read | None) -> Iterator[AuditedPlace]:
    """The count at every place it stands."""
    quantity = known.all[number]
    for place in quantity.places:
        table = known.tables[place.table]
        mark = known.figure(place).mark
        yield AuditedPlace(
            place,
            table.source,
            table.rows[place.row].label,
            table.columns[place.column].label,
            interval,
            read.reading.in_words(known) if read else NOTHING_FITS,
            (f"mærket «{mark}» er {in_words(Meaning(quantity.low, quantity.high))}",),
            is_narrow(interval, quantity.low, quantity.high, table.rule),
        )


def is_narrow(interval: Interval, low: int, high: int | None, rule: int | None) -> bool:
    """Whether not all of the mark's values are left; without an upper limit, all below the report's own rule."""
    last = high if high is not None else (rule or 0) - 1
    return not all(interval.allows(value) for value in range(low, last + 1))
