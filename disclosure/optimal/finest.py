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
    from disclosure.optimal.questions import Way
    from disclosure.table import BoolArray, TableSystem

WHOLE = 1e-6
SETTLED = 40
"""So many unknowns are settled before the program branches."""
OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "presolve": "off",
}


class Finest:
    """The tables of one space, asked again and again; no figure may be known from elsewhere."""

    def __init__(self, space: Space, system: TableSystem, ways: Sequence[Way]) -> None:
        self._space = space
        inner = system.is_inner.reshape(-1)
        self._inner = np.array([n for n, cell in enumerate(space.cells.tolist()) if cell >= 0 and inner[cell]])
        self._sums = np.setdiff1d(np.arange(space.cells.size), self._inner)
        self._matrix = _over_finest(space, system, self._sums)
        self._bound = np.flatnonzero(_may_bind(space, ways)[self._sums])
        self._lines, self._line_of = np.unique(self._matrix[self._bound], axis=0, return_inverse=True)
        self._loose = np.flatnonzero(space.rows.low != space.rows.high)
        self._program = self._made()

    def _made(self) -> highspy.Highs:
        """Columns: gains, then losses. Rows: the sums, then the rows that are no equations (several answers)."""
        rows, loose = self._space.rows, np.zeros((self._loose.size, self._inner.size), dtype=np.int64)
        place = np.full(self._space.cells.size, -1, dtype=np.int64)
        place[self._inner] = np.arange(self._inner.size)
        for line, row in enumerate(self._loose.tolist()):
            part = slice(rows.starts[row], rows.starts[row + 1])
            loose[line, place[rows.columns[part]]] = rows.coefficients[part]
        whole = np.vstack([self._lines, loose])
        model, size = highspy.HighsLp(), self._inner.size
        model.num_col_, model.num_row_ = 2 * size, len(whole)
        model.col_cost_ = np.ones(2 * size)
        model.col_lower_, model.col_upper_ = np.zeros(2 * size), np.zeros(2 * size)
        ends = _limits(rows.low[self._loose]), _limits(rows.high[self._loose])
        free = np.full(len(self._lines), highspy.kHighsInf)
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
        lines = self._limits_of_lines(low, high)
        if (lines[0] > lines[1]).any():
            return Answer(Status.INFEASIBLE, None, None, 0)
        self._set_changes(low, high)
        numbers = np.arange(len(self._lines), dtype=np.int32)
        self._program.changeRowsBounds(numbers.size, numbers, *map(_limits, lines))  # type: ignore[attr-defined]
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
        unknowns = self._sums[self._bound]
        np.maximum.at(lowest, self._line_of, low[unknowns])
        np.minimum.at(highest, self._line_of, high[unknowns])
        return lowest, highest

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
        if not found.size:
            return None
        point: FloatArray = found[: self._inner.size] - found[self._inner.size :]
        whole = np.rint(point).astype(np.int64)
        if np.abs(point - whole).max(initial=0.0) > WHOLE:
            return None
        values = np.zeros(self._space.cells.size, dtype=np.int64)
        values[self._inner], values[self._sums] = whole, self._matrix @ whole
        within = bool(((values >= low) & (values <= high)).all())
        return values if within and self._space.rows.hold(values) else None


def _may_bind(space: Space, ways: Sequence[Way]) -> BoolArray:
    """Per unknown whether anybody knows more of it than that it is not negative, or it is asked about."""
    asked = {cell for way in ways for cell in (*way.figure, *way.kept)}
    figures = np.arange(space.cells.size) >= space.cells.size - len(space.figures)
    return ~space.always | space.sees | space.occurs | figures | np.isin(space.cells, list(asked))


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
