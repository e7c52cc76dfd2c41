"""§ 36: who decides, and how soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import NEJ, Statement
from rules.rule import rule

if TYPE_CHECKING:
    from rules.stated import Stated


@rule("ofl § 36, stk. 1, 2. pkt.", valid_from="2014-01-01")
def myndighedens_egen_database(seen: Stated) -> Statement:
    """Databasen er myndighedens egen, også når en leverandør driver den."""
    return seen.fact("holds_database")


@rule("ofl § 36, stk. 2, 1. pkt.", valid_from="2014-01-01", practice=("forarbejderne til § 36: 1-2 arbejdsdage",))
def enkel_anmodning(seen: Stated) -> Statement:
    """Anmodningen er enkel, så den kan besvares inden for 1-2 arbejdsdage."""
    return seen.burden("simple")


@rule("ofl § 36, stk. 2, 3. pkt.", valid_from="2014-01-01")
def fristen_overskrides(seen: Stated) -> Statement:
    """Svaret ventes først efter de 7 arbejdsdage."""
    return Statement(NEJ) if seen.day_7 is None else seen.date_after("expected_ready", seen.day_7)
