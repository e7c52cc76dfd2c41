"""What a printed table lost on its way: the raised footnote digit that now stands on a number, the total left out.

`1402` with the footnote 1 becomes `14021` where the text loses its superscripts. A last digit is taken for a footnote
only where some sum cannot hold as printed, and one number alone without its last digit makes every sum hold. A total is
supplied only for percentages that are of nothing printed and add up to 100.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from disclosure.printed.figures import Figure
from disclosure.printed.table import Guess, Kind, PrintedRow, PrintedTable, Sum, Tie
from disclosure.solver import NO_LIMIT

TEN = 10
UNPRINTED_TOTAL = "I alt (ikke trykt)"
LEAST_HUNDRED, MOST_HUNDRED = 0.9, 1.02
"""Percentages of hidden counts may be hidden with them, and rounding may add to a little more than 100."""


def mended(table: PrintedTable) -> PrintedTable:
    """The table with what was lost put right, and each such guess recorded."""
    return _with_total(_without_footnote_digit(table))


@dataclass(frozen=True, slots=True)
class _Line:
    """One sum in one column (over rows), or in one row (over columns): the places of its total and its parts."""

    total: tuple[int, int]
    parts: tuple[tuple[int, int], ...]


def _lines(table: PrintedTable) -> Iterator[_Line]:
    for one in table.row_sums:
        if one.tie == Tie.ADDS_UP and one.fold < 0:
            for column in table.count_columns:
                yield _Line((one.total, column), tuple((part, column) for part in one.parts))
    for one in table.column_sums:
        if one.tie == Tie.ADDS_UP:
            for row in range(len(table.rows)):
                yield _Line((row, one.total), tuple((row, part) for part in one.parts))


def _holds(table: PrintedTable, line: _Line) -> bool:
    """Whether a sum can hold: the total lies between the least and the most that its parts can be."""
    total = _limits(table, line.total)
    parts = [_limits(table, part) for part in line.parts]
    return sum(low for low, _ in parts) <= total[1] and total[0] <= sum(high for _, high in parts)


def _limits(table: PrintedTable, place: tuple[int, int]) -> tuple[int, int]:
    figure = table.figures[place[0]][place[1]]
    if figure.number is not None:
        return figure.number, figure.number
    meaning = table.meanings.get(figure.mark)
    if meaning is None:
        return 0, NO_LIMIT
    return meaning.low, NO_LIMIT if meaning.high is None else meaning.high


def _without_footnote_digit(table: PrintedTable) -> PrintedTable:
    lines = list(_lines(table))
    broken = [line for line in lines if not _holds(table, line)]
    fixes = []
    for place in dict.fromkeys(place for line in broken for place in (line.total, *line.parts)):
        figure = table.figures[place[0]][place[1]]
        if figure.number is not None and figure.number > TEN and figure.number % TEN:
            changed = _with_figure(table, place, replace(figure, number=figure.number // TEN))
            if all(_holds(changed, line) for line in lines):
                fixes.append((changed, place, figure.number))
    if len(fixes) != 1:
        return table
    changed, place, number = fixes[0]
    what = (
        f"«{table.rows[place[0]].label}», «{table.columns[place[1]].label}»: {number} er {number // TEN} med en fodnote"
    )
    why = "kun sådan går summerne op"
    return _with_guess(changed, Guess(table.source, "fodnote", what, why, "--no-mending"))


def _with_figure(table: PrintedTable, place: tuple[int, int], figure: Figure) -> PrintedTable:
    rows = [list(row) for row in table.figures]
    rows[place[0]][place[1]] = figure
    return replace(table, figures=tuple(map(tuple, rows)))


def _with_guess(table: PrintedTable, guess: Guess) -> PrintedTable:
    return replace(table, guesses=(*table.guesses, guess))


def _with_total(table: PrintedTable) -> PrintedTable:
    """A last row for the total that percentages are of, where no row is a total and they add up to 100."""
    if table.row_sums or table.column_sums or len(table.label_names) > 1 or not _percents_add_up(table):
        return table
    size = len(table.rows)
    row = PrintedRow((UNPRINTED_TOTAL,), UNPRINTED_TOTAL, 0, table.rows[-1].line + 1)
    line = tuple(Figure(100, percent=True) if one.kind == Kind.PERCENT else Figure() for one in table.columns)
    guess = Guess(
        table.source, "total", "procenterne er af summen af alle rækker", "de giver 100 tilsammen", "--no-mending"
    )
    whole = Sum(size, tuple(range(size)))
    changed = replace(table, rows=(*table.rows, row), figures=(*table.figures, line), row_sums=(whole,))
    return _with_guess(changed, guess)


def _percents_add_up(table: PrintedTable) -> bool:
    """Whether every percent column adds up to about 100; somewhat less where figures are hidden in it."""
    columns = [number for number, column in enumerate(table.columns) if column.kind == Kind.PERCENT]
    for column in columns:
        figures = [row[column] for row in table.figures]
        total = sum((figure.number or 0) / TEN**figure.decimals for figure in figures) / 100
        least = LEAST_HUNDRED if any(figure.number is None for figure in figures) else 2 - MOST_HUNDRED
        if not least <= total <= MOST_HUNDRED:
            return False
    return bool(columns)
