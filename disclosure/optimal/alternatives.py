"""Alternative tables: what a reader of a suppression pattern must reckon with, as differences from the truth.

A pattern is a number per candidate cell: 0 shown, 1 suppressed, or between them when the linear relaxation is asked.
Answers are exact: a table is whole numbers that satisfy every row; that there is none follows from whole-number
multipliers (cuts.py) or from the branching solver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from disclosure.lower_bounds import neighbours, occurring
from disclosure.optimal.candidates import Candidates
from disclosure.optimal.finest import Finest
from disclosure.optimal.questions import Way
from disclosure.published import Mark, from_pattern
from disclosure.reader_puzzle import ReaderPuzzle, reader_puzzle
from disclosure.request import TableShape
from disclosure.solver import NO_LIMIT, Answer, IntArray, Program, Rows, Status
from disclosure.table import BoolArray, FrequencyTable, TableSystem, with_margins

ROOM = 2
"""In the relaxation a partly suppressed cell can grow by so many times what is asked."""


@dataclass(frozen=True)
class Space:
    """The unknowns of the alternative tables and what ties them.

    Attributes
    ----------
    cells : flat cell number per unknown; -1 for the extra unknowns at the end, one per `figures`.
    truth : true value per unknown.
    rows : homogeneous in the differences, but for the slack of inequalities.
    candidate : per unknown its number among the candidates, or -1.
    always : per unknown whether it may change in every pattern.
    sees : per unknown whether the reader takes it to be at least 1 unless a zero beside it is suppressed.
    relaxed_by : pairs (unknown, candidate zero): suppressing the zero lets the unknown fall to 0.
    relaxed : per unknown whether a zero beside it is suppressed in every pattern.
    occurs : per unknown whether it is at least 1 to anyone, from a list of names.
    """

    cells: IntArray
    truth: IntArray
    rows: Rows
    candidate: IntArray
    always: BoolArray
    sees: BoolArray
    relaxed_by: tuple[IntArray, IntArray]
    relaxed: BoolArray
    occurs: BoolArray
    figures: tuple[tuple[int, ...], ...]

    @cached_property
    def unknown_of(self) -> dict[tuple[int, ...], int]:
        """The unknown of every figure of a `Way`; cells known from elsewhere have none."""
        found = {(cell,): place for place, cell in enumerate(self.cells.tolist()) if cell >= 0}
        start = len(self.cells) - len(self.figures)
        return found | {figure: start + place for place, figure in enumerate(self.figures)}

    @cached_property
    def zeros_beside(self) -> list[list[int]]:
        """Per unknown the candidate zeros that let it fall to 0."""
        found: list[list[int]] = [[] for _ in self.truth]
        for unknown, zero in zip(*(part.tolist() for part in self.relaxed_by), strict=True):
            found[unknown].append(zero)
        return found

    @cached_property
    def columns(self) -> tuple[IntArray, IntArray, IntArray]:
        """The entries of the rows: their unknowns, rows and coefficients."""
        return self.rows.columns, self.rows.owner, self.rows.coefficients

    def open_at(self, parts: IntArray) -> BoolArray:
        """Per unknown whether it may change at a whole pattern."""
        found = self.always.copy()
        chosen = self.candidate >= 0
        found[chosen] = parts[self.candidate[chosen]] > 0
        return found

    def over_table(self, changes: IntArray, system: TableSystem) -> IntArray:
        """Changes of the unknowns as changes of the table's cells, flat."""
        moved = np.zeros(system.shape, dtype=np.int64)
        real = self.cells >= 0
        moved.reshape(-1)[self.cells[real]] = changes[real]
        inner = [len(n.labels) if many else n.n_codes for n, many in zip(system.nodes, system.multiple, strict=True)]
        return with_margins(system, moved[system.is_inner].reshape(inner)).reshape(-1)

    def over_unknowns(self, moved: IntArray) -> IntArray:
        """Changes of the table's cells, flat, as changes of the unknowns."""
        found = np.where(self.cells >= 0, moved[self.cells], 0)
        start = self.cells.size - len(self.figures)
        for place, (group, part) in enumerate(self.figures, start=start):
            found[place] = moved[group] - moved[part]
        return found

    def relaxation(self, parts: IntArray, scale: int) -> IntArray:
        """Per unknown how far it may fall below 1 for the reader, in parts of `scale`."""
        unknowns, zeros = self.relaxed_by
        found = np.where(self.relaxed, scale, 0)
        np.add.at(found, unknowns, parts[zeros])
        return np.minimum(found, scale)


