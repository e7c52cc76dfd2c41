"""The frequency table: every count of a request, at every level, in one array.

One axis per dimension of the request. Along a single-response axis stand the nodes of hierarchy.Nodes;
along a multi-response axis too, but there no node is the sum of others. A cell is a tuple of node numbers.
Several tables of one request are parts of the same array, so that a shared margin is one cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from disclosure.errors import BadSpec, NotSupported
from disclosure.hierarchy import Nodes, Sum
from disclosure.request import Cell, TableRequest, TableShape

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
Index = tuple[int, ...]
MOST_CELLS = 60_000_000
"""Cells of the joint array that still fit in a few gigabytes."""


@dataclass(frozen=True)
class TableSystem:
    """The shape of a request: nodes per axis and which cells are to be published; no counts.

    Attributes
    ----------
    request : with all codes settled.
    nodes : per axis.
    """

    request: TableRequest
    nodes: tuple[Nodes, ...]

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """Number of nodes per axis."""
        return tuple(len(nodes.labels) for nodes in self.nodes)

    @cached_property
    def multiple(self) -> tuple[bool, ...]:
        """Per axis: whether it is multi-response."""
        return tuple(dimension.multiple for dimension in self.request.dimensions)

    @cached_property
    def published_nodes(self) -> tuple[tuple[IntArray, ...], ...]:
        """Per table and axis: the node numbers that the table publishes."""
        return tuple(
            tuple(self._shown(table, axis) for axis in range(len(self.nodes))) for table in self.request.tables
        )

    def _shown(self, table: TableShape, axis: int) -> IntArray:
        dimension, nodes = self.request.dimensions[axis], self.nodes[axis]
        if dimension.name not in table.dimensions:
            return np.array([nodes.total])
        if dimension.name not in table.only:
            return np.arange(len(nodes.labels))
        chosen = [self.node(axis, label) for label in table.only[dimension.name]]
        return np.array(sorted({*chosen} if dimension.name in table.without_total else {*chosen, nodes.total}))

    def node(self, axis: int, label: str) -> int:
        """The node called `label` on `axis`.

        Raises
        ------
        BadSpec : no such label.
        """
        number = self.nodes[axis].index.get(label)
        if number is None:
            name = self.request.dimensions[axis].name
            raise BadSpec(f"Dimensionen «{name}» har ingen kode, gruppe eller total ved navn «{label}»; ret navnet.")
        return number

    @cached_property
    def in_release(self) -> BoolArray:
        """Shape `shape`: the cells of the tables to publish."""
        mask = np.zeros(self.shape, dtype=bool)
        for axes in self.published_nodes:
            mask[np.ix_(*axes)] = True
        return mask

    @cached_property
    def is_inner(self) -> BoolArray:
        """Shape `shape`: the finest cells, from which all others follow (every node on a multi-response axis)."""
        mask = np.zeros(self.shape, dtype=bool)
        mask[tuple(slice(None) if many else slice(0, n.n_codes) for n, many in self._axes())] = True
        return mask

    def _axes(self) -> Iterator[tuple[Nodes, bool]]:
        return zip(self.nodes, self.multiple, strict=True)

    def sums(self, axis: int) -> tuple[Sum, ...]:
        """The sums along `axis`; none along a multi-response axis."""
        return () if self.multiple[axis] else self.nodes[axis].sums

    def cell(self, named: Cell) -> Index:
        """The cell that `{dimension: label}` names; a missing dimension means its total.

        Raises
        ------
        BadSpec : an unknown dimension or label.
        """
        names = [dimension.name for dimension in self.request.dimensions]
        for name in named:
            if name not in names:
                raise BadSpec(f"Cellen {dict(named)}: dimensionen «{name}» findes ikke.")
        return tuple(
            self.node(axis, named[name]) if name in named else self.nodes[axis].total for axis, name in enumerate(names)
        )

    def labels(self, index: Index) -> Mapping[str, str]:
        """The labels of a cell by dimension name."""
        return {
            dimension.name: self.nodes[axis].labels[index[axis]]
            for axis, dimension in enumerate(self.request.dimensions)
        }

    def sentence(self, index: Index) -> str:
        """The cell in words for a message: `kommune «Samsø», aarsag «I alt»`."""
        return ", ".join(f"{name} «{label}»" for name, label in self.labels(index).items())


def table_system(request: TableRequest) -> TableSystem:
    """The system of a request whose codes are settled.

    Raises
    ------
    NotSupported : two multi-response dimensions, several hierarchies on one, or too many cells.
    """
    multiple = [dimension for dimension in request.dimensions if dimension.multiple]
    if len(multiple) > 1:
        raise NotSupported(
            "To dimensioner med flere svar i samme anmodning kan ikke beskyttes med bevis; bed om én ad gangen."
        )
    for dimension in multiple:
        if len(dimension.hierarchies) > 1:
            raise NotSupported(
                f"Dimensionen «{dimension.name}» har flere svar og flere hierarkier; behold ét hierarki."
            )
    system = TableSystem(request, tuple(dimension.nodes() for dimension in request.dimensions))
    size = int(np.prod([float(length) for length in system.shape]))
    if size > MOST_CELLS:
        raise NotSupported(
            f"Krydset af alle dimensioner har {size} celler; grænsen er {MOST_CELLS}. Bed om færre dimensioner."
        )
    for shape in request.tables:
        for name, labels in shape.only.items():
            axis = [dimension.name for dimension in request.dimensions].index(name)
            for label in labels:
                system.node(axis, label)
    return system


@dataclass(frozen=True)
class FrequencyTable:
    """True counts at every node of every axis.

    Attributes
    ----------
    system : the shape.
    counts : shape `system.shape`, whole numbers of the table's counting unit.
    """

    system: TableSystem
    counts: IntArray


def with_margins(system: TableSystem, inner: IntArray) -> IntArray:
    """Sum inner cells up to every node.

    Parameters
    ----------
    inner : codes along single-response axes, all nodes along a multi-response axis.

    Returns
    -------
    shape `system.shape`.
    """
    counts = inner
    for axis, nodes in enumerate(system.nodes):
        if system.multiple[axis]:
            continue
        upper = [
            counts.compress(nodes.members[node], axis=axis).sum(axis=axis, keepdims=True)
            for node in range(nodes.n_codes, len(nodes.labels))
        ]
        counts = np.concatenate([counts, *upper], axis=axis)
    return counts
