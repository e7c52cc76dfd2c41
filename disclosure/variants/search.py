"""The search for the most open safe tables of a request.

Every variant (variant.py) has a bound: what it would keep if nothing but its unsafe cells were suppressed. Protection
only takes away, so a variant whose bound is nowhere better than what an offer already keeps cannot be among the best,
and is left out with certainty. The others are protected and proved, small arrays first and among them the most
promising, as long as the budget of work lasts; what then was not tried is counted. The same request gives the same
offers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from disclosure.checker import check_files
from disclosure.errors import NothingSafe, NotProved, NotSupported
from disclosure.primary import declared_safe
from disclosure.proofs import Made, counts_shown, proof_files
from disclosure.protected import ProtectedTable, protect
from disclosure.request import Cell, TableRequest
from disclosure.rounding.rounded import rounded, rounding_base
from disclosure.table import BoolArray, FrequencyTable, IntArray
from disclosure.variants.compacting import Shapes, compacted, explicit
from disclosure.variants.details import Coarser, Detail, asked_of, details, with_coarser
from disclosure.variants.gain import NOT_SHOWN, Gain, Ruler
from disclosure.variants.hopeless import hopeless
from disclosure.variants.merging import hides_unmerged
from disclosure.variants.variant import Variant, variants

BUDGET = 60_000
"""Cells that are protected at most, over all variants; a rounded table counts as its cells too."""
EXACT_BESIDE = (
    "Afrunding er ikke prøvet: andre udleverede eller kendte tal viser nøjagtige summer, og så holder løftet for "
    "afrundede tal ikke."
)
Tabulate = Callable[[TableRequest], FrequencyTable]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Protection:
    """How a variant is protected.

    Attributes
    ----------
    suppressed : protects a variant together with all that stands beside it, which is in its request before the
        variant's own tables; raises NothingSafe or NotSupported where it cannot.
    rounds : whether rounding may be tried: not where something exact is given that is none of the tables.
    """

    suppressed: Callable[[FrequencyTable], ProtectedTable] = protect
    rounds: bool = True


USUAL = Protection()


class Ending(Enum):
    """How a search ended."""

    NOTHING_NEEDED = "nothing_needed"
    OFFERS = "offers"
    NOTHING_SAFE = "nothing_safe"


@dataclass(frozen=True)
class Offer:
    """A safe variant with its proof.

    Attributes
    ----------
    made : the protected or rounded table; the offered tables stand after those that are released anyway.
    files : the proof, accepted by the checker; protected.csv or rounded.csv is the only one that may leave.
    """

    variant: Variant
    made: Made
    gain: Gain
    files: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Found:
    """What a search found.

    Attributes
    ----------
    offers : up to three of the best: the most telling that still crosses all, the one closest to the wording, and
        the one with the most counts.
    best : every safe variant that no other found one outdoes, the most telling first.
    asked : what the request would keep if nothing had to be protected.
    request : the request with every coarser node, which the labels of the offers name.
    dimensions : those that were varied, in the order of `Gain.detail`.
    variants, tried, unsafe : variants there are; those that were worked on; those of them without a safe version.
    outdone : left out because an offer keeps at least as much in every respect.
    not_tried : left out because the budget was spent, or because there were too many.
    refused : Danish sentences: kinds of variants that were not looked at, and why.
    """

    ending: Ending
    offers: tuple[Offer, ...]
    best: tuple[Offer, ...]
    asked: Gain
    request: TableRequest
    dimensions: tuple[str, ...]
    variants: int
    tried: int
    unsafe: int
    outdone: int
    not_tried: int
    refused: tuple[str, ...]

    @property
    def exhaustive(self) -> bool:
        """Whether every variant was tried or outdone with certainty."""
        return self.not_tried == 0


def search(
    request: TableRequest,
    tabulate: Tabulate,
    varied: Sequence[int] | None = None,
    titles: Mapping[str, str] | None = None,
    budget: int = BUDGET,
    progress: Progress | None = None,
    protection: Protection = USUAL,
) -> Found:
    """Find the best safe variants of a request.

    Parameters
    ----------
    tabulate : counts the register's records, or the inner cells, as a request wants them.
    varied : numbers of the tables that may be varied; the others are released as they are. All when left out.
    titles : per dimension its name in Danish, for sentences.
    budget : of work, in cells protected.
    progress : told how many variants are settled, of how many.
    protection : how a variant is protected.

    Raises
    ------
    UnusableInput : the request or the data cannot be used.
    """
    space = space_of(request, tabulate, varied, titles, rounds=protection.rounds)
    return _Search(space, budget, protection).run(progress)


@dataclass(frozen=True)
class Space:
    """All that a search goes through.

    Attributes
    ----------
    table : the counts, with every coarser node.
    kept : the tables that are released in any case.
    variants : with suppression first and rounded after, each with its bound.
    left_out, refused : see `Found`.
    """

    table: FrequencyTable
    kept: Shapes
    ruler: Ruler
    asked: Gain
    variants: tuple[tuple[Variant, Gain], ...]
    left_out: int
    refused: tuple[str, ...]


def space_of(
    request: TableRequest,
    tabulate: Tabulate,
    varied: Sequence[int] | None = None,
    titles: Mapping[str, str] | None = None,
    *,
    rounds: bool = True,
) -> Space:
    """Build the variants of a request and their bounds; errors as `search`."""
    plain = tabulate(request)
    shapes = explicit(plain.system.request)
    chosen = tuple(shapes[number] for number in (range(len(shapes)) if varied is None else varied))
    kept = tuple(shape for shape in shapes if shape not in chosen)
    held = {name: shape.only[name] for shape in chosen for name in shape.without_total}
    population = {name: labels[0] for name, labels in held.items() if len(labels) == 1}
    free = {name for shape in chosen for name in shape.dimensions} - set(held)
    coarser = with_coarser(plain, free, population)
    table = tabulate(coarser.request)
    ways = _ways(table, coarser, chosen, population, titles or {})
    ruler = _ruler(table, chosen, {name: [one.finest for one in each] for name, each in ways.items()})
    measured = Bounds(table, ruler)
    found, left_out = variants(chosen, ways)
    base = rounding_base(request.policy)
    exact = kept or request.known or request.policy.occurring or not rounds
    refused = (EXACT_BESIDE,) if exact else ()
    both = (*found, *(() if refused else (one.rounded(base) for one in found if not one.merged)))
    return Space(
        table=table,
        kept=kept,
        ruler=ruler,
        asked=ruler.gain(table.system, table.counts, table.counts, chosen, 0),
        variants=tuple((variant, measured.of(variant)) for variant in both),
        left_out=left_out,
        refused=refused,
    )


def _ways(
    table: FrequencyTable, coarser: Coarser, chosen: Shapes, population: Cell, titles: Mapping[str, str]
) -> dict[str, tuple[Detail, ...]]:
    """Per varied dimension the ways to show it."""
    found = {}
    for axis, dimension in enumerate(table.system.request.dimensions):
        if dimension.name in coarser.levels:
            shown = dict.fromkeys(label for shape in chosen for label in shape.only.get(dimension.name, ()))
            title = titles.get(dimension.name, dimension.name)
            asked = asked_of(table, axis, tuple(shown), title, population)
            each = details(dimension, asked, coarser.levels[dimension.name], coarser.request.policy.threshold)
            found[dimension.name] = each
    return found


def _ruler(table: FrequencyTable, chosen: Shapes, cuts: Mapping[str, Sequence[tuple[str, ...]]]) -> Ruler:
    """Mentions are counted in the finest cells of the request's largest table."""
    system = table.system
    largest = max(chosen, key=lambda shape: len(shape.dimensions))
    finest = {name: cuts[name][0] if name in cuts else labels for name, labels in largest.only.items()}
    place = [
        [nodes.index[label] for label in finest.get(d.name, (d.total,))]
        for d, nodes in zip(system.request.dimensions, system.nodes, strict=True)
    ]
    divisions = {name: [cut for cut in found if cut] for name, found in cuts.items()}
    return Ruler(int(table.counts[np.ix_(*place)].sum()), divisions, tuple(cuts))


