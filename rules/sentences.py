"""Small Danish building stones of a letter: citations in a row, amounts, parts of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.letter import BulletList, Paragraph
from rules.provision import HOME_ACT, PRINCIPLE
from rules.typography import glued, listed, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rules.letter_case import PartCase
    from rules.provision import Provision


def paragraph(*sentences: str) -> Paragraph:
    """Return one paragraph of the sentences that are not empty, each ended properly."""
    return Paragraph(glued(" ".join(sentence(text) for text in sentences if text.strip())))


def bullets(items: Iterable[str]) -> BulletList:
    """Return a list of sentences."""
    return BulletList(tuple(glued(sentence(item)) for item in items))


def cited(provisions: Sequence[Provision]) -> str:
    """Return the citations in a row; the act is named once: "offentlighedslovens § 11, stk. 1, og § 30, nr. 1"."""
    home = [provision.place for provision in provisions if provision.act == HOME_ACT]
    others = [provision.in_full for provision in provisions if provision.act not in {HOME_ACT, PRINCIPLE}]
    named = [f"offentlighedslovens {_joined(home)}"] if home else []
    return glued(listed([*named, *others]))


def places(provisions: Sequence[Provision]) -> str:
    """Return the citations in short, for a table cell: "§ 11, stk. 1, 2. pkt.; § 30, nr. 1"."""
    return "; ".join(glued(str(provision)) for provision in provisions)


def named_parts(cases: Sequence[PartCase]) -> str:
    """Return "del 1, 2 og 4"."""
    return "del " + listed(str(case.number) for case in cases)


def amount(number: float, one: str, many: str) -> str:
    """Return a number with its noun in the right number: "1 time", "6 timer", "1,5 timer"."""
    digits = f"{number:g}".replace(".", ",")
    return f"{digits} {one if number == 1 else many}"


def _joined(places_cited: list[str]) -> str:
    if not places_cited[1:]:
        return places_cited[0]
    # A citation with commas in it is closed by a comma before "og".
    comma = "," if any("," in place for place in places_cited) else ""
    return f"{', '.join(places_cited[:-1])}{comma} og {places_cited[-1]}"
