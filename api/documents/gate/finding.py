"""What the gate says: findings, collected while a file is read and merged before they are shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from api.documents.gate.catalogue import CATALOGUE
from api.documents.gate.internal_marks import internal_mark
from data.files.personal_numbers import holds_personal_number

if TYPE_CHECKING:
    from collections.abc import Collection

_SHOWN_PLACES = 3
_SHOWN_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class GateFinding:
    """One thing a recipient could find.

    Attributes
    ----------
    code : stable, for machines.
    where : place in the file, for people: "Ark1, kolonne C".
    what, why, remedy : what it is, why it matters and how to take it out, in Danish.
    is_notice : to be looked at, but no reason by itself to hold the file back.
    """

    code: str
    where: str
    what: str
    why: str
    remedy: str
    is_notice: bool = False


@dataclass(slots=True)
class Collector:
    """Gathers what is found in one file; the same kind in the same part becomes one finding.

    `forbidden` are values that must stand nowhere: suppressed counts that a test has planted, or names.
    """

    forbidden: tuple[str, ...] = ()
    _places: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, code: str, part: str, place: str = "", detail: str = "") -> None:
        """Note something of kind `code` in `part` (a sheet, a page), at `place` within it."""
        known = self._places.setdefault((code, part), [])
        known.append((place, detail[:_SHOWN_CHARACTERS]))

    def read(self, text: str, part: str, place: str = "") -> None:
        """Look through a text for what may stand nowhere at all: personal numbers, forbidden values, internal marks."""
        if holds_personal_number(text):
            self.add("cpr_number", part, place)
        self.read_mark(text, part, place)
        if self.forbidden and any(_stands_in(value, text) for value in self.forbidden):
            self.add("forbidden_value", part, place)

    def read_mark(self, line: str, part: str, place: str = "") -> None:
        """Look at one line for a mark that the file stays in the house."""
        code = internal_mark(line)
        if code:
            self.add(code, "", " ".join(piece for piece in (part, place) if piece), line.strip())

    def include(self, other: Collector, inside: str, meant: Collection[str] = ()) -> None:
        """Take over the findings of a file inside this one, other than the codes that are `meant` to be there."""
        for (code, part), places in other._places.items():
            if code in meant:
                continue
            self._places.setdefault((code, f"{inside} › {part}" if part else inside), []).extend(places)

    def findings(self) -> tuple[GateFinding, ...]:
        """Return what was found, the grave first, each kind and part once."""
        merged = [_merged(code, part, places) for (code, part), places in self._places.items()]
        return tuple(sorted(merged, key=lambda finding: (finding.is_notice, finding.code, finding.where)))


def _merged(code: str, part: str, places: list[tuple[str, str]]) -> GateFinding:
    kind = CATALOGUE[code]
    distinct = list(dict.fromkeys(place for place, _ in places if place))
    shown = ", ".join(distinct[:_SHOWN_PLACES])
    more = f" og {len(distinct) - _SHOWN_PLACES} til" if len(distinct) > _SHOWN_PLACES else ""
    details = list(dict.fromkeys(detail for _, detail in places if detail))[:_SHOWN_PLACES]
    quoted = f" ({'; '.join(details)})" if details else ""
    where = ", ".join(piece for piece in (part, f"{shown}{more}") if piece) or "filen"
    return GateFinding(code, where, f"{kind.what}{quoted}.", kind.why, kind.remedy, kind.is_notice)


def _stands_in(value: str, text: str) -> bool:
    """Whether `value` stands in `text` as a word or number of its own: 47 does not stand in 1475."""
    start = text.find(value)
    while start >= 0:
        before, after = text[start - 1 : start], text[start + len(value) : start + len(value) + 1]
        if not (before.isalnum() and value[:1].isalnum()) and not (after.isalnum() and value[-1:].isalnum()):
            return True
        start = text.find(value, start + 1)
    return False
