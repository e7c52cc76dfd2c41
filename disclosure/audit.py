"""The audit: what a reader can work out about every suppressed cell of a published table.

It attacks what was published and knows nothing of how it was made; it never imports primary, secondary or protected.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from disclosure.derivation import Derivations
from disclosure.errors import BadPublished, Contradiction
from disclosure.intervals import FeasibilityLimits, Interval, feasibility_intervals
from disclosure.published import Columns, Mark, PublishedTable, read_published
from disclosure.reader_puzzle import SUM, ReaderPuzzle, reader_puzzle
from disclosure.request import TableRequest
from disclosure.table import Index, TableSystem

DEFAULT_WORK = 40_000_000_000


@dataclass(frozen=True, slots=True)
class AuditedCell:
    """One suppressed cell of one table.

    Attributes
    ----------
    table : number of the table.
    labels : one label per dimension of the request.
    interval : what the count can be.
    narrow : not all of 1..n-1 are left; of an amount: it can be estimated within p %.
    derivation : for an exact cell, Danish sentences that a person can check by hand; else empty.
    """

    table: int
    labels: tuple[str, ...]
    interval: Interval
    narrow: bool
    derivation: str = ""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was found.

    Attributes
    ----------
    dimensions : names, in the order of the labels.
    tables : how many tables the request has.
    cells : the suppressed cells of all tables, in the published order; a shared margin once per table.
    exact, narrow : distinct cells with one value left, and with not all of 1..n-1 left (exact ones included).
    """

    dimensions: tuple[str, ...]
    tables: int
    cells: tuple[AuditedCell, ...]
    exact: int
    narrow: int

    @property
    def found_something(self) -> bool:
        """Whether anything can be worked out: the command then ends with 1."""
        return self.exact > 0 or self.narrow > 0

    @property
    def unproved(self) -> int:
        """Cells whose interval is not settled."""
        return sum(not cell.interval.proved for cell in self.cells)

    def to_json(self) -> dict[str, Any]:
        """The format of DESIGN section 7."""
        return {
            "cells": [self._cell_json(cell) for cell in self.cells],
            "exact": self.exact,
            "narrow": self.narrow,
        }

    def _cell_json(self, cell: AuditedCell) -> dict[str, Any]:
        found: dict[str, Any] = {"table": cell.table} if self.tables > 1 else {}
        found |= dict(zip(self.dimensions, cell.labels, strict=True))
        found |= {"low": cell.interval.low, "high": cell.interval.high}
        if cell.interval.excluded:
            found["excluded"] = list(cell.interval.excluded)
        if not cell.interval.proved:
            found["proved"] = False
        if cell.derivation:
            found["derivation"] = cell.derivation
        return found


def audit(request: TableRequest, columns: Columns, mark: Mark | None = None, work: int = DEFAULT_WORK) -> AuditReport:
    """Attack the columns of a published table.

    Raises
    ------
    BadPublished : the table cannot be read, or its figures contradict each other; names the sum.
    """
    return audit_table(read_published(request, columns), mark, work)


def audit_table(published: PublishedTable, mark: Mark | None = None, work: int = DEFAULT_WORK) -> AuditReport:
    """Attack a published table that is already in memory; errors as `audit`."""
    asked = reader_puzzle(published, mark or Mark())
    intervals = _intervals(asked, work)
    system = published.system
    cells = []
    distinct: dict[Index, AuditedCell] = {}
    derivations = Derivations(asked)
    for row in published.suppressed_rows:
        interval = intervals[row.index]
        narrow = _is_narrow(interval, system.request)
        derivation = derivations.sentence(row.index) if interval.exact else ""
        cell = AuditedCell(row.table, _labels(system, row.index), interval, narrow, derivation)
        distinct[row.index] = cell
        cells.append(cell)
    exact = sum(cell.interval.exact for cell in distinct.values())
    narrow_cells = sum(cell.narrow for cell in distinct.values())
    names = tuple(dimension.name for dimension in system.request.dimensions)
    return AuditReport(names, len(system.request.tables), tuple(cells), exact, narrow_cells)


