"""Reading a facts file: from the format facts/1 to `CaseFacts`, or one Danish sentence about what is wrong.

The schema is the one that is published (schema.json); what a schema cannot say is checked after it.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from rules.errors import InvalidFactsError
from rules.facts import Authority, CaseFacts, Group, GroupFacts, Judgements, Part, PartFacts, Request, Skoen
from rules.schema_errors import first_breach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Record = TypeVar("Record", Authority, GroupFacts, PartFacts, Request)
DATED = frozenset({"received", "period_start", "period_end", "expected_ready"})


def case_facts(document: Mapping[str, object]) -> CaseFacts:
    """Return the facts that `document` states.

    Raises
    ------
    InvalidFactsError : the document does not keep to the format; the sentence says where and what.
    """
    breach = first_breach(document)
    if breach:
        raise InvalidFactsError(breach)
    content: Any = document
    parts = tuple(_part(entry, f"parts[{number}]") for number, entry in enumerate(content["parts"]))
    _once([part.id for part in parts], "parts")
    return CaseFacts(
        request=_record(Request, content["request"], "request"),
        authority=_record(Authority, content["authority"], "authority"),
        parts=parts,
    )


def _part(entry: dict[str, Any], where: str) -> Part:
    groups = tuple(
        _group(group, f"{where}.cell_groups[{number}]") for number, group in enumerate(entry.get("cell_groups", ()))
    )
    part = Part(
        id=entry["id"],
        label=entry["label"],
        kind=entry["kind"],
        facts=_record(PartFacts, entry.get("facts", {}), f"{where}.facts"),
        groups=groups,
        judgements=_judgements(entry.get("judgements", {}), f"{where}.judgements"),
    )
    _once([group.id for group in groups], f"{where}.cell_groups")
    _check_variants(part, where)
    _check_period(part, where)
    return part


def _group(entry: dict[str, Any], where: str) -> Group:
    return Group(
        id=entry["id"],
        label=entry["label"],
        variant_of=entry.get("variant_of"),
        facts=_record(GroupFacts, entry.get("facts", {}), f"{where}.facts"),
        judgements=_judgements(entry.get("judgements", {}), f"{where}.judgements"),
    )


def _record(kind: type[Record], entry: dict[str, Any], where: str) -> Record:
    known = {field.name for field in dataclasses.fields(kind)}
    # Tables and earlier releases of a group are material for the jurist; no rule reads them.
    return kind(**{name: _value(name, value, where) for name, value in entry.items() if name in known})


def _value(name: str, value: object, where: str) -> Any:  # noqa: ANN401 -- the schema has checked the type
    if isinstance(value, list):
        return tuple(value)
    if name in DATED and isinstance(value, str):
        return _day(value, f"{where}.{name}")
    return value


def _judgements(entry: dict[str, Any], where: str) -> Judgements:
    for name, skoen in entry.items():
        if skoen["date"]:
            _day(skoen["date"], f"{where}.{name}.date")
    return Judgements(**{name: Skoen(**skoen) for name, skoen in entry.items()})


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidFactsError(f"{where}: »{text}« er ikke en dato; skriv den som ÅÅÅÅ-MM-DD.") from None


def _once(ids: Iterable[str], where: str) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise InvalidFactsError(f"{where}: id »{name}« er brugt to gange; giv hver sit eget id.")
        seen.add(name)


def _check_variants(part: Part, where: str) -> None:
    asked = {group.id for group in part.asked_groups}
    for number, group in enumerate(part.groups):
        if group.variant_of is not None and group.variant_of not in asked:
            raise InvalidFactsError(
                f"{where}.cell_groups[{number}].variant_of: »{group.variant_of}« er ikke en gruppe, "
                "der er bedt om i samme del; angiv id på den gruppe, varianten er et alternativ til."
            )


def _check_period(part: Part, where: str) -> None:
    start, end = part.facts.period_start, part.facts.period_end
    if start and end and end < start:
        raise InvalidFactsError(f"{where}.facts: perioden slutter ({end}), før den begynder ({start}); ret datoerne.")
