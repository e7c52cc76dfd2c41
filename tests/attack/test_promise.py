"""Every clause of the promise holds, by the oracle, for what the program makes of random small requests."""

from __future__ import annotations

import pytest

from tests.attack.harness import FOUND, attack, load
from tests.strategies import KINDS, random_case


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_nobody_can_exclude_a_promised_value(kind):
    """On ten random requests of the kind: no clause is broken and the file holds every cell once, and truly."""
    for seed in range(10):
        found = attack(random_case(seed, kind))
        assert (seed, found.flaws, found.broken) == (seed, (), ())


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.json")), ids=lambda path: path.stem)
def test_what_once_broke_stays_mended(path):
    """A kept case is protected without a broken clause, and not refused unless something must be shown."""
    found = attack(load(path))
    assert found.broken == ()
    assert found.flaws == ()
    assert not found.refused_without_reason
