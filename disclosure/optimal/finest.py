"""Alternative tables by what their finest cells change: quick where most cells are nobody's figure.

Where answers of several times are one system, every figure is a sum over few finest cells. With these alone as
unknowns, each a gain and a loss, and every figure as a bound on a sum, the program is small; and asked for as little
change as possible it mostly answers in whole numbers by itself. Where it does not, branching finds any table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import highspy
import numpy as np

from disclosure.solver import MOST_ITERATIONS, NO_LIMIT, NODE, Answer, FloatArray, IntArray, Status

if TYPE_CHECKING:
    from disclosure.optimal.alternatives import Space
    from disclosure.table import TableSystem

WHOLE = 1e-6
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
        column = {int(space.cells[unknown]): place for place, unknown in enumerate(self._inner)}
        self._sums = np.setdiff1d(np.arange(space.cells.size), self._inner)
        lines = [_line(system, column, figure) for figure in self._figures()]
        self._matrix = np.array(
            [[line.get(place, 0) for place in range(len(column))] for line in lines], dtype=np.int64
        ).reshape(len(lines), len(column))
        self._loose = np.flatnonzero(space.rows.low != space.rows.high)
        self._program = self._made()

    def _figures(self) -> Iterator[tuple[int, ...]]:
        """Per unknown that is a sum: its cell, or a group's cell and that of a category."""
        first = self._space.cells.size - len(self._space.figures)
        for unknown in self._sums.tolist():
            yield (int(self._space.cells[unknown]),) if unknown < first else self._space.figures[unknown - first]

    def _made(self) -> highspy.Highs:
        """Columns: gains, then losses. Rows: the sums, then the rows that are no equations (several answers)."""
        rows, loose = self._space.rows, np.zeros((self._loose.size, self._inner.size), dtype=np.int64)
        place = np.full(self._space.cells.size, -1, dtype=np.int64)
        place[self._inner] = np.arange(self._inner.size)
        for line, row in enumerate(self._loose.tolist()):
            part = slice(rows.starts[row], rows.starts[row + 1])
            loose[line, place[rows.columns[part]]] = rows.coefficients[part]
        whole = np.vstack([self._matrix, loose])
        model, size = highspy.HighsLp(), self._inner.size
        model.num_col_, model.num_row_ = 2 * size, len(whole)
        model.col_cost_ = np.ones(2 * size)
        model.col_lower_, model.col_upper_ = np.zeros(2 * size), np.zeros(2 * size)
        ends = _limits(rows.low[self._loose]), _limits(rows.high[self._loose])
        free = np.full(len(self._matrix), highspy.kHighsInf)
        model.row_lower_, model.row_upper_ = np.concatenate([-free, ends[0]]), np.concatenate([free, ends[1]])
        both = np.hstack([whole, -whole])
        owner, columns = np.nonzero(both)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.searchsorted(owner, np.arange(len(both) + 1)).astype(np.int32)
        model.a_matrix_.index_, model.a_matrix_.value_ = columns.astype(np.int32), both[owner, columns].astype(float)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.passModel(model)
        return solver

    def find(self, low: IntArray, high: IntArray, work: int) -> Answer:
        """A table within bounds per unknown, as differences; INFEASIBLE where there is none."""
        size, columns = self._inner.size, np.arange(2 * self._inner.size, dtype=np.int32)
        lowest, highest = _limits(low[self._inner]), _limits(high[self._inner])
        least, most = np.concatenate([lowest, -highest]), np.concatenate([highest, -lowest])
        self._program.changeColsBounds(2 * size, columns, np.maximum(least, 0.0), np.maximum(most, 0.0))
        sums = np.arange(self._sums.size, dtype=np.int32)
        self._program.changeRowsBounds(sums.size, sums, _limits(low[self._sums]), _limits(high[self._sums]))  # type: ignore[attr-defined]
        self._program.run()
        spent = max(int(self._program.getInfo().simplex_iteration_count), 1) * self._space.cells.size
        status = self._program.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(Status.INFEASIBLE, None, None, spent)
        values = self._values(low, high) if status == highspy.HighsModelStatus.kOptimal else None
        if values is not None or spent >= work:
            return Answer(Status.STOPPED, values, None, spent)
        return self._branched(low, high, work - spent)

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


def _line(system: TableSystem, column: dict[int, int], figure: tuple[int, ...]) -> dict[int, int]:
    """A figure as a sum over columns: a cell's own finest cells, less those of a category."""
    line: dict[int, int] = {}
    for cell, sign in zip(figure, (1, -1), strict=False):
        for inner in _under(system, cell):
            line[column[inner]] = line.get(column[inner], 0) + sign
    return line


def _under(system: TableSystem, cell: int) -> list[int]:
    """The finest cells that a cell is the sum of; along an axis of several answers it stands for itself."""
    place = np.unravel_index(cell, system.shape)
    nodes = [
        np.array([at]) if many else np.flatnonzero(axis.members[at])
        for axis, many, at in zip(system.nodes, system.multiple, place, strict=True)
    ]
    return [int(number) for number in np.ravel_multi_index(np.ix_(*nodes), system.shape).reshape(-1)]


def _limits(bounds: IntArray) -> FloatArray:
    """Bounds for the solver, which has its own number for none."""
    infinite = np.where(bounds > 0, highspy.kHighsInf, -highspy.kHighsInf)
    return np.asarray(np.where(np.abs(bounds) >= NO_LIMIT, infinite, bounds.astype(float)))
