"""Secondary suppression: what else must be suppressed so that the promise holds, and the proof of it.

For every unsafe cell and every value it must be able to have a witness is sought (pattern.py), cheapest first. First
every cell is given a way up and a way down by one; then what the suppressed cells can show without suppressing more;
and only then, value by value, what costs more. Product moves (moves.py) are the quick way, linear programs over blocks
of the table (blocks.py) the thorough one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

import numpy as np

from disclosure.blocks import Blocks, Change, Reach
from disclosure.moves import UNIT, Alternative, Move
from disclosure.pattern import Pattern, Witness
from disclosure.table import Index, IntArray

CHEAP = 1.5 * UNIT
"""A move that costs no more is taken without looking farther."""
SMALL = 1000
"""Up to so many cells a second order of work may be tried."""
CHUNK = 400
"""Cells between two sweeps."""
WORK = 40_000_000
"""Cells in linear programs; when they are spent the rest is done by moves, which is quick and suppresses more."""
MOST_STARTS = 6
"""Inner cells under a margin from which moves are tried."""

Progress = Callable[[int, int], None]


class Search:
    """Finds witnesses for a pattern, and suppresses what they need."""

    def __init__(self, pattern: Pattern, work: int = WORK) -> None:
        self.pattern = pattern
        self.work = work

    @cached_property
    def blocks(self) -> Blocks:
        """The linear programs; large tables may never need them."""
        return Blocks(self.pattern)

    def connect(self, order: IntArray, progress: Progress | None = None) -> None:
        """Find for every unsafe cell a table with one more and, where that is promised, one with one less."""
        pattern = self.pattern
        floor = pattern.floor()
        self.blocks.steer(pattern.missing(floor))
        for number, cell in enumerate(order.tolist()):
            if progress is not None and number % CHUNK == 0:
                progress(number, 2 * order.size)
            truth = int(pattern.table.counts.flat[cell])
            if truth + 1 < int(pattern.risk.limit.flat[cell]):
                self._step(cell, +1)
            if truth > max(int(floor[cell]), pattern.risk.lowest):
                self._step(cell, -1)

    def _step(self, cell: int, sign: int) -> None:
        """Change `cell` by one: by a cheap move, else by the cheapest alternative, else by whatever move there is."""
        pattern = self.pattern
        value = int(pattern.table.counts.flat[cell]) + sign
        if pattern.seen[True][cell] >> value & 1:
            return
        move = self._move(pattern.alternative, pattern.index(cell), sign, far=False)
        if move is None or move.cost > CHEAP:
            change = self._alternative(cell, value, Reach.OPEN)
            if change is not None and (move is None or change.cost * UNIT < move.cost):
                self.take(change, cell)
                return
            move = move or self._move(pattern.alternative, pattern.index(cell), sign, far=True)
        if move is not None:
            self._carry_out(pattern.alternative, [move], cell)

    def complete(self, order: IntArray, between: Callable[[Pattern], None], progress: Progress | None = None) -> None:
        """Find a witness for every required value of the unsafe cells `order` (flat numbers), suppressing as needed.

        Parameters
        ----------
        between : called after every CHUNK cells; it may show more values with what is known by then.
        """
        for reach in self.blocks.reaches():
            self._complete(order, reach, between, progress)

    def _complete(
        self, order: IntArray, reach: Reach, between: Callable[[Pattern], None], progress: Progress | None
    ) -> None:
        pattern = self.pattern
        given_up = set(pattern.unproved)
        while True:
            floor = pattern.floor()
            missing = pattern.missing(floor)
            self.blocks.steer(missing)
            todo = [
                (cell, values)
                for cell in order[missing[order] != 0].tolist()
                if (values := self._values(cell, int(missing[cell]), reach, given_up))
            ]
            if progress is not None:
                progress(2 * order.size - int((missing[order] != 0).sum()), 2 * order.size)
            if not todo:
                return
            for cell, values in todo[:CHUNK]:
                for value in values:
                    if not self.show(cell, value, int(floor[cell]), reach):
                        given_up.add((cell, value))
                        if not reach.closed:
                            pattern.unproved.append((cell, value))
            between(pattern)

    def _values(self, cell: int, missing: int, reach: Reach, given_up: set[tuple[int, int]]) -> list[int]:
        """The values to seek now: all, nearest first, where it may cost; else the farthest, others come with it."""
        truth = int(self.pattern.table.counts.flat[cell])
        values = [v for v in range(missing.bit_length()) if missing >> v & 1 and (cell, v) not in given_up]
        values.sort(key=lambda value: (abs(value - truth), value))
        return values[-1:] if reach.closed else values

    def show(self, cell: int, value: int, floor: int, reach: Reach) -> bool:
        """Find a witness that gives `cell` (flat number) the value; whether there is one."""
        pattern = self.pattern
        if pattern.is_shown(cell, value, floor):
            return True
        truth = int(pattern.table.counts.flat[cell])
        reader = value >= min(truth, floor)
        change = self._alternative(cell, value, reach, reader=reader)
        if change is None and not reach.closed:
            self.walk(pattern.alternative if reader else pattern.outsider, cell, 1 if value > truth else -1, value)
            if not pattern.is_shown(cell, value, floor):
                change = self.blocks.cheapest(cell, value, reach, reader=reader, thorough=True)
        if change is not None:
            self.take(change, cell, reader=reader)
        return pattern.is_shown(cell, value, floor)

    def _alternative(self, cell: int, value: int, reach: Reach, *, reader: bool = True) -> Change | None:
        """The cheapest alternative table by linear programs, while there is work left."""
        if self.blocks.spent >= self.work:
            return None
        return self.blocks.cheapest(cell, value, reach, reader=reader)

    def take(self, change: Change, cell: int, *, reader: bool = True) -> Witness:
        """Make room for an alternative table and keep it as a witness."""
        pattern = self.pattern
        values = np.asarray(pattern.table.counts.flat[change.cells]) + change.added
        inner = pattern.system.is_inner.flat[change.cells]
        witness = Witness(change.cells[inner], change.added[inner], change.cells, values, reader)
        self._make_room(witness)
        pattern.add(witness, cell)
        return witness

    def prove(self, change: Change) -> int:
        """Make room for an alternative table that proves a clause of its own; the number of the witness."""
        witnesses = self.pattern.witnesses
        witness = self.take(change, -1)
        if not witnesses or witnesses[-1] is not witness:
            witnesses.append(witness)
        return len(witnesses) - 1

    def walk(self, alternative: Alternative, cell: int, sign: int, goal: int) -> None:
        """Move `cell` step by step to `goal`, recording a witness at every new value; the truth is restored."""
        pattern = self.pattern
        index = pattern.index(cell)
        moves: list[Move] = []
        for _ in range(abs(goal - int(alternative.counts.flat[cell]))):
            move = self._move(alternative, index, sign, far=True)
            if move is None:
                break
            alternative.apply(move)
            moves.append(move)
            self._record(alternative, moves, cell)
        for move in moves:
            alternative.restore(move.cells())

    def _carry_out(self, alternative: Alternative, moves: list[Move], cell: int) -> None:
        for move in moves:
            alternative.apply(move)
        self._record(alternative, moves, cell)
        for move in moves:
            alternative.restore(move.cells())

    def _record(self, alternative: Alternative, moves: list[Move], cell: int) -> None:
        """Make room for the current alternative and keep it as a witness."""
        witness = self.pattern.witness(alternative, moves)
        self._make_room(witness)
        self.pattern.add(witness, cell)

    def _make_room(self, witness: Witness) -> None:
        """Suppress what a witness needs; the outsider's need no zeros beside cells that fall to 0."""
        if witness.reader:
            self.pattern.make_room(witness.touched, witness.values)
        else:
            self.pattern.open_cells(witness.touched)

    def _move(self, alternative: Alternative, index: Index, sign: int, *, far: bool) -> Move | None:
        """The cheapest single move that changes cell `index` by `sign`; with partners outside its groups if `far`."""
        best: Move | None = None
        for start in self.starts(alternative, index, sign):
            move = alternative.best_move(start, sign, index, far=far)
            if move is not None and (best is None or move.cost < best.cost):
                best = move
                if best.cost < UNIT / 2:
                    break
        return best

    def starts(self, alternative: Alternative, index: Index, sign: int) -> Iterator[Index]:
        """Inner cells under `index`: itself if inner, else those with people, and for a gain some cheap empty ones."""
        pattern = self.pattern
        if pattern.system.is_inner[index]:
            yield index
            return
        under = [pattern.codes_under(axis, node) for axis, node in enumerate(index)]
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


def hardest_first(pattern: Pattern) -> IntArray:
    """Unsafe cells: margins before inner cells, larger counts first; place in the table decides ties."""
    unsafe = np.flatnonzero(pattern.risk.limit.reshape(-1) > 0)
    height = np.zeros(pattern.system.shape, dtype=np.int64)
    for axis, nodes in enumerate(pattern.system.nodes):
        shape = [1] * len(pattern.system.nodes)
        shape[axis] = -1
        height = height + nodes.members.sum(axis=1).reshape(shape)
    return unsafe[np.lexsort((unsafe, -pattern.table.counts.flat[unsafe], -height.flat[unsafe]))]
