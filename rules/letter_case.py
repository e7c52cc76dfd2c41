"""One part of the request as the letter sees it: facts, result, material and number side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rules.provision import Provision, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.deadlines import Deadlines
    from rules.facts import CaseFacts, Group, Part, PartFacts, Skoen
    from rules.letter_context import LetterContext, PartMaterial

GRANT, PARTIAL, REFUSE, REFUSE_TO_PROCESS = "GRANT", "PARTIAL", "REFUSE", "REFUSE_TO_PROCESS"
OUT_OF_SCOPE, OTHER_ACT, DIALOGUE, BLOCKED = "OUT_OF_SCOPE", "OTHER_ACT", "DIALOGUE", "BLOCKED_NEEDS_JURIST"
GIVEN = frozenset({GRANT, PARTIAL})


class GroupResult(Protocol):
    """What the assessment says of a cell group."""

    @property
    def id(self) -> str:
        """The group's id."""

    @property
    def outcome(self) -> str:
        """The group's outcome."""

    @property
    def sections(self) -> Sequence[str]:
        """The provisions it rests on."""


class PartResult(Protocol):
    """What the assessment says of a part."""

    @property
    def id(self) -> str:
        """The part's id."""

    @property
    def outcome(self) -> str:
        """The part's outcome."""

    @property
    def sections(self) -> Sequence[str]:
        """The provisions it rests on."""

    @property
    def missing(self) -> Sequence[str]:
        """What a jurist or case worker must still state."""

    @property
    def open_before_letter(self) -> Sequence[str]:
        """What must still be settled before a letter goes out."""

    @property
    def must_say(self) -> Sequence[str]:
        """Codes of what the letter must contain."""

    @property
    def meroffentlighed(self) -> str | None:
        """The value under § 14."""

    @property
    def complaint(self) -> str | None:
        """The route of complaint."""

    @property
    def cell_groups(self) -> Sequence[GroupResult]:
        """The results of the groups."""


class Assessed(Protocol):
    """The assessment of a whole request, as far as the letter reads it."""

    @property
    def parts(self) -> Sequence[PartResult]:
        """The parts, in the order of the request."""

    @property
    def open_before_letter(self) -> Sequence[str]:
        """What must be stated before any letter."""

    @property
    def fee_max_kr(self) -> float:
        """The highest fee that may be asked."""


@dataclass(frozen=True, slots=True)
class PartCase:
    """One part of the request.

    Attributes
    ----------
    number : 1, 2, …: as the letter names the part.
    alone : whether the request has this part only; the letter then speaks of the request, not of a part.
    """

    number: int
    alone: bool
    part: Part
    result: PartResult
    material: PartMaterial
    context: LetterContext
    deadlines: Deadlines | None
    format_wanted: str | None

    @property
    def facts(self) -> PartFacts:
        """The facts of the part."""
        return self.part.facts

    @property
    def name(self) -> str:
        """The part as the letter names it."""
        return "din anmodning" if self.alone else f"del {self.number}"

    @property
    def of_part(self) -> str:
        """The words "i del 2" with a space before, or nothing where the request has one part."""
        return "" if self.alone else f" i del {self.number}"

    @property
    def given(self) -> bool:
        """Whether something of the part is given."""
        return self.result.outcome in GIVEN

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions the part's result rests on."""
        return tuple(parse(citation) for citation in self.result.sections)

    def says(self, code: str) -> bool:
        """Whether the letter must contain `code` for this part."""
        return code in self.result.must_say

    def rests_on(self, citation: str) -> bool:
        """Whether the result cites the provision or a part of it."""
        wanted = parse(citation)
        return any(wanted.contains(cited) for cited in self.provisions)

    def outcome_of(self, group: Group) -> str:
        """Return the outcome of a group; a part without results per group has one outcome for all."""
        found = (entry.outcome for entry in self.result.cell_groups if entry.id == group.id)
        return next(found, self.result.outcome)

    def looked_at_variants(self) -> tuple[Group, ...]:
        """Return the alternatives that the assessment looked at."""
        seen = {entry.id for entry in self.result.cell_groups}
        return tuple(group for group in self.part.groups if group.variant_of and group.id in seen)

    def judgement(self, name: str, group: Group | None = None) -> Skoen | None:
        """Return the recorded judgement that applies to the part, or to a group of it."""
        varied = self.part.group(group.variant_of) if group and group.variant_of else None
        places: tuple[Part | Group | None, ...] = (group, varied, self.part)
        recorded = (place.judgements.recorded(name) for place in places if place is not None)
        return next((skoen for skoen in recorded if skoen is not None), None)

    def reasons(self, name: str) -> tuple[str, ...]:
        """Return the reasons recorded under `name` for the part and its asked groups, each once."""
        places: tuple[Part | Group, ...] = (*self.part.asked_groups, self.part)
        recorded = [place.judgements.recorded(name) for place in places]
        return tuple(dict.fromkeys(skoen.reason.strip() for skoen in recorded if skoen is not None))


def part_cases(
    assessment: Assessed, facts: CaseFacts, context: LetterContext, dates: Deadlines | None
) -> tuple[PartCase, ...]:
    """Return the parts in the order of the request."""
    results = {result.id: result for result in assessment.parts}
    return tuple(
        PartCase(
            number=number,
            alone=len(facts.parts) == 1,
            part=part,
            result=results[part.id],
            material=context.material(part.id),
            context=context,
            deadlines=dates,
            format_wanted=facts.request.format_wanted,
        )
        for number, part in enumerate(facts.parts, start=1)
    )
