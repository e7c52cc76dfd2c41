"""The path of a request: register -> tables -> facts -> law -> protected tables -> letter -> files -> gate.

Each step takes a value and returns a new one. Input is gathered first, then the cores are called, then files are made;
nothing is written here, and nothing is returned unless every check has passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

import numpy as np

from api.already_published import Notice, already_published
from api.case_facts import GroupFigures, figures, with_figures
from api.case_plan import CasePlan, PlannedTable
from api.differencing import Differencing, differencing, why_not
from api.errors import NotIssued
from api.merged import merged_notes, refuse_telling, refuse_unlisted
from api.names_alone import names_proof
from api.offered import InPlace, offers_text, refused_tables, searched_in_place, tried_in_letter
from api.release_tables import (
    Source,
    frequency_table,
    joint_release,
    names_listed,
    names_not_listed,
    protected_release,
    source,
)
from api.weaker_groups import WeakerGroup, refuse_unaccepted, weaker_in
from data.records import read_records
from data.registers import open_register
from data.release import Release
from disclosure.certificate import Presentation, names_table
from disclosure.errors import DisclosureError
from disclosure.proofs import Made, certified, counts_shown, proof_files
from disclosure.releasable import ReleasableTable
from rules.assessment import Assessment, PartAssessment
from rules.decision import assess
from rules.decision_letter import decision_letter
from rules.letter import Letter
from rules.letter_context import LetterContext
from rules.letter_numbers import Disclosed
from rules.letter_validator import Obstacle, missing_before_letter, obstacles
from rules.outcome import Outcome


@dataclass(frozen=True)
class Case:
    """A request as a person has stated it.

    Attributes
    ----------
    facts : document in the format facts/1, with the recorded judgements.
    context : the letter's settings.
    plan : which table answers which part.
    history : what was given before about the same register, and public figures.
    """

    facts: Mapping[str, object]
    context: LetterContext
    plan: CasePlan
    history: tuple[Release, ...] = ()


@dataclass(frozen=True)
class Decided:
    """A case after the law has been applied and the tables have been protected and proved.

    Attributes
    ----------
    facts : the facts document with the computed figures in it.
    figures : what was computed per (part, group).
    tables : released tables by id.
    proofs : tables that prove a list of names and are not given themselves; of them only the zeros are told.
    protected, certificate : the proof of all of them together, by suppression or by rounding; None and empty when no
        table is released.
    differencing : what earlier answers and public figures meant for the tables.
    weaker : groups of whom less than the promise is kept; the jurist has accepted each.
    published : what is public, or was answered, of what is asked for.
    searched : per part that is refused for want of a variant or given in one, what was found in place of its table.
    letter : ready to be issued as a draft.
    """

    case: Case
    facts: Mapping[str, object]
    figures: Mapping[tuple[str, str], GroupFigures]
    assessment: Assessment
    tables: Mapping[str, ReleasableTable]
    proofs: tuple[tuple[PlannedTable, ReleasableTable], ...]
    protected: Made | None
    certificate: Mapping[str, str]
    differencing: Differencing
    weaker: tuple[WeakerGroup, ...]
    published: tuple[Notice, ...]
    searched: Mapping[str, InPlace]
    context: LetterContext
    letter: Letter

    @property
    def threshold(self) -> int:
        """The threshold that the tables are promised: the plan's, or a higher one promised in an earlier answer."""
        if self.protected is None:
            return self.case.plan.threshold
        return self.protected.table.system.request.policy.threshold

    @property
    def created(self) -> datetime:
        """The moment the files bear: noon on the day of decision, so that the same decision gives the same bytes."""
        return datetime.combine(self.context.decided, time(12), tzinfo=UTC)


