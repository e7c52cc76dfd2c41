"""§ 12: a description of a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


@rule("ofl § 12, stk. 1, 1. pkt.", valid_from="2014-01-01")
def databeskrivelse(seen: Stated) -> Statement:
    """Der er bedt om en beskrivelse af databasen."""
    return seen.is_kind("databeskrivelse")


@rule("ofl § 12, stk. 1, 2. pkt.", valid_from="2014-01-01", exception_to="ofl § 12, stk. 1, 1. pkt.")
def anvendes_i_sager_eller_analyser(seen: Stated) -> Statement:
    """Myndigheden bruger databasen i konkret sagsbehandling eller til offentliggjorte analyser."""
    return seen.fact("used_in_casework_or_published_analyses")
