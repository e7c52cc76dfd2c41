"""§ 3: self-governing institutions, KL and Danske Regioner; the act applies, save §§ 11-12 and 15-17."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


@rule(
    "ofl § 3, stk. 1", valid_from="2014-01-01", exception_to=("ofl § 11, stk. 1, 1. pkt.", "ofl § 12, stk. 1, 1. pkt.")
)
def uden_sammenstillingsret(seen: Stated) -> Statement:
    """Der er spurgt en selvejende institution, KL eller Danske Regioner, som §§ 11 og 12 ikke gælder for."""
    return seen.body_is("kl", "danske_regioner", "selvejende_institution")
