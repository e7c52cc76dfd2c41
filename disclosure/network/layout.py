"""What the networks are made of: nodes, sums and planes of a table system as plain arrays.

A *plane* is a pair of axes. Along its first axis counts flow up a tree of groups to the total, along its second they
are exchanged; on all other axes a flow is multiplied with one exchange of two codes, or one code alone (a *factor*).
A circulation in the network of a plane, times a factor, changes a table and keeps every sum.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from disclosure.hierarchy import BoolArray, Nodes
from disclosure.table import IntArray, TableSystem


class Planes(NamedTuple):
    """The networks of all planes, one after the other; vertices are numbered through.

    Row vertices are codes of the first axis, per class of nodes of the second axis that may be exchanged; column
    vertices its groups, at each node of the second axis. Every cell is an arc between two vertices, in both lists.

    Attributes
    ----------
    tree, flat : per plane its two axes.
    width : nodes of the second axis that take part: all, or the codes alone where it has groups.
    vertices : per plane its first vertex, and at the end their number.
    cells : per plane the place of its first cell in `lower` and `upper`.
    lower, upper : per cell (node of the first axis, node of the second) the ends of its arc, or -1.
    arcs : per vertex its first arc.
    to, base, sign : per arc where it leads, the flat number of its cell (with node 0 on all other axes), and by what
        a flow along it changes the cell.
    """

    tree: IntArray
    flat: IntArray
    width: IntArray
    vertices: IntArray
    cells: IntArray
    lower: IntArray
    upper: IntArray
    arcs: IntArray
    to: IntArray
    base: IntArray
    sign: IntArray


class Layout(NamedTuple):
    """A table system as arrays.

    Attributes
    ----------
    shape, strides, codes : per axis its nodes, the step of the flat number, and its codes.
    above, n_above : per axis and code the nodes over it, itself first.
    under : per axis and node whether a code lies under it.
    sum_axis, sum_start, sum_nodes, in_sum : every sum: its axis, its nodes (total first), and whether a node is in it.
    """

    shape: IntArray
    strides: IntArray
    codes: IntArray
    above: IntArray
    n_above: IntArray
    under: BoolArray
    sum_axis: IntArray
    sum_start: IntArray
    sum_nodes: IntArray
    in_sum: BoolArray


def layout_of(system: TableSystem) -> Layout:
    """The arrays of a table system without multi-response axes."""
    shape = np.array(system.shape, dtype=np.int64)
    strides = np.append(np.cumprod(shape[:0:-1])[::-1], 1).astype(np.int64)
    codes = np.array([nodes.n_codes for nodes in system.nodes], dtype=np.int64)
    under = np.zeros((shape.size, int(shape.max()), int(codes.max())), dtype=bool)
    for axis, nodes in enumerate(system.nodes):
        under[axis, : len(nodes.labels), : nodes.n_codes] = nodes.members
    n_above = under.sum(axis=1)
    above = np.zeros((shape.size, int(codes.max()), int(n_above.max())), dtype=np.int64)
    for axis, code in np.argwhere(n_above > 0).tolist():
        above[axis, code, : n_above[axis, code]] = np.flatnonzero(under[axis, :, code])
    sums = [(axis, (part.total, *part.parts)) for axis in range(shape.size) for part in system.sums(axis)]
    in_sum = np.zeros((len(sums), int(shape.max())), dtype=bool)
    for number, (_, members) in enumerate(sums):
        in_sum[number, list(members)] = True
    return Layout(
        shape,
        strides,
        codes,
        above,
        n_above,
        under,
        np.array([axis for axis, _ in sums], dtype=np.int64),
        _starts([len(members) for _, members in sums]),
        np.array([node for _, members in sums for node in members], dtype=np.int64),
        in_sum,
    )


def planes_of(system: TableSystem) -> Planes:
    """Every pair of axes once, and twice where both have groups; the largest first."""
    has_groups = [len(nodes.labels) > nodes.n_codes + 1 for nodes in system.nodes]
    pairs = [
        (tree, flat)
        for tree in range(len(system.nodes))
        for flat in range(len(system.nodes))
        if tree != flat and (has_groups[tree] or (not has_groups[flat] and tree < flat))
    ]
    pairs.sort(key=lambda pair: -system.shape[pair[0]] * system.shape[pair[1]])
    networks = [_network(system, tree, flat) for tree, flat in pairs]
    vertices = _starts([1 + max(int(lower.max()), int(upper.max())) for lower, upper, _, _ in networks])
    arcs = [_arcs(*network, int(first)) for network, first in zip(networks, vertices, strict=False)]
    start, to, base, sign = (np.concatenate(parts) for parts in zip(*arcs, strict=True))
    order = np.argsort(start, kind="stable")
    return Planes(
        np.array([tree for tree, _ in pairs], dtype=np.int64),
        np.array([flat for _, flat in pairs], dtype=np.int64),
        np.array([lower.shape[1] for lower, _, _, _ in networks], dtype=np.int64),
        vertices,
        _starts([lower.size for lower, _, _, _ in networks]),
        np.concatenate([_numbered(lower, first) for (lower, _, _, _), first in zip(networks, vertices, strict=False)]),
        np.concatenate([_numbered(upper, first) for (_, upper, _, _), first in zip(networks, vertices, strict=False)]),
        np.searchsorted(start[order], np.arange(vertices[-1] + 1)).astype(np.int64),
        to[order],
        base[order],
        sign[order],
    )


def _network(system: TableSystem, tree: int, flat: int) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Per cell of a plane the ends of its arc (or -1), its base, and its sign when it is followed upwards."""
    over, nodes = system.nodes[tree], system.nodes[flat]
    grouped = len(nodes.labels) > nodes.n_codes + 1
    kind = _kinds(nodes) if grouped else np.zeros(len(nodes.labels), dtype=np.int64)
    kinds = int(kind.max(initial=0)) + 1
    upward, slots = _tree(over)
    columns = over.n_codes * kinds + np.arange(slots * kind.size).reshape(slots, kind.size)
    rows = np.arange(over.n_codes * kinds).reshape(over.n_codes, kinds)[:, kind]
    top = np.broadcast_to(columns.max() + 1 + kind, (1, kind.size))
    ends = np.concatenate([columns, top, np.full((1, kind.size), -1)])
    lower = np.concatenate([rows, columns]) if slots == len(over.labels) - over.n_codes else rows
    lower = np.concatenate([lower, np.full((len(over.labels) - lower.shape[0], kind.size), -1)])
    upper = np.where(lower >= 0, ends[upward], -1)
    lower = np.where(upper >= 0, lower, -1)
    strides = np.append(np.cumprod(np.array(system.shape)[:0:-1])[::-1], 1)
    base = np.add.outer(np.arange(len(over.labels)) * strides[tree], np.arange(kind.size) * strides[flat])
    # what flows up raises the cell, except that of the second axis' total, which takes away from the rows
    sign = np.where(np.arange(kind.size) == nodes.total, -1, 1)
    return lower, upper, base, np.broadcast_to(sign, base.shape)


