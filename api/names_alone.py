"""A list of names that no table over the same codes is released beside: its own table of zeros is its proof."""

from __future__ import annotations

from collections.abc import Sequence

from api.case_plan import PlannedTable
from api.release_tables import PROOF, Source, names_listed, names_not_listed


def names_table(found: Source) -> PlannedTable:
    """The planned list of names as the table that it is: its codes, those that do not occur among them."""
    names = found.plan.names
    assert names is not None, "only asked where a list is planned"
    codes = (*names_listed(found), *names_not_listed(found))
    return PlannedTable(PROOF, names.part_id, "", names.title, {}, {names.column: codes})


def names_proof(found: Source, released: Sequence[PlannedTable]) -> tuple[PlannedTable, ...]:
    """The table that proves the planned list of names, where no released table has its codes alone; else none."""
    if found.plan.names is None:
        return ()
    proof = names_table(found)
    ((name, codes),) = proof.only.items()
    alone = [table for table in released if set({**table.levels, **table.only}) == {name}]
    column = found.register.column(name)
    return () if any(set(codes) <= set(found.labels(table, column)) for table in alone) else (proof,)
