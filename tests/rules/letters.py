"""Letters of the snapshot cases, and a letter as plain text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from rules.decision import assess
from rules.decision_letter import decision_letter
from rules.fristbrev import fristbrev_letter
from rules.letter import BulletList, Paragraph, Quote, TextTable
from rules.letter_numbers import Disclosed
from rules.letter_settings import letter_context

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "snapshots" / "letters.yaml"
SCENARIOS = ROOT / "tests" / "rulebook" / "scenarios.json"
BY, DATE = "sagsbehandlende jurist", "2026-06-03"
SETTINGS = {
    "authority": "Kommunen",
    "sender": ["Kommunen", "Rådhuset"],
    "addressee": ["Modtageren"],
    "case_number": "2026-0001",
    "contact": "aktindsigt@kommunen.example",
    "complaint_contact": ["aktindsigt@kommunen.example"],
    "tilsyn_address": ["Ankestyrelsen", "Tilsynet"],
    "appeal_address": ["Klageinstansen"],
    "signature": ["Sagsbehandlende jurist"],
    "decided": "2026-06-03",
}


@dataclass(frozen=True)
class LetterCase:
    id: str
    assessment: object
    facts: object
    context: object
    letter: object


@cache
def letter_cases():
    return tuple(_case(entry) for entry in yaml.safe_load(CASES.read_text(encoding="utf-8")))


def letter_case(case_id):
    return next(case for case in letter_cases() if case.id == case_id)


def model_facts():
    folder = ROOT / "data" / "cases" / "koebenhavn-2025"
    return json.loads((folder / "facts.json").read_text(encoding="utf-8"))


def model_settings():
    folder = ROOT / "data" / "cases" / "koebenhavn-2025"
    return yaml.safe_load((folder / "reply.yaml").read_text(encoding="utf-8"))


def model_case(document=None, settings=None):
    assessment = assess(document or model_facts())
    context = letter_context(settings or model_settings())
    return LetterCase(
        "model", assessment, assessment.facts, context, decision_letter(assessment, assessment.facts, context)
    )


def disclosed_by(case):
    """What such a letter releases: every table it names, and the total of the model case."""
    tables = frozenset(table for part in case.context.parts for table in part.tables)
    return Disclosed(table_ids=tables, released=frozenset({257}), forbidden=frozenset({3, 4}))


def letter_text(letter):
    lines = [letter.title, *letter.sender, *letter.addressee, *(f"{label}: {value}" for label, value in letter.details)]
    lines += [f"! {mark}" for mark in letter.draft_marks]
    for section in letter.sections:
        lines += ["", f"{'#' * section.level} {section.heading}"]
        lines += [line for block in section.blocks for line in _block(block)]
    lines += ["", *letter.closing, "", letter.annex_title, letter.annex_version]
    for entry in letter.annex:
        lines += [
            "",
            entry.citation,
            *(entry.text or ("(ordlyden er ikke indlagt)",)),
            f"[{entry.mark}] {entry.source}".strip(),
        ]
    return "\n".join(lines) + "\n"


def _block(block):
    if isinstance(block, Paragraph):
        return [block.text]
    if isinstance(block, Quote):
        return [f"> {block.text}"]
    if isinstance(block, BulletList):
        return [f"- {item}" for item in block.items]
    if isinstance(block, TextTable):
        return [block.caption, *(" | ".join(row) for row in (block.header, *block.rows))]
    return [f"<tabel {block.table_id}>"]


def _case(entry):
    document = _scenario(entry["scenario"]) if "scenario" in entry else _document(entry)
    assessment = assess(document)
    context = letter_context({**SETTINGS, **entry["context"]})
    make = fristbrev_letter if entry.get("kind") == "fristbrev" else decision_letter
    return LetterCase(entry["id"], assessment, assessment.facts, context, make(assessment, assessment.facts, context))


def _scenario(scenario_id):
    scenarios = json.loads(SCENARIOS.read_text(encoding="utf-8"))
    return next(scenario["input"] for scenario in scenarios if scenario["id"] == scenario_id)


def _document(entry):
    request = {
        "text": entry["text"],
        "received": "2026-05-29",
        "format_wanted": entry.get("format_wanted"),
        "requester_type": entry.get("requester_type", "private"),
        "wording_covered": True,
    }
    return {
        "format": "facts/1",
        "request": request,
        "authority": {"kind": entry.get("authority", "municipality"), "name": "Kommunen"},
        "parts": [_part(part) for part in entry["parts"]],
    }


def _part(part):
    facts = {name: _iso(value) for name, value in part["facts"].items()}
    groups = [{**group, "facts": {}, "judgements": _signed(group)} for group in part.get("cell_groups", [])]
    made = {**part, "facts": facts, "judgements": _signed(part)}
    return {**made, "cell_groups": groups} if groups else made


def _signed(place):
    entries = place.get("judgements", {}).items()
    return {name: {"value": value, "reason": reason, "by": BY, "date": DATE} for name, (value, reason) in entries}


def _iso(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def write_snapshots():
    """Write every letter as text; run `python -m tests.rules.letters`, then proof-read what changed."""
    folder = ROOT / "tests" / "snapshots" / "letters"
    for case in (*letter_cases(), model_case()):
        (folder / f"{case.id}.txt").write_text(letter_text(case.letter), encoding="utf-8")


if __name__ == "__main__":
    write_snapshots()
