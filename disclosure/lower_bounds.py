"""What the reader concludes from zeros being shown.

Where zeros are published she takes a suppressed cell to be at least 1, unless one of the sums it stands in truly
contains a suppressed zero. A margin over k cells that are at least 1 is then at least k: its *floor*.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from disclosure.hierarchy import Nodes, Sum
from disclosure.table import BoolArray, FrequencyTable, Index, IntArray, TableSystem

Where = tuple[slice | IntArray | int, ...]
"""An index into the whole table: per axis a slice, one node, or several."""


def _line(system: TableSystem, axis: int, part: Sum) -> Where:
    """All cells whose node on `axis` is in the sum."""
    where: list[slice | IntArray | int] = [slice(None)] * len(system.nodes)
    where[axis] = np.array([part.total, *part.parts])
    return tuple(where)


def _sums(system: TableSystem) -> Iterator[tuple[int, Sum, Where, BoolArray]]:
    """Every sum along every axis, where its cells are, and (without the axis) for which others it is published."""
    for axis in range(len(system.nodes)):
        for part in system.sums(axis):
            where = _line(system, axis, part)
            visible: BoolArray = np.all(system.in_release[where], axis=axis, keepdims=True)
            yield axis, part, where, visible


def lower_bounds(table: FrequencyTable, suppressed: BoolArray) -> npt.NDArray[np.int8]:
    """Shape of the table: 1 where the reader knows a published cell is not 0, else 0."""
    hidden_zero = suppressed & (table.counts == 0)
    lower = (table.system.in_release & (table.counts > 0)).astype(np.int8)
    for axis, _, where, visible in _sums(table.system):
        near = hidden_zero[where].any(axis=axis, keepdims=True) & visible
        lower[where] &= ~np.broadcast_to(near, lower[where].shape)
    return lower


def occurring(table: FrequencyTable) -> BoolArray:
    """Shape of the table: the cells that somebody knows are not empty, from a list of names."""
    mask = np.zeros(table.system.shape, dtype=bool)
    for cell in table.system.request.policy.occurring:
        mask[table.system.cell(cell)] = True
    return mask


def named_floor(table: FrequencyTable) -> IntArray:
    """Shape of the table: the least value of each cell for anyone who has the lists of names, from them alone."""
    return floors(table, occurring(table).astype(np.int8), reader_sees_zeros=True)


def relaxable_cells(table: FrequencyTable, may_change: BoolArray) -> BoolArray:
    """Cells in a published sum that contains a zero which may be suppressed."""
    zero = (table.counts == 0) & may_change & table.system.in_release
    found = np.zeros(table.system.shape, dtype=bool)
    for axis, _, where, visible in _sums(table.system):
        near = zero[where].any(axis=axis, keepdims=True) & visible
        found[where] |= np.broadcast_to(near, found[where].shape)
    return found


def neighbours(system: TableSystem, index: Index) -> list[tuple[IntArray, ...]]:
    """For every published sum that the cell stands in, the (open mesh) indices of all its cells."""
    lines = []
    for axis, node in enumerate(index):
        for part in system.sums(axis):
            if node != part.total and node not in part.parts:
                continue
            axes = [np.array([place]) for place in index]
            axes[axis] = np.array([part.total, *part.parts])
            line = np.ix_(*axes)
            if system.in_release[line].all():
                lines.append(line)
    return lines


def floors(table: FrequencyTable, lower: npt.NDArray[np.int8], reader_sees_zeros: bool) -> IntArray:
    """Shape of the table: the least value each cell can have for the reader, from shown zeros alone.

    A sum is at least the sum of its parts' floors; over a multi-response axis a cell is at least its codes' largest.
    """
    floor = lower.astype(np.int64)
    if not reader_sees_zeros:
        return floor
    while True:
        before = floor.copy()
        for axis, nodes in enumerate(table.system.nodes):
            for part in sorted(nodes.sums, key=lambda part: int(nodes.members[part.total].sum())):
                _raise_total(floor, axis, part, multiple=table.system.multiple[axis])
                if _is_equal(nodes, part, multiple=table.system.multiple[axis]):
                    _raise_only_part(floor, axis, part)
        if (floor == before).all():
            return floor


def _is_equal(nodes: Nodes, part: Sum, *, multiple: bool) -> bool:
    """Whether total and only part have the same count; over several answers the total also counts those with none."""
    return len(part.parts) == 1 and not (multiple and part.total == nodes.total)


def _raise_only_part(floor: IntArray, axis: int, part: Sum) -> None:
    lines = np.moveaxis(floor, axis, 0)
    lines[part.parts[0]] = np.maximum(lines[part.parts[0]], lines[part.total])


def _raise_total(floor: IntArray, axis: int, part: Sum, *, multiple: bool) -> None:
    parts = floor.take(part.parts, axis=axis)
    least = parts.max(axis=axis) if multiple else parts.sum(axis=axis)
    where: list[slice | IntArray | int] = [slice(None)] * floor.ndim
    where[axis] = part.total
    at = tuple(where)
    floor[at] = np.maximum(floor[at], least)
