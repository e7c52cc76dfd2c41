"""The search of a case: the most open safe tables in place of one that cannot be given, beside all that is given.

The jurist chooses; what is found is told to the jurist and to nobody else, and names no cell.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from api.case_plan import PlannedTable
from api.offer_words import (
    ALSO,
    LESS,
    TOO_MUCH,
    UNSAFE,
    YOURS,
    ending_sentence,
    offer_lines,
    reach_sentence,
    table_lines,
)
from api.release_tables import Source, asked_table, joint_release, stated_counts
from data.errors import UnknownColumn
from data.register import Column, Register
from disclosure.corrections import refuse_small_corrections
from disclosure.errors import DisclosureError
from disclosure.joint import AnsweredTable, Joint
from disclosure.protected import ProtectedTable
from disclosure.request import TableRequest, TableShape
from disclosure.table import FrequencyTable
from disclosure.together import protect_together
from disclosure.variants.search import Found, Offer, Protection, search
from rules.assessment import Assessment, PartAssessment
from rules.letter_context import VariantTried

BESIDE = 8
"""Variants tried beside earlier answers: each is protected in the system of them all, however small it is."""
NEEDS_VARIANT = "variant_by_few_commands"
TRIED = "varianter_proevet"
Labels = Mapping[str, Mapping[str, frozenset[str]]]
"""Per column the labels of a table, each with the codes under it."""


@dataclass(frozen=True)
class InPlace:
    """What was found in place of one planned table.

    Attributes
    ----------
    joint : the release it was searched in; the labels of the offers are those of its columns.
    chosen : the tables that are given in place of it, if any.
    """

    table: PlannedTable
    found: Found
    joint: Joint
    chosen: tuple[AnsweredTable, ...] = ()

    def labels(self, shape: TableShape) -> Labels:
        """What an offered table shows, in the register's own codes; the population stays with the case."""
        return {
            name: {label: self._codes(name, label) for label in shape.only[name]}
            for name in shape.dimensions
            if name not in shape.without_total
        }

    def _codes(self, name: str, label: str) -> frozenset[str]:
        nodes = self.found.request.dimension(name).nodes()
        inside = {nodes.labels[code] for code in np.flatnonzero(nodes.members[nodes.index[label]])}
        return frozenset(code for code, own in self.joint.columns[name].code_of.items() if own in inside)

    def is_chosen(self, offer: Offer, *, subtotals: bool = False) -> bool:
        """Whether the tables given in place are those of the offer; the totals of merged codes may stand elsewhere.

        Subtotals may be left out, unless they are asked about too.
        """
        divisions = _sets if subtotals else _finest
        given = [divisions(table.labels) for table in self.chosen if table.rounded_to == offer.variant.base]
        wanted = [divisions(self.labels(shape)) for shape in offer.variant.shapes]
        own = wanted[: len(offer.variant.tables)]
        return (
            len(given) == len(self.chosen) > 0
            and all(one in given for one in own)
            and all(one in wanted for one in given)
        )


def _sets(labels: Labels) -> dict[str, frozenset[frozenset[str]]]:
    """Per column the sets of codes that are shown."""
    return {name: frozenset(shown.values()) for name, shown in labels.items()}


def _finest(labels: Labels) -> dict[str, frozenset[frozenset[str]]]:
    """Per column the finest of them."""
    return {
        name: frozenset(codes for codes in shown.values() if not any(other < codes for other in shown.values()))
        for name, shown in labels.items()
    }


def offers_for(
    found: Source,
    table: PlannedTable,
    given: Sequence[PlannedTable],
    whole: Sequence[str],
    *,
    names_given: bool,
) -> InPlace:
    """Search in place of one planned table.

    Parameters
    ----------
    given, whole, names_given : what is released with it, see `release_tables.frequency_table`; what of it was chosen
        in place of the table is left out of the search.

    Raises
    ------
    NotSupported : together with what was given before it cannot be protected.
    """
    instead = [one for one in given if one.part_id == table.part_id]
    beside = [one for one in given if one not in instead]
    kept = [name for name in whole if any(one.table_id == name for one in beside)]
    joint = joint_release(found, [*beside, _with_every_level(found, table)], kept, names_given=names_given)
    number = joint.new[-1]
    records = found.everybody
    for column, codes in joint.where.items():
        records = records.where(column, codes)
    columns = records.select(list(joint.columns))
    stated = stated_counts(found, joint.tabulate(columns))
    searched = search(
        _as_asked(found, joint, table, number),
        lambda wanted: replace(joint, request=wanted).tabulate(columns),
        varied=[number],
        titles={name: found.register.column(name).title.lower() for name in joint.columns},
        budget=BESIDE * _size(joint) if joint.n_earlier else found.plan.search_budget,
        protection=Protection(partial(_protected, joint), rounds=not (names_given or stated)),
    )
    return InPlace(table, searched, joint, tuple(asked_table(found, one) for one in instead))


def _size(joint: Joint) -> int:
    """Cells of the whole system."""
    return math.prod(len(column.dimension.nodes().labels) for column in joint.columns.values())


def _protected(joint: Joint, small: FrequencyTable) -> ProtectedTable:
    """A variant with everything that was given before and is given with it: the rules of the answer itself."""
    refuse_small_corrections(joint, small)
    return protect_together(joint, small, told=False)


