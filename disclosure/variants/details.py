"""How finely one dimension is shown: as asked, at a coarser level, with its small codes merged, or not at all.

Whatever is coarser than the request becomes a node of its own, in a hierarchy beside those of the request; a variant
of the request then only names the labels that it shows.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from disclosure.hierarchy import Hierarchy, Nodes
from disclosure.request import Cell, Dimension, Policy, TableRequest
from disclosure.table import BoolArray, FrequencyTable, IntArray
from disclosure.variants.calendar import calendar_parents

FEWEST_BANDS = 2
"""A dimension of fewer bands than this tells nothing."""
LISTED = 2
"""So many groups are named in the words of a detail."""
ASKED = "asked"


@dataclass(frozen=True)
class Detail:
    """One way to show a dimension.

    Attributes
    ----------
    dimension : its name.
    key : stable, unique among the details of the dimension.
    finest : the disjoint labels that it divides the dimension into; none when the dimension is left out.
    above : labels shown beside them that are sums of them.
    listed : the codes whose totals are published beside the table, so that it is known what was merged; else none.
    steps : changes from what was asked for.
    words : Danish.
    """

    dimension: str
    key: str
    finest: tuple[str, ...]
    above: tuple[str, ...]
    steps: int
    words: str
    listed: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """All labels beside the total."""
        return (*self.finest, *self.above)


@dataclass(frozen=True)
class Level:
    """Disjoint nodes of one hierarchy, with what lies above them.

    Attributes
    ----------
    tree : the hierarchy, or None for a dimension without one.
    height : steps from the finest codes.
    nodes : labels, in the order of the dimension.
    merged : label of a merged group -> the nodes in it; empty where nothing is merged.
    unmerged : the level before anything was merged; empty where nothing is.
    """

    tree: Hierarchy | None
    height: int
    nodes: tuple[str, ...]
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unmerged: tuple[str, ...] = ()

    def parent(self, label: str) -> str | None:
        """The group that a node belongs to; None is the total."""
        return self.tree.parents.get(label) if self.tree else None

    def ancestors(self, labels: Iterable[str]) -> tuple[str, ...]:
        """All groups above the labels, each once."""
        found: dict[str, None] = {}
        for label in labels:
            above = self.parent(label)
            while above is not None:
                found[above] = None
                above = self.parent(above)
        return tuple(found)


def levels(dimension: Dimension) -> tuple[Level, ...]:
    """The levels of every hierarchy, the codes themselves first; a level that two hierarchies share stands once.

    The level of height h has the nodes of at most that height whose parents are higher: in a ragged hierarchy a code
    stands for itself beside the groups of its siblings.
    """
    codes = dimension.codes or ()
    found: dict[frozenset[str], Level] = {}
    for tree in dimension.hierarchies or (None,):
        heights = _heights(codes, tree)
        for height in range(max(heights.values(), default=0) + 1):
            level = Level(tree, height, tuple(label for label in heights if _at(heights, tree, label, height)))
            found.setdefault(frozenset(level.nodes), level)
    return tuple(found.values())


def _at(heights: Mapping[str, int], tree: Hierarchy | None, label: str, height: int) -> bool:
    above = tree.parents.get(label) if tree else None
    return heights[label] <= height and (above is None or heights[above] > height)


def _heights(codes: Sequence[str], tree: Hierarchy | None) -> dict[str, int]:
    heights = dict.fromkeys(codes, 0)
    for code in codes:
        label, height = code, 0
        while tree is not None and (above := tree.parents.get(label)) is not None:
            label, height = above, height + 1
            heights[label] = max(heights.get(label, 0), height)
    return heights


def with_bands(dimension: Dimension) -> Dimension:
    """Give a dimension without a hierarchy the calendar's periods, or bands of two and four neighbours.

    Codes that are months or quarters lie in quarters, half-years and years; other numbered codes (ages, years) are
    banded in the order of their numbers.
    """
    codes = dimension.codes or ()
    if dimension.hierarchies or dimension.multiple:
        return dimension
    periods = calendar_parents(codes)
    name, parents = ("kalender", periods) if periods else ("bånd", _bands(codes))
    if not parents or {*parents.values()} & {*codes, dimension.total}:
        return dimension
    return replace(dimension, hierarchies=(Hierarchy(name, parents),))


def _bands(codes: Sequence[str]) -> dict[str, str]:
    """Neighbours two and two, and these two and two; none where a code has no number of its own."""
    numbers = [re.match(r"\D{0,8}(\d+)", code) for code in codes]
    found = [int(number.group(1)) for number in numbers if number]
    if len(found) < len(codes) or len(set(found)) < len(codes):
        return {}
    order = [code for _, code in sorted(zip(found, codes, strict=True))]
    parents: dict[str, str] = {}
    row = [(code, code, code) for code in order]  # label, first code, last code
    while len(row) // 2 >= FEWEST_BANDS:
        pairs = [row[place : place + 2] for place in range(0, len(row), 2)]
        row = [
            (f"{pair[0][1]} til {pair[-1][2]}", pair[0][1], pair[-1][2]) if len(pair) > 1 else pair[0] for pair in pairs
        ]
        for (label, _, _), pair in zip(row, pairs, strict=True):
            parents.update({child: label for child, _, _ in pair if len(pair) > 1})
    return parents


@dataclass(frozen=True)
class Coarser:
    """A request with its coarser nodes, and per dimension the levels that they make."""

    request: TableRequest
    levels: Mapping[str, tuple[Level, ...]]


def with_coarser(table: FrequencyTable, used: Iterable[str], population: Cell) -> Coarser:
    """Add bands, and groups of the codes that are small in a population, to the named dimensions.

    A code is small when its total is unsafe: the same rule as for cells. What the rule tells is met by publishing the
    totals of the codes in the same system, small ones suppressed (see `Detail.listed`).
    """
    wanted, made, found = set(used), [], {}
    for axis, dimension in enumerate(table.system.request.dimensions):
        if dimension.name not in wanted:
            made.append(dimension)
            continue
        banded = with_bands(dimension)
        totals = _totals(table, axis, banded.nodes(), population)
        merged = _merged_levels(banded, totals, table.system.request.policy)
        made.append(_with_groups(banded, merged))
        found[dimension.name] = (*levels(banded), *merged)
    return Coarser(replace(table.system.request, dimensions=tuple(made)), found)


def _totals(table: FrequencyTable, axis: int, nodes: Nodes, population: Cell) -> dict[str, int]:
    """The count of every node of a dimension over a population; of bands as the sum of their codes."""
    system = table.system
    place = system.cell(population)
    line = table.counts[tuple(slice(None) if at == axis else node for at, node in enumerate(place))]
    known = dict(zip(system.nodes[axis].labels, line.tolist(), strict=True))
    sums: IntArray = nodes.members @ line[: nodes.n_codes]
    return {label: known.get(label, int(sums[number])) for number, label in enumerate(nodes.labels)}


def _merged_levels(dimension: Dimension, totals: Mapping[str, int], policy: Policy) -> tuple[Level, ...]:
    """The levels whose small nodes are merged; of a multi-response dimension only that of the codes."""
    taken = {*(dimension.codes or ()), dimension.total, *(g for t in dimension.hierarchies for g in t.parents.values())}
    found = []
    for level in levels(dimension):
        if dimension.multiple and level.height:
            continue
        merged = _merged(level, totals, policy, taken)
        if merged is not None and set(merged.nodes) != set(level.nodes):
            taken.update(merged.merged)
            found.append(merged)
    return tuple(found)


def _merged(level: Level, totals: Mapping[str, int], policy: Policy, taken: set[str]) -> Level | None:
    """The level with the small nodes of every parent in one group; None where that leaves a small node alone."""
    family: dict[str | None, list[str]] = {}
    for label in level.nodes:
        family.setdefault(level.parent(label), []).append(label)
    merged: dict[str, tuple[str, ...]] = {}
    nodes: list[str] = []
    for parent, members in family.items():
        chosen = _to_merge(members, totals, policy)
        if chosen and len(chosen) == len([label for label in members if totals[label] or policy.zeros_protected]):
            if parent is None:
                return None
            nodes.append(parent)
            continue
        nodes.extend(label for label in members if label not in chosen)
        if chosen:
            label = _merged_label(parent, chosen, taken | set(merged))
            merged[label] = chosen
            nodes.append(label)
    return Level(level.tree, level.height, tuple(nodes), merged, level.nodes)


def _to_merge(members: Sequence[str], totals: Mapping[str, int], policy: Policy) -> tuple[str, ...]:
    """The small ones, and as many of the next smallest as make them two and together large enough."""
    lowest = 0 if policy.zeros_protected else 1
    order = sorted((label for label in members if totals[label] >= lowest), key=lambda label: totals[label])
    count = sum(totals[label] < policy.threshold for label in order)
    if not count:
        return ()
    fewest = 2
    while count < len(order) and (count < fewest or sum(totals[label] for label in order[:count]) < policy.threshold):
        count += 1
    chosen = set(order[:count])
    return tuple(label for label in members if label in chosen)


REST = "Øvrige"


def _merged_label(parent: str | None, merged: Sequence[str], taken: set[str]) -> str:
    """What a group of merged nodes is called: unique, and how many they are where the plain name would not do.

    A parent that is itself what is left of something keeps its own words: no "Øvrige i Øvrige".
    """
    together = f"{len(merged)} lagt sammen"
    if parent is None:
        names = [REST, f"{REST} ({together})"]
    elif parent.startswith(REST):
        names = [f"{parent}, {together}", f"{merged[0]} m.fl. ({together})"]
    else:
        names = [f"{REST} i {parent}", f"{REST} i {parent} ({together})"]
    numbered = (f"{names[-1]} {number}" for number in itertools.count(2))
    return next(name for name in itertools.chain(names, numbered) if name not in taken)


def _with_groups(dimension: Dimension, merged: Sequence[Level]) -> Dimension:
    """The dimension with a hierarchy for each merged level; several answers have room for one hierarchy only."""
    trees = []
    for level in (one for one in merged if one.merged):
        parents = dict(level.tree.parents) if level.tree else {}
        for label, members in level.merged.items():
            above = level.parent(members[0])
            parents.update({label: above} if above is not None else {})
            parents.update(dict.fromkeys(members, label))
        trees.append(Hierarchy(f"{level.tree.name if level.tree else dimension.name}, øvrige {level.height}", parents))
    if dimension.multiple and trees:
        return replace(dimension, hierarchies=(trees[0],))
    return replace(dimension, hierarchies=(*dimension.hierarchies, *trees))


@dataclass(frozen=True)
class Asked:
    """What the request shows of a dimension.

    Attributes
    ----------
    title : the dimension in Danish, for sentences.
    finest, above : its labels, see `Detail`.
    nodes : of the dimension with its coarser nodes.
    totals : per node its count over the population that was asked about.
    """

    title: str
    finest: tuple[str, ...]
    above: tuple[str, ...]
    nodes: Nodes
    totals: Mapping[str, int]

    def meets(self, label: str) -> bool:
        """Whether the node has a code that was asked for."""
        mine = self.nodes.members[self.nodes.index[label]]
        return any(bool((mine & self._codes(one)).any()) for one in self.finest)

    def holds(self, label: str) -> bool:
        """Whether the node is one of what was asked for, or coarser."""
        mine = self.nodes.members[self.nodes.index[label]]
        return any(bool((mine | ~self._codes(one)).all()) for one in self.finest)

    def _codes(self, label: str) -> BoolArray:
        members: BoolArray = self.nodes.members[self.nodes.index[label]]
        return members


def asked_of(table: FrequencyTable, axis: int, shown: Sequence[str], title: str, population: Cell) -> Asked:
    """What `shown` (labels of a table with its coarser nodes) asks of the dimension on `axis`."""
    nodes = table.system.nodes[axis]
    numbers = [nodes.index[label] for label in shown if label != nodes.labels[nodes.total]]
    inside = {node: [one for one in numbers if _within(nodes, one, node)] for node in numbers}
    divided = {
        node for node, found in inside.items() if bool(nodes.members[found].sum(axis=0)[nodes.members[node]].all())
    }
    finest = tuple(nodes.labels[number] for number in numbers if number not in divided)
    above = tuple(nodes.labels[number] for number in numbers if number in divided)
    return Asked(title, finest, above, nodes, _totals(table, axis, nodes, population))


def _within(nodes: Nodes, one: int, other: int) -> bool:
    """Whether a node lies in another, or has the same codes and stands before it."""
    mine, whole = nodes.members[one], nodes.members[other]
    return bool((whole | ~mine).all()) and (bool((mine != whole).any()) or one < other)


def details(dimension: Dimension, asked: Asked, found: Sequence[Level], threshold: int) -> tuple[Detail, ...]:
    """Every way to show the dimension, as asked first and left out last; none finer than what was asked for."""
    made = [Detail(dimension.name, ASKED, asked.finest, asked.above, 0, asked.title)]
    for level in found:
        detail = _detail(dimension, asked, level)
        if detail is not None and set(detail.finest) != set(asked.finest):
            made.append(detail)
    made.extend(_frequent(dimension, asked, threshold))
    highest = 1 + max((level.height for level in found), default=0)
    made.append(Detail(dimension.name, "out", (), (), highest, f"uden {asked.title}"))
    return tuple({detail.finest: detail for detail in reversed(made)}.values())[::-1]


def _detail(dimension: Dimension, asked: Asked, level: Level) -> Detail | None:
    finest = tuple(label for label in level.nodes if asked.meets(label))
    if not finest or not all(asked.holds(label) for label in finest):
        return None
    tree = level.tree.name if level.tree else dimension.name
    parents = {
        label: level.parent(level.merged[label][0]) if label in level.merged else level.parent(label)
        for label in finest
    }
    direct = tuple(dict.fromkeys(above for above in parents.values() if above is not None))
    beside = dict.fromkeys((*direct, *level.ancestors(direct)))
    above = tuple(label for label in beside if label in asked.above or label in asked.finest)
    if not level.unmerged:
        words = f"{asked.title} i {len(finest)} grupper ({_some(finest)})"
        return Detail(dimension.name, f"{tree}:{level.height}", finest, above, level.height, words)
    listed = tuple(dict.fromkeys((*(label for label in level.unmerged if asked.meets(label)), *above)))
    count = sum(label not in finest for label in listed if label in level.unmerged)
    groups = tuple(label for label in level.nodes if label not in level.unmerged)
    divided = f" i {len(finest)} grupper," if level.height else ""
    words = f"{asked.title}{divided} med {count} koder lagt sammen ({_some(groups)})"
    return Detail(dimension.name, f"{tree}:{level.height}:merged", finest, above, level.height + 1, words, listed)


def _some(labels: Sequence[str]) -> str:
    return ", ".join((*labels[:LISTED], *(["…"] if len(labels) > LISTED else [])))


def _frequent(dimension: Dimension, asked: Asked, threshold: int) -> Iterator[Detail]:
    """Several answers do not add up: leaving out the rare ones tells nothing about them."""
    frequent = tuple(label for label in asked.finest if asked.totals[label] >= threshold)
    if dimension.multiple and FEWEST_BANDS <= len(frequent) < len(asked.finest):
        yield Detail(dimension.name, "frequent", frequent, (), 1, f"de {len(frequent)} hyppigste af {asked.title}")
