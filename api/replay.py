"""A stored decision made again: the stored facts under the law of its day; no clock is asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rules.decision import assess

if TYPE_CHECKING:
    from data.kept import Decision
    from rules.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Replayed:
    """The assessment made again, and whether it equals the stored one."""

    assessment: Assessment
    unchanged: bool


def replayed(decision: Decision) -> Replayed:
    """Return what the stored facts lead to under the law of the stored day."""
    assessment = assess(json.loads(decision.facts), decision.decided_on)
    return Replayed(assessment, assessment.to_json() == json.loads(decision.assessment))
