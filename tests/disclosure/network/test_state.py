"""The state while the suppression is sought: what is kept by the way equals what is worked out anew."""

from __future__ import annotations

import random

import numpy as np
import pytest

from disclosure import moves
from disclosure.lower_bounds import lower_bounds, neighbours
from disclosure.network.hand_over import outsiders_state
from disclosure.network.state import FORBIDDEN, UNIT, drop, relaxing_zero, take
from tests.disclosure.network.nets import KINDS, small


def check_kept_counts(given):
    """Bounds, suppressed zeros and costs, from what is suppressed now."""
    pattern, state = given.pattern, given.net.state
    suppressed = (state.kept | (state.uses > 0)) & state.released
    if pattern.reader_sees_zeros:
        shaped = suppressed.reshape(pattern.suppressed.shape)
        assert (state.lower == lower_bounds(pattern.table, shaped).reshape(-1)).all()
    else:
        assert not state.lower.any()
    zeros = np.zeros_like(state.zeros).reshape(pattern.suppressed.shape)
    for zero in np.flatnonzero(suppressed & (state.truth == 0)).tolist():
        for line in neighbours(pattern.system, pattern.index(zero)):
            zeros[line] += 1
    assert (state.zeros == zeros.reshape(-1)).all()
    free = (state.kept & (state.price < FORBIDDEN)) | (state.uses > 0)
    assert (state.cost == np.where(free, 0, state.price)).all()


@pytest.mark.parametrize("kind", KINDS)
def test_bounds_zeros_and_costs_follow_every_use_that_is_taken_and_dropped(kind):
    """A random sequence; the first use of a cell costs its price, and the last that is dropped saves it."""
    for seed in range(3):
        given, chance = small(seed, kind), random.Random(seed)
        layout, state = given.net.layout, given.net.state
        cells = np.flatnonzero(state.price < FORBIDDEN).tolist()
        check_kept_counts(given)
        for _ in range(40):
            cell = chance.choice(cells)
            before = int(state.cost.sum())
            if state.uses[cell] and chance.random() < 0.6:
                saved = drop(layout, state, cell)
                assert int(state.cost.sum()) == before + saved
            else:
                spent = take(layout, state, cell)
                assert int(state.cost.sum()) == before - spent
        check_kept_counts(given)


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_may_be_0_by_the_cheapest_zero_of_its_published_sums(kind):
    """Among the cheapest the most used; -1 where there is none that may be suppressed."""
    found = set()
    for seed in range(3):
        given, chance = small(seed, kind), random.Random(seed)
        pattern, state = given.pattern, given.net.state
        for cell in chance.sample(np.flatnonzero(state.price < FORBIDDEN).tolist(), 8):
            take(given.net.layout, state, cell)
        for cell in range(state.truth.size):
            lines = neighbours(pattern.system, pattern.index(cell))
            near = {
                int(zero)
                for line in lines
                for zero in np.ravel_multi_index(np.broadcast_arrays(*line), pattern.suppressed.shape).flat
            }
            zeros = [zero for zero in near if state.truth[zero] == 0 and state.price[zero] < FORBIDDEN]
            zero = relaxing_zero(given.net.layout, state, cell)
            found.add(zero >= 0)
            assert (zero in zeros) if zeros else (zero == -1)
            if zeros:
                rank = [(int(state.cost[at]), -int(state.uses[at]) - FORBIDDEN * int(state.kept[at])) for at in zeros]
                assert rank[zeros.index(zero)] == min(rank)
    assert found == {True, False}


def test_amounts_are_those_of_the_pattern():
    """Prices come from the pattern: one unit, and what is never paid, are the same in both."""
    assert (UNIT, FORBIDDEN) == (moves.UNIT, moves.FORBIDDEN)


def test_an_outsider_may_take_cells_to_be_0():
    """She has no lower bounds; missing is what the reader cannot be shown for the zeros that are published."""
    given = small(1, "three")
    state = outsiders_state(given.pattern, given.net.state)
    assert not state.least.any()
    assert not state.lower.any()
    assert (state.missing == given.pattern.missing(given.pattern.floor())).all()
