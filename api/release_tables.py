"""From the plan of a case to one table request over all that is released, and its counts.

All tables of a reply are one system: what is protected in one is protected in all of them together.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.case_plan import FREQUENT, CasePlan, PlannedTable
from data.records import Records
from data.register import Column, Register
from disclosure.request import Cell, Dimension, Policy, TableRequest, TableShape
from disclosure.table import FrequencyTable
from disclosure.tabulate import tabulate_records

COUNT = "antal"


@dataclass(frozen=True)
class Source:
    """The register, the records that the plan's filter lets through, and the plan."""

    register: Register
    records: Records
    plan: CasePlan

    def counts(self, column: str) -> Mapping[str, int]:
        """Records per code of one column."""
        found = dict.fromkeys(self.register.column(column).codes, 0)
        for text in self.records.columns[column]:
            for code in dict.fromkeys(part for part in text.split("|") if part):
                found[code] += 1
        return found

    def labels(self, table: PlannedTable, column: Column) -> tuple[str, ...]:
        """The labels of `column` that `table` shows, beside the total."""
        shown: dict[str, None] = {}
        for name in table.levels.get(column.name, ()):
            if name == FREQUENT:
                counts = self.counts(column.name)
                shown.update(dict.fromkeys(code for code in column.codes if counts[code] >= self.plan.threshold))
            else:
                level = column.level(name)
                shown.update(dict.fromkeys(level.label_of(code) for code in column.codes))
        shown.update(dict.fromkeys(table.only.get(column.name, ())))
        return tuple(shown)


def source(register: Register, records: Records, plan: CasePlan) -> Source:
    """Filter the records as the plan says."""
    for column, codes in plan.where.items():
        records = records.where(column, codes)
    return Source(register, records, plan)


def names_listed(found: Source) -> tuple[str, ...]:
    """The codes of the planned list of names that occur."""
    counts = found.counts(found.plan.names.column) if found.plan.names else {}
    return tuple(code for code in _listable(found) if counts[code] > 0)


def names_not_listed(found: Source) -> tuple[str, ...]:
    """The codes that the list of names tells are zero, by leaving them out."""
    counts = found.counts(found.plan.names.column) if found.plan.names else {}
    return tuple(code for code in _listable(found) if counts[code] == 0)


def _listable(found: Source) -> tuple[str, ...]:
    names = found.plan.names
    if names is None:
        return ()
    column = found.register.column(names.column)
    level = column.level(names.level)
    return tuple(code for code in column.codes if level.label_of(code) == names.label)


def frequency_table(
    found: Source, tables: Sequence[PlannedTable], whole: Iterable[str], *, names_given: bool
) -> FrequencyTable:
    """Count all tables of a release as one system.

    Parameters
    ----------
    whole : ids of tables whose every cell the jurist has declared safe; they are published as they are.
    names_given : whether a list of names leaves too; then nobody can be left in doubt about its zeros.
    """
    used = [name for name in found.plan.order if any(name in {**t.levels, **t.only} for t in tables)]
    shapes = {table.table_id: _shape(found, table, used) for table in tables}
    published = [cell for name in whole for cell in _cells(shapes[name])]
    if names_given and found.plan.names is not None and found.plan.names.column in used:
        shown_alone = any(shape.dimensions == (found.plan.names.column,) for shape in shapes.values())
        zeros = names_not_listed(found) if shown_alone else ()
        published.extend({found.plan.names.column: code} for code in zeros)
    policy = Policy(
        threshold=found.plan.threshold, group_disclosure=True, participants=True, force_published=tuple(published)
    )
    dimensions = tuple(_dimension(found, tables, name) for name in used)
    request = TableRequest(dimensions, tuple(shapes.values()), COUNT, policy)
    return tabulate_records(request, found.records.select(used))


def _shape(found: Source, table: PlannedTable, used: Sequence[str]) -> TableShape:
    names = tuple(name for name in used if name in table.levels or name in table.only)
    return TableShape(names, {name: found.labels(table, found.register.column(name)) for name in names})


def _cells(shape: TableShape) -> list[Cell]:
    """Every cell of a table, its margins included; a dimension left out means its total."""
    axes = [[None, *shape.only[name]] for name in shape.dimensions]
    return [
        {name: label for name, label in zip(shape.dimensions, labels, strict=True) if label is not None}
        for labels in itertools.product(*axes)
    ]


def _dimension(found: Source, tables: Sequence[PlannedTable], name: str) -> Dimension:
    """The column with those of its hierarchies that hold a level some table shows."""
    column = found.register.column(name)
    levels = {level for table in tables for level in table.levels.get(name, ())} - {name, FREQUENT}
    chosen: list[str] = []
    covered: set[str] = set()
    for chain in sorted(column.chains, key=lambda chain: (-len(levels.intersection(chain.levels)), chain.name)):
        if levels.intersection(chain.levels) - covered:
            chosen.append(chain.name)
            covered.update(chain.levels)
    return column.dimension([chain.name for chain in column.chains if chain.name in chosen])
