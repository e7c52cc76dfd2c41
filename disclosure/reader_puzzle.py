"""The puzzle a reader is left with: every cell without a count is an unknown, every sum between cells a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from disclosure.crossings import Crossing, crossings_of
from disclosure.errors import BadPublished
from disclosure.hierarchy import Sum
from disclosure.published import NOT_SHOWN, Mark, PublishedTable
from disclosure.puzzle import Puzzle
from disclosure.solver import NO_LIMIT, IntArray, Rows
from disclosure.table import BoolArray, Index, TableSystem

SUM, MOST, COVER = "sum", "most", "cover"


@dataclass(frozen=True)
class Tie:
    """What ties cells along one axis.

    Attributes
    ----------
    axis : number of the axis.
    part : the nodes: a total and its parts.
    kind : SUM (the parts add up to the total), or along a multi-response axis MOST (the one part is at most the
        total) and COVER (the parts together are at least the total).
    """

    axis: int
    part: Sum
    kind: str


@dataclass(frozen=True)
class Block:
    """Rows of one tie: for every position on the other axes the total's and the parts' flat indices."""

    tie: int
    totals: IntArray
    parts: IntArray
    needed: BoolArray


@dataclass(frozen=True)
class ReaderPuzzle:
    """The puzzle with its way back to the table.

    Attributes
    ----------
    unknown_of : shape of the table; the number of the unknown, or -1 where the count is given.
    given : shape of the table; the count where it is published or known, else 0.
    ties, row_ties, row_totals : per row the number of its tie and the flat index of its total.
    joint : whether every solution belongs to some records (otherwise the intervals may be too wide).
    """

    system: TableSystem
    puzzle: Puzzle
    unknown_of: IntArray
    given: IntArray
    ties: tuple[Tie, ...]
    row_ties: IntArray
    row_totals: IntArray
    joint: bool

    @cached_property
    def cells(self) -> IntArray:
        """Shape (n_unknowns, n_axes): the cell of each unknown."""
        return np.argwhere(self.unknown_of >= 0)

    def members(self, row: int) -> tuple[Index, tuple[Index, ...]]:
        """The total's cell and the parts' cells of a row."""
        return _members(self.system, self.ties[int(self.row_ties[row])], int(self.row_totals[row]))


def _members(system: TableSystem, tie: Tie, flat_total: int) -> tuple[Index, tuple[Index, ...]]:
    total = tuple(int(node) for node in np.unravel_index(flat_total, system.shape))
    return total, tuple((*total[: tie.axis], node, *total[tie.axis + 1 :]) for node in tie.part.parts)


def reader_puzzle(published: PublishedTable, mark: Mark) -> ReaderPuzzle:
    """Make the puzzle.

    Raises
    ------
    BadPublished : published or known figures contradict each other; names the sum that does not add up.
    """
    system = published.system
    crossings, joint = crossings_of(system)
    counts = _with_known(published)
    universe = np.zeros(system.shape, dtype=bool)
    for crossing in crossings:
        universe[np.ix_(*_nodes(system, crossing))] = True
    unknown = universe & (counts == NOT_SHOWN)
    unknown_of = np.where(unknown, np.cumsum(unknown).reshape(system.shape) - 1, -1)
    given = np.where(counts == NOT_SHOWN, 0, counts)
    ties = _ties(system)
    blocks = _each_once([block for crossing in crossings for block in _blocks(system, ties, crossing)], ties)
    marked = system.in_release[unknown]
    high = np.where(marked, NO_LIMIT if mark.high is None else mark.high, NO_LIMIT)
    rows, needed, row_ties, row_totals = _rows(system, ties, blocks, unknown_of, given)
    puzzle = Puzzle(np.where(marked, mark.low, 0), high, rows, needed, _places(system, unknown))
    return ReaderPuzzle(system, puzzle, unknown_of, given, ties, row_ties, row_totals, joint)


def _places(system: TableSystem, unknown: BoolArray) -> IntArray:
    """Shape (n_unknowns, n_axes): the code of each unknown, -1 where it is a group's or a total."""
    cells = np.argwhere(unknown)
    return np.where(cells < [nodes.n_codes for nodes in system.nodes], cells, -1)


def _with_known(published: PublishedTable) -> IntArray:
    counts = published.counts.copy()
    for figure in published.system.request.known:
        index = published.system.cell(figure.cell)
        if counts[index] not in (NOT_SHOWN, figure.count):
            raise BadPublished(
                f"Cellen {published.system.sentence(index)}: «known» siger {figure.count}, "
                f"men der er offentliggjort {counts[index]}."
            )
        counts[index] = figure.count
    return counts


def _nodes(system: TableSystem, crossing: Crossing) -> list[IntArray]:
    return [
        np.arange(len(nodes.labels)) if axis in crossing else np.array([nodes.total])
        for axis, nodes in enumerate(system.nodes)
    ]


def _ties(system: TableSystem) -> tuple[Tie, ...]:
    found = []
    for axis, nodes in enumerate(system.nodes):
        for part in nodes.sums:
            if not system.multiple[axis]:
                found.append(Tie(axis, part, SUM))
                continue
            found.extend(Tie(axis, replace(part, parts=(node,)), MOST) for node in part.parts)
            if part.total != nodes.total:
                found.append(Tie(axis, part, COVER))
    return tuple(found)


