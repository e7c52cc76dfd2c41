"""The variants of a request: every table, and set of tables, that could be given in its place.

For each dimension one of its details (details.py); one table over all of them, several smaller ones, or two tables that
are each fine where the other is coarse; each either with suppression or rounded.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosure.request import TableShape
from disclosure.variants.compacting import Shapes
from disclosure.variants.details import ASKED, Detail

MOST_SPLIT = 4
"""With more dimensions only the sets of all crossings of one size are built, not every set of crossings."""
MOST_VARIANTS = 2_000
"""Variants are built with the fewest changes first; what is left out is counted."""
Details = Mapping[str, Sequence[Detail]]
Chosen = Mapping[str, Detail]


@dataclass(frozen=True)
class Variant:
    """One way to answer.

    Attributes
    ----------
    shapes : the tables, with explicit labels, finest first; the totals of merged codes stand last.
    words : Danish: what is shown.
    changes : steps away from the wording.
    lost : Danish: what of the request is not kept; none for the request itself.
    base : of rounding; 0 is suppression.
    merged : whether codes are merged because they are small; rounding protects without merging.
    lists : how many of the last tables are there only to show the totals of merged codes.
    """

    shapes: Shapes
    words: str
    changes: int
    lost: tuple[str, ...] = ()
    base: int = 0
    merged: bool = False
    lists: int = 0

    @property
    def tables(self) -> Shapes:
        """The tables that answer the request, without those that show the totals of merged codes."""
        return self.shapes[: len(self.shapes) - self.lists]

    def rounded(self, base: int) -> Variant:
        """The same tables, rounded instead of suppressed."""
        lost = (*self.lost, f"alle tal er afrundet til et multiplum af {base}")
        return replace(self, words=f"{self.words}, afrundet", changes=self.changes + 1, lost=lost, base=base)

    @property
    def key(self) -> tuple[object, ...]:
        """Decides between equals, whatever the order in which variants were built."""
        return (self.changes, len(self.shapes), self.words, self.base, str(self.shapes))


def variants(asked: Shapes, details: Details) -> tuple[tuple[Variant, ...], int]:
    """Every variant of the tables `asked`, the request itself first, and how many were left out.

    Parameters
    ----------
    details : per dimension of the tables, as asked first; see details.py. A dimension that a table shows without its
        total has none: it says which population is asked about, and stays with every table.
    """
    built = {
        str(variant.shapes): variant for variant in sorted(_all(asked, details), key=lambda one: one.key, reverse=True)
    }
    found = sorted(built.values(), key=lambda one: one.key)
    return tuple(found[:MOST_VARIANTS]), max(len(found) - MOST_VARIANTS, 0)


def _all(asked: Shapes, details: Details) -> Iterator[Variant]:
    names = tuple(details)
    if not names:
        yield Variant(asked, "tabellen, som der er bedt om den", 0)
    combinations = [dict(zip(names, chosen, strict=True)) for chosen in itertools.product(*details.values())]
    yield from (_one(asked, chosen) for chosen in combinations if any(detail.finest for detail in chosen.values()))
    if len(asked) == 1 and len(names) > 1:
        whole = [chosen for chosen in combinations if all(detail.finest for detail in chosen.values())]
        for family in _families(names):
            yield from (_several(asked[0], family, chosen) for chosen in whole)
        open_ones = [chosen for chosen in whole if not _merged(chosen)]
        pairs = (pair for pair in itertools.combinations(open_ones, 2) if _crosswise(*pair))
        yield from (_pair(asked[0], *pair) for pair in pairs)


def _within(asked: TableShape, only: Mapping[str, tuple[str, ...]], details: Iterable[str]) -> TableShape:
    """A table over the labels, about the population that `asked` is about: what it shows beside the `details`."""
    names = set(details)
    held = {name: labels for name, labels in asked.only.items() if name not in names}
    shown = {**held, **only}
    return TableShape(tuple(shown), shown, tuple(name for name in asked.without_total if name in held))


def _shape(asked: TableShape, chosen: Chosen) -> TableShape | None:
    """One table with the chosen details; as asked it keeps its own labels. None when no dimension is left."""
    only = {
        name: asked.only[name] if chosen[name].key == ASKED else chosen[name].shown
        for name in asked.dimensions
        if name in chosen and chosen[name].finest
    }
    return _within(asked, only, chosen) if only else None


def _with_lists(shapes: Iterable[TableShape | None], asked: Shapes, chosen: Chosen) -> tuple[Shapes, int]:
    """The tables and after them the totals of merged codes, each once; and how many these are."""
    lists = [
        _within(table, {one.dimension: one.listed}, chosen)
        for one in chosen.values()
        for table in asked
        if one.listed and one.dimension in table.dimensions
    ]
    given = {str(shape): shape for shape in shapes if shape is not None}
    made = given | {str(shape): shape for shape in lists}
    return tuple(made.values()), len(made) - len(given)


def _one(asked: Shapes, chosen: Chosen) -> Variant:
    shapes, lists = _with_lists((_shape(table, chosen) for table in asked), asked, chosen)
    kept = [detail.words for detail in chosen.values() if detail.finest]
    steps = sum(detail.steps for detail in chosen.values())
    return Variant(shapes, " × ".join(kept), steps, _lost(chosen), merged=_merged(chosen), lists=lists)


def _merged(chosen: Chosen) -> bool:
    return any(detail.listed for detail in chosen.values())


def _lost(chosen: Chosen) -> tuple[str, ...]:
    return tuple(detail.words for detail in chosen.values() if detail.key != ASKED)


def _several(asked: TableShape, family: Sequence[tuple[str, ...]], chosen: Chosen) -> Variant:
    """A table per member of the family."""
    tables = [_within(asked, {name: chosen[name].shown for name in names}, chosen) for names in family]
    words = "; ".join(" × ".join(chosen[name].words for name in names) for names in family)
    covered = {pair for names in family for pair in itertools.combinations(names, 2)}
    missing = [pair for pair in itertools.combinations(chosen, 2) if pair not in covered]
    changes = 1 + len(missing) + sum(detail.steps for detail in chosen.values())
    lost = (*_lost(chosen), f"{len(family)} tabeller i stedet for én")
    shapes, lists = _with_lists(tables, (asked,), chosen)
    return Variant(shapes, words, changes, lost, merged=_merged(chosen), lists=lists)


def _pair(asked: TableShape, one: Chosen, other: Chosen) -> Variant:
    """Two tables over the same dimensions, each finer than the other in one of them."""
    tables = [_within(asked, {name: each[name].shown for name in each}, each) for each in (one, other)]
    words = "; ".join(" × ".join(detail.words for detail in each.values()) for each in (one, other))
    changes = 1 + sum(min(one[name].steps, other[name].steps) for name in one)
    return Variant(tuple(tables), words, changes, ("to tabeller, som hver er grov, hvor den anden er fin",))


def _crosswise(one: Chosen, other: Chosen) -> bool:
    finer = [set(one[name].shown) > set(other[name].shown) for name in one]
    coarser = [set(one[name].shown) < set(other[name].shown) for name in one]
    same = [one[name].shown == other[name].shown for name in one]
    comparable = all(any(kinds) for kinds in zip(finer, coarser, same, strict=True))
    return comparable and any(finer) and any(coarser)


def _families(names: Sequence[str]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Sets of at least two crossings that name every dimension and none of which lies within another."""
    sizes = range(1, len(names))
    if len(names) > MOST_SPLIT:
        yield from (tuple(itertools.combinations(names, size)) for size in sizes)
        return
    crossings = [crossing for size in reversed(sizes) for crossing in itertools.combinations(names, size)]
    for count in range(2, len(crossings) + 1):
        for family in itertools.combinations(crossings, count):
            nested = any(set(one) < set(other) for one, other in itertools.permutations(family, 2))
            if not nested and {name for crossing in family for name in crossing} == set(names):
                yield family
