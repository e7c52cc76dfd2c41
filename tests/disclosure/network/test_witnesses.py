"""Witnesses: whatever is kept, let go and sought anew, the uses are theirs, and what they show stays shown."""

from __future__ import annotations

import random

import numpy as np
import pytest

from disclosure.network.compiled import NEVER
from disclosure.network.cycles import open_terms, open_ways
from disclosure.network.network import LONGEST
from disclosure.network.reaching import reach, take_back
from disclosure.network.state import FORBIDDEN
from disclosure.network.witnesses import (
    NOBODY,
    REPAIRS,
    do_without,
    do_without_each,
    forget,
    free,
    has_room,
    hold,
    renewed,
    seek,
    show,
    store_for,
)
from tests.disclosure.network.nets import KINDS, keeps_every_sum, small


def ways_of(given):
    return open_ways(given.net, 16)


def asked(store, order):
    """The cells and values that nobody shows."""
    rows, values = np.nonzero(store.owner == NOBODY)
    return order[rows], values


def sought(seed, kind):
    """A small table with witnesses for whatever circulations can show."""
    given = small(seed, kind)
    store = given.store()
    seek(given.net, store, ways_of(given), *asked(store, given.order), NEVER)
    return given, store


def entries(store, number):
    return slice(int(store.start[number]), int(store.start[number + 1]))


def alive(store):
    return np.flatnonzero(store.alive[: store.sizes[0]]).tolist()


def secondary(given):
    """Published cells that are suppressed for the witnesses alone."""
    state = given.net.state
    return np.flatnonzero((state.uses > 0) & ~state.kept & state.released)


def check_uses(given, store):
    """Every use is an entry of a witness that is kept, and all of it is suppressed, or not published."""
    state = given.net.state
    uses = np.zeros_like(state.uses)
    for number in alive(store):
        here = entries(store, number)
        np.add.at(uses, store.cells[here], 1)
        freeing = store.freeing[here]
        np.add.at(uses, freeing[freeing >= 0], 1)
    assert (state.uses == uses).all()


def check_tables(given, store):
    """Every witness that is kept is a table: its sums hold, and the reader finds all its counts possible."""
    state = given.net.state
    for number in alive(store):
        here = entries(store, number)
        counts = state.truth.copy()
        counts[store.cells[here]] += store.changes[here]
        assert keeps_every_sum(given.table, counts - state.truth)
        changed = counts != state.truth
        assert (state.cost[changed] == 0).all()
        assert not (changed & (state.price >= FORBIDDEN)).any()
        assert (counts >= state.lower)[state.bounded].all()


def check_owners(given, store):
    """What belongs to a witness it shows; what belongs to nobody is missing."""
    state = given.net.state
    for (row, value), owner in np.ndenumerate(store.owner):
        cell = given.order[row]
        assert ((state.missing[cell] >> value) & 1 == 1) == (owner == NOBODY)
        if owner >= 0:
            assert store.alive[owner]
            here = entries(store, owner)
            assert value - state.truth[cell] in store.changes[here][store.cells[here] == cell]


def check_all(given, store):
    check_uses(given, store)
    check_tables(given, store)
    check_owners(given, store)
    assert (given.net.state.counts == given.net.state.truth).all()


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_reached_is_taken_back_exactly(kind):
    """Counts, costs, wishes and the log, after any way to a value, found or not."""
    reached = 0
    for seed in range(2):
        given = small(seed, kind)
        store, state = given.store(), given.net.state
        before = [part.copy() for part in (state.counts, state.cost, state.steps, state.locked)]
        for terms in ways_of(given):
            for cell, value in zip(*(part.tolist() for part in asked(store, given.order)), strict=True):
                cost = reach(given.net, terms, cell, value, NEVER, REPAIRS)
                reached += cost < NEVER
                assert cost == NEVER or state.counts[cell] == value
                assert keeps_every_sum(given.table, state.counts - state.truth)
                take_back(given.net)
        after = (state.counts, state.cost, state.steps, state.locked)
        assert all((one == other).all() for one, other in zip(before, after, strict=True))
        assert not given.net.log.sizes.any()
    assert reached


def test_a_way_that_is_longer_than_the_log_is_not_gone():
    """Nothing is done that could not be taken back."""
    given = small(1, "three")
    cells, values = asked(given.store(), given.order)
    assert reach(given.net, open_terms(given.net, 16), cells[0], values[0], NEVER, 0) < NEVER
    take_back(given.net)
    given.net.log.sizes[0] = LONGEST
    assert reach(given.net, open_terms(given.net, 16), cells[0], values[0], NEVER, 0) == NEVER
    assert (given.net.state.counts == given.net.state.truth).all()


@pytest.mark.parametrize("kind", KINDS)
def test_every_witness_that_is_sought_is_a_table_and_suppresses_what_it_needs(kind):
    """Every value has its owner, or is still missing."""
    shown = 0
    for seed in range(3):
        given, store = sought(seed, kind)
        check_all(given, store)
        shown += int((store.owner >= 0).sum())
    assert shown


