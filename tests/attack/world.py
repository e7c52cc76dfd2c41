"""SPEC, data and a protected table as sets of unknowns, read straight from DESIGN section 7.

The program under attack is not imported. One unknown is the number of records of one kind: one code on every
single-response dimension, and one *set* of codes on every multi-response dimension. Every cell of every table is then
a plain sum of unknowns, and two multi-response dimensions or several hierarchies need no special case.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product
from typing import Any

Atom = frozenset[str]
Labels = tuple[str, ...]
Unknowns = frozenset[int]


@dataclass(frozen=True)
class Axis:
    """One dimension.

    Attributes
    ----------
    atoms : what one record can have here: one code, or any set of codes.
    members : per label (code, group, total) the numbers of its atoms.
    sums : (whole, parts) labels whose counts add up; none along a multi-response dimension.
    """

    name: str
    role: str
    multiple: bool
    total: str
    codes: tuple[str, ...]
    atoms: tuple[Atom, ...]
    members: Mapping[str, frozenset[int]]
    sums: tuple[tuple[str, tuple[str, ...]], ...]
    level_groups: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class World:
    """Everything that is true, and what the request says about it."""

    axes: tuple[Axis, ...]
    tables: tuple[tuple[str, ...], ...]
    count: str
    policy: Mapping[str, Any]
    known: tuple[tuple[Labels, int], ...]
    truth: Mapping[int, int]

    @property
    def threshold(self) -> int:
        """n: counts below it are small."""
        return int(self.policy.get("threshold", 5))

    @property
    def zeros_protected(self) -> bool:
        """Whether a 0 is itself unsafe."""
        return bool(self.policy.get("zeros", "publishable") == "protected")

    def unknowns(self, labels: Labels) -> Unknowns:
        """The unknowns whose sum the cell is."""
        numbers = {0}
        for axis, label in zip(self.axes, labels, strict=True):
            numbers = {number * len(axis.atoms) + atom for number in numbers for atom in axis.members[label]}
        return frozenset(numbers)

    def count_of(self, unknowns: Iterable[int]) -> int:
        """The true sum."""
        return sum(self.truth.get(unknown, 0) for unknown in unknowns)

    def cell(self, named: Mapping[str, str]) -> Labels:
        """Labels of a cell named by {dimension: label}."""
        return tuple(named.get(axis.name, axis.total) for axis in self.axes)

    def cells(self, table: Sequence[str]) -> list[Labels]:
        """Every publishable cell of one table."""
        return list(product(*(tuple(a.members) if a.name in table else (a.total,) for a in self.axes)))

    def released(self) -> dict[Labels, Unknowns]:
        """Every publishable cell of all tables, each once."""
        return {labels: self.unknowns(labels) for table in self.tables for labels in self.cells(table)}

    def sums(self) -> list[tuple[Labels, tuple[Labels, ...]]]:
        """Every (whole, parts) printed in some table."""
        found: dict[tuple[Labels, tuple[Labels, ...]], None] = {}
        for table in self.tables:
            for place, axis in enumerate(self.axes):
                if axis.name not in table:
                    continue
                across = [tuple(a.members) if a.name in table and a is not axis else (a.total,) for a in self.axes]
                for rest in product(*across):
                    for whole, parts in axis.sums:
                        lines = tuple((*rest[:place], part, *rest[place + 1 :]) for part in parts)
                        found[((*rest[:place], whole, *rest[place + 1 :]), lines)] = None
        return list(found)

    def declared_safe(self, labels: Labels) -> bool:
        """Whether the jurist declared the cell safe: by level, or by forcing it out."""
        if any(self.cell(named) == labels for named in self.policy.get("force_published", [])):
            return True
        by_name = {axis.name: (axis, label) for axis, label in zip(self.axes, labels, strict=True)}
        return any(
            _at_level(*by_name[item["dimension"]], level)
            for item in self.policy.get("not_unsafe", [])
            for level in item["levels"]
        )


def _at_level(axis: Axis, label: str, level: str) -> bool:
    if level == axis.name:
        return label in axis.codes
    if level in axis.level_groups:
        return label in axis.level_groups[level]
    return label == level


def read_world(
    spec: Mapping[str, Any],
    cells: Sequence[Mapping[str, Any]] | None = None,
    records: Sequence[Mapping[str, str]] | None = None,
) -> World:
    """Read a SPEC with inner cells or with records (a multi-response column holds codes separated by `|`)."""
    rows = list(cells if cells is not None else records or ())
    axes = tuple(_axis(item, rows) for item in spec["dimensions"])
    count = spec.get("count", "count")
    truth: dict[int, int] = {}
    for row in rows:
        number = 0
        for axis in axes:
            number = number * len(axis.atoms) + axis.atoms.index(_atom(axis.multiple, row[axis.name]))
        truth[number] = truth.get(number, 0) + (int(row[count]) if cells is not None else 1)
    names = tuple(axis.name for axis in axes)
    tables = tuple(tuple(table) for table in spec.get("tables", [names]))
    known = tuple(
        (tuple(item["cell"].get(axis.name, axis.total) for axis in axes), item["count"])
        for item in spec.get("known", [])
    )
    return World(axes, tables, count, spec.get("policy", {}), known, truth)


def _atom(multiple: bool, text: str) -> Atom:
    return frozenset(code for code in text.split("|") if code) if multiple else frozenset({text})


def _axis(item: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Axis:
    name, total = item["name"], item.get("total", "I alt")
    multiple = item.get("responses", "single") == "multiple"
    hierarchies = item.get("hierarchies", [])
    groups = {parent for hierarchy in hierarchies for parent in hierarchy["parents"].values()}
    mentioned = {child for hierarchy in hierarchies for child in hierarchy["parents"]} - groups
    seen = set(chain.from_iterable(_atom(multiple, row[name]) for row in rows))
    codes = tuple(item.get("codes") or sorted(mentioned | seen))
    atoms = tuple(_subsets(codes)) if multiple else tuple(frozenset({code}) for code in codes)
    under: dict[str, frozenset[str]] = {code: frozenset({code}) for code in codes}
    sums: dict[tuple[str, tuple[str, ...]], None] = {}
    for hierarchy in hierarchies or [{"parents": {}}]:
        children = _children(hierarchy["parents"], codes, total)
        for whole, parts in children.items():
            sums[(whole, tuple(parts))] = None
            if whole != total:
                under[whole] = _below(whole, children)
    members = {label: frozenset(n for n, atom in enumerate(atoms) if atom & below) for label, below in under.items()}
    members[total] = frozenset(range(len(atoms)))
    level_groups = {h["name"]: frozenset(h["parents"].values()) for h in hierarchies}
    role = item.get("role", "sensitive")
    return Axis(name, role, multiple, total, codes, atoms, members, () if multiple else tuple(sums), level_groups)


def _children(parents: Mapping[str, str], codes: Sequence[str], total: str) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for label in dict.fromkeys((*codes, *parents.values())):
        children.setdefault(parents.get(label, total), []).append(label)
    return children


def _below(label: str, children: Mapping[str, Sequence[str]]) -> frozenset[str]:
    if label not in children:
        return frozenset({label})
    return frozenset(chain.from_iterable(_below(child, children) for child in children[label]))


def _subsets(codes: Sequence[str]) -> Iterable[Atom]:
    return (frozenset(chosen) for size in range(len(codes) + 1) for chosen in combinations(codes, size))


@dataclass(frozen=True)
class Pattern:
    """What was published: per cell its count, or None where it is suppressed."""

    shown: Mapping[Labels, int | None]

    @property
    def suppressed(self) -> list[Labels]:
        """The cells without a count."""
        return [labels for labels, count in self.shown.items() if count is None]


def read_pattern(world: World, rows: Iterable[Mapping[str, Any]]) -> tuple[Pattern, list[str]]:
    """Read protected.csv; the second value lists what is wrong with its form or its figures."""
    wrong: list[str] = []
    shown: dict[Labels, int | None] = {}
    listed: dict[tuple[str, Labels], None] = {}
    for row in rows:
        labels = tuple(row[axis.name] for axis in world.axes)
        key = (str(row.get("table", "0")), labels)
        if key in listed:
            wrong.append(f"twice: {key}")
        listed[key] = None
        text = str(row[world.count])
        count = None if text == "" else int(text)
        if (count is None) != (row["status"] == "suppressed"):
            wrong.append(f"status and count disagree: {key}")
        if shown.setdefault(labels, count) != count:
            wrong.append(f"one margin, two statuses: {key}")
    expected = {(str(place), labels) for place, table in enumerate(world.tables) for labels in world.cells(table)}
    wrong.extend(f"missing: {key}" for key in sorted(expected - set(listed)))
    wrong.extend(f"not asked for: {key}" for key in sorted(set(listed) - expected))
    for labels, count in shown.items():
        if count is not None and count != world.count_of(world.unknowns(labels)):
            wrong.append(f"false figure {count}: {labels}")
    return Pattern(shown), wrong
