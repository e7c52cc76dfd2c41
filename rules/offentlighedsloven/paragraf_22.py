"""§ 22: calendar cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.offentlighedsloven.case_types import case_type_is
from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


@rule("ofl § 22", valid_from="2014-01-01", exception_to=("ofl § 7, stk. 1", "ofl § 11, stk. 1, 1. pkt."))
def kalendersag(seen: Stated) -> Statement:
    """Delen hører til en sag om førelse af en kalender (juristens vurdering)."""
    return case_type_is(seen, "22")
