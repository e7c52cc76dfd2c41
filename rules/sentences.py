"""Small Danish building stones of a letter: citations in a row, amounts, parts of the request."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rules.acts import all_acts
from rules.letter import BulletList, Paragraph
from rules.provision import HOME_ACT, PRINCIPLE
from rules.typography import glued, listed, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rules.letter_case import PartCase
    from rules.provision import Provision


MINUTES_PER_HOUR = 60
SHOWN_AS_HOURS = 2 * MINUTES_PER_HOUR


def paragraph(*sentences: str) -> Paragraph:
    """Return one paragraph of the sentences that are not empty, each ended properly."""
    return Paragraph(glued(_spelled_out(" ".join(sentence(text) for text in sentences if text.strip()))))


def bullets(items: Iterable[str]) -> BulletList:
    """Return a list of sentences."""
    return BulletList(tuple(glued(_spelled_out(sentence(item))) for item in items))


def cited(provisions: Sequence[Provision]) -> str:
    """Return the citations in a row; the act is named once: "offentlighedslovens § 11, stk. 1, og § 30, nr. 1"."""
    home = _merged(provision for provision in provisions if provision.act == HOME_ACT)
    others = [provision.in_full for provision in provisions if provision.act not in {HOME_ACT, PRINCIPLE}]
    named = [f"offentlighedslovens {_joined(home)}"] if home else []
    return glued(_joined([*named, *others])) if named or others else ""


def places(provisions: Sequence[Provision]) -> str:
    """Return the citations in short, for a table cell: "§ 11, stk. 1, 2. pkt.; § 30, nr. 1"."""
    home = _merged(provision for provision in provisions if provision.act == HOME_ACT)
    others = [provision.in_full for provision in provisions if provision.act != HOME_ACT]
    return "; ".join(glued(place) for place in (*home, *others))


def about(cases: Sequence[PartCase]) -> str:
    """Return " om del 1 og 2", or nothing where the request has one part."""
    return "" if cases[0].alone else f" om {named_parts(cases)}"


def named_parts(cases: Sequence[PartCase]) -> str:
    """Return "del 1, 2 og 4", or "del 1-5" for three or more in a row."""
    numbers = [case.number for case in cases]
    in_a_row = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if in_a_row and numbers[2:]:
        return f"del {numbers[0]}-{numbers[-1]}"
    return "del " + listed(str(number) for number in numbers)


def duration(minutes: float) -> str:
    """Return minutes as a reader takes them in: "45 minutter", "15 timer"."""
    if minutes < SHOWN_AS_HOURS:
        return amount(minutes, "minut", "minutter")
    return amount(round(minutes / MINUTES_PER_HOUR, 1), "time", "timer")


def amount(number: float, one: str, many: str) -> str:
    """Return a number with its noun in the right number: "1 time", "6 timer", "1,5 timer"."""
    digits = f"{number:g}".replace(".", ",")
    return f"{digits} {one if number == 1 else many}"


def _spelled_out(text: str) -> str:
    """Return the text with the acts' names for their abbreviations, which a reader need not know."""
    for act in all_acts():
        if act.prefix != act.name:
            text = re.sub(rf"\b{act.prefix} (?=§|art\.)", f"{act.genitive} ", text, flags=re.IGNORECASE)
    return text


def _merged(provisions: Iterable[Provision]) -> list[str]:
    """Return the citations in the order of the act; punktummer and numre of one stykke stand together."""
    rows = sorted(dict.fromkeys(provisions), key=lambda p: (p.number or 0, p.letter, p.stk or 0, p.nr or 0, p.pkt or 0))
    merged: dict[str, list[Provision]] = {}
    for provision in rows:
        merged.setdefault(replace(provision, nr=None, pkt=None).place, []).append(provision)
    return [text for place, group in merged.items() for text in _within(place, group)]


def _within(place: str, group: list[Provision]) -> list[str]:
    if group[1:] and all(provision.pkt and not provision.nr for provision in group):
        return [f"{place}, {listed(f'{provision.pkt}.' for provision in group)} pkt."]
    if group[1:] and all(provision.nr and not provision.pkt for provision in group):
        return [f"{place}, {listed(f'nr. {provision.nr}' for provision in group)}"]
    return [provision.place for provision in group]


def _joined(places_cited: list[str]) -> str:
    if not places_cited[1:]:
        return places_cited[0]
    # A citation with commas in it is closed by a comma before "og".
    comma = "," if any("," in place for place in places_cited) else ""
    return f"{', '.join(places_cited[:-1])}{comma} og {places_cited[-1]}"
