"""Clean-up: cells that were suppressed on the way and turned out unnecessary are published again.

A secondary cell is given back if every value it helped to show can be shown without it and without suppressing
anything else, by tables in which only suppressed cells change. Dearest first, each once.
"""

from __future__ import annotations

import numpy as np

from disclosure.blocks import Reach
from disclosure.lower_bounds import lower_bounds, neighbours
from disclosure.moves import FORBIDDEN
from disclosure.pattern import Shown
from disclosure.secondary import Search


def give_back(search: Search, budget: int) -> int:
    """Publish unnecessary secondary cells again; return how many.

    Parameters
    ----------
    budget : how many lost values may be searched for anew; the work, not the time, is limited, so that the result
        is the same on every machine.
    """
    pattern = search.pattern
    secondary = pattern.suppressed & ~pattern.risk.unsafe & ~pattern.risk.forced_suppressed
    candidates = np.flatnonzero(secondary.reshape(-1))
    order = candidates[np.lexsort((candidates, -pattern.price.flat[candidates]))]
    search.blocks.renew()
    trial = _Trial(search)
    given = 0
    for cell in order.tolist():
        if trial.spent > budget:
            break
        given += trial.publish(cell)
    return given


class _Trial:
    """Tries to publish one cell at a time, with every published cell closed to moves."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.pattern = pattern = search.pattern
        self.spent = 0
        self.using: dict[int, set[int]] = {}
        self.showing: dict[int, set[Shown]] = {}
        for number, witness in enumerate(pattern.witnesses):
            for cell in witness.touched.tolist():
                self.using.setdefault(cell, set()).add(number)
        for clause, number in pattern.shown.items():
            self.showing.setdefault(number, set()).add(clause)

    def publish(self, cell: int) -> bool:
        """Publish `cell` if all values can still be shown; otherwise leave everything as it was."""
        pattern = self.pattern
        lower, cost = pattern.lower.copy(), pattern.cost.copy()
        pattern.suppressed.flat[cell] = False
        pattern.cost[:] = np.where(pattern.cost > 0, FORBIDDEN, 0.0)
        pattern.cost.flat[cell] = FORBIDDEN
        if pattern.reader_sees_zeros:
            pattern.lower[:] = lower_bounds(pattern.table, pattern.suppressed)
        relaxable = pattern.relaxable.copy()
        pattern.relaxable[:] = False
        done = self._show_again(self._lost(cell))
        pattern.relaxable[:] = relaxable
        pattern.cost[:] = cost
        if done:
            pattern.cost.flat[cell] = pattern.price.flat[cell]
        else:
            pattern.suppressed.flat[cell] = True
            pattern.lower[:] = lower
        return done

    def _lost(self, cell: int) -> list[Shown]:
        """The (cell, value) pairs whose witness changes `cell` or needs it to let another cell fall to 0."""
        pattern = self.pattern
        numbers = set(self.using.get(cell, ()))
        if pattern.reader_sees_zeros and pattern.table.counts.flat[cell] == 0:
            for line in neighbours(pattern.system, pattern.index(cell)):
                flat = np.ravel_multi_index(tuple(np.broadcast_arrays(*line)), pattern.system.shape).reshape(-1)
                for near in flat[pattern.lower.flat[flat] == 1].tolist():
                    numbers.update(number for number in self.using.get(near, ()) if self._empties(number, near))
        return sorted(clause for number in numbers for clause in self.showing.get(number, ()))

    def _empties(self, number: int, cell: int) -> bool:
        witness = self.pattern.witnesses[number]
        return witness.reader and int(witness.values[np.searchsorted(witness.touched, cell)]) < 1

    def _show_again(self, lost: list[Shown]) -> bool:
        """Find new witnesses for the lost values, or put the old ones back."""
        pattern = self.pattern
        old = {clause: pattern.shown[clause] for clause in lost}
        before = len(pattern.witnesses)
        pattern.journal.clear()
        for clause in lost:
            pattern.forget(clause)
        if not lost:
            return True
        floor = pattern.floor()
        self.search.blocks.steer(pattern.missing(floor))
        for cell, value, _ in sorted(lost, key=self._farthest_first):
            self.spent += 1
            if not self.search.show(cell, value, int(floor[cell]), Reach.CLOSED):
                self._revert(old, before)
                return False
        self._index_new(old, before)
        return True

    def _farthest_first(self, clause: Shown) -> tuple[int, Shown]:
        """Far values are the hardest to show, and nearer ones of other cells come with them."""
        cell, value, _ = clause
        return -abs(value - int(self.pattern.table.counts.flat[cell])), clause

    def _revert(self, old: dict[Shown, int], before: int) -> None:
        pattern = self.pattern
        del pattern.witnesses[before:]
        for clause in pattern.journal:
            pattern.forget(clause)
        for clause, number in old.items():
            pattern.remember(clause, number)

    def _index_new(self, old: dict[Shown, int], before: int) -> None:
        pattern = self.pattern
        for number in range(before, len(pattern.witnesses)):
            for touched in pattern.witnesses[number].touched.tolist():
                self.using.setdefault(touched, set()).add(number)
        for clause, number in old.items():
            self.showing[number].discard(clause)
        for clause in pattern.journal:
            self.showing.setdefault(pattern.shown[clause], set()).add(clause)
