"""The decision letter: sections in the order a requester reads them, made from the assessment.

What was asked and how it was understood; the result per part first; the tables; the reasons per part;
meroffentlighed per refused part; format; deadline; complaint guidance; the rules in plain words; the annex.
Numbers of tables never pass through here: a table is named by its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.annex import annex_of, annex_version, plain_words, texts
from rules.begrundelse import NEEDS_REASONS, granted_ground, part_reasons, shared_reasons, substantive
from rules.deadlines import deadlines
from rules.klagevejledning import complaint_guidance
from rules.letter import BulletList, Letter, Quote, Section, TableReference, TextTable
from rules.letter_case import (
    BLOCKED,
    DIALOGUE,
    GRANT,
    OTHER_ACT,
    OUT_OF_SCOPE,
    PARTIAL,
    REFUSE,
    REFUSE_TO_PROCESS,
    part_cases,
)
from rules.letter_context import NOT_SET_PREFIX, or_not_set
from rules.meroffentlighed import meroffentlighed
from rules.sentences import bullets, named_parts, paragraph, places
from rules.svarfrist import answer_time
from rules.typography import glued, listed, long_date, sentence
from rules.udlevering import delivery

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.facts import CaseFacts
    from rules.letter import AnnexProvision, Block
    from rules.letter_case import Assessed, PartCase
    from rules.letter_context import LetterContext

OUTCOME_WORDS = {
    GRANT: "Imødekommet",
    PARTIAL: "Delvis imødekommet",
    REFUSE: "Afslag",
    REFUSE_TO_PROCESS: "Afslag på at behandle anmodningen",
    OUT_OF_SCOPE: "Ikke omfattet",
    OTHER_ACT: "Behandles efter andre regler",
    DIALOGUE: "Afventer dit svar",
    BLOCKED: "Afgøres senere",
}
ANNEX_TITLE = "Bilag: De bestemmelser, brevet henviser til"


def decision_letter(assessment: Assessed, facts: CaseFacts, context: LetterContext) -> Letter:
    """Return the letter that tells the decision; letter_validator.py says whether it may be issued."""
    dates = deadlines(facts.request.received) if facts.request.received else None
    cases = part_cases(assessment, facts, context, dates)
    bodies = (
        request_section(facts, cases, context),
        _result(cases),
        *_given(cases, context),
        *_reasons(cases),
        _meroffentlighed(cases),
        delivery(cases, facts, assessment.fee_max_kr),
        answer_time(cases, dates, context) if _under_this_act(cases) else None,
        _complaint(cases, context),
    )
    sections = tuple(section for section in bodies if section is not None)
    return _assembled(_with_rules(sections, context), cases, facts, context)


def _assembled(
    sections: tuple[Section, ...], cases: tuple[PartCase, ...], facts: CaseFacts, context: LetterContext
) -> Letter:
    annex = annex_of(sections, context.decided)
    return Letter(
        kind="afgoerelse",
        title=glued(_title(cases, context)),
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


def letter_details(facts: CaseFacts, context: LetterContext) -> tuple[tuple[str, str], ...]:
    """Return the lines beside the address: case number, dates and contact."""
    received = long_date(facts.request.received) if facts.request.received else or_not_set(None, "modtagelsesdato")
    return (
        ("Sagsnummer", or_not_set(context.case_number, "sagsnummer")),
        ("Dato", long_date(context.decided)),
        ("Anmodning modtaget", received),
        ("Kontakt", or_not_set(context.contact, "kontaktoplysninger")),
    )


def closing(context: LetterContext) -> tuple[str, ...]:
    """Return the signature block."""
    return ("Med venlig hilsen", *(context.signature or (or_not_set(None, "juristens navn og stilling"),)))


def draft_marks(
    sections: Iterable[Section], annex: tuple[AnnexProvision, ...], facts: CaseFacts, context: LetterContext
) -> tuple[str, ...]:
    """Return the sentences that make the letter a draft: notices, settings that are missing, texts not checked."""
    shown = [
        *texts(sections),
        *context.addressee,
        *context.sender,
        *(value for _, value in letter_details(facts, context)),
        *closing(context),
        "" if context.addressee else or_not_set(None, "modtagerens navn og adresse"),
    ]
    missing = dict.fromkeys(mark for text in shown for mark in _marks_in(text))
    unverified = [entry.citation for entry in annex if entry.mark.startswith("IKKE VERIFICERET")]
    unchecked = [entry for entry in annex if entry.mark]
    return (
        *(glued(sentence(notice)) for notice in context.notices),
        *(glued(f"Mangler: {mark}.") for mark in missing),
        *([glued(f"Ikke verificeret lovtekst i bilaget: {', '.join(unverified)}.")] if unverified else []),
        *(["Bilagets lovtekst er ikke kontrolleret af en jurist mod Retsinformation."] if unchecked else []),
    )


def request_section(facts: CaseFacts, cases: tuple[PartCase, ...], context: LetterContext) -> Section:
    """Return the section that quotes the request and says how it was understood."""
    received = facts.request.received
    when = f" den {long_date(received)}" if received else ""
    # "Kommunen, Forvaltningen, modtog": an apposition is closed by a comma.
    subject = f"{context.authority}{',' if ',' in context.authority else ''} modtog"
    understood = (
        f"Vi har delt din anmodning i {len(cases)} dele, som hver behandles for sig:"
        if cases[1:]
        else "Vi har forstået din anmodning sådan:"
    )
    return Section(
        "Din anmodning",
        (
            paragraph(f"{subject}{when} denne anmodning om aktindsigt fra dig:"),
            Quote(facts.request.text),
            paragraph(understood),
            BulletList(tuple(_understood(case, numbered=len(cases) > 1) for case in cases)),
        ),
    )


def _understood(case: PartCase, *, numbered: bool) -> str:
    label = case.part.label.rstrip(".")
    said = f"{case.name}: {label}" if numbered else label
    return glued(" ".join(filter(None, (sentence(said), sentence(case.material.understood)))))


def _result(cases: tuple[PartCase, ...]) -> Section:
    rows = tuple((str(case.number), glued(case.part.label), _outcome_words(case), _deciding(case)) for case in cases)
    header = ("Del", "Det, du bad om", "Afgørelse", "Bestemmelse")
    table = (
        TextTable("Resultatet", header[1:], (rows[0][1:],))
        if cases[0].alone
        else TextTable("Resultatet for hver del", header, rows)
    )
    open_cases = [case for case in cases if case.result.outcome == BLOCKED]
    undecided = f"Vi har endnu ikke afgjort {named_parts(open_cases)}; se afsnittet om svarfrist" if open_cases else ""
    later = [paragraph(undecided)] if open_cases else []
    heading = "Afgørelse" if _decides(cases) else "Sådan behandler vi din anmodning"
    return Section(heading, (table, *_route(cases), *later))


def _under_this_act(cases: tuple[PartCase, ...]) -> bool:
    # The deadline of § 36 says nothing of a request that another act governs.
    return any(case.result.outcome != OTHER_ACT for case in cases)


def _decides(cases: tuple[PartCase, ...]) -> bool:
    return any(case.result.outcome not in {DIALOGUE, OTHER_ACT, BLOCKED} for case in cases)


def _title(cases: tuple[PartCase, ...], context: LetterContext) -> str:
    outcomes = {case.result.outcome for case in cases}
    if outcomes == {OTHER_ACT}:
        return f"Din anmodning om aktindsigt i {context.subject} behandles efter andre regler"
    if outcomes == {DIALOGUE}:
        return f"Vi har brug for at vide mere om din anmodning om aktindsigt i {context.subject}"
    return f"Afgørelse om aktindsigt i {context.subject}"


def _route(cases: tuple[PartCase, ...]) -> tuple[Block, ...]:
    compiled = [case for case in cases if case.facts.existing_document is False and case.rests_on("§ 11")]
    if not compiled:
        return ()
    which = "din anmodning" if cases[0].alone else named_parts(compiled)
    return (
        paragraph(
            f"Vi har ikke et færdigt dokument, der dækker {which}, og som du kan få efter offentlighedslovens § 7, "
            "stk. 1. Vi har derfor vurderet, om du kan få en sammenstilling af oplysninger i vores databaser efter "
            "offentlighedslovens § 11, stk. 1"
        ),
    )


def _deciding(case: PartCase) -> str:
    if case.result.outcome == BLOCKED:
        return "–"
    chosen = case.provisions if case.result.meroffentlighed == "granted" else substantive(case)
    return places(chosen or case.provisions)


def _outcome_words(case: PartCase) -> str:
    if case.says("oversendes"):
        return "Sendes til rette myndighed"
    return OUTCOME_WORDS[case.result.outcome]


def _given(cases: tuple[PartCase, ...], context: LetterContext) -> tuple[Section, ...]:
    given = [case for case in cases if case.given]
    if not given:
        return ()
    reading = _how_to_read(context)
    lead: tuple[Block, ...] = (paragraph(*reading),) if reading else ()
    if given[0].alone:
        return (Section("Det, du får", (*_given_part(given[0]), *_part_tables(given)[0], *lead)),)
    parts = (
        Section(f"Del {case.number}: {case.part.label}", (*_given_part(case), *tables), level=3)
        for case, tables in zip(given, _part_tables(given), strict=True)
    )
    return (Section("Det, du får", lead or (paragraph(f"Du får materiale til {named_parts(given)}"),)), *parts)


def _given_part(case: PartCase) -> tuple[Block, ...]:
    definitions = (bullets(case.material.definitions),) if case.material.definitions else ()
    if case.result.outcome != PARTIAL:
        return (paragraph(granted_ground(case)), *definitions)
    asked = [group.label for group in case.part.asked_groups if case.outcome_of(group) == GRANT]
    instead = [group.label for group in case.looked_at_variants() if case.outcome_of(group) == GRANT]
    return (
        *((paragraph(granted_ground(case)),) if not instead else ()),
        *((bullets(asked),) if asked else ()),
        *((paragraph(f"I stedet for det, du bad om{case.of_part}, får du:"), bullets(instead)) if instead else ()),
        *definitions,
    )


def _part_tables(given: list[PartCase]) -> list[tuple[Block, ...]]:
    """Return the tables of each part; a table that two parts share is shown once, under the first."""
    shown: dict[str, int] = {}
    placed: list[tuple[Block, ...]] = []
    for case in given:
        if case.material.in_file_only and case.material.tables:
            placed.append((paragraph("Tabellen følger med brevet som fil"),))
            continue
        first = [table for table in case.material.tables if table not in shown]
        above = sorted({shown[table] for table in case.material.tables if table in shown})
        shown.update(dict.fromkeys(first, case.number))
        seen = [paragraph(f"Tabellen står ovenfor under del {listed(map(str, above))}")] if above else []
        placed.append((*seen, *(TableReference(table) for table in first)))
    return placed


def _how_to_read(context: LetterContext) -> tuple[str, ...]:
    return tuple(
        line
        for line in (
            f"Tallene angår {context.unit}" if context.unit else "",
            f"Perioden er {context.period}" if context.period else "",
            f"Opgørelsen omfatter {context.population}" if context.population else "",
            f"Kilden er {context.source_system}" if context.source_system else "",
            f"Tallene er trukket den {long_date(context.extracted)}" if context.extracted else "",
        )
        if line
    )


def _reasons(cases: tuple[PartCase, ...]) -> tuple[Section, ...]:
    needing = [case for case in cases if case.result.outcome in NEEDS_REASONS]
    if not needing:
        return ()
    if not cases[1:]:
        return (Section("Begrundelse", (*shared_reasons(needing), *part_reasons(needing[0]))),)
    head = Section("Begrundelse", shared_reasons(needing))
    return (head, *(Section(f"Del {case.number}: {case.part.label}", part_reasons(case), level=3) for case in needing))


def _meroffentlighed(cases: tuple[PartCase, ...]) -> Section | None:
    # What is outside the act is not refused, so there is nothing to give more of.
    blocks = meroffentlighed([case for case in cases if case.result.outcome != OUT_OF_SCOPE])
    return Section("Meroffentlighed", blocks) if blocks else None


def _complaint(cases: tuple[PartCase, ...], context: LetterContext) -> Section | None:
    blocks = complaint_guidance(cases, context)
    return Section("Klagevejledning", blocks) if blocks else None


def _with_rules(sections: tuple[Section, ...], context: LetterContext) -> tuple[Section, ...]:
    words = plain_words(sections, context.decided)
    rules = Section("Reglerne kort fortalt", (BulletList(words),)) if words else None
    return (*sections, rules) if rules else sections


def _marks_in(text: str) -> list[str]:
    return [piece.split("]")[0] for piece in text.split(NOT_SET_PREFIX)[1:]]
