"""Integer programs: the only caller of the optimiser.

The optimiser calculates in floating point and is never believed on its own word: a point counts only when it
satisfies every row exactly in whole numbers, and a bound is checked exactly from the dual values where that is
possible. Work is limited in simplex iterations and nodes, never in seconds, so that the same question gets the
same answer on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import highspy
import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
NO_LIMIT = 10**15
"""Bounds at or beyond this are no bounds; counts and their sums stay far below it."""
DENOMINATORS = (1, 2, 6, 60)
"""Dual values of these problems are whole numbers or small fractions; 60 clears 2, 3, 4, 5 and 6."""
TRUSTED = 10**7
"""Up to this size of right-hand sides a bound of the optimiser is accepted when it cannot be checked exactly."""
NODE = 50
"""A node of the branching solver counts as this many simplex iterations."""
MOST_ITERATIONS = 2**30
ALMOST_ONE = 0.99
"""Prices are whole numbers: a choice this close to the bound is the cheapest."""
PRICE_ERROR = 1e-6
"""How far a bound on a price may be off, relatively."""
CHEAP_GAP = 0.2
"""How far from the cheapest a point may be that need not be the cheapest."""


class Status(Enum):
    """How a question ended."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Rows:
    """Sparse rows `low <= sum of coefficient * unknown <= high`; `starts` has one entry more than there are rows."""

    starts: IntArray
    columns: IntArray
    coefficients: IntArray
    low: IntArray
    high: IntArray

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.low)

    def times(self, values: IntArray) -> IntArray:
        """The sum of every row at `values`, in whole numbers."""
        return _row_sums(self.starts, self.coefficients * values[self.columns])

    @cached_property
    def owner(self) -> IntArray:
        """Per entry the number of its row."""
        return np.repeat(np.arange(self.count), np.diff(self.starts))

    def hold(self, values: IntArray) -> bool:
        """Whether all rows hold at `values`."""
        sums = self.times(values)
        return bool(((sums >= self.low) & (sums <= self.high)).all())


def _row_sums(starts: IntArray, entries: IntArray) -> IntArray:
    total = np.concatenate([[0], np.cumsum(entries)])
    return np.asarray(total[starts[1:]] - total[starts[:-1]], dtype=np.int64)


@dataclass(frozen=True)
class Answer:
    """The answer to one question.

    Attributes
    ----------
    status : OPTIMAL only with a whole-number point that attains the bound.
    values : a whole-number point within all bounds and rows, not always the best one; or None.
    bound : no point has a smaller objective; proved in whole numbers, or None.
    work : simplex iterations, or nodes times NODE, each times the number of unknowns.
    duals : per row what the relaxation says its bound is worth; floating point, to be rounded and checked.
    """

    status: Status
    values: IntArray | None
    bound: int | None
    work: int
    duals: FloatArray | None = None


@dataclass(frozen=True)
class Chosen:
    """The answer to a question to `Choice`.

    Attributes
    ----------
    taken : per thing 0 or 1; None where none was found.
    bound : no choice that meets the rows is cheaper.
    work : as in `Answer`, with columns and rows for unknowns.
    """

    status: Status
    taken: IntArray | None
    bound: int
    work: int


