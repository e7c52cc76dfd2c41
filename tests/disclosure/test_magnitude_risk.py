"""Amounts: who contributed what to each sum, which sums are unsafe, and how wide an interval each needs."""

from __future__ import annotations

import pytest

from disclosure.errors import BadSpec
from disclosure.magnitude.amounts import Part
from disclosure.magnitude.risk import DOMINANCE, FEW, P_PERCENT, amount_risk, unsafe_sum
from disclosure.request import Sums
from tests.disclosure.magnitude_cases import request_of, table_of


def parts(*amounts):
    return [Part(who, amount, 1) for who, amount in enumerate(amounts)]


def test_what_one_contributor_has_in_a_cell_is_one_contribution():
    """f1 has 30 + 20 in x and 10 in y; in the total it has 60, over two inner cells. Nothing is no contribution."""
    table = table_of([("x", "f1", 30), ("x", "f2", 5), ("x", "f1", 20), ("y", "f1", 10), ("y", "f3", 0)])
    x, y, total = (table.system.nodes[0].index[label] for label in ("x", "y", "I alt"))
    f1, f2 = table.contributors.index("f1"), table.contributors.index("f2")
    assert table.parts[x] == [Part(f1, 50, 1), Part(f2, 5, 1)]
    assert table.parts[y] == [Part(f1, 10, 1)]
    assert table.parts[total] == [Part(f1, 60, 2), Part(f2, 5, 1)]
    assert (table.sum_of(total), table.under[total], table.above[x]) == (65, [x, y], [x, total])


def test_contributors_of_one_holding_are_one():
    """f1 and f2 belong to k; f3 to none, and is not the holding k though it is called so."""
    request = request_of(sums={"holding": "koncern"})
    records = [("x", "f1", 30), ("x", "f2", 20), ("x", "k", 7)]
    table = table_of(records, request, koncern=["k", "k", ""])
    assert table.contributors == ("ck", "hk")
    assert [part.amount for part in table.parts[0]] == [50, 7]


@pytest.mark.parametrize(
    ("amounts", "broken"),
    [
        ((50, 30, 20), ()),  # 80 of 100 is no dominance; 20 is at least 10 % of 50
        ((50, 36, 14), (DOMINANCE,)),  # 86 of 100
        ((50, 35, 15), ()),  # 85 of 100 is not more than 85 %
        ((900, 50, 89), (DOMINANCE, P_PERCENT)),  # 900 + 89 of 1039; and 50 is less than 90
        ((100, 100, 10), (DOMINANCE,)),  # what is left is exactly 10 % of the largest
        ((100, 100, 9), (DOMINANCE, P_PERCENT)),
        ((60, 40), (DOMINANCE, P_PERCENT, FEW)),
        ((60,), (DOMINANCE, P_PERCENT, FEW)),
    ],
)
def test_the_rules_are_those_of_the_handbook(amounts, broken):
    """n = 2, k = 85, p = 10, at least three contributors; the limits themselves are safe."""
    ordered = parts(*sorted(amounts, reverse=True))
    assert unsafe_sum(0, ordered, Sums("kr", "firma"), 3).rules == broken


def test_the_level_is_what_the_second_largest_needs():
    """500, 490 and 20: from 1010 + 30 the second sees 1040 - 490 = 550 for the 500, which is 10 % too much."""
    rules = Sums("kr", "firma", n=1, k=90)
    found = unsafe_sum(0, parts(500, 490, 20), rules, 3)
    assert found.rules == (P_PERCENT,)
    assert found.inside == {0: 1010 + 29 - 1010, 1: 30}
    assert found.level <= 0
    assert found.widest == 30


def test_the_level_of_whoever_is_outside_is_that_of_the_largest():
    """A single 200: from 180 to 220; by dominance (2, 85) from 200 - 36 to 200 + 36, since 200 of 236 is 84.7 %."""
    assert unsafe_sum(0, parts(200), Sums("kr", "firma", k=99), 3).level == 20
    found = unsafe_sum(0, parts(200), Sums("kr", "firma"), 3)
    assert (found.level, found.inside) == (36, {})


def test_few_contributors_are_protected_as_if_all_but_one_were_known():
    """100, 90, 80, 70 under a threshold of 5: 10 % of 100."""
    found = unsafe_sum(0, parts(100, 90, 80, 70), Sums("kr", "firma"), 5)
    assert (found.rules, found.level, found.widest) == ((FEW,), 10, 10)


def test_what_is_declared_safe_is_not_unsafe():
    """Forced cells, and levels at which nobody is identified."""
    records = [("x", "f1", 30), ("y", "f2", 20)]
    assert len(amount_risk(table_of(records)).unsafe) == 3
    safe = request_of(policy={"not_unsafe": [{"dimension": "a", "levels": ["a"]}]})
    assert list(amount_risk(table_of(records, safe)).unsafe) == [2]
    forced = request_of(policy={"force_published": [{}], "force_suppressed": [{"a": "x"}]})
    risk = amount_risk(table_of(records, forced))
    assert (list(risk.unsafe), risk.shown, risk.suppressed) == ([0, 1], {2}, {0})


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ({"force_published": [{"a": "x"}], "force_suppressed": [{"a": "x"}]}, "både tvunget"),
        ({"force_suppressed": [{"a": "z"}]}, "er 0, og nuller vises"),
        ({"force_published": [{"a": "q"}]}, "ved navn «q»"),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused(policy, message):
    """A cell forced both ways, a zero to be suppressed, a cell that is not there."""
    table = table_of([("x", "f1", 30), ("z", "f2", 0)], request_of(policy=policy))
    with pytest.raises(BadSpec, match=message):
        amount_risk(table)


def test_a_cell_outside_the_tables_cannot_be_forced():
    """Only b is published."""
    request = request_of("ab", tables=[["b"]], policy={"force_published": [{"a": "x"}]})
    with pytest.raises(BadSpec, match="ikke i nogen af tabellerne"):
        amount_risk(table_of([("x y", "f1", 30)], request))
