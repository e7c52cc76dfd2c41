"""A list of names that no table over the same codes is released beside: its own table of zeros is its proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from api.case_plan import PlannedTable
from api.release_tables import Source, frequency_table, joint_release, names_listed, names_not_listed
from data.register import TOTAL
from disclosure.names import names_list, protect_with_names
from disclosure.protected import ProtectedTable
from disclosure.table import FrequencyTable, table_system

PROOF = "bevis_for_navne"


def names_proof(found: Source, released: Sequence[PlannedTable]) -> tuple[PlannedTable, ...]:
    """The table that proves the planned list of names, where no released table has its codes alone; else none."""
    names = found.plan.names
    if names is None:
        return ()
    codes = (*names_listed(found), *names_not_listed(found))
    column = found.register.column(names.column)
    alone = [table for table in released if set({**table.levels, **table.only}) == {names.column}]
    if any(set(codes) <= set(found.labels(table, column)) for table in alone):
        return ()
    return (PlannedTable(PROOF, names.part_id, "", names.title, {}, {names.column: codes}),)


def protected_with_names(found: Source, tables: Sequence[PlannedTable], whole: Sequence[str]) -> ProtectedTable:
    """Protect a release whose last table is the proof of its list of names.

    Raises
    ------
    NothingSafe, NotProved : the list, or something with it, cannot be protected.
    NotSupported : together with what was given before it cannot be protected.
    """
    joint = joint_release(found, tables, whole, names_given=True)
    table = frequency_table(found, tables, whole, names_given=True)
    request = table.system.request
    (column,) = tables[-1].only
    number = joint.new[-1]
    nodes = joint.nodes[number][column]
    labels = [nodes[code] for code in tables[-1].only[column] if code in nodes]
    population = joint.cell(number, (TOTAL,))
    beside = FrequencyTable(table_system(replace(request, tables=request.tables[:-1])), table.counts)
    return protect_with_names(beside, names_list(table, column, labels, population, request.tables[-1]))
