"""The audit of printed tables: what a reader can work out about every suppressed count, and what is printed plainly.

It attacks what was published and knows nothing of how it was made; it never imports primary, secondary or protected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from disclosure.errors import BadPublished, NoFigures
from disclosure.intervals import Interval
from disclosure.printed.column_meanings import ColumnMeaning, column_meanings
from disclosure.printed.contradictions import Contradicted, RefusedReading, contradictions, refused_readings
from disclosure.printed.facts import StatedFact, placed
from disclosure.printed.findings import Finding, findings
from disclosure.printed.grid import Grid
from disclosure.printed.layout import printed_table
from disclosure.printed.marks import in_words
from disclosure.printed.options import Meaning, Options
from disclosure.printed.quantities import Place, Quantities
from disclosure.printed.readings import Group, Read, groups
from disclosure.printed.reasons import Reason, Reasons
from disclosure.printed.remedies import Remedies
from disclosure.printed.system import DEFAULT_WORK
from disclosure.printed.table import Guess, PrintedTable
from disclosure.printed.words import plain

PRINTED_ELSEWHERE = "rækker og kolonner med samme navn er det samme i begge tabeller"
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
    gave_away : the printed figures that made it possible.
    prevented_by : the cheapest change found that would have prevented it, verified; '' where there is none.
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
    gave_away: tuple[str, ...] = ()
    prevented_by: str = ""

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
            "gave_away": list(self.gave_away),
            "prevented_by": self.prevented_by,
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
    meanings : what the marks of each column must mean.
    contradictions : figures that cannot all be right.
    refused : readings that do not add up, beside others that do.
    findings : what is printed plainly.
    options : what the user said in place of guesses.
    """

    tables: tuple[PrintedTable, ...]
    guesses: tuple[Guess, ...]
    cells: tuple[AuditedPlace, ...]
    meanings: tuple[ColumnMeaning, ...]
    contradictions: tuple[Contradicted, ...]
    refused: tuple[RefusedReading, ...]
    findings: tuple[Finding, ...]
    options: Options

    @property
    def exact(self) -> int:
        """Suppressed cells of which one value is left under some reading."""
        return len({cell.place for cell in self.cells if cell.interval.exact})

    @property
    def narrow(self) -> int:
        """Suppressed cells of which not all values are left under some reading; exact ones included."""
        return len({cell.place for cell in self.cells if cell.narrow})

    @property
    def unproved(self) -> int:
        """Rows whose interval is not settled."""
        return sum(not cell.interval.proved for cell in self.cells)

    @property
    def found_something(self) -> bool:
        """Whether anything can be worked out or is told plainly, contradicts itself, or could not be settled."""
        return bool(self.exact or self.narrow or self.unproved or self.contradictions or self.findings)

    def as_json(self) -> dict[str, Any]:
        """The report for machines; `cells`, `exact` and `narrow` as DESIGN section 7 has them."""
        return {
            "format": "printed-audit/1",
            "cells": [cell.as_json() for cell in self.cells],
            "exact": self.exact,
            "narrow": self.narrow,
            "unproved": self.unproved,
            "marks": [meaning.as_json() for meaning in self.meanings],
            "contradictions": [one.as_json() for one in self.contradictions],
            "refused": [one.as_json() for one in self.refused],
            "findings": [finding.as_json() for finding in self.findings],
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
    known = Quantities(_read(grids, said), said)
    found = list(groups(known, said, placed(facts, known), work))
    cells = [*_printed_elsewhere(known), *(cell for group in found for cell in _cells(known, group))]
    return PrintedAudit(
        known.tables,
        (*(guess for table in known.tables for guess in table.guesses), *known.guesses),
        tuple(sorted(cells, key=lambda cell: cell.place)),
        tuple(meaning for group in found for meaning in column_meanings(known, group)),
        tuple(one for group in found for one in contradictions(known, group)),
        tuple(one for group in found for one in refused_readings(known, group)),
        tuple(findings(known.tables, said)),
        said,
    )


def _read(grids: Sequence[Grid], options: Options) -> list[PrintedTable]:
    """The tables; what one of them says in words of a mark holds for the others that say nothing of it."""
    tables = _with_figures(grids, options, None)
    _check_named(tables, options)
    rules = {table.rule for table in tables if table.rule}
    if len(rules) != 1:
        return tables
    (rule,) = rules
    return [
        table if table.rule else again for table, again in zip(tables, _with_figures(grids, options, rule), strict=True)
    ]


def _with_figures(grids: Sequence[Grid], options: Options, rule: int | None) -> list[PrintedTable]:
    """The grids that print figures; where there are none, the first one's reason."""
    tables, refused = [], []
    for grid in grids:
        try:
            tables.append(printed_table(grid, options, rule))
        except NoFigures as error:
            refused.append(error)
    if not tables:
        raise refused[0] if refused else BadPublished("Der er ingen tabel at se på.")
    return tables


def _check_named(tables: Sequence[PrintedTable], options: Options) -> None:
    rows = {plain(name) for table in tables for row in table.rows for name in (row.label, row.labels[-1])}
    columns = {plain(column.label) for table in tables for column in table.columns}
    for name in (*options.total_rows, *options.subtotal_rows, *options.folds):
        if plain(name) not in rows:
            raise BadPublished(f"Der er ingen række med navnet «{name}»; skriv navnet, som det står i tabellen.")
    for name in options.total_columns:
        if plain(name) not in columns:
            raise BadPublished(f"Der er ingen kolonne med navnet «{name}»; skriv navnet, som det står i tabellen.")


def _printed_elsewhere(known: Quantities) -> Iterator[AuditedPlace]:
    """The suppressed counts that another of the tables prints."""
    for place, value in known.printed_elsewhere():
        others = known.all[known.number[place]].places
        shown = next(other for other in others if not known.tables[other.table].hides(other.row, other.column))
        table = known.tables[shown.table].source
        yield replace(
            _audited(known, place, Interval(value, value), PRINTED_ELSEWHERE),
            narrow=True,
            derivation=f"{table} viser tallet: {value} ved «{known.row_label(shown)}», «{known.column_label(shown)}».",
            gave_away=(f"«{known.row_label(shown)}» {value} i {table}",),
            prevented_by=f"undertryk også tallet i {table}",
        )


def _cells(known: Quantities, group: Group) -> Iterator[AuditedPlace]:
    for read in group.read:
        yield from _cells_of(known, read)
    if not group.adds_up:
        for number in group.hidden:
            interval = Interval(known.all[number].low, known.all[number].high)
            for place in known.all[number].places:
                yield _audited(known, place, interval, NOTHING_FITS)


def _cells_of(known: Quantities, read: Read) -> Iterator[AuditedPlace]:
    """The hidden counts of one reading, at every place they stand, with reason and remedy where something is told."""
    reasons = Reasons(read.system)
    remedies = Remedies(read.system)
    reading = read.reading.in_words(known)
    for number, interval in read.intervals.items():
        told = _is_narrow(known, number, interval)
        reason = reasons.reason(number, interval) if told else Reason()
        remedy = remedies.remedy(number, reason)
        for place in known.all[number].places:
            cell = _audited(known, place, interval, reading)
            yield replace(
                cell,
                narrow=told,
                derivation=reason.derivation,
                gave_away=reason.gave_away,
                prevented_by=remedy.text if remedy else "",
            )


def _audited(known: Quantities, place: Place, interval: Interval, reading: str) -> AuditedPlace:
    table = known.tables[place.table]
    quantity = known.all[known.number[place]]
    return AuditedPlace(
        place,
        table.source,
        table.rows[place.row].label,
        table.columns[place.column].label,
        interval,
        reading,
        (f"mærket «{known.figure(place).mark}» er {in_words(Meaning(quantity.low, quantity.high))}",),
        narrow=False,
    )


def _is_narrow(known: Quantities, number: int, interval: Interval) -> bool:
    """Whether not all values are left that a safe mark leaves, or only one is."""
    return interval.exact or not all(map(interval.allows, known.expected(number)))
