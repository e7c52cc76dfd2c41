"""From a request over HTTP to a reply: the law for every part, then the tables, the letter and the spreadsheet.

While a fact or a judgement is missing there are no documents; `missing` names it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from api.asked import MadeDocument, Reply
from api.asked_plan import plan_of
from api.danish import within_a_sentence
from api.documents.logo import read_logo
from api.errors import NotAccepted
from api.offer_words import evidence
from api.release_tables import numbers_in
from api.releasing import releases_of
from api.reply_files import FOR_REQUESTER, LETTER_DOCX, LETTER_PDF, SPREADSHEET, TABLES_PAGE, reply_files
from api.status import missing_names
from api.workflow import Case, decide, explained_refusal, offers_while_waiting
from data.registers import open_register
from disclosure.errors import NothingSafe, NotProved, NotSupported
from rules.decision import assess
from rules.letter_context import LetterContext, PartMaterial

if TYPE_CHECKING:
    from api.asked import Answerer, Asked
    from api.case_plan import CasePlan
    from api.settings import Settings
    from data.register import Register
    from data.release import Release
    from rules.assessment import Assessment
    from rules.facts import CaseFacts

OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    LETTER_PDF: "application/pdf",
    LETTER_DOCX: f"{OFFICE}.wordprocessingml.document",
    SPREADSHEET: f"{OFFICE}.spreadsheetml.sheet",
    TABLES_PAGE: "text/html; charset=utf-8",
}


def answerer(settings: Settings) -> Answerer:
    """The way from request to reply, with the letter's settings.

    Raises
    ------
    UnusableLogo : the service does not begin with a letterhead that no letter could be made with.
    """
    read_logo(settings.logo)

    def answer(asked: Asked, history: tuple[Release, ...]) -> Reply:
        return answer_request(asked, settings, history)

    return answer


def answer_request(asked: Asked, settings: Settings, history: tuple[Release, ...] = ()) -> Reply:
    """Return the decision, and the documents where nothing is missing.

    Tables that cannot be given safely, alone or beside what was given before, wait for the jurist: the client learns
    the deadline and nothing else, the jurist why. So do tables that keep less of a group than the promise, until the
    jurist has accepted it.

    Parameters
    ----------
    history : what was given before about the register, and public figures.

    Raises
    ------
    UnknownRegister, UnknownColumn, UnknownCode, InputError : there is no such register, or it cannot give the table.
    InvalidFactsError : the facts do not keep to facts/1.
    NotIssued : the decision is complete, but the letter lacks something that only a person can write.
    NotSupported : the tables cannot be protected whatever the data.
    """
    register = open_register(asked.register_id)
    assessment = assess(asked.facts, asked.decided)
    plan = plan_of(asked, register)
    missing = missing_names(assessment.to_json())
    if missing:
        return Reply(assessment, assessment.deadline, missing, (), internal=_while_waiting(plan, history, assessment))
    case = Case(asked.facts, _context(asked, assessment.facts, plan, settings, register), plan, history)
    try:
        decided = decide(case)
    except NotAccepted as waiting:
        return Reply(assessment, assessment.deadline, (), (), internal=str(waiting))
    except (NothingSafe, NotProved, NotSupported) as refusal:
        if isinstance(refusal, NotSupported) and not history:
            raise
        return Reply(assessment, assessment.deadline, (), (), internal=explained_refusal(case, refusal))
    files = reply_files(decided, register.mark.strip(), read_logo(settings.logo))
    sent = {name: files[name] for name in FOR_REQUESTER if name in files}
    documents = tuple(MadeDocument(name, MEDIA_TYPES[name], content) for name, content in sent.items())
    releases = releases_of(decided, sent, "afgørelsen")
    told = [*(group.sentence for group in decided.weaker), *(notice.sentence for notice in decided.published)]
    internal = "\n".join([*decided.differencing.conflicts, *told])
    return Reply(decided.assessment, decided.assessment.deadline, (), documents, releases, internal)


def _while_waiting(plan: CasePlan, history: tuple[Release, ...], assessment: Assessment) -> str:
    """The offers that the jurist can choose among, with what they took to make; empty where none are called for."""
    begun = time.perf_counter()
    lines = list(offers_while_waiting(plan, history, assessment))
    return "\n".join([*lines, evidence(time.perf_counter() - begun)] if lines else [])


def _context(asked: Asked, facts: CaseFacts, plan: CasePlan, settings: Settings, register: Register) -> LetterContext:
    """The letter's settings; what nobody has set is marked in the letter."""
    explained = dict(asked.explanations)
    parts = tuple(
        PartMaterial(
            part_id=part.id,
            tables=tuple(table.table_id for table in plan.given if table.part_id == part.id),
            identification_how=explained.get(part.id, ()),
            format_given="regneark (xlsx)",
        )
        for part in facts.parts
    )
    return LetterContext(
        subject=within_a_sentence(register.title),
        authority=facts.authority.name or settings.authority,
        decided=asked.decided,
        sender=settings.lines("sender"),
        addressee=asked.addressee,
        case_number=asked.case_number or None,
        contact=settings.contact or None,
        complaint_contact=settings.lines("complaint_contact"),
        tilsyn_address=settings.lines("tilsyn_address"),
        period=_period(asked, register),
        unit=register.unit,
        population=within_a_sentence(register.population),
        source_system=register.source,
        extracted=register.data_date,
        notices=(register.mark.strip(),) if register.synthetic else (),
        signature=settings.lines("signature"),
        # The register's own description may be repeated: everybody may read it (§ 12).
        stated_numbers=numbers_in(register.source, register.population, register.mark, register.period),
        parts=parts,
    )


def _period(asked: Asked, register: Register) -> str:
    """The codes of the period that count, or the register's own words where all of them do."""
    chosen = dict(asked.where).get(register.period_column or "")
    return " og ".join(chosen) if chosen else register.period
