"""§ 23: internal documents. §§ 24-26 and 28-29 are not modelled, so an internal document stops the path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import when
from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import StatedGroup


@rule("ofl § 23", valid_from="2014-01-01", exception_to="ofl § 7, stk. 1")
def internt_dokument(seen: StatedGroup) -> Statement:
    """Der er tale om et internt dokument (juristens vurdering)."""
    return when(seen.may_contain("interne_dokumenter"), seen.skoen("internt_dokument"))
