"""The cheapest safe pattern, with proved bounds, by cutting planes (Fischetti and Salazar) for the whole promise.

The master (selection.py) picks the cheapest cells that meet all demands found so far: no safe pattern is cheaper. The
oracle (oracle.py) looks for the tables that the promise asks for; where one is missing a new demand says why. Patterns
that the oracle accepts are upper bounds. Work is counted, never timed, so that the answer is the same on every run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from disclosure.errors import NothingSafe, NotSupported
from disclosure.optimal.candidates import candidates_of
from disclosure.optimal.oracle import Oracle
from disclosure.optimal.selection import SCALE, Cut, Selection
from disclosure.pattern import Witness
from disclosure.table import BoolArray, FrequencyTable, IntArray

DEFAULT_WORK = 100_000_000
"""Simplex iterations times unknowns; the best pattern by then is the answer, with its bounds."""
MOST_CELLS = 5_000
"""Cells of the joint table, margins included; with more the search takes more memory than its answer is worth."""
STALLED = 4
"""After so many rounds of the relaxation without a better bound the search branches."""
TOLERANCE = 0.03
"""Until a whole selection keeps the promise, it need not be closer to the cheapest than this."""
ROUNDED = 2
"""A relaxed selection is rounded up from one part in so many."""


@dataclass(frozen=True)
class Start:
    """A safe pattern to begin with, and the tables that prove it."""

    suppressed: BoolArray
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True)
class Optimum:
    """The best pattern found, and the proof of how good it is.

    Attributes
    ----------
    suppressed : shape of the table.
    witnesses : the tables that prove it.
    cost : count + 1 per suppressed cell, unsafe ones included, times the request's weights.
    bound : no pattern that keeps the promise costs less.
    """

    suppressed: BoolArray
    witnesses: tuple[Witness, ...]
    cost: float
    bound: float

    @property
    def gap(self) -> float:
        """How much dearer than the bound, as a share of it."""
        return (self.cost - self.bound) / self.bound if self.bound else 0.0


def optimum(table: FrequencyTable, start: Start | None, gap: float = 0.0, work: int = DEFAULT_WORK) -> Optimum:
    """The cheapest safe pattern, or the best that `work` finds; it stops when the cost is proved within `gap`.

    Parameters
    ----------
    start : a safe pattern, or None where none is known.

    Raises
    ------
    NothingSafe : no pattern keeps the promise, which is proved, or none was found within `work`.
    NotSupported : more than MOST_CELLS cells.
    """
    check_size(table)
    return _Search(Oracle(candidates_of(table)), work, gap).run(start)


def check_size(table: FrequencyTable) -> None:
    """Refuse a table of more than MOST_CELLS cells.

    Raises
    ------
    NotSupported : it has more.
    """
    if table.counts.size > MOST_CELLS:
        raise NotSupported(
            f"Tabellen har {table.counts.size} celler, når alle dimensioner krydses; det billigste mønster søges "
            f"kun op til {MOST_CELLS}. Udelad «--optimal»."
        )


def improve(table: FrequencyTable, start: Start, work: int, oracle: Oracle | None = None) -> Start:
    """A pattern no dearer than `start`, as cheap as `work` finds it; `start` itself where nothing cheaper is found.

    Parameters
    ----------
    oracle : of the table, where there is one already; what it has found serves on.
    """
    oracle = oracle or Oracle(candidates_of(table))
    best = _Search(oracle, oracle.work + work, 0.0).run(start)
    candidates = oracle.candidates
    cheaper = candidates.cost(candidates.choice(best.suppressed)) < candidates.cost(candidates.choice(start.suppressed))
    return Start(best.suppressed, best.witnesses) if cheaper else start


class _Search:
    """Bounds from both sides until they meet.

    Attributes
    ----------
    lower : no safe pattern costs less, beyond what every pattern costs.
    best : the cheapest safe choice so far.
    tolerance : how close to the cheapest a whole selection must be.
    """

    def __init__(self, oracle: Oracle, work: int, gap: float) -> None:
        self.oracle, self.candidates = oracle, oracle.candidates
        self.master = Selection(self.candidates.prices)
        self.limit, self.gap = work, gap
        self.lower, self.tolerance = 0, TOLERANCE
        self.best: IntArray | None = None

    def run(self, start: Start | None) -> Optimum:
        """Search, and return what was found."""
        if start is not None:
            self.oracle.learn(start.witnesses)
            self._offer(self.candidates.choice(start.suppressed))
            self._offer(self._pruned(self.candidates.choice(start.suppressed)))
        while not self._done():
            relaxed = self._relax()
            if not self._done():
                self._offer(self._pruned(self._repaired((relaxed >= SCALE // ROUNDED).astype(np.int64))))
            if not self._done() and not self._branch():
                break
        return self._result()

    def _done(self) -> bool:
        if self.master.infeasible or self.oracle.work + self.master.work >= self.limit:
            return True
        if self.best is None:
            return False
        return self._upper() - self.lower <= self.gap * (self.lower + self.candidates.base_cost)

    def _upper(self) -> int:
        assert self.best is not None
        return self.candidates.cost(self.best)

    def _relax(self) -> IntArray:
        """Demands from the linear relaxation, until there are no more or they help no more; its selection."""
        stalled = 0
        while True:
            parts, bound = self.master.relaxed()
            stalled = 0 if bound > self.lower else stalled + 1
            self.lower = max(self.lower, bound)
            if self._done() or stalled > STALLED:
                return parts
            if not self._demand(self.oracle.cuts_of_relaxed(parts, self.limit - self.master.work)):
                return parts

    def _demand(self, cuts: list[Cut]) -> int:
        return sum([self.master.demand(cut) for cut in cuts])

    def _branch(self) -> bool:
        """The cheapest whole selection: it keeps the promise, or gives demands. Whether the search can go on."""
        limit = None if self.best is None else self._upper()
        parts, bound = self.master.whole(limit, self.limit - self.oracle.work - self.master.work, self.tolerance)
        self.lower = max(self.lower, bound)
        if parts is None:
            return False
        kept, cuts = self.oracle.cuts(parts)
        if kept:
            self._offer(parts)
            self.tolerance = 0.0
            return True
        is_new = self._demand(cuts) > 0
        self._offer(self._pruned(self._repaired(parts)))
        return is_new

    def _offer(self, parts: IntArray | None) -> None:
        """Keep a choice if it keeps the promise and is the cheapest so far."""
        if parts is None or (self.best is not None and self.candidates.cost(parts) >= self._upper()):
            return
        if self.oracle.keeps(parts):
            self.best = parts

    def _repaired(self, parts: IntArray) -> IntArray | None:
        """Suppress more until the promise is kept, meeting demands greedily; None where the work is spent."""
        while True:
            met = self.master.greedy(parts)
            if met is None or self._done():
                return None
            kept, cuts = self.oracle.cuts(met)
            if kept:
                return met
            if not self._demand(cuts):
                return None
            parts = met

    def _pruned(self, parts: IntArray | None) -> IntArray | None:
        """Show again, dearest first, what the promise does not need."""
        if parts is None:
            return None
        chosen = np.flatnonzero(parts)
        for column in chosen[np.lexsort((chosen, -self.candidates.prices[chosen]))].tolist():
            if self._done():
                break
            parts[column] = 0
            if not self.oracle.keeps(parts):
                parts[column] = 1
        return parts

    def _result(self) -> Optimum:
        if self.best is None:
            raise NothingSafe(_PROVED if self.master.infeasible else _NOT_FOUND)
        candidates, cost = self.candidates, self._upper()
        base, unit, bound = candidates.base_cost, candidates.unit, min(self.lower, cost)
        mask, witnesses = candidates.mask(self.best), self.oracle.witnesses(self.best)
        return Optimum(mask, witnesses, (base + cost) / unit, (base + bound) / unit)


_PROVED = "Der findes ingen sikker tabel: det er bevist, at løftet ikke kan holdes, hvad der end undertrykkes."
_NOT_FOUND = "Ingen sikker tabel er fundet inden for det arbejde, der er sat af; giv mere med «--work»."
