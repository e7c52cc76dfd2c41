"""Citations: "§ 11, stk. 1, 2. pkt." to a value and back, in short and in full.

Offentlighedsloven is cited without its name or as "ofl"; other acts by their prefix ("fvl § 24"),
or in full ("offentlighedslovens § 11, stk. 1, 2. pkt."). An act without a folder may be cited too:
a special secrecy rule can stand in any act.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rules.acts import Act, all_acts
from rules.errors import InvalidCitationError
from rules.typography import glued, plain

HOME_ACT = "ofl"
PRINCIPLE = "princip"
_CITATION = re.compile(
    r"(?:(?P<act>[^§]+?) )?(?P<unit>§|art\.) (?P<number>\d+)(?: (?P<letter>[a-z]))?"
    r"(?:, stk\. (?P<stk>\d+))?(?:, nr\. (?P<nr>\d+))?(?:, (?P<pkt>\d+)\. pkt\.)?"
)
_ACT_ALONE = re.compile(r"OFL 1985|lov om .+|[A-Za-zÆØÅæøå -]+(?:lov|loven|bekendtgørelsen|forordningen)")


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in an act: paragraf, stykke, nummer, punktum; what is None is not named.

    Attributes
    ----------
    act : the act's prefix ("ofl"), or the name as cited where the act has no folder.
    number : the paragraf or article, None where only the act is named.
    letter : the letter of "§ 9 a", otherwise empty.
    """

    act: str
    number: int | None = None
    letter: str = ""
    stk: int | None = None
    nr: int | None = None
    pkt: int | None = None

    def __str__(self) -> str:
        """The citation with ordinary spaces; offentlighedsloven is not named."""
        named = "" if self.act == HOME_ACT else self.act
        return " ".join(part for part in (named, self.place) if part)

    @property
    def place(self) -> str:
        """The citation without the act: "§ 11, stk. 1, 2. pkt."; empty where only the act is named."""
        if self.number is None:
            return ""
        head = f"{_unit(self.act)} {self.number}" + (f" {self.letter}" if self.letter else "")
        steps = (
            head,
            f"stk. {self.stk}" if self.stk else "",
            f"nr. {self.nr}" if self.nr else "",
            f"{self.pkt}. pkt." if self.pkt else "",
        )
        return ", ".join(step for step in steps if step)

    @property
    def in_full(self) -> str:
        """The citation with the act's name: "offentlighedslovens § 11, stk. 1"."""
        if self.act == PRINCIPLE:
            return "princippet i " + replace(self, act=HOME_ACT).in_full
        if self.number is None:
            return _name(self.act)
        return glued(f"{_genitive(self.act)} {self.place}")

    @property
    def within(self) -> str:
        """The place within the paragraf: "stk. 2, 3. pkt."; the paragraf itself where it is all of it."""
        head, _, rest = self.place.partition(", ")
        return rest or head

    @property
    def paragraf(self) -> Provision:
        """The whole paragraf that this provision stands in."""
        return Provision(self.act, self.number, self.letter)

    def contains(self, other: Provision) -> bool:
        """Whether `other` is this provision or a part of it."""
        if (self.act, self.number, self.letter) != (other.act, other.number, other.letter):
            return self.number is None and self.act == other.act
        pairs = ((self.stk, other.stk), (self.nr, other.nr), (self.pkt, other.pkt))
        return all(mine is None or mine == theirs for mine, theirs in pairs)


def parse(citation: str) -> Provision:
    """Return the provision that `citation` names, in any of the three ways of naming an act.

    Raises
    ------
    InvalidCitationError : the text names no provision, or its parts stand in another order than §, stk., nr., pkt.
    """
    text = plain(citation).strip()
    match = _CITATION.fullmatch(text)
    if match is None:
        return _act_alone(text)
    steps = {name: int(match[name]) if match[name] else None for name in ("number", "stk", "nr", "pkt")}
    act = _prefix(match["act"] or HOME_ACT)
    if match["unit"] != _unit(act):
        raise InvalidCitationError(f"»{citation}« blander § og art.")
    return Provision(act=act, letter=match["letter"] or "", **steps)


def _act_alone(text: str) -> Provision:
    if _known(text) is None and not _ACT_ALONE.fullmatch(text):
        raise InvalidCitationError(f"»{text}« er ikke en henvisning i formen § 1, stk. 1, nr. 1, 1. pkt.")
    return Provision(_prefix(text))


def _known(name: str) -> Act | None:
    return next((act for act in all_acts() if name in {act.prefix, act.name, act.genitive}), None)


def _prefix(name: str) -> str:
    act = _known(name)
    return act.prefix if act else name


def _unit(name: str) -> str:
    act = _known(name)
    return act.unit if act else "§"


def _name(name: str) -> str:
    act = _known(name)
    if act:
        return act.name
    return "offentlighedsloven fra 1985" if name == "OFL 1985" else name


def _genitive(name: str) -> str:
    act = _known(name)
    if act:
        return act.genitive
    return name if name.endswith("s") else f"{name}s"
