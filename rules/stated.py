"""What is stated of a part or a cell group, put as answers to the rules' questions.

This module decides what silence means: for most facts it is UAFKLARET; for those that can only
give the authority a ground in its own interest (*burden*) it is that the ground is not there.
A judgement without reason, name or date is silence. Nothing here weighs anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.finding import JA, NEJ, UAFKLARET, Ground, Statement, answer_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from rules.facts import Authority, Group, Part, Request, Skoen

NEVER_INHERITED = frozenset(
    {"identificerbar_i_lidt_videre_kreds", "vaesentlig_oekonomisk_betydning", "variant_by_few_commands"}
)
_GENERAL_SECRECY = re.compile(r"\b(fvl|forvaltningslov\w*|strfl|straffelov\w*)\b", re.IGNORECASE)
NONE = "none"


def is_general_secrecy(rule: str) -> bool:
    """Whether a text names fvl or strfl, whose general rules are no special secrecy rules (§ 35)."""
    return _GENERAL_SECRECY.search(rule) is not None


def shown(value: object) -> str:
    """Return a value as a trace shows it."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, tuple):
        return ", ".join(value) or "intet"
    return f"{value:g}" if isinstance(value, float) else str(value)


def unknown(*names: str) -> Statement:
    """Return the statement that `names` are not stated and must be."""
    return Statement(UAFKLARET, (), names)


def stated(name: str, value: object, *, holds: bool) -> Statement:
    """Return the answer that the stated fact gives."""
    return Statement(answer_of(holds), (Ground(name, shown(value)),))


