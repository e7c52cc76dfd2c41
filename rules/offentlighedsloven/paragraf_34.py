"""§ 34: where §§ 30-33 reach a part of a document, the rest is given. It is written for documents alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.finding import NEJ, Statement
from rules.outcome import Outcome
from rules.rule import rule
from rules.stated import stated

if TYPE_CHECKING:
    from rules.offentlighedsloven.ending import Ending

REACHED = ("§ 30", "§ 31", "§ 32", "§ 33")


@rule("ofl § 34, 1. pkt.", valid_from="2014-01-01", exception_to="ofl § 30, nr. 1")
def resten_gives(seen: Ending) -> Statement:
    """Hensynene i §§ 30-33 gør sig kun gældende for en del, og dokumentets øvrige indhold gives."""
    engaged = tuple(section for group in seen.groups for section in group.engaged if section.startswith(REACHED))
    if seen.outcome is not Outcome.PARTIAL or not engaged:
        return Statement(NEJ)
    return stated("engaged", engaged, holds=True)
