"""Secondary suppression by networks: what protects a large table, in four steps.

1. Every unsafe cell gets a witness with one more and one with one less, the cheapest circulation through it.
2. Each secondary cell is tried to be done without: what rests on it is sought elsewhere, over several circulations
   where cells fall too low on the way.
3. Every value that is still missing gets a witness at rising prices, at first with suppressed cells only.
4. Step 2 again, for all values.

Below the reader's floor the outsider is shown what suppressed cells can show. All is counted in whole numbers and
orders are fixed, so that the same table gives the same pattern. What the networks of single planes cannot show is left
to linear programs (secondary.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from disclosure.network.compiled import NEVER
from disclosure.network.cycles import Ways, closed_ways, open_ways
from disclosure.network.hand_over import give_witnesses, outsiders_state, state_of, suppress
from disclosure.network.network import Network, network_of
from disclosure.network.state import MOST_VALUE, UNIT, State, count_zero, start_at_truth
from disclosure.network.witnesses import (
    NOBODY,
    NOT_ASKED,
    Store,
    do_without_each,
    renewed,
    seek,
    store_for,
)

if TYPE_CHECKING:
    from disclosure.hierarchy import BoolArray
    from disclosure.pattern import Pattern
    from disclosure.table import IntArray

SURCHARGE = 8 * UNIT
"""Added to every price while cells are chosen: many cheap cells are worth avoiding, too."""
SEARCHED, REPLACED = 64, 16
"""Factors of a plane that are searched, for a witness and for one that replaces another."""
WORK = 130_000_000_000
"""Cells that may be looked at. When a sixth of them is spent, nothing more is tried to be done without before all is
shown; after a half what suppressed cells do not show is paid for at once; the rest is spent on doing without."""
PRICES = (0, 1, 4, 14)
"""What a witness may cost in turn, in units; at last whatever it must. At 0 only suppressed cells change."""
DEAR = 8 * UNIT + SURCHARGE
"""In the end secondary cells above this price are tried first, and then all."""
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

    def run(self) -> None:
        """Suppress what the promise needs, as far as networks can show it, and tell the pattern."""
        self._connect()
        self._do_without(self._secondary(), 1 / 6)
        self._show_all()
        self._do_without(self._secondary() & (self.state.price > DEAR), 1)
        self._do_without(self._secondary(), 1)
        self._show_all()
        suppress(self.pattern, self.state)
        give_witnesses(self.pattern, self.state, self.order, self.store, reader=True)
        self._show_outsiders()

    def _has_work(self, share: float) -> bool:
        """Whether less than a share of the work is done."""
        return bool(self.net.scratch.work[0] < share * self.budget)

    def _connect(self) -> None:
        """A witness for one above and one below the truth, where these must be shown."""
        self._ask()
        state, cells = self.state, np.repeat(self.order, 2)
        values = state.truth[cells] + np.tile([1, -1], self.order.size)
        asked = (state.missing[cells] >> np.clip(values, 0, MOST_VALUE)) & (values >= 0) == 1
        cells, values = cells[asked], values[asked]
        self.store.wanted[self.store.row[cells], values] = True
        start_at_truth(state)
        self.store = self._seek(self.net, self.store, open_ways(self.net, SEARCHED), (cells, values), NEVER)

    def _show_all(self) -> None:
        """Show every value that is asked for; zeros that are suppressed for it ask for more."""
        self._ask()
        while self._pay():
            self._ask()
        self.store.wanted[self.store.owner >= 0] = True

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

    def _missing(self, state: State) -> tuple[IntArray, IntArray]:
        """Cells and the values that nobody shows of them yet, the farthest from the truth first."""
        rows, values = np.nonzero((state.missing[self.order, None] >> np.arange(self.store.owner.shape[1])) & 1)
        cells = self.order[rows]
        far = np.lexsort((-np.abs(values - state.truth[cells]), rows))
        return cells[far], values[far]

    def _seek(self, net: Network, store: Store, ways: Ways, asked: tuple[IntArray, IntArray], limit: int) -> Store:
        """Find a witness of its own for every asked cell and value that nobody shows; the store with it."""
        cells, values = asked
        at = 0
        while at < cells.size:
            store = renewed(net.state, store, self.order)
            here = slice(at, at + CHUNK)
            at += seek(net, store, ways, cells[here], values[here], limit)
            self._tell()
        return store

    def _do_without(self, which: BoolArray, share: float) -> None:
        """Try to publish each of the given cells again, the dearest per use first, up to a share of the work."""
        start_at_truth(self.state)
        state = self.state
        cells, ways = np.flatnonzero(which), open_ways(self.net, REPLACED)
        cells = cells[np.lexsort((cells, -state.price[cells] // np.maximum(state.uses[cells], 1)))]
        for at in range(0, cells.size, CHUNK):
            self.store = renewed(self.state, self.store, self.order)
            if self._has_work(share):
                do_without_each(self.net, self.store, ways, cells[at : at + CHUNK])
            self._tell()

    def _secondary(self) -> BoolArray:
        return (self.state.uses > 0) & ~self.state.kept & self.state.released

    def _pay(self) -> bool:
        """Show what is missing at rising prices; whether that showed anything."""
        before = self._left()
        for price in PRICES:
            if price == 0 or self._has_work(1 / 2):
                self._pay_up_to(price * UNIT, closed=price == 0)
        self._pay_up_to(NEVER, closed=False)
        return self._left() < before

    def _left(self) -> int:
        """How many values nobody shows yet."""
        return int(np.bitwise_count(self.state.missing).sum())

    def _pay_up_to(self, limit: int, *, closed: bool) -> None:
        """Suppress what below a cost is needed for missing values."""
        start_at_truth(self.state)
        ways = (closed_ways if closed else open_ways)(self.net, SEARCHED)
        self.store = self._seek(self.net, self.store, ways, self._missing(self.state), limit)

    def _show_outsiders(self) -> None:
        """Show below the reader's floor what the outsider must find possible; she takes no cell to be at least 1."""
        state = outsiders_state(self.pattern, self.state)
        net = self.net._replace(state=state)
        start_at_truth(state)
        cells, values = self._missing(state)
        store = store_for(state, self.order, self.store.owner.shape[1])
        store.owner[store.row[cells], values] = NOBODY
        store = self._seek(net, store, closed_ways(net, SEARCHED), (cells, values), 0)
        give_witnesses(self.pattern, state, self.order, store, reader=False)