def _is_narrow(interval: Interval, request: TableRequest) -> bool:
    """Whether a count is not free over 1..n-1, or some estimate is within p % of the amount whatever it is."""
    sums = request.policy.sums
    if sums is None:
        return not all(interval.allows(value) for value in range(1, request.policy.threshold))
    return interval.high is not None and (100 - sums.p) * interval.high < (100 + sums.p) * interval.low


def _labels(system: TableSystem, index: Index) -> tuple[str, ...]:
    return tuple(nodes.labels[node] for nodes, node in zip(system.nodes, index, strict=True))


def _intervals(asked: ReaderPuzzle, work: int) -> Mapping[Index, Interval]:
    """The interval of every cell of the release that the puzzle knows, given ones included."""
    system = asked.system
    wanted = system.in_release[asked.unknown_of >= 0]
    policy = system.request.policy
    # Of amounts only the ends matter: they are judged by the width of the interval.
    watched, without_gaps = (policy.threshold - 1, _is_network(asked)) if policy.sums is None else (0, True)
    limits = FeasibilityLimits(watched, without_gaps, work)
    try:
        found = feasibility_intervals(asked.puzzle, wanted, limits)
    except Contradiction as contradiction:
        raise BadPublished(_where(asked, contradiction)) from contradiction
    intervals = _Given(asked)
    for index, interval in zip(asked.cells.tolist(), found, strict=True):
        if interval is not None:
            intervals[tuple(index)] = interval if asked.joint else _outer(interval)
    return intervals


class _Given(dict[Index, Interval]):
    """Intervals by cell; a cell whose count is given (published elsewhere, or known) has that count alone."""

    def __init__(self, asked: ReaderPuzzle) -> None:
        super().__init__()
        self._asked = asked

    def __missing__(self, index: Index) -> Interval:
        count = int(self._asked.given[index])
        return Interval(count, count)


def _outer(interval: Interval) -> Interval:
    """Tables in a ring that is too large to fill in: the interval holds, but may be too wide."""
    return Interval(interval.low, interval.high, proved=interval.low == interval.high, excluded=interval.excluded)


def _is_network(asked: ReaderPuzzle) -> bool:
    """Whether the rows are those of a flow, so that every interval is without gaps.

    So it is for one table over at most two single-response dimensions, of which at most one is grouped, by one
    hierarchy: row totals flow into rows, rows into cells, cells into columns, grouped columns into their groups.
    """
    system = asked.system
    if len(system.request.tables) != 1 or any(system.multiple) or not asked.joint:
        return False
    crossed = [d for d in system.request.dimensions if d.name in system.request.tables[0].dimensions]
    known_inside = all(set(figure.cell) <= {d.name for d in crossed} for figure in system.request.known)
    grouped = [dimension for dimension in crossed if dimension.hierarchies]
    one_tree = all(len(dimension.hierarchies) == 1 for dimension in grouped)
    return len(crossed) <= 2 and len(grouped) <= 1 and one_tree and known_inside  # noqa: PLR2004  rows and columns


def _where(asked: ReaderPuzzle, contradiction: Contradiction) -> str:
    """The sum that cannot hold, in words."""
    if contradiction.row < 0:
        return str(contradiction)
    total, parts = asked.members(contradiction.row)
    tie = asked.ties[int(asked.row_ties[contradiction.row])]
    name = asked.system.request.dimensions[tie.axis].name
    shown = [int(asked.given[part]) for part in parts if asked.unknown_of[part] < 0]
    cell = asked.system.sentence(total)
    if tie.kind == SUM and asked.unknown_of[total] < 0:
        return (
            f"Summen over «{name}» går ikke op: cellen {cell} er {int(asked.given[total])}, men de viste dele giver "
            f"{sum(shown)}, og de {len(parts) - len(shown)} undertrykte dele kan ikke udgøre resten."
        )
    return f"Summen over «{name}» for cellen {cell} går ikke op sammen med de øvrige viste tal."


def intervals_of(published: PublishedTable, mark: Mark | None = None, work: int = DEFAULT_WORK) -> np.ndarray[Any, Any]:
    """Shape of the table: the `Interval` of every suppressed cell, None elsewhere; for measuring patterns."""
    found = np.full(published.system.shape, None, dtype=object)
    intervals = _intervals(reader_puzzle(published, mark or Mark()), work)
    for row in published.suppressed_rows:
        found[row.index] = intervals[row.index]
    return found
