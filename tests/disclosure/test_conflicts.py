"""The jurist is told which earlier answer, and which subtraction."""

from __future__ import annotations

from disclosure.conflicts import conflicts
from disclosure.joint import join
from disclosure.protected import protect
from disclosure.request import Policy
from tests.disclosure.answers import COLUMNS, earlier, joined, records, women


def told(new, *before):
    joint, table = joined(new, *before)
    alone = join(COLUMNS, [new], [], Policy())
    return conflicts(joint, table, alone, protect(alone.tabulate(records(alone))))


def test_the_subtraction_is_told_with_the_answer_it_uses():
    """20 of May minus 19 of today is the one man of A."""
    assert told(women(), earlier()) == (
        "20 i svaret af 3. maj 2025 (A) minus 19 i den nye tabel (A, K) giver 1 (A, M).",
    )


def test_nothing_is_told_where_nothing_follows():
    """The same figures again."""
    assert told(women(where={}), earlier()) == ()


def test_a_subtraction_within_the_new_table_is_none_between_answers():
    """What the new table alone would disclose, its own suppression meets."""
    men = women(where={"koen": frozenset("M")})
    assert all("svaret af" in sentence for sentence in told(men, earlier()))
