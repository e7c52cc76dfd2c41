"""§ 30: private matters, and the business matters of persons and companies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import all_hold, when
from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import StatedGroup

LIMITS = ("ofl § 7, stk. 1", "ofl § 11, stk. 1, 1. pkt.")


@rule(
    "ofl § 30, nr. 1",
    valid_from="2014-01-01",
    exception_to=LIMITS,
    practice=("FOB 2022-4", "bet. 1510/2009 s. 703 ff.", "aktindsigtshåndbogen, § 30"),
)
def private_forhold(seen: StatedGroup) -> Statement:
    """Oplysningerne er private, og en person kan identificeres i en lidt videre kreds (juristens vurdering)."""
    private = seen.skoen("private_forhold")
    identifiable = seen.skoen("identificerbar_i_lidt_videre_kreds")
    return when(seen.natural_persons, all_hold(private, identifiable))


@rule("ofl § 30, nr. 2", valid_from="2014-01-01", exception_to=LIMITS, practice=("Statsforvaltningen, Hørsholm 2015",))
def drifts_og_forretningsforhold(seen: StatedGroup) -> Statement:
    """Det er konkret af væsentlig økonomisk betydning, at oplysningerne ikke gives (juristens vurdering)."""
    return when(seen.may_contain("virksomheder"), seen.skoen("vaesentlig_oekonomisk_betydning"))
