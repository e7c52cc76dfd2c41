"""Where a refusal can be brought: an appeal body (§ 37) or the supervisory authority (§ 38)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.finding import JA, NEJ, UAFKLARET
from rules.offentlighedsloven import paragraf_37, paragraf_38

if TYPE_CHECKING:
    from rules.finding import Answer
    from rules.rule import Rule
    from rules.stated import Stated
    from rules.trace import Walk

TILSYN, BODY = "§38_tilsyn", "§37_body"
GUIDANCE = {TILSYN: "klagevejledning_38", BODY: "klagevejledning_37"}


@dataclass(frozen=True, slots=True)
class Complaint:
    """The route of a complaint, None where there is none or it is not known; `to_settle` is what a jurist must say."""

    route: str | None
    to_settle: tuple[str, ...] = ()


def complaint(walk: Walk, seen: Stated) -> Complaint:
    """Return where a part that is not fully granted can be brought."""
    by_paragraf_7 = seen.part.by_paragraf_7
    named = _tried(walk, seen, paragraf_37.klageinstans if by_paragraf_7 else paragraf_37.klageinstans_efter_stk_4)
    if named is JA:
        return Complaint(BODY)
    rule = paragraf_38.kommunalt_afslag if by_paragraf_7 else paragraf_38.kommunalt_afslag_paa_sammenstilling
    local = _tried(walk, seen, rule) is JA
    if local and (not by_paragraf_7 or named is NEJ):
        return Complaint(TILSYN)
    return Complaint(None, ("administrativ_klageinstans",) if named is UAFKLARET else ())


def _tried(walk: Walk, seen: Stated, rule: Rule[Stated]) -> Answer:
    found = walk.try_out(rule, seen)
    assert found is not None, "§§ 37 and 38 have been law for as long as the act"
    return found.answer
