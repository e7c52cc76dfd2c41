"""Feasibility intervals hold exactly the values that some whole-number table has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from disclosure import intervals
from disclosure.errors import CellIsPublished, Contradiction
from disclosure.intervals import FeasibilityLimits, Interval, feasibility_interval, feasibility_intervals
from disclosure.puzzle import Puzzle
from disclosure.solver import NO_LIMIT, Answer, Rows, Status
from tests.drawing import drawn

SQUARE = """
          | kvinder | mænd  | i alt
    Samsø |    3x   |   9x  |  12
    Odense|    8x   |   7x  |  15
    i alt |   11    |  16   |  27
"""
ALONE = """
          | kvinder | mænd  | i alt
    Samsø |    3x   |   9   |  12
    Odense|    8    |   7   |  15
    i alt |   11    |  16   |  27
"""
WITHOUT_TOTAL = """
          | kvinder | mænd  | i alt
    Samsø |    3x   |   9   |  12x
    Odense|    8    |   7   |  15
    i alt |   11x   |  16   |  27x
"""
WRONG = """
          | kvinder | mænd  | i alt
    Samsø |    3x   |   9x  |  12
    Odense|    8x   |   7x  |  16
    i alt |   11    |  16   |  27
"""


def interval(text: str, cell: int) -> Interval:
    margins, counts, suppressed = drawn(text)
    return feasibility_interval(margins, counts, suppressed, cell)


def rows(*lines: tuple[dict[int, int], int, int]) -> Rows:
    """Rows from ({unknown: coefficient}, low, high)."""
    starts = np.cumsum([0, *(len(line[0]) for line in lines)])
    columns = np.array([column for line in lines for column in line[0]], dtype=np.int64)
    signs = np.array([sign for line in lines for sign in line[0].values()], dtype=np.int64)
    low, high = (np.array([line[place] for line in lines], dtype=np.int64) for place in (1, 2))
    return Rows(starts, columns, signs, low, high)


def puzzle(size: int, *lines: tuple[dict[int, int], int, int]) -> Puzzle:
    zeros, endless = np.zeros(size, dtype=np.int64), np.full(size, NO_LIMIT)
    return Puzzle(zeros, endless, rows(*lines), np.ones(len(lines), dtype=bool))


def all_intervals(made: Puzzle, watched: int = 4) -> list[Interval | None]:
    return feasibility_intervals(made, np.ones(made.size, dtype=bool), FeasibilityLimits(watched))


def test_four_suppressed_corners_leave_a_range():
    """With all four inner cells suppressed, 3 may be anything from 0 to 11."""
    assert interval(SQUARE, cell=0) == Interval(0, 11)


def test_one_suppressed_cell_is_exact():
    """12 - 9 = 3."""
    assert interval(ALONE, cell=0) == Interval(3, 3)
    assert interval(ALONE, cell=0).exact


def test_without_totals_there_is_no_upper_limit():
    """With the cell, both its totals and the grand total suppressed it may be 0 or anything above."""
    assert interval(WITHOUT_TOTAL, cell=0) == Interval(0, None)


def test_a_published_cell_cannot_be_asked_about():
    """The 9 in ALONE is published."""
    with pytest.raises(CellIsPublished):
        interval(ALONE, cell=1)


def test_figures_that_contradict_each_other_are_refused():
    """12 + 16 is not 11 + 16."""
    with pytest.raises(Contradiction):
        interval(WRONG, cell=0)


def test_whole_numbers_can_have_gaps():
    """x + y + z even by 2a = ...: with x = a + b, a + c = b and c = 0, x is always even: 1 and 3 are excluded."""
    made = puzzle(3, ({0: 1, 1: -1, 2: -1}, 0, 0), ({1: 1, 2: -1}, 0, 0), ({0: 1}, 0, 6))
    first = all_intervals(made)[0]
    assert first == Interval(0, 6, True, (1, 3, 5))


def test_half_a_person_does_not_count():
    """a + b = 1, b + c = 1, a + c = 1 would need halves: no whole-number solution exists."""
    made = puzzle(3, ({0: 1, 1: 1}, 1, 1), ({1: 1, 2: 1}, 1, 1), ({0: 1, 2: 1}, 1, 1))
    with pytest.raises(Contradiction):
        all_intervals(made)


def test_counts_of_a_thousand_million_are_exact():
    """a + b = 1,000,000,001 and a + c = 1,000,000,000 with c at most 1: a differs from b by that much only."""
    big = 10**9
    made = puzzle(3, ({0: 1, 1: 1}, big + 1, big + 1), ({0: 1, 2: 1}, big, big), ({2: 1}, 0, 1))
    assert all_intervals(made) == [Interval(big - 1, big), Interval(1, 2), Interval(0, 1)]


def test_without_work_nothing_is_claimed():
    """With no work to spend the interval still holds the truth and says that it is not proved."""
    made = puzzle(4, *(({a: 1, b: 1}, 9, 9) for a, b in ((0, 1), (1, 2), (2, 3))))
    found = feasibility_intervals(made, np.ones(4, dtype=bool), FeasibilityLimits(4, work=0))
    assert [(i.low, i.high, i.proved) for i in found if i is not None] == [(0, 9, False)] * 4


def test_only_wanted_unknowns_are_answered():
    """The others are None."""
    made = puzzle(2, ({0: 1, 1: 1}, 3, 3))
    found = feasibility_intervals(made, np.array([True, False]), FeasibilityLimits(4))
    assert found == [Interval(0, 3), None]


PAIRS = [({0: 1, 1: 1}, 0, 1), ({1: 1, 2: 1}, 0, 1), ({0: 1, 2: 1}, 0, 1)]
"""Of three unknowns no two are 1 together; in halves all three sum to 1 1/2."""


def two_triangles() -> Puzzle:
    """a, b, c and d, e, f of which no two are 1 together, and their sum g: at most 2, in halves 3."""
    second = [({place + 3: 1 for place in line[0]}, 0, 1) for line in PAIRS]
    return puzzle(7, *PAIRS, *second, ({**dict.fromkeys(range(6), 1), 6: -1}, 0, 0))


def test_the_end_of_an_interval_is_found_where_halves_go_farther():
    """Two of the six can be 1 at once and no more, though in halves it would be three."""
    assert all_intervals(two_triangles())[6] == Interval(0, 2)


@pytest.mark.parametrize("work", [0, 1, 30, 51, 300])
def test_what_the_work_does_not_settle_is_not_called_proved(work):
    """With less work the interval is wider or unproved, and never narrower than 0..2."""
    wanted = np.ones(7, dtype=bool)
    found = feasibility_intervals(two_triangles(), wanted, FeasibilityLimits(4, work=work))[6]
    assert found is not None
    assert found.low == 0
    assert found.high is None or found.high >= 2
    assert found.proved == (found == Interval(0, 2))


def test_no_table_at_all_is_a_contradiction_that_only_all_rows_show():
    """a + b = b + c = a + c = 1 has halves only; no single row can tell."""
    lines = [(line, 1, 1) for line, _, _ in PAIRS]
    with pytest.raises(Contradiction) as raised:
        all_intervals(puzzle(3, *lines))
    assert raised.value.row == -1


@pytest.mark.parametrize("work", [0, 400, 10**9])
def test_a_large_component_is_pulled_first_and_gives_the_same_interval(monkeypatch, work):
    """Treated as large, the two triangles still sum to 0..2; without the work it is not proved."""
    monkeypatch.setattr(intervals, "SMALL_COMPONENT", 1)
    wanted = np.ones(7, dtype=bool)
    found = feasibility_intervals(two_triangles(), wanted, FeasibilityLimits(4, work=work))[6]
    assert found is not None
    assert found.proved == (work > 10**6)
    assert not found.proved or found == Interval(0, 2)
    assert found.high is None or found.high >= 2


def cube(seed: int) -> Puzzle:
    """4 x 4 x 4 unknowns of 0 to 3 of which every line's sum is known, each at its place."""
    counts = np.random.default_rng(seed).integers(0, 4, (4, 4, 4))
    numbers = np.arange(64).reshape(counts.shape)
    lines = [
        ({int(n): 1 for n in line}, int(counts.reshape(-1)[line].sum()), int(counts.reshape(-1)[line].sum()))
        for axis in range(3)
        for line in np.moveaxis(numbers, axis, -1).reshape(-1, 4)
    ]
    return replace(puzzle(64, *lines), places=np.argwhere(numbers >= 0))