class Program:
    """Whole numbers within bounds and rows, asked again and again with different objectives.

    The linear relaxation is kept and warm-started; the branching solver is called only when its answer is not whole.
    """

    def __init__(self, low: IntArray, high: IntArray, rows: Rows) -> None:
        self.low = low.copy()
        self.high = high.copy()
        self.rows = rows
        self._linear = _quiet()
        self._pass_model(self._linear)
        self._costed: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """How many unknowns."""
        return len(self.low)

    def _pass_model(self, solver: highspy.Highs) -> None:
        infinity = solver.inf
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.size, self.rows.count
        model.col_cost_ = np.zeros(self.size)
        model.col_lower_, model.col_upper_ = _limits(self.low, self.high, infinity)
        model.row_lower_, model.row_upper_ = _limits(self.rows.low, self.rows.high, infinity)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = self.rows.starts.astype(np.int32)
        model.a_matrix_.index_ = self.rows.columns.astype(np.int32)
        model.a_matrix_.value_ = self.rows.coefficients.astype(np.float64)
        solver.passModel(model)

    def set_bounds(self, column: int, low: int, high: int) -> None:
        """Narrow or restore the bounds of one unknown."""
        self.low[column], self.high[column] = low, high
        bounds = _limits(np.array([low]), np.array([high]), self._linear.inf)
        self._linear.changeColBounds(column, float(bounds[0][0]), float(bounds[1][0]))

    def set_all_bounds(self, low: IntArray, high: IntArray) -> None:
        """Set the bounds of every unknown."""
        self.low, self.high = low.copy(), high.copy()
        columns = np.arange(self.size, dtype=np.int32)
        self._linear.changeColsBounds(self.size, columns, *_limits(low, high, self._linear.inf))

    def relaxed(self, objective: Mapping[int, int], work: int) -> Answer:
        """The linear relaxation: a proved bound, and a point when its solution happens to be whole."""
        self._set_costs(objective)
        self._linear.setOptionValue("simplex_iteration_limit", min(max(work // max(self.size, 1), 1), MOST_ITERATIONS))
        self._linear.run()
        spent = max(int(self._linear.getInfo().simplex_iteration_count), 1) * self.size
        status = self._linear.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(Status.INFEASIBLE, None, None, spent)
        if status != highspy.HighsModelStatus.kOptimal:
            return self._without_optimum(status, spent)
        solution = self._linear.getSolution()
        values = self._whole(np.asarray(solution.col_value))
        duals = np.asarray(solution.row_dual)
        bound = self._proved_bound(objective, duals)
        best = values is not None and bound is not None and _objective(objective, values) <= bound
        return Answer(Status.OPTIMAL if best else Status.STOPPED, values, bound, spent, duals)

    def smallest(self, objective: Mapping[int, int], work: int) -> Answer:
        """The point with the smallest objective, spending at most about `work`."""
        first = self.relaxed(objective, work)
        if first.status != Status.STOPPED or first.work >= work:
            return first
        return self.branched(objective, work - first.work)

    def cheap_point(self, costs: IntArray, work: int) -> IntArray | None:
        """A whole-number point that costs little; without a word on how much less another might cost.

        Parameters
        ----------
        costs : per unknown what 1 of it costs.
        """
        self._costed = tuple(range(self.size))
        self._linear.changeColsCost(self.size, np.arange(self.size, dtype=np.int32), costs.astype(np.float64))
        self._linear.run()
        if self._linear.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        values = self._whole(np.asarray(self._linear.getSolution().col_value))
        if values is not None:
            return values
        self._linear.clearSolver()
        return self.branched(dict(enumerate(costs.tolist())), work, CHEAP_GAP).values

    def _set_costs(self, objective: Mapping[int, int]) -> None:
        for column in self._costed:
            self._linear.changeColCost(column, 0.0)
        self._costed = tuple(objective)
        for column, cost in objective.items():
            self._linear.changeColCost(column, float(cost))

    def _without_optimum(self, status: highspy.HighsModelStatus, spent: int) -> Answer:
        if status == highspy.HighsModelStatus.kUnbounded:
            return Answer(Status.UNBOUNDED, None, None, spent)
        self._linear.clearSolver()
        return Answer(Status.STOPPED, None, None, spent)

    def _whole(self, point: FloatArray) -> IntArray | None:
        """The point in whole numbers, when rounding keeps it within all bounds and rows."""
        values = np.rint(point).astype(np.int64)
        within = bool(((values >= self.low) & (values <= self.high)).all())
        return values if within and self.rows.hold(values) else None

    def _proved_bound(self, objective: Mapping[int, int], duals: FloatArray) -> int | None:
        """The best bound that rounded dual values prove in whole numbers."""
        bounds = []
        for denominator in DENOMINATORS:
            bound = self._dual_bound(objective, np.rint(duals * denominator).astype(np.int64), denominator)
            if bound is not None:
                bounds.append(-(-bound // denominator))
        return max(bounds, default=None)

    def _dual_bound(self, objective: Mapping[int, int], duals: IntArray, denominator: int) -> int | None:
        """Denominator times the lower bound that row multipliers `duals` give, or None for no bound."""
        costs = np.zeros(self.size, dtype=np.int64)
        for column, cost in objective.items():
            costs[column] = cost * denominator
        used = self.rows.coefficients * duals[self.rows.owner]
        reduced = costs - np.bincount(self.rows.columns, weights=used, minlength=self.size).astype(np.int64)
        bound = 0
        for factor, low, high in ((duals, self.rows.low, self.rows.high), (reduced, self.low, self.high)):
            active = np.flatnonzero(factor)
            at = np.where(factor[active] > 0, low[active], high[active])
            if (np.abs(at) >= NO_LIMIT).any():
                return None
            bound += sum((factor[active].astype(object) * at.astype(object)).tolist())
        return int(bound)

    def branched(self, objective: Mapping[int, int], work: int, gap: float = 0.0) -> Answer:
        """Ask the branching solver; its optimum is believed only at a size where rounding cannot matter.

        With a relative `gap` above 0 the point may be that much worse than the best.
        """
        solver = _quiet()
        self._pass_model(solver)
        solver.changeColsIntegrality(
            self.size, np.arange(self.size, dtype=np.int32), np.full(self.size, highspy.HighsVarType.kInteger)
        )
        for column, cost in objective.items():
            solver.changeColCost(column, float(cost))
        solver.setOptionValue("mip_rel_gap", gap)
        solver.setOptionValue("mip_max_nodes", min(max(work // (NODE * max(self.size, 1)), 1), MOST_ITERATIONS))
        solver.run()
        info = solver.getInfo()
        spent = (int(max(info.mip_node_count, 1)) * NODE + int(max(info.simplex_iteration_count, 0))) * self.size
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(Status.INFEASIBLE, None, None, spent)
        values = self._whole(np.asarray(solver.getSolution().col_value)) if info.primal_solution_status else None
        trusted = int(np.abs(self.rows.low[self.rows.low > -NO_LIMIT]).max(initial=0)) <= TRUSTED
        if status == highspy.HighsModelStatus.kOptimal and values is not None and trusted and gap == 0:
            return Answer(Status.OPTIMAL, values, _objective(objective, values), spent)
        return Answer(Status.STOPPED, values, None, spent)


class Choice:
    """Which of some things to take, each at a whole price: the cheapest that meet all rows so far."""

    def __init__(self, prices: IntArray) -> None:
        self.prices = prices
        self._columns = np.arange(prices.size, dtype=np.int32)
        self._linear = _quiet()
        self._linear.addVars(prices.size, np.zeros(prices.size), np.ones(prices.size))
        self._linear.changeColsCost(prices.size, self._columns, prices.astype(np.float64))

    @property
    def _size(self) -> int:
        """Columns and rows: here the rows may be many more than the columns."""
        return max(self.prices.size, 1) + int(self._linear.getNumRow())

    def add_row(self, columns: Sequence[int], coefficients: Sequence[int], low: int) -> None:
        """Demand that the coefficients of what is taken come to at least `low`."""
        entries = np.array(columns, dtype=np.int32), np.array(coefficients, dtype=np.float64)
        self._linear.addRow(float(low), self._linear.inf, len(columns), *entries)

    def relaxed(self) -> tuple[FloatArray, Chosen]:
        """The cheapest by parts (0 to 1 per thing); its `taken` is None, its bound holds for every choice."""
        self._linear.run()
        info = self._linear.getInfo()
        spent = max(int(info.simplex_iteration_count), 1) * self._size
        if self._linear.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return np.zeros(self.prices.size), Chosen(Status.INFEASIBLE, None, 0, spent)
        parts = np.clip(np.asarray(self._linear.getSolution().col_value), 0.0, 1.0)
        return parts, Chosen(Status.OPTIMAL, None, _whole_price(info.objective_function_value), spent)

    def cheapest(self, below: int | None, work: int, gap: float = 0.0) -> Chosen:
        """The cheapest that costs less than `below`, or one up to a share of `gap` dearer; or INFEASIBLE."""
        solver, size = _quiet(), self.prices.size
        solver.passModel(self._linear.getLp())
        solver.changeColsIntegrality(size, self._columns, np.full(size, highspy.HighsVarType.kInteger))
        solver.setOptionValue("mip_rel_gap", gap)
        solver.setOptionValue("mip_abs_gap", ALMOST_ONE)
        solver.setOptionValue("mip_max_nodes", min(max(work // (NODE * self._size), 1), MOST_ITERATIONS))
        if below is not None:
            solver.addRow(-solver.inf, below - 0.5, size, self._columns, self.prices.astype(np.float64))
        solver.run()
        info = solver.getInfo()
        spent = (int(max(info.mip_node_count, 1)) * NODE + int(max(info.simplex_iteration_count, 0))) * self._size
        if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return Chosen(Status.INFEASIBLE, None, 0 if below is None else below, spent)
        found = np.rint(np.asarray(solver.getSolution().col_value)).astype(np.int64)
        best = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        bound = _whole_price(info.mip_dual_bound)
        return Chosen(
            Status.OPTIMAL if best else Status.STOPPED,
            found if info.primal_solution_status else None,
            bound if below is None else min(bound, below),
            spent,
        )


def _whole_price(value: float) -> int:
    """A bound on whole prices, rounded up with room for the error of floating point."""
    return max(int(np.ceil(value - PRICE_ERROR * max(1.0, abs(value)))), 0) if np.isfinite(value) else 0


def _objective(objective: Mapping[int, int], values: IntArray) -> int:
    return sum(cost * int(values[column]) for column, cost in objective.items())


def _quiet() -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 1)
    solver.setOptionValue("mip_abs_gap", 0.5)
    return solver


def _limits(low: IntArray, high: IntArray, infinity: float) -> tuple[FloatArray, FloatArray]:
    return (
        np.where(low <= -NO_LIMIT, -infinity, low.astype(np.float64)),
        np.where(high >= NO_LIMIT, infinity, high.astype(np.float64)),
    )