def space_of(candidates: Candidates, figures: Sequence[tuple[int, ...]]) -> Space:
    """The space of a table.

    Parameters
    ----------
    figures : pairs of cells whose difference is asked about.
    """
    table, sees_zeros = candidates.table, candidates.risk.lowest == 1
    asked = _puzzle(table)
    cells, tied = _that_matter(asked, candidates, figures)
    truth = table.counts.reshape(-1)[cells]
    place = np.full(table.counts.size, -1, dtype=np.int64)
    place[candidates.cells] = np.arange(candidates.cells.size)
    released = table.system.in_release.reshape(-1)[cells]
    always = ~released | candidates.base.reshape(-1)[cells]
    sees = released & (truth > 0) & sees_zeros
    relaxed_by, relaxed = _relaxing(candidates, place, cells)
    if not sees_zeros:
        relaxed_by, relaxed = (_NONE, _NONE), np.zeros_like(sees)
    occurs = occurring(table).reshape(-1)[cells]
    space = Space(cells, truth, _differences(tied, truth), place[cells], always, sees, relaxed_by, relaxed, occurs, ())
    return _with_figures(space, table, figures)


_NONE = np.zeros(0, dtype=np.int64)


def _puzzle(table: FrequencyTable) -> ReaderPuzzle:
    """The puzzle over the finest cells of all dimensions, with nothing published but what is known from elsewhere."""
    request = table.system.request
    names = tuple(dimension.name for dimension in request.dimensions)
    system = TableSystem(replace(request, tables=(TableShape(names),)), table.system.nodes)
    return reader_puzzle(from_pattern(system, table.counts, np.ones(system.shape, dtype=bool)), Mark())


def _that_matter(
    asked: ReaderPuzzle, candidates: Candidates, figures: Sequence[tuple[int, ...]]
) -> tuple[IntArray, Rows]:
    """The cells (flat) that the questions are about, those that they are sums of, and the rows that tie them.

    Answers given at different times are one system of which most cells are nobody's figure.
    """
    system, rows = candidates.table.system, asked.puzzle.rows
    matters = (system.in_release | system.is_inner | (candidates.risk.limit > 0) | (asked.unknown_of < 0)).reshape(-1)
    matters[[cell for figure in figures for cell in figure]] = True
    flat = np.flatnonzero(asked.unknown_of.reshape(-1) >= 0)
    before = -1
    while before != int(matters.sum()):
        before = int(matters.sum())
        tied = asked.puzzle.needed & matters[asked.row_totals]
        matters[flat[rows.columns[tied[rows.owner]]]] = True
    chosen = matters[flat]
    place = np.cumsum(chosen) - 1
    entries = tied[rows.owner]
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.diff(rows.starts)[tied])])
    kept = Rows(starts, place[rows.columns[entries]], rows.coefficients[entries], rows.low[tied], rows.high[tied])
    return flat[chosen], kept


def _differences(rows: Rows, truth: IntArray) -> Rows:
    """The rows, about differences from the truth."""
    at_truth = rows.times(truth)
    low = np.where(rows.low <= -NO_LIMIT, -NO_LIMIT, rows.low - at_truth)
    high = np.where(rows.high >= NO_LIMIT, NO_LIMIT, rows.high - at_truth)
    return replace(rows, low=low, high=high)


