"""What comes out of the search by networks: proved, unbroken, the same each time, whatever it may cost."""

from __future__ import annotations

import random
from itertools import product

import pytest

from disclosure import protected
from disclosure.certificate import certificate_files, files_as_bytes
from disclosure.checker import check_files
from disclosure.network.search import NetworkSearch
from disclosure.protected import protect
from tests.attack.soak import flaws_of, is_bad
from tests.disclosure.counted import from_cells
from tests.disclosure.network.nets import table_of
from tests.strategies import random_case

KINDS = (
    "two",
    "wide",
    "three",
    "one tree",
    "two trees",
    "only children",
    "linked",
    "linked in a ring",
)


class Stopped(Exception):
    """Raised by a progress."""


@pytest.fixture(autouse=True)
def _networks_for_all(monkeypatch):
    """Small tables are protected by networks too."""
    monkeypatch.setattr(protected, "SMALL", 0)
    monkeypatch.setattr(protected, "MOST_IMPROVED", 0)


def is_proved(found):
    return check_files(files_as_bytes(certificate_files(found))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_random_requests_are_proved_and_unbroken(kind, monkeypatch):
    """The checker, the audit and the oracle find nothing wrong, and the order of the rows does not matter."""
    searches = []
    monkeypatch.setattr(NetworkSearch, "run", lambda self, run=NetworkSearch.run: (searches.append(1), run(self)))
    for seed in range(200, 205):
        found = flaws_of(random_case(seed, kind))
        assert not is_bad(found), (found.flaws, found.broken, found.refused)
    assert searches


def test_two_hierarchies_on_an_axis_are_left_to_linear_programs(monkeypatch):
    """Networks reach too little of such a table."""
    monkeypatch.setattr(NetworkSearch, "run", lambda _self: pytest.fail("a search by networks"))
    assert not is_bad(flaws_of(random_case(200, "two hierarchies")))


@pytest.mark.parametrize("kind", ["three", "four"])
def test_the_same_table_gives_the_same_pattern_and_the_same_proof(kind):
    """Every file, byte by byte."""
    table = table_of(3, kind)
    assert certificate_files(protect(table)) == certificate_files(protect(table))


def test_four_axes_are_proved_too():
    """Random requests do not have them."""
    for seed in range(3):
        assert is_proved(protect(table_of(seed, "four")))


def test_what_the_progress_raises_ends_the_work():
    """At the first word."""
    told = []

    def raises(done, whole):
        told.append((done, whole))
        raise Stopped

    with pytest.raises(Stopped):
        protect(table_of(3, "three"), raises)
    assert len(told) == 1


def test_the_progress_is_told_how_many_values_are_shown():
    """Never more than are asked for."""
    told = []
    protect(table_of(3, "four"), lambda done, whole: told.append((done, whole)))
    assert told
    assert all(0 <= done <= whole for done, whole in told)


@pytest.mark.parametrize("kind", ["three", "two trees", "four"])
def test_with_hardly_any_work_the_table_is_as_safe(kind):
    """Nothing is tried to be done without, and what is missing is paid for at once."""
    for seed in range(3):
        assert is_proved(protect(table_of(seed, kind), work=1))


def test_a_large_table_is_proved():
    """40 areas in 6 regions, 12 causes, 6 ages: more cells than the small search takes."""
    chance = random.Random(7)
    areas = [f"k{number}" for number in range(40)]
    regions = {area: f"R{number % 6}" for number, area in enumerate(areas)}
    axes = [areas, [f"c{number}" for number in range(12)], [f"a{number}" for number in range(6)]]
    spec = {
        "dimensions": [
            {"name": name, "role": "identifying", "codes": codes}
            | ({"hierarchies": [{"name": "r", "parents": regions}]} if name == "k" else {})
            for name, codes in zip("kca", axes, strict=True)
        ],
        "policy": {"threshold": 3},
    }
    cells = {cell: 0 if chance.random() < 0.4 else int(chance.expovariate(1 / 9)) + 1 for cell in product(*axes)}
    found = protect(from_cells(spec, cells))
    assert found.n_cells == 47 * 13 * 7
    assert found.n_suppressed > found.n_primary > 300
    assert is_proved(found)
