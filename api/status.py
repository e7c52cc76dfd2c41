"""Where a case stands, in whose hands it is, and what keeps it there."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.asked import Reply


class Status(StrEnum):
    """The statuses of a case."""

    AWAITS_JURIST = "awaits_jurist"
    ISSUED = "issued"


OWNERS = {
    Status.AWAITS_JURIST: "juristen",
    Status.ISSUED: "ingen; brev og regneark er lavet",
}


def status_of(reply: Reply) -> Status:
    """The status of a case with this reply; without documents it is never issued."""
    return Status.ISSUED if reply.documents and not reply.missing else Status.AWAITS_JURIST


def missing_names(decision: Mapping[str, Any]) -> tuple[str, ...]:
    """What an assessment/1 lacks before a letter can be made: `name`, or `part: name` where one part lacks it."""
    names = list(decision["open_before_letter"])
    for part in decision["parts"]:
        lacking = dict.fromkeys([*part["missing"], *part["open_before_letter"]])
        names += [f"{part['id']}: {name}" for name in lacking]
    return tuple(names)


def obstacles(missing: Sequence[str], status: str) -> tuple[str, ...]:
    """What keeps the letter from being made, one Danish sentence each; empty when nothing does.

    Why tables wait for the jurist depends on the data, and is not told.
    """
    if not missing and status == Status.AWAITS_JURIST:
        return ("Juristen ser på tabellerne, før de kan gives.",)
    return tuple(f"Før brevet kan laves, mangler »{name}«." for name in missing)
