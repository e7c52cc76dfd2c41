"""Every fact and every judgement is taken out of every case once: the machine never decides in its place.

What is taken out leads to the same outcome or to a blocked part that names what is missing. Facts that can
only give the authority a ground (*burden*), and `chikanoest_formaal`, lead to the path without that ground.
Where the format itself says what silence means, silence must equal saying it.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from rules.deadlines import deadlines
from rules.decision import assess
from rules.stated import NEVER_INHERITED
from tests.rulebook.casebook import cases, judgement

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCKED = "BLOCKED_NEEDS_JURIST"
DENIED = {
    "already_published": False,
    "identification_ok": True,
    "theme_ok": True,
    "requester_will_not_specify": False,
    "expected_hours": 0,
    # Not a burden, but the format says that silence is no.
    "anonymised_copies_wanted": False,
}


@dataclass(frozen=True)
class Removal:
    """One fact or judgement taken out: `name` of the mapping at `path`."""

    path: tuple[Any, ...]
    name: str

    def __str__(self) -> str:
        return ".".join(map(str, (*self.path, self.name)))


def documents() -> list[tuple[str, dict[str, Any], Any]]:
    scenarios = json.loads((Path(__file__).parent / "scenarios.json").read_text(encoding="utf-8"))
    worked = [(entry["id"], entry["input"], None) for entry in scenarios]
    return worked + [(case.id, case.document, date.fromisoformat(case.on) if case.on else None) for case in cases()]


def removals(document: dict[str, Any]) -> Iterator[Removal]:
    if document["request"]["received"]:
        yield Removal(("request",), "received")
    if document["authority"]:
        yield Removal(("authority",), "kind")
    for number, part in enumerate(document["parts"]):
        places = [
            ("parts", number),
            *(("parts", number, "cell_groups", at) for at in range(len(part.get("cell_groups", ())))),
        ]
        for place in places:
            for section in ("facts", "judgements"):
                names = at_path(document, place).get(section, {})
                # With neither end no period is named, which is an answer and not silence.
                lone = {"period_start", "period_end"} & set(names) if section == "facts" else set()
                yield from (Removal((*place, section), name) for name in names if lone != {name})


def at_path(document: dict[str, Any], path: tuple[Any, ...]) -> Any:
    for step in path:
        document = document[step]  # type: ignore[index]
    return document


def without(document: dict[str, Any], removal: Removal) -> dict[str, Any]:
    changed = deepcopy(document)
    if removal.name == "received":
        changed["request"]["received"] = None
    else:
        del at_path(changed, removal.path)[removal.name]
    return changed


def said_instead(document: dict[str, Any], removal: Removal) -> dict[str, Any] | None:
    """Return the case with what the silence means written out, or None where silence is simply unknown."""
    changed = deepcopy(document)
    place = at_path(changed, removal.path)
    if removal.name in DENIED:
        place[removal.name] = DENIED[removal.name]
        return changed
    if removal.name == "chikanoest_formaal":
        place[removal.name] = judgement(False)
        return changed
    if removal.name == "natural_persons":
        part = at_path(changed, removal.path[:2])
        place[removal.name] = "personer" in part["facts"].get("indhold", ())
        return changed
    inherited = inherits(document, removal)
    if inherited is not None:
        place[removal.name] = inherited
        return changed
    return None


def inherits(document: dict[str, Any], removal: Removal) -> Any:
    """Return the judgement that a group falls back on when its own is taken out."""
    if len(removal.path) != 5 or removal.path[-1] != "judgements":
        return None
    part = at_path(document, removal.path[:2])
    group = at_path(document, removal.path[:4])
    if "variant_of" not in group:
        return part["judgements"].get(removal.name)
    if removal.name in NEVER_INHERITED:
        return None
    varied = next(entry for entry in part["cell_groups"] if entry["id"] == group["variant_of"])
    return varied.get("judgements", {}).get(removal.name) or part["judgements"].get(removal.name)


CASES = documents()
counted_once = cache(deadlines)


@pytest.fixture(autouse=True)
def _already_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cases are checked against the schema elsewhere; thousands of variants need not be."""
    monkeypatch.setattr("rules.reading.first_breach", lambda _: None)
    monkeypatch.setattr("rules.decision.deadlines", counted_once)


@pytest.mark.parametrize(("name", "document", "on"), CASES, ids=[entry[0] for entry in CASES])
def test_what_is_taken_out_is_not_decided(name: str, document: dict[str, Any], on: Any) -> None:
    """Taking one thing out keeps the outcome or blocks the part and names it; a burden becomes the path without it."""
    before = assess(document, on).to_json()
    wrong = [problem for removal in removals(document) if (problem := judged(document, removal, before, on))]
    assert wrong == []


def judged(document: dict[str, Any], removal: Removal, before: Any, on: Any) -> str:
    after = assess(without(document, removal), on).to_json()
    spoken = said_instead(document, removal)
    if spoken is not None:
        return "" if after == assess(spoken, on).to_json() else f"{removal}: silence is not what it should mean"
    for was, now in zip(before["parts"], after["parts"], strict=True):
        if now["outcome"] not in {was["outcome"], BLOCKED}:
            return f"{removal}: {was['outcome']} became {now['outcome']}"
        named = {"kind": "authority.kind"}.get(removal.name, removal.name)
        if now["outcome"] == BLOCKED != was["outcome"] and named not in now["missing"]:
            return f"{removal}: blocked without naming it, but {now['missing']}"
    return ""


@pytest.mark.parametrize("blank", ["reason", "by", "date"])
def test_an_unsigned_judgement_is_none(blank: str) -> None:
    """A judgement of a part without reason, name or date counts exactly as one that is not there."""
    for name, document, on in CASES:
        for removal in removals(document):
            if removal.path[-1] != "judgements" or len(removal.path) != 3:
                continue
            unsigned = deepcopy(document)
            at_path(unsigned, removal.path)[removal.name][blank] = ""
            expected = assess(without(document, removal), on).to_json()
            given = assess(unsigned, on).to_json()
            # A general rule of secrecy is an invalid ground wherever it is written.
            for part in (*expected["parts"], *given["parts"]):
                part["invalid_grounds"] = []
            assert given == expected, f"{name}: {removal}"


def test_there_are_many_removals() -> None:
    """The cases together hold more than a thousand things that can be taken out."""
    assert sum(1 for _, document, _ in CASES for _ in removals(document)) > 1000
