"""The deadline in the letter: when the request came, when the answer is due, and what comes later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.klagevejledning import late_answer_guidance, time_taken_guidance
from rules.letter import Section
from rules.letter_case import BLOCKED, DIALOGUE
from rules.letter_context import or_not_set
from rules.sentences import named_parts, paragraph
from rules.typography import long_date, weekday_date

if TYPE_CHECKING:
    from rules.deadlines import Deadlines
    from rules.letter import Block
    from rules.letter_case import PartCase
    from rules.letter_context import LetterContext

MAIN_RULE = (
    "Vi modtog din anmodning den {received}. En anmodning om aktindsigt skal færdigbehandles inden 7 arbejdsdage efter "
    "modtagelsen, jf. offentlighedslovens § 36, stk. 2, 2. pkt."
)


def answer_time(cases: tuple[PartCase, ...], dates: Deadlines | None, context: LetterContext) -> Section:
    """Return the section on the deadline."""
    if dates is None:
        unknown = or_not_set(None, "modtagelsesdato")
        return Section("Svarfrist", (paragraph(f"Fristen kan ikke regnes ud, før det er oplyst: {unknown}"),))
    if all(case.result.outcome == DIALOGUE for case in cases):
        return Section("Svarfrist", (_while_we_wait(dates),))
    later = [case for case in cases if case.result.outcome == BLOCKED]
    too_late = context.decided >= dates.complaint_from
    blocks: tuple[Block, ...] = (
        _main_rule(dates, context, _answer([case for case in cases if case not in later], later)),
        *(block for case in cases if case.says("svar_1_2_dage") for block in svar_1_2_dage(case, dates)),
        *(delafgoerelse(later) if later and len(later) < len(cases) else ()),
        *(block for case in later for block in fristbrev(case, dates)),
        *(time_taken_guidance(dates, context) if later and not too_late else ()),
        *(late_answer_guidance(dates, context) if too_late else ()),
    )
    return Section("Svarfrist", blocks)


def svar_1_2_dage(case: PartCase, dates: Deadlines) -> tuple[Block, ...]:
    """Say that a simple part is answered at once."""
    day = weekday_date(dates.day_2)
    kept = (
        f"Den 2. arbejdsdag er {day}, så svaret kommer inden for den tid"
        if case.context.decided <= dates.day_2
        else f"Den 2. arbejdsdag var {day}, og vi beklager, at svaret kommer senere"
    )
    return (
        paragraph(
            f"{case.name} kræver ingen nærmere gennemgang og skal derfor afgøres snarest, det vil sige inden 1-2 "
            "arbejdsdage, jf. offentlighedslovens § 36, stk. 2, 1. pkt.",
            kept,
        ),
    )


def delafgoerelse(later: list[PartCase]) -> tuple[Block, ...]:
    """Say that this decides what is ready, and that the rest follows."""
    return (
        paragraph(
            f"Dette er en delafgørelse: Du får nu det, der er klar, så du ikke skal vente på {named_parts(later)}"
        ),
    )


def fristbrev(case: PartCase, dates: Deadlines) -> tuple[Block, ...]:
    """Give the reason for the delay and a concrete date."""
    ready = (
        weekday_date(case.facts.expected_ready) if case.facts.expected_ready else or_not_set(None, "forventet svardato")
    )
    return (
        paragraph(
            f"Vi kan ikke nå at afgøre {case.name} inden fristen, som er {weekday_date(dates.day_7)}",
            f"Grunden er: {or_not_set(case.context.delay_reason, 'grunden til, at fristen overskrides')}",
            f"Du kan forvente svar senest {ready}",
            "Underretningen gives efter offentlighedslovens § 36, stk. 2, 3. pkt.",
        ),
    )


def _while_we_wait(dates: Deadlines) -> Block:
    return paragraph(
        MAIN_RULE.format(received=long_date(dates.received)),
        f"Den 7. arbejdsdag er {weekday_date(dates.day_7)}",
        "Fristen løber, mens vi venter på dit svar, så skriv gerne hurtigt",
    )


def _answer(decided: list[PartCase], later: list[PartCase]) -> str:
    return f"svaret på {named_parts(decided)}" if decided and later else "svaret"


def _main_rule(dates: Deadlines, context: LetterContext, answer: str) -> Block:
    rule = MAIN_RULE.format(received=long_date(dates.received))
    last = weekday_date(dates.day_7)
    if context.decided <= dates.day_7:
        return paragraph(rule, f"Den 7. arbejdsdag er {last}, så {answer} kommer inden for fristen")
    told = context.fristbrev_sent
    return paragraph(
        rule,
        f"Fristen var {last}, og vi beklager, at {answer} kommer for sent",
        f"Grunden er: {or_not_set(context.delay_reason, 'grunden til, at fristen er overskredet')}",
        f"Vi skrev til dig om forsinkelsen den {long_date(told)}" if told else "",
    )
