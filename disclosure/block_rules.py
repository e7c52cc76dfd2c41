"""The linear rules of a block: which changes of its cells agree with each other.

Along a single-response axis every sum holds; over several answers a code counts at most what its parent counts, and a
group at most its codes together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from disclosure.pattern import Pattern
    from disclosure.table import BoolArray, IntArray


class Rules:
    """The linear rules of a block, as entries of a sparse matrix.

    Attributes
    ----------
    rows, columns, signs : of every entry.
    room : per row how much the changes may add up to.
    equal : per row whether they must add up to exactly that (0).
    """

    def __init__(self, pattern: Pattern, nodes: tuple[IntArray, ...], place: IntArray, truth: IntArray) -> None:
        self.pattern, self.nodes = pattern, nodes
        rows, columns, signs, room, equal = [], [], [], [], []
        n_rows = 0
        rules = [(*rule, True) for rule in self._equalities(place)]
        rules += [(*rule, False) for rule in self._inequalities(place, truth)]
        for lines, sign, spare, exact in rules:
            known = lines >= 0
            used = known.any(axis=0)
            number = np.broadcast_to(np.cumsum(used) - 1 + n_rows, lines.shape)
            rows.append(number[known])
            columns.append(lines[known])
            signs.append(np.broadcast_to(sign[:, None], lines.shape)[known])
            room.append(spare[used].astype(float))
            equal.append(np.full(int(used.sum()), exact))
            n_rows += int(used.sum())
        self.rows, self.columns, self.signs = (_joined(part) for part in (rows, columns, signs))
        self.room = np.concatenate([*room, np.zeros(0)])
        self.equal = np.concatenate([*equal, np.zeros(0, dtype=bool)])

    def _equalities(self, place: IntArray) -> Iterator[tuple[IntArray, IntArray, IntArray]]:
        """Every sum with nodes in the block: columns (terms x lines), signs, room."""
        for axis, here in enumerate(self.nodes):
            where = {int(node): number for number, node in enumerate(here)}
            lines = np.moveaxis(place, axis, 0).reshape(len(here), -1)
            for part in self.pattern.system.sums(axis):
                terms = [(where[node], 1) for node in part.parts if node in where]
                if part.total in where:
                    terms.append((where[part.total], -1))
                if terms:
                    chosen = lines[[number for number, _ in terms]]
                    yield chosen, np.array([sign for _, sign in terms]), np.zeros(chosen.shape[1], dtype=np.int64)

    def _inequalities(self, place: IntArray, truth: IntArray) -> Iterator[tuple[IntArray, IntArray, IntArray]]:
        """Over several answers a code counts at most what its parent counts, and a group at most its codes together."""
        system = self.pattern.system
        for axis, nodes in enumerate(system.nodes):
            if not system.multiple[axis]:
                continue
            codes = [here if a == axis else here < system.nodes[a].n_codes for a, here in enumerate(self.nodes)]
            inner = np.ix_(*(np.arange(len(c)) if a == axis else np.flatnonzero(c) for a, c in enumerate(codes)))
            lines = np.moveaxis(place[inner], axis, 0).reshape(len(nodes.labels), -1)
            counts = np.moveaxis(truth[inner], axis, 0).reshape(len(nodes.labels), -1)
            for part in nodes.sums:
                for child in part.parts:
                    yield lines[[child, part.total]], np.array([1, -1]), counts[part.total] - counts[child]
                if part.total != nodes.total:
                    whole = [part.total, *part.parts]
                    signs = np.array([1, *(-1 for _ in part.parts)])
                    yield lines[whole], signs, counts[list(part.parts)].sum(axis=0) - counts[part.total]

    def hold(self, added: IntArray) -> bool:
        """Whether changes (one whole number per column) keep every rule."""
        total = np.bincount(self.rows, weights=self.signs * added[self.columns], minlength=self.room.size)
        return bool(np.where(self.equal, total == 0, total <= self.room).all())

    def together(self, changed: BoolArray, columns: list[int]) -> IntArray:
        """The changed columns that are linked to the given ones through rules."""
        use = changed[self.columns]
        rows, linked = self.rows[use], self.columns[use]
        member = np.zeros(changed.size, dtype=bool)
        member[columns] = True
        while True:
            touched = np.zeros(self.room.size, dtype=bool)
            touched[rows[member[linked]]] = True
            more = member.copy()
            more[linked[touched[rows]]] = True
            if (more == member).all():
                return np.flatnonzero(member)
            member = more


def _joined(parts: list[IntArray]) -> IntArray:
    return np.concatenate([*parts, np.zeros(0, dtype=np.int64)])
