"""The assessment of one request: values only, and their form as `assessment/1`.

Everything a letter needs hangs on it: each part with its facts and judgements, the groups with the
provisions that stand in the way, and the trace.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from rules.deadlines import Deadlines
    from rules.facts import CaseFacts, Group, Part
    from rules.outcome import Outcome
    from rules.trace import Entry

DAYS = ("day_2", "day_7", "day_14", "day_40")


@dataclass(frozen=True, slots=True)
class GroupAssessment:
    """What is decided of one cell group.

    Attributes
    ----------
    engaged : the provisions that stand in the way of giving it, as cited.
    meroffentlighed : the value of § 14 for the group, None where none was needed or recorded.
    group : what was stated of it.
    """

    id: str
    outcome: Outcome
    sections: tuple[str, ...]
    missing: tuple[str, ...]
    engaged: tuple[str, ...]
    meroffentlighed: str | None
    group: Group

    @property
    def is_variant(self) -> bool:
        """Whether the group is an alternative that was not asked for."""
        return self.group.variant_of is not None

    def to_json(self) -> dict[str, object]:
        """Return the group as `assessment/1` prints it."""
        return {
            "id": self.id,
            "outcome": self.outcome.value,
            "sections": list(self.sections),
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True)
class PartAssessment:
    """What is decided of one part.

    Attributes
    ----------
    step : the step of FACTS.md section 2 that ended the path (1 to 8).
    engaged : the provisions that stand in the way of giving a part that has no groups.
    part : what was stated of it, with the jurist's judgements and their reasons.
    trace : the rules tried on the part and its groups, in order.
    """

    id: str
    outcome: Outcome
    sections: tuple[str, ...]
    missing: tuple[str, ...]
    open_before_letter: tuple[str, ...]
    meroffentlighed: str | None
    must_say: tuple[str, ...]
    invalid_grounds: tuple[str, ...]
    complaint: str | None
    cell_groups: tuple[GroupAssessment, ...]
    step: int
    engaged: tuple[str, ...]
    part: Part
    trace: tuple[Entry, ...]

    @property
    def by_paragraf_7(self) -> bool:
        """Whether the part was dealt with as a request for documents."""
        return self.part.by_paragraf_7

    def group(self, group_id: str) -> GroupAssessment | None:
        """Return what is decided of the group with that id, or None where it was not looked at."""
        return next((group for group in self.cell_groups if group.id == group_id), None)

    def to_json(self) -> dict[str, object]:
        """Return the part as `assessment/1` prints it."""
        return {
            "id": self.id,
            "outcome": self.outcome.value,
            "sections": list(self.sections),
            "missing": list(self.missing),
            "open_before_letter": list(self.open_before_letter),
            "meroffentlighed": self.meroffentlighed,
            "must_say": list(self.must_say),
            "invalid_grounds": list(self.invalid_grounds),
            "complaint": self.complaint,
            "cell_groups": [group.to_json() for group in self.cell_groups],
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is decided of a request.

    Attributes
    ----------
    open : the ids of the parts that are blocked or in dialogue; PARTIAL means "give what is ready now".
    deadline : None where the receipt is not known.
    day : the day whose law was applied.
    facts : what was stated.
    """

    overall: Outcome
    open: tuple[str, ...]
    open_before_letter: tuple[str, ...]
    complaint: str | None
    fee_max_kr: float
    deadline: Deadlines | None
    parts: tuple[PartAssessment, ...]
    day: date
    facts: CaseFacts

    def part(self, part_id: str) -> PartAssessment | None:
        """Return what is decided of the part with that id, or None."""
        return next((part for part in self.parts if part.id == part_id), None)

    def to_json(self) -> dict[str, object]:
        """Return the assessment in the format `assessment/1`."""
        fee = self.fee_max_kr
        return {
            "format": "assessment/1",
            "overall": self.overall.value,
            "open": list(self.open),
            "open_before_letter": list(self.open_before_letter),
            "complaint": self.complaint,
            "fee_max_kr": int(fee) if fee == int(fee) else fee,
            "deadline": self._deadline(),
            "parts": [part.to_json() for part in self.parts],
        }

    def trace_to_json(self) -> list[dict[str, object]]:
        """Return every rule tried, in order, part by part."""
        return [entry.to_json() for part in self.parts for entry in part.trace]

    def _deadline(self) -> dict[str, object]:
        if self.deadline is None:
            return dict.fromkeys(DAYS)
        return {**self.deadline.strict.to_json(), "lenient": self.deadline.lenient.to_json()}
