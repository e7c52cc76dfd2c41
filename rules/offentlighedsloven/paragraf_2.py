"""§ 2: the act applies to the public administration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


@rule("ofl § 2", valid_from="2014-01-01")
def uden_for_den_offentlige_forvaltning(seen: Stated) -> Statement:
    """Den, der er spurgt, er ikke en myndighed inden for den offentlige forvaltning."""
    return seen.body_is("privat")
