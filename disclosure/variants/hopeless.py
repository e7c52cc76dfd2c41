"""Variants that need no search to be refused: a small count inside a shown one that is too small for what it promises.

Where the jurist lets the 2 of a rare reason be shown, no cell of that reason can be 3 or 4; a table that divides it is
safe in no version, whatever else is suppressed.
"""

from __future__ import annotations

import numpy as np

from disclosure.primary import primary_risk
from disclosure.table import BoolArray, FrequencyTable


def hopeless(table: FrequencyTable) -> bool:
    """Whether an unsafe cell lies within a count that must be shown, or is known, and is below its largest value."""
    system, request = table.system, table.system.request
    limit = primary_risk(table).limit
    shown = (*request.policy.force_published, *(figure.cell for figure in request.known))
    for cell in shown:
        index = system.cell(cell)
        within: list[BoolArray] = [
            ~(nodes.members & ~nodes.members[node]).any(axis=1) for nodes, node in zip(system.nodes, index, strict=True)
        ]
        if bool((limit[np.ix_(*within)] > int(table.counts[index]) + 1).any()):
            return True
    return False
