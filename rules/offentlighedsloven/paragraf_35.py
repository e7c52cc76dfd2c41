"""§ 35: special rules of secrecy. The general rules of fvl and strfl are not special."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import when
from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import StatedGroup


@rule(
    "ofl § 35",
    valid_from="2014-01-01",
    exception_to=("ofl § 7, stk. 1", "ofl § 11, stk. 1, 1. pkt."),
    practice=("Ombudsmanden den 17. november 2014 (CVR)",),
)
def saerlig_tavshedspligt(seen: StatedGroup) -> Statement:
    """Juristen har nævnt en særlig bestemmelse om tavshedspligt, som oplysningerne er omfattet af."""
    return when(seen.may_contain("saerlig_tavshedspligt"), seen.special_secrecy)
