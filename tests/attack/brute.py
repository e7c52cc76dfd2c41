"""The promise of DESIGN section 3, checked literally on small tables.

`broken` lists every clause that a protected table does not keep. Nothing of the program is imported: the SPEC is read
by world.py, the question whether a whole-number table exists is answered by search.py.

Two readings are left open by the text and are both available as `strict`: whether a suppressed *total* whose parts hide
a zero may be taken to be 0 (it stands in that sum too), and whether a participant also sees that zeros are shown.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from tests.attack.search import Row, Solution, equal, solve
from tests.attack.world import Axis, Labels, Pattern, Unknowns, World

Test = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Broken:
    """One clause that does not hold.

    Attributes
    ----------
    clause : "published", "outsider", "reader", "participant", "group", or "false" (no table fits what is published).
    cell : the cell the clause is about.
    detail : which value is excluded, who takes part, or which category the group is in.
    """

    clause: str
    cell: Labels
    detail: str


@dataclass
class Attacker:
    """Someone with a set of rows she knows to hold; keeps the tables already found."""

    rows: list[Row]
    guess: dict[int, int]
    tables: list[Solution] = field(default_factory=list)

    def can_be(self, unknowns: Unknowns, value: int) -> bool:
        """Whether the sum may have this value."""
        return self.allows(equal(unknowns, value), lambda total: total == value)

    def allows(self, row: Row, test: Test) -> bool:
        """Whether some table also satisfies `row`; `test` reads the row's sum in tables already found."""
        for table in self.tables:
            if test(sum(table.get(unknown, 0) for unknown in row.unknowns)):
                return True
        found = solve([*self.rows, row], self.guess)
        if found is not None:
            self.tables.append(found)
        return found is not None

    def possible(self, unknowns: Unknowns, values: range) -> list[int]:
        """The values among `values` that the sum may have."""
        return [value for value in values if self.can_be(unknowns, value)]

    def knowing(self, rows: Sequence[Row]) -> Attacker:
        """The same with more rows."""
        return Attacker([*self.rows, *rows], self.guess)


def broken(world: World, pattern: Pattern, strict: bool = False) -> list[Broken]:
    """Every clause of the promise that the published pattern breaks, in a fixed order."""
    if not (_agrees(world, pattern)):
        return [Broken("false", (), "the truth does not agree with what is published and known")]
    base = published_rows(world, pattern)
    outsider = Attacker(base, dict(world.truth))
    found = list(_outsider(world, pattern, outsider))
    reader = Attacker([*base, *reader_rows(world, pattern, strict)], dict(world.truth))
    if not world.zeros_protected:
        found += _reader(world, pattern, reader, strict)
    if world.policy.get("participants", False):
        found += _participants(world, pattern, reader if strict and not world.zeros_protected else outsider)
    if world.policy.get("group_disclosure", False):
        found += _groups(world, outsider)
    return found


def _agrees(world: World, pattern: Pattern) -> bool:
    shown = all(v is None or world.count_of(world.unknowns(c)) == v for c, v in pattern.shown.items())
    return shown and all(world.count_of(world.unknowns(cell)) == count for cell, count in world.known)


def published_rows(world: World, pattern: Pattern) -> list[Row]:
    """What the outsider knows: the published counts and the known figures."""
    shown = [equal(world.unknowns(cell), count) for cell, count in pattern.shown.items() if count is not None]
    return [*shown, *(equal(world.unknowns(cell), count) for cell, count in world.known)]


def unsafe_cells(world: World, pattern: Pattern) -> list[Labels]:
    """The cells that carry the promise: small counts that nobody declared safe and nobody knows already."""
    least = 0 if world.zeros_protected else 1
    known = {cell for cell, _ in world.known}
    return [
        cell
        for cell in pattern.shown
        if least <= world.count_of(world.unknowns(cell)) < world.threshold
        and not world.declared_safe(cell)
        and cell not in known
    ]


def _outsider(world: World, pattern: Pattern, outsider: Attacker) -> Iterator[Broken]:
    least = 0 if world.zeros_protected else 1
    for cell in unsafe_cells(world, pattern):
        if pattern.shown[cell] is not None:
            yield Broken("published", cell, "an unsafe count is published")
            continue
        for value in range(least, world.threshold):
            if not outsider.can_be(world.unknowns(cell), value):
                yield Broken("outsider", cell, f"cannot be {value}")


