"""Leading a cell to a value: circulations one after the other, and more of them where others fall too low.

What is changed is logged, so that it can be taken back; nothing is suppressed until a witness is kept (witnesses.py).
"""

from __future__ import annotations

from disclosure.network.compiled import NEVER, compiled
from disclosure.network.cycles import Terms, cheapest_circulation
from disclosure.network.layout import Layout
from disclosure.network.network import LONGEST, Network
from disclosure.network.state import State, lock, relaxing_zero, set_cost, set_steps


@compiled
def _apply(net: Network, found: int) -> bool:
    """Carry out the circulation found last; False, and nothing done, if the log is full."""
    state, log, scratch = net.state, net.log, net.scratch
    if log.sizes[0] + found > LONGEST:
        return False
    for number in range(found):
        cell, change = scratch.cells[number], scratch.changes[number]
        state.counts[cell] += change
        log.cells[log.sizes[0]], log.changes[log.sizes[0]] = cell, change
        log.sizes[0] += 1
        if state.cost[cell] > 0:
            state.cost[cell] = 0
            log.opened[log.sizes[1]] = cell
            log.sizes[1] += 1
        set_steps(state, cell)
    return True


@compiled
def take_back(net: Network) -> None:
    """Undo what the log holds."""
    state, log = net.state, net.log
    for number in range(log.sizes[0]):
        state.counts[log.cells[number]] -= log.changes[number]
    for number in range(log.sizes[0]):
        set_steps(state, log.cells[number])
    for number in range(log.sizes[1]):
        set_cost(state, log.opened[number], state.price[log.opened[number]])
    log.sizes[:] = 0


@compiled
def _step(net: Network, terms: Terms, cell: int, sign: int, limit: int) -> int:
    """Change the cell by one; the cost, or NEVER."""
    cost, found = cheapest_circulation(net, terms, cell, sign, limit)
    if found == 0 or not _apply(net, found):
        return NEVER
    return cost


@compiled
def _is_low(layout: Layout, state: State, terms: Terms, cell: int) -> bool:
    """Whether the cell is lower than the reader, or anybody, takes it to be, and cannot be freed by a zero."""
    if not state.bounded[cell] or state.counts[cell] >= state.lower[cell]:
        return False
    return state.counts[cell] < 0 or terms.closed or relaxing_zero(layout, state, cell) < 0


@compiled
def reach(net: Network, terms: Terms, cell: int, goal: int, limit: int, repairs: int) -> int:
    """Lead the cell to `goal` for less than `limit`; the cost, or NEVER (what was done must then be taken back).

    Parameters
    ----------
    repairs : so many circulations may raise cells that fell too low on the way.
    """
    state, log = net.state, net.log
    spent = 0
    while state.counts[cell] != goal:
        before = state.counts[cell]
        sign = 1 if goal > before else -1
        cost = _step(net, terms, cell, sign, limit - spent)
        if cost == NEVER or (state.counts[cell] - before) * sign <= 0:
            return NEVER
        spent += cost
    locked = state.locked[cell]
    lock(state, cell, True)
    at = 0
    while at < log.sizes[0] and spent < NEVER:
        low = log.cells[at]
        if not _is_low(net.layout, state, terms, low):
            at += 1
            continue
        repairs -= 1
        cost = _step(net, terms, low, 1, limit - spent) if repairs >= 0 else NEVER
        spent = NEVER if cost == NEVER else spent + cost
    lock(state, cell, locked)
    return spent
