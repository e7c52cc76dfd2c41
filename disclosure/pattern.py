"""The suppression pattern while it grows, and the alternative tables that prove it.

For every unsafe cell and every value it must be able to have, a *witness* is kept: a table that agrees with everything
published and shows that value. Suppressing more never spoils a witness, so the pattern only grows until every value is
shown (secondary.py); cleanup.py then takes away what turned out unnecessary.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosure.lower_bounds import floors, lower_bounds, neighbours, relaxable_cells
from disclosure.moves import FORBIDDEN, UNIT, Alternative, FloatArray, Move
from disclosure.primary import HIGHEST_THRESHOLD, PrimaryRisk
from disclosure.table import BoolArray, FrequencyTable, Index, IntArray


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
    clause_proofs : numbers of the witnesses that prove clauses of participants and groups, see clause_proofs.py.
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
        self.clause_proofs: set[int] = set()

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

    def index(self, flat: int) -> Index:
        """The cell with flat number `flat`."""
        return tuple(int(place) for place in np.unravel_index(flat, self.system.shape))

    def codes_under(self, axis: int, node: int) -> IntArray:
        """The codes of `axis` under a node; along a multi-response axis the node itself."""
        if self.system.multiple[axis]:
            return np.array([node])
        return np.flatnonzero(self.system.nodes[axis].members[node])

    def make_room(self, cells: IntArray, values: IntArray) -> None:
        """Suppress what an alternative needs: the published cells it changes, and zeros beside those that fall to 0.

        Parameters
        ----------
        cells, values : what changes (flat numbers), and to what.
        """
        self.open_cells(cells)
        shown = self.system.in_release.flat[cells]
        for cell, value in zip(cells[shown].tolist(), values[shown].tolist(), strict=True):
            if value < self.lower.flat[cell]:
                self._relax(cell)

    def open_cells(self, cells: IntArray) -> None:
        """Suppress those of the given cells that are published."""
        for cell in cells[self.cost.flat[cells] > 0].tolist():
            self.suppress(cell)

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

    def holds(self, witness: Witness) -> bool:
        """Whether a reader's witness still agrees with what is published; clean-up may have published a cell of it."""
        open_still = self.cost.flat[witness.touched] == 0
        shown = self.system.in_release.flat[witness.touched]
        return bool((open_still & (~shown | (witness.values >= self.lower.flat[witness.touched]))).all())

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

    def _touched(self, move: Move) -> IntArray:
        """Flat numbers of the cells of a move."""
        return np.ravel_multi_index(tuple(np.broadcast_arrays(*move.cells())), self.system.shape).reshape(-1)
