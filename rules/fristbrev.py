"""The fristbrev: before day 7 ends the requester is told why the answer comes later, and on which date.

§ 36, stk. 2, 3. pkt. A general phrase is not a reason, and "snarest" is not a date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.annex import annex_of, annex_version
from rules.deadlines import deadlines
from rules.decision_letter import closing, draft_marks, letter_details, request_section
from rules.errors import FristbrevWithoutReceiptError
from rules.klagevejledning import time_taken_guidance
from rules.letter import Letter, Section
from rules.letter_case import BLOCKED, part_cases
from rules.letter_context import or_not_set
from rules.letter_validator import Obstacle
from rules.sentences import named_parts, paragraph
from rules.svarfrist import fristbrev
from rules.typography import glued, long_date, weekday_date

if TYPE_CHECKING:
    from rules.deadlines import Deadlines
    from rules.facts import CaseFacts
    from rules.letter_case import Assessed, PartCase
    from rules.letter_context import LetterContext

ANNEX_TITLE = "Bilag: De bestemmelser, brevet henviser til"
VAGUE = ("travlhed", "travlt", "andre sager", "snarest", "ferie", "lukkeperiode", "sygdom")


def fristbrev_letter(assessment: Assessed, facts: CaseFacts, context: LetterContext) -> Letter:
    """Return the letter that tells of the delay, for the parts that will be late.

    Raises
    ------
    FristbrevWithoutReceiptError : without the day of receipt there is no deadline to exceed.
    """
    dates = _dates(facts)
    cases = part_cases(assessment, facts, context, dates)
    late = late_parts(cases, dates)
    sections = (
        request_section(facts, cases, context),
        Section("Hvornår du får svar", tuple(block for case in late for block in fristbrev(case, dates))),
        *_rest(cases, late, dates),
        Section("Klage over sagsbehandlingstiden", time_taken_guidance(dates, context)),
    )
    annex = annex_of(sections, context.decided)
    return Letter(
        kind="fristbrev",
        title=glued(f"Senere svar på din anmodning om aktindsigt i {context.subject}"),
        sender=context.sender or (context.authority,),
        addressee=context.addressee or (or_not_set(None, "modtagerens navn og adresse"),),
        details=letter_details(facts, context),
        sections=sections,
        closing=closing(context),
        annex_title=ANNEX_TITLE,
        annex_version=annex_version(sections, context.decided),
        annex=annex,
        draft_marks=draft_marks(sections, annex, facts, context),
    )


def late_parts(cases: tuple[PartCase, ...], dates: Deadlines) -> list[PartCase]:
    """Return the parts that are expected after day 7, or that are undecided without an earlier date."""
    return [case for case in cases if case.says("fristbrev") or _undecided_late(case, dates)]


def fristbrev_obstacles(assessment: Assessed, facts: CaseFacts, context: LetterContext) -> tuple[Obstacle, ...]:
    """Return what stands in the way of sending the fristbrev."""
    dates = _dates(facts)
    late = late_parts(part_cases(assessment, facts, context, dates), dates)
    found: list[Obstacle] = []
    if not late:
        found.append(
            Obstacle("ingen_forsinkelse", "Ingen del ventes efter fristen, så der er intet fristbrev at sende.")
        )
    if context.decided > dates.day_7:
        found.append(Obstacle("for_sent", f"Fristbrevet skal sendes senest {weekday_date(dates.day_7)}."))
    reason = (context.delay_reason or "").strip()
    if not reason or any(word in reason.lower() for word in VAGUE):
        found.append(Obstacle("vag_grund", "Grunden til forsinkelsen skal være konkret og angå netop denne anmodning."))
    for case in late:
        ready = case.facts.expected_ready
        if ready is None or ready <= context.decided:
            found.append(Obstacle("mangler_dato", f"Angiv en dato, hvor del {case.number} kan forventes besvaret."))
    return tuple(found)


def _rest(cases: tuple[PartCase, ...], late: list[PartCase], dates: Deadlines) -> tuple[Section, ...]:
    on_time = [case for case in cases if case not in late]
    if not on_time:
        return ()
    text = f"{named_parts(on_time)} svarer vi på inden fristen, senest den {long_date(dates.day_7)}"
    return (Section("Resten af anmodningen", (paragraph(text),)),)


def _undecided_late(case: PartCase, dates: Deadlines) -> bool:
    ready = case.facts.expected_ready
    return case.result.outcome == BLOCKED and (ready is None or ready > dates.day_7)


def _dates(facts: CaseFacts) -> Deadlines:
    if facts.request.received is None:
        raise FristbrevWithoutReceiptError("Fristbrevet kan ikke skrives, før anmodningens modtagelsesdato er angivet.")
    return deadlines(facts.request.received)
