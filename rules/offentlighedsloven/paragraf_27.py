"""§ 27: special documents; only nr. 5, the basis of official statistics and scientific studies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import when
from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import StatedGroup


@rule("ofl § 27, nr. 5", valid_from="2014-01-01", exception_to="ofl § 7, stk. 1", practice=("FOB 2016-9",))
def grundlag_for_statistik(seen: StatedGroup) -> Statement:
    """Materialet er tilvejebragt som grundlag for offentlig statistik eller videnskab (juristens vurdering)."""
    return when(seen.may_contain("statistikgrundlag"), seen.skoen("paragraf_27_nr_5"))