def _arcs(
    lower: IntArray, upper: IntArray, base: IntArray, sign: IntArray, first: int
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """From, to, base and sign of all arcs, each in both directions."""
    there = lower >= 0
    ends = lower[there] + first, upper[there] + first
    return (
        np.concatenate(ends),
        np.concatenate(ends[::-1]),
        np.tile(base[there], 2).astype(np.int64),
        np.concatenate([sign[there], -sign[there]]).astype(np.int64),
    )


def _numbered(ends: IntArray, first: int) -> IntArray:
    return np.where(ends >= 0, ends + first, -1).reshape(-1).astype(np.int64)


def _tree(nodes: Nodes) -> tuple[IntArray, int]:
    """Per node of the first axis the slot that its cells lead to (the number of slots is the top, -1 nowhere).

    A slot is a group or the total; where an axis has several trees (`protect` leaves those to linear programs), the
    codes that have the same groups.
    """
    parents = [[part.total for part in nodes.sums if node in part.parts] for node in range(nodes.total)]
    slots = len(nodes.labels) - nodes.n_codes
    if all(len(over) == 1 for over in parents):
        return np.array([*(over[0] - nodes.n_codes for over in parents), slots], dtype=np.int64), slots
    kind = _kinds(nodes)
    return np.concatenate([kind, np.full(slots, -1)]), int(kind.max()) + 1


def _kinds(nodes: Nodes) -> IntArray:
    """Per code a number that it shares with the codes in the same groups."""
    found: dict[bytes, int] = {}
    groups = nodes.members[nodes.n_codes :]
    return np.array([found.setdefault(groups[:, code].tobytes(), len(found)) for code in range(nodes.n_codes)])


def _starts(sizes: list[int]) -> IntArray:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
