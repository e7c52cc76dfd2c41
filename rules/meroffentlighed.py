"""§ 14 per refused part: what the letter says of giving more than the act requires.

For what § 30, nr. 1, protects there is nothing to balance: the rules on tavshedspligt bar release
(§ 14, stk. 1, 2. pkt.). The letter says so, instead of pretending to have weighed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.sentences import bullets, paragraph

if TYPE_CHECKING:
    from rules.letter import Block
    from rules.letter_case import PartCase

DUTY = (
    "Vi har pligt til at overveje, om du kan få oplysninger i videre omfang, end du har krav på, jf. "
    "offentlighedslovens § 14, stk. 1, 1. pkt."
)
PRIVATE_SECRECY = (
    "Oplysningerne er omfattet af tavshedspligten i forvaltningslovens § 27, stk. 1, nr. 1, og straffelovens § 152 og "
    "må ikke videregives. Efter offentlighedslovens § 14, stk. 1, 2. pkt., er meroffentlighed derfor udelukket, og der "
    "er ikke noget at afveje"
)
SPECIAL_SECRECY = (
    "Oplysningerne er omfattet af en særlig regel om tavshedspligt. Efter offentlighedslovens § 14, stk. 1, 2. pkt., "
    "er meroffentlighed derfor udelukket"
)
OTHER_SECRECY = (
    "Videregivelse ville være i strid med regler om tavshedspligt. Efter offentlighedslovens § 14, stk. 1, 2. pkt., er "
    "meroffentlighed derfor udelukket"
)
EXCLUDED_CASES = "Sagen er undtaget efter §§ 19-21, men meroffentlighed skal også overvejes, jf. § 14, stk. 2"
NOT_APPLICABLE = (
    "Afslaget bygger ikke på, at oplysningerne er undtaget efter §§ 19-21 eller 23-35. Bestemmelsen om meroffentlighed "
    "har derfor ikke betydning for denne del"
)
WEIGHED_FOR = "Vi har valgt at give oplysningerne, selv om de kunne undtages"
WEIGHED_AGAINST = "Vi har afvejet hensynene mod hinanden og er nået frem til, at oplysningerne ikke kan gives"
DBL10 = (
    "Personoplysninger, der alene behandles i statistisk eller videnskabeligt øjemed, må ikke bruges til andet. "
    "Bestemmelsen om meroffentlighed kan derfor ikke føre til, at du får dem"
)


def part_meroffentlighed(case: PartCase) -> tuple[Block, ...]:
    """Return what the letter says under § 14 of one part; empty where § 14 has no bearing."""
    value = case.result.meroffentlighed
    if value is None:
        return ()
    lead = EXCLUDED_CASES if case.says("meroffentlighed_overvejet") else ""
    if value == "not_applicable":
        dbl10 = case.says("meroffentlighed_ikke_dbl10")
        return (paragraph(f"{case.name}: {DBL10 if dbl10 else NOT_APPLICABLE}"),)
    if value == "excluded_by_secrecy":
        return (paragraph(f"{case.name}: {_joined(lead, _secrecy(case))}", *_reason(case)),)
    return _weighed(case, lead, given=value == "granted")


def any_considered(cases: tuple[PartCase, ...]) -> bool:
    """Whether § 14 was considered, so that the duty is worth stating."""
    return any(case.result.meroffentlighed not in {None, "not_applicable"} for case in cases)


def _weighed(case: PartCase, lead: str, *, given: bool) -> tuple[Block, ...]:
    outcome = WEIGHED_FOR if given else WEIGHED_AGAINST
    opening = paragraph(f"{case.name}: {_joined(lead, outcome)}", *_reason(case))
    return (opening, bullets(case.material.balancing)) if case.material.balancing else (opening,)


def _secrecy(case: PartCase) -> str:
    if case.rests_on("§ 30, nr. 1"):
        return PRIVATE_SECRECY
    return SPECIAL_SECRECY if case.rests_on("§ 35") else OTHER_SECRECY


def _reason(case: PartCase) -> tuple[str, ...]:
    return case.reasons("meroffentlighed")


def _joined(lead: str, rest: str) -> str:
    return f"{lead}. {rest}" if lead else rest
