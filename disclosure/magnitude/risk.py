"""Primary risk of sums: dominance, the p % rule, few contributors; and how wide an interval each needs.

The ESSnet SDC Handbook, chapter 4. With contributions x1 >= x2 >= … in a cell with sum T:

- dominance (n, k): x1 + … + xn is more than k % of T;
- p %: T - x1 - x2 is less than p % of x1, so that the second largest can estimate the largest within p %;
- few contributors: there are fewer than the threshold, so that some of them together know the rest.

An interval low..high for T protects against somebody who has x_i in the cell (or nothing: x_i = 0) when T + level lies
within it above and T - level below. With x_j the largest contribution of another, the *level* is the largest of

- p %: (1 + p/100) x_j + x_i - T, so that high - x_i, her estimate of x_j from above, misses it by at least p %;
- dominance: 100/k (x1 + … + xn) - T; and few contributors: p % of x1, as if all the others were known.

The lower level is the same as the upper, as the Handbook has it. Whoever is alone in a cell knows its sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.errors import BadSpec
from disclosure.magnitude.amounts import AmountTable, Part
from disclosure.primary import declared_safe
from disclosure.request import Cell, Sums
from disclosure.table import Index

DOMINANCE, P_PERCENT, FEW = "dominance", "p_percent", "few_contributors"


@dataclass(frozen=True, slots=True)
class UnsafeSum:
    """A sum that must not be published.

    Attributes
    ----------
    rules : which of DOMINANCE, P_PERCENT and FEW it breaks.
    level : how far below and above the truth the interval must reach for whoever has no part in the cell; 0 for no
        demand.
    inside : the same per contributor in the cell, where it is above 0.
    """

    cell: int
    rules: tuple[str, ...]
    level: int
    inside: Mapping[int, int]

    @property
    def widest(self) -> int:
        """The largest level that somebody demands."""
        return max([self.level, *self.inside.values()])


@dataclass(frozen=True)
class AmountRisk:
    """What is unsafe, and what the request decides itself; cells by their flat numbers, those above 0 only."""

    unsafe: Mapping[int, UnsafeSum]
    shown: frozenset[int]
    suppressed: frozenset[int]


def amount_risk(table: AmountTable) -> AmountRisk:
    """Return the unsafe sums of a table under its request's policy.

    Raises
    ------
    BadSpec : an unknown cell, a cell forced both ways or outside the tables, or a sum of 0 that is to be suppressed.
    """
    policy = table.system.request.policy
    shown, suppressed = (_named(table, cells) for cells in (policy.force_published, policy.force_suppressed))
    for cell in sorted(suppressed):
        if cell in shown:
            raise BadSpec(f"Cellen {table.sentence(cell)} er både tvunget offentliggjort og tvunget undertrykt.")
        if table.sum_of(cell) == 0:
            raise BadSpec(
                f"«policy.force_suppressed»: cellen {table.sentence(cell)} er 0, og nuller vises i en tabel med beløb; "
                "fjern den."
            )
    safe = declared_safe(table.system).reshape(-1)
    unsafe = {}
    for cell in sorted(table.under):
        if cell not in shown and not safe[cell]:
            found = unsafe_sum(cell, table.parts[cell], table.rules, policy.threshold)
            if found.rules:
                unsafe[cell] = found
    return AmountRisk(unsafe, shown, suppressed)


def _named(table: AmountTable, cells: Sequence[Cell]) -> frozenset[int]:
    found = set()
    for named in cells:
        index: Index = table.system.cell(named)
        if not table.system.in_release[index]:
            raise BadSpec(f"Cellen {table.system.sentence(index)} står ikke i nogen af tabellerne.")
        found.add(int(np.ravel_multi_index(index, table.system.shape)))
    return frozenset(found)


def unsafe_sum(cell: int, parts: Sequence[Part], rules: Sums, threshold: int) -> UnsafeSum:
    """What the rules say of a cell; `rules` of the result is empty when it is safe.

    Parameters
    ----------
    parts : the contributions, largest first, at least one.
    """
    amounts = [part.amount for part in parts]
    total, largest, top = sum(amounts), amounts[0], sum(amounts[: rules.n])
    broken = []
    level = 0
    if 100 * top > rules.k * total:
        broken.append(DOMINANCE)
        level = -(-(100 * top - rules.k * total) // rules.k)
    if 100 * (total - sum(amounts[:2])) < rules.p * largest:
        broken.append(P_PERCENT)
    if len(amounts) < threshold:
        broken.append(FEW)
        level = max(level, -(-rules.p * largest // 100))
    inside = {}
    for place, part in enumerate(parts if len(parts) > 1 else ()):
        other = amounts[0 if place else 1]
        wanted = max(level, _estimate_level(total, other, part.amount, rules.p))
        if wanted > 0:
            inside[part.who] = wanted
    return UnsafeSum(cell, tuple(broken), max(level, _estimate_level(total, largest, 0, rules.p)), inside)


def _estimate_level(total: int, other: int, own: int, percent: int) -> int:
    """How far the interval must reach so that whoever has `own` cannot estimate `other` within `percent` %."""
    return -(-((100 + percent) * other + 100 * own - 100 * total) // 100)
