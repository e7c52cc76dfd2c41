"""Step 4: cases that §§ 19-22 except, and what § 21, stk. 3, gives about employees all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import JA, NEJ, UAFKLARET
from rules.offentlighedsloven import meroffentlighed, paragraf_19, paragraf_20, paragraf_21, paragraf_22
from rules.offentlighedsloven.ending import Ending, ended
from rules.offentlighedsloven.paragraf_14 import NOT_APPLICABLE
from rules.outcome import Outcome
from rules.trace import citation

if TYPE_CHECKING:
    from rules.stated import Stated
    from rules.trace import Walk

SPLIT = ("split_staff_items",)
STK_2, PKT_1, PKT_2 = "ofl § 21, stk. 2", "ofl § 21, stk. 3, 1. pkt.", "ofl § 21, stk. 3, 2. pkt."


def excluded_cases(walk: Walk, seen: Stated) -> Ending | None:
    """Step 4: refuse what belongs to an excepted case."""
    for rule in (paragraf_19.straffesag, paragraf_20.lovsag, paragraf_21.ansaettelse_eller_forfremmelse):
        if walk.answer(rule, seen) is JA:
            return _refused(walk, seen, rule.provision)
    if walk.answer(paragraf_21.andre_personalesager, seen) is JA:
        return _about_employee(walk, seen)
    if walk.answer(paragraf_22.kalendersag, seen) is JA:
        return ended(4, Outcome.REFUSE, (paragraf_22.kalendersag.provision,), (), NOT_APPLICABLE)
    return None


def _about_employee(walk: Walk, seen: Stated) -> Ending | None:
    given = walk.answer(paragraf_21.kun_oplysninger_i_stk_3, seen)
    if given is NEJ:
        if walk.answer(paragraf_21.kun_andre_oplysninger, seen) is JA:
            return _refused(walk, seen, STK_2)
        walk.lacks(SPLIT, STK_2, PKT_1)
    walk.also_granted_under.append(citation(PKT_1))
    return None if given is UAFKLARET else _name(walk, seen, alone=paragraf_21.name_is_all(seen))


def _name(walk: Walk, seen: Stated, *, alone: bool) -> Ending | None:
    if walk.answer(paragraf_21.tryghed_taler_mod_navnet, seen) is not JA:
        return None
    if alone:
        return _refused(walk, seen, PKT_2, says=("konkrete_forhold",))
    # The name becomes a part of its own; the other items are given.
    walk.lacks(SPLIT, PKT_2)
    return None


def _refused(walk: Walk, seen: Stated, provision: str, says: tuple[str, ...] = ()) -> Ending:
    considered = ("meroffentlighed_overvejet", *says)
    return meroffentlighed.of_excluded_case(walk, seen, provision, considered)
