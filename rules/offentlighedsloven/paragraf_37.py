"""§ 37: complaint to an administrative appeal body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.rule import rule
from rules.stated import appeal_body

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


@rule("ofl § 37, stk. 1", valid_from="2014-01-01")
def klageinstans(seen: Stated) -> Statement:
    """Juristen har nævnt en administrativ klageinstans."""
    return appeal_body(seen)


@rule("ofl § 37, stk. 5", valid_from="2014-01-01", exception_to="ofl § 37, stk. 1")
def klageinstans_efter_stk_4(seen: Stated) -> Statement:
    """Juristen har for §§ 11 og 12 nævnt en klageinstans, som er fastsat efter stk. 4."""
    return appeal_body(seen)
