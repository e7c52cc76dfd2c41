"""§ 10: whole databases and registers are outside the right to documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import when
from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated


@rule("ofl § 10, stk. 1", led="hele databasen", valid_from="2014-01-01", exception_to="ofl § 7, stk. 1")
def hele_databasen(seen: Stated) -> Statement:
    """Der er bedt om hele databasen."""
    return seen.is_kind("database")


@rule(
    "ofl § 10, stk. 1",
    led="journalen på tværs af sager",
    valid_from="2014-01-01",
    exception_to="ofl § 7, stk. 1",
    practice=("FOB 2016-5", "forarbejderne til § 11"),
)
def journalen_paa_tvaers(seen: Stated) -> Statement:
    """Der er bedt om et udtræk af journalen på tværs af sager."""
    return when(seen.is_kind("journal"), seen.one_of("journal_scope", "register"))
