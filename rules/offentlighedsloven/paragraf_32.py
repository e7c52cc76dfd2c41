"""§ 32: foreign policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.offentlighedsloven.public_interests import LIMITS, necessary_under
from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import StatedGroup


@rule("ofl § 32, stk. 1", valid_from="2014-01-01", exception_to=LIMITS)
def udenrigspolitiske_interesser(seen: StatedGroup) -> Statement:
    """Fortrolighed følger af hensynet til rigets udenrigspolitiske interesser m.v. (juristens vurdering)."""
    return necessary_under(seen, "§ 32")
