"""Everything a requester was told, laid together and solved exactly: what can be worked out from all answers at once.

One unknown is the number of records of one kind (one code per column; a set of codes where several answers are
possible). Of what made the answers nothing is used but the answers themselves; the solver is the one of the audit, which
counts a point only when it satisfies every row in whole numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np

from data.register import TOTAL, Register
from data.release import Release
from disclosure.solver import NO_LIMIT, IntArray, Program, Rows

Unknowns = frozenset[int]


@dataclass(frozen=True)
class World:
    """Every kind of record there can be, and how many there are."""

    register: Register
    kinds: tuple[tuple[frozenset[str], ...], ...]
    truth: Mapping[int, int]

    def box(self, release: Release, labels: Sequence[str]) -> Unknowns:
        """The unknowns that a cell of an answer counts."""
        shown = dict(zip(release.labels, labels, strict=True))
        wanted = []
        for column in self.register.columns:
            codes = release.where.get(column.name)
            label = shown.get(column.name, TOTAL)
            sets = [frozenset(codes)] if codes is not None else []
            if label != TOTAL:
                sets.append(frozenset(release.labels[column.name][label]))
            wanted.append(sets)
        return frozenset(
            number
            for number, kind in enumerate(self.kinds)
            if all(has & codes for has, sets in zip(kind, wanted, strict=True) for codes in sets)
        )

    def count(self, box: Unknowns) -> int:
        """The true count."""
        return sum(self.truth.get(unknown, 0) for unknown in box)


def world_of(register: Register, rows: Sequence[Mapping[str, str]]) -> World:
    """The world of a register's records."""
    choices = [_choices(column.codes, several=column.multiple) for column in register.columns]
    kinds = tuple(product(*choices))
    number = {kind: place for place, kind in enumerate(kinds)}
    names = [column.name for column in register.columns]
    truth = Counter(number[tuple(frozenset(row[name].split("|")) - {""} for name in names)] for row in rows)
    return World(register, kinds, truth)


def _choices(codes: Sequence[str], *, several: bool) -> list[frozenset[str]]:
    if not several:
        return [frozenset((code,)) for code in codes]
    return [frozenset(chosen) for size in range(len(codes) + 1) for chosen in combinations(codes, size)]


@dataclass
class Findings:
    """What the attack found.

    Attributes
    ----------
    attacked : suppressed cells that are small in truth, over all answers, each once.
    values : (cell, value) pairs asked about.
    broken : pairs that could be excluded, and figures that are not true.
    differences : small counts that two printed figures give when subtracted, of which one counts among the other.
    """

    attacked: int = 0
    values: int = 0
    broken: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)


def attack(world: World, releases: Sequence[Release], threshold: int) -> Findings:
    """Solve all answers together."""
    shown, hidden = _told(world, releases)
    found = Findings()
    found.broken = [
        f"{name}: {count} er ikke sandt" for box, (count, name) in shown.items() if world.count(box) != count
    ]
    small = {box: name for box, name in hidden.items() if 1 <= world.count(box) < threshold}
    solver = _Solver(world, {box: count for box, (count, _) in shown.items()}, list(small))
    for place, name in enumerate(small.values()):
        found.attacked += 1
        for value in range(1, threshold):
            found.values += 1
            if not solver.can_be(place, value):
                found.broken.append(f"{name} kan ikke være {value}")
    found.differences = list(_differences(world, shown, threshold))
    return found


class _Solver:
    """All answers as rows, and an unknown beside them for the count of every cell that is asked about."""

    def __init__(self, world: World, shown: Mapping[Unknowns, int], asked: Sequence[Unknowns]) -> None:
        boxes = [*shown, *asked]
        kinds: dict[tuple[int, ...], list[int]] = {}
        for unknown in range(len(world.kinds)):
            kinds.setdefault(tuple(n for n, box in enumerate(boxes) if unknown in box), []).append(unknown)
        self._first = len(kinds)
        columns: list[list[int]] = [[] for _ in boxes]
        for column, inside in enumerate(kinds):
            for number in inside:
                columns[number].append(column)
        size = self._first + len(asked)
        entries = [(column, 1, number) for number, row in enumerate(columns) for column in row]
        entries += [(self._first + place, -1, len(shown) + place) for place in range(len(asked))]
        self._program = Program(
            np.zeros(size, np.int64), np.full(size, NO_LIMIT), _rows(entries, shown.values(), asked)
        )
        truth = [sum(world.truth.get(unknown, 0) for unknown in members) for members in kinds.values()]
        self._known: list[IntArray] = [np.array([*truth, *(world.count(box) for box in asked)])]

    def can_be(self, place: int, value: int) -> bool:
        """Whether some whole-number world agrees with every answer and gives the cell this count."""
        column = self._first + place
        if any(int(one[column]) == value for one in self._known):
            return True
        self._program.set_bounds(column, value, value)
        found = self._program.smallest({}, 10**9).values
        self._program.set_bounds(column, 0, NO_LIMIT)
        if found is not None:
            self._known.append(found)
        return found is not None


def _rows(entries: list[tuple[int, int, int]], counts: Iterable[int], asked: Sequence[Unknowns]) -> Rows:
    """Printed sums have their counts; of an asked cell, sum minus its own unknown is 0."""
    ordered = sorted(entries, key=lambda entry: entry[2])
    right = np.array([*counts, *(0 for _ in asked)], dtype=np.int64)
    lengths = Counter(row for _, _, row in ordered)
    starts = np.concatenate([[0], np.cumsum([lengths[row] for row in range(len(right))])])
    columns, signs = (np.array([entry[place] for entry in ordered], dtype=np.int64) for place in (0, 1))
    return Rows(np.asarray(starts, dtype=np.int64), columns, signs, right, right)


def _told(world: World, releases: Sequence[Release]) -> tuple[dict[Unknowns, tuple[int, str]], dict[Unknowns, str]]:
    shown: dict[Unknowns, tuple[int, str]] = {}
    hidden: dict[Unknowns, str] = {}
    for number, release in enumerate(releases, start=1):
        for labels, count in release.cells.items():
            box = world.box(release, labels)
            name = f"svar {number}, {' / '.join(labels)}"
            if count is None:
                hidden.setdefault(box, name)
            elif shown.setdefault(box, (count, name))[0] != count:
                shown[box] = (-1, name)
    return shown, {box: name for box, name in hidden.items() if box not in shown}


def _differences(world: World, shown: Mapping[Unknowns, tuple[int, str]], threshold: int) -> Iterator[str]:
    for outer, (more, name) in shown.items():
        for inner, (less, other) in shown.items():
            if inner < outer and 1 <= more - less < threshold:
                yield f"{name} ({more}) minus {other} ({less}) giver {more - less}"
