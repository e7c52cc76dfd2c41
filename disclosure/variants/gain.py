"""What the requester keeps of a table: the measures by which variants are compared.

Information is the mutual information between a counted mention's cell in the request and what is published of it, in
bits, over all mentions: the measure of De Waal and Willenborg (Netherlands Official Statistics 14, 1999) for global
recoding and local suppression. What is published divides the mentions into cells, so it is the Shannon entropy of
that division: a cell with x of N mentions tells x·log2(N/x) bits, and all mentions that stand in no published cell
are one lump. It grows with detail and falls with suppression, so a fine table full of `[c]` does not beat a coarser
open one. Of a rounded count r with base b only the r − b + 1 that are certainly there count, each with the
log2(N/x) bits of its cell, and there is no lump: rounding erases at random which mentions these are.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.request import TableShape
from disclosure.table import IntArray, TableSystem
from disclosure.variants.compacting import Shapes

NOT_SHOWN = -1
Cuts = Mapping[str, Sequence[tuple[str, ...]]]
"""Per dimension the ways to divide it into disjoint labels."""


@dataclass(frozen=True)
class Gain:
    """What is kept; more is better, but for `changes`.

    Attributes
    ----------
    information : bits, to one decimal; of several tables that of the most telling one, because what they tell
        together cannot be read off them.
    cells : counts that are shown, of all tables, each once.
    mass : of the mentions in the finest cells of the tables, the share that is shown, per mille.
    detail : per dimension into how many labels it is divided at most; 0 where it is left out.
    changes : steps away from the wording of the request.
    """

    information: float
    cells: int
    mass: int
    detail: tuple[int, ...]
    changes: int

    def _values(self) -> tuple[float, ...]:
        return (self.information, self.cells, self.mass, *self.detail, -self.changes)

    def at_least(self, other: Gain) -> bool:
        """Whether it is nowhere worse."""
        return all(mine >= theirs for mine, theirs in zip(self._values(), other._values(), strict=True))

    def dominates(self, other: Gain) -> bool:
        """Whether it is nowhere worse and somewhere better."""
        return self.at_least(other) and self._values() != other._values()


@dataclass(frozen=True)
class Ruler:
    """What all variants of one request are measured against.

    Attributes
    ----------
    mentions : N, the sum of the finest cells that were asked for.
    cuts : see `Cuts`; a table is as telling as its most telling division.
    dimensions : those of the request that variants change, in its order.
    """

    mentions: int
    cuts: Cuts
    dimensions: tuple[str, ...]

    def gain(self, system: TableSystem, certain: IntArray, counts: IntArray, shapes: Shapes, changes: int) -> Gain:
        """Measure the tables `shapes` of a system.

        Parameters
        ----------
        certain : shape of the system; what is certain of each cell's count, NOT_SHOWN where it is suppressed.
        counts : the true counts.
        """
        tables = [_Read(system, shape, self) for shape in shapes]
        mask = np.zeros(system.shape, dtype=bool)
        for table in tables:
            mask[table.block(table.shown)] = True
        shown = whole = 0
        for table in tables:
            block = table.block(table.finest)
            shown += int(np.maximum(certain[block], 0).sum())
            whole += int(counts[block].sum())
        detail = tuple(max(len(table.finest.get(name, ())) for table in tables) for name in self.dimensions)
        blocks = [table.block(cut) for table in tables for cut in table.divisions()]
        bits = max(self._bits(certain[block], counts[block]) for block in blocks)
        return Gain(bits, int((certain[mask] != NOT_SHOWN).sum()), 1000 * shown // max(whole, 1), detail, changes)

    def _bits(self, certain: IntArray, counts: IntArray) -> float:
        there = certain > 0
        told: list[float] = [
            sure * math.log2(self.mentions / count)
            for sure, count in zip(certain[there].tolist(), counts[there].tolist(), strict=True)
            if count <= self.mentions
        ]
        exact = bool(((certain == counts) | (certain == NOT_SHOWN)).all())
        lump = self.mentions - int(certain[there].sum())
        rest = lump * math.log2(self.mentions / lump) if exact and lump > 0 else 0.0
        return round(float(sum(told)) + rest, 1)


class _Read:
    """One table: the labels that it shows, and the divisions that these hold."""

    def __init__(self, system: TableSystem, shape: TableShape, ruler: Ruler) -> None:
        self._system = system
        totals = {d.name: () if d.name in shape.without_total else (d.total,) for d in system.request.dimensions}
        self.shown = {name: (*labels, *totals[name]) for name, labels in shape.only.items()}
        self._cuts = {
            name: [cut for cut in ruler.cuts.get(name, ()) if set(cut) <= set(labels)] or [tuple(labels)]
            for name, labels in shape.only.items()
        }

    @property
    def finest(self) -> Mapping[str, tuple[str, ...]]:
        """Per dimension the division into most labels."""
        return {name: max(cuts, key=len) for name, cuts in self._cuts.items()}

    def divisions(self) -> Iterator[Mapping[str, tuple[str, ...]]]:
        """Every combination of divisions of the dimensions."""
        for cuts in itertools.product(*self._cuts.values()):
            yield dict(zip(self._cuts, cuts, strict=True))

    def block(self, labels: Mapping[str, Sequence[str]]) -> tuple[IntArray, ...]:
        """The cells with these labels; a dimension not named is at its total."""
        nodes = zip(self._system.request.dimensions, self._system.nodes, strict=True)
        return np.ix_(*([one.index[label] for label in labels.get(d.name, (d.total,))] for d, one in nodes))
