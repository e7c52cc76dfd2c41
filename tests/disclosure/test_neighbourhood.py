"""Programs over a few of a puzzle's unknowns, all others held at a solution."""

from __future__ import annotations

import numpy as np
import pytest

from disclosure.neighbourhood import Neighbourhood, nearby, scrambled
from disclosure.puzzle import Puzzle
from disclosure.solver import NO_LIMIT, Rows

PLENTY = 10**9
ROWS = Rows(
    np.array([0, 2, 4, 6]),
    np.array([0, 1, 1, 2, 2, 3]),
    np.array([1, 1, 1, 1, 1, -1]),
    np.array([5, 7, -NO_LIMIT]),
    np.array([5, 7, 1]),
)
CHAIN = Puzzle(np.zeros(4, dtype=np.int64), np.full(4, 10), ROWS, np.ones(3, dtype=bool))
"""a + b = 5, b + c = 7, c - d at most 1; each of 0 to 10."""


@pytest.mark.parametrize(
    ("inside", "smallest"), [([0, 1], 2), ([0, 1, 2], 2), ([0, 1, 3], 2), ([1, 2, 3], 2), ([0, 1, 2, 3], 0)]
)
def test_the_smallest_b_beside_a_solution(inside, smallest):
    """b is held by a and c, and c by d: only all four together let b fall to 0."""
    part = Neighbourhood(CHAIN, np.array(inside), np.array([3, 2, 5, 4]))
    found = part.program.smallest({inside.index(1): 1}, PLENTY)
    assert found.values is not None
    solution = part.whole(found.values)
    assert CHAIN.rows.hold(solution)
    assert solution[1] == smallest


PLACES = np.argwhere(np.ones((9, 6, 1))) - np.array([0, 0, 1])


@pytest.mark.parametrize("number", range(5))
def test_a_part_of_a_table_has_some_codes_of_every_axis(number):
    """Of 9 x 6 codes with a total beside: not more than asked, and a product of codes."""
    inside = nearby(PLACES, number, 20)
    rows, columns = np.unique(PLACES[inside, 0]), np.unique(PLACES[inside, 1])
    assert inside.size == rows.size * columns.size <= 20


def test_another_number_gives_another_part():
    """Numbers 0 to 9 give different parts; without axes the part is everything."""
    assert len({tuple(nearby(PLACES, number, 20)) for number in range(10)}) > 5
    assert nearby(np.zeros((7, 0), dtype=np.int64), 3, 2).tolist() == list(range(7))


def test_groups_and_totals_are_in_every_part():
    """Place -1 along the first axis."""
    places = np.array([[-1, 0], [0, 0], [1, 0], [2, 0], [3, 0]])
    assert all(0 in nearby(places, number, 3).tolist() for number in range(6))


def test_the_parts_are_the_same_on_every_machine():
    """These figures must not change: the order of the work follows from them."""
    assert scrambled(np.arange(3), 0).tolist() == [1896895516, 1216681718, 1269570287]
    assert scrambled(np.arange(3), 1).tolist() == [926699317, 1601554128, 1608786696]
