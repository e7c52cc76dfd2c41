"""What a pattern may suppress beside what every pattern suppresses, and what it costs: count + 1 times the weight."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from disclosure.primary import PrimaryRisk, primary_risk
from disclosure.table import BoolArray, FrequencyTable, IntArray

THOUSANDTHS = 1000
"""Where weights are not whole, costs are counted in thousandths."""


@dataclass(frozen=True)
class Candidates:
    """The choice there is.

    Attributes
    ----------
    base : shape of the table; unsafe cells and those forced to be suppressed.
    cells : flat numbers of the cells that may be suppressed or shown, ascending.
    price : shape of the table; whole numbers, in parts of which `unit` make one.
    """

    table: FrequencyTable
    risk: PrimaryRisk
    base: BoolArray
    cells: IntArray
    price: IntArray
    unit: int

    @cached_property
    def prices(self) -> IntArray:
        """Per candidate."""
        return self.price.reshape(-1)[self.cells]

    @cached_property
    def base_cost(self) -> int:
        """What every pattern costs."""
        return int(self.price[self.base].sum())

    def cost(self, parts: IntArray) -> int:
        """What a choice costs, beyond what every pattern does."""
        return int(self.prices @ parts)

    def mask(self, parts: IntArray) -> BoolArray:
        """The pattern of a choice, in the shape of the table."""
        mask = self.base.copy()
        mask.reshape(-1)[self.cells[parts > 0]] = True
        return mask

    def choice(self, suppressed: BoolArray) -> IntArray:
        """The choice of a pattern: 1 per suppressed candidate, 0 per shown one."""
        return suppressed.reshape(-1)[self.cells].astype(np.int64)

    @cached_property
    def everything(self) -> IntArray:
        """The choice that shows nothing it need not."""
        return np.ones(len(self.cells), dtype=np.int64)


def candidates_of(table: FrequencyTable) -> Candidates:
    """The choice for a table; errors as `primary_risk`."""
    system, risk = table.system, primary_risk(table)
    weights = np.ones(system.shape)
    for cell, weight in system.request.policy.weights:
        weights[system.cell(cell)] = weight
    known = np.zeros(system.shape, dtype=bool)
    for figure in system.request.known:
        known[system.cell(figure.cell)] = True
    unit = 1 if (weights == np.rint(weights)).all() else THOUSANDTHS
    price = np.maximum(np.rint((table.counts + 1) * weights * unit), 1).astype(np.int64)
    base = (risk.unsafe | risk.forced_suppressed) & system.in_release
    free = system.in_release & ~base & ~risk.forced_published & ~known
    return Candidates(table, risk, base, np.flatnonzero(free), price, unit)
