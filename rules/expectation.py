"""What a case of the rulebook expects, told in Danish sentences for the jurist who reads it beside the statute."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from rules.explanation import named
from rules.typography import glued, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WHOLE = "Hele anmodningen"


def outcome_in_words(code: str) -> str:
    """Return "imødekommes" for GRANT, and so on."""
    return words("outcomes", code)


def words(kind: str, code: str) -> str:
    """Return what a code of the assessment means, as expected.yaml has it; an unknown code is shown as it is."""
    return _catalogue()[kind].get(code, code)


def told(expectation: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the expectation of a case as sentences: each part, then what holds for the request as a whole."""
    parts = expectation["parts"]
    several = bool(parts[1:])
    lines = [glued(line) for part in parts for line in _part(part, several=several)]
    return (*lines, *(glued(line) for line in _whole(expectation, several=several)))


def _part(part: Mapping[str, Any], *, several: bool) -> Iterator[str]:
    head = f"Delen »{part['id']}«" if several else "Delen"
    yield _decided(head, part)
    yield from _details(part)
    for group in part.get("cell_groups", ()):
        yield _decided(f"Gruppen »{group['id']}«", group)
        yield from _details(group)


def _decided(head: str, place: Mapping[str, Any]) -> str:
    rests_on = f" efter {listed(place['sections'])}" if place.get("sections") else ""
    not_on = f", ikke efter {listed(place['sections_not'], 'eller')}" if place.get("sections_not") else ""
    outcome = f" {outcome_in_words(place['outcome'])}" if "outcome" in place else ""
    return f"{head}{outcome}{rests_on}{not_on}."


def _details(place: Mapping[str, Any]) -> Iterator[str]:
    if place.get("missing"):
        yield f"Der mangler: {listed([named(name) for name in place['missing']])}."
    if place.get("open_before_letter"):
        yield f"Før brevet mangler: {listed([named(name) for name in place['open_before_letter']])}."
    if "meroffentlighed" in place:
        value = place["meroffentlighed"]
        yield f"Meroffentlighed (§ 14): {words('meroffentlighed', value) if value else 'intet at tage stilling til'}."
    if place.get("must_say"):
        yield f"Brevet skal rumme: {_listed('must_say', place['must_say'])}."
    if place.get("must_not_say"):
        yield f"Brevet må ikke rumme: {_listed('must_say', place['must_not_say'])}."
    if "invalid_grounds" in place:
        found = _listed("invalid_grounds", place["invalid_grounds"]) or "ingen"
        yield f"Grunde, der ikke holder: {found}."
    if "complaint" in place:
        yield f"Klagevej: {_route(place['complaint'])}."


def _whole(expectation: Mapping[str, Any], *, several: bool) -> Iterator[str]:
    if several:
        yield f"{WHOLE} {outcome_in_words(expectation['overall'])}."
    if expectation.get("open"):
        yield f"Åbne dele: {listed(expectation['open'])}."
    if expectation.get("open_before_letter"):
        yield f"{WHOLE} mangler før brevet: {listed([named(name) for name in expectation['open_before_letter']])}."
    if "complaint" in expectation:
        yield f"Klagevej for anmodningen: {_route(expectation['complaint'])}."
    if "fee_max_kr" in expectation:
        yield f"Højeste betaling: {expectation['fee_max_kr']} kr."
    for name, day in expectation.get("deadline", {}).items():
        if isinstance(day, str):
            yield f"Arbejdsdag {name.removeprefix('day_')} er den {day}."


def _route(code: str | None) -> str:
    return words("complaint", code) if code else "ingen"


def _listed(kind: str, codes: list[str]) -> str:
    return "; ".join(words(kind, code) for code in codes)


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = resources.files("rules").joinpath("values", "expected.yaml").read_text(encoding="utf-8")
    catalogue: dict[str, dict[str, str]] = yaml.safe_load(text)
    return catalogue
