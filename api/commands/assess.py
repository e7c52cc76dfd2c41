"""`assess FACTS.json`: the law applied to stated facts and recorded judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.commands.arguments import existing_file, iso_date
from api.commands.tables_io import json_text, read_json
from rules.decision import assess
from rules.expectation import outcome_in_words
from rules.explanation import explained, explanation_to_json
from rules.typography import plain

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from rules.assessment import Assessment, PartAssessment


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
    parser.add_argument(
        "--trace",
        action="store_true",
        help="vis også hver regel, der er prøvet, i rækkefølge (med --json: trace/1, som rummer resultatet)",
    )


def run(arguments: Namespace) -> int:
    """Print the assessment; the status is 0 also when a person has to decide first."""
    found = assess(read_json(arguments.facts), arguments.on)
    if arguments.json:
        print(json_text(explanation_to_json(found) if arguments.trace else found.to_json()).rstrip())
    else:
        print("\n".join((*_lines(found), *(_trace_lines(found) if arguments.trace else ()))))
    return 0


def _trace_lines(found: Assessment) -> Iterator[str]:
    for part in found.parts:
        yield ""
        yield f"Spor for {part.id}, efter loven den {found.day.isoformat()}:"
        for number, step in enumerate(explained(part), start=1):
            group = f" [{step.group}]" if step.group else ""
            first, *rest = (plain(sentence) for sentence in step.sentences)
            yield f"  {number}.{group} {first}"
            yield from (f"      {sentence}" for sentence in rest)


def _lines(found: Assessment) -> Iterator[str]:
    yield f"I alt: {outcome_in_words(found.overall)}"
    for part in found.parts:
        yield from _part_lines(part)
    if found.open_before_letter:
        yield f"Før brevet mangler: {', '.join(found.open_before_letter)}"


def _part_lines(part: PartAssessment) -> Iterator[str]:
    sections = f" ({'; '.join(part.sections)})" if part.sections else ""
    yield f"  {part.id}: {outcome_in_words(part.outcome)}{sections}"
    if part.missing:
        yield f"    mangler: {', '.join(part.missing)}"
    if part.open_before_letter:
        yield f"    før brevet mangler: {', '.join(part.open_before_letter)}"
