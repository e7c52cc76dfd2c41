"""§ 33: essential regards, each found necessary by a jurist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.offentlighedsloven.public_interests import LIMITS, necessary_under
from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import StatedGroup


@rule("ofl § 33, nr. 1", valid_from="2014-01-01", exception_to=LIMITS)
def lovovertraedelser(seen: StatedGroup) -> Statement:
    """Juristen har fundet det nødvendigt for forfølgning af lovovertrædelser, straffuldbyrdelse og lign.."""
    return necessary_under(seen, "§ 33, nr. 1")


@rule("ofl § 33, nr. 2", valid_from="2014-01-01", exception_to=LIMITS)
def offentlig_kontrol(seen: StatedGroup) -> Statement:
    """Juristen har fundet det nødvendigt for offentlig kontrol, regulerings- eller planlægningsvirksomhed."""
    return necessary_under(seen, "§ 33, nr. 2")


@rule("ofl § 33, nr. 3", valid_from="2014-01-01", exception_to=LIMITS)
def det_offentliges_oekonomi(seen: StatedGroup) -> Statement:
    """Juristen har fundet det nødvendigt for det offentliges økonomiske interesser."""
    return necessary_under(seen, "§ 33, nr. 3")


@rule("ofl § 33, nr. 4", valid_from="2014-01-01", exception_to=LIMITS)
def originale_ideer_og_forskning(seen: StatedGroup) -> Statement:
    """Juristen har fundet det nødvendigt for forskeres og kunstneres originale ideer eller foreløbige resultater."""
    return necessary_under(seen, "§ 33, nr. 4")


@rule("ofl § 33, nr. 5", valid_from="2014-01-01", exception_to=LIMITS)
def efter_forholdets_saerlige_karakter(seen: StatedGroup) -> Statement:
    """Juristen har vurderet, at hemmeligholdelse er påkrævet efter forholdets særlige karakter."""
    return necessary_under(seen, "§ 33, nr. 5")
