"""Codes, groups and totals of one dimension, and the sums they imply.

A dimension's *nodes* are its codes (the finest level), the groups of its hierarchies, and the total.
They are numbered codes first, groups next, the total last. A group that two hierarchies name with the
same members is one node. For a multi-response dimension the nodes are not sums of each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from disclosure.errors import BadSpec

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """One tree over the codes: `parents` maps a code or a group to the group it belongs to."""

    name: str
    parents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sum:
    """Node `total` is the sum of nodes `parts` (node numbers), according to hierarchy `name`."""

    total: int
    parts: tuple[int, ...]
    name: str


@dataclass(frozen=True)
class Nodes:
    """The nodes of one dimension.

    Attributes
    ----------
    labels : codes, then groups, then the total.
    n_codes : how many of them are codes.
    sums : the sums that the hierarchies imply, each once; empty for a dimension without codes.
    """

    labels: tuple[str, ...]
    n_codes: int
    sums: tuple[Sum, ...]

    @property
    def total(self) -> int:
        """The number of the total's node."""
        return len(self.labels) - 1

    @cached_property
    def index(self) -> dict[str, int]:
        """Node number by label."""
        return {label: number for number, label in enumerate(self.labels)}

    @cached_property
    def members(self) -> BoolArray:
        """Shape (n_nodes, n_codes): which codes lie under each node (a code under itself)."""
        member = np.zeros((len(self.labels), self.n_codes), dtype=bool)
        member[: self.n_codes] = np.eye(self.n_codes, dtype=bool)
        member[self.total] = True
        for part in sorted(self.sums, key=self._depth_first):
            if part.total != self.total:
                member[part.total] = member[list(part.parts)].any(axis=0)
        return member

    def _depth_first(self, part: Sum) -> int:
        """Height of the summed node, so that groups of codes come before groups of groups."""
        return self._heights[part.total]

    @cached_property
    def _heights(self) -> dict[int, int]:
        children: dict[int, set[int]] = {}
        for part in self.sums:
            children.setdefault(part.total, set()).update(part.parts)
        heights: dict[int, int] = {}

        def height(node: int) -> int:
            if node not in heights:
                heights[node] = 1 + max((height(child) for child in children.get(node, ())), default=-1)
            return heights[node]

        for node in range(len(self.labels)):
            height(node)
        return heights


def build_nodes(name: str, total: str, codes: Sequence[str], hierarchies: Sequence[Hierarchy]) -> Nodes:
    """Return the nodes of dimension `name`; `codes` are its finest codes in display order.

    Raises
    ------
    BadSpec : a label is used in two ways, see `check_hierarchies`.
    """
    check_hierarchies(name, total, hierarchies)
    groups = _groups(hierarchies)
    for code in codes:
        if code == total:
            raise BadSpec(f"Dimensionen «{name}»: totalens navn «{total}» er også en kode; giv totalen et andet navn.")
        if code in groups:
            raise BadSpec(
                f"Dimensionen «{name}»: «{code}» er både en kode og en gruppe i et hierarki; omdøb en af dem."
            )
    labels = (*codes, *groups, total)
    index = {label: number for number, label in enumerate(labels)}
    sums = [part for hierarchy in hierarchies for part in _sums_of(hierarchy, index, codes)]
    if not hierarchies:
        sums = [Sum(index[total], tuple(range(len(codes))), "")]
    return Nodes(labels, len(codes), _each_once(sums))


def _each_once(sums: Sequence[Sum]) -> tuple[Sum, ...]:
    seen: dict[tuple[int, frozenset[int]], Sum] = {}
    for part in sums:
        if part.parts:
            seen.setdefault((part.total, frozenset(part.parts)), part)
    return tuple(seen.values())


def _groups(hierarchies: Sequence[Hierarchy]) -> dict[str, None]:
    """Group labels in order of first mention."""
    return {parent: None for hierarchy in hierarchies for parent in hierarchy.parents.values()}


def _sums_of(hierarchy: Hierarchy, index: Mapping[str, int], codes: Sequence[str]) -> list[Sum]:
    """The sums of one hierarchy: every group over its children, the total over whatever has no parent."""
    own_groups = list(dict.fromkeys(hierarchy.parents.values()))
    children: dict[int, list[int]] = {}
    total = len(index) - 1
    for label in (*codes, *own_groups):
        parent = hierarchy.parents.get(label)
        children.setdefault(total if parent is None else index[parent], []).append(index[label])
    return [Sum(node, tuple(parts), hierarchy.name) for node, parts in children.items()]


def finest_codes(hierarchies: Sequence[Hierarchy]) -> tuple[str, ...]:
    """The codes that hierarchies mention: children that are nobody's parent in any of them."""
    groups = _groups(hierarchies)
    return tuple(
        dict.fromkeys(child for hierarchy in hierarchies for child in hierarchy.parents if child not in groups)
    )


def check_hierarchies(name: str, total: str, hierarchies: Sequence[Hierarchy]) -> None:
    """Refuse a cycle, a group named like the total, and one group name with different members.

    Raises
    ------
    BadSpec : with dimension, label and remedy.
    """
    if len({hierarchy.name for hierarchy in hierarchies}) < len(hierarchies):
        raise BadSpec(f"Dimensionen «{name}»: to hierarkier har samme navn; omdøb det ene.")
    members: dict[str, frozenset[str]] = {}
    for hierarchy in hierarchies:
        if total in hierarchy.parents.values() or total in hierarchy.parents:
            raise BadSpec(
                f"Dimensionen «{name}», hierarkiet «{hierarchy.name}»: en gruppe hedder som totalen «{total}»; "
                "omdøb en af dem."
            )
        _check_cycle(name, hierarchy)
        for group, codes in _members(hierarchy).items():
            if members.setdefault(group, codes) != codes:
                raise BadSpec(
                    f"Dimensionen «{name}»: gruppen «{group}» har forskellige medlemmer i to hierarkier; "
                    "giv den ene gruppe et andet navn."
                )
    groups = _groups(hierarchies)
    for hierarchy in hierarchies:
        for child in hierarchy.parents:
            if child in groups and child not in hierarchy.parents.values():
                raise BadSpec(
                    f"Dimensionen «{name}», hierarkiet «{hierarchy.name}»: «{child}» er en gruppe i et andet hierarki, "
                    "men har ingen medlemmer her; skriv medlemmerne, eller fjern den."
                )


def _check_cycle(name: str, hierarchy: Hierarchy) -> None:
    for start in hierarchy.parents:
        label, seen = start, {start}
        while (parent := hierarchy.parents.get(label)) is not None:
            if parent in seen:
                raise BadSpec(
                    f"Dimensionen «{name}», hierarkiet «{hierarchy.name}»: «{parent}» er sin egen overordnede "
                    "(cyklus); ret «parents»."
                )
            seen.add(parent)
            label = parent


def _members(hierarchy: Hierarchy) -> dict[str, frozenset[str]]:
    """The finest codes under every group of one hierarchy."""
    groups = set(hierarchy.parents.values())
    found: dict[str, set[str]] = {group: set() for group in groups}
    for child in hierarchy.parents:
        if child in groups:
            continue
        label = child
        while (parent := hierarchy.parents.get(label)) is not None:
            found[parent].add(child)
            label = parent
    return {group: frozenset(codes) for group, codes in found.items()}
