"""The interests of §§ 31-33, which one judgement names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import when

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import StatedGroup

LIMITS = ("ofl § 7, stk. 1", "ofl § 11, stk. 1, 1. pkt.", "ofl § 12, stk. 1, 1. pkt.")


def necessary_under(seen: StatedGroup, provision: str) -> Statement:
    """Return whether the jurist has found it necessary to protect the interest of `provision`."""
    return when(seen.may_contain("offentlige_interesser"), seen.skoen_is("paragraf_31_33", provision))
