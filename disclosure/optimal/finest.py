"""Alternative tables by what their finest cells change: quick where most cells are nobody's figure.

Where answers of several times are one system, every figure is a sum over few finest cells. With these alone as
unknowns, each a gain and a loss, and a bound on every sum that somebody knows something about or that is asked about,
the program is small; and asked for as little change as possible it mostly answers in whole numbers by itself. Where it
does not, unknowns are settled one after another, and where that leads nowhere branching finds any table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import highspy
import numpy as np

from disclosure.solver import MOST_ITERATIONS, NO_LIMIT, NODE, Answer, FloatArray, IntArray, Status

if TYPE_CHECKING:
    from disclosure.optimal.alternatives import Space
    from disclosure.table import TableSystem

WHOLE = 1e-6
SETTLED = 40
"""So many unknowns are settled before the program branches."""
PRIME = 32_749
"""Sums of products of smaller numbers are exact in floating point."""
OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "presolve": "off",
}


class Finest:
    """The tables of one space, asked again and again; no figure may be known from elsewhere."""

    def __init__(self, space: Space, system: TableSystem) -> None:
        self._space = space
        inner = system.is_inner.reshape(-1)
        self._inner = np.array([n for n, cell in enumerate(space.cells.tolist()) if cell >= 0 and inner[cell]])
        self._sums = np.setdiff1d(np.arange(space.cells.size), self._inner)
        self._matrix = _over_finest(space, system, self._sums)
        self._lines, self._line_of = np.unique(self._matrix, axis=0, return_inverse=True)
        self._plain = (self._lines >= 0).all(axis=1)
        held = np.unique(self._line_of[(~space.always & (space.candidate < 0))[self._sums]])
        held = held[np.argsort(np.abs(self._lines[held]).sum(axis=1), kind="stable")]
        self._rows = held[_independent(self._lines[held])]
        self._absent = np.ones(len(self._lines), dtype=bool)
        self._absent[held] = False
        self._program = self._made()

    def _made(self) -> highspy.Highs:
        """Columns: gains, then losses. Rows: those that are no equations (several answers), then sums."""
        rows = self._space.rows
        inequalities = np.flatnonzero(rows.low != rows.high)
        loose = np.zeros((inequalities.size, self._inner.size), dtype=np.int64)
        place = np.full(self._space.cells.size, -1, dtype=np.int64)
        place[self._inner] = np.arange(self._inner.size)
        for line, row in enumerate(inequalities.tolist()):
            part = slice(rows.starts[row], rows.starts[row + 1])
            loose[line, place[rows.columns[part]]] = rows.coefficients[part]
        model, size = highspy.HighsLp(), self._inner.size
        model.num_col_, model.num_row_ = 2 * size, 0
        model.col_cost_ = np.ones(2 * size)
        model.col_lower_, model.col_upper_ = np.zeros(2 * size), np.zeros(2 * size)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.passModel(model)
        _add_rows(solver, loose, (rows.low[inequalities], rows.high[inequalities]))
        self._first = inequalities.size
        zero = np.zeros(self._rows.size, dtype=np.int64)
        _add_rows(solver, self._lines[self._rows], (zero, zero))
        return solver

    def find(self, low: IntArray, high: IntArray, work: int) -> Answer:
        """A table within bounds per unknown, as differences; INFEASIBLE where there is none."""
        lines = self._limits_of_lines(low, high)
        if (lines[0] > lines[1]).any():
            return Answer(Status.INFEASIBLE, None, None, 0)
        self._set_changes(low, high)
        self._set_lines(low, lines)
        spent = self._run()
        if self._program.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return Answer(Status.INFEASIBLE, None, None, spent)
        values = self._values(low, high)
        for _ in range(SETTLED):
            if values is not None or not self._settle():
                break
            spent += self._run()
            values = self._values(low, high)
        if values is not None or spent >= work:
            return Answer(Status.STOPPED, values, None, spent)
        self._set_changes(low, high)
        return self._branched(low, high, work - spent)

    def _set_changes(self, low: IntArray, high: IntArray) -> None:
        """The bounds of gains and losses, from those of the finest cells."""
        columns = np.arange(2 * self._inner.size, dtype=np.int32)
        lowest, highest = _limits(low[self._inner]), _limits(high[self._inner])
        least, most = np.concatenate([lowest, -highest]), np.concatenate([highest, -lowest])
        self._program.changeColsBounds(columns.size, columns, np.maximum(least, 0.0), np.maximum(most, 0.0))

    def _limits_of_lines(self, low: IntArray, high: IntArray) -> tuple[IntArray, IntArray]:
        """The tightest bounds of the figures that are the same sum of finest cells."""
        lowest, highest = np.full(len(self._lines), -NO_LIMIT), np.full(len(self._lines), NO_LIMIT)
        np.maximum.at(lowest, self._line_of, low[self._sums])
        np.minimum.at(highest, self._line_of, high[self._sums])
        return lowest, highest

    def _set_lines(self, low: IntArray, lines: tuple[IntArray, IntArray]) -> None:
        """Bound the sums; one whose bounds say more than those of its parts becomes a row the first time it does."""
        implied = self._plain & (lines[0] <= self._lines @ low[self._inner]) & (lines[1] >= NO_LIMIT)
        fresh = np.flatnonzero(self._absent & ~implied)
        _add_rows(self._program, self._lines[fresh], (lines[0][fresh], lines[1][fresh]))
        self._absent[fresh] = False
        self._rows = np.concatenate([self._rows, fresh])
        numbers = np.arange(self._first, self._first + self._rows.size, dtype=np.int32)
        limits = (_limits(bounds[self._rows]) for bounds in lines)
        self._program.changeRowsBounds(numbers.size, numbers, *limits)  # type: ignore[attr-defined]

    def _run(self) -> int:
        self._program.run()
        return max(int(self._program.getInfo().simplex_iteration_count), 1) * self._space.cells.size

    def _settle(self) -> bool:
        """Hold the largest unknown that is not whole at the nearest whole number; False where there is no solution."""
        if self._program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return False
        point = np.asarray(self._program.getSolution().col_value)
        column = int(np.argmax(np.where(np.abs(point - np.rint(point)) > WHOLE, point, -1.0)))
        nearest = float(np.rint(point[column]))
        self._program.changeColBounds(column, nearest, nearest)
        return True

    def _branched(self, low: IntArray, high: IntArray, work: int) -> Answer:
        columns, kinds = np.arange(2 * self._inner.size, dtype=np.int32), highspy.HighsVarType
        program = self._program
        program.setOptionValue("mip_max_nodes", min(max(work // (NODE * columns.size), 1), MOST_ITERATIONS))
        program.setOptionValue("presolve", "on")
        program.changeColsCost(columns.size, columns, np.zeros(columns.size))
        program.changeColsIntegrality(columns.size, columns, np.full(columns.size, kinds.kInteger))
        program.run()
        status, info = program.getModelStatus(), program.getInfo()
        values = self._values(low, high) if info.primal_solution_status else None
        steps = max(int(info.mip_node_count), 1) * NODE + max(int(info.simplex_iteration_count), 0)
        spent = steps * self._space.cells.size
        program.changeColsIntegrality(columns.size, columns, np.full(columns.size, kinds.kContinuous))
        program.changeColsCost(columns.size, columns, np.ones(columns.size))
        program.setOptionValue("presolve", "off")
        impossible = status == highspy.HighsModelStatus.kInfeasible
        return Answer(Status.INFEASIBLE if impossible else Status.STOPPED, values, None, spent)

    def _values(self, low: IntArray, high: IntArray) -> IntArray | None:
        """The solution as differences of all unknowns, if it is in whole numbers and keeps every bound and row."""
        found = np.asarray(self._program.getSolution().col_value)
        point: FloatArray = found[: self._inner.size] - found[self._inner.size :]
        whole = np.rint(point).astype(np.int64)
        if np.abs(point - whole).max(initial=0.0) > WHOLE:
            return None
        values = np.zeros(self._space.cells.size, dtype=np.int64)
        values[self._inner], values[self._sums] = whole, self._matrix @ whole
        within = bool(((values >= low) & (values <= high)).all())
        return values if within and self._space.rows.hold(values) else None


def _independent(lines: IntArray) -> list[int]:
    """Numbers of lines of which none is a sum of the others, and that give all the others; modulo a prime."""
    kept: list[int] = []
    pivots: list[int] = []
    basis = np.zeros((0, lines.shape[1]))
    for number, line in enumerate(lines.astype(float)):
        rest = (line - line[pivots] @ basis) % PRIME
        if rest.any():
            pivot = int(np.argmax(rest > 0))
            rest = rest * pow(int(rest[pivot]), -1, PRIME) % PRIME
            basis = np.vstack([(basis - np.outer(basis[:, pivot], rest)) % PRIME, rest])
            kept.append(number)
            pivots.append(pivot)
    return kept


def _add_rows(solver: highspy.Highs, lines: IntArray, limits: tuple[IntArray, IntArray]) -> None:
    """Add sums over the finest cells as rows over gains and losses."""
    both = np.hstack([lines, -lines])
    owner, columns = np.nonzero(both)
    starts = np.searchsorted(owner, np.arange(len(both))).astype(np.int32)
    low, high = map(_limits, limits)
    values = both[owner, columns].astype(float)
    solver.addRows(len(both), low, high, values.size, starts, columns.astype(np.int32), values)


def _over_finest(space: Space, system: TableSystem, unknowns: IntArray) -> IntArray:
    """Shape (unknowns, finest cells): each as a sum of finest cells; a group's figure less those of a category."""
    first = space.cells.size - len(space.figures)
    figures = [space.figures[one - first] if one >= first else (int(space.cells[one]),) for one in unknowns.tolist()]
    whole = _under(system, [figure[0] for figure in figures])
    taken = [place for place, figure in enumerate(figures) if len(figure) > 1]
    whole[taken] -= _under(system, [figures[place][1] for place in taken])
    return whole


def _under(system: TableSystem, cells: Sequence[int]) -> IntArray:
    """Shape (cells, finest cells): 1 where a cell counts one; along an axis of several answers each node is its own."""
    found = np.ones((len(cells), 1), dtype=np.int64)
    places = np.unravel_index(np.array(cells, dtype=np.int64), system.shape)
    for nodes, many, at in zip(system.nodes, system.multiple, places, strict=True):
        members = np.eye(len(nodes.labels), dtype=np.int64) if many else nodes.members.astype(np.int64)
        found = np.einsum("ij,ik->ijk", found, members[at]).reshape(len(cells), found.shape[1] * members.shape[1])
    return found


def _limits(bounds: IntArray) -> FloatArray:
    """Bounds for the solver, which has its own number for none."""
    infinite = np.where(bounds > 0, highspy.kHighsInf, -highspy.kHighsInf)
    return np.asarray(np.where(np.abs(bounds) >= NO_LIMIT, infinite, bounds.astype(float)))
