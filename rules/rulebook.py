"""The rulebook: each paragraf on a day as text, rules and cases beside each other, for a jurist to sign for.

The cases are those of tests/rulebook/, written there by hand and carried along in rulebook_cases.json;
`python -m tests.rulebook.book` writes that file anew, and a test compares the two.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from rules.acts import all_acts
from rules.binding import all_rules, has_pieces, is_bound, is_principle, not_encoded
from rules.errors import NoVersionInForceError, UnknownProvisionError
from rules.provision import HOME_ACT, Provision, parse
from rules.statute import all_versions, version_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.rule import Rule
    from rules.statute import Version

IN_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "-"})


@dataclass(frozen=True, slots=True)
class BookCase:
    """A case of the rulebook, as a jurist wrote it.

    Attributes
    ----------
    rows : the rows of the decision tables that it shows.
    expectation : what is expected of the assessment; only what the case is about is named.
    day : the day whose law decides the case.
    cites : the provisions that the case turns on.
    """

    id: str
    title: str
    why: str
    source: str
    rows: tuple[str, ...]
    expectation: Mapping[str, object]
    day: date
    cites: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One piece of a paragraf on a day: its wording, its rules or the reason for none, and its cases."""

    version: Version
    rules: tuple[Rule[object], ...]
    not_encoded: str
    cases: tuple[BookCase, ...]


@dataclass(frozen=True, slots=True)
class Paragraf:
    """One paragraf on a day.

    Attributes
    ----------
    version_line : the act with its amendments.
    sentences : in the order of the act.
    principles : rules that rest on a principle of practice about the paragraf.
    cases : cases that cite the paragraf more broadly than any one sentence.
    changes : the days from which some piece of it had a new wording, the first one included.
    """

    provision: Provision
    day: date
    version_line: str
    sentences: tuple[Sentence, ...]
    principles: tuple[Rule[object], ...]
    cases: tuple[BookCase, ...]
    changes: tuple[date, ...]


def slug(provision: Provision) -> str:
    """Return the paragraf as an address names it: "ofl-11", "fvl-9a"."""
    return f"{provision.act.lower().translate(IN_ASCII)}-{provision.number}{provision.letter}"


def paragraf_named(name: str) -> Provision:
    """Return the paragraf that an address names; a bare number is offentlighedsloven's.

    Raises
    ------
    UnknownProvisionError : no text is entered for it.
    """
    wanted = name.lower()
    for paragraffer in contents().values():
        for provision in paragraffer:
            bare = slug(provision).removeprefix(f"{HOME_ACT}-")
            if wanted == slug(provision) or (provision.act == HOME_ACT and wanted == bare):
                return provision
    raise UnknownProvisionError("Paragraffen er ikke indlagt; skriv den for eksempel som ofl-11 eller fvl-24.")


@cache
def contents() -> Mapping[str, tuple[Provision, ...]]:
    """Return the paragraffer of each act, by the act's prefix: offentlighedsloven first, the others by name."""
    entered = dict.fromkeys(version.provision.paragraf for version in all_versions())
    acts = sorted(all_acts(), key=lambda act: (act.prefix != HOME_ACT, act.name))
    return {act.prefix: tuple(provision for provision in entered if provision.act == act.prefix) for act in acts}


def paragraf_on(provision: Provision, day: date) -> Paragraf:
    """Return the paragraf as it stood on `day`.

    Raises
    ------
    NoVersionInForceError : nothing of it was in force.
    """
    versions = [version for version in all_versions() if provision.contains(version.provision)]
    applying = [version for version in versions if version.in_force(day)]
    if not applying:
        raise NoVersionInForceError(f"Ingen udgave af {provision.in_full} er i kraft den {day.isoformat()}.")
    about = [case for case in book_cases() if _is_about(case, provision)]
    sentences = tuple(_sentence(version, about) for version in applying)
    told = {case.id for sentence in sentences for case in sentence.cases}
    wording = _wording(versions, day)
    return Paragraf(
        provision=provision,
        day=day,
        version_line=version_line(provision.act, day),
        sentences=sentences,
        principles=tuple(rule for rule in all_rules() if _is_principle_of(rule, provision) and rule.in_force(day)),
        cases=tuple(case for case in about if case.id not in told and _wording(versions, case.day) == wording),
        changes=tuple(sorted({version.valid_from for version in versions})),
    )


@cache
def book_cases() -> tuple[BookCase, ...]:
    """Return every case of the rulebook."""
    text = resources.files("rules").joinpath("rulebook_cases.json").read_text(encoding="utf-8")
    return tuple(
        BookCase(
            id=entry["id"],
            title=entry["title"],
            why=entry["why"],
            source=entry["source"],
            rows=tuple(entry["rows"]),
            expectation=entry["expect"],
            day=date.fromisoformat(entry["law_of"]),
            cites=tuple(parse(citation) for citation in entry["cites"]),
        )
        for entry in json.loads(text)
    )


def _sentence(version: Version, about: list[BookCase]) -> Sentence:
    reasons = [entry.why for entry in not_encoded() if entry.covers(version)]
    return Sentence(
        version=version,
        rules=tuple(rule for rule in all_rules() if not is_principle(rule) and is_bound(rule, version)),
        not_encoded=" ".join(reasons),
        cases=tuple(case for case in about if version.in_force(case.day) and _turns_on(case, version)),
    )


def _is_about(case: BookCase, paragraf: Provision) -> bool:
    """Whether the case cites the paragraf, something in it, or its act as a whole."""
    return any(cited.paragraf.contains(paragraf) for cited in case.cites)


def _turns_on(case: BookCase, version: Version) -> bool:
    """Whether the case cites the piece; the opening words of a list have only the cases that cite no number of it."""
    if has_pieces(version):
        return version.provision in case.cites
    return any(version.provision.contains(cited) for cited in case.cites)


def _wording(versions: list[Version], day: date) -> tuple[Version, ...]:
    return tuple(version for version in versions if version.in_force(day))


def _is_principle_of(rule: Rule[object], provision: Provision) -> bool:
    return is_principle(rule) and provision.act == HOME_ACT and parse(rule.provision).number == provision.number
