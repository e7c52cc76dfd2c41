"""Which cells, beyond the published ones, a reader must fill in so that all tables come from one population.

A table's own finest cells are enough for the table. Several tables that overlap without a ring (A x B and A x C)
always fit together when their shared margins agree; tables in a ring (A x B, B x C, A x C) need the finest cells of
the whole crossing, or their intervals may come out too wide.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from disclosure.table import TableSystem

Crossing = frozenset[int]
"""Numbers of the axes that are crossed."""
MOST_JOINT_CELLS = 200_000
"""Finest cells that are added at most to hold tables in a ring together."""


def crossings_of(system: TableSystem) -> tuple[tuple[Crossing, ...], bool]:
    """The crossings to fill in, and whether every way of filling them in belongs to some records."""
    names = [dimension.name for dimension in system.request.dimensions]
    crossings = [frozenset(names.index(name) for name in table.dimensions) for table in system.request.tables]
    for figure in system.request.known:
        index = system.cell(figure.cell)
        crossings.append(frozenset(axis for axis, node in enumerate(index) if node != system.nodes[axis].total))
    crossings = _several_answers_together(system, crossings)
    while ring := _ring(crossings):
        union = frozenset().union(*ring)
        size = float(np.prod([float(len(system.nodes[axis].labels)) for axis in union]))
        if size > MOST_JOINT_CELLS:
            return _largest(crossings), False
        crossings = [*crossings, union]
    return _largest(crossings), True


def _several_answers_together(system: TableSystem, crossings: Sequence[Crossing]) -> list[Crossing]:
    """Tables that share a multi-response dimension are one: who gave which answers must agree between them."""
    for axis, multiple in enumerate(system.multiple):
        sharing = [crossing for crossing in crossings if axis in crossing]
        if multiple and sharing:
            crossings = [*crossings, frozenset().union(*sharing)]
    return list(_largest(crossings))


def _largest(crossings: Sequence[Crossing]) -> tuple[Crossing, ...]:
    """Without those that lie within another, in order of first mention."""
    distinct = list(dict.fromkeys(crossings))
    return tuple(one for one in distinct if not any(one < other for other in distinct))


def _ring(crossings: Sequence[Crossing]) -> list[Crossing]:
    """The crossings that remain when what hangs on by one neighbour is taken away again and again; [] if none."""
    left = {crossing: crossing for crossing in _largest(crossings)}
    while True:
        before = dict(left)
        for name, axes in before.items():
            others = [other for key, other in left.items() if key != name]
            left[name] = frozenset(axis for axis in axes if any(axis in other for other in others))
        for name in list(left):
            if any(left[name] <= other for key, other in left.items() if key != name) or not left[name]:
                del left[name]
        if left == before or not left:
            return list(left)
