"""`demo`: the model case from request to reply."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from api.case_log import log_of
from api.case_plan import case_plan
from api.commands.arguments import existing_file
from api.commands.tables_io import read_json, remove_files, write_files
from api.errors import NotIssued
from api.offer_words import ending_sentence, offer_lines, reach_sentence
from api.proof_words import in_short
from api.reply_files import CASE_FILE, DECISION, LETTER_DOCX, LETTER_PDF, NOTE, SPREADSHEET, TABLES_PAGE, reply_files
from api.workflow import Case, Decided, decide
from data.public_figures import FOLDER, public_releases
from data.registers import open_register
from disclosure.errors import DisclosureError
from rules.decision_letter import OUTCOME_WORDS
from rules.letter_settings import letter_context
from rules.typography import plain, weekday_date

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

CASE = "koebenhavn-2025"
PUBLIC = "siri-2024.yaml"
"""What is public beside the model case; the demonstration knows of nothing else that was given before."""
MADE = (LETTER_PDF, LETTER_DOCX, SPREADSHEET, TABLES_PAGE, NOTE, CASE_FILE, DECISION)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the folder, and the file of judgements for those who want to see what happens without one."""
    parser.add_argument("--out", metavar="MAPPE", type=Path, required=True, help="mappen, der skrives i")
    parser.add_argument(
        "--facts", metavar="FAKTA.json", type=existing_file, help="en anden udgave af sagens fakta og vurderinger"
    )


def run(arguments: Namespace) -> int:
    """Decide the model case and write its files; nothing is written unless every check has passed.

    Raises
    ------
    NotIssued : a judgement is missing; earlier files of the demonstration are taken away.
    """
    case = model_case(arguments.facts)
    try:
        decided = decide(case)
        made = reply_files(decided, open_register(case.plan.register_id).mark.strip(), log=log_of)
    except (NotIssued, DisclosureError):
        remove_files(arguments.out, MADE)
        raise
    write_files(arguments.out, made)
    for line in summary(decided):
        print(line)
    print(f"\nSkrevet i {arguments.out}: {', '.join(MADE)}")
    return 0


def model_case(facts_file: Path | None = None) -> Case:
    """The model case as the program carries it, or with other facts and judgements.

    Raises
    ------
    FileUnreadable, WrongEncoding, NotJson : the given file cannot be read.
    """
    folder = files("data").joinpath("cases", CASE)
    facts = read_json(facts_file) if facts_file else json.loads(folder.joinpath("facts.json").read_text("utf-8"))
    context = letter_context(yaml.safe_load(folder.joinpath("reply.yaml").read_text("utf-8")))
    plan = case_plan(yaml.safe_load(folder.joinpath("tables.yaml").read_text("utf-8")))
    return Case(facts, context, plan, public_releases(FOLDER / PUBLIC))


def summary(decided: Decided) -> Iterator[str]:
    """What was decided and why, in lines for a person."""
    assessment = decided.assessment
    yield f"Anmodning: {assessment.facts.request.text}"
    if assessment.deadline is not None:
        yield f"Frist efter § 36, stk. 2: {plain(weekday_date(assessment.deadline.day_7))}"
    yield ""
    for number, part in enumerate(assessment.parts, start=1):
        yield f"Del {number}. {part.part.label or part.id}"
        yield f"   {OUTCOME_WORDS[part.outcome]} ({', '.join(part.sections)})"
    yield ""
    for place in decided.searched.values():
        yield f"I stedet for »{place.table.title}«: {ending_sentence(place.found)}"
        yield from offer_lines(place.found)
        yield reach_sentence(place.found)
    if decided.protected is not None:
        yield ""
        yield f"Beskyttelse: {in_short(decided.protected)}"
    if decided.letter.draft_marks:
        yield ""
        yield "Brevet er et udkast:"
        yield from (f"   {plain(mark)}" for mark in decided.letter.draft_marks)
