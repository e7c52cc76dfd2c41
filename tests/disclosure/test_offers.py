"""The search for the most open safe table."""

from __future__ import annotations

import math

import numpy as np
import pytest

from disclosure.offers import Candidate, information, search
from disclosure.protected import protect
from tests.disclosure.counted import from_cells, from_drawing

LARGE = {("a1",): 32, ("a2",): 32}


def candidate(name, cells, **fields):
    spec = {"dimensions": [{"name": "a"}], **fields}
    return Candidate(name, f"tabel {name}", from_cells(spec, cells))


def test_two_halves_tell_one_bit_for_every_mention():
    """64 mentions in two cells of 32: each mention's cell is one of two, 64 bits."""
    (offer,) = search([candidate("halves", LARGE)], 64)
    assert (offer.bits, offer.cells, offer.shown, offer.safe) == (64.0, 3, 3, True)


def test_mentions_that_are_not_shown_are_one_lump():
    """3 and 5 of 8 are suppressed: all 8 in one lump tell nothing; only the total is shown."""
    (offer,) = search([candidate("lump", {("a1",): 3, ("a2",): 5})], 8)
    assert (offer.bits, offer.shown) == (0.0, 1)


def test_a_part_tells_as_much_as_shannon_says():
    """16 of 64 are shown, 48 lie in the lump: 16 * 2 + 48 * log2(64/48) = 51.9 bits."""
    table = from_cells({"dimensions": [{"name": "a"}]}, {("a1",): 16})
    protected = protect(table)
    bits = information(protected, table.system.published_nodes[-1], 64)
    assert bits == pytest.approx(32 + 48 * math.log2(64 / 48), abs=0.05)


def test_a_table_at_the_total_only_tells_nothing():
    """One cell of 9 out of 9, and a table that uses no dimension of the request."""
    table, _ = from_drawing("""
              | b1 | I alt
        a1    | 9  |   9
        I alt | 9  |   9
    """)
    at_total = (np.array([1]), np.array([1]))
    assert information(protect(table), at_total, 9) == 0.0


def test_the_most_telling_safe_table_stands_first_and_the_unsafe_last():
    """Quarters tell more than halves; a table that must show a 3 is not safe, and says why."""
    quarters = candidate("quarters", {(f"a{n}",): 16 for n in range(4)})
    forced = {"policy": {"force_published": [{"a": "a2"}, {}]}}
    unsafe = candidate("unsafe", {("a1",): 3, ("a2",): 61}, **forced)
    found = search([unsafe, candidate("halves", LARGE), quarters], 64)
    assert [offer.name for offer in found] == ["quarters", "halves", "unsafe"]
    assert (found[2].protected, found[2].bits, found[2].shown) == (None, 0.0, 0)
    assert "a «a1»" in found[2].reasons[0]


def test_a_refusal_without_cells_gives_its_sentence_as_the_reason():
    """A known 3 is refused at once; the reason names it."""
    known = {"known": [{"cell": {"a": "a1"}, "count": 3}]}
    (offer,) = search([candidate("known", {("a1",): 3, ("a2",): 61}, **known)], 64)
    assert offer.reasons == ("a «a1»: tallet er kendt.",)


def test_the_name_decides_between_equals():
    """Two tables that tell the same stand by name, whatever their order."""
    both = [candidate("b", LARGE), candidate("a", LARGE)]
    assert [offer.name for offer in search(both, 64)] == ["a", "b"]
