"""From the pattern to the arrays of the networks, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from disclosure.lower_bounds import lower_bounds
from disclosure.network.state import FORBIDDEN, State
from disclosure.pattern import Pattern, Witness

if TYPE_CHECKING:
    from disclosure.network.witnesses import Store
    from disclosure.table import IntArray


def state_of(pattern: Pattern, surcharge: int) -> State:
    """The state of a pattern in which nothing but what is unsafe, or forced, is suppressed.

    Parameters
    ----------
    surcharge : added to every price.
    """
    table = pattern.table
    size = table.counts.size
    counts = table.counts.reshape(-1).astype(np.int64)
    price = pattern.price.reshape(-1).astype(np.int64)
    price[(price > 0) & (price < FORBIDDEN)] += surcharge
    kept = pattern.suppressed.reshape(-1).copy()
    nothing = np.zeros_like(pattern.suppressed)
    least = lower_bounds(table, nothing) if pattern.reader_sees_zeros else np.zeros(pattern.system.shape, dtype=np.int8)
    return State(
        counts,
        counts.copy(),
        price,
        np.where(kept & (price < FORBIDDEN), 0, price),
        least.reshape(-1).copy(),
        least.reshape(-1).copy(),
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.int64),
        pattern.alternative.bounded.reshape(-1).copy(),
        pattern.relaxable.reshape(-1).copy(),
        pattern.system.in_release.reshape(-1).copy(),
        kept,
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=bool),
        np.zeros(2 * size, dtype=np.int32),
    )


def outsiders_state(pattern: Pattern, state: State) -> State:
    """The state for whoever takes no cell to be at least 1; missing is what the pattern lacks below the floor."""
    nothing = np.zeros_like(state.least)
    missing = pattern.missing(pattern.floor())
    return state._replace(least=nothing, lower=nothing.copy(), missing=missing)


def suppress(pattern: Pattern, state: State) -> None:
    """Suppress in the pattern what the state needs, and nothing else."""
    suppressed = (state.kept | (state.uses > 0)) & state.released
    pattern.suppressed[...] = suppressed.reshape(pattern.suppressed.shape)
    pattern.cost[...] = np.where(pattern.suppressed & ~pattern.fixed, 0.0, pattern.price)
    if pattern.reader_sees_zeros:
        pattern.lower[...] = lower_bounds(pattern.table, pattern.suppressed)


def give_witnesses(pattern: Pattern, state: State, order: IntArray, store: Store, *, reader: bool) -> None:
    """Give the pattern the witnesses of a store, and tell it what each shows.

    Parameters
    ----------
    order : the cells of the store's rows.
    reader : whether the reader accepts them, or only the outsider.
    """
    is_inner = pattern.system.is_inner.reshape(-1)
    rows, values = np.nonzero(store.owner >= 0)
    owners = store.owner[rows, values]
    grouped = np.argsort(owners, kind="stable")
    found, first = np.unique(owners[grouped], return_index=True)
    for owner, mine in zip(found.tolist(), np.split(grouped, first[1:]) if found.size else (), strict=True):
        here = slice(int(store.start[owner]), int(store.start[owner + 1]))
        ascending = np.argsort(store.cells[here])
        touched, changes = (part[here][ascending].astype(np.int64) for part in (store.cells, store.changes))
        inner = is_inner[touched]
        pattern.witnesses.append(
            Witness(touched[inner], changes[inner], touched, state.truth[touched] + changes, reader)
        )
        for cell, value in zip(order[rows[mine]].tolist(), values[mine].tolist(), strict=True):
            pattern.remember((cell, value, reader), len(pattern.witnesses) - 1)
            pattern.journal.append((cell, value, reader))
