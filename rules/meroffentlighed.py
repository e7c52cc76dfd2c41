"""§ 14 per refused part: what the letter says of giving more than the act requires.

For what § 30, nr. 1, protects there is nothing to balance: the rules on tavshedspligt bar release
(§ 14, stk. 1, 2. pkt.). The letter says so, instead of pretending to have weighed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.sentences import bullets, named_parts, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.letter import Block
    from rules.letter_case import PartCase

DUTY = "Vi skal overveje, om du kan få mere, end du har krav på, jf. offentlighedslovens § 14, stk. 1, 1. pkt."
PRIVATE_SECRECY = (
    "De oplysninger, der ikke gives, er omfattet af tavshedspligten i forvaltningslovens § 27, stk. 1, nr. 1, og "
    "straffelovens § 152, stk. 1, og må heller ikke videregives efter databeskyttelsesreglerne. Efter "
    "offentlighedslovens § 14, stk. 1, 2. pkt., er meroffentlighed derfor udelukket"
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
    "har derfor ikke betydning her"
)
NOT_EXAMINED = (
    "Afslaget bygger på arbejdets omfang. Vi har ikke taget stilling til, om oplysningerne er undtaget efter §§ 19-35. "
    "Bestemmelsen om meroffentlighed har derfor ikke betydning her"
)
WEIGHED_FOR = "Vi har valgt at give oplysningerne, selv om de kunne undtages"
WEIGHED_AGAINST = "Vi har afvejet hensynene mod hinanden og er nået frem til, at oplysningerne ikke kan gives"
DBL10 = (
    "Personoplysninger, der alene behandles i statistisk eller videnskabeligt øjemed, må ikke bruges til andet. "
    "Bestemmelsen om meroffentlighed kan derfor ikke føre til, at du får dem"
)


def meroffentlighed(cases: Sequence[PartCase]) -> tuple[Block, ...]:
    """Return what the letter says under § 14: parts that come out alike are told together."""
    alike: dict[str, list[PartCase]] = {}
    for case in cases:
        if case.result.meroffentlighed is not None:
            alike.setdefault(_outcome(case), []).append(case)
    considered = any(case.result.meroffentlighed not in {None, "not_applicable"} for case in cases)
    duty = (paragraph(DUTY),) if considered else ()
    return (*duty, *(block for said, group in alike.items() for block in _told(said, group, named=not cases[0].alone)))


def _told(said: str, cases: list[PartCase], *, named: bool) -> tuple[Block, ...]:
    reasons = dict.fromkeys(reason for case in cases if _reasoned(case) for reason in case.reasons("meroffentlighed"))
    balancing = dict.fromkeys(line for case in cases for line in case.material.balancing)
    opening = paragraph(f"{named_parts(cases)}: {said}" if named else said, *reasons)
    return (opening, bullets(balancing)) if balancing else (opening,)


def _outcome(case: PartCase) -> str:
    value = case.result.meroffentlighed
    if value == "not_applicable":
        return _not_applicable(case)
    lead = f"{EXCLUDED_CASES}. " if case.says("meroffentlighed_overvejet") else ""
    if value == "excluded_by_secrecy":
        return lead + _secrecy(case)
    return lead + (WEIGHED_FOR if value == "granted" else WEIGHED_AGAINST)


def _not_applicable(case: PartCase) -> str:
    if case.says("meroffentlighed_ikke_dbl10"):
        return DBL10
    # Screening or hearing alone was too much: what it would have shown is not known.
    return NOT_EXAMINED if case.rests_on("§ 11, stk. 1, 2. pkt.") else NOT_APPLICABLE


def _secrecy(case: PartCase) -> str:
    if case.rests_on("§ 30, nr. 1"):
        return PRIVATE_SECRECY
    return SPECIAL_SECRECY if case.rests_on("§ 35") else OTHER_SECRECY


def _reasoned(case: PartCase) -> bool:
    return case.result.meroffentlighed != "not_applicable"
