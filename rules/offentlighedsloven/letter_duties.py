"""What the letter must contain beside the outcome: reasons, guidance, format, time, and what must be settled first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.betalingsbekendtgoerelsen.fee import cited_for_fee
from rules.finding import JA, NEJ
from rules.offentlighedsloven import paragraf_36, paragraf_40
from rules.offentlighedsloven.complaint import GUIDANCE, complaint
from rules.outcome import GIVEN, WITH_COMPLAINT, WITH_REASONS, Outcome
from rules.trace import citation

if TYPE_CHECKING:
    from rules.stated import Stated
    from rules.trace import Walk

PARTIAL_ANSWER = "delafgoerelse"
LATE = "fristbrev"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something the letter must say, with the provisions to cite, or what must be settled before it is sent."""

    says: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    to_settle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duties:
    """All duties of a part.

    Attributes
    ----------
    complaint : the route, None where nothing is refused or no route is known.
    """

    says: tuple[str, ...]
    sections: tuple[str, ...]
    to_settle: tuple[str, ...]
    complaint: str | None


def duties(walk: Walk, seen: Stated, outcome: Outcome) -> Duties:
    """Return what the letter must contain for a part with this outcome."""
    route = complaint(walk, seen) if outcome in WITH_COMPLAINT else None
    guided = Duty((GUIDANCE[route.route],)) if route and route.route else Duty()
    every = (
        _reasons(outcome),
        guided,
        _format(walk, seen) if outcome in GIVEN else Duty(),
        _simple(walk, seen) if outcome in GIVEN else Duty(),
        Duty((), cited_for_fee(seen.part)),
        _late(walk, seen),
    )
    return Duties(
        says=tuple(code for duty in every for code in duty.says),
        sections=tuple(section for duty in every for section in duty.sections),
        to_settle=(*(route.to_settle if route else ()), *(name for duty in every for name in duty.to_settle)),
        complaint=route.route if route else None,
    )


def _reasons(outcome: Outcome) -> Duty:
    return Duty(("begrundelse_fvl_24",), ("fvl § 24",)) if outcome in WITH_REASONS else Duty()


def _format(walk: Walk, seen: Stated) -> Duty:
    if not (seen.request.format_wanted or "").strip():
        return Duty()
    cited = ("§ 40, stk. 1",) if seen.part.by_paragraf_7 else ("§ 40, stk. 2",)
    found = walk.try_out(paragraf_40.oensket_form, seen)
    if found and found.answer is JA:
        return Duty(("format_som_oensket",), cited)
    if found and found.answer is NEJ:
        reason = (seen.part.facts.format_reason or "").strip()
        return Duty(("format_begrundelse",), cited, () if reason else ("format_reason",))
    return Duty((), (), ("format_possible",))


def _simple(walk: Walk, seen: Stated) -> Duty:
    rule = paragraf_36.enkel_anmodning
    return Duty(("svar_1_2_dage",), (citation(rule.provision),)) if walk.answer(rule, seen) is JA else Duty()


def _late(walk: Walk, seen: Stated) -> Duty:
    rule = paragraf_36.fristen_overskrides
    return Duty((LATE,), (citation(rule.provision),)) if walk.answer(rule, seen) is JA else Duty()
