"""Step 9: § 14 for each refused group, and for what belongs to an excepted case.

A value that the law does not allow at its place counts as missing; the machine never supplies one,
save where a special secrecy rule alone stands in the way and there is nothing to judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.finding import JA, NEJ
from rules.offentlighedsloven import paragraf_14
from rules.offentlighedsloven.ending import Ending, GroupEnding
from rules.offentlighedsloven.groups import asked, concluded, put_together
from rules.offentlighedsloven.paragraf_14 import BALANCED, EXCLUDED, GRANTED, Refused
from rules.outcome import Outcome
from rules.trace import citation

if TYPE_CHECKING:
    from rules.rule import Rule
    from rules.stated import Stated, StatedGroup
    from rules.trace import Walk

NAME = ("meroffentlighed",)
CITED = {EXCLUDED: "§ 14, stk. 1, 2. pkt.", BALANCED: "§ 14, stk. 1, 1. pkt.", GRANTED: "§ 14, stk. 1"}
SAID = {
    EXCLUDED: "meroffentlighed_udelukket",
    BALANCED: "meroffentlighed_afvejning",
    GRANTED: "meroffentlighed_afvejning",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """The value of § 14, None where it is missing, and the provisions to cite for it."""

    value: str | None
    sections: tuple[str, ...]

    @property
    def says(self) -> tuple[str, ...]:
        """What the letter must say of it."""
        return (SAID[self.value],) if self.value else ()


def of_refused(walk: Walk, refused: Refused) -> Weighed:
    """Return the value of § 14 for a group refused under §§ 27-35."""
    if refused.by_secrecy_alone:
        return Weighed(EXCLUDED, (CITED[EXCLUDED],))
    if refused.only_excluded:
        return _judged(walk, refused, paragraf_14.udelukket_af_tavshedspligt)
    return _judged(walk, refused, paragraf_14.meroffentlighed_overvejet)


def of_excluded_case(walk: Walk, seen: Stated, provision: str, says: tuple[str, ...]) -> Ending:
    """Return how a part in a case excepted by §§ 19-21 ends (§ 14, stk. 2), group by group."""
    endings = [_excluded(walk.into(view.id), view, provision, says) for view in asked(seen)]
    return put_together(4, endings)


def _excluded(walk: Walk, view: StatedGroup, provision: str, says: tuple[str, ...]) -> GroupEnding:
    weighed = _judged(walk, Refused(view, (provision,)), paragraf_14.meroffentlighed_i_undtagne_sager)
    outcome = Outcome.GRANT if weighed.value == GRANTED else Outcome.REFUSE
    also = weighed.sections if weighed.value == EXCLUDED else ()
    return concluded(
        walk,
        view,
        GroupEnding(
            id=view.id,
            outcome=outcome,
            sections=(citation(provision), "§ 14, stk. 2", *also),
            meroffentlighed=weighed.value,
            must_say=(*says, *weighed.says),
        ),
    )


def _judged(walk: Walk, refused: Refused, rule: Rule[Refused]) -> Weighed:
    answer = walk.answer(rule, refused)
    if answer is NEJ:
        walk.lacks(NAME, rule.provision)
    skoen = refused.group.recorded("meroffentlighed")
    value = str(skoen.value) if skoen and answer is JA else None
    return Weighed(value, (CITED[value],) if value else ())
