"""§ 21: cases about employment. What stk. 3 names about an employee is given all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import NEJ, Statement, when
from rules.offentlighedsloven.case_types import case_type_is
from rules.rule import rule
from rules.stated import stated, unknown

if TYPE_CHECKING:
    from rules.stated import Stated

NAME = "navn"
NAMED_IN_STK_3 = frozenset({NAME, "stilling", "uddannelse", "arbejdsopgaver", "loen", "tjenesterejser"})
LIMITS = ("ofl § 7, stk. 1", "ofl § 11, stk. 1, 1. pkt.")


@rule("ofl § 21, stk. 1", valid_from="2014-01-01", exception_to=LIMITS)
def ansaettelse_eller_forfremmelse(seen: Stated) -> Statement:
    """Delen hører til en sag om ansættelse eller forfremmelse (juristens vurdering)."""
    return case_type_is(seen, "21_1")


@rule("ofl § 21, stk. 2", led="sagstypen", valid_from="2014-01-01", exception_to=LIMITS)
def andre_personalesager(seen: Stated) -> Statement:
    """Delen hører til en anden sag om en enkelt persons ansættelsesforhold (juristens vurdering)."""
    return case_type_is(seen, "21_2")


@rule("ofl § 21, stk. 2", led="kun andet end stk. 3", valid_from="2014-01-01", exception_to=LIMITS)
def kun_andre_oplysninger(seen: Stated) -> Statement:
    """Der er alene bedt om andet end det, som stk. 3 nævner."""
    items = seen.part.facts.staff_items or ()
    return stated("staff_items", items, holds=not NAMED_IN_STK_3.intersection(items))


@rule("ofl § 21, stk. 3, 1. pkt.", valid_from="2014-01-01", exception_to="ofl § 21, stk. 2")
def kun_oplysninger_i_stk_3(seen: Stated) -> Statement:
    """Der er alene bedt om navn, stilling, uddannelse, arbejdsopgaver, løn eller tjenesterejser."""
    items = seen.part.facts.staff_items
    if items is None:
        return unknown("staff_items")
    return stated("staff_items", items, holds=NAMED_IN_STK_3.issuperset(items))


@rule(
    "ofl § 21, stk. 3, 2. pkt.",
    valid_from="2024-07-01",
    exception_to="ofl § 21, stk. 3, 1. pkt.",
    practice=("L 116 (2023-24)",),
)
def tryghed_taler_mod_navnet(seen: Stated) -> Statement:
    """Væsentlige hensyn til den ansattes tryghed taler imod, at navnet gives (juristens vurdering)."""
    items = seen.part.facts.staff_items or ()
    asked = stated("staff_items", items, holds=True) if NAME in items else Statement(NEJ)
    return when(asked, seen.skoen("name_safety"))


def name_is_all(seen: Stated) -> bool:
    """Return whether the name is all that is asked about the employees."""
    return set(seen.part.facts.staff_items or ()) == {NAME}
