"""§ 14: openness beyond what the act demands, considered for what is refused under §§ 19-21 and 23-35.

Which values the law leaves open depends on the rule the refusal rests on. Where that is § 30, nr. 1,
or § 35 beside another rule, nothing is balanced: the secrecy rules shut the door (stk. 1, 2. pkt.).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import StatedGroup

EXCLUDED = "excluded_by_secrecy"
GRANTED = "granted"
BALANCED = "refused_after_balancing"
NOT_APPLICABLE = "not_applicable"
SECRECY = "ofl § 35"
PRIVATE = "ofl § 30, nr. 1"


@dataclass(frozen=True, slots=True)
class Refused:
    """A group of cells that is not given, and the provisions that stand in the way."""

    group: StatedGroup
    provisions: tuple[str, ...]

    @property
    def by_secrecy_alone(self) -> bool:
        """Whether nothing but a special secrecy rule stands in the way, so that there is nothing to judge."""
        return self.provisions == (SECRECY,)

    @property
    def only_excluded(self) -> bool:
        """Whether a balancing is shut out."""
        return PRIVATE in self.provisions or SECRECY in self.provisions


@rule("ofl § 14, stk. 1, 1. pkt.", valid_from="2014-01-01", practice=("aktindsigtshåndbogen, § 14",))
def meroffentlighed_overvejet(seen: Refused) -> Statement:
    """Juristen har overvejet meroffentlighed og nået et af de resultater, som loven tillader her."""
    return seen.group.skoen_is("meroffentlighed", EXCLUDED, GRANTED, BALANCED)


@rule("ofl § 14, stk. 1, 2. pkt.", valid_from="2018-05-25", exception_to="ofl § 14, stk. 1, 1. pkt.")
def udelukket_af_tavshedspligt(seen: Refused) -> Statement:
    """Tavshedspligt eller databeskyttelsesreglerne udelukker meroffentlighed (juristens vurdering)."""
    return seen.group.skoen_is("meroffentlighed", EXCLUDED)


@rule("ofl § 14, stk. 2", valid_from="2014-01-01")
def meroffentlighed_i_undtagne_sager(seen: Refused) -> Statement:
    """Juristen har overvejet meroffentlighed i den undtagne sag."""
    return seen.group.skoen_is("meroffentlighed", EXCLUDED, GRANTED, BALANCED)


@rule("princip § 14", valid_from="2014-01-01", practice=("FOB 2014-36", "FOB 2023-14", "sag 15/01637"))
def anonymisering_kraever_ressourcer(seen: StatedGroup) -> Statement:
    """Anonymiserede kopier kræver nævneværdige ressourcer (juristens vurdering)."""
    return seen.skoen("naevnevaerdig_ressource")