class Bounds:
    """The most that a variant can keep: all but its unsafe cells; of a rounded one every count rounded up."""

    def __init__(self, table: FrequencyTable, ruler: Ruler) -> None:
        self._table, self._ruler = table, ruler
        policy, counts = table.system.request.policy, table.counts
        small = (counts >= int(not policy.zeros_protected)) & (counts < policy.threshold)
        small &= ~declared_safe(table.system) & ~self._forced()
        self._certain: IntArray = np.where(small, NOT_SHOWN, counts)

    def _forced(self) -> BoolArray:
        forced = np.zeros(self._table.system.shape, dtype=bool)
        for cell in self._table.system.request.policy.force_published:
            forced[self._table.system.cell(cell)] = True
        return forced

    def of(self, variant: Variant) -> Gain:
        """The bound of one variant."""
        certain, counts = self._certain, self._table.counts
        if variant.base:
            certain = certain_of(-(-counts // variant.base) * variant.base, variant.base)
        return self._ruler.gain(self._table.system, certain, counts, variant.tables, variant.changes)


def certain_of(counts: IntArray, base: int) -> IntArray:
    """What a reader can be certain of: of a rounded count r at least r - base + 1."""
    return np.maximum(counts - base + 1, 0)


def _large(shapes: Shapes) -> int:
    """The order of magnitude (powers of 4) of an array; what little is left of a budget goes to small ones."""
    labels: dict[str, set[str]] = {}
    for shape in shapes:
        for name, shown in shape.only.items():
            labels.setdefault(name, {""}).update(shown)
    return math.prod(len(shown) for shown in labels.values()).bit_length() // 2


def _crossed(variant: Variant) -> int:
    """So many dimensions are crossed in one of its tables."""
    return max(len(shape.dimensions) - len(shape.without_total) for shape in variant.tables)


def _promise(bound: Gain) -> float:
    """What a variant promises: much information, of which little stands in small cells that will be suppressed."""
    return bound.information * bound.mass


class _Search:
    """One search on its way."""

    def __init__(self, space: Space, budget: int, protection: Protection) -> None:
        self.space, self.left, self.protection = space, budget, protection
        self.offers: list[Offer] = []
        self.tried = self.unsafe = self.outdone = self.not_tried = 0

    def run(self, progress: Progress | None) -> Found:
        """Work through the variants: the request itself, then the best of those that cross less, then all others.

        What crosses less is soon protected, and the most promising of them outdoes most of its kind. The others go from
        small to large and by what they promise.
        """
        own, *others = self.space.variants
        kept = self.space.kept
        promising = sorted(others, key=lambda one: (-_promise(one[1]), -one[1].cells, one[0].key))
        best: dict[int, tuple[Variant, Gain]] = {}
        for one in promising:
            best.setdefault(_crossed(one[0]), one)
        first = [best[crossed] for crossed in sorted(best) if crossed < _crossed(own[0])]
        rest = [one for one in promising if one not in first]
        order = [own, *first, *sorted(rest, key=lambda one: _large((*kept, *one[0].shapes)))]
        for number, (variant, bound) in enumerate(order, start=1):
            self._settle(variant, bound)
            if progress is not None:
                progress(number, len(order))
            if variant is own[0] and self._is_open():
                return self._found(Ending.NOTHING_NEEDED, len(order))
        return self._found(Ending.OFFERS if self.offers else Ending.NOTHING_SAFE, len(order))

    def _is_open(self) -> bool:
        """Whether the request itself needs nothing suppressed."""
        made = self.offers[0].made if self.offers else None
        return isinstance(made, ProtectedTable) and made.n_suppressed == 0

    def _settle(self, variant: Variant, bound: Gain) -> None:
        if any(offer.gain.at_least(bound) for offer in self.offers):
            self.outdone += 1
            return
        small = compacted(self.space.table, (*self.space.kept, *variant.shapes))
        if not variant.base and hopeless(small):
            self.tried += 1
            self.unsafe += 1
            return
        if small.counts.size > self.left:
            self.not_tried += 1
            return
        self.left -= small.counts.size
        self.tried += 1
        offer = self._offer(variant, small)
        if offer is None:
            self.unsafe += 1
        elif not any(one.gain.at_least(offer.gain) for one in self.offers):
            self.offers = [one for one in self.offers if not offer.gain.dominates(one.gain)] + [offer]

    def _offer(self, variant: Variant, small: FrequencyTable) -> Offer | None:
        """The variant protected and proved, or None where no safe version was found."""
        try:
            made: Made = rounded(small, variant.base) if variant.base else self.protection.suppressed(small)
        except (NothingSafe, NotSupported):
            return None
        if isinstance(made, ProtectedTable) and hides_unmerged(variant, made):
            return None
        files = proof_files(made)
        failures = check_files({name: text.encode() for name, text in files.items()})
        if failures:
            raise NotProved(f"Beviset for «{variant.words}» holder ikke: {failures[0]}")
        shown = counts_shown(made)
        certain = certain_of(shown, variant.base) if variant.base else shown
        gain = self.space.ruler.gain(small.system, certain, small.counts, variant.tables, variant.changes)
        return Offer(variant, made, gain, files)

    def _found(self, ending: Ending, count: int) -> Found:
        best = sorted(self.offers, key=lambda one: (-one.gain.information, one.variant.key))
        return Found(
            ending=ending,
            offers=tuple(_shortlist(best)),
            best=tuple(best),
            asked=self.space.asked,
            request=self.space.table.system.request,
            dimensions=self.space.ruler.dimensions,
            variants=count + self.space.left_out,
            tried=self.tried,
            unsafe=self.unsafe,
            outdone=self.outdone,
            not_tried=self.not_tried + self.space.left_out,
            refused=self.space.refused,
        )


def _shortlist(best: Sequence[Offer]) -> Iterator[Offer]:
    """Three of the best: the most telling that still crosses all, the closest to the wording, the most counts."""
    left = list(best)
    orders: list[Callable[[Offer], tuple[float, ...]]] = [
        lambda one: (-max(len(shape.dimensions) for shape in one.variant.shapes), -one.gain.information),
        lambda one: (one.gain.changes, -one.gain.information),
        lambda one: (-one.gain.cells, -one.gain.information),
    ]
    for order in orders:
        if left:
            chosen = min(left, key=order)
            left.remove(chosen)
            yield chosen
