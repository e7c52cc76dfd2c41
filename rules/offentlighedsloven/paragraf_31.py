"""§ 31: the security of the state and the defence of the realm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.offentlighedsloven.public_interests import LIMITS, necessary_under
from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import StatedGroup


@rule("ofl § 31", valid_from="2014-01-01", exception_to=LIMITS)
def statens_sikkerhed(seen: StatedGroup) -> Statement:
    """En begrænsning er af væsentlig betydning for statens sikkerhed eller rigets forsvar (juristens vurdering)."""
    return necessary_under(seen, "§ 31")
