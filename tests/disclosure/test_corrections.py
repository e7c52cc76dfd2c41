"""Figures that were corrected since they were given cannot be found by subtracting the new ones."""

from __future__ import annotations

import pytest

from disclosure.corrections import corrected, refuse_small_corrections
from disclosure.errors import NothingSafe
from tests.disclosure.answers import ALL, KOEN, earlier, joined, women


def test_a_figure_that_still_holds_is_no_correction():
    """20, 21, 13 and 54 are what the register says."""
    joint, table = joined(women(where={}), earlier())
    assert corrected(joint, table) == ()
    refuse_small_corrections(joint, table)


def test_one_record_more_is_not_shown_by_giving_the_new_total():
    """53 in May and 54 today: the new total would say that one was added. The sentence names the answer, not the figure."""
    joint, table = joined(women(where={}, labels={"koen": KOEN}), earlier(cells=ALL | {("A",): 19, ("I alt",): 53}))
    assert [(one.then, one.now) for one in corrected(joint, table)] == [(19, 20), (53, 54)]
    with pytest.raises(NothingSafe, match=r"siden svaret af 3\. maj 2025 blev givet") as refused:
        refuse_small_corrections(joint, table)
    assert len(refused.value.reasons) == 2
    assert "53" not in str(refused.value)


def test_many_corrections_tell_of_nobody():
    """10 in May and 20 today, and all parts still follow from sums: ten were added, no small count."""
    changed = {("A",): 10, ("B",): 21, ("C",): 13, ("I alt",): 44}
    joint, table = joined(women(where={}), earlier(cells=changed))
    assert len(corrected(joint, table)) == 2
    refuse_small_corrections(joint, table)


def test_a_correction_that_follows_from_both_is_found_too():
    """May gave B and C of all; today's A follows from the total: it was 19 then, 20 now, though never printed then."""
    then = {("B",): 21, ("C",): 13, ("I alt",): 53}
    joint, table = joined(women(where={}), earlier(cells=then))
    with pytest.raises(NothingSafe):
        refuse_small_corrections(joint, table)


def test_a_correction_elsewhere_does_not_stop_an_answer():
    """What was corrected among men is not shown by a table of women that leaves the municipalities out."""
    men = earlier(where={"koen": frozenset("M")}, cells={("A",): 2, ("B",): 11, ("C",): 6, ("I alt",): 19})
    tie = earlier(name="svaret af 4. maj", labels={"koen": {"K": frozenset("K")}}, cells={("K",): 36})
    joint, table = joined(women(labels={"koen": {"K": frozenset("K")}}), men, tie)
    assert corrected(joint, table) != ()
    refuse_small_corrections(joint, table)