def decide(case: Case) -> Decided:
    """Take a case from its facts to a letter that may be issued as a draft.

    Raises
    ------
    NotIssued : a judgement, a fact or a mandatory part of the letter is missing; one sentence for each.
    NotAccepted : less is kept of a group, and the jurist has not accepted it.
    NothingSafe, NotProved : a table that was granted cannot be released.
    InputError, DataError, RulesError, UnusableInput : the input cannot be used.
    """
    found = open_source(case.plan, case.history)
    computed = _computed(found)
    document = with_figures(case.facts, computed)
    assessment = assess(document, case.context.decided)
    lacking = missing_before_letter(assessment, assessment.facts)
    if lacking:
        raise _lacks(lacking)
    released, whole = _released(case.plan, assessment)
    refuse_unlisted(found, released)
    names_given = _names_given(case.plan, assessment)
    proof = names_proof(found, released) if names_given else ()
    protected = _protected(found, released, proof, whole, names_given=names_given)
    weaker = _accepted_weaker(found, [*released, *proof], whole, protected, names_given=names_given)
    tables = _certified(found, [*released, *proof], whole, protected, names_given=names_given)
    refuse_telling(found, released, tables)
    tables |= _names(found, tables) if names_given else {}
    proofs = tuple((table, tables.pop(table.table_id)) for table in proof)
    told = differencing(found, released, whole, names_given=names_given) if released else Differencing()
    refused = refused_tables(found, assessment)
    searched = searched_in_place(found, refused, released, whole, names_given=names_given)
    context = _with_material(case.context, assessment, tables, searched)
    letter = decision_letter(assessment, assessment.facts, context)
    _refuse_incomplete(letter, assessment, context, tables, protected)
    certificate = proof_files(protected) if protected else {}
    return Decided(
        case=case,
        facts=document,
        figures=computed,
        assessment=assessment,
        tables=tables,
        proofs=proofs,
        protected=protected,
        certificate=certificate,
        published=notices(found),
        differencing=told,
        weaker=weaker,
        searched=searched,
        context=context,
        letter=letter,
    )


def _protected(
    found: Source,
    released: list[PlannedTable],
    proof: tuple[PlannedTable, ...],
    whole: list[str],
    *,
    names_given: bool,
) -> Made | None:
    """All that is released as one protected system; a list of names without a table of its codes brings its own."""
    if not released and not proof:
        return None
    return protected_release(found, [*released, *proof], whole, names_given=names_given)


def _accepted_weaker(
    found: Source, tables: list[PlannedTable], whole: list[str], protected: Made | None, *, names_given: bool
) -> tuple[WeakerGroup, ...]:
    """The groups of whom less is kept, if the jurist has accepted them all."""
    if protected is None:
        return ()
    weaker = weaker_in(joint_release(found, tables, whole, names_given=names_given), protected.table)
    refuse_unaccepted(weaker, found.plan.accepted_groups)
    return weaker


def notices(found: Source) -> tuple[Notice, ...]:
    """What is public, or was answered, of all that a plan asks for; each thing once."""
    every = (notice for table in found.plan.tables for notice in already_published(found, table))
    return tuple({notice.sentence: notice for notice in every}.values())


def explained_refusal(case: Case, refusal: DisclosureError) -> str:
    """Why the granted tables of a case cannot be given, for the jurist: lines of Danish text."""
    found = open_source(case.plan, case.history)
    released, whole = _released(case.plan, assess(case.facts, case.context.decided))
    given = (notice.sentence for notice in notices(found))
    return "\n".join([*why_not(found, released, whole, refusal), *given])


def offers_while_waiting(plan: CasePlan, history: tuple[Release, ...], assessment: Assessment) -> Iterator[str]:
    """What can be given in place of the tables that wait for a judgement on variants; lines for the jurist."""
    found = open_source(plan, history)
    released, whole = _released(plan, assessment)
    names_given = _names_given(plan, assessment)
    for table in refused_tables(found, assessment):
        yield from offers_text(found, table, released, whole, names_given=names_given)


def _lacks(lacking: tuple[Obstacle, ...]) -> NotIssued:
    return NotIssued("Brevet kan ikke laves. " + " ".join(dict.fromkeys(obstacle.sentence for obstacle in lacking)))


def open_source(plan: CasePlan, history: tuple[Release, ...] = ()) -> Source:
    """Open the register and filter its records as the plan says."""
    register = open_register(plan.register_id)
    return source(register, read_records(register), plan, history)


def _computed(found: Source) -> dict[tuple[str, str], GroupFigures]:
    """Figures of every planned table, and of the list of names, before anything is protected."""
    alone = replace(found, history=())
    return {
        (table.part_id, table.group_id): figures(frequency_table(alone, [table], [], names_given=False))
        for table in found.plan.tables
        if table.group_id
    }


def _released(plan: CasePlan, assessment: Assessment) -> tuple[list[PlannedTable], list[str]]:
    """The tables that are granted, and the ids of those granted exactly as asked."""
    granted, whole = [], []
    for table in plan.tables:
        part = assessment.part(table.part_id)
        if part is None or not _is_granted(part, table.group_id):
            continue
        granted.append(table)
        group = part.group(table.group_id)
        if group is None or not group.is_variant:
            whole.append(table.table_id)
    return granted, whole


