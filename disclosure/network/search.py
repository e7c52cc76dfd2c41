"""Secondary suppression by networks: what protects a large table, in five steps.

1. Every unsafe cell gets a witness with one more and one with one less, the cheapest circulation through it.
2. Each secondary cell is tried to be done without: what rests on it is sought elsewhere.
3. Whole tables show what the suppressed cells can show as they are; where a cell falls too low on the way, another
   circulation raises it again.
4. What is left is paid for, the cheapest first, with whole tables in between; and step 2 again for what no table needs.
5. Whole tables show the outsider what the shown zeros rule out for the reader.

All is counted in whole numbers and orders are fixed, so that the same table gives the same pattern. What the networks
of single planes cannot show is left to linear programs (secondary.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from disclosure.network.compiled import NEVER
from disclosure.network.cycles import Terms, closed_terms, open_terms
from disclosure.network.hand_over import give_tables, give_witnesses, outsiders_state, state_of, suppress
from disclosure.network.network import network_of
from disclosure.network.state import MOST_VALUE, UNIT, count_zero, start_table
from disclosure.network.table_builder import DEBT, TableBuilder
from disclosure.network.witnesses import NOBODY, NOT_ASKED, do_without_each, renewed, seek, store_for

if TYPE_CHECKING:
    from disclosure.hierarchy import BoolArray
    from disclosure.pattern import Pattern
    from disclosure.table import IntArray

SURCHARGE = 3 * UNIT
"""Added to every price while cells are chosen: many cheap cells are worth avoiding, too."""
SEARCHED, REPLACED = 64, 16
"""Factors of a plane that are searched, for a witness and for one that replaces another."""
WORK = 60_000_000_000
"""Cells that may be looked at. When a third of them is spent nothing more is tried to be done without, and after two
thirds no more whole tables are built: what is left is paid for at once."""
PRICES = (0, 1, 2, 4, 6, 9, 14, 20, 30, 50)
"""What a witness may cost in turn, in units; at last whatever it must. At 0 only suppressed cells change."""
SMALL_AMOUNTS = 6 * UNIT
"""What a circulation may cost beyond its price: per cell, and for repairs."""
REPAIRS = 40
"""Circulations that may raise cells which fell too low on the way to one value."""
ROUNDS = 4
"""How often all secondary cells are tried to be done without before there are tables, and those that no table needs
in the end."""
CHUNK = 500
"""Values, or cells, between two words to the progress."""

Progress = Callable[[int, int], None]


class NetworkSearch:
    """Finds witnesses for a pattern by networks, and suppresses what they need.

    Parameters
    ----------
    pattern : of a table without multi-response axes and with at least two axes.
    order : its unsafe cells (flat numbers), hardest first.
    progress : told how many values are shown, of how many that are asked for; what it raises ends the work.
    share : how much of WORK may be done.
    """

    def __init__(self, pattern: Pattern, order: IntArray, progress: Progress | None, share: float) -> None:
        self.pattern, self.order, self.progress = pattern, order, progress
        self.state = state_of(pattern, SURCHARGE)
        self.net = network_of(pattern.system, self.state)
        for zero in np.flatnonzero(self.state.kept & self.state.released & (self.state.truth == 0)).tolist():
            count_zero(self.net.layout, self.state, zero, 1)
        self.store = store_for(self.state, order, int(pattern.risk.limit.max()))
        self.budget = share * WORK
        self.tables = TableBuilder(self.net, pattern.system, self._tell, 2 / 3 * self.budget)
        self._ask()

    def run(self) -> None:
        """Suppress what the promise needs, as far as networks can show it, and tell the pattern."""
        cells, values = self._steps()
        self.store.wanted[self.store.row[cells], values] = True
        self._at_truth()
        self._seek(self._terms(SEARCHED), cells, values, NEVER, 0)
        self._do_without_rounds()
        self.tables.build(repair=False)
        self.tables.build(repair=True)
        while self._pay():
            self._ask()
        self.store.wanted[self.store.owner >= 0] = True
        self._do_without_rounds()
        suppress(self.pattern, self.state)
        give_witnesses(self.pattern, self.state, self.order, self.store)
        give_tables(self.pattern, self.state, self.tables, reader=True)
        self._show_outsiders()

    def _terms(self, searched: int, debt: int = 0) -> Terms:
        """How to search for circulations that may cost something; with many planes fewer in each."""
        return open_terms(self.net, searched, debt)

    def _closed_terms(self) -> Terms:
        return closed_terms(self.net, SEARCHED, DEBT, 0)

    def _has_work(self, share: float) -> bool:
        """Whether less than a share of the work is done."""
        return self.tables.work() < share * self.budget

    def _steps(self) -> tuple[IntArray, IntArray]:
        """The values one above and one below the truth that must be shown."""
        state, cells = self.state, np.repeat(self.order, 2)
        values = state.truth[cells] + np.tile([1, -1], self.order.size)
        asked = (state.missing[cells] >> np.clip(values, 0, MOST_VALUE)) & (values >= 0) == 1
        return cells[asked], values[asked]

    def _ask(self) -> None:
        """Note which values the reader must be shown, by what is suppressed now, and was not asked before."""
        suppress(self.pattern, self.state)
        required, floor = self.pattern.required(), self.pattern.floor()
        values = np.arange(self.store.owner.shape[1])
        wanted = (required[self.order, None] >> values) & (values >= floor[self.order, None]) == 1
        new = wanted & (self.store.owner == NOT_ASKED)
        self.store.owner[new] = NOBODY
        self.state.missing[self.order] |= (new << values).sum(axis=1)

    def _tell(self) -> None:
        """Tell the progress; what it raises ends the work."""
        if self.progress is not None:
            asked = int((self.store.owner != NOT_ASKED).sum())
            self.progress(asked - int(np.bitwise_count(self.state.missing).sum()), asked)

    def _at_truth(self) -> None:
        start_table(self.state, at_truth=True, locking=False)

    def _seek(self, terms: Terms, cells: IntArray, values: IntArray, limit: int, repairs: int) -> None:
        """A witness of its own for every value that nobody shows."""
        at = 0
        while at < cells.size:
            self.store = renewed(self.state, self.store, self.order)
            here = slice(at, at + CHUNK)
            at += seek(self.net, self.store, terms, cells[here], values[here], limit, repairs)
            self._tell()

    def _do_without_rounds(self) -> None:
        """Try some times to publish each secondary cell again that no table needs."""
        for _ in range(ROUNDS):
            self._do_without()

    def _do_without(self) -> None:
        """Try to publish each secondary cell again that no table needs, those that cost most per use first."""
        self._at_truth()
        state = self.state
        cells, terms = np.flatnonzero(self._secondary()), self._terms(REPLACED)
        cells = cells[np.lexsort((cells, -state.price[cells] // np.maximum(state.uses[cells], 1)))]
        for at in range(0, cells.size, CHUNK):
            self.store = renewed(self.state, self.store, self.order)
            if self._has_work(1 / 3):
                do_without_each(self.net, self.store, terms, cells[at : at + CHUNK])
            self._tell()

    def _secondary(self) -> BoolArray:
        state = self.state
        return (state.uses > 0) & ~state.kept & ~state.tied & state.released

    def _pay(self) -> bool:
        """Show what is missing at rising prices, with whole tables in between; whether that showed anything."""
        before = int(np.bitwise_count(self.state.missing).sum())
        for price in (*PRICES, None):
            if self.state.missing.any() and (price is None or self._has_work(2 / 3)):
                self._pay_up_to(price)
                self.tables.build(repair=True)
        return int(np.bitwise_count(self.state.missing).sum()) < before

    def _pay_up_to(self, price: int | None) -> None:
        """Suppress what up to a price is needed for missing values, the farthest from the truth first."""
        self._at_truth()
        missing = self.state.missing[self.order]
        rows, values = np.nonzero((missing[:, None] >> np.arange(self.store.owner.shape[1])) & 1)
        cells = self.order[rows]
        far = np.lexsort((-np.abs(values - self.state.truth[cells]), rows))
        rows, cells, values = rows[far], cells[far], values[far]
        limit = NEVER if price is None else price * UNIT + SMALL_AMOUNTS
        terms = self._terms(SEARCHED, DEBT) if price != 0 else self._closed_terms()
        self._seek(terms, cells, values, limit, REPAIRS)
        own = self.store.owner[rows, values] >= 0
        self.store.wanted[rows[own], values[own]] = True

    def _show_outsiders(self) -> None:
        """Show below the reader's floor what the outsider must find possible; she takes no cell to be at least 1."""
        net = self.net._replace(state=outsiders_state(self.pattern, self.state))
        tables = TableBuilder(net, self.pattern.system, self._tell, self.budget)
        tables.build(repair=False)
        tables.build(repair=True)
        give_tables(self.pattern, self.state, tables, reader=False)
