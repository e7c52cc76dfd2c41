"""Whole tables: what they show is theirs, what they need stays suppressed, and their building can be stopped."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest

from disclosure.lower_bounds import neighbours
from disclosure.network import table_builder
from disclosure.network.cycles import closed_terms
from disclosure.network.hand_over import outsiders_state
from disclosure.network.state import start_table
from disclosure.network.table_builder import TableBuilder
from disclosure.network.tables import build_table
from tests.disclosure.network.nets import KINDS, keeps_every_sum, small
from tests.disclosure.network.test_state import check_kept_counts

DEBT = 1000


class Stopped(Exception):
    """Raised by a progress."""


def quiet():
    """A progress that says nothing."""


def opened(seed, kind):
    """A small table of which most is suppressed, so that there is room for other tables."""
    given = small(seed, kind, hidden=0.9)
    given.store()
    return given


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("debt", [0, DEBT])
def test_a_whole_table_keeps_every_sum_and_all_that_is_published(kind, debt):
    """No cell falls below what the reader takes it to be; what shows a missing value is locked."""
    changed = 0
    for seed in range(4):
        given = opened(seed, kind)
        state = given.net.state
        terms = closed_terms(given.net, 8, debt, seed)
        build_table(given.net, terms, given.order, 14 * 1024, 12)
        assert keeps_every_sum(given.table, state.counts - state.truth)
        assert (state.counts == state.truth)[state.cost > 0].all()
        assert (state.counts >= state.lower)[state.bounded].all()
        new = [cell for cell in given.order.tolist() if (state.missing[cell] >> min(state.counts[cell], 62)) & 1]
        assert state.locked[new].all()
        changed += len(new)
    assert changed


def test_a_table_may_go_on_from_the_last_one():
    """Cells with a missing value keep it; nothing that was shown is led back to the truth."""
    given = opened(1, "three")
    state = given.net.state
    build_table(given.net, closed_terms(given.net, 8, 0, 0), given.order, 1024, 0)
    counts = state.counts.copy()
    start_table(state, at_truth=False, locking=True)
    assert (state.counts == counts).all()
    assert state.locked.any()
    start_table(state, at_truth=True, locking=True)
    assert (state.counts == state.truth).all()
    assert not state.locked.any()


@pytest.mark.parametrize("kind", ["two", "three", "one tree", "four", "crossing"])
def test_what_tables_show_is_shown_once_and_what_they_need_stays_suppressed(kind, monkeypatch):
    """Every table that is kept changes suppressed cells only, and has a suppressed zero beside what it empties."""
    monkeypatch.setattr(table_builder, "LEAST_SHOWN", 1)
    kept = 0
    for seed in range(4):
        given = opened(seed, kind)
        state, system = given.net.state, given.pattern.system
        missing = state.missing.copy()
        builder = TableBuilder(given.net, system, quiet, float("inf"))
        builder.build(repair=False)
        builder.build(repair=True)
        for added, (cells, values) in zip(builder.tables, builder.shows, strict=True):
            counts = state.truth + added
            assert keeps_every_sum(given.table, counts - state.truth)
            assert (state.kept | state.tied)[added != 0].all()
            assert (counts[cells] == values).all()
            assert ((missing[cells] >> values) & 1 == 1).all()
            missing[cells] &= ~(1 << values)
            for cell in np.flatnonzero(state.released & (counts < state.least)).tolist():
                near = np.concatenate(
                    [
                        state.zeros.reshape(system.shape)[line].reshape(-1)
                        for line in neighbours(system, given.pattern.index(cell))
                    ]
                )
                assert near.any()
        assert (missing == state.missing).all()
        check_kept_counts(given)
        kept += len(builder.tables)
    assert kept


def test_a_table_that_needs_a_zero_beside_what_it_empties_has_it_suppressed():
    """A count that falls to 0 in a table of somebody who sees the zeros: a zero of one of its sums is hidden too."""
    given = small(0, "three")
    state = given.net.state
    cell = next(
        at for at in range(state.truth.size) if state.least[at] == 1 and state.zeros[at] == 0 and state.relaxable[at]
    )
    counts = state.truth.copy()
    counts[cell] = 0
    table_builder.tie_table(given.net.layout, state, counts)
    assert state.zeros[cell] > 0
    assert state.tied.sum() == 2 - state.kept[cell]
    table_builder.tie_table(given.net.layout, state, counts)
    assert state.uses.max() == 1


def test_no_table_is_begun_when_the_work_is_spent():
    """A budget of nothing builds nothing."""
    given = opened(1, "three")
    builder = TableBuilder(given.net, given.pattern.system, quiet, 0)
    builder.build(repair=True)
    assert builder.work() == 0
    assert builder.tables == []


def test_what_the_progress_raises_stops_all_tables(monkeypatch):
    """Whoever builds is told to stop, and what was raised goes on."""
    stopped = []

    def waits(net, missing, turn, repair, stop):
        stopped.append(stop.wait(20))

    def raises():
        raise Stopped

    monkeypatch.setattr(table_builder, "_build", waits)
    monkeypatch.setattr(table_builder, "SECONDS", 0.01)
    given = opened(1, "three")
    with pytest.raises(Stopped):
        TableBuilder(given.net, given.pattern.system, raises, 1).build(repair=False)
    assert stopped == [True] * table_builder.TEAMS


def test_a_stopped_table_is_not_gone_on_with():
    """Once told to stop, nothing is changed any more."""
    given = opened(1, "three")
    stop = Event()
    stop.set()
    table_builder._build(given.net, given.order, 0, repair=True, stop=stop)
    assert (given.net.state.counts == given.net.state.truth).all()
    assert given.net.scratch.work[0] == 0


def test_the_order_of_the_cells_is_another_each_turn_and_the_same_each_time():
    """All cells, mixed by a fixed rule."""
    cells = np.arange(50)
    first, second = table_builder._shuffled(cells, 0), table_builder._shuffled(cells, 1)
    assert sorted(first.tolist()) == sorted(second.tolist()) == cells.tolist()
    assert first.tolist() != second.tolist()
    assert (first == table_builder._shuffled(cells, 0)).all()


def test_an_outsider_may_take_cells_to_be_0():
    """She has no lower bounds; missing is what the reader cannot be shown for the zeros that are published."""
    given = small(1, "three")
    state = outsiders_state(given.pattern, given.net.state)
    assert not state.least.any()
    assert not state.lower.any()
    assert (state.missing == given.pattern.missing(given.pattern.floor())).all()
