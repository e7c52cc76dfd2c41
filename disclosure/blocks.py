"""Blocks: alternative tables found by linear programming.

A *block* is the product of some nodes of every axis; outside it the table stays as it is. Inside, the cheapest change
that gives one cell a wanted value is a linear program: what a cell gains or loses costs its price if it is published
and next to nothing if it is suppressed; every sum holds; nothing falls below what the reader takes it to be. Vertices
of these programs are mostly whole numbers; where they are not, small blocks branch, and large ones only when nothing
else answers.

One program per block is kept and started again from its last basis, so that a further cell costs some hundred pivots.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import highspy
import numpy as np

from disclosure.block_cuts import Cut, block_nodes
from disclosure.block_rules import Rules
from disclosure.moves import FORBIDDEN, RELAX, UNIT, FloatArray
from disclosure.primary import HIGHEST_THRESHOLD

if TYPE_CHECKING:
    from disclosure.pattern import Pattern
    from disclosure.table import BoolArray, IntArray

SMALL_BLOCK = 7000
"""Cells of a block; a table of no more is one block."""
LARGE_BLOCK = 12_000
"""Cells of a block where small ones have no answer, or none but a dear one."""
MOST_CHANGE = 64
"""No cell of an alternative changes by more."""
SLIGHT = 0.02
"""Cost of changing a suppressed cell by one, so that alternatives stay small."""
SERVING = 0.002
"""The same where the change may show another cell with a value that it lacks."""
WHOLE = 1e-6
MOST_BRANCHED = 1500
"""Cells of a block in which fractions are resolved by branching."""
MOST_NODES = 20
WAYS = (1, -1, -1)
"""The ways of a cell: it rises, falls, and falls below what the reader takes it to be."""
EXTRA = (0.0, 0.0, RELAX / UNIT)
"""What a way costs more."""
OPTIONS: dict[str, bool | int | str] = {
    "output_flag": False,
    "threads": 1,
    "presolve": "off",
    "mip_max_nodes": MOST_NODES,
}


class Reach(Enum):
    """What an alternative may change: suppressed cells only, or any at a price; in small or large blocks."""

    CLOSED = "closed"
    CLOSED_WIDE = "closed wide"
    OPEN = "open"
    OPEN_WIDE = "open wide"

    @property
    def closed(self) -> bool:
        """Whether published cells stay as they are."""
        return self in {Reach.CLOSED, Reach.CLOSED_WIDE}

    @property
    def most_cells(self) -> int:
        """The size of its blocks."""
        return SMALL_BLOCK if self in {Reach.CLOSED, Reach.OPEN} else LARGE_BLOCK


@dataclass(frozen=True)
class Change:
    """An alternative table: changed cells (flat numbers, ascending), what is added to each, and its cost in units."""

    cells: IntArray
    added: IntArray
    cost: float


class Blocks:
    """The blocks of a table, each with its programs; they are made when they are first needed.

    Attributes
    ----------
    spent : cells of all programs solved so far.
    """

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.spent = 0
        system = pattern.system
        self._cuts = {
            size: Cut(block_nodes(system.nodes, system.multiple, size), system.shape)
            for size in (SMALL_BLOCK, LARGE_BLOCK)
        }
        self._made: dict[tuple[Reach, int, bool], Block] = {}
        self._closed = np.zeros(0, dtype=bool)
        self.wanted = np.zeros((len(WAYS), pattern.table.counts.size), dtype=bool)

    def renew(self) -> None:
        """From now on closed means what is suppressed now; a cell published since is left alone."""
        self._closed = self.pattern.cost.reshape(-1) > 0
        self._made = {key: block for key, block in self._made.items() if not key[0].closed}

    def steer(self, missing: IntArray) -> None:
        """Lead alternatives past cells (flat) that lack values, above or below the truth; bits as `Pattern.missing`."""
        truth = np.minimum(self.pattern.table.counts.reshape(-1), HIGHEST_THRESHOLD)
        self.wanted[0] = missing >> (truth + 1) != 0
        self.wanted[1:] = missing & ((np.int64(1) << truth) - 1) != 0

    def reaches(self) -> Iterator[Reach]:
        """How far to look, in turn: without suppressing more where there are several blocks, and then at a price."""
        self.renew()
        small, large = (len(self._cuts[size].blocks) for size in (SMALL_BLOCK, LARGE_BLOCK))
        if small > 1:
            yield Reach.CLOSED
        if large < small:
            yield Reach.CLOSED_WIDE
        yield Reach.OPEN_WIDE if large < small else Reach.OPEN

    def cheapest(
        self,
        cell: int,
        value: int,
        reach: Reach,
        *,
        reader: bool = True,
        keep: tuple[int, ...] = (),
        thorough: bool = False,
    ) -> Change | None:
        """The cheapest alternative in which `cell` (flat number) has `value` and the cells `keep` do not change.

        Parameters
        ----------
        thorough : branch also in large blocks, where the vertex of the program is not in whole numbers.
        """
        best: Change | None = None
        for block in self._blocks(cell, reach, reader=reader):
            self.spent += block.cells.size
            change = block.cheapest(cell, value, keep, thorough=thorough)
            if change is not None and (best is None or change.cost < best.cost):
                best = change
                if best.cost == 0:
                    break
        return best

    def apart(self, whole: int, part: int, least: int, *, thorough: bool = False) -> Change | None:
        """The cheapest alternative in which cell `whole` is at least `least` more than its part `part`."""
        best: Change | None = None
        for block in self._blocks(part, Reach.OPEN, reader=True):
            change = block.apart(whole, part, least, thorough=thorough)
            if change is not None and (best is None or change.cost < best.cost):
                best = change
        return best

    def _blocks(self, cell: int, reach: Reach, *, reader: bool) -> Iterator[Block]:
        cut = self._cuts[reach.most_cells]
        for number in cut.having(self.pattern.index(cell)):
            key = (reach, number, reader)
            if key not in self._made:
                left_out = self._closed if reach.closed else None
                self._made[key] = Block(self.pattern, cut.blocks[number], left_out, self.wanted if reader else None)
            yield self._made[key]


class Block:
    """The linear program of one block, kept in step with the pattern.

    Parameters
    ----------
    nodes : per axis the nodes in the block.
    left_out : per cell (flat) whether it may not change; what is published then may not either. None: at a price.
    wanted : per way and cell (flat) whether others are served by it; None for alternatives that only the outsider
        accepts, in which no cell is more than at least 0.
    """

    def __init__(
        self,
        pattern: Pattern,
        nodes: tuple[IntArray, ...],
        left_out: BoolArray | None,
        wanted: BoolArray | None,
    ) -> None:
        self.pattern = pattern
        self.closed, self.wanted = left_out is not None, wanted
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
        self.upper = self._upper()
        self.cost = self._cost()
        self.program = self._program()

    def _cost(self) -> FloatArray:
        """Shape (ways, cells): the price of a published cell, and a little, less where a change serves others too."""
        price = np.zeros(self.cells.size) if self.closed else self.pattern.cost.flat[self.cells] / UNIT
        slight = np.full((len(self.upper), self.cells.size), SLIGHT)
        if self.wanted is not None:
            slight[self.wanted[: len(slight), self.cells]] = SERVING
        return np.asarray(price + slight + np.array(EXTRA[: len(slight)])[:, None])

    def _upper(self) -> FloatArray:
        """Shape (ways, cells): how far each cell may rise, fall, and fall below what the reader takes it to be.

        The last way, for which a zero must be suppressed beside the cell, is not there in a closed block.
        """
        pattern = self.pattern
        bounded = pattern.alternative.bounded.flat[self.cells]
        lower = pattern.lower.flat[self.cells] if self.wanted is not None else np.zeros(self.cells.size, dtype=np.int8)
        fall = np.where(bounded, np.clip(self.truth - lower, 0, MOST_CHANGE), MOST_CHANGE)
        rise = np.full(self.cells.size, MOST_CHANGE)
        if self.closed:
            return np.where(pattern.cost.flat[self.cells] == 0, [rise, fall], 0.0)
        below = pattern.relaxable.flat[self.cells] & bounded & (lower > 0) & (self.truth > 0)
        return np.array([rise, fall, below], dtype=float)

    def _program(self) -> highspy.Highs:
        """Columns: every way of every cell. Rows: the rules."""
        rules, ways = self.rules, len(self.upper)
        order = np.argsort(rules.columns, kind="stable")
        starts = np.searchsorted(rules.columns[order], np.arange(self.cells.size + 1))
        rows, signs = rules.rows[order], rules.signs[order].astype(float)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = self.upper.size, rules.room.size
        program.col_cost_ = self.cost.reshape(-1)
        program.col_lower_ = np.zeros(self.upper.size)
        program.col_upper_ = self.upper.reshape(-1)
        program.row_lower_ = np.where(rules.equal, 0.0, -highspy.kHighsInf)
        program.row_upper_ = rules.room
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_ = np.concatenate([[0], *(starts[1:] + way * starts[-1] for way in range(ways))])
        program.a_matrix_.index_ = np.tile(rows, ways)
        program.a_matrix_.value_ = np.concatenate([signs * way for way in WAYS[:ways]])
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in OPTIONS.items():
            solver.setOptionValue(option, value)
        solver.setOptionValue("mip_max_nodes", MOST_NODES)
        solver.passModel(program)
        return solver

    def _catch_up(self) -> None:
        """Bring the program in step with what has been suppressed or published since."""
        cost = self._cost()
        changed = np.flatnonzero((cost != self.cost).any(axis=0)).astype(np.int32)
        if changed.size:
            self.cost = cost
            for way, costs in enumerate(cost):
                self.program.changeColsCost(changed.size, changed + way * self.cells.size, costs[changed])
        upper = self._upper()
        moved = np.flatnonzero((upper != self.upper).any(axis=0)).astype(np.int32)
        if moved.size:
            self.upper = upper
            for way, most in enumerate(upper):
                nothing = np.zeros(moved.size)
                self.program.changeColsBounds(moved.size, moved + way * self.cells.size, nothing, most[moved])

    def cheapest(self, cell: int, value: int, keep: tuple[int, ...], *, thorough: bool) -> Change | None:
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
        fall = min(max(-by, 0), int(self.upper[1, column]))
        wanted = (max(by, 0), fall, max(-by, 0) - fall)
        if wanted[0] > self.upper[0, column] or wanted[2] > self.upper[2:, column].sum():
            return None
        held = {column: wanted} | {self.place[c]: (0, 0, 0) for c in keep if c in self.place}
        self._hold(held)
        change = self._solve([column], thorough=thorough)
        self._let_go(held)
        return change

    def apart(self, whole: int, part: int, least: int, *, thorough: bool) -> Change | None:
        """The cheapest change after which cell `whole` is at least `least` more than its part `part`."""
        self._catch_up()
        counts = self.pattern.table.counts
        terms = [(self.place[cell], sign) for cell, sign in ((whole, 1), (part, -1)) if cell in self.place]
        if not terms:
            return None
        entries = [
            (column + number * self.cells.size, sign * way)
            for column, sign in terms
            for number, way in enumerate(WAYS[: len(self.upper)])
        ]
        columns, signs = zip(*entries, strict=True)
        lack = float(least - int(counts.flat[whole]) + int(counts.flat[part]))
        self.program.addRow(lack, highspy.kHighsInf, len(entries), np.array(columns, np.int32), np.array(signs, float))
        change = self._solve([column for column, _ in terms], thorough=thorough)
        self.program.deleteRows(1, np.array([self.rules.room.size], np.int32))
        return change

    def _hold(self, amounts: dict[int, tuple[int, int, int]]) -> None:
        """Hold cells at a gain, a loss and a loss below the lower bound."""
        for column, held in amounts.items():
            for way, amount in enumerate(held[: len(self.upper)]):
                self.program.changeColBounds(column + way * self.cells.size, amount, amount)

    def _let_go(self, columns: Iterable[int]) -> None:
        for column in columns:
            for way, most in enumerate(self.upper[:, column].tolist()):
                self.program.changeColBounds(column + way * self.cells.size, 0.0, most)

    def _solve(self, columns: list[int], *, thorough: bool) -> Change | None:
        """The cheapest change that hangs together with the given columns, in whole numbers."""
        values = self._values()
        if values is None:
            return None
        change = self._whole(values, columns)
        if change is None and (thorough or self.cells.size <= MOST_BRANCHED):
            change = self._branched(columns)
        return change

    def _values(self) -> FloatArray | None:
        """Run the program; what is added to every cell, or None if there is no solution."""
        self.program.run()
        if self.program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = np.array(self.program.getSolution().col_value).reshape(self.upper.shape)
        return np.asarray(values[0] - values[1:].sum(axis=0))

    def _branched(self, columns: list[int]) -> Change | None:
        """The same in whole numbers, by branching."""
        every = np.arange(self.upper.size, dtype=np.int32)
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
        return Change(cells[order], everywhere[changed][order], float(self.pattern.cost.flat[cells].sum() / UNIT))
