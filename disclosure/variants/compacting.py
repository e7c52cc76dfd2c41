"""The same release in the smallest array: what no table shows is summed away before anything is protected.

A variant names a few labels of the request's dimensions; protecting it in the full array would work on cells that
nobody sees. An alternative table of the small array is one of the full array and the other way round, because
codes that no published cell tells apart can share their sum in any way. Nothing of what is published or known changes.
Where the differences between tables are promised too (`Policy.differences`), whatever is left when shown labels are
taken from each other is a node of the small array, as it is when the answers are joined (code_sets.py).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from disclosure.code_sets import coded
from disclosure.hierarchy import Hierarchy, Nodes
from disclosure.request import Cell, Dimension, NotUnsafe, Policy, TableRequest, TableShape
from disclosure.table import FrequencyTable, IntArray, table_system

Shapes = tuple[TableShape, ...]


def explicit(request: TableRequest) -> Shapes:
    """The tables of a request with every label named, so that nodes added later are not among them."""
    return tuple(
        replace(table, only={name: _labels(request, table, name) for name in table.dimensions})
        for table in request.tables
    )


def _labels(request: TableRequest, table: TableShape, name: str) -> tuple[str, ...]:
    dimension = request.dimension(name)
    labels = table.only.get(name) or dimension.nodes().labels
    return tuple(label for label in labels if label != dimension.total)


def compacted(table: FrequencyTable, shapes: Shapes) -> FrequencyTable:
    """The counts that the tables `shapes` of explicit labels need, as a request of its own.

    Raises
    ------
    BadSpec : a shape or a known figure names an unknown label.
    """
    request = table.system.request
    counts: IntArray = table.counts
    dimensions: list[Dimension] = []
    for axis in reversed(range(len(request.dimensions))):
        dimension, nodes = request.dimensions[axis], table.system.nodes[axis]
        needed = _needed(request, shapes, dimension)
        if not needed:
            counts = counts[(slice(None),) * axis + (nodes.total,)]
            continue
        if dimension.multiple:
            dimensions.insert(0, _several_answers(dimension, needed))
            counts = counts.take([nodes.index[label] for label in dimensions[0].nodes().labels], axis=axis)
        else:
            atoms, rows = (_sets if request.policy.differences else _atoms)(dimension, nodes, needed)
            dimensions.insert(0, atoms)
            inner = counts.take(np.arange(nodes.n_codes), axis=axis)
            counts = np.moveaxis(np.tensordot(rows, inner, axes=(1, axis)), 0, axis)
    policy = _policy(request, shapes, dimensions)
    small = replace(request, dimensions=tuple(dimensions), tables=shapes, policy=policy)
    return FrequencyTable(table_system(small), counts)


def _needed(request: TableRequest, shapes: Shapes, dimension: Dimension) -> frozenset[str]:
    """The labels of a dimension, other than its total, that a table shows or a known figure names."""
    shown = {label for shape in shapes for label in shape.only.get(dimension.name, ())}
    known = {figure.cell[dimension.name] for figure in request.known if dimension.name in figure.cell}
    return frozenset((shown | known) - {dimension.total})


def _atoms(dimension: Dimension, nodes: Nodes, needed: frozenset[str]) -> tuple[Dimension, IntArray]:
    """Codes that are in the same needed nodes become one; also per new node the old codes that it sums, as 0 and 1."""
    numbers = sorted(nodes.index[label] for label in needed)
    classes: dict[bytes, list[int]] = {}
    for code in range(nodes.n_codes):
        classes.setdefault(nodes.members[numbers, code].tobytes(), []).append(code)
    members = {label: frozenset(np.flatnonzero(nodes.members[nodes.index[label]]).tolist()) for label in nodes.labels}
    named = {members[nodes.labels[number]]: nodes.labels[number] for number in reversed(numbers)}
    label_of = {
        named.get(frozenset(codes), nodes.labels[codes[0]] + (" m.fl." if len(codes) > 1 else "")): codes
        for codes in classes.values()
    }
    first = {label: nodes.labels[codes[0]] for label, codes in label_of.items()}
    groups = needed - set(label_of)
    trees = [
        Hierarchy(tree.name, _parents(tree, first, [g for g in groups if g in tree.parents.values()], needed))
        for tree in dimension.hierarchies
    ]
    small = replace(dimension, codes=tuple(label_of), hierarchies=_distinct(trees))
    return small, _sums(small, {code: label for label, codes in label_of.items() for code in codes}, nodes.n_codes)


def _sets(dimension: Dimension, nodes: Nodes, needed: frozenset[str]) -> tuple[Dimension, IntArray]:
    """As `_atoms`, with a node for everything that subtraction between the needed labels leaves."""
    codes = nodes.labels[: nodes.n_codes]
    members = {label: nodes.members[nodes.index[label]] for label in sorted(needed, key=nodes.index.__getitem__)}
    sets = {label: frozenset(itertools.compress(codes, under)) for label, under in members.items()}
    found = coded(replace(dimension, codes=codes), sets)
    return found.dimension, _sums(found.dimension, dict(enumerate(found.code_of.values())), nodes.n_codes)


def _sums(small: Dimension, label_of: Mapping[int, str], n_codes: int) -> IntArray:
    """Per node the old codes that it sums, as 0 and 1; `label_of` has each old code's new one."""
    nodes = small.nodes()
    place = [nodes.index[label_of[code]] for code in range(n_codes)]
    return nodes.members[:, place].astype(np.int64)