@pytest.mark.parametrize("seed", range(3))
def test_neighbourhoods_lead_to_the_same_intervals(monkeypatch, seed):
    """Of a cube with printed sums: by parts of up to 30 unknowns, and by programs over all of it."""
    usual = all_intervals(cube(seed))
    for name, value in (("SMALL_COMPONENT", 1), ("NEARBY", 30), ("MANY_TIMES", 2), ("FEW", 3)):
        monkeypatch.setattr(intervals, name, value)
    assert [narrowed(one) for one in all_intervals(cube(seed))] == [narrowed(one) for one in usual]


def narrowed(found: Interval | None) -> tuple[int, int | None, bool, list[int]]:
    """The ends, and what is excluded among the small values, which are tried in components of any size."""
    assert found is not None
    return found.low, found.high, found.proved, [value for value in found.excluded if value <= 4]


@pytest.mark.parametrize("seed", range(3))
def test_what_pulling_finds_settles_most_of_a_cube(monkeypatch, seed):
    """Without any program for a single unknown: what is proved is right, and it is most of it."""
    usual = all_intervals(cube(seed))
    for name, value in (("SMALL_COMPONENT", 1), ("NEARBY", 30), ("MANY_TIMES", 8), ("FEW", 3)):
        monkeypatch.setattr(intervals, name, value)
    monkeypatch.setattr(intervals._Search, "_close", lambda *asked: None)
    monkeypatch.setattr(intervals._Search, "_try_values", lambda *asked: None)
    pairs = list(zip(all_intervals(cube(seed)), usual, strict=True))
    assert all(narrowed(mine) == narrowed(other) for mine, other in pairs if mine is not None and mine.proved)
    assert sum(mine.proved for mine, _ in pairs if mine is not None) > 32


@pytest.mark.parametrize("asked", [two_triangles(), puzzle(2, ({0: 1, 1: -1}, 0, 1))])
def test_an_optimiser_that_gives_nothing_proves_nothing(monkeypatch, asked):
    """Every question stopped: what single rows say is kept, and called unproved."""
    monkeypatch.setattr(intervals.Program, "smallest", lambda *asked: Answer(Status.STOPPED, None, None, 1))
    for found in all_intervals(asked):
        assert found is not None
        assert not found.proved
        assert found.low == 0
