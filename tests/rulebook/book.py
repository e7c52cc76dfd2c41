"""The cases as the program carries them along: id, title, why, source, expectation and what each turns on."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from rules.acts import all_acts
from rules.annex import citations
from rules.decision import LAW_OF_FACTS, assess
from rules.errors import InvalidCitationError
from rules.provision import parse
from tests.rulebook.casebook import Case, cases

CARRIED = Path(__file__).parents[2] / "rules" / "rulebook_cases.json"
# Cited in nearly every decision: they say how it is written, not what the case is about.
EVERYWHERE = frozenset({"fvl § 24", "§ 40, stk. 2", "§ 40, stk. 1, 1. pkt."})


def carried() -> str:
    """Return the file's text: one case a line, so that a change shows which case it is about."""
    lines = ",\n".join(json.dumps(entry(case), ensure_ascii=False) for case in cases())
    return f"[\n{lines}\n]\n"


def entry(case: Case) -> dict[str, Any]:
    """Return one case."""
    return {
        "id": case.id,
        "title": case.title,
        "rows": list(case.rows),
        "expect": case.expected,
        "why": case.why,
        "source": case.source,
        "law_of": case.on or LAW_OF_FACTS.isoformat(),
        "cites": cited(case),
    }


def cited(case: Case) -> list[str]:
    """Return what the decision rests on, and what the jurist says that it turns on."""
    given = assess(case.document, date.fromisoformat(case.on) if case.on else None).to_json()
    expected = [*case.expected["parts"], *(g for p in case.expected["parts"] for g in p.get("cell_groups", ()))]
    named = {section for place in expected for section in place.get("sections", ())}
    said = [*named, *_in_source(case.source)]
    # A part that is granted cites the right itself in every case; it is listed only where nothing else is named.
    decided = [part for part in given["parts"] if part["outcome"] != "GRANT" or not any(map(_is_citation, said))]
    found = [
        *(section for part in decided for section in _sections(part) if section not in EVERYWHERE - named),
        *(section for name in ("sections", "sections_not") for place in expected for section in place.get(name, ())),
        *_in_source(case.source),
    ]
    return list(dict.fromkeys(section for section in found if _is_citation(section)))


def _in_source(source: str) -> list[str]:
    """Return what the source cites; jurists leave out the comma of "§ 30 nr. 1"."""
    written = re.sub(r"(§ \d+(?: [a-z]\b)?|stk\. \d+) (?=(?:stk|nr)\.)", r"\1, ", source)
    return [written, *(str(provision) for provision in citations(written))]


def _sections(part: dict[str, Any]) -> list[str]:
    return [*part["sections"], *(section for group in part["cell_groups"] for section in group["sections"])]


def _is_citation(text: str) -> bool:
    try:
        provision = parse(text)
    except InvalidCitationError:
        return False
    return provision.number is not None or provision.act in {act.prefix for act in all_acts()}


if __name__ == "__main__":
    CARRIED.write_text(carried(), encoding="utf-8")
