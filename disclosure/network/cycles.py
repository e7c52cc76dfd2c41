"""The cheapest circulation through a cell: a shortest path in the network of a plane, for every plane and factor.

Row vertices are codes of the plane's tree axis, column vertices its groups at each node of the flat axis; every cell is
one arc between two of them, and its flow is what is added to the cell. A circulation through a cell is the cell's own
arc and a path that leads back. With a factor over the other axes an arc stands for several cells, which all change.
Costs are whole numbers: what must be suppressed, and a little per changed cell.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from disclosure.network.compiled import NEVER, compiled, inlined
from disclosure.network.layout import Layout, Planes
from disclosure.network.network import MOST_CELLS, MOST_FACTORS, MOST_OPTIONS, Network, Scratch
from disclosure.network.state import LOOK_CLOSER, NO_STEP, SERVING, SLIGHT, State, lacks_above, lacks_below
from disclosure.table import IntArray

RELAX = 512
"""Cost of letting a cell be 0: half of suppressing one zero in a sum of its, which others will use too."""


VERTEX_BITS = 24
VERTEX_MASK = (1 << VERTEX_BITS) - 1


class Terms(NamedTuple):
    """What a circulation may cost and change.

    Attributes
    ----------
    closed : whether published cells stay as they are.
    debt : cost per unit by which a cell falls below its lower bound, to be repaired afterwards; 0 where it may not.
    factors : so many factors of each plane are looked at, and as many of those searched as can be cheaper.
    searched : at most so many are searched.
    enough : a circulation that costs less is taken without looking farther.
    spare : what the way to a value may seem to cost more than it does: small amounts per cell, repairs, and zeros that
        others use too.
    """

    closed: bool
    debt: int
    factors: int
    searched: int
    enough: int
    spare: int


Ways = tuple[Terms, Terms]
"""How to search: at first so that no cell falls too low, and then so that cells which do are raised again."""
DEBT = 1000
"""Cost per unit by which a cell falls too low on the way."""
MOST_CODES = 8
"""Codes under a group from which a factor may start."""
SPARE, SPARE_WITH_DEBTS = 6, 40
"""What a way may seem to cost more than it does, in small amounts of the smallest circulation."""
FEW_PLANES = 4
"""With more planes fewer factors of each are looked at: the work per cell stays nearly the same."""


def open_ways(net: Network, searched: int) -> Ways:
    """Ways that may suppress cells."""
    return open_terms(net, searched), open_terms(net, searched, DEBT)


def closed_ways(net: Network, searched: int) -> Ways:
    """Ways that change suppressed cells only."""
    return closed_terms(net, searched), closed_terms(net, searched, DEBT)


def open_terms(net: Network, searched: int, debt: int = 0) -> Terms:
    """Terms for circulations that may suppress cells."""
    return _terms(net, searched, debt, closed=False, enough=3 * _least_amounts(net))


def closed_terms(net: Network, searched: int, debt: int = 0) -> Terms:
    """Terms for circulations that change suppressed cells only."""
    enough = max(_least_amounts(net) * 5 // 4, debt * 3 // 2)
    return _terms(net, searched, debt, closed=True, enough=enough)


def _terms(net: Network, searched: int, debt: int, *, closed: bool, enough: int) -> Terms:
    planes, spare = net.planes.tree.size, _least_amounts(net) * (SPARE if debt == 0 else SPARE_WITH_DEBTS)
    return Terms(closed, debt, _fewer(MOST_FACTORS, planes), _fewer(searched, planes), enough, spare)


def _least_amounts(net: Network) -> int:
    """The small amounts of the smallest circulation: an exchange of two codes along every axis."""
    return SLIGHT << int((net.layout.shape > 1).sum())


def _fewer(factors: int, planes: int) -> int:
    return max(factors * FEW_PLANES // max(planes, FEW_PLANES), 2)


@compiled
def _look_closer(state: State, terms: Terms, cell: int, by: int) -> int:
    """What a step costs, in full; below the lower bound also a suppressed zero beside the cell, or a debt."""
    if terms.closed and state.cost[cell] > 0:
        return NEVER
    lacking = lacks_above(state, cell) if by > 0 else lacks_below(state, cell)
    amount = state.cost[cell] + (SERVING if lacking else SLIGHT)
    if by > 0 or not state.bounded[cell] or state.counts[cell] > state.lower[cell]:
        return int(amount)
    if state.counts[cell] > 0 and state.relaxable[cell] and not terms.closed:
        return int(amount + RELAX)
    if terms.debt > 0:
        return int(amount + terms.debt * (1 - state.counts[cell] + state.lower[cell]))
    return NEVER


@inlined
def arc_cost(state: State, terms: Terms, scratch: Scratch, size: int, base: int, sign: int, limit: int) -> int:
    """What a unit of flow on an arc costs; NEVER if it is not possible or not below `limit`."""
    total = 0
    for number in range(size):
        cell = base + scratch.offsets[number]
        by = sign * scratch.signs[number]
        amount = int(state.steps[2 * cell + (by < 0)])
        if amount == NO_STEP or (terms.closed and amount > SLIGHT):
            return NEVER
        if amount == LOOK_CLOSER:
            amount = _look_closer(state, terms, cell, by)
        total += amount
        if total >= limit:
            return NEVER
    return total


@compiled
def use_factor(layout: Layout, plane: tuple[int, int], scratch: Scratch) -> int:
    """Set out the cells that an arc stands for under the factor in use; how many, or 0 if they are too many."""
    size = 1
    scratch.offsets[0], scratch.signs[0] = 0, 1
    for axis in range(layout.shape.size):
        if axis in plane:
            continue
        code, partner = scratch.code[axis], scratch.partner[axis]
        wide = 0
        for side in range(2):
            one, other = (code, partner) if side == 0 else (partner, code)
            if one < 0:
                continue
            for at in range(layout.n_above[axis, one]):
                node = layout.above[axis, one, at]
                if other >= 0 and layout.under[axis, node, other]:
                    continue
                if wide + size > MOST_CELLS:
                    return 0
                for number in range(size):
                    scratch.spare_offsets[wide] = scratch.offsets[number] + node * layout.strides[axis]
                    scratch.spare_signs[wide] = scratch.signs[number] * (1 - 2 * side)
                    wide += 1
        size = wide
        for number in range(size):
            scratch.offsets[number], scratch.signs[number] = scratch.spare_offsets[number], scratch.spare_signs[number]
    return size


@compiled
def set_options(layout: Layout, scratch: Scratch, axis: int, node: int) -> None:
    """List the exchanges along `axis` that change `node`: a code under it alone, or with a code that is not."""
    found = 0
    codes = 0
    size = layout.codes[axis]
    step = max(1, size // MOST_OPTIONS)
    for code in range(size):
        if not layout.under[axis, node, code]:
            continue
        codes += 1
        if codes > MOST_CODES or found >= MOST_OPTIONS:
            break
        scratch.option_code[axis, found], scratch.option_partner[axis, found] = code, -1
        found += 1
        for partner in range(0, size, step):
            if not layout.under[axis, node, partner] and found < MOST_OPTIONS:
                scratch.option_code[axis, found], scratch.option_partner[axis, found] = code, partner
                found += 1
    scratch.n_options[axis] = found


@compiled
def pick_factor(plane: tuple[int, int], scratch: Scratch, number: int) -> None:
    """Put factor `number` in use."""
    for axis in range(scratch.n_options.size):
        if axis not in plane:
            option = number % scratch.n_options[axis]
            number //= scratch.n_options[axis]
            scratch.code[axis] = scratch.option_code[axis, option]
            scratch.partner[axis] = scratch.option_partner[axis, option]


class Search(NamedTuple):
    """One search for a path.

    Attributes
    ----------
    size : cells that an arc stands for.
    own : base cell of the arc that the path must not use.
    start, goal : its ends.
    first, last : the vertices of the plane.
    limit : what it must cost less than.
    """

    size: int
    own: int
    start: int
    goal: int
    first: int
    last: int
    limit: int


@inlined
def _push(queue: IntArray, waiting: int, distance: int, vertex: int) -> int:
    """Put a vertex into the heap; how many wait now."""
    entry = (distance << VERTEX_BITS) | vertex
    at = waiting
    while at > 0 and queue[(at - 1) >> 1] > entry:
        queue[at] = queue[(at - 1) >> 1]
        at = (at - 1) >> 1
    queue[at] = entry
    return waiting + 1


@inlined
def _pop(queue: IntArray, waiting: int) -> int:
    """Remove the nearest entry from the heap; how many wait now."""
    waiting -= 1
    entry = queue[waiting]
    at = 0
    while 2 * at + 1 < waiting:
        child = 2 * at + 1
        if child + 1 < waiting and queue[child + 1] < queue[child]:
            child += 1
        if queue[child] >= entry:
            break
        queue[at] = queue[child]
        at = child
    queue[at] = entry
    return waiting


@compiled
def _path(net: Network, terms: Terms, search: Search) -> int:
    """The cost of the cheapest path to the goal (Dijkstra), or NEVER."""
    planes, state, scratch = net.planes, net.state, net.scratch
    distance, done, queue = scratch.distance, scratch.done, scratch.queue
    distance[search.first : search.last] = NEVER
    done[search.first : search.last] = False
    distance[search.start] = 0
    waiting = _push(queue, 0, 0, search.start)
    while waiting > 0:
        so_far, vertex = queue[0] >> VERTEX_BITS, queue[0] & VERTEX_MASK
        waiting = _pop(queue, waiting)
        if vertex == search.goal:
            return int(so_far)
        if done[vertex]:
            continue
        done[vertex] = True
        scratch.work[0] += search.size * (planes.arcs[vertex + 1] - planes.arcs[vertex])
        for arc in range(planes.arcs[vertex], planes.arcs[vertex + 1]):
            other = planes.to[arc]
            if done[other] or planes.base[arc] == search.own:
                continue
            limit = min(search.limit, distance[other]) - so_far
            cost = arc_cost(state, terms, scratch, search.size, planes.base[arc], planes.sign[arc], limit)
            if cost == NEVER:
                continue
            distance[other] = so_far + cost
            scratch.before[other], scratch.arc[other] = vertex, arc
            waiting = _push(queue, waiting, so_far + cost, other)
    return NEVER


@compiled
def _keep_circulation(planes: Planes, scratch: Scratch, search: Search, sign: int) -> int:
    """Write down the cells and changes of the path and its own arc; how many.

    There is more room than a log has; of a longer circulation only a part is written, and the log refuses that.
    """
    found = 0
    vertex = search.goal
    base, by = search.own, sign
    while True:
        for number in range(search.size):
            scratch.cells[found] = base + scratch.offsets[number]
            scratch.changes[found] = by * scratch.signs[number]
            found += 1
        if vertex == search.start or found + search.size > scratch.cells.size:
            return found
        arc = scratch.arc[vertex]
        base, by = planes.base[arc], planes.sign[arc]
        vertex = scratch.before[vertex]


@compiled
def _look_at_factors(
    net: Network, plane: tuple[int, int], terms: Terms, own: int, sign: int, best: int
) -> tuple[int, int]:
    """What each factor costs at the given cell (in `scratch.rank`); how many were looked at, and the step."""
    scratch = net.scratch
    many = 1
    for axis in range(net.layout.shape.size):
        if axis not in plane:
            many = min(many * scratch.n_options[axis], NEVER // (MOST_OPTIONS + 1))
    looked = min(many, terms.factors)
    step = many // looked
    for number in range(looked):
        pick_factor(plane, scratch, number * step)
        size = use_factor(net.layout, plane, scratch)
        scratch.rank[number] = arc_cost(net.state, terms, scratch, size, own, sign, best) if size > 0 else NEVER
        scratch.work[0] += size
    return looked, step


@compiled
def _search_plane(
    net: Network, which: int, terms: Terms, cell: int, sign: int, best: int, found: int
) -> tuple[int, int]:
    """The cheapest circulation of one plane below `best`: its cost and size, or what was given."""
    layout, planes, scratch = net.layout, net.planes, net.scratch
    plane = planes.tree[which], planes.flat[which]
    node = cell // layout.strides[plane[0]] % layout.shape[plane[0]]
    at = cell // layout.strides[plane[1]] % layout.shape[plane[1]]
    ends = planes.cells[which] + node * planes.width[which] + at
    if at >= planes.width[which] or planes.lower[ends] < 0:
        return best, found
    for axis in range(layout.shape.size):
        if axis not in plane:
            set_options(layout, scratch, axis, cell // layout.strides[axis] % layout.shape[axis])
    own = node * layout.strides[plane[0]] + at * layout.strides[plane[1]]
    looked, step = _look_at_factors(net, plane, terms, own, sign, best)
    up = (sign > 0) != (at == layout.shape[plane[1]] - 1)
    start, goal = (planes.upper[ends], planes.lower[ends]) if up else (planes.lower[ends], planes.upper[ends])
    for _ in range(min(looked, terms.searched)):
        number = int(np.argmin(scratch.rank[:looked]))
        rank = scratch.rank[number]
        if rank >= best or best < terms.enough:
            break
        scratch.rank[number] = NEVER
        pick_factor(plane, scratch, number * step)
        size = use_factor(layout, plane, scratch)
        search = Search(size, own, start, goal, planes.vertices[which], planes.vertices[which + 1], best - rank)
        cost = _path(net, terms, search)
        if cost < best - rank:
            best = rank + cost
            found = _keep_circulation(planes, scratch, search, sign)
    return best, found


@compiled
def cheapest_circulation(net: Network, terms: Terms, cell: int, sign: int, limit: int) -> tuple[int, int]:
    """The cheapest circulation below `limit` that changes `cell` by `sign`.

    Returns
    -------
    its cost and how many cells it changes (in `scratch.cells` and `changes`); NEVER and 0 if there is none.
    """
    best, found = limit, 0
    for which in range(net.planes.tree.size):
        if best < terms.enough:
            break
        best, found = _search_plane(net, which, terms, cell, sign, best, found)
    return (best, found) if found > 0 else (NEVER, 0)
