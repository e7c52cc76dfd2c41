"""How a table is cut into blocks, the parts in which alternatives are sought."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from disclosure.hierarchy import Nodes
    from disclosure.table import Index, IntArray

FEWEST_CODES = 2
"""So few codes of an axis are not cut further."""


class Cut:
    """One way to cut the table into blocks (per block and axis the nodes)."""

    def __init__(self, blocks: list[tuple[IntArray, ...]], shape: tuple[int, ...]) -> None:
        self.blocks = blocks
        self._of = [
            [{number for number, block in enumerate(blocks) if node in block[axis]} for node in range(length)]
            for axis, length in enumerate(shape)
        ]

    def having(self, index: Index) -> list[int]:
        """The numbers of the blocks that a cell stands in, ascending."""
        return sorted(set.intersection(*(self._of[axis][node] for axis, node in enumerate(index))))


def block_nodes(axes: tuple[Nodes, ...], multiple: tuple[bool, ...], most_cells: int) -> list[tuple[IntArray, ...]]:
    """Cut the table into blocks of at most so many cells, as (per block and axis) node numbers.

    A multi-response axis is never cut: its codes and groups bound each other.
    """
    parts = [[np.arange(nodes.n_codes)] for nodes in axes]
    while _largest(axes, parts) > most_cells:
        sizes = [0 if many else max(len(codes) for codes in part) for many, part in zip(multiple, parts, strict=True)]
        axis = max(range(len(axes)), key=lambda a: (sizes[a], -a))
        if sizes[axis] <= FEWEST_CODES:
            break
        parts[axis] = [piece for codes in parts[axis] for piece in _split(axes[axis], codes)]
    chosen = [[_with_groups(nodes, codes) for codes in part] for nodes, part in zip(axes, parts, strict=True)]
    return list(product(*chosen))


def _largest(axes: tuple[Nodes, ...], parts: list[list[IntArray]]) -> int:
    lengths = [max(len(_with_groups(nodes, codes)) for codes in part) for nodes, part in zip(axes, parts, strict=True)]
    return int(np.prod([float(length) for length in lengths]))


def _with_groups(nodes: Nodes, codes: IntArray) -> IntArray:
    """The codes and every node above one of them."""
    above = nodes.members[:, codes].any(axis=1)
    return np.flatnonzero(above)


def _split(nodes: Nodes, codes: IntArray) -> list[IntArray]:
    """In the groups that cut the codes, if there are any, else in halves."""
    if len(codes) <= FEWEST_CODES:
        return [codes]
    member = nodes.members[nodes.n_codes :, codes]
    inside = [codes[row] for row in member if row.any() and not row.all()]
    pieces: list[IntArray] = []
    left = set(codes.tolist())
    for group in sorted(inside, key=lambda group: (-len(group), int(group[0]))):
        if len(group) > FEWEST_CODES and left.issuperset(group.tolist()):
            pieces.append(group)
            left -= set(group.tolist())
    rest = np.array(sorted(left), dtype=np.int64)
    if not pieces:
        half = len(codes) // 2
        return [codes[:half], codes[half:]]
    return [*pieces, rest] if rest.size else pieces
