"""§ 8: own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import when
from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


@rule("ofl § 8, 1. pkt.", valid_from="2014-01-01")
def egne_oplysninger(seen: Stated) -> Statement:
    """Den, der spørger, beder om oplysninger om sig selv (juristens vurdering)."""
    return when(seen.may_contain("egne_oplysninger"), seen.skoen("is_own_data"))
