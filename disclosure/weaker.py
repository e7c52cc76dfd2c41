"""Groups of whom less can be kept than the promise: one person, and the count of 1 is known.

A group must possibly have two outside a category (clauses.py). Where its count of 1 was given before, nobody can be led
to think that it is larger, so one outside is the most: nobody can conclude that the one person is in the category.
That is never kept quiet: report.json lists these groups, checker.py finds and names them by itself, and a jurist
decides whether the tables may be given.
"""

from __future__ import annotations

import numpy as np

from disclosure.clauses import OUTSIDE, risky_groups
from disclosure.errors import NothingSafe
from disclosure.table import FrequencyTable, Index

WHY = "gruppen er én person, og tallet er kendt, så to kan ikke være uden for en kategori"
HOLDS = "bevist er for hver kategori, at den ene kan være uden for den"


def weaker_groups(table: FrequencyTable) -> tuple[Index, ...]:
    """The groups of whom only one may be outside a category, each once."""
    policy = table.system.request.policy
    if not (policy.group_disclosure and policy.differences and policy.force_published):
        return ()
    found = dict.fromkeys(clause.group for clause in risky_groups(table) if clause.outside < OUTSIDE)
    return tuple(_index(table, group) for group in found)


def weaker_sentence(table: FrequencyTable, group: Index) -> str:
    """What report.json says of one of them, in Danish."""
    return f"{table.system.sentence(group)}: {WHY}; {HOLDS}."


def refuse_groups_of_one(table: FrequencyTable) -> None:
    """Refuse to show the count of a group of one where nothing was given before: it can still be suppressed.

    Raises
    ------
    NothingSafe : says which group, and why.
    """
    policy = table.system.request.policy
    if not policy.group_disclosure or policy.differences or not policy.force_published:
        return
    held = {table.system.cell(cell) for cell in policy.force_published}
    lonely = dict.fromkeys(_index(table, one.group) for one in risky_groups(table) if table.counts.flat[one.group] == 1)
    stuck = [group for group in lonely if group in held]
    if stuck:
        raise NothingSafe(
            "Ingen sikker tabel er fundet: tallet for en gruppe på én person skal vises («force_published»), og så kan "
            "løftet til gruppen ikke holdes. Tag cellen ud af «force_published».",
            tuple(f"{table.system.sentence(group)}: {WHY}." for group in stuck),
        )


def _index(table: FrequencyTable, cell: int) -> Index:
    return tuple(int(node) for node in np.unravel_index(cell, table.system.shape))
