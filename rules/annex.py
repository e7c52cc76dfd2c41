"""The annex: every provision that the letter cites, once, as it stood on the day of the decision.

The letter's own text is read for citations, so that nothing can be cited that the annex leaves out.
Of a long paragraf only the cited stykker are printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import yaml

from rules.acts import all_acts
from rules.errors import InvalidCitationError, NoVersionInForceError, UnknownProvisionError
from rules.letter import AnnexProvision, BulletList, Paragraph, TextTable
from rules.provision import HOME_ACT, Provision, parse
from rules.statute import version_line, wording
from rules.typography import glued, listed, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from rules.letter import Section
    from rules.statute import Wording

NOT_ENTERED_MARK = "IKKE VERIFICERET: ordlyden er ikke indlagt; bestemmelsen er kun nævnt ved nummer."
_STEPS = r"(?:, stk\. \d+)?(?:, nr\. \d+(?: og nr\. \d+)*)?(?:, (?:\d+\. og )?\d+\. pkt\.)?"
_PLACE = rf"(?:(?<!§)§|\bart\.) \d+(?: [a-z](?![\w]))?{_STEPS}"
_CITED = re.compile(
    rf"(?:(?P<act>[A-Za-zÆØÅæøå-]+(?: 1586)?) )?(?P<place>{_PLACE})(?P<more>(?:(?: og|, jf\.) stk\. \d+)*)"
)
_ACT_WORD = re.compile(r"(loven|lovens|forordningens|bekendtgørelsens|bekendtgørelsen)$")


@dataclass(frozen=True, slots=True)
class PlainWords:
    """A rule in plain words. `said`: a phrase of the letter that tells the rule already."""

    provision: Provision
    words: str
    valid_from: date | None
    said: str

    def in_force(self, day: date) -> bool:
        """Whether the words fit the law of the day."""
        return self.valid_from is None or self.valid_from <= day

    def is_cited(self, cited: Iterable[Provision]) -> bool:
        """Whether the letter cites the rule; "§ 11" alone calls for stk. 1, not for every stykke."""
        first = self.provision.stk in {None, 1}
        return any(self.provision.contains(place) or (first and place.contains(self.provision)) for place in cited)


def annex_of(sections: Iterable[Section], day: date) -> tuple[AnnexProvision, ...]:
    """Return the cited provisions whose act has a folder, in the order of act and number."""
    grouped: dict[Provision, set[Provision]] = {}
    for provision in sorted(cited_in(sections), key=_order):
        if provision.number is not None and provision.act in _prefixes():
            grouped.setdefault(provision.paragraf, set()).add(_stykke(provision))
    return tuple(_entry(paragraf, stykker, day) for paragraf, stykker in grouped.items())


def annex_version(sections: Iterable[Section], day: date) -> str:
    """Return the line that names each cited act with its amendments."""
    acts = dict.fromkeys(p.act for p in sorted(cited_in(sections), key=_order) if p.act in _prefixes() and p.number)
    named = {act.prefix: act.name for act in all_acts()}
    lines = (f"{named[act][0].upper()}{named[act][1:]}: {version_line(act, day)}." for act in acts)
    return " ".join(lines)


def plain_words(sections: Iterable[Section], day: date) -> tuple[str, ...]:
    """Return the cited rules in plain words, in the order of act and number, without those the letter tells already."""
    written = tuple(sections)
    cited, letter = cited_in(written), plain("\n".join(texts(written)))
    told: dict[Provision, str] = {}
    for rule in _words():
        if rule.in_force(day) and rule.is_cited(cited) and not (rule.said and rule.said in letter):
            told.setdefault(rule.provision, f"{rule.provision.in_full}: {rule.words}")
    return tuple(glued(f"{text[0].upper()}{text[1:]}") for text in told.values())


def cited_in(sections: Iterable[Section]) -> frozenset[Provision]:
    """Return every provision that the text of the sections cites."""
    return frozenset(provision for text in texts(sections) for provision in citations(text))


def citations(text: str) -> Iterator[Provision]:
    """Yield the provisions cited in a text; a bare § is offentlighedsloven's."""
    for match in _CITED.finditer(plain(text)):
        act = match["act"] or ""
        named = act if act in _act_names() or _ACT_WORD.search(act) else ""
        try:
            first, *merged = [parse(f"{named} {place}".strip()) for place in _taken_apart(match["place"])]
        except InvalidCitationError:
            continue
        yield from (first, *merged)
        for number in re.findall(r"stk\. (\d+)", match["more"]):
            yield Provision(first.act, first.number, first.letter, stk=int(number))


