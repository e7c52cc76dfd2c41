"""Circulations: each keeps every sum and costs what is said, and where a network is the whole table none is cheaper."""

from __future__ import annotations

import random

import highspy
import numpy as np
import pytest

from disclosure.network.compiled import NEVER
from disclosure.network.cycles import RELAX, cheapest_circulation, closed_terms, open_terms, use_factor
from disclosure.network.network import MOST_CELLS
from disclosure.network.state import FORBIDDEN, SERVING, SLIGHT, lacks_above, lacks_below, set_steps
from tests.disclosure.network.nets import KINDS, keeps_every_sum, small

DEBT = 1000


def stirred(seed, kind):
    """A small net with some cells locked, some free, and some wishes."""
    given, chance = small(seed, kind), random.Random(seed)
    state = given.net.state
    given.store()
    state.locked[:] = [chance.random() < 0.05 for _ in range(state.truth.size)]
    state.cost[:] = [0 if chance.random() < 0.3 else cost for cost in state.cost.tolist()]
    for cell in range(state.truth.size):
        set_steps(state, cell)
    return given


def terms_of(given):
    """With and without paying for published cells, with and without debts."""
    opened = (open_terms(given.net, 8, debt) for debt in (0, DEBT))
    return [*opened, closed_terms(given.net, 8, 0), closed_terms(given.net, 8, DEBT)]


def cost_of_change(state, terms, cell, by):
    """What adding `by` (1 or -1) to one cell costs, NEVER if it may not be."""
    if state.locked[cell] or state.cost[cell] >= FORBIDDEN or (terms.closed and state.cost[cell] > 0):
        return NEVER
    wished = lacks_above(state, cell) if by > 0 else lacks_below(state, cell)
    cost = int(state.cost[cell]) + (SERVING if wished else SLIGHT)
    slack = int(state.counts[cell]) - int(state.lower[cell])
    if by > 0 or not state.bounded[cell] or slack > 0:
        return cost
    if state.counts[cell] > 0 and state.relaxable[cell] and not terms.closed:
        return cost + RELAX
    return cost + terms.debt * (1 - slack) if terms.debt else NEVER


def change_of(given, found):
    """What the circulation found last adds to every cell."""
    change = np.zeros(given.net.state.truth.size, dtype=np.int64)
    cells, changes = given.net.scratch.cells[:found], given.net.scratch.changes[:found]
    np.add.at(change, cells, changes)
    return change


@pytest.mark.parametrize("kind", KINDS)
def test_every_circulation_keeps_all_sums_and_costs_what_its_cells_cost(kind):
    """Every few cells of random tables, up and down, on all terms; the asked cell changes by the asked sign."""
    seen = 0
    for seed in range(3):
        given = stirred(seed, kind)
        for terms in terms_of(given):
            for cell in range(seed, given.net.state.truth.size, 5):
                sign = 1 if (cell + seed) % 2 else -1
                cost, found = cheapest_circulation(given.net, terms, cell, sign, NEVER)
                assert (cost == NEVER) == (found == 0)
                if found:
                    change = change_of(given, found)
                    assert change[cell] == sign
                    assert keeps_every_sum(given.table, change)
                    assert np.count_nonzero(change) == found
                    changed = [(at, int(change[at])) for at in np.flatnonzero(change).tolist()]
                    assert cost == sum(cost_of_change(given.net.state, terms, *one) for one in changed)
                    seen += 1
    assert seen > 10


def cheapest_change(given, terms, cell, sign):
    """The least cost of any change of the whole table that keeps its sums, as a linear program; None if there is none."""
    state, solver = given.net.state, highspy.Highs()
    solver.silent()
    size = state.truth.size
    for by in (1, -1):
        for at in range(size):
            cost = cost_of_change(state, terms, at, by)
            asked = float(at == cell and by == sign)
            most = asked if at == cell else (0.0 if cost == NEVER else highspy.kHighsInf)
            if asked and cost == NEVER:
                return None
            solver.addVar(asked, most)
            solver.changeColCost(solver.getNumCol() - 1, float(min(cost, FORBIDDEN)))
    for axis in range(len(given.table.system.nodes)):
        for part in given.table.system.sums(axis):
            lines = np.moveaxis(np.arange(size).reshape(given.table.counts.shape), axis, 0)
            for line in lines.reshape(lines.shape[0], -1).T:
                where = [int(line[node]) for node in (part.total, *part.parts)]
                signs = [-1.0] + [1.0] * len(part.parts)
                columns = np.array([*where, *(size + at for at in where)], dtype=np.int32)
                solver.addRow(0.0, 0.0, columns.size, columns, np.array([*signs, *(-one for one in signs)]))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return round(solver.getInfo().objective_function_value)


@pytest.mark.parametrize("kind", ["two", "wide", "one tree", "only children"])
def test_in_two_dimensions_no_change_of_the_table_is_cheaper(kind):
    """Where one axis has at most one tree, and the other none, the network is the whole table."""
    possible = 0
    for seed in range(4):
        given = stirred(seed, kind)
        for number, terms in enumerate(terms_of(given)):
            for cell in range(number, given.net.state.truth.size, 5):
                for sign in (1, -1):
                    cost, found = cheapest_circulation(given.net, terms, cell, sign, NEVER)
                    least = cheapest_change(given, terms, cell, sign)
                    assert (cost if found else None) == least
                    possible += found > 0
    assert possible > 10


@pytest.mark.parametrize("kind", ["three", "two trees", "crossing", "linked"])
def test_no_circulation_is_cheaper_than_the_cheapest_change_of_the_table(kind):
    """In the networks of larger systems not everything can be said, but nothing that is untrue."""
    given = stirred(1, kind)
    terms = terms_of(given)[0]
    for cell in range(0, given.net.state.truth.size, 7):
        cost, found = cheapest_circulation(given.net, terms, cell, 1, NEVER)
        least = cheapest_change(given, terms, cell, 1)
        assert not found or (least is not None and least <= cost)


def test_what_does_not_cost_less_than_the_limit_is_not_found():
    """One below its cost there is nothing; at one more it is there."""
    given = stirred(2, "three")
    terms = open_terms(given.net, 128)
    cell = next(
        at for at in given.order.tolist() if cheapest_circulation(given.net, terms, at, 1, NEVER)[0] > terms.enough
    )
    cost, _ = cheapest_circulation(given.net, terms, cell, 1, NEVER)
    assert cheapest_circulation(given.net, terms, cell, 1, cost) == (NEVER, 0)
    assert cheapest_circulation(given.net, terms, cell, 1, cost + 1)[0] == cost


def test_a_factor_that_stands_for_too_many_cells_is_not_used():
    """Exchanges on axes of great depth would multiply to more cells than there is room for."""
    given = small(0, "four")
    layout, scratch = given.net.layout, given.net.scratch
    deep = layout._replace(
        n_above=np.full_like(layout.n_above, MOST_CELLS),
        above=np.zeros((*layout.n_above.shape, MOST_CELLS), dtype=np.int64),
    )
    scratch.code[:], scratch.partner[:] = 0, -1
    assert use_factor(deep, (0, 1), scratch) == 0
    assert use_factor(layout, (0, 1), scratch) > 0
