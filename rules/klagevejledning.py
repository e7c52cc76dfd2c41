"""Complaint guidance per route: the supervisory authority of § 38, or the appeal body of § 37."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.letter_context import or_not_set
from rules.parameters import parameter
from rules.sentences import about, paragraph
from rules.typography import long_date

if TYPE_CHECKING:
    from rules.deadlines import Deadlines
    from rules.letter import Block
    from rules.letter_case import PartCase
    from rules.letter_context import LetterContext

TILSYN_ROLE = (
    "Ankestyrelsen er ikke klageinstans, men fører tilsyn med, at lovgivningen overholdes, og afgør selv, om der er "
    "grundlag for at rejse en tilsynssag"
)
TILSYN_ROUTE, BODY_ROUTE = "§38_tilsyn", "§37_body"


def complaint_guidance(cases: tuple[PartCase, ...], context: LetterContext) -> tuple[Block, ...]:
    """Return the guidance for the routes that are open; empty where nothing was refused."""
    tilsyn = [case for case in cases if case.result.complaint == TILSYN_ROUTE]
    body = [case for case in cases if case.result.complaint == BODY_ROUTE]
    return (
        *(klagevejledning_38(tilsyn, context) if tilsyn else ()),
        *(klagevejledning_37(body, context) if body else ()),
    )


def klagevejledning_38(cases: list[PartCase], context: LetterContext) -> tuple[Block, ...]:
    """Guide to Ankestyrelsen as supervisory authority: how, where to, and what it does."""
    days = parameter("videresendelse_af_klage", context.decided).value
    address = _address(context.tilsyn_address, "Ankestyrelsens adresse")
    own = _address(context.complaint_contact, "vores adresse for henvendelser om afgørelsen")
    return (
        paragraph(
            f"Hvis du er utilfreds med afgørelsen{about(cases)}, kan du indbringe sagen for Ankestyrelsen, "
            f"som er kommunal og regional tilsynsmyndighed, jf. offentlighedslovens {_tilsyn_rule(cases)}",
            TILSYN_ROLE,
            "Der er ingen frist for at henvende sig",
        ),
        paragraph(
            f"Du skal sende henvendelsen til os: {own}",
            f"Fastholder vi afgørelsen, sender vi sagen videre til Ankestyrelsen snarest og som udgangspunkt senest "
            f"{days} arbejdsdage efter, at vi har modtaget din henvendelse, jf. offentlighedslovens § 38, stk. 1, "
            "2. pkt., og § 37, stk. 2",
            f"Ankestyrelsens adresse er: {address}",
        ),
    )


def klagevejledning_37(cases: list[PartCase], context: LetterContext) -> tuple[Block, ...]:
    """Guide to the administrative appeal body."""
    bodies = dict.fromkeys(
        str(skoen.value)
        for case in cases
        for skoen in [case.judgement("administrativ_klageinstans")]
        if skoen is not None
    )
    body = " og ".join(bodies) or or_not_set(None, "klageinstans")
    forwarded = parameter("videresendelse_af_klage", context.decided).value
    decided = parameter("klageinstans", context.decided).value
    own = _address(context.complaint_contact, "vores adresse for klager")
    return (
        paragraph(
            f"Du kan klage over afgørelsen{about(cases)} til {body}, jf. offentlighedslovens {_appeal_rule(cases)}",
        ),
        paragraph(
            f"Du skal sende klagen til os: {own}",
            f"Fastholder vi afgørelsen, sender vi klagen videre snarest og som udgangspunkt senest {forwarded} "
            "arbejdsdage efter, at vi har modtaget den, jf. offentlighedslovens § 37, stk. 2",
            f"{body} skal som udgangspunkt have behandlet klagen inden {decided} arbejdsdage efter at have modtaget "
            "den, jf. offentlighedslovens § 37, stk. 3",
            "Der er ingen frist i offentlighedsloven for at klage",
        ),
        paragraph(f"Klageinstansens adresse er: {_address(context.appeal_address, 'klageinstansens adresse')}"),
    )


def late_answer_guidance(dates: Deadlines, context: LetterContext) -> tuple[Block, ...]:
    """Guide to the complaint about the time taken by an answer that has come after day 14."""
    days = parameter("klage_over_sagsbehandlingstid", dates.received).value
    return (
        paragraph(
            f"Svaret kommer mere end {days} arbejdsdage efter modtagelsen. Du kan klage særskilt over "
            "sagsbehandlingstiden, jf. offentlighedslovens § 39, stk. 1 og stk. 5",
            f"Klagen skal du sende til os: {_address(context.complaint_contact, 'vores adresse for klager')}",
        ),
    )


def time_taken_guidance(dates: Deadlines, context: LetterContext) -> tuple[Block, ...]:
    """Guide to the separate complaint about the time taken (§ 39)."""
    own = _address(context.complaint_contact, "vores adresse for klager")
    days = parameter("klage_over_sagsbehandlingstid", dates.received).value
    forwarded = parameter("videresendelse_af_klage", dates.received).value
    return (
        paragraph(
            f"Er din anmodning ikke færdigbehandlet inden {days} arbejdsdage efter modtagelsen, kan du klage særskilt "
            f"over sagsbehandlingstiden, det vil sige fra den {long_date(dates.complaint_from)}. Det følger af "
            "offentlighedslovens § 39, stk. 1 og stk. 5",
            f"Klagen skal du sende til os: {own}",
            f"Er anmodningen stadig ikke færdigbehandlet {forwarded} arbejdsdage efter, at vi har modtaget klagen, "
            "sender vi den videre med en begrundelse for sagsbehandlingstiden, jf. offentlighedslovens § 39, stk. 2",
        ),
    )


def _tilsyn_rule(cases: list[PartCase]) -> str:
    rules = [
        "§ 38, stk. 1" if any(case.part.by_paragraf_7 for case in cases) else "",
        "§ 38, stk. 2" if any(not case.part.by_paragraf_7 for case in cases) else "",
    ]
    return " og ".join(rule for rule in rules if rule)


def _appeal_rule(cases: list[PartCase]) -> str:
    # A body for a compilation is one that a minister has named: § 37, stk. 5, leaves stk. 1 out.
    rules = [
        "§ 37, stk. 1" if any(case.part.by_paragraf_7 for case in cases) else "",
        "§ 37, stk. 4 og stk. 5" if any(not case.part.by_paragraf_7 for case in cases) else "",
    ]
    return " og ".join(rule for rule in rules if rule)


def _address(lines: tuple[str, ...], what: str) -> str:
    return or_not_set(", ".join(line for line in lines if line.strip()), what)
