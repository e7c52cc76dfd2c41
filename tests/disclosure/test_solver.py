"""The optimiser is asked, and never believed on its own word."""

from __future__ import annotations

import numpy as np
import pytest

from disclosure.solver import NO_LIMIT, Program, Rows, Status

PLENTY = 10**6


def program(size, *lines, high=NO_LIMIT):
    """Unknowns from 0; each line is (coefficients by unknown, low, high)."""
    starts = np.cumsum([0, *(len(line[0]) for line in lines)])
    columns = np.array([column for line in lines for column in line[0]], dtype=np.int64)
    signs = np.array([sign for line in lines for sign in line[0].values()], dtype=np.int64)
    low, top = (np.array([line[place] for line in lines], dtype=np.int64) for place in (1, 2))
    return Program(np.zeros(size, dtype=np.int64), np.full(size, high), Rows(starts, columns, signs, low, top))


TRIANGLE = [({0: 1, 1: 1}, 1, 1), ({1: 1, 2: 1}, 1, 1), ({0: 1, 2: 1}, 1, 1)]
"""a + b = b + c = a + c = 1 has only halves."""


def test_the_smallest_and_the_largest_value_are_found():
    """a + b = 5 with both at least 0: a is 0 at least and 5 at most."""
    asked = program(2, ({0: 1, 1: 1}, 5, 5))
    least, most = asked.smallest({0: 1}, PLENTY), asked.smallest({0: -1}, PLENTY)
    assert (least.status, least.bound) == (Status.OPTIMAL, 0)
    assert (most.status, most.bound) == (Status.OPTIMAL, -5)
    assert most.values is not None
    assert most.values.tolist() == [5, 0]


def test_a_relaxation_with_halves_is_not_an_answer():
    """The triangle has a rational point and no whole one: the relaxation says stopped, the branching infeasible."""
    asked = program(3, *TRIANGLE, high=1)
    relaxed = asked.relaxed({0: 1}, PLENTY)
    assert (relaxed.status, relaxed.values) == (Status.STOPPED, None)
    assert asked.smallest({0: 1}, PLENTY).status == Status.INFEASIBLE


def test_rows_that_cannot_hold_are_infeasible():
    """a + b = 5 with both at most 2."""
    assert program(2, ({0: 1, 1: 1}, 5, 5), high=2).smallest({0: 1}, PLENTY).status == Status.INFEASIBLE


def test_what_can_grow_for_ever_is_unbounded():
    """a - b = 1 with both as large as one likes."""
    assert program(2, ({0: 1, 1: -1}, 1, 1)).smallest({0: -1}, PLENTY).status == Status.UNBOUNDED


def test_bounds_may_be_narrowed_and_restored():
    """With b fixed at 2, a is 3; restored, a is 0 again."""
    asked = program(2, ({0: 1, 1: 1}, 5, 5))
    asked.set_bounds(1, 2, 2)
    assert asked.smallest({0: 1}, PLENTY).bound == 3
    asked.set_bounds(1, 0, NO_LIMIT)
    assert asked.smallest({0: 1}, PLENTY).bound == 0


def test_without_work_left_nothing_is_claimed():
    """The relaxation spends what there is; the triangle stays open rather than decided."""
    asked = program(3, *TRIANGLE, high=1)
    answer = asked.smallest({0: 1}, 1)
    assert answer.status == Status.STOPPED
    assert answer.work >= 1


def test_a_program_that_is_cut_short_gives_no_bound():
    """One iteration is not enough for thirty rows: stopped, no point, no bound."""
    lines = [
        ({place: 1, (place + 7) % 30: 1, (place + 11) % 30: 1}, place % 5 + 3, place % 5 + 9) for place in range(30)
    ]
    answer = program(30, *lines).relaxed(dict.fromkeys(range(30), -1), 1)
    assert (answer.status, answer.values, answer.bound) == (Status.STOPPED, None, None)


def test_the_branching_solver_is_believed_only_where_rounding_cannot_matter():
    """The best of a + b = 5 is proved; of a + b = 10^9 it is a point and no bound, and neither is it with a gap."""
    small = program(2, ({0: 1, 1: 1}, 5, 5)).branched({0: 1}, PLENTY)
    assert (small.status, small.bound) == (Status.OPTIMAL, 0)
    large = program(2, ({0: 1, 1: 1}, 10**9, 10**9)).branched({0: 1}, PLENTY)
    assert (large.status, large.bound) == (Status.STOPPED, None)
    assert large.values is not None
    assert int(large.values.sum()) == 10**9
    rough = program(2, ({0: 1, 1: 1}, 5, 5)).branched({0: 1}, PLENTY, gap=0.1)
    assert (rough.status, rough.bound) == (Status.STOPPED, None)


@pytest.mark.parametrize(("values", "holds"), [([2, 3], True), ([2, 2], False), ([5, 1], False)])
def test_rows_are_checked_in_whole_numbers(values, holds):
    """2 + 3 is 5; 2 + 2 and 5 + 1 are not."""
    assert program(2, ({0: 1, 1: 1}, 5, 5)).rows.hold(np.array(values)) is holds


def test_a_bound_that_rounded_multipliers_do_not_give_is_left_out():
    """7a is at least 1, so a is at least 1/7; with sixths and sixtieths no bound follows, with whole ones 0 does."""
    asked = program(1, ({0: 7}, 1, NO_LIMIT))
    assert asked.relaxed({0: 1}, PLENTY).bound == 0
    assert asked.smallest({0: 1}, PLENTY).bound == 1
