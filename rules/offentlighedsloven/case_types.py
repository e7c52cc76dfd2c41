"""The case types of §§ 19-22, which one judgement names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import any_holds, when

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


def case_type_is(seen: Stated, *types: str) -> Statement:
    """Return whether the jurist has placed the part in a case of one of these types; asked where it may occur."""
    may_occur = any_holds(seen.may_contain("ansatte"), seen.may_contain("undtagne_sager"))
    return when(may_occur, seen.skoen_is("excluded_case_type", *types))
