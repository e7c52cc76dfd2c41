"""Grounds in a draft that the law does not know, or that do not fit the part. They never change the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import JA
from rules.offentlighedsloven.paragraf_9 import more_than_25_hours
from rules.stated import is_general_secrecy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.stated import Stated

ALWAYS = frozenset(
    {
        "intern_administrativ_database",
        "sag_generelt_undtaget",
        "generel_forretningshemmelighed",
        "lille_antal",
        "tavshedspligt_generel",
        "lukkeperiode",
    }
)
GENERAL_SECRECY = "tavshedspligt_generel"


def invalid_grounds(seen: Stated) -> tuple[str, ...]:
    """Return the draft's invalid grounds, in the order they are stated."""
    invalid = [ground for ground in seen.part.facts.authority_ground or () if _is_invalid(seen, ground)]
    if _general_rule_as_special(seen):
        invalid.append(GENERAL_SECRECY)
    return tuple(dict.fromkeys(invalid))


def _is_invalid(seen: Stated, ground: str) -> bool:
    if ground == "paragraf_9_stk_2":
        return not _paragraf_9_fits(seen)
    if ground == "allerede_offentliggjort":
        return not _published_fits(seen)
    return ground in ALWAYS


def _paragraf_9_fits(seen: Stated) -> bool:
    facts = seen.part.facts
    # Unknown is not a ground: the authority must be able to say that the hours are not its own doing.
    hours = more_than_25_hours(seen, seen.day).answer is JA and facts.excess_due_to_missing_journalisation is False
    return seen.part.by_paragraf_7 and (hours or seen.raised("chikanoest_formaal").answer is JA)


def _published_fits(seen: Stated) -> bool:
    facts = seen.part.facts
    return facts.already_published is True and False not in (facts.same_granularity, facts.suitable_format)


def _general_rule_as_special(seen: Stated) -> bool:
    if "saerlig_tavshedspligt" not in (seen.part.facts.indhold or ()):
        return False
    return any(is_general_secrecy(rule) for rule in _secrecy_rules(seen))


def _secrecy_rules(seen: Stated) -> Iterator[str]:
    for judgements in (seen.part.judgements, *(group.judgements for group in seen.part.groups)):
        if judgements.special_secrecy_rule is not None:
            yield str(judgements.special_secrecy_rule.value)
