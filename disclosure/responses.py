"""Multi-response counts that records can have.

For one combination of the other dimensions, counts over a multi-response dimension are possible exactly when every
code or group is at most its parent and every group (not the total) at most the sum of its children: records without a
code count in the total only, and sets of any size between those bounds can be laid inside each other, top down.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from disclosure.hierarchy import Nodes
from disclosure.table import BoolArray, Index, IntArray


class Records:
    """The bounds on the nodes of one multi-response axis."""

    def __init__(self, nodes: Nodes, axis: int) -> None:
        self.axis = axis
        self.total = nodes.total
        self.children = {part.total: part.parts for part in nodes.sums}
        self.parent = {child: part.total for part in nodes.sums for child in part.parts}

    def room(self, counts: IntArray, nodes: list[IntArray]) -> tuple[BoolArray, BoolArray]:
        """Whether the given nodes of the axis can all gain one together, and all lose one together.

        Parameters
        ----------
        counts : the whole table.
        nodes : per axis the nodes of a block; those along the multi-response axis change together.

        Returns
        -------
        two arrays that broadcast against the block; meaningful for inner cells.
        """
        slots = frozenset(nodes[self.axis].tolist())
        before = self._at(counts, nodes)
        gain = np.ones(before(self.total).shape, dtype=bool)
        lose = gain.copy()
        for slot in slots:
            parent = self.parent.get(slot)
            if parent is not None and parent not in slots:
                gain &= before(slot) < before(parent)
            lose &= before(slot) > 0
            for child in self.children.get(slot, ()):
                if child not in slots:
                    lose &= before(child) < before(slot)
        for group, children in self.children.items():
            inside = len(slots.intersection(children))
            if group == self.total or (group not in slots and not inside):
                continue
            spare = sum((before(child) for child in children), np.zeros_like(before(group))) - before(group)
            own = int(group in slots)
            gain &= spare + inside - own >= 0
            lose &= spare - inside + own >= 0
        return gain, lose

    def _at(self, counts: IntArray, nodes: list[IntArray]) -> Callable[[int], IntArray]:
        """The block's counts at any one node of the axis, read from the table once."""
        chosen = [*nodes]
        chosen[self.axis] = np.arange(counts.shape[self.axis])
        block = counts[np.ix_(*chosen)]
        lead = (slice(None),) * self.axis
        return lambda node: block[(*lead, slice(node, node + 1))]

    def slots_together(self, counts: IntArray, inner: Index, sign: int) -> list[tuple[int, ...]]:
        """Sets of nodes that may have to change together with the given one.

        Itself; with what is tight at the given cell; with all its ancestors; with every node that has people there
        (a whole record).
        """
        slot = inner[self.axis]
        ancestors = {slot}
        while (parent := self.parent.get(max(ancestors, key=self._height))) is not None:
            ancestors.add(parent)
        line = counts[tuple(slice(None) if axis == self.axis else place for axis, place in enumerate(inner))]
        tight = self._tight({slot}, line, sign)
        both = self._tight(ancestors, line, sign)
        filled = ancestors | {node for node in range(line.size) if line[node] > 0}
        sets = [frozenset({slot}), frozenset(tight), frozenset(ancestors), frozenset(both), frozenset(filled)]
        return [tuple(sorted(chosen)) for chosen in dict.fromkeys(sets)]

    def _height(self, node: int) -> int:
        """Steps from the deepest code below."""
        return 1 + max((self._height(child) for child in self.children.get(node, ())), default=-1)

    def _tight(self, slots: set[int], line: IntArray, sign: int) -> set[int]:
        """The least set that can change by `sign` at a cell whose counts along the axis are `line`."""
        found = set(slots)
        while True:
            more = self._pulled_up(found, line) if sign > 0 else self._pulled_down(found, line)
            if more <= found:
                return found
            found |= more

    def _pulled_up(self, slots: set[int], line: IntArray) -> set[int]:
        more = {self.parent[slot] for slot in slots if slot in self.parent and line[slot] >= line[self.parent[slot]]}
        for slot in slots:
            children = self.children.get(slot, ())
            uncovered = slot != self.total and children and not slots.intersection(children)
            if uncovered and sum(line[child] for child in children) <= line[slot]:
                more.add(min(children, key=lambda child: (line[child], child)))
        return more

    def _pulled_down(self, slots: set[int], line: IntArray) -> set[int]:
        more = {child for slot in slots for child in self.children.get(slot, ()) if line[child] >= line[slot]}
        for slot in slots:
            parent = self.parent.get(slot)
            if parent is None or parent == self.total:
                continue
            covered = sum(line[child] for child in self.children[parent]) - len(
                slots.intersection(self.children[parent])
            )
            if covered < line[parent]:
                more.add(parent)
        return more
