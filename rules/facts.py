"""What is stated of one request: facts of the case worker, and the jurist's recorded skoen.

Only values, no law: None is "not stated", and the rules decide what that means. Field names are
those of the format `facts/1`. How a file is read into these values stands in reading.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

KINDS_WITHOUT_DOCUMENT = frozenset({"database", "journal", "databeskrivelse"})


@dataclass(frozen=True, slots=True)
class Skoen:
    """A judgement that only a jurist can make, with who made it, when and why."""

    value: bool | str
    reason: str
    by: str
    date: str

    @property
    def signed(self) -> bool:
        """Whether there is a reason, a name and a date; otherwise the judgement counts as missing."""
        return all(text.strip() for text in (self.reason, self.by, self.date))


@dataclass(frozen=True, slots=True)
class Judgements:
    """The recorded judgements of a part or of a cell group; None is not recorded."""

    is_environmental_info: Skoen | None = None
    is_party_access: Skoen | None = None
    is_own_data: Skoen | None = None
    is_patientjournal: Skoen | None = None
    excluded_case_type: Skoen | None = None
    name_safety: Skoen | None = None
    uforholdsmaessigt_ressourceforbrug: Skoen | None = None
    chikanoest_formaal: Skoen | None = None
    misbrug_paragraf_11: Skoen | None = None
    dbl10_only: Skoen | None = None
    faa_og_enkle_kommandoer: Skoen | None = None
    private_forhold: Skoen | None = None
    identificerbar_i_lidt_videre_kreds: Skoen | None = None
    vaesentlig_oekonomisk_betydning: Skoen | None = None
    paragraf_31_33: Skoen | None = None
    special_secrecy_rule: Skoen | None = None
    paragraf_27_nr_5: Skoen | None = None
    internt_dokument: Skoen | None = None
    variant_by_few_commands: Skoen | None = None
    naevnevaerdig_ressource: Skoen | None = None
    meroffentlighed: Skoen | None = None
    administrativ_klageinstans: Skoen | None = None

    def recorded(self, name: str) -> Skoen | None:
        """Return what is recorded under `name`, signed or not."""
        skoen: Skoen | None = getattr(self, name)
        return skoen


@dataclass(frozen=True, slots=True)
class PartFacts:
    """The facts of one part, as FACTS.md 1.1 lists them."""

    existing_document: bool | None = None
    document_id: str | None = None
    holds_database: bool | None = None
    information_exists: str | None = None
    indhold: tuple[str, ...] | None = None
    system: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    journal_scope: str | None = None
    extraction_steps: tuple[str, ...] | None = None
    extraction_minutes: float | None = None
    screening_minutes: float | None = None
    hearing_needed: int | None = None
    needs_expertise_not_held: bool | None = None
    needs_own_judgement_of_rows: bool | None = None
    already_published: bool | None = None
    same_granularity: bool | None = None
    suitable_format: bool | None = None
    published_place: str | None = None
    personal_data: bool | None = None
    staff_items: tuple[str, ...] | None = None
    identification_ok: bool | None = None
    theme_ok: bool | None = None
    requester_will_not_specify: bool | None = None
    expected_hours: float | None = None
    dialogue_done: bool | None = None
    excess_due_to_missing_journalisation: bool | None = None
    anonymised_copies_wanted: bool | None = None
    hours_to_anonymise: float | None = None
    used_in_casework_or_published_analyses: bool | None = None
    simple: bool | None = None
    expected_ready: date | None = None
    format_possible: bool | None = None
    format_reason: str | None = None
    delivery_medium: str | None = None
    pages: int | None = None
    database_run_by: str | None = None
    external_cost_kr: float | None = None
    proposed_fee_kr: float | None = None
    nearest_alternative: str | None = None
    authority_ground: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """The facts of a cell group. Only `natural_persons` counts; the rest is material for the jurist."""

    natural_persons: bool | None = None
    unit: str | None = None
    area: str | None = None
    population: int | None = None
    min_count: int | None = None
    suppliers: int | None = None
    largest_share: float | None = None
    flags: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A set of cells that are judged alike; with `variant_of` a coarser or suppressed alternative."""

    id: str
    label: str
    variant_of: str | None = None
    facts: GroupFacts = field(default_factory=GroupFacts)
    judgements: Judgements = field(default_factory=Judgements)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the request, as it was asked for."""

    id: str
    label: str
    kind: str
    facts: PartFacts = field(default_factory=PartFacts)
    groups: tuple[Group, ...] = ()
    judgements: Judgements = field(default_factory=Judgements)

    @property
    def asked_groups(self) -> tuple[Group, ...]:
        """The groups that the requester asked for, without the alternatives."""
        return tuple(group for group in self.groups if group.variant_of is None)

    def variants_of(self, group_id: str) -> tuple[Group, ...]:
        """Return the alternatives to the asked group `group_id`."""
        return tuple(group for group in self.groups if group.variant_of == group_id)

    def group(self, group_id: str) -> Group | None:
        """Return the group with that id, or None."""
        return next((group for group in self.groups if group.id == group_id), None)

    @property
    def by_paragraf_7(self) -> bool:
        """Whether the part is dealt with under § 7: a document, the entries of one case, or a finished document."""
        if self.kind in KINDS_WITHOUT_DOCUMENT:
            return self.kind == "journal" and self.facts.journal_scope == "sag"
        return self.kind == "document" or self.facts.existing_document is True


@dataclass(frozen=True, slots=True)
class Request:
    """The request: verbatim text, first day of receipt, and what was wished for."""

    text: str
    received: date | None
    format_wanted: str | None = None
    requester_type: str | None = None
    wording_covered: bool | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """The body that was asked."""

    kind: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything stated of one request."""

    request: Request
    authority: Authority
    parts: tuple[Part, ...]

    def part(self, part_id: str) -> Part | None:
        """Return the part with that id, or None."""
        return next((part for part in self.parts if part.id == part_id), None)


JUDGEMENT_NAMES = tuple(entry.name for entry in fields(Judgements))
