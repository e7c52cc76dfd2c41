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
    """Det er nødvendigt for forfølgning af lovovertrædelser, straffuldbyrdelse og lign. (juristens vurdering)."""
    return necessary_under(seen, "§ 33, nr. 1")


@rule("ofl § 33, nr. 2", valid_from="2014-01-01", exception_to=LIMITS)
def offentlig_kontrol(seen: StatedGroup) -> Statement:
    """Det er nødvendigt for offentlig kontrol, regulerings- eller planlægningsvirksomhed (juristens vurdering)."""
    return necessary_under(seen, "§ 33, nr. 2")


@rule("ofl § 33, nr. 3", valid_from="2014-01-01", exception_to=LIMITS)
def det_offentliges_oekonomi(seen: StatedGroup) -> Statement:
    """Det er nødvendigt for det offentliges økonomiske interesser (juristens vurdering)."""
    return necessary_under(seen, "§ 33, nr. 3")


@rule("ofl § 33, nr. 4", valid_from="2014-01-01", exception_to=LIMITS)
def originale_ideer_og_forskning(seen: StatedGroup) -> Statement:
    """Det er nødvendigt for forskeres og kunstneres ideer eller foreløbige resultater (juristens vurdering)."""
    return necessary_under(seen, "§ 33, nr. 4")


@rule("ofl § 33, nr. 5", valid_from="2014-01-01", exception_to=LIMITS)
def efter_forholdets_saerlige_karakter(seen: StatedGroup) -> Statement:
    """Hemmeligholdelse er påkrævet efter forholdets særlige karakter (juristens vurdering)."""
    return necessary_under(seen, "§ 33, nr. 5")
