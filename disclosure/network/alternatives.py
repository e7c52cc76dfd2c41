"""Alternatives in which some cells have given values, for a pattern that grows meanwhile.

The clauses of participants and groups ask for them (clause_proofs.py): some cells change while others stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from disclosure.blocks import Change
from disclosure.network.compiled import NEVER
from disclosure.network.cycles import closed_ways, open_ways
from disclosure.network.reaching import reach, take_back
from disclosure.network.search import PRICES, SEARCHED, WORK
from disclosure.network.state import FORBIDDEN, UNIT, lock, start_at_truth
from disclosure.network.witnesses import REPAIRS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from disclosure.network.cycles import Terms
    from disclosure.network.network import Network
    from disclosure.pattern import Pattern

Way = tuple[tuple[int, int], ...]
"""Cells (flat numbers) and the values that they must have."""


class NetworkAlternatives:
    """Finds alternatives by networks for what a pattern suppresses by now.

    Parameters
    ----------
    net : as a search left it (search.py), with its prices.
    share : how much of WORK may be done; after that whatever is possible is taken, at any price.
    """

    def __init__(self, pattern: Pattern, net: Network, share: float) -> None:
        # arrays of the pattern itself: what it suppresses from now on is seen here
        self.state = net.state._replace(lower=pattern.lower.reshape(-1), kept=pattern.suppressed.reshape(-1))
        self.net = net._replace(state=self.state)
        self._suppressed = -1
        self.most_work = int(net.scratch.work[0]) + share * WORK

    def prices(self) -> Iterator[int | None]:
        """What alternatives may cost in turn, in units; at last, and when the work is done, whatever they must."""
        for price in PRICES:
            if self.net.scratch.work[0] < self.most_work:
                yield price
        yield None

    def cheapest(self, ways: Sequence[Way], price: int | None) -> Change | None:
        """The cheapest alternative that goes one of the ways, up to a price; None if there is none.

        At price 0 only suppressed cells change.
        """
        self._catch_up()
        limit, change = NEVER if price is None else price * UNIT, None
        best = NEVER
        for way in ways:
            for terms in (closed_ways if price == 0 else open_ways)(self.net, SEARCHED):
                cost = self._go(terms, way, min(best, limit + terms.spare))
                if cost < best:
                    best, change = cost, self._written(cost)
                take_back(self.net)
        return change

    def _catch_up(self) -> None:
        """Take note of what the pattern has suppressed since the last time."""
        suppressed = int(np.count_nonzero(self.state.kept))
        if suppressed != self._suppressed:
            self._suppressed = suppressed
            self.state.cost[self.state.kept & (self.state.price < FORBIDDEN)] = 0
            start_at_truth(self.state)

    def _go(self, terms: Terms, way: Way, limit: int) -> int:
        """Lead one cell of the way after the other to its value, and hold those that have it; the cost, or NEVER."""
        for cell, value in way:
            lock(self.state, cell, self.state.counts[cell] == value)
        spent = 0
        for cell, value in way:
            if spent < NEVER:
                cost = reach(self.net, terms, cell, value, limit - spent, REPAIRS)
                spent = NEVER if cost == NEVER else spent + cost
            lock(self.state, cell, True)
        for cell, _ in way:
            lock(self.state, cell, False)
        return spent

    def _written(self, cost: int) -> Change:
        """The current table as a change of the truth."""
        log = self.net.log
        cells = np.unique(log.cells[: log.sizes[0]])
        added = self.state.counts[cells] - self.state.truth[cells]
        return Change(cells[added != 0], added[added != 0], cost / UNIT)
