"""fvl § 9: a party's access to the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import when
from rules.rule import rule
from rules.stated import stated

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated

# Nobody must say who they are; what a jurist has recorded all the same is read.
NOT_KNOWN = (None, "unknown")


@rule("fvl § 9", valid_from="2014-01-01")
def partsaktindsigt(seen: Stated) -> Statement:
    """Juristen har vurderet, at den, der spørger, er part i den sag, der spørges til."""
    kind = seen.request.requester_type
    if kind in NOT_KNOWN:
        return seen.raised("is_party_access")
    return when(stated("requester_type", kind, holds=kind == "party"), seen.skoen("is_party_access"))