def _is_granted(part: PartAssessment, group_id: str) -> bool:
    if not group_id:
        return part.outcome is Outcome.GRANT
    group = part.group(group_id)
    return group is not None and group.outcome is Outcome.GRANT


def _names_given(plan: CasePlan, assessment: Assessment) -> bool:
    part = assessment.part(plan.names.part_id) if plan.names else None
    return part is not None and part.outcome is Outcome.GRANT


def _certified(
    found: Source,
    released: list[PlannedTable],
    whole: list[str],
    protected: Made | None,
    *,
    names_given: bool,
) -> dict[str, ReleasableTable]:
    if protected is None:
        return {}
    joint = joint_release(found, released, whole, names_given=names_given)
    shown = tuple(
        Presentation(
            table.table_id,
            table.title,
            _headings(found),
            "Antal",
            found.register.unit,
            _notes(found, table),
            joint.shown_labels(number),
        )
        for number, table in zip(joint.new, released, strict=True)
    )
    return {table.table_id: table for table in certified(protected, shown)}


def _headings(found: Source) -> dict[str, str]:
    return {column.name: column.title for column in found.register.columns}


def _names(found: Source, tables: Mapping[str, ReleasableTable]) -> dict[str, ReleasableTable]:
    """The list of names, resting on the certified table over the same column: a released one, or its own proof."""
    names = found.plan.names
    if names is None:
        return {}
    heading = found.register.column(names.column).title
    listed = names_listed(found)
    counted = next(
        table
        for table in tables.values()
        if table.dimensions == (heading,) and {cell.labels[0] for cell in table.cells}.issuperset(listed)
    )
    note = f"Tallet 1 betyder, at navnet forekommer i registret. Det er ikke antallet af {found.register.unit}."
    shown = Presentation(
        names.table_id, names.title, _headings(found), "Forekommer", "navne", (note, *_notes_on_data(found))
    )
    return {names.table_id: names_table(counted, listed, shown)}


def _notes_on_data(found: Source) -> tuple[str, ...]:
    return (found.register.mark.strip(),) if found.register.synthetic else ()


def _notes(found: Source, table: PlannedTable) -> tuple[str, ...]:
    notes = []
    if any(found.register.column(name).multiple for name in (*table.levels, *table.only)):
        notes.append(
            f"En sag kan have flere årsager, så årsagerne kan ikke lægges sammen til antallet af {found.register.unit}."
        )
    return (*notes, *merged_notes(found, table), *_notes_on_data(found))


def _with_material(
    context: LetterContext,
    assessment: Assessment,
    tables: Mapping[str, ReleasableTable],
    searched: Mapping[str, InPlace],
) -> LetterContext:
    """Put what was made into the letter's material: the released tables, and the variants tried.

    The numbers of groups in the words of a variant are no counts of anybody.
    """
    tried = {part_id: tried_in_letter(place) for part_id, place in searched.items()}
    numbers = (int(n) for variants in tried.values() for one in variants for n in re.findall(r"\d+", one.label))
    parts = tuple(
        replace(
            material,
            tables=tuple(table for table in material.tables if table in tables),
            variants_tried=(*material.variants_tried, *tried.get(part.id, ())),
        )
        for part in assessment.parts
        for material in [context.material(part.id)]
    )
    return replace(context, parts=parts, stated_numbers=(*context.stated_numbers, *dict.fromkeys(numbers)))


def _refuse_incomplete(
    letter: Letter,
    assessment: Assessment,
    context: LetterContext,
    tables: Mapping[str, ReleasableTable],
    protected: Made | None,
) -> None:
    """Stop unless the letter passes the minimum validator as a draft."""
    shown = {cell.count for table in tables.values() for cell in table.cells if cell.count is not None}
    hidden: set[int] = set()
    if protected is not None:
        counts = protected.table.counts
        hidden = {int(count) for count in np.unique(counts[counts_shown(protected) != counts])}
    disclosed = Disclosed(frozenset(tables), frozenset(shown), frozenset(hidden - shown))
    found = obstacles(letter, assessment, assessment.facts, context, disclosed, draft=True)
    if found:
        raise _lacks(found)


def silent_zeros(case: Case) -> tuple[str, ...]:
    """The codes that the list of names tells are zero, for the internal note."""
    return names_not_listed(open_source(case.plan))
