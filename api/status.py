"""Where a case stands, in whose hands it is, and what keeps it there."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.asked import Reply


class Status(StrEnum):
    """The statuses of a case."""

    RECEIVED = "received"
    AWAITS_JURIST = "awaits_jurist"
    ISSUED = "issued"


OWNERS = {
    Status.RECEIVED: "sagsbehandleren",
    Status.AWAITS_JURIST: "juristen",
    Status.ISSUED: "ingen; brevet er lavet",
}


def status_of(reply: Reply) -> Status:
    """The status of a case with this reply; without documents it is never issued."""
    return Status.ISSUED if reply.documents and not reply.missing else Status.AWAITS_JURIST


def obstacles(reply: Reply) -> tuple[str, ...]:
    """What keeps the letter from being issued, one Danish sentence each; empty when nothing does."""
    return tuple(f"Før brevet kan laves, mangler »{name}«." for name in reply.missing)