def _with_every_level(found: Source, table: PlannedTable) -> PlannedTable:
    """The table with all levels of its columns, so that they are there to choose from."""
    levels = {}
    for name in {**table.levels, **table.only}:
        known = (level.name for level in found.register.column(name).levels)
        levels[name] = tuple(dict.fromkeys((*table.levels.get(name, ()), *known)))
    return replace(table, levels=levels)


def _as_asked(found: Source, joint: Joint, table: PlannedTable, number: int) -> TableRequest:
    """The joint request, in which the table shows again what was asked for."""
    shape = joint.request.tables[number]
    only = dict(shape.only)
    for name in {**table.levels, **table.only}:
        nodes = joint.nodes[number][name]
        asked = found.labels(table, found.register.column(name))
        only[name] = tuple(nodes[label] for label in asked if label in nodes)
    tables = list(joint.request.tables)
    tables[number] = replace(shape, only=only)
    return replace(joint.request, tables=tuple(tables))


def offers_text(
    found: Source, table: PlannedTable, given: Sequence[PlannedTable], whole: Sequence[str], *, names_given: bool
) -> Iterator[str]:
    """The offers in place of a table, in lines for the jurist; or why there was no search."""
    try:
        place = offers_for(found, table, given, whole, names_given=names_given)
    except DisclosureError as error:
        yield f"Der er ikke søgt efter andre tabeller end »{table.title}«: {error}"
        return
    yield f"I stedet for »{table.title}«: {ending_sentence(place.found)}"
    yield from place.found.refused
    yield from offer_lines(place.found)
    yield reach_sentence(place.found)
    for number, offer in enumerate(place.found.offers, start=1):
        choice = json.dumps(chosen_by(place, offer, found.register), ensure_ascii=False)
        yield f"Tilbud {number} vælges ved at sende det som variant: {choice}"
        yield from table_lines(offer)


def chosen_by(place: InPlace, offer: Offer, register: Register) -> list[dict[str, object]]:
    """How the jurist's choice is sent: as the tables of a group that is a variant, all of them."""
    own = len(offer.variant.tables)
    return [
        _title(place.labels(shape), register, listed=number >= own)
        | _sent(place.labels(shape), register)
        | ({"rounded_to": offer.variant.base} if offer.variant.base else {})
        for number, shape in enumerate(offer.variant.shapes)
    ]


def _title(labels: Labels, register: Register, *, listed: bool) -> dict[str, object]:
    """The totals of merged codes are told apart from the table that merges them; others get the register's words."""
    if not listed:
        return {}
    titles = " og ".join(register.column(name).title for name in labels).lower()
    return {"title": f"{register.unit.capitalize()} fordelt på {titles}, kode for kode"}


def _sent(labels: Labels, register: Register) -> dict[str, object]:
    """What one table shows; the codes under a label stand beside it where the register does not have the label."""
    groups: dict[str, dict[str, list[str]]] = {}
    for name, shown in labels.items():
        column = register.column(name)
        for label, codes in shown.items():
            if _known(column, label) != codes:
                groups.setdefault(name, {})[label] = [code for code in column.codes if code in codes]
    sent: dict[str, object] = {
        "dimensions": list(labels),
        "only": {name: list(shown) for name, shown in labels.items()},
    }
    return sent | ({"groups": groups} if groups else {})


def _known(column: Column, label: str) -> frozenset[str]:
    try:
        return column.members(label)
    except UnknownColumn:
        return frozenset()


def refused_tables(found: Source, assessment: Assessment) -> Iterator[PlannedTable]:
    """Per part that is refused or given otherwise, for want of a variant or in one: the first table it asked for."""
    parts: set[str] = set()
    for table in found.plan.tables:
        part = assessment.part(table.part_id)
        if part is None or table.part_id in parts:
            continue
        group = part.group(table.group_id) if table.group_id else None
        if _wants_variant(part) and (group is None or not group.is_variant):
            parts.add(table.part_id)
            yield table


def _wants_variant(part: PartAssessment) -> bool:
    lacking = {*part.missing, *(name for group in part.cell_groups for name in group.missing)}
    return TRIED in part.must_say or NEEDS_VARIANT in lacking


def searched_in_place(
    found: Source,
    tables: Iterable[PlannedTable],
    given: Sequence[PlannedTable],
    whole: Sequence[str],
    *,
    names_given: bool,
) -> dict[str, InPlace]:
    """Per part the search in place of its table; a part whose table cannot be searched for has none."""
    searched = {}
    for table in tables:
        with suppress(DisclosureError):
            searched[table.part_id] = offers_for(found, table, given, whole, names_given=names_given)
    return searched


def tried_in_letter(place: InPlace) -> tuple[VariantTried, ...]:
    """What the letter says of the tables that were tried, the one that is given first; no cell and no count of one."""
    given = next((offer for offer in place.found.best if place.is_chosen(offer)), None)
    others = [offer for offer in place.found.offers if offer is not given]
    if given is not None:
        mine = VariantTried(given.variant.words, YOURS)
        return (mine, *(VariantTried(one.variant.words, _beside(one, given)) for one in others))
    if place.chosen:
        mine = VariantTried("; ".join(table.name for table in place.chosen), YOURS)
        return (mine, *(VariantTried(offer.variant.words, ALSO) for offer in others))
    if not others:
        return (VariantTried("Grovere tabeller, færre opdelinger og afrundede tal", UNSAFE),)
    return tuple(VariantTried(offer.variant.words, TOO_MUCH) for offer in others)


def _beside(other: Offer, given: Offer) -> str:
    return LESS if other.gain.information < given.gain.information else ALSO
