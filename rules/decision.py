"""From stated facts to the assessment: `assess`.

The path of each part is walked by offentlighedsloven/order.py; here the paths are put together.
`assess` decides nothing that a jurist must decide: it reads recorded judgements and says what is missing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rules.assessment import Assessment, GroupAssessment, PartAssessment
from rules.betalingsbekendtgoerelsen.fee import highest_fee
from rules.deadlines import deadlines
from rules.errors import DateOutOfRangeError
from rules.offentlighedsloven.groups import united
from rules.offentlighedsloven.invalid_grounds import invalid_grounds
from rules.offentlighedsloven.letter_duties import LATE, PARTIAL_ANSWER, Duties, duties
from rules.offentlighedsloven.order import way_through
from rules.outcome import GIVEN, OPEN, Outcome, overall
from rules.reading import case_facts
from rules.stated import Stated
from rules.trace import Walk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rules.deadlines import Deadlines
    from rules.facts import CaseFacts, Part
    from rules.offentlighedsloven.ending import Ending, GroupEnding

# The law as it stands since lov 655/2024, which is what FACTS.md describes.
LAW_OF_FACTS = date(2024, 7, 1)
# Before this day § 11, stk. 2, and § 14 referred to an act whose texts are not entered.
FIRST_DAY = date(2018, 5, 25)


def assess(document: Mapping[str, object], on: date | None = None) -> Assessment:
    """Return the assessment of a request in the format facts/1.

    Parameters
    ----------
    document : the content of a facts file.
    on : the day of decision, whose law is applied; without it the law since 1 July 2024.

    Raises
    ------
    InvalidFactsError : the document does not keep to facts/1; one Danish sentence says where and what.
    DateOutOfRangeError : the law of that day, or the calendar of the receipt, is not entered.
    """
    return assessed(case_facts(document), on)


def assessed(facts: CaseFacts, on: date | None = None) -> Assessment:
    """Return the assessment of facts that have been read."""
    day = on or LAW_OF_FACTS
    if day < FIRST_DAY:
        raise DateOutOfRangeError(
            f"Loven, som den var den {day.isoformat()}, er ikke indlagt; den tidligste dag er {FIRST_DAY.isoformat()}."
        )
    dates = deadlines(facts.request.received) if facts.request.received else None
    parts = _with_partial_answers([_part(facts, part, day, dates) for part in facts.parts])
    return Assessment(
        overall=overall(part.outcome for part in parts),
        open=tuple(part.id for part in parts if part.outcome in OPEN),
        open_before_letter=_to_settle(facts),
        complaint=_routes(parts),
        fee_max_kr=highest_fee([part.part for part in parts if part.outcome in GIVEN], day),
        deadline=dates,
        parts=parts,
        day=day,
        facts=facts,
    )


def _part(facts: CaseFacts, part: Part, day: date, dates: Deadlines | None) -> PartAssessment:
    seen = Stated(facts.request, facts.authority, part, day, dates.day_7 if dates else None)
    walk = Walk(part.id, day, [])
    ending = way_through(walk, seen)
    outcome = Outcome.BLOCKED if walk.missing else ending.outcome
    missing = united((walk.missing, *(group.missing for group in ending.groups))) if outcome is Outcome.BLOCKED else ()
    due = duties(walk, seen, outcome)
    return PartAssessment(
        id=part.id,
        outcome=outcome,
        sections=_sections(walk, ending, outcome, due),
        missing=missing,
        open_before_letter=due.to_settle,
        meroffentlighed=None if outcome is Outcome.BLOCKED else ending.meroffentlighed,
        must_say=united((() if outcome is Outcome.BLOCKED else ending.must_say, due.says)),
        invalid_grounds=invalid_grounds(seen),
        complaint=due.complaint,
        cell_groups=_groups(part, ending, outcome, gates_open=bool(walk.missing)),
        step=ending.step,
        engaged=united(group.engaged for group in ending.groups if not group.id),
        part=part,
        trace=tuple(walk.entries),
    )


def _sections(walk: Walk, ending: Ending, outcome: Outcome, due: Duties) -> tuple[str, ...]:
    if outcome is Outcome.BLOCKED:
        # What would end the path is not decided: only what is open, and what the groups rest on.
        return united((walk.undecided, *(group.sections for group in ending.groups), due.sections))
    granted = walk.also_granted_under if outcome in GIVEN else ()
    return united((ending.sections, granted, due.sections))


def _groups(part: Part, ending: Ending, outcome: Outcome, *, gates_open: bool) -> tuple[GroupAssessment, ...]:
    if not part.groups:
        return ()
    if not ending.groups:
        sections = () if gates_open else ending.sections
        bare = [GroupAssessment(group.id, outcome, sections, (), (), None, group) for group in part.asked_groups]
        return tuple(bare)
    found = [_group(part, ending_of_group) for ending_of_group in ending.groups]
    # A group is not given while a gate of the whole part is open.
    return tuple(replace(group, outcome=Outcome.BLOCKED) if gates_open else group for group in found)


def _group(part: Part, ending: GroupEnding) -> GroupAssessment:
    group = part.group(ending.id)
    assert group is not None, "groups come from the part"
    return GroupAssessment(
        ending.id, ending.outcome, ending.sections, ending.missing, ending.engaged, ending.meroffentlighed, group
    )


def _with_partial_answers(parts: Sequence[PartAssessment]) -> tuple[PartAssessment, ...]:
    waiting = {part.id for part in parts if part.outcome in OPEN or LATE in part.must_say}
    return tuple(
        replace(part, must_say=(*part.must_say, PARTIAL_ANSWER))
        if part.outcome is Outcome.GRANT and waiting - {part.id}
        else part
        for part in parts
    )


def _to_settle(facts: CaseFacts) -> tuple[str, ...]:
    received = () if facts.request.received else ("received",)
    return received if facts.request.wording_covered is True else (*received, "wording_covered")


def _routes(parts: Sequence[PartAssessment]) -> str | None:
    used = {part.complaint for part in parts if part.complaint}
    return "+".join(sorted(used, reverse=True)) or None
