"""Everything that a search by networks works on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from disclosure.hierarchy import BoolArray
from disclosure.network.layout import Layout, Planes, layout_of, planes_of
from disclosure.network.state import State
from disclosure.table import IntArray, TableSystem

MOST_FACTORS = 128
"""Factors of a plane that are looked at."""
MOST_OPTIONS = 192
"""Exchanges of one axis that factors are made of."""
MOST_CELLS = 4096
"""Cells that one arc may stand for."""


class Scratch(NamedTuple):
    """Room to work in.

    Attributes
    ----------
    distance, before, arc, done, queue : per vertex.
    offsets, signs, spare_offsets, spare_signs : the cells that an arc stands for.
    option_code, option_partner, n_options : per axis the exchanges that a factor may use; partner -1 is none.
    code, partner : the factor in use.
    rank : per looked-at factor its cost at the given cell.
    cells, changes : the circulation found.
    work : how many cells were looked at, a measure of time that is the same on every machine.
    """

    distance: IntArray
    before: IntArray
    arc: IntArray
    done: BoolArray
    queue: IntArray
    offsets: IntArray
    signs: IntArray
    spare_offsets: IntArray
    spare_signs: IntArray
    option_code: IntArray
    option_partner: IntArray
    n_options: IntArray
    code: IntArray
    partner: IntArray
    rank: IntArray
    cells: IntArray
    changes: IntArray
    work: IntArray


def scratch_for(layout: Layout, planes: Planes) -> Scratch:
    """Room for the networks of a table."""
    vertices = int(planes.vertices[-1])
    axes = layout.shape.size

    def room(size: int) -> IntArray:
        return np.zeros(size, dtype=np.int64)

    return Scratch(
        room(vertices),
        room(vertices),
        room(vertices),
        np.zeros(vertices, dtype=bool),
        room(planes.to.size + 1),
        room(MOST_CELLS),
        room(MOST_CELLS),
        room(MOST_CELLS),
        room(MOST_CELLS),
        np.zeros((axes, MOST_OPTIONS), dtype=np.int64),
        np.zeros((axes, MOST_OPTIONS), dtype=np.int64),
        room(axes),
        room(axes),
        room(axes),
        room(MOST_FACTORS),
        room(MOST_CELLS * 64),
        room(MOST_CELLS * 64),
        room(1),
    )


LONGEST = 60_000
"""Changes of a log; what would take more is not done."""


class Log(NamedTuple):
    """What was changed since the last kept table.

    Attributes
    ----------
    cells, changes : in order.
    opened : published cells among them.
    sizes : how many changes, and how many opened.
    """

    cells: IntArray
    changes: IntArray
    opened: IntArray
    sizes: IntArray


class Network(NamedTuple):
    """Everything a search needs."""

    layout: Layout
    planes: Planes
    state: State
    scratch: Scratch
    log: Log


def network_of(system: TableSystem, state: State) -> Network:
    """The networks of a table system over the given state."""
    layout, planes = layout_of(system), planes_of(system)
    log = Log(*(np.zeros(size, dtype=np.int64) for size in (LONGEST, LONGEST, LONGEST, 2)))
    return Network(layout, planes, state, scratch_for(layout, planes), log)