def reader_rows(world: World, pattern: Pattern, strict: bool) -> list[Row]:
    """What the reader adds: a suppressed cell is at least 1, unless a sum it stands in hides a zero."""
    zeros = {cell for cell in pattern.suppressed if world.count_of(world.unknowns(cell)) == 0}
    excused = set(zeros)
    for whole, parts in world.sums():
        if zeros & {whole, *parts}:
            excused.update(parts)
            if not strict:
                excused.add(whole)
    return [Row(world.unknowns(cell), 1, None) for cell in pattern.suppressed if cell not in excused]


def _reader(world: World, pattern: Pattern, reader: Attacker, strict: bool) -> Iterator[Broken]:
    """The reader's promise starts at what the shown zeros alone force on the cell."""
    zeros_alone = _zeros_alone(world, pattern, strict)
    for cell in unsafe_cells(world, pattern):
        if pattern.shown[cell] is not None:
            continue
        unknowns = world.unknowns(cell)
        floor = next((v for v in range(1, world.threshold) if zeros_alone.can_be(unknowns, v)), world.threshold)
        for value in range(floor, world.threshold):
            if not reader.can_be(unknowns, value):
                yield Broken("reader", cell, f"cannot be {value} (from {floor})")


def _zeros_alone(world: World, pattern: Pattern, strict: bool) -> Attacker:
    """Someone who sees only where zeros stand: published cells are 0 or at least 1, no counts."""
    rows = reader_rows(world, pattern, strict)
    for cell, count in pattern.shown.items():
        if count is not None:
            rows.append(equal(world.unknowns(cell), 0) if count == 0 else Row(world.unknowns(cell), 1, None))
    return Attacker(rows, dict(world.truth))


def _participants(world: World, pattern: Pattern, attacker: Attacker) -> Iterator[Broken]:
    """Someone alone in a finest cell must not make another unsafe cell with other people in it exact."""
    unsafe = unsafe_cells(world, pattern)
    for finest, me in _alone(world):
        knows = attacker.knowing([equal(world.unknowns(finest), 1), Row(frozenset({me}), 1, None)])
        for cell in unsafe:
            unknowns = world.unknowns(cell)
            count = world.count_of(unknowns)
            others = count - (me in unknowns)
            if cell == finest or others < 1 or pattern.shown[cell] is not None:
                continue
            if not any(knows.allows(row, test) for row, test in _another(unknowns, count)):
                yield Broken("participant", cell, f"is {count} to whoever is alone in {finest}")


def _another(unknowns: Unknowns, count: int) -> Iterator[tuple[Row, Test]]:
    """The cell may be more than it is, or less."""
    yield Row(unknowns, count + 1, None), lambda total: total > count
    if count > 0:
        yield Row(unknowns, 0, count - 1), lambda total: total < count


def _alone(world: World) -> Iterator[tuple[Labels, int]]:
    """(finest cell of a table, the unknown of the one person in it)."""
    seen = set()
    for table in world.tables:
        choices = [axis.codes if axis.name in table else (axis.total,) for axis in world.axes]
        for labels in product(*choices):
            unknowns = world.unknowns(labels)
            if world.count_of(unknowns) == 1 and labels not in seen:
                seen.add(labels)
                yield labels, next(unknown for unknown in unknowns if world.truth.get(unknown, 0))


def _groups(world: World, outsider: Attacker) -> Iterator[Broken]:
    """Of no group may it be concluded that all, or all but one, are in one category."""
    for group, group_unknowns in group_cells(world):
        size = world.count_of(group_unknowns)
        if size == 0 or len(group_unknowns) == len(world.unknowns(world.cell({}))):
            continue
        for axis, label in _categories(world):
            outside = group_unknowns - world.unknowns(world.cell({axis.name: label}))
            if world.count_of(outside) >= 2 or not outside:
                continue
            if not outsider.allows(Row(outside, 2, None), lambda total: total >= 2):
                yield Broken("group", group, f"all or all but one in {axis.name} {label}")


def group_cells(world: World) -> list[tuple[Labels, Unknowns]]:
    """Cells over the identifying dimensions of some table, at any level, other than the whole population."""
    found: dict[Labels, Unknowns] = {}
    for table in world.tables:
        names = [axis.name for axis in world.axes if axis.name in table and axis.role == "identifying"]
        for labels in world.cells(names):
            if labels != world.cell({}):
                found[labels] = world.unknowns(labels)
    return list(found.items())


def _categories(world: World) -> Iterator[tuple[Axis, str]]:
    used = {name for table in world.tables for name in table}
    for axis in world.axes:
        if axis.role == "sensitive" and axis.name in used:
            for label in axis.members:
                if label != axis.total:
                    yield axis, label
