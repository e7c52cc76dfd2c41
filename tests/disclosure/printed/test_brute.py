"""The attack agrees with trying every assignment; the full run is `python -m tests.disclosure.printed.brute 0 1000`."""

from __future__ import annotations

import pytest

from disclosure.printed.layout import printed_table
from disclosure.printed.options import HALF_UP, Options
from disclosure.printed.quantities import Quantities
from disclosure.printed.readings import groups
from tests.disclosure.printed.brute import KINDS, as_grid, disagreement, draw, smallest_sets, solutions


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=KINDS)
def test_every_interval_is_that_of_the_search(kind):
    """Eight tables of each kind: the same ends, the same gaps, and the same answer whether anything fits."""
    first = 5_000 * len(KINDS) + kind
    seeds = range(first, first + 8 * len(KINDS), len(KINDS))
    assert [text for seed in seeds if (text := disagreement(seed))] == []


def contradicting():
    """Worlds whose percentages leave no assignment, though the counts do."""
    for seed in range(3, 6000, len(KINDS)):
        world = draw(seed)
        if world.rule == HALF_UP and not solutions(world):
            yield world


def test_the_smallest_sets_of_percentages_are_those_of_the_search():
    """Six tables with wrong percentages: all smallest sets, and no other."""
    for _, world in zip(range(6), contradicting(), strict=False):
        options = Options.from_json(world.options)
        known = Quantities([printed_table(as_grid(0, world.grids[0]), options)], options)
        (group,) = groups(known, options, [])
        found = [one.disbelief for one in group.refused if one.disbelief]
        assert {frozenset(place.row for place in one) for one in found[0].sets} == smallest_sets(world)
