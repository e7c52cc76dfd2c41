"""fvl § 9: a party's access to the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import NEJ, Statement, when
from rules.rule import rule
from rules.stated import stated

if TYPE_CHECKING:
    from rules.stated import Stated


@rule("fvl § 9", valid_from="2014-01-01")
def partsaktindsigt(seen: Stated) -> Statement:
    """Har juristen vurderet, at den, der spørger, er part i den sag, der spørges til?"""
    kind = seen.request.requester_type
    is_party = stated("requester_type", kind, holds=True) if kind == "party" else Statement(NEJ)
    return when(is_party, seen.skoen("is_party_access"))
