"""§ 40: the form of what is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


@rule("ofl § 40, stk. 1, 1. pkt.", valid_from="2014-01-01")
def oensket_form(seen: Stated) -> Statement:
    """Det kan gives i den form, der er ønsket."""
    return seen.fact("format_possible")
