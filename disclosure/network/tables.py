"""Whole alternative tables that show missing values of very many cells at once, and suppress nothing."""

from __future__ import annotations

from disclosure.network.compiled import NEVER, compiled
from disclosure.network.cycles import Terms
from disclosure.network.network import Network
from disclosure.network.reaching import reach, take_back
from disclosure.network.state import MOST_VALUE, State, is_missing, lock
from disclosure.table import IntArray

TOO_FAR = -1


@compiled
def _nearest(state: State, cell: int, sign: int) -> int:
    """The missing value of the cell that is nearest to its count above (1) or below (-1), or TOO_FAR."""
    value = min(state.counts[cell], MOST_VALUE) + sign
    while 0 <= value < MOST_VALUE:
        if (state.missing[cell] >> value) & 1:
            return int(value)
        value += sign
    return TOO_FAR


@compiled
def build_table(net: Network, terms: Terms, order: IntArray, limit: int, repairs: int) -> None:
    """Lead cell after cell to a value that nobody shows; a cell that has one is locked.

    Parameters
    ----------
    order : cells, flat numbers.
    limit : what leading one cell may cost, in small amounts.
    repairs : see `reach`.
    """
    state, log = net.state, net.log
    log.sizes[:] = 0
    for cell in order:
        if state.missing[cell] == 0 or state.locked[cell]:
            continue
        above, below = _nearest(state, cell, 1), _nearest(state, cell, -1)
        here = state.counts[cell]
        down_first = above == TOO_FAR or (below != TOO_FAR and here - below < above - here)
        first, second = (below, above) if down_first else (above, below)
        if not _lead(net, terms, cell, first, limit, repairs):
            _lead(net, terms, cell, second, limit, repairs)


@compiled
def _lead(net: Network, terms: Terms, cell: int, value: int, limit: int, repairs: int) -> bool:
    """Lead the cell to a value if that is possible, and lock what has a missing value now."""
    state, log = net.state, net.log
    if value == TOO_FAR:
        return False
    if reach(net, terms, cell, value, limit, repairs) == NEVER:
        take_back(net)
        return False
    for number in range(log.sizes[0]):
        if is_missing(state, log.cells[number]):
            lock(state, log.cells[number], True)
    log.sizes[:] = 0
    lock(state, cell, True)
    return True