def _parents(
    tree: Hierarchy, first: Mapping[str, str], groups: Iterable[str], needed: frozenset[str]
) -> dict[str, str]:
    """The tree over the new codes and those of its groups that are needed; `first` is an old code of each new code."""
    starts = {**first, **{group: group for group in sorted(groups)}}
    found = {}
    for label, start in starts.items():
        above = start if start != label and start in needed else tree.parents.get(start)
        while above is not None and (above not in needed or above == label):
            above = tree.parents.get(above)
        if above is not None:
            found[label] = above
    return found


def _distinct(trees: Sequence[Hierarchy]) -> tuple[Hierarchy, ...]:
    """Without those that group nothing, or as another does."""
    found: dict[frozenset[tuple[str, str]], Hierarchy] = {}
    for tree in trees:
        if tree.parents:
            found.setdefault(frozenset(tree.parents.items()), tree)
    return tuple(found.values())


def _several_answers(dimension: Dimension, needed: frozenset[str]) -> Dimension:
    """Nodes whose counts no needed node bounds are dropped, and groups that are not needed are passed over.

    A group is at most the sum of its children, so these stay with it as soon as one node below it is needed.
    """
    parents = dict(dimension.hierarchies[0].parents) if dimension.hierarchies else {}
    children: dict[str | None, list[str]] = {}
    for label in dict.fromkeys((*(dimension.codes or ()), *parents.values())):
        children.setdefault(parents.get(label), []).append(label)

    def inside(label: str) -> bool:
        return any(child in needed or inside(child) for child in children.get(label, ()))

    codes: list[str] = []
    tree: dict[str, str] = {}

    def keep(label: str, above: str | None) -> None:
        divided, group = inside(label), above
        if not divided:
            codes.append(label)
        if label in needed and divided:
            group = label
        if above is not None and (not divided or group == label):
            tree[label] = above
        for child in children.get(label, ()) if divided else ():
            keep(child, group)

    for top in children.get(None, ()):
        if top in needed or inside(top):
            keep(top, None)
    trees = (Hierarchy(dimension.hierarchies[0].name, tree),) if tree else ()
    return replace(dimension, codes=tuple(codes), hierarchies=trees)


def _policy(request: TableRequest, shapes: Shapes, dimensions: Sequence[Dimension]) -> Policy:
    """The policy in the labels that are left; what named a cell that is not released has no meaning any more."""
    policy = request.policy
    left = {dimension.name: {*dimension.nodes().labels} for dimension in dimensions}
    totals = {dimension.name: dimension.total for dimension in request.dimensions}
    return replace(
        policy,
        not_unsafe=tuple(
            NotUnsafe(item.dimension, labels)
            for item in policy.not_unsafe
            if item.dimension in left and (labels := _declared(request.dimension(item.dimension), item, left))
        ),
        force_published=tuple(cell for cell in map(dict, policy.force_published) if _released(cell, shapes, totals)),
        force_suppressed=tuple(cell for cell in map(dict, policy.force_suppressed) if _released(cell, shapes, totals)),
        weights=tuple(
            (_short(cell, totals), weight)
            for cell, weight in policy.weights
            if all(label in left.get(name, ()) for name, label in _short(cell, totals).items())
        ),
    )


def _declared(dimension: Dimension, item: NotUnsafe, left: Mapping[str, set[str]]) -> tuple[str, ...]:
    """The labels that the declaration covers, one by one: a code that was a group is not one of the finest codes.

    A label that is also the name of a level would be read as the level; it is left out, and nothing is declared of it.
    """
    names = {dimension.name, *(tree.name for tree in dimension.hierarchies)}
    covered: dict[str, None] = {}
    for level in item.levels:
        groups = {parent: None for t in dimension.hierarchies if t.name == level for parent in t.parents.values()}
        covered.update(dict.fromkeys(dimension.codes or ()) if level == dimension.name else groups or {level: None})
    return tuple(label for label in covered if label in left[dimension.name] and label not in names)


def _short(cell: Cell, totals: Mapping[str, str]) -> dict[str, str]:
    """The cell without the dimensions that it sums over."""
    return {name: label for name, label in cell.items() if label != totals[name]}


def _released(cell: Cell, shapes: Shapes, totals: Mapping[str, str]) -> bool:
    named = _short(cell, totals)
    return any(all(label in shape.only.get(name, ()) for name, label in named.items()) for shape in shapes)
