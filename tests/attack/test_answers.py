"""Everything a requester is told, solved together, tells her nothing that the promise forbids."""

from __future__ import annotations

import pytest

from data.registers import open_register
from tests.attack.answers import attack, world_of
from tests.attack.requester import interrogate, write_register

THRESHOLD, SEED, ASKED = 5, 9, 7


@pytest.mark.parametrize(("seed", "records", "responses"), [(SEED, 200, "single"), (2, 200, "multiple")])
def test_overlapping_answers_together_disclose_no_small_count(tmp_path, seed, records, responses):
    """Seven tables of one register, crossed and filtered at random: every small count keeps all its values."""
    rows = write_register(tmp_path, seed, records, responses)
    told = interrogate(tmp_path, seed, ASKED)
    found = attack(world_of(open_register("oevelse", tmp_path), rows), told.releases, THRESHOLD)
    assert len(told.releases) + len(told.waiting) == ASKED
    assert found.attacked > 0
    assert found.broken == []
    assert found.differences == []


def test_the_attack_finds_what_answers_without_a_memory_disclose(tmp_path):
    """The same tables, each given as if it were the first: safe alone, and together they tell small counts."""
    rows = write_register(tmp_path, SEED, 200)
    told = interrogate(tmp_path, SEED, ASKED, remembering=False)
    found = attack(world_of(open_register("oevelse", tmp_path), rows), told.releases, THRESHOLD)
    assert found.broken