def _relaxing(candidates: Candidates, place: IntArray, cells: IntArray) -> tuple[tuple[IntArray, IntArray], BoolArray]:
    """Which zeros let which unknowns fall to 0: they stand in one published sum."""
    table, base = candidates.table, candidates.base
    system = table.system
    number = np.full(table.counts.size, -1, dtype=np.int64)
    number[cells] = np.arange(len(cells))
    relaxed = np.zeros(len(cells), dtype=bool)
    pairs: set[tuple[int, int]] = set()
    zeros = np.flatnonzero((table.counts.reshape(-1) == 0) & ((place >= 0) | base.reshape(-1)))
    for zero in zeros.tolist():
        for line in neighbours(system, tuple(int(node) for node in np.unravel_index(zero, system.shape))):
            flat = np.ravel_multi_index(tuple(np.broadcast_arrays(*line)), system.shape).reshape(-1)
            near = number[flat]
            near = near[near >= 0]
            if place[zero] < 0:
                relaxed[near] = True
            else:
                pairs.update((unknown, int(place[zero])) for unknown in near.tolist())
    ordered = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return (ordered[:, 0], ordered[:, 1]), relaxed


def _with_figures(space: Space, table: FrequencyTable, figures: Sequence[tuple[int, ...]]) -> Space:
    """An extra unknown per figure: the group's cell minus the category's."""
    of, more, flat = space.unknown_of, len(figures), table.counts.reshape(-1)
    truth = np.array([flat[group] - flat[part] for group, part in figures], dtype=np.int64)
    lines = [
        [(extra, 1), *((of[(cell,)], sign) for cell, sign in zip(figure, (-1, 1), strict=True) if (cell,) in of)]
        for extra, figure in enumerate(figures, start=space.cells.size)
    ]
    none, no = np.full(more, -1, dtype=np.int64), np.zeros(more, dtype=bool)
    return replace(
        space,
        cells=np.concatenate([space.cells, none]),
        truth=np.concatenate([space.truth, truth]),
        rows=_with_lines(space.rows, lines),
        candidate=np.concatenate([space.candidate, none]),
        always=np.concatenate([space.always, ~no]),
        sees=np.concatenate([space.sees, no]),
        relaxed=np.concatenate([space.relaxed, no]),
        occurs=np.concatenate([space.occurs, no]),
        figures=tuple(figures),
    )


def _with_lines(rows: Rows, lines: Sequence[Sequence[tuple[int, int]]]) -> Rows:
    """The rows and further ones, whose sums are 0."""
    entries = np.array([entry for line in lines for entry in line], dtype=np.int64).reshape(-1, 2)
    ends = rows.starts[-1] + np.cumsum(np.array([len(line) for line in lines], dtype=np.int64))
    zero = np.zeros(len(lines), dtype=np.int64)
    return Rows(
        np.concatenate([rows.starts, ends]),
        np.concatenate([rows.columns, entries[:, 0]]),
        np.concatenate([rows.coefficients, entries[:, 1]]),
        np.concatenate([rows.low, zero]),
        np.concatenate([rows.high, zero]),
    )


