"""Witnesses with what they need: which cells they change, which zeros free others, and which values they show.

A published cell is suppressed while some witness needs it. A value belongs to the first witness that shows it, and must
be sought anew when that witness is let go (`do_without`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from disclosure.hierarchy import BoolArray
from disclosure.network.compiled import NEVER, compiled
from disclosure.network.cycles import Ways
from disclosure.network.network import LONGEST, Network
from disclosure.network.reaching import reach, take_back
from disclosure.network.state import FORBIDDEN, State, drop, relaxing_zero, set_cost, take
from disclosure.table import IntArray

NOT_ASKED, NOBODY = -2, -1
"""Owners of a value that need not be shown, and of one that no witness of a store shows."""


class Store(NamedTuple):
    """Witnesses one after the other.

    Attributes
    ----------
    start : per witness its first entry.
    alive : per witness whether it is kept.
    cells, changes, freeing : per entry a cell, what is added to it, and the zero by which it may be 0 (or -1).
    link : per entry twice the next entry of the same cell, and of the same freeing zero; -1 ends.
    head : per cell the first of its chain.
    row : per cell its row in `owner`, or -1.
    owner : per unsafe cell and value the witness that shows it.
    wanted : per unsafe cell and value whether a witness that is let go must be replaced for it.
    sizes : how many witnesses and entries.
    using : room for the witnesses that need a cell.
    """

    start: IntArray
    alive: BoolArray
    cells: npt.NDArray[np.int32]
    changes: npt.NDArray[np.int32]
    freeing: npt.NDArray[np.int32]
    link: npt.NDArray[np.int32]
    head: IntArray
    row: IntArray
    owner: IntArray
    wanted: BoolArray
    sizes: IntArray
    using: IntArray


MOST_REPLACED = 400
"""Witnesses that are sought anew to do without one cell."""
LEAST_ENTRIES = 1_000_000
LEAST_WITNESSES = 100_000


def store_for(state: State, order: IntArray, values: int, entries: int = LEAST_ENTRIES) -> Store:
    """An empty store for the unsafe cells `order` and values below `values`."""
    row = np.full(state.truth.size, -1, dtype=np.int64)
    row[order] = np.arange(order.size)
    witnesses = max(LEAST_WITNESSES, entries // 8)
    return Store(
        np.zeros(witnesses, dtype=np.int64),
        np.zeros(witnesses, dtype=bool),
        np.zeros(entries, dtype=np.int32),
        np.zeros(entries, dtype=np.int32),
        np.zeros(entries, dtype=np.int32),
        np.zeros(2 * entries, dtype=np.int32),
        np.full(state.truth.size, -1, dtype=np.int64),
        row,
        np.full((order.size, values), NOT_ASKED, dtype=np.int64),
        np.zeros((order.size, values), dtype=bool),
        np.zeros(2, dtype=np.int64),
        np.zeros(MOST_REPLACED, dtype=np.int64),
    )


def renewed(state: State, store: Store, order: IntArray) -> Store:
    """The store with ample room: itself, or without witnesses that were let go, or a larger one."""
    if 2 * store.sizes[1] < store.cells.size and 2 * store.sizes[0] < store.start.size:
        return store
    alive = store.alive[: store.sizes[0]]
    lengths = np.diff(store.start[: store.sizes[0] + 1])
    entries = max(LEAST_ENTRIES, 4 * int(lengths[alive].sum()))
    new = store_for(state, order, store.owner.shape[1], max(entries, 32 * int(alive.sum())))
    _copy_alive(store, new)
    number = np.cumsum(alive) - 1
    own = store.owner >= 0
    new.owner[...] = store.owner
    new.owner[own] = number[store.owner[own]]
    new.wanted[...] = store.wanted
    return new


@compiled
def _copy_alive(old: Store, new: Store) -> None:
    for number in range(old.sizes[0]):
        if not old.alive[number]:
            continue
        first = last = new.sizes[1]
        for at in range(old.start[number], old.start[number + 1]):
            new.cells[last], new.changes[last], new.freeing[last] = old.cells[at], old.changes[at], old.freeing[at]
            _chain(new, 2 * last, new.cells[last])
            last += 1
        for at in range(first, last):
            if new.freeing[at] >= 0:
                _chain(new, 2 * at + 1, new.freeing[at])
        new.alive[new.sizes[0]] = True
        new.sizes[0], new.sizes[1] = new.sizes[0] + 1, last
        new.start[new.sizes[0]] = last


@compiled
def _chain(store: Store, entry: int, cell: int) -> None:
    store.link[entry] = store.head[cell]
    store.head[cell] = entry


@compiled
def has_room(store: Store) -> bool:
    """Whether another witness surely fits."""
    return bool(store.sizes[0] + 1 < store.start.size and store.sizes[1] + LONGEST < store.cells.size)


@compiled
def _write_down(net: Network, store: Store) -> tuple[int, int]:
    """Write the current table down as an entry per changed cell; first and last entry. The truth is restored."""
    state, log = net.state, net.log
    first = last = store.sizes[1]
    for number in range(log.sizes[0]):
        cell = log.cells[number]
        change = state.counts[cell] - state.truth[cell]
        if change != 0:
            store.cells[last], store.changes[last] = cell, change
            last += 1
            # so that it is not written twice; restored below
            state.counts[cell] = state.truth[cell]
    for at in range(first, last):
        state.counts[store.cells[at]] += store.changes[at]
    take_back(net)
    return first, last


@compiled
def keep(net: Network, store: Store) -> int:
    """Keep the current table as a witness and suppress what it needs; the truth is restored. What it costs."""
    layout, state = net.layout, net.state
    first, last = _write_down(net, store)
    spent = 0
    for at in range(first, last):
        spent += take(layout, state, store.cells[at])
        _chain(store, 2 * at, store.cells[at])
    for at in range(first, last):
        cell = store.cells[at]
        store.freeing[at] = -1
        if state.released[cell] and state.truth[cell] + store.changes[at] < state.least[cell]:
            zero = relaxing_zero(layout, state, cell)
            store.freeing[at] = zero
            spent += take(layout, state, zero)
            _chain(store, 2 * at + 1, zero)
    number = store.sizes[0]
    store.sizes[0], store.sizes[1] = number + 1, last
    store.start[number + 1] = last
    store.alive[number] = True
    show(net, store, number)
    return spent


@compiled
def show(net: Network, store: Store, number: int) -> int:
    """Give a witness the values that it shows and nobody else does; how many."""
    state = net.state
    shown = 0
    for at in range(store.start[number], store.start[number + 1]):
        cell = store.cells[at]
        row = store.row[cell]
        value = state.truth[cell] + store.changes[at]
        if row >= 0 and 0 <= value < store.owner.shape[1] and (state.missing[cell] >> value) & 1:
            store.owner[row, value] = number
            state.missing[cell] &= ~(1 << value)
            shown += 1
    return shown


@compiled
def free(net: Network, store: Store, number: int) -> int:
    """Take back what a witness needs; what that saves. Its values are still its own."""
    saved = 0
    for at in range(store.start[number], store.start[number + 1]):
        saved += drop(net.layout, net.state, store.cells[at])
        if store.freeing[at] >= 0:
            saved += drop(net.layout, net.state, store.freeing[at])
    store.alive[number] = False
    return saved


@compiled
def hold(net: Network, store: Store, number: int) -> None:
    """Undo `free`."""
    for at in range(store.start[number], store.start[number + 1]):
        take(net.layout, net.state, store.cells[at])
        if store.freeing[at] >= 0:
            take(net.layout, net.state, store.freeing[at])
    store.alive[number] = True


@compiled
def forget(net: Network, store: Store, number: int) -> None:
    """Nobody shows any more what a witness shows alone."""
    for at in range(store.start[number], store.start[number + 1]):
        cell = store.cells[at]
        row = store.row[cell]
        value = net.state.truth[cell] + store.changes[at]
        if row >= 0 and 0 <= value < store.owner.shape[1] and store.owner[row, value] == number:
            store.owner[row, value] = NOBODY
            net.state.missing[cell] |= 1 << value


@compiled
def _unwrite(store: Store, number: int) -> None:
    """Remove the last witness, which has been freed and forgotten."""
    for at in range(store.start[number + 1] - 1, store.start[number] - 1, -1):
        if store.freeing[at] >= 0:
            store.head[store.freeing[at]] = store.link[2 * at + 1]
    for at in range(store.start[number + 1] - 1, store.start[number] - 1, -1):
        store.head[store.cells[at]] = store.link[2 * at]
    store.sizes[0], store.sizes[1] = number, store.start[number]


@compiled
def seek(net: Network, store: Store, ways: Ways, cells: IntArray, values: IntArray, limit: int) -> int:
    """Find a witness of its own for every given value that nobody shows, below a price; how many were gone through."""
    for number in range(cells.size):
        if not has_room(store):
            return number
        cell, value = cells[number], values[number]
        if (net.state.missing[cell] >> value) & 1 == 1 and _lead(net, ways, cell, value, limit):
            keep(net, store)
    return cells.size


@compiled
def _lead(net: Network, ways: Ways, cell: int, value: int, limit: int) -> bool:
    """Lead the cell to the value below a price, if need be over cells that fall too low.

    Whether that was possible; if not, nothing is changed.
    """
    for terms in ways:
        if reach(net, terms, cell, value, limit + terms.spare, REPAIRS) < NEVER:
            return True
        take_back(net)
    return False


REPAIRS = 40
"""Circulations that may raise cells which fell too low on the way to one value."""


@compiled
def _witnesses_of(store: Store, cell: int, found: IntArray) -> int:
    """The witnesses that need `cell`, in `found`; how many, or -1 if they are too many."""
    many = 0
    entry = store.head[cell]
    while entry >= 0:
        number = np.searchsorted(store.start[: store.sizes[0] + 1], entry // 2, side="right") - 1
        if store.alive[number]:
            if many > 0 and found[many - 1] == number:
                pass
            elif many == found.size:
                return -1
            else:
                found[many] = number
                many += 1
        entry = store.link[entry]
    return many


@compiled
def do_without(net: Network, store: Store, ways: Ways, cell: int) -> int:
    """Try to publish `cell`: seek other witnesses for what rests on it, and keep them if no more is then suppressed.

    What costs the same is taken too: it leads on to patterns that cost less.

    Returns
    -------
    what is saved, 0 if nothing.
    """
    state = net.state
    using = store.using
    many = _witnesses_of(store, cell, using)
    if many <= 0:
        return 0
    saved = 0
    for number in using[:many]:
        saved += free(net, store, number)
        forget(net, store, number)
    price = state.price[cell]
    state.price[cell] = FORBIDDEN
    set_cost(state, cell, FORBIDDEN)
    before = store.sizes[0]
    spent = 0
    for number in using[:many]:
        for at in range(store.start[number], store.start[number + 1]):
            if spent <= saved:
                spent += _replace(net, store, ways, store.cells[at], saved - spent)
    state.price[cell] = price
    set_cost(state, cell, price)
    if spent <= saved:
        return saved - spent
    for number in range(store.sizes[0] - 1, before - 1, -1):
        free(net, store, number)
        forget(net, store, number)
        _unwrite(store, number)
    for number in using[:many]:
        hold(net, store, number)
        show(net, store, number)
    return 0


@compiled
def _replace(net: Network, store: Store, ways: Ways, cell: int, limit: int) -> int:
    """Seek a witness for every value that the cell lacks; the cost, NEVER if it is too dear."""
    spent = 0
    row = store.row[cell]
    if row < 0:
        return 0
    for value in range(store.owner.shape[1]):
        if not store.wanted[row, value] or (net.state.missing[cell] >> value) & 1 == 0:
            continue
        if not has_room(store) or not _lead(net, ways, cell, value, limit - spent):
            return NEVER
        spent += keep(net, store)
        if spent > limit:
            return NEVER
    return spent


@compiled
def do_without_each(net: Network, store: Store, ways: Ways, cells: IntArray) -> int:
    """Try to publish each of the cells in turn; what is saved."""
    saved = 0
    for cell in cells:
        if net.state.uses[cell] > 0 and has_room(store):
            saved += do_without(net, store, ways, cell)
    return saved
