"""Sweeps: whole alternative tables that show missing values of very many cells at once.

Every witness found so far is a move that changes suppressed cells only, so any of them may be added to any table that
stays above its lower bounds. A sweep starts from the truth and applies, in order, each move that brings unsafe cells
closer to values that nobody has shown yet. One table then serves thousands of clauses, and dear searches are left for
the few that no combination of known moves reaches.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from disclosure.pattern import Pattern, Witness
from disclosure.table import IntArray

PASSES = 4
"""How often the moves are gone through for one table."""
LEAST_YIELD = 0.01
"""A table that shows less than this share of what is missing ends the sweeping."""
MOST_TABLES = 60
BESIDE = 4
"""So many values above the largest limit are told apart; what is higher counts as that."""
LONGEST = 400
"""A witness that changes more cells is a table of its own and no move."""
HIT, NEAR, FAR = 8, 3, 1
"""Worth of a cell that shows a missing value, is one from it, or two from it."""


def sweep(pattern: Pattern) -> None:
    """Show as many missing values as known moves can, in a few whole tables."""
    if pattern.alternative.many is not None or not pattern.witnesses:
        return
    walker = _Walker(pattern)
    for _ in range(MOST_TABLES):
        missing = walker.missing()
        if missing == 0 or walker.table() < max(1.0, LEAST_YIELD * missing):
            return


class _Walker:
    """The moves of a pattern, and the table being built."""

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.truth = pattern.table.counts.reshape(-1)
        bounded = pattern.alternative.bounded.reshape(-1)
        self.low = np.where(bounded, pattern.lower.reshape(-1), np.iinfo(np.int64).min)
        self.unsafe = np.flatnonzero(pattern.risk.limit.reshape(-1) > 0)
        self.row = np.zeros(self.truth.size, dtype=np.int64)
        self.row[self.unsafe] = np.arange(1, self.unsafe.size + 1)
        self.highest = int(pattern.risk.limit.max()) + BESIDE
        self.moves = list(self._moves())

    def missing(self) -> int:
        """How many values are promised and not yet shown to the reader."""
        return int(np.bitwise_count(self._bits()).sum())

    def _bits(self) -> IntArray:
        pattern = self.pattern
        floor = pattern.floor()[self.unsafe]
        below = (np.int64(1) << np.minimum(floor, self.highest)) - 1
        bits = pattern.required()[self.unsafe] & ~pattern.seen[True][self.unsafe] & ~below
        return np.asarray(bits, dtype=np.int64)

    def _worth(self) -> IntArray:
        """Shape (1 + unsafe cells, values): how good it is that a cell has a value; row 0 is for all other cells."""
        values = np.arange(self.highest + 1)
        wanted = (self._bits()[:, None] >> values) & 1
        padded = np.pad(wanted, ((0, 0), (2, 2)))
        near = padded[:, 1:-3] | padded[:, 3:-1]
        far = padded[:, :-4] | padded[:, 4:]
        worth = np.where(wanted > 0, HIT, np.where(near > 0, NEAR, np.where(far > 0, FAR, 0)))
        return np.vstack([np.zeros((1, values.size), dtype=np.int64), worth])

    def table(self) -> int:
        """Build one table, keep it if it shows something new, and return how many values it shows."""
        worth = self._worth()
        counts = self.truth.copy()
        for _ in range(PASSES):
            if not self._go_through(counts, worth):
                break
        return self._keep(counts)

    def _go_through(self, counts: IntArray, worth: IntArray) -> bool:
        """Apply every move that gains; whether any did."""
        changed = False
        for touched, change, rows, low in self.moves:
            now = counts[touched]
            before = worth[rows, np.minimum(now, self.highest)].sum()
            for after in (now + change, now - change):
                if (after >= low).all() and worth[rows, np.minimum(after, self.highest)].sum() > before:
                    counts[touched] = after
                    changed = True
                    break
        return changed

    def _keep(self, counts: IntArray) -> int:
        touched = np.flatnonzero(counts != self.truth)
        inner = touched[self.pattern.system.is_inner.reshape(-1)[touched]]
        witness = Witness(inner, counts[inner] - self.truth[inner], touched, counts[touched], reader=True)
        return self.pattern.add(witness)

    def _moves(self) -> Iterator[tuple[IntArray, IntArray, IntArray, IntArray]]:
        """Every reader's witness as a move: cells, change, row of worth, lower bounds."""
        for witness in self.pattern.witnesses:
            if witness.reader and witness.touched.size <= LONGEST and self.pattern.holds(witness):
                touched = witness.touched
                yield touched, witness.values - self.truth[touched], self.row[touched], self.low[touched]
