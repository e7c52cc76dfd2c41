"""Primary suppression: which cells are unsafe in themselves, and why.

A flag is not a decision; the jurist's declarations (`not_unsafe`, forced cells) come with the request.
secondary.py decides what else must be suppressed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosure.differences import following
from disclosure.errors import BadSpec
from disclosure.request import NotUnsafe
from disclosure.table import BoolArray, FrequencyTable, TableSystem

LimitArray = npt.NDArray[np.int16]
HIGHEST_THRESHOLD = 60
"""A limit must fit the bit sets in which seen values are kept."""


@dataclass(frozen=True)
class PrimaryRisk:
    """What is unsafe.

    Attributes
    ----------
    limit : shape of the table. n for an unsafe cell, whose value must stay free over lowest..n-1; else 0.
    lowest : 1, or 0 where zeros are protected.
    forced_published, forced_suppressed : the policy's cells, as masks.
    """

    limit: LimitArray
    lowest: int
    forced_published: BoolArray
    forced_suppressed: BoolArray

    @property
    def unsafe(self) -> BoolArray:
        """Cells that must not be published."""
        return self.limit > 0


def primary_risk(table: FrequencyTable) -> PrimaryRisk:
    """Return the unsafe cells of a table under its request's policy.

    Raises
    ------
    BadSpec : an unknown cell or level, a cell forced both ways, or a threshold above HIGHEST_THRESHOLD.
    """
    system, policy = table.system, table.system.request.policy
    if max(policy.threshold, policy.min_margin, policy.min_group) > HIGHEST_THRESHOLD:
        raise BadSpec(
            f"«policy»: en grænse er over {HIGHEST_THRESHOLD}, som er den højeste, der kan beskyttes; sæt den ned."
        )
    lowest = 0 if policy.zeros_protected else 1
    limits = _limits(system)
    known = system.in_release | following(table)
    unsafe = (table.counts >= lowest) & (table.counts < limits) & known & ~declared_safe(system)
    published = _mask(system, policy.force_published)
    suppressed = _mask(system, policy.force_suppressed)
    if (published & suppressed).any():
        cell = next(zip(*np.nonzero(published & suppressed), strict=True))
        raise BadSpec(f"Cellen {system.sentence(cell)} er både tvunget offentliggjort og tvunget undertrykt.")
    unsafe &= ~published
    return PrimaryRisk(np.where(unsafe, limits, 0).astype(np.int16), lowest, published, suppressed)


def _limits(system: TableSystem) -> LimitArray:
    """Per cell the count from which it is safe: the threshold, more for small margins and small groups."""
    policy = system.request.policy
    limits = np.full(system.shape, policy.threshold, dtype=np.int16)
    if policy.min_margin > policy.threshold:
        limits[one_left_out(system)] = policy.min_margin
    if policy.min_group > policy.threshold:
        limits = np.where(small_group(system), np.maximum(limits, policy.min_group), limits)
    return limits


def small_group(system: TableSystem) -> BoolArray:
    """Cells about some of the population only: not the total along every identifying dimension."""
    whole = tuple(
        slice(nodes.total, None) if dimension.role == "identifying" else slice(None)
        for dimension, nodes in zip(system.request.dimensions, system.nodes, strict=True)
    )
    some = np.ones(system.shape, dtype=bool)
    some[whole] = False
    return some


def one_left_out(system: TableSystem) -> BoolArray:
    """Margins with exactly one dimension left out (the rule of Danmarks Statistik)."""
    left_out = np.zeros(system.shape, dtype=np.int8)
    for axis, nodes in enumerate(system.nodes):
        at_total = [slice(None)] * len(system.nodes)
        at_total[axis] = slice(nodes.total, None)
        left_out[tuple(at_total)] += 1
    return np.equal(left_out, 1)


def declared_safe(system: TableSystem) -> BoolArray:
    """Cells at a level where the jurist declared that nobody is identified."""
    safe = np.zeros(system.shape, dtype=bool)
    names = [dimension.name for dimension in system.request.dimensions]
    for declared in system.request.policy.not_unsafe:
        axis = names.index(declared.dimension)
        at_level = [slice(None)] * len(names)
        for node in _nodes_at(system, axis, declared):
            at_level[axis] = slice(node, node + 1)
            safe[tuple(at_level)] = True
    return safe


def _nodes_at(system: TableSystem, axis: int, declared: NotUnsafe) -> list[int]:
    dimension, nodes = system.request.dimensions[axis], system.nodes[axis]
    found: list[int] = []
    for level in declared.levels:
        groups = {parent for h in dimension.hierarchies if h.name == level for parent in h.parents.values()}
        if level == dimension.name:
            found.extend(range(nodes.n_codes))
        elif groups:
            found.extend(nodes.index[group] for group in groups)
        else:
            found.append(system.node(axis, level))
    return found


def _mask(system: TableSystem, cells: tuple[object, ...]) -> BoolArray:
    mask = np.zeros(system.shape, dtype=bool)
    for named in cells:
        index = system.cell(named)  # type: ignore[arg-type]
        if not system.in_release[index]:
            raise BadSpec(f"Cellen {system.sentence(index)} står ikke i nogen af tabellerne.")
        mask[index] = True
    return mask
