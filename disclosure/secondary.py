"""Secondary suppression: what else must be suppressed so that the promise holds, and the proof of it.

For every unsafe cell and every value it must be able to have, a *witness* is sought: a table that agrees with
everything published and shows that value. Each witness is a walk of moves (moves.py) from the truth; what a move
needs suppressed is suppressed, cheapest first, and every witness serves all unsafe cells that it happens to change.
Suppressing more never spoils a witness, so the pattern only grows until every value is shown; cleanup.py
then takes away what turned out unnecessary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosure.lower_bounds import floors, lower_bounds, neighbours, relaxable_cells
from disclosure.moves import FORBIDDEN, UNIT, Alternative, FloatArray, Move
from disclosure.primary import HIGHEST_THRESHOLD, PrimaryRisk
from disclosure.table import BoolArray, FrequencyTable, Index, IntArray

CHEAP = 1.5 * UNIT
"""A move within the groups that costs no more is taken without looking farther."""
CHAIN_FROM = 2.5 * UNIT
"""A single move that costs more is compared with chains of moves."""
CAP = 2.5 * UNIT
"""In a chain a dearer cell counts as this, because a later move sets it right."""
MOST_LINKS = 6
SMALL = 3000
"""Up to so many cells more is tried: partners outside the group always, and several orders of work."""
CHUNK = 400
"""Cells between two sweeps."""
MOST_STARTS = 6
"""Inner cells under a margin from which moves are tried."""


@dataclass(frozen=True)
class Witness:
    """An alternative table, as its differences from the truth in inner cells.

    Attributes
    ----------
    cells : flat numbers of the changed inner cells, ascending.
    changes : what is added to each.
    touched : flat numbers of all cells that change, margins included, ascending.
    values : their counts in this table.
    reader : whether it satisfies the reader who sees that zeros are shown, or only the outsider.
    """

    cells: IntArray
    changes: IntArray
    touched: IntArray
    values: IntArray
    reader: bool


Progress = Callable[[int, int], None]
Shown = tuple[int, int, bool]
"""Cell (flat number), value, and whether the reader accepts the witness or only the outsider."""


class Pattern:
    """The suppression pattern while it grows.

    Attributes
    ----------
    suppressed : shape of the table.
    seen : for the reader and for the outsider, per cell (flat) the set of values shown, as bits.
    shown : the witness that shows an unsafe cell with a value to the reader or the outsider.
    journal : what became shown, in order; clean-up takes back the end of it.
    unproved : (cell, value) pairs for which no witness was found.
    group_proofs, participant_proofs : per clause (two cells) the witness, see clauses.py.
    """

    def __init__(self, table: FrequencyTable, risk: PrimaryRisk, fixed: BoolArray, weights: FloatArray) -> None:
        self.table, self.risk, self.fixed = table, risk, fixed
        self.system = table.system
        self.reader_sees_zeros = risk.lowest == 1
        self.suppressed = (risk.unsafe | risk.forced_suppressed) & self.system.in_release
        self.weights = weights
        self.price = self._price()
        self.cost = np.where(self.suppressed & ~fixed, 0.0, self.price)
        self.relaxable = relaxable_cells(table, self.price < FORBIDDEN) & self.reader_sees_zeros
        self.lower = self._lower()
        self.alternative = Alternative(table, self.cost, self.lower, self.relaxable)
        self.outsider = Alternative(table, self.cost, np.zeros_like(self.lower), self.relaxable)
        self.witnesses: list[Witness] = []
        self.shown: dict[Shown, int] = {}
        self.journal: list[Shown] = []
        self.seen = {reader: np.zeros(table.counts.size, dtype=np.int64) for reader in (True, False)}
        self.unproved: list[tuple[int, int]] = []
        self.group_proofs: dict[tuple[int, int], int] = {}
        self.participant_proofs: dict[tuple[int, int], int] = {}
        self.near_is_enough = CHEAP if table.counts.size < SMALL else 8 * UNIT

    def _price(self) -> FloatArray:
        """What suppressing each cell costs; changing a cell that is not published costs nothing."""
        price = np.round((self.table.counts + 1.0) * self.weights * UNIT)
        price = np.minimum(price, FORBIDDEN / 4096)
        price[~self.system.in_release] = 0.0
        price[self.fixed | self.risk.forced_published] = FORBIDDEN
        return price

    def _lower(self) -> npt.NDArray[np.int8]:
        if not self.reader_sees_zeros:
            return np.zeros(self.system.shape, dtype=np.int8)
        return lower_bounds(self.table, self.suppressed)

    def required(self) -> IntArray:
        """Per cell (flat) the set of values it must be able to show, as bits; the truth itself not included."""
        counts, limit = self.table.counts, self.risk.limit.astype(np.int64)
        bits = (np.int64(1) << limit) - 1
        if self.risk.lowest:
            bits &= ~np.int64(1)
        here = np.int64(1) << np.minimum(counts, 62)
        return np.where(limit > 0, bits & ~here, 0).reshape(-1)

    def floor(self) -> IntArray:
        """Per cell (flat) the least value that the shown zeros leave possible for the reader."""
        return floors(self.table, self.lower, self.reader_sees_zeros).reshape(-1)

    def complete(self, order: IntArray, between: Callable[[Pattern], None], progress: Progress | None = None) -> None:
        """Find a witness for every required value of the unsafe cells `order` (flat numbers), suppressing as needed.

        Parameters
        ----------
        between : called after every CHUNK cells; it may show more values with what is known by then.
        """
        given_up = {cell for cell, _ in self.unproved}
        while True:
            floor = self.floor()
            missing = self.missing(floor)
            todo = [cell for cell in order[missing[order] != 0].tolist() if cell not in given_up]
            if progress is not None:
                progress(order.size - len(todo), order.size)
            if not todo:
                return
            for cell in todo[:CHUNK]:
                self._show_all(cell, int(missing[cell]), int(floor[cell]))
            given_up = {cell for cell, _ in self.unproved}
            between(self)

    def connect(self, order: IntArray) -> None:
        """Find for every unsafe cell a move that raises it by one and, where that is promised, one that lowers it."""
        floor = self.floor()
        for cell in order.tolist():
            truth = int(self.table.counts.flat[cell])
            if truth + 1 < int(self.risk.limit.flat[cell]):
                self.walk(self.alternative, cell, 1, truth + 1)
            if truth > max(int(floor[cell]), self.risk.lowest):
                self.walk(self.alternative, cell, -1, truth - 1)

    def missing(self, floor: IntArray) -> IntArray:
        """Per cell (flat) the required values that are not shown; below the floor the outsider's tables count."""
        below = (np.int64(1) << np.minimum(floor, HIGHEST_THRESHOLD)) - 1
        return self.required() & ~self.seen[True] & ~(self.seen[False] & below)

    def is_shown(self, cell: int, value: int, floor: int) -> bool:
        """Whether a witness shows the value to those to whom it is promised."""
        bit = 1 << value
        return bool(self.seen[True][cell] & bit) or (value < floor and bool(self.seen[False][cell] & bit))

    def forget(self, clause: Shown) -> None:
        """Take back that a value is shown."""
        cell, value, reader = clause
        self.shown.pop(clause, None)
        self.seen[reader][cell] &= ~(np.int64(1) << value)

    def remember(self, clause: Shown, number: int) -> None:
        """Note that witness `number` shows a value."""
        cell, value, reader = clause
        self.shown[clause] = number
        self.seen[reader][cell] |= np.int64(1) << value

    def _show_all(self, cell: int, missing: int, floor: int) -> None:
        """Show all missing values of one cell: upwards, downwards, and below the reader's floor for the outsider."""
        truth = int(self.table.counts.flat[cell])
        values = [value for value in range(missing.bit_length()) if missing >> value & 1]
        above = [value for value in values if value > truth]
        below = [value for value in values if floor <= value < truth]
        under = [value for value in values if value < min(truth, floor)]
        if above:
            self.walk(self.alternative, cell, +1, above[-1])
        if below:
            self.walk(self.alternative, cell, -1, below[0])
        if under:
            self.walk(self.outsider, cell, -1, under[0])
        self.unproved.extend((cell, value) for value in values if not self.is_shown(cell, value, floor))

    def walk(self, alternative: Alternative, cell: int, sign: int, goal: int) -> None:
        """Move `cell` step by step to `goal`, recording a witness at every new value; the truth is restored."""
        index = self.index(cell)
        moves: list[Move] = []
        for _ in range(abs(goal - int(alternative.counts.flat[cell]))):
            if self.seen[alternative is self.alternative][cell] >> goal & 1:
                break
            step = self.cheapest_step(alternative, index, sign)
            if not step:
                break
            for move in step:
                alternative.apply(move)
            moves.extend(step)
            self.make_room(alternative, moves)
            self._record(alternative, moves, cell)
        for move in moves:
            alternative.restore(move.cells())

    def index(self, flat: int) -> Index:
        """The cell with flat number `flat`."""
        return tuple(int(place) for place in np.unravel_index(flat, self.system.shape))

    def cheapest_step(self, alternative: Alternative, index: Index, sign: int) -> list[Move]:
        """The cheapest move, or chain of moves, that changes cell `index` by `sign`; empty if there is none."""
        direct = self.direct(alternative, index, sign)
        if direct is not None and direct.cost <= CHAIN_FROM:
            return [direct]
        limit = FORBIDDEN if direct is None else direct.cost
        chain = self._chain(alternative, index, sign, limit)
        if chain:
            return chain
        return [] if direct is None else [direct]

    def direct(self, alternative: Alternative, index: Index, sign: int, *, cap: float = FORBIDDEN) -> Move | None:
        """The cheapest single move that changes cell `index` by `sign`; dearer cells count as `cap`."""
        best: Move | None = None
        for far in (False, True):
            for start in self.starts(alternative, index, sign):
                move = alternative.best_move(start, sign, index, far=far, cap=cap)
                if move is not None and (best is None or move.cost < best.cost):
                    best = move
                    if best.cost < UNIT / 2:
                        return best
            if best is not None and best.cost <= (self.near_is_enough if cap == FORBIDDEN else FORBIDDEN):
                return best
        return best

    def _chain(self, alternative: Alternative, index: Index, sign: int, limit: float) -> list[Move]:
        """Moves of which each sets right what the former left wrong; cheaper than `limit`, or none.

        The first changes the cell at whatever price; a published cell it changed is the next to be moved back.
        """
        moves: list[Move] = []
        target, target_sign, keep = index, sign, alternative.cost[index]
        home = np.array([np.ravel_multi_index(index, self.system.shape)])
        for _ in range(MOST_LINKS):
            move = self.direct(alternative, target, target_sign, cap=CAP)
            if move is None:
                break
            alternative.apply(move)
            moves.append(move)
            alternative.cost[index] = FORBIDDEN / 2
            wrong, paid = self._wrong(alternative, moves, index)
            if paid >= limit or alternative.is_short(home)[0]:
                break
            if wrong is None:
                alternative.cost[index] = keep
                self._undo(alternative, moves)
                return moves
            target = self.index(wrong)
            target_sign = int(np.sign(alternative.truth[target] - alternative.counts[target]))
        alternative.cost[index] = keep
        self._undo(alternative, moves)
        return []

    def _undo(self, alternative: Alternative, moves: list[Move]) -> None:
        for move in moves:
            alternative.counts[move.cells()] -= move.change()

    def _wrong(self, alternative: Alternative, moves: list[Move], target: Index) -> tuple[int | None, float]:
        """The cell to set right next, and what the other published cells cost that differ from the truth.

        A cell below its lower bound comes first, else the dearest published one that differs, if dearer than CAP.
        """
        flat = np.unique(np.concatenate([self._touched(move) for move in moves]))
        flat = flat[alternative.counts.flat[flat] != self.table.counts.flat[flat]]
        flat = flat[flat != np.ravel_multi_index(target, self.system.shape)]
        cost = alternative.cost.flat[flat]
        dear = np.where(cost > CAP, cost, 0.0)
        dear[alternative.is_short(flat)] = FORBIDDEN
        paid = float(cost[dear == 0].sum())
        if not dear.any():
            return None, paid
        return int(flat[np.argmax(dear)]), paid

    def _touched(self, move: Move) -> IntArray:
        """Flat numbers of the cells of a move."""
        return np.ravel_multi_index(tuple(np.broadcast_arrays(*move.cells())), self.system.shape).reshape(-1)

    def starts(self, alternative: Alternative, index: Index, sign: int) -> Iterator[Index]:
        """Inner cells under `index`: itself if inner, else those with people, and for a gain some cheap empty ones."""
        if self.system.is_inner[index]:
            yield index
            return
        under = [self.codes_under(axis, node) for axis, node in enumerate(index)]
        block = np.ix_(*under)
        counts = alternative.counts[block]
        if sign < 0:
            rank = np.where(counts > 0, alternative.cost[block], np.inf)
        else:
            rank = alternative.cost[block] - np.minimum(counts, 64)
        order = np.argsort(rank, axis=None, kind="stable")[:MOST_STARTS]
        for flat in order.tolist():
            if np.isfinite(rank.flat[flat]):
                place = np.unravel_index(flat, counts.shape)
                yield tuple(int(codes[at]) for codes, at in zip(under, place, strict=True))

    def codes_under(self, axis: int, node: int) -> IntArray:
        """The codes of `axis` under a node; along a multi-response axis the node itself."""
        if self.system.multiple[axis]:
            return np.array([node])
        return np.flatnonzero(self.system.nodes[axis].members[node])

    def make_room(self, alternative: Alternative, moves: list[Move]) -> None:
        """Suppress what the moves need: the published cells they change, and zeros beside cells that fall to 0."""
        flat = np.unique(np.concatenate([self._touched(move) for move in moves]))
        flat = flat[alternative.counts.flat[flat] != self.table.counts.flat[flat]]
        for cell in flat[self.cost.flat[flat] > 0].tolist():
            self.suppress(cell)
        for cell in flat[self.system.in_release.flat[flat]].tolist():
            if alternative.counts.flat[cell] < alternative.lower.flat[cell]:
                self._relax(cell)

    def _flat(self, cells: tuple[IntArray, ...], mask: BoolArray) -> list[int]:
        flat = np.ravel_multi_index(tuple(np.broadcast_arrays(*cells)), self.system.shape)
        return [int(number) for number in flat[mask]]

    def suppress(self, flat: int) -> None:
        """Suppress one cell; a suppressed zero frees the cells of its sums from being at least 1."""
        self.suppressed.flat[flat] = True
        self.cost.flat[flat] = 0.0
        if self.reader_sees_zeros and self.table.counts.flat[flat] == 0:
            self.lower.flat[flat] = 0
            for line in neighbours(self.system, self.index(flat)):
                self.lower[line] = 0

    def _relax(self, flat: int) -> None:
        """Suppress the zero that frees `flat` and, beyond it, the most unsafe cells."""
        best: tuple[float, float, int] | None = None
        for line in neighbours(self.system, self.index(flat)):
            zero = (self.table.counts[line] == 0) & (self.price[line] < FORBIDDEN)
            for candidate in self._flat(line, zero):
                rank = (float(self.price.flat[candidate]), -self._freed_by(candidate), candidate)
                best = rank if best is None else min(best, rank)
        assert best is not None, "only cells marked relaxable may fall to 0"
        self.suppress(best[2])

    def _freed_by(self, zero: int) -> float:
        lines = neighbours(self.system, self.index(zero))
        return float(sum(((self.lower[line] == 1) & (self.risk.limit[line] > 0)).sum() for line in lines))

    def _record(self, alternative: Alternative, moves: list[Move], target: int) -> None:
        """Keep the current alternative as a witness for every unsafe cell it shows with a new value."""
        self.add(self.witness(alternative, moves), target)

    def add(self, witness: Witness, target: int = -1) -> int:
        """Keep a witness if it shows something new, and return how many values.

        One that only the outsider accepts counts for the cell `target` alone.
        """
        limit = self.risk.limit.flat[witness.touched]
        new = (witness.values >= self.risk.lowest) & (witness.values < limit)
        if not witness.reader:
            new &= witness.touched == target
        seen = self.seen[witness.reader][witness.touched]
        new &= seen >> np.clip(witness.values, 0, 62) & 1 == 0
        if new.any():
            self._keep(witness, new)
        return int(new.sum())

    def _keep(self, witness: Witness, new: BoolArray) -> None:
        self.witnesses.append(witness)
        number = len(self.witnesses) - 1
        self.seen[witness.reader][witness.touched[new]] |= np.int64(1) << witness.values[new]
        for cell, value in zip(witness.touched[new].tolist(), witness.values[new].tolist(), strict=True):
            self.shown[cell, value, witness.reader] = number
            self.journal.append((cell, value, witness.reader))

    def witness(self, alternative: Alternative, moves: list[Move]) -> Witness:
        """The current alternative as a witness; `moves` lead to it from the truth."""
        touched = np.unique(np.concatenate([self._touched(move) for move in moves]))
        touched = touched[alternative.counts.flat[touched] != self.table.counts.flat[touched]]
        inner = touched[self.system.is_inner.flat[touched]]
        changes = alternative.counts.flat[inner] - self.table.counts.flat[inner]
        reader = alternative is self.alternative
        return Witness(inner, changes, touched, alternative.counts.flat[touched], reader)


def hardest_first(pattern: Pattern) -> IntArray:
    """Unsafe cells: margins before inner cells, larger counts first; place in the table decides ties."""
    unsafe = np.flatnonzero(pattern.risk.limit.reshape(-1) > 0)
    height = np.zeros(pattern.system.shape, dtype=np.int64)
    for axis, nodes in enumerate(pattern.system.nodes):
        shape = [1] * len(pattern.system.nodes)
        shape[axis] = -1
        height = height + nodes.members.sum(axis=1).reshape(shape)
    return unsafe[np.lexsort((unsafe, -pattern.table.counts.flat[unsafe], -height.flat[unsafe]))]
