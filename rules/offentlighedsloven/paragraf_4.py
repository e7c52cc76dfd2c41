"""§ 4: companies owned by public bodies; the act applies, save §§ 11-12."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


@rule("ofl § 4", valid_from="2014-01-01", exception_to=("ofl § 11, stk. 1, 1. pkt.", "ofl § 12, stk. 1, 1. pkt."))
def uden_sammenstillingsret(seen: Stated) -> Statement:
    """Der er spurgt et offentligt ejet selskab, som §§ 11 og 12 ikke gælder for."""
    return seen.body_is("offentligt_ejet_selskab")
