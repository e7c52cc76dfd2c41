"""Blocks: alternative tables found by linear programming.

A *block* is the product of some nodes of every axis; outside it the table stays as it is. Inside, the cheapest change
that gives one cell a wanted value is a linear program: what a cell gains or loses costs its price if it is published
and next to nothing if it is suppressed; every sum holds; nothing falls below what the reader takes it to be. Vertices
of these programs are mostly whole numbers; where they are not, the block has no answer and moves are tried.

One program per block is kept and started again from its last basis, so that a further cell costs some hundred pivots.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

import highspy
import numpy as np

from disclosure.block_rules import Rules
from disclosure.moves import FORBIDDEN, RELAX, UNIT, FloatArray

if TYPE_CHECKING:
    from disclosure.hierarchy import Nodes
    from disclosure.pattern import Pattern
    from disclosure.table import BoolArray, IntArray

MOST_CELLS = 7000
"""Cells of a block; a table of no more is one block."""
MOST_WHOLE = 40_000
"""Up to so many cells that may change, the whole table is one more block."""
FEWEST_CODES = 2
"""So few codes of an axis are not cut further."""
MOST_CHANGE = 64
"""No cell of an alternative changes by more."""
SLIGHT = 0.02
"""Cost of changing a suppressed cell by one, so that alternatives stay small."""
WHOLE = 1e-6
MOST_BRANCHED = 1500
"""Cells of a block in which fractions are resolved by branching."""
MOST_NODES = 200
GAIN_OR_LOSS = ((0, 1), (1, -1), (2, -1))
"""The three columns of a cell, and which way each changes it."""


class Reach(Enum):
    """What an alternative may change: suppressed cells in a block, suppressed cells anywhere, or what it pays for."""

    NEAR = "near"
    FAR = "far"
    OPEN = "open"


@dataclass(frozen=True)
class Change:
    """An alternative table: changed cells (flat numbers, ascending), what is added to each, and its cost in units."""

    cells: IntArray
    added: IntArray
    cost: float


class Blocks:
    """The blocks of a table, each with its programs; they are made when they are first needed."""

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self._made: dict[tuple[int, bool, bool], Block] = {}
        self._closed = np.zeros(0, dtype=bool)

    @cached_property
    def _nodes(self) -> list[tuple[IntArray, ...]]:
        system = self.pattern.system
        return block_nodes(system.nodes, system.multiple)

    @cached_property
    def _of(self) -> list[list[IntArray]]:
        """Per axis and node: the numbers of the blocks that have the node."""
        return [
            [np.array([n for n, block in enumerate(self._nodes) if node in block[axis]]) for node in range(length)]
            for axis, length in enumerate(self.pattern.system.shape)
        ]

    def renew(self) -> None:
        """From now on NEAR and FAR mean what is suppressed now; a cell published since is left alone."""
        self._closed = self.pattern.cost.reshape(-1) > 0
        self._made = {key: block for key, block in self._made.items() if not key[1]}

    def reaches(self) -> Iterator[Reach]:
        """How far to look, in turn: without suppressing more where there are several blocks, and then at a price."""
        self.renew()
        if len(self._nodes) > 1:
            yield Reach.NEAR
            if int(self.pattern.suppressed.sum()) <= MOST_WHOLE:
                yield Reach.FAR
        yield Reach.OPEN

    def cheapest(
        self, cell: int, value: int, reach: Reach, *, reader: bool = True, keep: tuple[int, ...] = ()
    ) -> Change | None:
        """The cheapest alternative in which `cell` (flat number) has `value` and the cells `keep` do not change."""
        best: Change | None = None
        for block in self._blocks(cell, reach, reader=reader):
            change = block.cheapest(cell, value, keep)
            if change is not None and (best is None or change.cost < best.cost):
                best = change
                if best.cost == 0:
                    break
        return best

    def apart(self, whole: int, part: int, least: int) -> Change | None:
        """The cheapest alternative in which cell `whole` is at least `least` more than its part `part`."""
        best: Change | None = None
        for block in self._blocks(part, Reach.OPEN, reader=True):
            change = block.apart(whole, part, least)
            if change is not None and (best is None or change.cost < best.cost):
                best = change
        return best

    def _blocks(self, cell: int, reach: Reach, *, reader: bool) -> Iterator[Block]:
        if reach is Reach.FAR:
            yield self._block(-1, closed=True, reader=reader)
            return
        index = self.pattern.index(cell)
        numbers = self._of[0][index[0]]
        for axis, node in enumerate(index[1:], start=1):
            numbers = np.intersect1d(numbers, self._of[axis][node])
        for number in numbers.tolist():
            yield self._block(number, closed=reach is Reach.NEAR, reader=reader)

    def _block(self, number: int, *, closed: bool, reader: bool) -> Block:
        key = (number, closed, reader)
        if key not in self._made:
            whole = tuple(np.arange(length) for length in self.pattern.system.shape)
            nodes = whole if number < 0 else self._nodes[number]
            left_out = self._closed if closed else None
            self._made[key] = Block(self.pattern, nodes, left_out, reader=reader)
        return self._made[key]


def block_nodes(axes: tuple[Nodes, ...], multiple: tuple[bool, ...]) -> list[tuple[IntArray, ...]]:
    """Cut the table into blocks of at most MOST_CELLS cells, as (per block and axis) node numbers.

    A multi-response axis is never cut: its codes and groups bound each other.
    """
    parts = [[np.arange(nodes.n_codes)] for nodes in axes]
    while _largest(axes, parts) > MOST_CELLS:
        sizes = [0 if many else max(len(codes) for codes in part) for many, part in zip(multiple, parts, strict=True)]
        axis = max(range(len(axes)), key=lambda a: (sizes[a], -a))
        if sizes[axis] <= FEWEST_CODES:
            break
        parts[axis] = [piece for codes in parts[axis] for piece in _split(axes[axis], codes)]
    chosen = [[_with_groups(nodes, codes) for codes in part] for nodes, part in zip(axes, parts, strict=True)]
    return list(product(*chosen))


def _largest(axes: tuple[Nodes, ...], parts: list[list[IntArray]]) -> int:
    lengths = [max(len(_with_groups(nodes, codes)) for codes in part) for nodes, part in zip(axes, parts, strict=True)]
    return int(np.prod([float(length) for length in lengths]))


def _with_groups(nodes: Nodes, codes: IntArray) -> IntArray:
    """The codes and every node above one of them."""
    above = nodes.members[:, codes].any(axis=1)
    return np.flatnonzero(above)


def _split(nodes: Nodes, codes: IntArray) -> list[IntArray]:
    """In the groups that cut the codes, if there are any, else in halves."""
    if len(codes) <= FEWEST_CODES:
        return [codes]
    member = nodes.members[nodes.n_codes :, codes]
    inside = [codes[row] for row in member if row.any() and not row.all()]
    pieces: list[IntArray] = []
    left = set(codes.tolist())
    for group in sorted(inside, key=lambda group: (-len(group), int(group[0]))):
        if len(group) > FEWEST_CODES and left.issuperset(group.tolist()):
            pieces.append(group)
            left -= set(group.tolist())
    rest = np.array(sorted(left), dtype=np.int64)
    if not pieces:
        half = len(codes) // 2
        return [codes[:half], codes[half:]]
    return [*pieces, rest] if rest.size else pieces


class Block:
    """The linear program of one block, kept in step with the pattern.

    Parameters
    ----------
    nodes : per axis the nodes in the block.
    left_out : per cell (flat) whether it may not change; what is published then may not either. None: at a price.
    reader : keep to what the reader takes cells to be at least, or only to 0.
    """

    def __init__(
        self, pattern: Pattern, nodes: tuple[IntArray, ...], left_out: BoolArray | None, *, reader: bool
    ) -> None:
        self.pattern = pattern
        self.closed, self.reader = left_out is not None, reader
        everything = np.ravel_multi_index(np.ix_(*nodes), pattern.system.shape)
        may = pattern.price.flat[everything] < FORBIDDEN
        if left_out is not None:
            may &= ~left_out[everything]
        self.cells = everything[may]
        self.truth = np.asarray(pattern.table.counts.flat[self.cells], dtype=np.int64)
        self.place = {cell: column for column, cell in enumerate(self.cells.tolist())}
        place = np.full(everything.shape, -1, dtype=np.int64)
        place[may] = np.arange(self.cells.size)
        self.rules = Rules(pattern, nodes, place, pattern.table.counts.flat[everything])
        self.cost = self._cost()
        self.free, self.below = self._room()
        self.program = self._program()

    def _cost(self) -> FloatArray:
        """What changing each cell costs, in units; a closed cell may not change, see `_room`."""
        cost = self.pattern.cost.flat[self.cells] / UNIT
        return np.zeros_like(cost) if self.closed else cost

    def _room(self) -> tuple[FloatArray, FloatArray]:
        """How far each cell may fall: to its lower bound, and from there with a zero suppressed beside it."""
        pattern = self.pattern
        bounded = pattern.alternative.bounded.flat[self.cells]
        lower = pattern.lower.flat[self.cells] if self.reader else np.zeros(self.cells.size, dtype=np.int8)
        free = np.where(bounded, np.clip(self.truth - lower, 0, MOST_CHANGE), MOST_CHANGE)
        if self.closed:
            return np.where(pattern.cost.flat[self.cells] == 0, free, 0.0), np.zeros(self.cells.size)
        relaxable = pattern.relaxable.flat[self.cells] & bounded & (lower > 0) & (self.truth > 0)
        return free, np.where(relaxable, 1.0, 0.0)

    def _most(self) -> FloatArray:
        """How far each cell may rise."""
        if not self.closed:
            return np.full(self.cells.size, MOST_CHANGE)
        return np.where(self.pattern.cost.flat[self.cells] == 0, MOST_CHANGE, 0.0)

    def _program(self) -> highspy.Highs:
        """Columns: gain, loss, and loss below the lower bound, of every cell. Rows: the sums and bounds."""
        n, rules = self.cells.size, self.rules
        order = np.argsort(rules.columns, kind="stable")
        starts = np.searchsorted(rules.columns[order], np.arange(n + 1))
        rows, signs = rules.rows[order], rules.signs[order].astype(float)
        self.most = self._most()
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = 3 * n, rules.room.size
        program.col_cost_ = np.concatenate([self.cost + SLIGHT, self.cost + SLIGHT, self.cost + SLIGHT + RELAX / UNIT])
        program.col_lower_ = np.zeros(3 * n)
        program.col_upper_ = np.concatenate([self.most, self.free, self.below])
        program.row_lower_ = np.where(rules.equal, 0.0, -highspy.kHighsInf)
        program.row_upper_ = rules.room
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = np.concatenate([starts, starts[1:] + starts[-1], starts[1:] + 2 * starts[-1]])
        program.a_matrix_.index_ = np.concatenate([rows, rows, rows])
        program.a_matrix_.value_ = np.concatenate([signs, -signs, -signs])
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("presolve", "off"),
            ("mip_max_nodes", MOST_NODES),
        ):
            solver.setOptionValue(option, value)
        solver.passModel(program)
        return solver

    def _catch_up(self) -> None:
        """Bring the program in step with what has been suppressed or published since."""
        n = self.cells.size
        cost = self._cost()
        changed = np.flatnonzero(cost != self.cost).astype(np.int32)
        if changed.size:
            self.cost = cost
            for shift, more in ((0, 0.0), (n, 0.0), (2 * n, RELAX / UNIT)):
                self.program.changeColsCost(changed.size, changed + shift, cost[changed] + SLIGHT + more)
        most, (free, below) = self._most(), self._room()
        moved = np.flatnonzero((most != self.most) | (free != self.free) | (below != self.below)).astype(np.int32)
        if moved.size:
            self.most, self.free, self.below = most, free, below
            for shift, upper in ((0, most), (n, free), (2 * n, below)):
                self.program.changeColsBounds(moved.size, moved + shift, np.zeros(moved.size), upper[moved])

    def cheapest(self, cell: int, value: int, keep: tuple[int, ...] = ()) -> Change | None:
        """The cheapest change after which `cell` (flat number) has `value`; None if there is none in whole numbers.

        Parameters
        ----------
        keep : cells that must not change.
        """
        column = self.place.get(cell)
        if column is None:
            return None
        self._catch_up()
        by = value - int(self.truth[column])
        fall = min(max(-by, 0), int(self.free[column]))
        wanted = (max(by, 0), fall, max(-by, 0) - fall)
        if wanted[2] > self.below[column] or wanted[0] > self.most[column]:
            return None
        held = {column: wanted} | {self.place[c]: (0, 0, 0) for c in keep if c in self.place}
        self._hold(held)
        change = self._solve([column])
        self._let_go(held)
        return change

    def apart(self, whole: int, part: int, least: int) -> Change | None:
        """The cheapest change after which cell `whole` is at least `least` more than its part `part`."""
        self._catch_up()
        counts = self.pattern.table.counts
        terms = [(self.place[cell], sign) for cell, sign in ((whole, 1), (part, -1)) if cell in self.place]
        if not terms:
            return None
        entries = [
            (column + kind * self.cells.size, sign * way) for column, sign in terms for kind, way in GAIN_OR_LOSS
        ]
        columns, signs = zip(*entries, strict=True)
        lack = float(least - int(counts.flat[whole]) + int(counts.flat[part]))
        self.program.addRow(lack, highspy.kHighsInf, len(entries), np.array(columns, np.int32), np.array(signs, float))
        change = self._solve([column for column, _ in terms])
        self.program.deleteRows(1, np.array([self.rules.room.size], np.int32))
        return change

    def _hold(self, amounts: dict[int, tuple[int, int, int]]) -> None:
        """Hold cells at a gain, a loss and a loss below the lower bound."""
        for column, held in amounts.items():
            for kind, amount in enumerate(held):
                self.program.changeColBounds(column + kind * self.cells.size, amount, amount)

    def _let_go(self, columns: Iterable[int]) -> None:
        for column in columns:
            for kind, upper in enumerate((self.most, self.free, self.below)):
                self.program.changeColBounds(column + kind * self.cells.size, 0.0, upper[column])

    def _solve(self, columns: list[int]) -> Change | None:
        """The cheapest change that hangs together with the given columns, in whole numbers."""
        values = self._values()
        if values is None:
            return None
        change = self._whole(values, columns)
        if change is None and self.cells.size <= MOST_BRANCHED:
            change = self._branched(columns)
        return change

    def _values(self) -> FloatArray | None:
        """Run the program; what is added to every cell, or None if there is no solution."""
        self.program.run()
        if self.program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = np.array(self.program.getSolution().col_value).reshape(3, -1)
        return np.asarray(values[0] - values[1] - values[2])

    def _branched(self, columns: list[int]) -> Change | None:
        """The same in whole numbers, by branching."""
        every = np.arange(3 * self.cells.size, dtype=np.int32)
        kinds = highspy.HighsVarType
        self.program.changeColsIntegrality(every.size, every, np.full(every.size, kinds.kInteger))
        values = self._values()
        self.program.changeColsIntegrality(every.size, every, np.full(every.size, kinds.kContinuous))
        return None if values is None else self._whole(values, columns)

    def _whole(self, added: FloatArray, columns: list[int]) -> Change | None:
        """The part of a solution that hangs together with `columns`, if it is in whole numbers and keeps every rule."""
        together = self.rules.together(np.abs(added) > WHOLE, columns)
        whole = np.round(added[together]).astype(np.int64)
        everywhere = np.zeros(self.cells.size, dtype=np.int64)
        everywhere[together] = whole
        if np.abs(added[together] - whole).max(initial=0.0) > WHOLE or not self.rules.hold(everywhere):
            return None
        changed = together[whole != 0]
        cells = self.cells[changed]
        order = np.argsort(cells)
        return Change(cells[order], everywhere[changed][order], float(self.cost[changed].sum()))
