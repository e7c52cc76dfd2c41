"""fvl § 9: a party's access to the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import when
from rules.rule import rule
from rules.stated import stated

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


@rule("fvl § 9", valid_from="2014-01-01")
def partsaktindsigt(seen: Stated) -> Statement:
    """Den, der spørger, er part i den sag, der spørges til (juristens vurdering)."""
    # Nobody must say who they are: who has not said that she is a party is answered as anyone.
    kind = seen.request.requester_type or "private"
    return when(stated("requester_type", kind, holds=kind == "party"), seen.skoen("is_party_access"))
