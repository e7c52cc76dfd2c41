"""§ 7: the right to documents that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.facts import KINDS_WITHOUT_DOCUMENT
from rules.finding import NEJ, Statement, when
from rules.rule import rule

if TYPE_CHECKING:
    from rules.stated import Stated


@rule("ofl § 7, stk. 1", valid_from="2014-01-01")
def dokumentet_findes(seen: Stated) -> Statement:
    """Der findes et færdigt dokument, som dækker det, der er bedt om."""
    if seen.part.kind in KINDS_WITHOUT_DOCUMENT:
        return Statement(NEJ)
    return seen.fact("existing_document")


@rule("ofl § 7, stk. 2, nr. 2", valid_from="2014-01-01")
def aktliste_i_en_sag(seen: Stated) -> Statement:
    """Der er bedt om journalens indførelser om en bestemt sags dokumenter."""
    return when(seen.is_kind("journal"), seen.one_of("journal_scope", "sag"))
