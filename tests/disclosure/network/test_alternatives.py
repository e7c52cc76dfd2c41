"""Alternatives by networks for the clauses of participants and groups: what they are, and what they are for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from disclosure import protected
from disclosure.blocks import Blocks, Reach
from disclosure.errors import NothingSafe
from disclosure.network.alternatives import NetworkAlternatives
from disclosure.network.search import PRICES
from disclosure.protected import protect
from tests.attack.soak import flaws_of, is_bad
from tests.disclosure.counted import from_drawing
from tests.disclosure.network.nets import keeps_every_sum, small
from tests.strategies import random_case

KINDS = ("two", "three", "one tree", "two trees", "only children", "linked", "linked in a ring")


@pytest.fixture
def _networks_for_all(monkeypatch):
    """Small tables are protected by networks too."""
    monkeypatch.setattr(protected, "SMALL", 0)
    monkeypatch.setattr(protected, "MOST_IMPROVED", 0)


def asked(seed, kind, share=1.0):
    """A small table with some cells suppressed, and its networks' alternatives."""
    given = small(seed, kind, hidden=0.6)
    pattern = given.pattern
    pattern.cost[...] = np.where(pattern.suppressed, 0.0, pattern.price)
    pattern.lower[...] = given.net.state.lower.reshape(pattern.lower.shape)
    return given, NetworkAlternatives(pattern, given.net, share)


def pairs_of(given) -> Iterator[tuple[int, int]]:
    """Cells that change, each with another that is held."""
    cells = range(given.table.counts.size)
    yield from ((cell, held) for cell, held in product(cells, cells) if cell != held and (cell * 7 + held) % 11 == 0)


def ways_of(given, cell, held):
    """The cell one more or one less, the other as it is."""
    counts = given.table.counts.reshape(-1)
    return [((held, int(counts[held])), (cell, int(counts[cell]) + by)) for by in (1, -1)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("price", [0, 4, None])
def test_an_alternative_has_the_values_asked_for_and_is_a_table_that_the_reader_believes(kind, price):
    """It keeps every sum, costs nothing at price 0, and leaves no trace in what the next one starts from."""
    found = 0
    for seed in range(5, 9):
        given, networks = asked(seed, kind)
        for cell, held in list(pairs_of(given))[::9]:
            change = networks.cheapest(ways_of(given, cell, held), price)
            assert (networks.state.counts == given.table.counts.reshape(-1)).all()
            assert not networks.state.locked.any()
            if change is not None:
                found += 1
                added = np.zeros(given.table.counts.size, dtype=np.int64)
                added[change.cells] = change.added
                assert (abs(added[cell]), added[held]) == (1, 0)
                assert is_believed(given, added, price)
    assert found


def is_believed(given, added, price) -> bool:
    """Whether what is added gives a table that the reader believes, with nothing more suppressed at price 0."""
    pattern, counts = given.pattern, given.table.counts.reshape(-1) + added
    shown = pattern.system.in_release.reshape(-1)
    low = shown & (counts < pattern.lower.reshape(-1))
    free = not low.any() and bool((pattern.cost.reshape(-1)[added != 0] == 0).all())
    possible = bool((counts[shown] >= 0).all() and pattern.relaxable.reshape(-1)[low].all())
    return keeps_every_sum(given.table, added) and possible and (free or price != 0)


@pytest.mark.parametrize("kind", ["two", "one tree", "only children"])
def test_in_two_dimensions_an_alternative_is_found_where_there_is_one(kind):
    """The linear program of the whole table finds one exactly where the networks do."""
    outcomes = set()
    for seed in (3, 4):
        given, networks = asked(seed, kind)
        blocks = Blocks(given.pattern)
        for cell, held in list(pairs_of(given))[::5]:
            by_networks = networks.cheapest(ways_of(given, cell, held), None)
            by_program = [
                blocks.cheapest(cell, value, Reach.OPEN, keep=(held,), thorough=True)
                for (_, (_, value)) in ways_of(given, cell, held)
            ]
            assert (by_networks is None) == all(change is None for change in by_program), (seed, cell, held)
            outcomes.add(by_networks is None)
    assert False in outcomes


def test_what_the_pattern_suppresses_later_is_free_from_then_on():
    """At price 0 there is nothing while a cell of the way is published, and something when all are suppressed."""
    given, networks = asked(5, "three")
    pattern = given.pattern
    cell, held = next(
        pair
        for pair in pairs_of(given)
        if networks.cheapest(ways_of(given, *pair), 0) is None and networks.cheapest(ways_of(given, *pair), None)
    )
    for flat in range(given.table.counts.size):
        pattern.suppress(flat)
    change = networks.cheapest(ways_of(given, cell, held), 0)
    assert change is not None
    assert (pattern.cost.reshape(-1)[change.cells] == 0).all()


def test_when_the_work_is_done_whatever_is_possible_is_taken():
    """One price is left, and it is any; with work, prices rise to it."""
    _, networks = asked(5, "three")
    assert list(networks.prices()) == [*PRICES, None]
    _, tired = asked(5, "three", share=0.0)
    assert list(tired.prices()) == [None]


@pytest.mark.usefixtures("_networks_for_all")
@pytest.mark.parametrize("kind", KINDS)
def test_random_requests_with_participants_and_groups_are_proved_and_unbroken(kind, monkeypatch):
    """The checker, the audit and the oracle find nothing wrong, and networks meet clauses."""
    met = []
    cheapest = NetworkAlternatives.cheapest

    def counted(self, ways, price):
        change = cheapest(self, ways, price)
        met.append(change is not None)
        return change

    monkeypatch.setattr(NetworkAlternatives, "cheapest", counted)
    for seed in range(320, 323):
        case = random_case(seed, kind)
        case.spec["policy"].update(participants=True, group_disclosure=True)
        found = flaws_of(case)
        assert not is_bad(found), (seed, found.flaws, found.broken, found.refused)
    assert any(met) or kind == "one tree"  # there the witnesses of values meet every clause


@pytest.mark.usefixtures("_networks_for_all")
def test_what_nothing_can_open_is_refused_by_name():
    """The 9 of 9 must be shown, and so must their number: neither networks nor programs find two outside."""
    table, _ = from_drawing(
        """
              | b1 | b2 | I alt
        a1    |  9 |  0 |   9
        a2    |  9 |  9 |  18
        I alt | 18 |  9 |  27
        """,
        group_disclosure=True,
        force_published=[{"row": "a1", "column": "b1"}, {"row": "a1"}],
    )
    with pytest.raises(NothingSafe) as raised:
        protect(table)
    assert any("row «a1», column «b1»" in reason for reason in raised.value.reasons)
