"""What a printed percentage says of its count: 100 count / whole, rounded as stated.

The whole is the total that prints 100 per cent, else the one that most of the column's percentages agree with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosure.printed.constraints import Constraint, Why
from disclosure.printed.options import ADJUSTED, HALF_EVEN, HALF_UP, WITHIN_ONE
from disclosure.printed.quantities import Place, Quantities, grand_totals
from disclosure.printed.table import Kind, PrintedTable
from disclosure.solver import NO_LIMIT

MOST_AGREE = 0.75
"""So many of a column's percentages must be within one of the shares of a total for it to be their whole."""
HUNDRED = 100

RULES = {
    HALF_UP: "procenterne er afrundet på sædvanlig vis (halve op)",
    HALF_EVEN: "procenterne er afrundet til nærmeste, halve til lige",
    ADJUSTED: "procenterne er rundet op eller ned, så de giver 100 tilsammen",
    WITHIN_ONE: "procenterne er højst 1 i sidste ciffer fra det rigtige",
}


@dataclass(frozen=True, slots=True)
class Share:
    """One printed percentage.

    Attributes
    ----------
    place : where it is printed.
    count, whole : numbers of its count and of what it is a share of.
    units, scale : the percentage in units of its column's last decimal, of which `scale` make one per cent.
    """

    place: Place
    count: int
    whole: int
    units: int
    scale: int

    def limits(self, rule: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        """Two rows (factor of the count, factor of the whole, least value of their sum)."""
        at, scale = self.units, HUNDRED * self.scale
        if rule == WITHIN_ONE:
            return (scale, 1 - at, 0), (-scale, at + 1, 0)
        if rule == ADJUSTED:
            return (scale, 1 - at, 1), (-scale, at + 1, 1)
        odd = int(rule == HALF_EVEN and at % 2)
        upper = int(rule == HALF_UP or odd)
        return (2 * scale, 1 - 2 * at, odd), (-2 * scale, 2 * at + 1, upper)

    def constraints(self, known: Quantities, rule: str) -> Iterator[Constraint]:
        """What the percentage says under a rule of rounding."""
        where = _where(known, self.place)
        for of_count, of_whole, least in self.limits(rule):
            terms = ((self.count, of_count), (self.whole, of_whole))
            yield Constraint(terms, least, NO_LIMIT, Why.PERCENT, where, percent=self.place)


def _where(known: Quantities, place: Place) -> str:
    return f"kolonnen «{known.column_label(place)}»{known.in_table(place.table)}"


def shares(known: Quantities, columns: Sequence[tuple[int, int]]) -> list[Share]:
    """The printed percentages of the given (table, count column)s whose whole is found."""
    found = []
    for table, column in columns:
        for percent, one in enumerate(known.tables[table].columns):
            if one.kind == Kind.PERCENT and one.of == column:
                found.extend(_of_column(known, table, percent))
    return found


def _of_column(known: Quantities, table: int, percent: int) -> list[Share]:
    """The shares of one percent column: of the total that prints 100, else that its printed figures agree with."""
    candidates = [
        (wholes, list(_shares_of(known, table, percent, wholes))) for wholes in _wholes(known.tables[table], percent)
    ]
    for wholes, found in candidates:
        if found and _prints_hundred(known.tables[table], percent, wholes):
            return found
    for _, found in candidates:
        decided = [answer for share in found if (answer := _agrees(known, share)) is not None]
        if decided and sum(decided) >= MOST_AGREE * len(decided):
            return found
    return []


def _prints_hundred(printed: PrintedTable, percent: int, wholes: Sequence[tuple[int, int]]) -> bool:
    """Whether the rows of the wholes print 100 per cent themselves, and all wholes are in the percent's own column."""
    if any(column != printed.columns[percent].of for _, column in wholes):
        return False
    figures = [printed.figures[row][percent] for row in {row for row, _ in wholes if row >= 0}]
    return bool(figures) and all(figure.number == HUNDRED * 10**figure.decimals for figure in figures)


def _wholes(printed: PrintedTable, percent: int) -> list[list[tuple[int, int]]]:
    """Per candidate and row the (row, column) of its whole: the grand total, the row's own sum, the total column."""
    column = printed.columns[percent].of
    size = len(printed.rows)
    own = {part: one.total for one in printed.row_sums for part in one.parts}
    candidates = [[(grand, column)] * size for grand in grand_totals(printed)]
    if own:
        candidates.append([(own.get(row, -1), column) for row in range(size)])
    candidates.extend([(row, one.total) for row in range(size)] for one in printed.column_sums if column in one.parts)
    return candidates


def _shares_of(known: Quantities, table: int, percent: int, wholes: Sequence[tuple[int, int]]) -> Iterator[Share]:
    printed = known.tables[table]
    decimals = max(line[percent].decimals for line in printed.figures)
    for row, (whole_row, whole_column) in enumerate(wholes):
        figure = printed.figures[row][percent]
        count = known.number.get(Place(table, row, printed.columns[percent].of), -1)
        whole = known.number.get(Place(table, whole_row, whole_column), -1)
        if figure.number is None or min(count, whole) < 0 or count == whole or known.all[whole].value == 0:
            continue
        units = figure.number * 10 ** (decimals - figure.decimals)
        yield Share(Place(table, row, percent), count, whole, units, 10**decimals)


def _agrees(known: Quantities, share: Share) -> bool | None:
    """Whether a printed count and its printed whole give the percentage within one; None where one is not printed."""
    count, whole = known.all[share.count].value, known.all[share.whole].value
    if count is None or whole is None:
        return None
    return all(a * count + b * whole >= least for a, b, least in share.limits(WITHIN_ONE))


def adds_to_hundred(known: Quantities, found: Sequence[Share]) -> bool:
    """Whether the percentages of every sum's parts give 100, as those that were adjusted do."""
    columns = {(share.place.table, share.place.column) for share in found}
    return all(_column_adds(known.tables[table], percent) for table, percent in columns)


def _column_adds(printed: PrintedTable, percent: int) -> bool:
    figures = [line[percent] for line in printed.figures]
    decimals = max(figure.decimals for figure in figures)
    for grand in grand_totals(printed):
        parts = [part for one in printed.row_sums if one.total == grand for part in one.parts]
        units = [(figures[part].number or 0) * 10 ** (decimals - figures[part].decimals) for part in parts]
        if sum(units) != HUNDRED * 10**decimals:
            return False
    return True
