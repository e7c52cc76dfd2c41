"""§ 38: the municipal and regional supervisory authority, where there is no administrative appeal body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.rule import rule

if TYPE_CHECKING:
    from rules.finding import Statement
    from rules.stated import Stated

LOCAL = ("municipality", "region", "kommunalt_faellesskab")


@rule("ofl § 38, stk. 1, 1. pkt.", valid_from="2014-01-01")
def kommunalt_afslag(seen: Stated) -> Statement:
    """Afgørelsen er truffet af en kommune, en region eller et kommunalt fællesskab."""
    return seen.body_is(*LOCAL)


@rule("ofl § 38, stk. 2", valid_from="2014-01-01")
def kommunalt_afslag_paa_sammenstilling(seen: Stated) -> Statement:
    """En afgørelse om sammenstilling eller databeskrivelse er truffet af en kommune, region eller et fællesskab."""
    return seen.body_is(*LOCAL)