def _taken_apart(place: str) -> list[str]:
    """Return "§ 11, stk. 1, 1. og 2. pkt." as its two citations."""
    together = re.fullmatch(r"(.*, )(\d+)\. og (\d+)\. pkt\.", place)
    if together is not None:
        return [f"{together[1]}{punktum}. pkt." for punktum in together.group(2, 3)]
    head, *numbers = re.split(r"(?:, | og )nr\. (?=\d+)", place)
    return [f"{head}, nr. {number}" for number in numbers] or [place]


def texts(sections: Iterable[Section]) -> Iterator[str]:
    """Yield every piece of the letter's own text; quotations are somebody else's."""
    for section in sections:
        yield section.heading
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, BulletList):
                yield from block.items
            elif isinstance(block, TextTable):
                yield block.caption
                yield from (cell for row in (block.header, *block.rows) for cell in row)


def _entry(paragraf: Provision, stykker: set[Provision], day: date) -> AnnexProvision:
    whole = paragraf in stykker
    wanted = [paragraf] if whole else sorted(stykker, key=lambda provision: provision.stk or 0)
    found = [entered for provision in wanted for entered in _entered(provision, day)]
    text = tuple(line for entry in found for line in entry.paragraphs or ())
    marks = [entry.mark_sentence for entry in found if entry.mark_sentence]
    return AnnexProvision(
        citation=_citation(paragraf, wanted),
        text=text or None,
        mark=glued(_worst(marks)) if text else NOT_ENTERED_MARK,
        source=glued("; ".join(dict.fromkeys(source for entry in found for source in entry.sources))),
    )


def _entered(provision: Provision, day: date) -> list[Wording]:
    try:
        return [wording(provision, day)]
    except (UnknownProvisionError, NoVersionInForceError):
        # Cited, but without a text in the files or on that day: printed by number, with its mark.
        return []


def _worst(marks: list[str]) -> str:
    unverified = [mark for mark in marks if mark.startswith("IKKE VERIFICERET")]
    return next(iter([*unverified, *marks]), "")


def _citation(paragraf: Provision, wanted: list[Provision]) -> str:
    numbers = [str(provision.stk) for provision in wanted if provision.stk]
    return paragraf.in_full + (glued(f", stk. {listed(numbers)}") if numbers else "")


def _stykke(provision: Provision) -> Provision:
    return Provision(provision.act, provision.number, provision.letter, stk=provision.stk)


def _order(provision: Provision) -> tuple[int, str, int, str, int, int, int]:
    return (
        0 if provision.act == HOME_ACT else 1,
        provision.act,
        provision.number or 0,
        provision.letter,
        provision.stk or 0,
        provision.nr or 0,
        provision.pkt or 0,
    )


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(act.prefix for act in all_acts())


@cache
def _act_names() -> frozenset[str]:
    return frozenset(name for act in all_acts() for name in (act.prefix, act.name, act.genitive))


@cache
def _words() -> tuple[PlainWords, ...]:
    text = resources.files("rules").joinpath("values", "plain_words.yaml").read_text(encoding="utf-8")
    return tuple(
        PlainWords(parse(row["provision"]), row["words"], row.get("valid_from"), row.get("said", ""))
        for row in yaml.safe_load(text)
    )
