"""The trace: every rule that was tried, in order, on what, with what result; and what was left open.

A jurist can follow it, and an appeal body can test it. The path that makes it is the act's own
(offentlighedsloven/order.py); this module only keeps the account.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from rules.finding import NEJ, UAFKLARET, Answer, Finding

if TYPE_CHECKING:
    from datetime import date

    from rules.rule import Rule

Seen = TypeVar("Seen")
HOME = "ofl "


def citation(provision: str) -> str:
    """Return the provision as the assessment cites it: offentlighedsloven is not named."""
    return provision.removeprefix(HOME)


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule tried.

    Attributes
    ----------
    part, group : what it was tried on; `group` is empty for the part as a whole.
    condition : what was tried, as one Danish sentence.
    practice : what the rule leans on beyond the wording.
    valid_from : the day from which the wording that the rule answers was law.
    """

    part: str
    group: str
    rule: str
    condition: str
    finding: Finding
    practice: tuple[str, ...]
    valid_from: date

    def to_json(self) -> dict[str, object]:
        """Return the entry."""
        return {
            "part": self.part,
            "group": self.group or None,
            "provision": citation(self.finding.provision),
            "valid_from": self.valid_from.isoformat(),
            "led": self.finding.led or None,
            "rule": self.rule,
            "condition": self.condition,
            "answer": self.finding.answer.value,
            "grounds": [ground.to_json() for ground in self.finding.grounds],
            "missing": list(self.finding.missing),
            "practice": list(self.practice),
        }


@dataclass(slots=True)
class Walk:
    """The account of one part while its path is walked.

    Attributes
    ----------
    day : the law of this day is applied; a sentence not in force then is not tried.
    entries : shared by a part and its groups, so that the order is the order of trying.
    missing, undecided : names that must be stated, and the provisions they belong to.
    also_granted_under : cited as well if the part is granted.
    """

    part: str
    day: date
    entries: list[Entry]
    group: str = ""
    missing: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    also_granted_under: list[str] = field(default_factory=list)

    def answer(self, rule: Rule[Seen], seen: Seen) -> Answer:
        """Try `rule` and return its answer; what it lacks is noted as missing."""
        found = self.try_out(rule, seen)
        if found is None:
            return NEJ
        if found.answer is UAFKLARET:
            self.lacks(found.missing, rule.provision)
        return found.answer

    def try_out(self, rule: Rule[Seen], seen: Seen) -> Finding | None:
        """Try `rule` without noting what it lacks; None where it was not law on the day."""
        if not rule.in_force(self.day):
            return None
        found = rule(seen)
        self.entries.append(
            Entry(self.part, self.group, rule.name, rule.condition, found, rule.practice, rule.valid_from)
        )
        return found

    def lacks(self, names: tuple[str, ...], *provisions: str) -> None:
        """Note that `names` must be stated before `provisions` can be decided."""
        self.missing += [name for name in names if name not in self.missing]
        self.undecided += [entry for entry in map(citation, provisions) if entry not in self.undecided]

    def into(self, group: str) -> Walk:
        """Return the account of a group of cells: its own missing names, the same entries."""
        return Walk(part=self.part, day=self.day, entries=self.entries, group=group)