def recorded(name: str, skoen: Skoen | None, holds: Callable[[bool | str], bool | None]) -> Statement:
    """Return the answer that a signed judgement gives; `holds` says None for a value not allowed here."""
    if skoen is None or not skoen.signed:
        return unknown(name)
    answer = holds(skoen.value)
    if answer is None:
        return unknown(name)
    ground = Ground(name, shown(skoen.value), "skøn", skoen.reason, skoen.by, skoen.date)
    return Statement(answer_of(answer), (ground,))


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of one part, of its request and of the body asked.

    Attributes
    ----------
    day : the day whose law is applied.
    day_7 : the last of the 7 arbejdsdage, None where the receipt is not known.
    """

    request: Request
    authority: Authority
    part: Part
    day: date
    day_7: date | None

    def fact(self, name: str) -> Statement:
        """Return whether the yes/no fact `name` holds; not stated is unknown."""
        value: bool | None = getattr(self.part.facts, name)
        return unknown(name) if value is None else stated(name, value, holds=value)

    def burden(self, name: str, *, silence: bool = False) -> Statement:
        """Return whether the yes/no fact `name` holds; not stated is `silence`."""
        value: bool | None = getattr(self.part.facts, name)
        return Statement(answer_of(silence)) if value is None else stated(name, value, holds=value)

    def one_of(self, name: str, *values: str) -> Statement:
        """Return whether the fact `name` has one of the values; not stated is unknown."""
        value: str | None = getattr(self.part.facts, name)
        return unknown(name) if value is None else stated(name, value, holds=value in values)

    def may_contain(self, entry: str) -> Statement:
        """Return whether the part may contain `entry`; an `indhold` not stated is unknown."""
        indhold = self.part.facts.indhold
        return unknown("indhold") if indhold is None else stated("indhold", indhold, holds=entry in indhold)

    def is_kind(self, *kinds: str) -> Statement:
        """Return whether the part asks for one of these kinds of thing."""
        return stated("kind", self.part.kind, holds=self.part.kind in kinds)

    def body_is(self, *kinds: str) -> Statement:
        """Return whether the body asked is of one of these kinds."""
        kind = self.authority.kind
        return unknown("authority.kind") if kind is None else stated("authority.kind", kind, holds=kind in kinds)

    def skoen(self, name: str) -> Statement:
        """Return what the jurist has judged; without a signed judgement it is unknown."""
        return recorded(name, self.part.judgements.recorded(name), _as_bool)

    def skoen_is(self, name: str, *values: str) -> Statement:
        """Return whether the jurist has chosen one of the values."""
        return recorded(name, self.part.judgements.recorded(name), lambda value: value in values)

    def raised(self, name: str) -> Statement:
        """Return whether the jurist has raised `name`; what is not recorded is not raised."""
        found = self.skoen(name)
        return Statement(NEJ) if found.answer is UAFKLARET else found

    def date_after(self, name: str, limit: date) -> Statement:
        """Return whether the dated fact `name` lies after `limit`; not stated is no."""
        value: date | None = getattr(self.part.facts, name)
        return Statement(NEJ) if value is None else stated(name, value.isoformat(), holds=value > limit)


@dataclass(frozen=True, slots=True)
class StatedGroup:
    """What is stated of one group of cells; a part without groups is one group.

    Attributes
    ----------
    group : None where the part is the group.
    varied : the asked group that `group` is an alternative to, None for an asked group.
    """

    of_part: Stated
    group: Group | None = None
    varied: Group | None = None

    @property
    def id(self) -> str:
        """The group's id; empty where the part is the group."""
        return self.group.id if self.group else ""

    @property
    def is_variant(self) -> bool:
        """Whether this is an alternative that nobody asked for."""
        return self.varied is not None

    def recorded(self, name: str) -> Skoen | None:
        """Return the judgement that counts for the group: its own, else the varied group's, else the part's.

        An own judgement counts even when it is incomplete: there is no falling back from it.
        """
        places = [place.judgements for place in (self.group, self.varied) if place is not None]
        if self.is_variant and name in NEVER_INHERITED:
            places = places[:1]
        else:
            places.append(self.of_part.part.judgements)
        return next((skoen for place in places if (skoen := place.recorded(name)) is not None), None)

    def skoen(self, name: str) -> Statement:
        """Return what the jurist has judged of the group; without a signed judgement it is unknown."""
        return recorded(name, self.recorded(name), _as_bool)

    def skoen_is(self, name: str, *values: str) -> Statement:
        """Return whether the jurist has chosen one of the values for the group."""
        return recorded(name, self.recorded(name), lambda value: value in values)

    def may_contain(self, entry: str) -> Statement:
        """Return whether the part may contain `entry`."""
        return self.of_part.may_contain(entry)

    @property
    def natural_persons(self) -> Statement:
        """Whether the group may concern natural persons; where it is not said, whether `indhold` has persons.

        An alternative to a group of persons is about persons too, unless the opposite is stated of it.
        """
        for place in (self.group, self.varied):
            value = place.facts.natural_persons if place else None
            if value is not None and (place is self.group or value):
                return stated("natural_persons", value, holds=value)
        return self.may_contain("personer")

    @property
    def special_secrecy(self) -> Statement:
        """Whether a special secrecy rule is named; the general rules of fvl and strfl are not allowed here."""
        return recorded("special_secrecy_rule", self.recorded("special_secrecy_rule"), _special_rule)

    @property
    def secrecy_rule(self) -> str:
        """The special rule as the jurist named it; empty where none is named."""
        skoen = self.recorded("special_secrecy_rule")
        return str(skoen.value).strip() if skoen and self.special_secrecy.answer is JA else ""


def _as_bool(value: bool | str) -> bool | None:
    return value if isinstance(value, bool) else None


def _special_rule(value: bool | str) -> bool | None:
    text = str(value).strip()
    if not text or is_general_secrecy(text):
        return None
    return text.casefold() != NONE


def appeal_body(seen: Stated) -> Statement:
    """Return whether the jurist has named an appeal body; "none" is a no."""
    skoen = seen.part.judgements.administrativ_klageinstans
    return recorded("administrativ_klageinstans", skoen, _named_body)


def _named_body(value: bool | str) -> bool | None:
    text = str(value).strip()
    return text.casefold() != NONE if text else None
