"""What the oracle says of a pattern, and that its demands hold for every safe pattern."""

from __future__ import annotations

import numpy as np
import pytest

from disclosure.optimal.candidates import candidates_of
from disclosure.optimal.cuts import either, made, unless_shown
from disclosure.optimal.oracle import EACH, Oracle
from disclosure.optimal.proved import protect_optimally
from disclosure.optimal.questions import Way
from disclosure.optimal.search import optimum
from disclosure.optimal.selection import Cut, Selection
from tests.attack.optimality import table_of
from tests.disclosure.counted import from_drawing
from tests.strategies import random_case

SQUARE = """
          | a |  b |  c | i alt
    x     | 2 |  9 |  9 |  20
    y     | 9 |  9 | 30 |  48
    z     | 9 | 30 | 40 |  79
    i alt | 20|  48|  79| 147
"""
ONE_AND_FOUR = """
          | a | b | c | i alt
    x     | 1 | 4 | 9 |  14
    y     | 9 | 9 | 9 |  27
    i alt | 10| 13| 18|  41
"""
ALL_IN_ONE = """
          | a | b | i alt
    x     | 9 | 0 |   9
    y     | 9 | 9 |  18
    i alt | 18| 9 |  27
"""


def oracle_of(drawing, **policy):
    table, _ = from_drawing(drawing, **policy)
    candidates = candidates_of(table)
    return Oracle(candidates), candidates


def test_a_pattern_that_shows_everything_else_fails_and_is_told_why():
    """2 alone in its row and column: every demand asks for more, and the cheapest safe pattern meets all of them."""
    oracle, candidates = oracle_of(SQUARE)
    kept, cuts = oracle.cuts(np.zeros_like(candidates.everything))
    assert not kept
    best = candidates.choice(optimum(candidates.table, None).suppressed)
    assert cuts
    assert all(cut.missing(best, 1) <= 0 < cut.missing(np.zeros_like(best), 1) for cut in cuts)


def test_no_table_has_a_negative_count():
    """The 2 cannot lose three; losing two is possible for the outsider alone, when all may change."""
    oracle, candidates = oracle_of(SQUARE)
    cell = int(np.flatnonzero(candidates.base)[0])
    oracle._whole.at(candidates.everything)
    lost = [oracle._whole.find(Way((cell,), change, exact=True, reader=False), EACH).values for change in (-3, -2)]
    assert lost[0] is None
    assert lost[1] is not None


def test_a_demand_found_by_trial_names_cells_of_which_each_would_help():
    """With all but these suppressed the value stays impossible; with any one of them more it becomes possible."""
    oracle, candidates = oracle_of(SQUARE)
    nothing = np.zeros_like(candidates.everything)
    clause = oracle.failing(nothing)[0][0]
    cut = oracle._cut_by_filtering(clause, nothing)
    most = np.ones_like(nothing)
    most[list(cut.columns)] = 0
    assert clause in [one for one, _ in oracle.failing(most)]
    for column in cut.columns:
        more = most.copy()
        more[column] = 1
        assert clause not in [one for one, _ in oracle.failing(more)]


def test_whoever_is_alone_must_not_subtract_herself():
    """Beside a 1 the 4 must stay open to the one who knows the 1: participants cost more."""
    usual, guarded = (optimum(from_drawing(ONE_AND_FOUR, participants=flag)[0], None) for flag in (False, True))
    assert guarded.cost == guarded.bound >= usual.cost
    assert candidates_of(from_drawing(ONE_AND_FOUR, participants=True)[0]).base.sum() == 2


def test_a_group_all_in_one_category_is_opened():
    """All 9 of x are in a: a pattern must leave room for two of them outside."""
    table, _ = from_drawing(ALL_IN_ONE, group_disclosure=True)
    found = protect_optimally(table).found
    assert found.cost == found.bound > 0


@pytest.mark.parametrize(("seed", "kind"), [(13, "three"), (110, "three"), (24, "two hierarchies")])
def test_clauses_that_depend_on_the_pattern_and_clauses_with_two_ways(seed, kind):
    """Margins whose floor a suppressed zero lowers, and participants: proved to the optimum, from any beginning."""
    case = random_case(seed)
    assert case.kind == kind
    found, alone = protect_optimally(table_of(case)).found, optimum(table_of(case), None)
    assert found.cost == found.bound == alone.cost == alone.bound


def test_a_demand_is_no_larger_than_it_must_be():
    """Coefficients are cut to what is demanded and divided by what they share; nothing demanded is no demand."""
    assert made({3: 8, 1: 4, 2: 0}, 6) == Cut((1, 3), (2, 3), 3)
    assert made({1: 1}, 0) is None
    assert made({}, 2) == Cut((), (), 1)


def test_one_of_two_demands_is_enough():
    """x1 >= 1 or 2 x1 + x2 >= 2: every column counts by its largest share."""
    assert either([Cut((1,), (1,), 1), Cut((1, 2), (2, 1), 2)]) == Cut((1, 2), (2, 1), 2)


def test_a_demand_can_be_met_by_showing_a_cell():
    """x1 >= 1, or cell 2 is shown: x1 - x2 >= 0."""
    assert unless_shown(Cut((1,), (1,), 1), np.array([2])) == Cut((1, 2), (1, -1), 0)


def test_the_greedy_completion_takes_what_does_most_for_its_price():
    """Of two cells that meet a demand the cheaper is taken; a demand that nothing meets cannot be completed."""
    master = Selection(np.array([5, 2]))
    assert master.demand(Cut((0, 1), (1, 1), 1))
    assert not master.demand(Cut((0, 1), (1, 1), 1))
    taken = master.greedy(np.zeros(2, dtype=np.int64))
    assert taken is not None
    assert taken.tolist() == [0, 1]
    master.demand(Cut((), (), 1))
    assert master.greedy(np.zeros(2, dtype=np.int64)) is None
    assert master.relaxed()[1] == 0
    assert master.infeasible
    assert master.whole(None, 10, 0.0)[0] is None