def _blocks(system: TableSystem, ties: Sequence[Tie], crossing: Crossing) -> Iterator[Block]:
    """All rows of one crossing; needed: one sum per cell that is not finest, every inequality at finest cells."""
    axes = _nodes(system, crossing)
    fewest = np.full(int(np.prod(system.shape)), np.iinfo(np.int64).max, dtype=np.int64)
    placed = []
    for number, tie in enumerate(ties):
        if tie.axis not in crossing:
            continue
        totals = _flat(system, axes, tie.axis, tie.part.total)
        placed.append((number, tie, totals))
        if tie.kind == SUM:
            # The tie's number breaks ties between sums of the same length.
            fewest[totals] = np.minimum(fewest[totals], len(tie.part.parts) * len(ties) + number)
    finest = _finest(system, crossing)
    for number, tie, totals in placed:
        parts = np.stack([_flat(system, axes, tie.axis, node) for node in tie.part.parts], axis=1)
        chosen = fewest[totals] == len(tie.part.parts) * len(ties) + number
        yield Block(number, totals, parts, chosen if tie.kind == SUM else finest.reshape(-1)[totals])


def _flat(system: TableSystem, axes: Sequence[IntArray], axis: int, node: int) -> IntArray:
    grid = [np.array([node]) if place == axis else nodes for place, nodes in enumerate(axes)]
    flat = np.ravel_multi_index(np.ix_(*grid), system.shape)
    return np.asarray(flat, dtype=np.int64).reshape(-1)


def _finest(system: TableSystem, crossing: Crossing) -> BoolArray:
    """Cells that are codes along every single-response axis of the crossing."""
    mask = np.zeros(system.shape, dtype=bool)
    mask[
        np.ix_(
            *(
                np.arange(nodes.n_codes) if axis in crossing and not many else np.arange(len(nodes.labels))
                for axis, (nodes, many) in enumerate(zip(system.nodes, system.multiple, strict=True))
            )
        )
    ] = True
    return mask


def _each_once(blocks: Sequence[Block], ties: Sequence[Tie]) -> list[Block]:
    """Join the blocks of one tie; a row that two crossings share is kept once."""
    joined = []
    for number in range(len(ties)):
        same = [block for block in blocks if block.tie == number]
        if not same:
            continue
        totals = np.concatenate([block.totals for block in same])
        needed = np.concatenate([block.needed for block in same])
        _, first, back = np.unique(totals, return_index=True, return_inverse=True)
        any_needed = np.zeros(len(first), dtype=bool)
        np.logical_or.at(any_needed, back, needed)
        parts = np.concatenate([block.parts for block in same])[first]
        joined.append(Block(number, totals[first], parts, any_needed))
    return joined


@dataclass(frozen=True)
class _Lines:
    """Rows of one block that hold an unknown, in the form of `Rows`."""

    lengths: IntArray
    columns: IntArray
    coefficients: IntArray
    low: IntArray
    high: IntArray
    kept: BoolArray


def _rows(
    system: TableSystem, ties: Sequence[Tie], blocks: Sequence[Block], unknown_of: IntArray, given: IntArray
) -> tuple[Rows, BoolArray, IntArray, IntArray]:
    lines = [_lines(system, ties[block.tie], block, unknown_of, given) for block in blocks]

    def joined(parts: list[IntArray]) -> IntArray:
        return np.concatenate([np.zeros(0, dtype=np.int64), *parts])

    lengths = joined([line.lengths for line in lines])
    rows = Rows(
        np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)]),
        joined([line.columns for line in lines]),
        joined([line.coefficients for line in lines]),
        joined([line.low for line in lines]),
        joined([line.high for line in lines]),
    )
    pairs = list(zip(blocks, lines, strict=True))
    needed = joined([block.needed[line.kept].astype(np.int64) for block, line in pairs]).astype(bool)
    row_ties = joined([np.full(int(line.kept.sum()), block.tie) for block, line in pairs])
    return rows, needed, row_ties, joined([block.totals[line.kept] for block, line in pairs])


def _lines(system: TableSystem, tie: Tie, block: Block, unknown_of: IntArray, given: IntArray) -> _Lines:
    """Total minus parts is 0 (SUM), at least 0 (MOST); parts minus total is at least 0 (COVER)."""
    cells = np.concatenate([block.totals[:, None], block.parts], axis=1)
    signs = np.full(cells.shape, 1 if tie.kind == COVER else -1, dtype=np.int64)
    signs[:, 0] = -signs[0, 0] if len(signs) else 0
    unknowns = unknown_of.reshape(-1)[cells]
    right = -(signs * given.reshape(-1)[cells]).sum(axis=1)
    is_open = unknowns >= 0
    kept = is_open.any(axis=1)
    wrong = ~kept & ((right != 0) if tie.kind == SUM else (right > 0))
    if wrong.any():
        raise BadPublished(_contradiction(system, tie, int(block.totals[wrong][0]), given))
    low = right[kept]
    high = low if tie.kind == SUM else np.full(len(low), NO_LIMIT, dtype=np.int64)
    inside = is_open[kept]
    return _Lines(inside.sum(axis=1), unknowns[kept][inside], signs[kept][inside], low, high, kept)


def _contradiction(system: TableSystem, tie: Tie, flat_total: int, given: IntArray) -> str:
    total, parts = _members(system, tie, flat_total)
    figures = [int(given[part]) for part in parts]
    name = system.request.dimensions[tie.axis].name
    if tie.kind == MOST:
        return f"Cellen {system.sentence(parts[0])} er {figures[0]}, men kan højst være {int(given[total])}."
    if tie.kind == COVER:
        return f"Cellen {system.sentence(total)} er {int(given[total])}, men delene giver højst {sum(figures)}."
    return (
        f"Summen over «{name}» går ikke op: cellen {system.sentence(total)} er {int(given[total])}, "
        f"men delene giver {sum(figures)}."
    )
