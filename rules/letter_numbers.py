"""The numbers in a letter's own text, and which of them nothing accounts for.

A letter may name dates, provisions, deadlines, hours and money, and numbers that stand in a released
table. Any other number is a possible disclosure: the reasons must not themselves tell what they protect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rules.annex import texts
from rules.letter import TextTable
from rules.typography import MONTHS, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rules.letter import Section

_MONTH = "|".join(MONTHS)
_ACCOUNTED = re.compile(
    r"§§ \d+-\d+(?: (?:eller|og) \d+-\d+)?"
    r"|§ \d+(?: [a-z]\b)?|\bart\. \d+|\b[Ss]tk\. \d+|\bnr\. \d+(?:/\d+)?|\b(?:\d+\. og )?\d+\. pkt\."
    rf"|\b\d+\. (?:{_MONTH})(?: \d{{4}})?|\b\d{{4}}-\d\d-\d\d\b"
    r"|\boffentlighedsloven fra 1985\b|\b\d+ dele\b|\bFOB \d{4}-\d+|\b[Dd]el \d+(?:-\d+)?(?:, \d+)*(?: og \d+)?"
    r"|\b[Dd]ag \d+\b|\b\d+\. arbejdsdag\b|\b\d+(?:-\d+)? arbejdsdage\b"
    r"|\b[\d,]+ (?:minut(?:ter)?|timer?|kr\.|sider?|berørte?)(?!\w)"
)
_NUMBER = re.compile(r"(?<![\w,.])\d+(?:\.\d{3})*(?![\w])")
_PEOPLE = (
    r"(?:henvendelser?|sager?|sag|personer?|borgere?|børn|barn|kvinder?|mænd|mand|piger?|drenge?|familier?|"
    r"ansøgere?|ansøgninger?|klager?|tilfælde|elever?|unge|virksomheder?)"
)
_WORDS = r"(?:én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|ingen|nul|kun en|kun et|den eneste|det eneste)"
_COUNTED = re.compile(rf"\b{_WORDS} (?:\w+ )?{_PEOPLE}\b", re.IGNORECASE)
_YEARS = range(1900, 2100)
PART_COLUMN = "Del"


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What leaves with the letter, and what must not.

    Attributes
    ----------
    table_ids : the released tables.
    released : every number that stands in them.
    forbidden : every suppressed number.
    """

    table_ids: frozenset[str] = frozenset()
    released: frozenset[int] = frozenset()
    forbidden: frozenset[int] = frozenset()


def unaccounted_numbers(sections: Iterable[Section], allowed: frozenset[int]) -> Iterator[int]:
    """Yield the numbers in the text that are neither allowed nor part of a date, citation, deadline or amount."""
    for text in texts(_without_part_numbers(section) for section in sections):
        yield from (number for number in numbers_in(text) if number not in allowed)


def _without_part_numbers(section: Section) -> Section:
    """Return the section with its tables' column of part numbers left out."""
    blocks = tuple(
        replace(block, header=block.header[1:], rows=tuple(row[1:] for row in block.rows))
        if isinstance(block, TextTable) and block.header[0] == PART_COLUMN
        else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def numbers_in(text: str) -> Iterator[int]:
    """Yield the whole numbers of a text, without those that dates, citations and amounts account for."""
    bare = _ACCOUNTED.sub(" ", plain(text))
    for match in _NUMBER.finditer(bare):
        yield int(match[0].replace(".", ""))


def counts_in_words(text: str) -> Iterator[str]:
    """Yield phrases that count people or cases in words: "én henvendelse", "ingen sager"."""
    for match in _COUNTED.finditer(plain(text)):
        yield match[0]


def years_in(text: str) -> frozenset[int]:
    """Return the years that a text names; they may be repeated."""
    return frozenset(int(year) for year in re.findall(r"\b\d{4}\b", text) if int(year) in _YEARS)
