"""Which clauses of participants and groups the witnesses prove, and what would prove the others."""

from __future__ import annotations

import numpy as np
import pytest

from disclosure.clause_proofs import Groups, Participants, prove_clauses
from disclosure.clauses import known_places, others_inside
from disclosure.pattern import Pattern
from disclosure.primary import primary_risk
from disclosure.secondary import Search, hardest_first
from tests.disclosure.counted import from_drawing
from tests.disclosure.network.nets import table_of

GROUPS = """
          | b1 | b2 | I alt
    a1    |  9 |  0 |   9
    a2    |  9 |  9 |  18
    a3    |  1 |  0 |   1
    I alt | 19 |  9 |  28
"""


class Stopped(Exception):
    """Raised by a progress."""


def pattern_of(table):
    """Its unsafe cells suppressed, and no witness there."""
    shape = table.counts.shape
    return Pattern(table, primary_risk(table), np.zeros(shape, dtype=bool), np.ones(shape))


def not_spared(pattern):
    """Participants and cells with others in them: every witness that the reader believes changes both, or neither."""
    kept = {number for (_, _, reader), number in pattern.shown.items() if reader}
    touched = [set(pattern.witnesses[number].touched.tolist()) for number in kept]
    return [
        (single, cell)
        for cell in np.flatnonzero(pattern.risk.unsafe).tolist()
        for single, places in sorted(known_places(pattern).items())
        if others_inside(pattern.system, pattern, cell, single)
        and not any(cell in changed and places.isdisjoint(changed) for changed in touched)
    ]


@pytest.mark.parametrize("kind", ["two", "three", "one tree", "linked"])
def test_whom_no_witness_spares_is_found_by_looking_at_each_witness_once(kind):
    """The same as looking at every participant, every unsafe cell and every witness; half of the cells have some."""
    some = False
    for seed in range(6):
        pattern = pattern_of(table_of(seed, kind))
        assert Participants(pattern).unproved() == not_spared(pattern)
        Search(pattern).connect(hardest_first(pattern)[::2])
        participants = Participants(pattern)
        assert participants.unproved() == not_spared(pattern)
        assert all(participants.is_unproved(clause) for clause in participants.unproved())
        some = some or bool(participants.unproved())
    assert some


def test_a_group_is_unproveded_by_leaving_by_coming_or_by_one_of_each():
    """9 of 9: 9 of 11, 8 of 10 or 7 of 9. Of 1 of 1 no two can leave."""
    table, _ = from_drawing(GROUPS, group_disclosure=True)
    group, part, alone, inside = 2, 0, 8, 6
    groups = Groups(pattern_of(table))
    assert groups.ways((group, part)) == [
        ((group, 11), (part, 9)),
        ((group, 10), (part, 8)),
        ((group, 9), (part, 7)),
    ]
    assert groups.ways((alone, inside)) == [((alone, 3), (inside, 1)), ((alone, 2), (inside, 0))]


@pytest.mark.parametrize("policy", ["participants", "group_disclosure"])
def test_what_the_progress_raises_ends_the_work(policy):
    """At the first clause; it is told how many there are."""
    table, _ = from_drawing(GROUPS, threshold=10, **{policy: True})
    pattern = pattern_of(table)

    def raises(done, of):
        assert 0 == done < of
        raise Stopped

    with pytest.raises(Stopped):
        prove_clauses(Search(pattern), None, raises)


def test_no_witness_is_added_when_all_clauses_have_theirs():
    """Asked again, everything is as it was."""
    table, _ = from_drawing(GROUPS, threshold=10, participants=True, group_disclosure=True)
    pattern = pattern_of(table)
    search = Search(pattern)
    search.complete(hardest_first(pattern), lambda _pattern: None)
    prove_clauses(search, None, None)
    before, proofs = len(pattern.witnesses), set(pattern.clause_proofs)
    prove_clauses(search, None, None)
    assert (len(pattern.witnesses), pattern.clause_proofs, pattern.unproved) == (before, proofs, [])
