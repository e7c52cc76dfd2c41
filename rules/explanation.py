"""The trace told in Danish, rule by rule: for the note of the case and for an appeal body, never for the letter.

The reasons of judgements stand here in full, and may say what a letter must not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from rules.finding import JA, NEJ, UAFKLARET
from rules.provision import parse
from rules.typography import glued, long_date

if TYPE_CHECKING:
    from rules.assessment import Assessment, PartAssessment
    from rules.finding import Ground
    from rules.trace import Entry

ANSWERS = {JA: "Ja", NEJ: "Nej", UAFKLARET: "Uafklaret"}


@dataclass(frozen=True, slots=True)
class Explained:
    """One rule tried, in words.

    Attributes
    ----------
    group : the id of the cell group, empty for the part as a whole.
    provision : in full, "offentlighedslovens § 11, stk. 1, 1. pkt.".
    condition, answer : what was tried, and Ja, Nej or Uafklaret.
    grounds : what the answer rests on, one sentence each; for an open question what must be stated.
    practice : opinions and guides the rule leans on.
    """

    group: str
    provision: str
    condition: str
    answer: str
    grounds: tuple[str, ...]
    practice: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The step in words: the question with its place and answer, then the grounds, then the practice."""
        leans = (f"Praksis: {'; '.join(self.practice)}.",) if self.practice else ()
        return (f"{self.provision}: {self.condition} {self.answer}.", *self.grounds, *leans)


def explained(part: PartAssessment) -> tuple[Explained, ...]:
    """Return every rule tried on the part and its groups, in the order they were tried."""
    return tuple(_step(entry) for entry in part.trace)


def explanation_to_json(assessment: Assessment) -> dict[str, object]:
    """Return the assessment with every rule tried, as data and in Danish (`trace/1`)."""
    return {
        "format": "trace/1",
        "law_of": assessment.day.isoformat(),
        "assessment": assessment.to_json(),
        "parts": [_part_to_json(part) for part in assessment.parts],
    }


def _part_to_json(part: PartAssessment) -> dict[str, object]:
    steps = [
        {**entry.to_json(), "in_danish": list(told.sentences)}
        for entry, told in zip(part.trace, explained(part), strict=True)
    ]
    return {"id": part.id, "label": part.part.label, "ended_at_step": part.step, "steps": steps}


def named(name: str) -> str:
    """Return what a fact or a judgement is about, in Danish."""
    return _names().get(name, name)


def value_in_words(text: str) -> str:
    """Return what a stated value means, in Danish; a value that is a word already is shown as it is."""
    return ", ".join(_values().get(word, word) for word in text.split(", "))


def _step(entry: Entry) -> Explained:
    finding = entry.finding
    lacking = tuple(f"Det er ikke oplyst eller vurderet, {named(name)}." for name in finding.missing)
    return Explained(
        group=entry.group,
        provision=parse(finding.provision).in_full,
        condition=glued(entry.condition),
        answer=ANSWERS[finding.answer],
        grounds=(*(_ground(ground) for ground in finding.grounds), *lacking),
        practice=entry.practice,
    )


def _ground(ground: Ground) -> str:
    answer = f"{named(ground.name)}: {value_in_words(ground.value)}"
    if ground.kind == "oplysning":
        return glued(f"Oplyst, {answer}.")
    day = long_date(date.fromisoformat(ground.date))
    return glued(f"Vurderet af {ground.by} den {day}, {answer}. Begrundelse: {ground.reason.strip()}")


@cache
def _names() -> dict[str, str]:
    questions: dict[str, str] = _read("questions.yaml")
    own: dict[str, dict[str, str]] = _read("explained.yaml")
    return {**questions, **own["names"]}


@cache
def _values() -> dict[str, str]:
    own: dict[str, dict[str, str]] = _read("explained.yaml")
    return own["values"]


def _read(name: str) -> Any:  # noqa: ANN401 -- the two files have different shapes
    return yaml.safe_load(resources.files("rules").joinpath("values", name).read_text(encoding="utf-8"))
