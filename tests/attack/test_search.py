"""The exact search agrees with trying every combination, by both of its methods."""

from __future__ import annotations

import random

import pytest

from tests.attack import search
from tests.attack.search import Row, equal, every_solution, holds, solve


def test_a_square_with_a_free_cycle_has_a_solution_and_a_forced_one_has_none():
    """a+b=3, c+d=2, a+c=1, b+d=4 allows a=1 (b=2, c=0, d=2), but not a=2 since a+c=1."""
    square = [equal({0, 1}, 3), equal({2, 3}, 2), equal({0, 2}, 1), equal({1, 3}, 4)]
    assert solve([*square, equal({0}, 1)], {}) == {0: 1, 1: 2, 2: 0, 3: 2}
    assert solve([*square, equal({0}, 2)], {}) is None


def test_an_odd_triangle_has_a_rational_but_no_whole_point():
    """a+b=b+c=a+c=1 would need halves."""
    triangle = [equal({0, 1}, 1), equal({1, 2}, 1), equal({0, 2}, 1)]
    assert solve(triangle, {}) is None
    bounds = search._propagate(triangle, dict.fromkeys(range(3), (0, search.FAR)))
    assert bounds is not None
    point = search._linear_point(triangle, bounds, [])
    assert point is not None
    assert {top * 2 == bottom for top, bottom in point.values()} == {True}
    assert search._branch(triangle, bounds) is None


def test_an_unknown_without_upper_limit_satisfies_any_lower_limit():
    """a >= 5 and a+b >= 9 hold with a = 9."""
    found = solve([Row(frozenset({0}), 5, None), Row(frozenset({0, 1}), 9, None)], {})
    assert found is not None
    assert found[0] + found[1] >= 9


@pytest.mark.parametrize("seed", range(150))
def test_search_and_branching_agree_with_every_combination(seed):
    """On random systems over five unknowns up to 3, all three find a solution or none does."""
    chance = random.Random(seed)
    rows = [Row(frozenset({unknown}), 0, 3) for unknown in range(5)]
    for _ in range(chance.randint(2, 5)):
        low = chance.randint(0, 5)
        rows.append(
            Row(frozenset(chance.sample(range(5), chance.randint(2, 4))), low, low + chance.choice([0, 0, 0, 2]))
        )
    exists = bool(every_solution(rows, 3))
    found = solve(rows, {unknown: chance.randint(0, 3) for unknown in range(5)})
    bounds = search._propagate(rows, dict.fromkeys(range(5), (0, search.FAR)))
    branched = None if bounds is None else search._branch(rows, bounds)
    assert (found is not None) == exists
    assert (branched is not None) == exists
    assert found is None or holds(rows, found)
    assert branched is None or holds(rows, branched)
