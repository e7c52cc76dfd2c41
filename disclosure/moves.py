"""Moves: how a table can differ from the truth without changing what is published.

A *move* takes one count from some inner cells and gives it to others. Along every axis it either exchanges two
codes (one gains what the other loses, so that every sum over both stays) or touches one code alone (then every
sum above it changes too). The product over all axes is a move of the whole table; in two dimensions the familiar
square of four cells. The cells it changes must be suppressed; the search finds the cheapest move through a given
inner cell, where cells already suppressed cost nothing.

Costs are whole numbers held in float64, so that sums are exact and the choice is the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from disclosure.hierarchy import Nodes
from disclosure.responses import Records
from disclosure.table import BoolArray, FrequencyTable, Index, IntArray, TableSystem

FloatArray = npt.NDArray[np.float64]
UNIT = 1024.0
"""Cost of one unit (count + 1); smaller amounts only break ties."""
FORBIDDEN = float(2**41)
RELAX = UNIT * 0.5
"""Cost of letting a cell fall to 0: one suppressed zero in a sum of its."""
MOST_PARTNERS = 160
AMPLE = 3.0
"""A cell that can lose so many is as good as any; scarcer ones cost a little more."""


@dataclass(frozen=True)
class Options:
    """What one axis of a move through a given code may look like.

    Attributes
    ----------
    nodes : the nodes that any option touches.
    signs : shape (n_options, n_nodes): +1, -1 or 0.
    partners : per option the code that loses what the given code gains, or -1 where it moves alone.
    """

    nodes: IntArray
    signs: FloatArray
    partners: IntArray


@dataclass(frozen=True)
class Move:
    """One chosen move.

    Attributes
    ----------
    cost : what must be suppressed for it, in units.
    axes : per axis the touched nodes and their signs.
    sign : +1 if the given inner cell gains.
    """

    cost: float
    axes: tuple[tuple[IntArray, IntArray], ...]
    sign: int

    def cells(self) -> tuple[IntArray, ...]:
        """Indices (open mesh) of all touched cells."""
        return np.ix_(*(nodes for nodes, _ in self.axes))

    def change(self) -> IntArray:
        """What is added to the touched cells, in the shape of `cells`."""
        product = np.array(self.sign, dtype=np.int64)
        for _, signs in self.axes:
            product = np.multiply.outer(product, signs)
        return product


class Alternative:
    """A table under construction that agrees with everything published, and what may be changed in it.

    Attributes
    ----------
    counts : current values, starting from the truth.
    cost : cost of letting a cell change: 0 suppressed or not published, FORBIDDEN fixed, else its weight.
    lower : what the reader takes each cell to be at least.
    """

    def __init__(
        self, table: FrequencyTable, cost: FloatArray, lower: npt.NDArray[np.int8], relaxable: BoolArray
    ) -> None:
        self.system: TableSystem = table.system
        self.truth = table.counts
        self.counts = table.counts.copy()
        self.cost = cost
        self.lower = lower
        self.relaxable = relaxable
        self.bounded = table.system.in_release | table.system.is_inner
        self.many = next((axis for axis, many in enumerate(table.system.multiple) if many), None)
        if self.many is not None:
            self.records = Records(table.system.nodes[self.many], self.many)
        self._options = lru_cache(maxsize=200_000)(self._make_options)

    def _make_options(self, axis: int, code: int, moved: int, kept: int, far: bool) -> Options:
        """Options along `axis` through `code` that change node `moved` and leave node `kept` (or -1) alone."""
        nodes = self.system.nodes[axis]
        partners = _partners(nodes, code, far=far)
        member = nodes.members
        signs = np.vstack([member[:, code] * 1.0, member[:, [code]].T * 1.0 - member[:, partners].T])
        partners = np.concatenate([[-1], partners])
        good = signs[:, moved] != 0
        if kept >= 0:
            good &= signs[:, kept] == 0
        signs, partners = signs[good], partners[good]
        touched = np.flatnonzero(np.abs(signs).any(axis=0))
        return Options(touched, np.ascontiguousarray(signs[:, touched]), partners)

    def best_move(self, inner: Index, sign: int, moved: Index, kept: Index | None = None, *, far: bool) -> Move | None:
        """The cheapest move in which `inner` changes by `sign` and cell `moved` changes with it.

        Parameters
        ----------
        inner : an inner cell under `moved`.
        moved : per axis the node that must change.
        kept : per axis a node that must not change, or -1.
        far : whether partners outside the code's own group are tried too.
        """
        if self.many is None:
            return self._best(inner, sign, moved, kept, far=far)
        best = None
        for slots in self.records.slots_together(self.counts, inner, sign):
            if kept is not None and kept[self.many] in slots:
                continue
            move = self._best(inner, sign, moved, kept, far=far, slots=slots)
            if move is not None and (best is None or move.cost < best.cost):
                best = move
            if best is not None and best.cost < UNIT / 2:
                return best
        return best

    def _best(
        self,
        inner: Index,
        sign: int,
        moved: Index,
        kept: Index | None,
        *,
        far: bool,
        slots: tuple[int, ...] = (),
    ) -> Move | None:
        keep = kept or (-1,) * len(inner)
        options = [
            _together(slots) if axis == self.many else self._options(axis, inner[axis], moved[axis], keep[axis], far)
            for axis in range(len(inner))
        ]
        if any(option.partners.size == 0 for option in options):
            return None
        gain, loss = self._prices(options)
        if sign < 0:
            gain, loss = loss, gain
        either, signed = gain + loss, gain - loss
        for option in options:
            either = np.tensordot(either, np.abs(option.signs), ([0], [1]))
            signed = np.tensordot(signed, option.signs, ([0], [1]))
        total = either + signed
        flat = int(np.argmin(total))
        cost = float(total.flat[flat]) / 2
        if cost >= FORBIDDEN / 2:
            return None
        return _chosen(options, np.unravel_index(flat, total.shape), sign, cost)

    def _prices(self, options: list[Options]) -> tuple[FloatArray, FloatArray]:
        """What it costs that each touched cell gains one, and that it loses one."""
        block = np.ix_(*(option.nodes for option in options))
        cost, counts = self.cost[block], self.counts[block]
        slack = counts - self.lower[block]
        bounded = self.bounded[block]
        short = bounded & (slack <= 0)
        loss = np.where(short, FORBIDDEN, cost + np.where(bounded & (slack < AMPLE), AMPLE - slack, 0.0))
        relaxed = short & (counts > 0) & self.relaxable[block]
        if relaxed.any():
            loss[relaxed] = cost[relaxed] + RELAX
        if self.many is None:
            return cost, loss
        return self._within_records(options, cost, loss)

    def _within_records(
        self, options: list[Options], gain: FloatArray, loss: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Forbid what no set of records can show: a code more often than its parent, a group beyond its codes."""
        nodes = [option.nodes for option in options]
        inner = self.system.is_inner[np.ix_(*nodes)]
        may_gain, may_lose = self.records.room(self.counts, nodes)
        return np.where(inner & ~may_gain, FORBIDDEN, gain), np.where(inner & ~may_lose, FORBIDDEN, loss)

    def apply(self, move: Move) -> None:
        """Carry the move out."""
        self.counts[move.cells()] += move.change()

    def restore(self, cells: tuple[IntArray, ...]) -> None:
        """Set the given cells back to the truth."""
        self.counts[cells] = self.truth[cells]


def _together(slots: tuple[int, ...]) -> Options:
    """The one option along a multi-response axis: these nodes change together."""
    return Options(np.array(slots), np.ones((1, len(slots))), np.array([-1]))


def _partners(nodes: Nodes, code: int, *, far: bool) -> IntArray:
    """Codes to exchange with: those with the same groups, and with `far` all others too (at most MOST_PARTNERS)."""
    member = nodes.members
    same = (member == member[:, [code]])[nodes.n_codes :].all(axis=0)
    same[code] = False
    near = np.flatnonzero(same)
    if not far:
        return near
    other = ~same
    other[code] = False
    return np.concatenate([near, np.flatnonzero(other)])[:MOST_PARTNERS]


def _chosen(options: list[Options], place: tuple[np.intp, ...], sign: int, cost: float) -> Move:
    axes = []
    for option, row in zip(options, place, strict=True):
        signs = option.signs[row]
        touched = signs != 0
        axes.append((option.nodes[touched], signs[touched].astype(np.int64)))
    return Move(cost, tuple(axes), sign)