class Alternatives:
    """The tables of one space at one pattern, asked again and again.

    Attributes
    ----------
    work : spent so far.
    """

    def __init__(self, space: Space, scale: int, finest: Finest | None = None) -> None:
        self.space, self.scale, self._finest = space, scale, finest
        self.work = 0
        rows = space.rows
        low = np.where(rows.low <= -NO_LIMIT, -NO_LIMIT, rows.low * scale)
        high = np.where(rows.high >= NO_LIMIT, NO_LIMIT, rows.high * scale)
        size = len(space.truth)
        still = np.zeros(size, dtype=np.int64)
        self._program = Program(still, still, replace(rows, low=low, high=high))
        self._parts = np.zeros(0, dtype=np.int64)
        self._bounds: dict[bool, tuple[IntArray, IntArray]] = {}
        self._set: bool | None = None
        self._room = ROOM * scale

    def at(self, parts: IntArray, most: int = 1) -> None:
        """Ask from now on about a pattern, in parts of the scale; no change larger than `most` will be asked for."""
        self._parts = parts
        self._room = ROOM * most
        self._bounds = {reader: self._limits(reader) for reader in (True, False)}
        self._set = None

    def _limits(self, reader: bool) -> tuple[IntArray, IntArray]:
        """How far every unknown can fall and grow."""
        space, scale = self.space, self.scale
        open_part = np.where(space.always, scale, 0)
        chosen = space.candidate >= 0
        open_part[chosen] = self._parts[space.candidate[chosen]]
        falls = space.truth * open_part
        if reader:
            held = (space.truth - 1) * open_part + np.minimum(open_part, space.relaxation(self._parts, scale))
            falls = np.where(space.sees, held, falls)
        falls = np.where(space.occurs, (space.truth - 1) * open_part, falls)
        grows = np.where(open_part == scale, NO_LIMIT, self._room * open_part)
        return -falls, grows

    def _ask(self, way: Way, target: tuple[int, int], objective: dict[int, int], work: int, branch: bool) -> Answer:
        """Set the bounds of a way, solve, and restore them."""
        if self._set is not way.reader:
            self._program.set_all_bounds(*self._bounds[way.reader])
            self._set = way.reader
        narrowed = {self.space.unknown_of[(cell,)]: (0, 0) for cell in way.kept if (cell,) in self.space.unknown_of}
        narrowed[self.space.unknown_of[way.figure]] = target
        before = {unknown: self._bounds[way.reader][0][unknown] for unknown in narrowed}
        after = {unknown: self._bounds[way.reader][1][unknown] for unknown in narrowed}
        for unknown, (low, high) in narrowed.items():
            if low > after[unknown] or high < before[unknown]:
                return Answer(Status.INFEASIBLE, None, None, 0)
        for unknown, (low, high) in narrowed.items():
            self._program.set_bounds(unknown, max(low, int(before[unknown])), min(high, int(after[unknown])))
        answer = self._program.smallest(objective, work) if branch else self._program.relaxed(objective, work)
        for unknown in narrowed:
            self._program.set_bounds(unknown, int(before[unknown]), int(after[unknown]))
        self.work += answer.work
        return answer

    def find(self, way: Way, work: int) -> Answer:
        """A table that meets the way, as differences; INFEASIBLE where there is none. Only at whole patterns."""
        if way.figure not in self.space.unknown_of:
            return Answer(Status.INFEASIBLE, None, None, 0)
        low, high = (way.change, way.change) if way.exact else (way.change, NO_LIMIT)
        if not way.exact and way.change < 0:
            low, high = -NO_LIMIT, way.change
        if self._finest is None:
            return self._ask(way, (low, high), {}, work, branch=True)
        return self._found(self._finest, way, (low, high), work)

    def _found(self, finest: Finest, way: Way, target: tuple[int, int], work: int) -> Answer:
        lows, highs = (bounds.copy() for bounds in self._bounds[way.reader])
        narrowed = {self.space.unknown_of[(cell,)]: (0, 0) for cell in way.kept if (cell,) in self.space.unknown_of}
        narrowed[self.space.unknown_of[way.figure]] = target
        for unknown, (low, high) in narrowed.items():
            lows[unknown], highs[unknown] = max(low, int(lows[unknown])), min(high, int(highs[unknown]))
        if (lows > highs).any():
            return Answer(Status.INFEASIBLE, None, None, 0)
        answer = finest.find(lows, highs, work)
        self.work += answer.work
        return answer

    def stretch(self, way: Way, work: int) -> Answer:
        """How far the relaxation lets the figure go towards the change; its duals say why no farther."""
        if way.figure not in self.space.unknown_of:
            return Answer(Status.INFEASIBLE, None, None, 0)
        change = way.change * self.scale
        target = (min(0, change), max(0, change))
        return self._ask(way, target, {self.space.unknown_of[way.figure]: -1 if change > 0 else 1}, work, branch=False)
