"""`assess FACTS.json`: the law applied to stated facts and recorded judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.commands.arguments import existing_file, iso_date
from api.commands.tables_io import json_text, read_json
from rules.decision import assess

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from rules.assessment import Assessment, PartAssessment

OUTCOMES = {
    "GRANT": "imødekommes",
    "PARTIAL": "imødekommes delvist",
    "REFUSE": "afslås",
    "REFUSE_TO_PROCESS": "behandles ikke",
    "OUT_OF_SCOPE": "ligger uden for myndighedens pligt",
    "OTHER_ACT": "afgøres efter en anden lov",
    "DIALOGUE": "kræver dialog med ansøgeren",
    "BLOCKED_NEEDS_JURIST": "kan ikke afgøres endnu",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the facts."""
    parser.add_argument("facts", metavar="FACTS.json", type=existing_file, help="fakta og vurderinger (facts/1)")
    parser.add_argument(
        "--on",
        metavar="DATO",
        type=iso_date,
        help="afgørelsens dag; den lov, der gjaldt da, bruges (loven fra 1. juli 2024)",
    )
    parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON (assessment/1)")


def run(arguments: Namespace) -> int:
    """Print the assessment; the status is 0 also when a person has to decide first."""
    found = assess(read_json(arguments.facts), arguments.on)
    print(json_text(found.to_json()).rstrip() if arguments.json else "\n".join(_lines(found)))
    return 0


def _lines(found: Assessment) -> Iterator[str]:
    yield f"I alt: {OUTCOMES[found.overall]}"
    for part in found.parts:
        yield from _part_lines(part)
    if found.open_before_letter:
        yield f"Før brevet mangler: {', '.join(found.open_before_letter)}"


def _part_lines(part: PartAssessment) -> Iterator[str]:
    sections = f" ({'; '.join(part.sections)})" if part.sections else ""
    yield f"  {part.id}: {OUTCOMES[part.outcome]}{sections}"
    if part.missing:
        yield f"    mangler: {', '.join(part.missing)}"
    if part.open_before_letter:
        yield f"    før brevet mangler: {', '.join(part.open_before_letter)}"
