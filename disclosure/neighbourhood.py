"""Neighbourhoods: a few of a puzzle's unknowns, so that a program over them is small.

With all unknowns outside held at a solution, what is found inside is a solution of the whole puzzle.
"""

from __future__ import annotations

import numpy as np

from disclosure.puzzle import Puzzle
from disclosure.solver import NO_LIMIT, IntArray, Program, Rows

KEPT = 2 / 3
"""The share of an axis' codes that is kept when a neighbourhood is still too large."""
FEWEST_CODES = 2


class Neighbourhood:
    """Some unknowns of a puzzle (ascending numbers), all others having their value in a solution.

    Attributes
    ----------
    program : what is left to solve; its unknowns are those inside, in their order.
    """

    def __init__(self, puzzle: Puzzle, inside: IntArray, solution: IntArray) -> None:
        rows, self._inside, self._solution = puzzle.rows, inside, solution
        place = np.full(puzzle.size, -1, dtype=np.int64)
        place[inside] = np.arange(inside.size)
        entries = np.flatnonzero(place[rows.columns] >= 0)
        used, numbers = np.unique(rows.owner[entries], return_inverse=True)
        starts = np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=used.size))])
        outside = rows.times(np.where(place < 0, solution, 0))[used]
        low, high = (
            np.where(np.abs(limit[used]) >= NO_LIMIT, limit[used], limit[used] - outside)
            for limit in (rows.low, rows.high)
        )
        inner = Rows(starts, place[rows.columns[entries]], rows.coefficients[entries], low, high)
        self.program = Program(puzzle.low[inside], puzzle.high[inside], inner)

    def whole(self, values: IntArray) -> IntArray:
        """The solution with these values inside."""
        solution = self._solution.copy()
        solution[self._inside] = values
        return solution


def nearby(places: IntArray, number: int, most: int) -> IntArray:
    """The unknowns of a part of the table: some codes of every axis, with every group and total over them.

    Parameters
    ----------
    places : as in `Puzzle`.
    number : which codes, follows from it.
    most : how many unknowns, unless there are more over two codes of every axis.
    """
    codes = [np.arange(1 + last) for last in places.max(axis=0, initial=-1)]
    inside = np.ones(len(places), dtype=bool)
    while inside.sum() > most and max((kept.size for kept in codes), default=0) > FEWEST_CODES:
        axis = max(range(len(codes)), key=lambda axis: codes[axis].size)
        order = codes[axis][np.argsort(scrambled(codes[axis], number * len(codes) + axis), kind="stable")]
        codes[axis] = order[: int(order.size * KEPT)]
        inside &= (places[:, axis] < 0) | np.isin(places[:, axis], codes[axis])
    return np.flatnonzero(inside)


def scrambled(numbers: IntArray, turn: int) -> IntArray:
    """Per number one without order, other ones every turn, the same on every machine."""
    with np.errstate(over="ignore"):
        mixed = numbers.astype(np.uint64) + np.uint64(turn + 1) * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mixed >> np.uint64(33)).astype(np.int64)
