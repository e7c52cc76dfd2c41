"""The cheapest selection that meets all demands so far: the master problem of the search for the optimum.

One yes or no per cell that may be suppressed; demands are found one after another (cuts.py). Every bound here holds for
every selection that meets the demands, and so for every safe pattern.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from disclosure.solver import Choice, Chosen, IntArray, Status

SCALE = 1000
"""A relaxed selection is given in so many parts of a whole."""


@dataclass(frozen=True)
class Cut:
    """A demand: the selected coefficients together are at least `least`. Columns ascend; all are whole numbers."""

    columns: tuple[int, ...]
    coefficients: tuple[int, ...]
    least: int

    def missing(self, parts: IntArray, scale: int) -> int:
        """How much a selection, in `scale` parts of a whole, falls short; 0 or less where it does not."""
        chosen = parts[list(self.columns)]
        return self.least * scale - int(np.dot(chosen, np.array(self.coefficients, dtype=np.int64)))


class Selection:
    """The prices and the demands so far.

    Attributes
    ----------
    infeasible : no selection meets the demands.
    work : spent so far, as solver.Answer counts it.
    """

    def __init__(self, prices: IntArray) -> None:
        self.prices, self.infeasible, self.work = prices, False, 0
        self._cuts: dict[Cut, None] = {}
        self._choice = Choice(prices)

    def demand(self, cut: Cut) -> bool:
        """Add a demand; whether it is new."""
        if cut in self._cuts:
            return False
        self._cuts[cut] = None
        self._choice.add_row(cut.columns, cut.coefficients, cut.least)
        return True

    def relaxed(self) -> tuple[IntArray, int]:
        """The cheapest selection, in parts of SCALE, and what no selection costs less than."""
        parts, found = self._choice.relaxed()
        self._account(found, always=True)
        return np.rint(parts * SCALE).astype(np.int64), found.bound

    def whole(self, below: int | None, work: int, gap: float) -> tuple[IntArray | None, int]:
        """The cheapest selection that costs less than `below`, up to `gap`, and what no selection costs less than.

        None where there is none, or none was found within `work`.
        """
        found = self._choice.cheapest(below, work, gap)
        self._account(found, always=below is None)
        return found.taken, found.bound

    def _account(self, found: Chosen, *, always: bool) -> None:
        self.work += found.work
        self.infeasible |= always and found.status == Status.INFEASIBLE

    def greedy(self, parts: IntArray) -> IntArray | None:
        """Select more until all demands are met, what does most for its price first; None where that cannot be."""
        parts = parts.copy()
        while True:
            value, met = np.zeros(parts.size), True
            for cut in self._cuts:
                missing = cut.missing(parts, 1)
                if missing > 0:
                    met = False
                    columns, weights = np.array(cut.columns, dtype=np.int64), np.array(cut.coefficients)
                    value[columns] += np.clip(weights, 0, missing) * (parts[columns] == 0) / missing
            if met:
                return parts
            if not value.any():
                return None
            parts[int(np.argmax(value / self.prices))] = 1
