"""What earlier answers and public figures mean for a reply, told to the jurist and to nobody else."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from api.case_plan import PlannedTable
from api.release_tables import Source, counted, frequency_table, joint_release
from data.register import Column
from disclosure.conflicts import conflicts
from disclosure.errors import DisclosureError, NothingSafe
from disclosure.offers import Candidate, search
from disclosure.protected import protect

MOST_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Differencing:
    """What history means for the tables of a reply.

    Attributes
    ----------
    answers : the earlier answers and public figures they are protected together with.
    conflicts : what subtraction would give, were the tables given as they could be alone.
    """

    answers: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


def differencing(
    found: Source, tables: Sequence[PlannedTable], whole: Sequence[str], *, names_given: bool
) -> Differencing:
    """Look for subtractions between the tables and what was given before; nothing to say where nothing was."""
    joint = joint_release(found, tables, whole, names_given=names_given)
    answers = tuple(dict.fromkeys(joint.tables[number].name for number in joint.earlier))
    if not answers:
        return Differencing()
    before = replace(found, history=())
    alone = joint_release(before, tables, whole, names_given=names_given)
    try:
        protected = protect(counted(before, alone))
    except NothingSafe:
        return Differencing(answers)
    return Differencing(answers, conflicts(joint, counted(found, joint), alone, protected))


def why_not(
    found: Source, tables: Sequence[PlannedTable], whole: Sequence[str], refusal: DisclosureError
) -> Iterator[str]:
    """Why the tables are not given: the refusal, the subtractions, and the nearest tables that are safe."""
    yield str(refusal)
    if isinstance(refusal, NothingSafe):
        yield from refusal.reasons
    told = differencing(found, tables, whole, names_given=False)
    yield from told.conflicts
    safe = [offer for offer in search(_coarser(found, tables), len(found.records)) if offer.safe]
    for offer in safe:
        yield f"Kan gives: {offer.label}; {offer.shown} af {offer.cells} celler vises."
    if not safe:
        yield "Ingen af de nærmeste grovere tabeller er sikker; prøv en anden opdeling eller et andet udsnit."


def _coarser(found: Source, tables: Sequence[PlannedTable]) -> list[Candidate]:
    """The last table one level coarser along each dimension, or without it, beside the others."""
    *kept, table = tables
    candidates = []
    for number, levels in enumerate(itertools.islice(_steps(found, table), MOST_CANDIDATES), start=1):
        option = PlannedTable(f"{table.table_id}_{number}", table.part_id, table.group_id, table.title, levels)
        try:
            counts = frequency_table(found, [*kept, option], [], names_given=False)
        except DisclosureError:
            continue
        candidates.append(Candidate(option.table_id, _in_words(found, levels), counts))
    return candidates


def _steps(found: Source, table: PlannedTable) -> Iterator[dict[str, tuple[str, ...]]]:
    for name in table.levels:
        column = found.register.column(name)
        for level in _coarser_levels(column, table.levels[name]):
            yield {**table.levels, name: (level,)}
        if len(table.levels) > 1:
            yield {other: levels for other, levels in table.levels.items() if other != name}


def _coarser_levels(column: Column, shown: Sequence[str]) -> list[str]:
    """Levels with fewer labels than the table shows of the column."""
    size = min(_size(column, level) for level in shown)
    return [level.name for level in column.levels if level.name not in shown and _size(column, level.name) < size]


def _size(column: Column, level: str) -> int:
    return len({column.level(level).label_of(code) for code in column.codes})


def _in_words(found: Source, levels: dict[str, tuple[str, ...]]) -> str:
    names = [found.register.column(column).level(name).title for column, chosen in levels.items() for name in chosen]
    return f"{found.register.unit} fordelt på {' og '.join(names).lower()}"
