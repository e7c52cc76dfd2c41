"""The search of a case: the most open safe tables in place of one that cannot be given, beside all that is given.

The jurist chooses; what is found is told to the jurist and to nobody else, and names no cell.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from api.case_plan import PlannedTable
from api.offer_words import TOO_MUCH, UNSAFE, ending_sentence, offer_lines, reach_sentence, table_lines
from api.release_tables import Source, joint_release
from disclosure.corrections import refuse_small_corrections
from disclosure.errors import DisclosureError
from disclosure.joint import Joint
from disclosure.protected import ProtectedTable
from disclosure.request import TableRequest
from disclosure.table import FrequencyTable
from disclosure.together import protect_together
from disclosure.variants.search import Found, Offer, search
from rules.assessment import Assessment, PartAssessment
from rules.letter_context import VariantTried

BUDGET = 3_000
"""Cells protected while a client waits; the command `offers` goes farther."""
BESIDE = 8
"""So many variants are tried beside earlier answers: each is protected in the system of them all, however small it is."""
NEEDS_VARIANT = "variant_by_few_commands"
TRIED = "varianter_proevet"


def offers_for(
    found: Source,
    table: PlannedTable,
    given: Sequence[PlannedTable],
    whole: Sequence[str],
    *,
    names_given: bool,
) -> Found:
    """Search in place of one planned table.

    Parameters
    ----------
    given, whole, names_given : what is released beside it, see `release_tables.frequency_table`.

    Raises
    ------
    NotSupported : together with what was given before it cannot be protected.
    """
    joint = joint_release(found, [*given, _with_every_level(found, table)], whole, names_given=names_given)
    number = joint.new[-1]
    records = found.everybody
    for column, codes in joint.where.items():
        records = records.where(column, codes)
    columns = records.select(list(joint.columns))
    return search(
        _as_asked(found, joint, table, number),
        lambda wanted: replace(joint, request=wanted).tabulate(columns),
        varied=[number],
        titles={name: found.register.column(name).title.lower() for name in joint.columns},
        budget=BESIDE * _size(joint) if joint.n_earlier else BUDGET,
        protection=partial(_protected, joint),
    )


def _size(joint: Joint) -> int:
    """Cells of the whole system."""
    return math.prod(len(column.dimension.nodes().labels) for column in joint.columns.values())


def _protected(joint: Joint, small: FrequencyTable) -> ProtectedTable:
    """A variant with everything that was given before and is given with it: the rules of the answer itself."""
    refuse_small_corrections(joint, small)
    return protect_together(joint, small)


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
        searched = offers_for(found, table, given, whole, names_given=names_given)
    except DisclosureError as error:
        yield f"Der er ikke søgt efter andre tabeller end »{table.title}«: {error}"
        return
    yield f"I stedet for »{table.title}«: {ending_sentence(searched)}"
    yield from searched.refused
    yield from offer_lines(searched)
    yield reach_sentence(searched)
    for number, offer in enumerate(searched.offers, start=1):
        yield f"Tilbud {number} vælges {_chosen_by(offer)}"
        yield from table_lines(offer)


def _chosen_by(offer: Offer) -> str:
    """How the jurist's choice is sent: as tables of a group that is a variant, or made with the command."""
    if offer.variant.base or offer.variant.lists:
        return "med kommandoen offers, som laver tabellen med bevis."
    tables = [{"dimensions": shape.dimensions, "only": dict(shape.only)} for shape in offer.variant.shapes]
    return f"ved at sende den som variant: {json.dumps(tables, ensure_ascii=False)}"


def refused_tables(found: Source, assessment: Assessment, given: Sequence[PlannedTable]) -> Iterator[PlannedTable]:
    """Per part whose reason is that no variant was found or judged: the first table that it asked for in vain."""
    parts = {table.part_id for table in given}
    for table in found.plan.tables:
        part = assessment.part(table.part_id)
        if part is None or table.part_id in parts or (found.plan.candidates and part.id == found.plan.search_part):
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
) -> dict[str, Found]:
    """Per part the search in place of its table; a part whose table cannot be searched for has none."""
    searched = {}
    for table in tables:
        with suppress(DisclosureError):
            searched[table.part_id] = offers_for(found, table, given, whole, names_given=names_given)
    return searched


def tried_in_letter(searched: Found) -> tuple[VariantTried, ...]:
    """What the letter of a refusal says of the tables that were tried; it names no cell and no count of one."""
    if not searched.offers:
        return (VariantTried("Grovere tabeller, færre opdelinger og afrundede tal", UNSAFE),)
    return tuple(VariantTried(offer.variant.words, TOO_MUCH) for offer in searched.offers)