@pytest.mark.parametrize("kind", KINDS)
def test_uses_and_owners_hold_whatever_is_let_go_and_sought_anew(kind):
    """Witnesses freed and held, forgotten, shown by others, sought again, done without: in a random order."""
    for seed in range(3):
        given, store = sought(seed, kind)
        net, chance = given.net, random.Random(seed)
        for _ in range(12):
            if not alive(store):
                break
            number, act = chance.choice(alive(store)), chance.choice(["held", "forgotten", "done without", "sought"])
            if act == "held":
                uses = net.state.uses.copy()
                free(net, store, number)
                forget(net, store, number)
                hold(net, store, number)
                show(net, store, number)
                assert (net.state.uses == uses).all()
            elif act == "forgotten":
                free(net, store, number)
                forget(net, store, number)
            elif act == "done without":
                do_without_each(net, store, ways_of(given), secondary(given)[chance.randrange(3) :: 3])
            else:
                seek(net, store, ways_of(given), *asked(store, given.order), NEVER)
            check_all(given, store)


@pytest.mark.parametrize("kind", KINDS)
def test_doing_without_cells_saves_what_it_says_and_keeps_what_is_wanted(kind):
    """What is suppressed afterwards costs so much less, and every value that was shown still is."""
    saved = 0
    for seed in range(4):
        given, store = sought(seed, kind)
        state = given.net.state
        shown = store.owner >= 0
        paid = int(state.price[(state.uses > 0) & ~state.kept].sum())
        less = do_without_each(given.net, store, ways_of(given), secondary(given))
        assert paid - int(state.price[(state.uses > 0) & ~state.kept].sum()) == less
        assert ((store.owner >= 0) >= shown)[store.wanted].all()
        check_all(given, store)
        saved += less
    assert saved > 0 or kind in {"two trees", "linked", "crossing"}


@pytest.mark.parametrize("kind", ["three", "one tree", "crossing, and two"])
def test_what_cannot_be_done_without_leaves_no_trace(kind):
    """Store, uses and costs are as before, all is shown that was; what is tried is never worse than not to try."""
    in_vain = 0
    for seed in range(3):
        given, store = sought(seed, kind)
        state = given.net.state
        for cell in secondary(given).tolist():
            parts = (store.sizes, store.head, store.alive, state.uses, state.cost, state.price, state.missing)
            before = [part.copy() for part in parts]
            saved = do_without(given.net, store, ways_of(given), cell)
            assert saved >= 0
            if before[3][cell] and state.uses[cell]:
                assert [(one == other).all() for one, other in zip(before, parts, strict=True)] == [True] * 7
                check_owners(given, store)
                in_vain += 1
    assert in_vain


def test_too_many_witnesses_are_not_sought_anew():
    """A cell on which more rest than can be replaced stays as it is."""
    given, store = sought(1, "three")
    state = given.net.state
    cell = int(given.order[0])
    store.start[1:402] = np.arange(1, 402)
    store.alive[:401] = True
    store.cells[:401] = cell
    store.freeing[:401] = -1
    store.link[:802:2] = np.arange(-2, 800, 2)
    store.link[0] = -1
    store.head[cell] = 800
    store.sizes[:] = 401
    uses = state.uses.copy()
    assert do_without(given.net, store, ways_of(given), cell) == 0
    assert (state.uses == uses).all()


def test_nothing_rests_on_a_cell_that_no_witness_needs():
    """There is nothing to do without."""
    given, store = sought(1, "three")
    cell = int(np.flatnonzero(given.net.state.uses == 0)[0])
    assert do_without(given.net, store, ways_of(given), cell) == 0


def test_a_store_without_room_seeks_nothing():
    """It says how far it came, so that it can go on in a larger one."""
    given = small(1, "three")
    given.store()
    store = store_for(given.net.state, given.order, int(given.pattern.risk.limit.max()), LONGEST)
    store.owner[...] = NOBODY
    store.wanted[...] = True
    assert not has_room(store)
    assert seek(given.net, store, ways_of(given), *asked(store, given.order), NEVER) == 0


def test_a_renewed_store_has_the_witnesses_that_are_kept_and_no_others():
    """Those that were let go are left out; the others show the same values and are found by their cells."""
    given, roomy = sought(2, "three")
    assert renewed(given.net.state, roomy, given.order) is roomy
    free(given.net, roomy, 0)
    forget(given.net, roomy, 0)
    full = roomy._replace(cells=roomy.cells[: 2 * roomy.sizes[1]])
    new = renewed(given.net.state, full, given.order)
    assert new.sizes[0] == len(alive(roomy)) == roomy.sizes[0] - 1
    assert new.cells[: new.sizes[1]].tolist() == roomy.cells[roomy.start[1] : roomy.sizes[1]].tolist()
    assert ((new.owner >= 0) == (roomy.owner >= 0)).all()
    check_all(given, new)
    do_without_each(given.net, new, ways_of(given), secondary(given))
    check_all(given, new)
