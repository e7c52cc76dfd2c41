"""The table while its suppression is sought: what is suppressed, what may change, and what is still to be shown."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from disclosure.hierarchy import BoolArray
from disclosure.network.compiled import compiled
from disclosure.network.layout import Layout
from disclosure.table import IntArray

UNIT = 1024
"""Cost of one unit (count + 1); smaller amounts only break ties."""
FORBIDDEN = 1 << 41
"""A price that is never paid: a known figure, or a cell that must be published."""
MOST_VALUE = 62
"""Values are bits of a whole number."""
SLIGHT = 20
"""Cost of changing a cell by one, so that alternatives stay small; every price is larger."""
SERVING = 2
"""The same where the change brings the cell closer to a value that it lacks."""
LOOK_CLOSER = -1
"""In place of what a step costs: the cell would fall below its lower bound, or the price is very high."""
NO_STEP = (1 << 31) - 1
"""In place of what a step costs: the cell may not change."""


class State(NamedTuple):
    """Per cell (flat).

    Attributes
    ----------
    truth, counts : the true table, and the one that is being built.
    price, cost : what suppressing the cell costs, and what is still to be paid for it.
    least, lower : what the reader takes it to be at least if no zero were suppressed, and as it is.
    zeros : suppressed zeros in the published sums that it stands in.
    uses : how many witnesses change it, or need it suppressed.
    bounded : whether it cannot be negative; a margin that is not published can be anything.
    relaxable : whether a zero of its sums can be suppressed, so that it may be 0.
    released : whether it is published or marked.
    kept : suppressed whatever the witnesses need.
    missing : values that must be shown and are not yet, as bits.
    locked : may not change now.
    steps : what it costs to change it by one, up (at twice its number) and down (behind that).
    """

    truth: IntArray
    counts: IntArray
    price: IntArray
    cost: IntArray
    least: npt.NDArray[np.int8]
    lower: npt.NDArray[np.int8]
    zeros: IntArray
    uses: IntArray
    bounded: BoolArray
    relaxable: BoolArray
    released: BoolArray
    kept: BoolArray
    missing: IntArray
    locked: BoolArray
    steps: npt.NDArray[np.int32]


@compiled
def lacks_above(state: State, cell: int) -> bool:
    """Whether the cell lacks a value above its count."""
    return bool(state.missing[cell] >> (min(max(state.counts[cell], 0), MOST_VALUE) + 1) != 0)


@compiled
def lacks_below(state: State, cell: int) -> bool:
    """Whether the cell lacks a value below its count."""
    return bool(state.missing[cell] & ((1 << min(max(state.counts[cell], 0), MOST_VALUE)) - 1) != 0)


@compiled
def set_steps(state: State, cell: int) -> None:
    """Note what it costs now to change the cell by one."""
    cost = state.cost[cell]
    if state.locked[cell] or cost >= FORBIDDEN:
        state.steps[2 * cell] = state.steps[2 * cell + 1] = NO_STEP
        return
    high = cost >= NO_STEP // 2
    low = state.bounded[cell] and state.counts[cell] <= state.lower[cell]
    state.steps[2 * cell] = LOOK_CLOSER if high else cost + (SERVING if lacks_above(state, cell) else SLIGHT)
    state.steps[2 * cell + 1] = LOOK_CLOSER if high or low else cost + (SERVING if lacks_below(state, cell) else SLIGHT)


@compiled
def lock(state: State, cell: int, locked: bool) -> None:
    """Let the cell not change, or let it change again."""
    state.locked[cell] = locked
    set_steps(state, cell)


@compiled
def set_cost(state: State, cell: int, cost: int) -> None:
    """Set what is still to be paid for the cell."""
    state.cost[cell] = cost
    set_steps(state, cell)


@compiled
def start_at_truth(state: State) -> None:
    """Begin a new table at the truth; all may change."""
    for cell in range(state.truth.size):
        state.counts[cell] = state.truth[cell]
        lock(state, cell, False)


@compiled
def is_visible(layout: Layout, state: State, number: int, base: int) -> bool:
    """Whether all cells of sum `number` on the line through `base` are published or marked."""
    stride = layout.strides[layout.sum_axis[number]]
    for at in range(layout.sum_start[number], layout.sum_start[number + 1]):
        if not state.released[base + layout.sum_nodes[at] * stride]:
            return False
    return True


@compiled
def base_of(layout: Layout, number: int, cell: int) -> int:
    """The flat number of the first cell on the line of sum `number` through `cell`; -1 if the cell is not in it."""
    axis = layout.sum_axis[number]
    stride = layout.strides[axis]
    node = cell // stride % layout.shape[axis]
    return cell - node * stride if layout.in_sum[number, node] else -1


@compiled
def count_zero(layout: Layout, state: State, zero: int, by: int) -> None:
    """Tell the sums of a zero that it is suppressed (1) or no longer (-1)."""
    for number in range(layout.sum_axis.size):
        base = base_of(layout, number, zero)
        if base < 0 or not is_visible(layout, state, number, base):
            continue
        stride = layout.strides[layout.sum_axis[number]]
        for at in range(layout.sum_start[number], layout.sum_start[number + 1]):
            cell = base + layout.sum_nodes[at] * stride
            state.zeros[cell] += by
            lower = state.least[cell] if state.zeros[cell] == 0 else 0
            if lower != state.lower[cell]:
                state.lower[cell] = lower
                set_steps(state, cell)


@compiled
def take(layout: Layout, state: State, cell: int) -> int:
    """Count one use of the cell; the first suppresses it. What that costs."""
    state.uses[cell] += 1
    if state.uses[cell] > 1 or state.kept[cell]:
        return 0
    set_cost(state, cell, 0)
    if state.released[cell] and state.truth[cell] == 0:
        count_zero(layout, state, cell, 1)
    return int(state.price[cell])


@compiled
def drop(layout: Layout, state: State, cell: int) -> int:
    """Take one use back; after the last the cell is published again. What that saves."""
    state.uses[cell] -= 1
    if state.uses[cell] > 0 or state.kept[cell]:
        return 0
    set_cost(state, cell, state.price[cell])
    if state.released[cell] and state.truth[cell] == 0:
        count_zero(layout, state, cell, -1)
    return int(state.price[cell])


@compiled
def freed_by(layout: Layout, state: State, zero: int) -> int:
    """How many cells that lack a value below their count would be freed if this zero were suppressed."""
    freed = 0
    for number in range(layout.sum_axis.size):
        base = base_of(layout, number, zero)
        if base < 0 or not is_visible(layout, state, number, base):
            continue
        stride = layout.strides[layout.sum_axis[number]]
        for at in range(layout.sum_start[number], layout.sum_start[number + 1]):
            cell = base + layout.sum_nodes[at] * stride
            if state.lower[cell] == 1 and state.kept[cell]:
                freed += 1
    return freed


@compiled
def relaxing_zero(layout: Layout, state: State, cell: int) -> int:
    """The zero by which `cell` may be 0: a suppressed one, the most used first, else the cheapest that frees most."""
    best, best_uses, best_cost, best_freed = -1, -1, FORBIDDEN, -1
    for number in range(layout.sum_axis.size):
        base = base_of(layout, number, cell)
        if base < 0 or not is_visible(layout, state, number, base):
            continue
        stride = layout.strides[layout.sum_axis[number]]
        for at in range(layout.sum_start[number], layout.sum_start[number + 1]):
            zero = base + layout.sum_nodes[at] * stride
            if state.truth[zero] != 0 or state.cost[zero] > best_cost or state.price[zero] >= FORBIDDEN:
                continue
            uses = state.uses[zero] + (FORBIDDEN if state.kept[zero] else 0)
            freed = freed_by(layout, state, zero) if uses == 0 else 0
            if state.cost[zero] < best_cost or (uses, freed, -zero) > (best_uses, best_freed, -best):
                best, best_uses, best_cost, best_freed = zero, uses, state.cost[zero], freed
    return best
