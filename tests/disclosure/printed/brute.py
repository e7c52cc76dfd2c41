"""Small printed tables made at random, and what a reader can work out, by trying every assignment.

    python -m tests.disclosure.printed.brute 0 600

It shares nothing with the program: a table is drawn as text from a population that is known here, and the possible
values are counted by search over whole numbers, with rounding done in fractions.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from disclosure.printed.constraints import Fact
from disclosure.printed.grid import Grid, GridCell
from disclosure.printed.layout import printed_table
from disclosure.printed.options import ADJUSTED, CONTAINS, HALF_EVEN, HALF_UP, IGNORED, OWN, SUM, WITHIN_ONE, Options
from disclosure.printed.quantities import Place, Quantities
from disclosure.printed.readings import groups

KINDS = ("counts", "crossed", "subtotals", "percents", "folds", "facts", "tables", "multiple", "mixed")
RULES = (HALF_UP, HALF_EVEN, WITHIN_ONE, ADJUSTED)
FURTHER = 20
"""A count that can be larger when the search goes so much further has no upper limit."""
Key = tuple[int, int, int]
"""Table, row and column of a printed count."""


@dataclass
class World:
    """One drawn case: what is printed, and what it says, in the words of this file."""

    kind: str
    grids: list[list[list[str]]] = field(default_factory=list)
    hidden: dict[Key, tuple[int, int | None]] = field(default_factory=dict)
    shown: dict[Key, int] = field(default_factory=dict)
    sums: list[tuple[list[Key], Key]] = field(default_factory=list)
    at_most: list[tuple[list[Key], Key]] = field(default_factory=list)
    percents: list[tuple[Key, Key, Fraction, int]] = field(default_factory=list)
    same: list[tuple[Key, Key]] = field(default_factory=list)
    facts: list[tuple[list[Key], int]] = field(default_factory=list)
    options: dict = field(default_factory=dict)
    fold: str = ""
    further: int = 0
    rule: str = IGNORED


def rounded(share: Fraction, rule: str) -> int:
    """The nearest whole number, halves as the rule has them."""
    down, rest = divmod(share, 1)
    if rest == Fraction(1, 2):
        return int(down + (down % 2 if rule == HALF_EVEN else 1))
    return int(down + (rest > Fraction(1, 2)))


def may_print(count: int, whole: int, printed: Fraction, unit: int, rule: str) -> bool:
    """Whether a share can be printed so; `unit` is how many of its last digits make one per cent."""
    if whole == 0:
        return False
    share, number = Fraction(100 * count * unit, whole), printed * unit
    if rule == WITHIN_ONE:
        return abs(share - number) <= 1
    if rule == ADJUSTED:
        return abs(share - number) < 1
    return rounded(share, rule) == number


class Search:
    """All assignments of the hidden counts that agree with a world."""

    def __init__(self, world: World) -> None:
        leader = {key: key for key in [*world.hidden, *world.shown]}
        for a, b in world.same:
            leader[max(leader[a], leader[b])] = min(leader[a], leader[b])
        self.leader = leader
        self.rule = world.rule
        self.values = {leader[key]: value for key, value in world.shown.items()}
        self.names = {leader[key] for key in world.hidden}
        self.limits = self._limits(world)
        self.equal = [([leader[k] for k in parts], leader[total]) for parts, total in world.sums]
        self.bounded = [([leader[k] for k in parts], leader[total]) for parts, total in world.at_most] + self.equal
        self.facts = [([leader[k] for k in keys], value) for keys, value in world.facts]
        self.shares = [(leader[c], leader[w], p, u) for c, w, p, u in world.percents]
        self.found: Counter = Counter()
        self.search(self.values)

    def _limits(self, world: World) -> dict[Key, tuple[int, int]]:
        limits: dict[Key, tuple[int, int]] = {}
        for key, (low, high) in world.hidden.items():
            name = self.leader[key]
            if name not in self.values:
                earlier = limits.get(name, (0, most_of(world)))
                limits[name] = (max(low, earlier[0]), min(most_of(world) if high is None else high, earlier[1]))
        return limits

    def holds(self, v: dict) -> bool:
        """Whether what is assigned so far contradicts nothing."""
        sums = all(sum(v[k] for k in parts) == v[t] for parts, t in self.equal if t in v and all(k in v for k in parts))
        parts = all(sum(v[k] for k in parts if k in v) <= v[t] for parts, t in self.bounded if t in v)
        whole = all(sum(v[k] for k in keys) == n for keys, n in self.facts if all(k in v for k in keys))
        within = all(sum(v[k] for k in keys if k in v) <= n for keys, n in self.facts)
        shares = (share for share in self.shares if share[0] in v and share[1] in v)
        return (
            sums and parts and whole and within and all(may_print(v[c], v[w], p, u, self.rule) for c, w, p, u in shares)
        )

    def forced(self, v: dict) -> tuple[Key, int] | None:
        """A count that a sum with nothing else open settles."""
        for parts, t in self.equal:
            missing = [k for k in (*parts, t) if k not in v]
            if len(missing) == 1:
                rest = sum(v[k] for k in parts if k != missing[0])
                return missing[0], rest if missing[0] == t else v[t] - rest
        return None

    def search(self, v: dict) -> None:
        if not self.holds(v):
            return
        waiting = [name for name in self.limits if name not in v]
        if not waiting:
            self.found.update((name, v[name]) for name in self.names)
            return
        one = self.forced(v)
        name = one[0] if one else waiting[0]
        low, high = self.limits[name]
        for value in [one[1]] if one else range(low, high + 1):
            if low <= value <= high:
                self.search({**v, name: value})


def most_of(world: World) -> int:
    """More than any count that the printed ones hold down."""
    return 3 * sum(world.shown.values()) + 30 + world.further


def solutions(world: World) -> Counter:
    """Per hidden key and value how many assignments have it there."""
    search = Search(world)
    return Counter(
        {
            (key, value): n
            for (name, value), n in search.found.items()
            for key in world.hidden
            if search.leader[key] == name
        }
    )


def draw(seed: int) -> World:
    """A case of the kind that the seed says."""
    rnd = random.Random(seed)
    world = World(KINDS[seed % len(KINDS)])
    _DRAW[world.kind](rnd, world)
    return world if world.shown else draw(seed + len(KINDS) * 1_000_003)


def _column(rnd: random.Random, size: int, most: int = 9) -> list[int]:
    return [rnd.choice((0, 1, 1, 2, 3, rnd.randint(0, most))) for _ in range(size)]


def _print(
    world: World, rows: list[str], columns: list[list[int]], names: list[str], hide: set[tuple[int, int]]
) -> None:
    """Write a table of counts; hidden cells get the mark."""
    table = len(world.grids)
    low, high = world.options.get("low", 0), world.options.get("high")
    grid = [["Kategori", *names]]
    for r, label in enumerate(rows):
        line = [label]
        for c, column in enumerate(columns):
            key = (table, r, c)
            if (r, c) in hide:
                world.hidden[key] = (low, high)
                line.append("...")
            else:
                world.shown[key] = column[r]
                line.append(str(column[r]))
        grid.append(line)
    world.grids.append(grid)


def _limits(rnd: random.Random, world: World, largest: int) -> None:
    """What the mark is said to mean: limits that the hidden counts keep, sometimes none above."""
    low = rnd.choice((0, 0, 1))
    world.options = {"low": low} | ({"high": max(largest, low, 1) + rnd.randint(0, 1)} if rnd.random() < 0.8 else {})


def _hide(rnd: random.Random, places: list[tuple[int, int]], count: int) -> set[tuple[int, int]]:
    return set(rnd.sample(places, min(count, len(places))))


def _counts(rnd: random.Random, world: World, size: int = 0) -> None:
    """One or two periods, each with a total that may be hidden."""
    size = size or rnd.randint(3, 5)
    columns = [_column(rnd, size) for _ in range(rnd.randint(1, 2))]
    hide = _hide(rnd, [(r, c) for r in range(size) for c in range(len(columns))], rnd.randint(2, 5))
    if rnd.random() < 0.1:
        hide.add((size, 0))
    printed = [[*column, sum(column)] for column in columns]
    _limits(rnd, world, max(printed[c][r] for r, c in hide))
    labels = [f"Gruppe {chr(65 + r)}" for r in range(size)]
    _print(world, [*labels, "I alt"], printed, [str(2020 + c) for c in range(len(columns))], hide)
    world.sums += [([(0, r, c) for r in range(size)], (0, size, c)) for c in range(len(columns))]


def _crossed(rnd: random.Random, world: World) -> None:
    """Rows and columns with totals both ways."""
    height, width = rnd.randint(2, 3), rnd.randint(2, 3)
    inner = [_column(rnd, height, 5) for _ in range(width)]
    columns = [[*one, sum(one)] for one in inner]
    columns.append([sum(one[r] for one in columns) for r in range(height + 1)])
    hide = _hide(rnd, [(r, c) for r in range(height) for c in range(width)], rnd.randint(3, 6))
    _limits(rnd, world, max(columns[c][r] for r, c in hide))
    rows = [f"Gruppe {chr(65 + r)}" for r in range(height)]
    _print(world, [*rows, "Total"], columns, [*(f"Art {c}" for c in range(width)), "I alt"], hide)
    world.sums += [([(0, r, c) for r in range(height)], (0, height, c)) for c in range(width + 1)]
    world.sums += [([(0, r, c) for c in range(width)], (0, r, width)) for r in range(height + 1)]


def _subtotals(rnd: random.Random, world: World) -> None:
    """Two groups of rows, each under an indented subtotal."""
    sizes = [rnd.randint(2, 3) for _ in range(2)]
    rows, counts, tops, inner = [], [], [], []
    for group, size in enumerate(sizes):
        parts = _column(rnd, size, 6)
        tops.append(len(rows))
        rows.append(f"Egn {group}")
        counts.append(sum(parts))
        for part, count in enumerate(parts):
            inner.append(len(rows))
            rows.append(f"  By {group}{part}")
            counts.append(count)
    hide = {(r, 0) for r in rnd.sample(inner, rnd.randint(2, min(4, len(inner))))}
    if rnd.random() < 0.4:
        hide.add((rnd.choice(tops), 0))
    column = [*counts, sum(counts[top] for top in tops)]
    _limits(rnd, world, max(column[r] for r, _ in hide))
    _print(world, [*rows, "I alt"], [column], ["Antal"], hide)
    world.sums.append(([(0, top, 0) for top in tops], (0, len(rows), 0)))
    for group, top in enumerate(tops):
        world.sums.append(([(0, top + 1 + part, 0) for part in range(sizes[group])], (0, top, 0)))


def _percents(rnd: random.Random, world: World) -> None:
    """A column of counts with percentages of the total beside it, rounded by a rule; now and then one is wrong."""
    size, decimals, rule = rnd.randint(3, 5), rnd.choice((0, 0, 1)), rnd.choice(RULES)
    column = [1 + count for count in _column(rnd, size, 30)]
    total = sum(column)
    unit = 10**decimals
    hide = _hide(rnd, [(r, 0) for r in range(size)], rnd.randint(1, 3))
    if rnd.random() < 0.1:
        hide.add((size, 0))
    _limits(rnd, world, max([*column, total][r] for r, _ in hide))
    _print(world, [*(f"Gruppe {r}" for r in range(size)), "I alt"], [[*column, total]], ["Antal"], hide)
    world.grids[0][0].append("Antal i %")
    world.rule = rule
    world.options["percent"] = rule
    for r in range(size):
        number = rounded(Fraction(100 * column[r] * unit, total), rule)
        number += rnd.choice((-1, 1)) if rnd.random() < 0.04 and number else 0
        world.percents.append(((0, r, 0), (0, size, 0), Fraction(number, unit), unit))
        world.grids[0][r + 1].append(f"{number // unit}{f',{number % unit}' if decimals else ''} %")
    world.grids[0][size + 1].append(f"100{',0' if decimals else ''} %")
    world.sums.append(([(0, r, 0) for r in range(size)], (0, size, 0)))


def _folds(rnd: random.Random, world: World) -> None:
    """A row that folds the hidden ones, or stands beside them, or holds others too; read in one of the three ways."""
    size = rnd.randint(3, 5)
    column = _column(rnd, size)
    hide = _hide(rnd, [(r, 0) for r in range(size)], rnd.randint(1, 3))
    meant, world.fold = rnd.choice((OWN, SUM, CONTAINS)), rnd.choice((OWN, SUM, CONTAINS))
    inside = sum(column[r] for r, _ in hide)
    fold = {OWN: rnd.randint(0, 5), SUM: inside, CONTAINS: inside + rnd.randint(0, 3)}[meant]
    total = sum(column) + (fold if meant == OWN else fold - inside)
    if rnd.random() < 0.3:
        hide.add((size, 0))
    printed = [*column, fold, total]
    _limits(rnd, world, max(printed[r] for r, _ in hide))
    world.options["fold"] = world.fold
    labels = [*(f"Gruppe {r}" for r in range(size)), "Øvrige, herunder små", "I alt"]
    _print(world, labels, [printed], ["Antal"], hide)
    inner = [(0, r, 0) for r in range(size)]
    small = [key for key in inner if key in world.hidden]
    if world.fold == OWN:
        world.sums.append(([*inner, (0, size, 0)], (0, size + 1, 0)))
    else:
        world.sums.append(([*(k for k in inner if k not in small), (0, size, 0)], (0, size + 1, 0)))
        (world.sums if world.fold == SUM else world.at_most).append((small, (0, size, 0)))


def _facts(rnd: random.Random, world: World) -> None:
    """A table of counts, and one or two sums that a reader also knows."""
    _counts(rnd, world)
    keys = [*world.hidden, *world.shown]
    for _ in range(rnd.randint(1, 2)):
        chosen = rnd.sample(keys, min(len(keys), rnd.randint(1, 3)))
        some = [key for key in chosen if key in world.shown]
        world.facts.append((chosen, sum(world.shown[k] for k in some) + rnd.randint(0, 6)))


def _tables(rnd: random.Random, world: World) -> None:
    """Two tables of the same rows and years, each hiding other cells."""
    size = rnd.randint(4, 5)
    column = [1 + count for count in _column(rnd, size)]
    world.options = {"low": rnd.choice((0, 1)), "high": max(column) + rnd.randint(0, 2)}
    labels = [*(f"Gruppe {r}" for r in range(size)), "I alt"]
    both = rnd.sample(range(size), 2)
    for table in range(2):
        open_ones = [r for r in range(size) if r not in both]
        hide = {(r, 0) for r in rnd.sample(open_ones, rnd.randint(2, len(open_ones)))}
        _print(world, labels, [[*column, sum(column)]], ["2020"], hide)
        world.sums.append(([(table, r, 0) for r in range(size)], (table, size, 0)))
    world.same += [((0, r, 0), (1, r, 0)) for r in range(size + 1)]


def _multiple(rnd: random.Random, world: World) -> None:
    """Answers of which a case may give several: each is at most the total, and nothing adds up."""
    size = rnd.randint(3, 5)
    column = _column(rnd, size)
    hide = _hide(rnd, [(r, 0) for r in range(size)], rnd.randint(1, 3))
    total = max(*column, 1) + rnd.randint(0, 4)
    if rnd.random() < 0.3:
        hide.add((size, 0))
    _limits(rnd, world, max([*column, total][r] for r, _ in hide))
    world.options["responses"] = "multiple"
    _print(world, [*(f"Svar {r}" for r in range(size)), "I alt"], [[*column, total]], ["Antal"], hide)
    world.at_most += [([(0, r, 0)], (0, size, 0)) for r in range(size)]


def _mixed(rnd: random.Random, world: World) -> None:
    """Percentages, a fold row and a fact in one column."""
    _folds(rnd, world)
    total_row = len(world.grids[0]) - 2
    if world.shown.get((0, total_row, 0)):
        world.rule = rnd.choice(RULES)
        world.options["percent"] = world.rule
        world.grids[0][0].append("Antal i %")
        for key in [(0, r, 0) for r in range(total_row)]:
            count = world.shown.get(key, rnd.randint(*(world.hidden.get(key, (0, 0))[0], 6)))
            number = rounded(Fraction(100 * count, world.shown[0, total_row, 0]), world.rule)
            world.percents.append((key, (0, total_row, 0), Fraction(number), 1))
            world.grids[0][key[1] + 1].append(f"{number} %")
        world.grids[0][-1].append("100 %")
    chosen = rnd.sample(sorted(world.hidden), min(2, len(world.hidden)))
    world.facts.append((chosen, rnd.randint(1, 8)))


_DRAW = {
    "mixed": _mixed,
    "counts": _counts,
    "crossed": _crossed,
    "subtotals": _subtotals,
    "percents": _percents,
    "folds": _folds,
    "facts": _facts,
    "tables": _tables,
    "multiple": _multiple,
}


def as_grid(number: int, lines: list[list[str]]) -> Grid:
    rows = tuple(
        tuple(GridCell(text.strip(), (len(text) - len(text.lstrip())) // 2) for text in line) for line in lines
    )
    return Grid(f"tabel {number}", "", rows)


def answered(world: World) -> tuple[dict[Key, tuple], Quantities] | None:
    """What the program says of every hidden count under the drawn reading; None where it says that nothing fits."""
    options = Options.from_json(world.options)
    known = Quantities([printed_table(as_grid(n, lines), options) for n, lines in enumerate(world.grids)], options)
    facts = [Fact(tuple(Place(*key) for key in keys), value, "oplyst") for keys, value in world.facts]
    found: dict[Key, tuple] = {}
    for group in groups(known, options, facts):
        with_percents = any(one.reading.percent != IGNORED for one in (*group.read, *group.refused))
        rule = world.rule if with_percents else IGNORED
        plain = [read for read in group.read if read.reading.facts and not read.reading.disbelieved]
        fits = [read for read in plain if read.reading.percent == rule]
        if not fits:
            return None
        (read,) = fits
        for number, interval in read.intervals.items():
            assert interval.proved
            for place in known.all[number].places:
                found[tuple(place)] = (interval.low, interval.high, interval.excluded)
    for place, value in known.printed_elsewhere():
        found[tuple(place)] = (value, value, ())
    return found, known


def disagreement(seed: int) -> str:
    """What program and search say differently of one case; '' where they agree."""
    world = draw(seed)
    possible = solutions(world)
    answer = answered(world)
    if not possible or answer is None:
        return "" if (not possible) == (answer is None) else f"{seed} {world.kind}: one says that nothing fits"
    world.further = FURTHER
    further = solutions(world) if any(answer[0].get(key, (0, 0))[1] is None for key in world.hidden) else possible
    for key in world.hidden:
        values = sorted(value for other, value in possible if other == key)
        grows = max(value for other, value in further if other == key) > values[-1]
        gaps = tuple(value for value in range(values[0], values[-1]) if value not in values)
        low, high, excluded = answer[0].get(key, (None, None, ()))
        expected = (values[0], None if grows else values[-1], gaps)
        if (low, high, tuple(gap for gap in excluded if low <= gap <= values[-1])) != expected:
            return f"{seed} {world.kind} {key}: {expected} against {low}..{high} without {excluded}"
    return ""


def smallest_sets(world: World) -> set[frozenset[int]]:
    """The smallest sets of percentages without which some assignment remains, by their rows."""
    everything = world.percents
    for size in range(len(everything) + 1):
        found = set()
        for gone in combinations(everything, size):
            world.percents = [one for one in everything if one not in gone]
            if solutions(world):
                found.add(frozenset(count[1] for count, _, _, _ in gone))
        world.percents = everything
        if found:
            return found
    return set()


if __name__ == "__main__":
    first, last = int(sys.argv[1]), int(sys.argv[2])
    begun = time.perf_counter()
    wrong = [text for seed in range(first, last) if (text := disagreement(seed))]
    told = f"{last - first} tables, {len(wrong)} disagreements, {time.perf_counter() - begun:.0f} s"
    sys.stdout.write("\n".join([*wrong, told, ""]))
