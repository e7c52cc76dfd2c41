"""The minimality attack: re-run the method on every table that fits what is published, and keep those with this pattern.

    python -m tests.attack.minimality [TABLES]

Outside the promise (DESIGN section 3); this measures what it gains. For seeded small tables every whole-number table with the
published figures is tried. Per unsafe cell we count the promised values that some of these tables show (by the promise,
all), and those that a table shows for which the method gives exactly the published pattern. The same for lists of codes, of
which it is known how the small ones are merged (disclosure/variants/details.py). Writes docs/minimality.md.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np

from disclosure.errors import NothingSafe
from disclosure.protected import ProtectedTable, protect
from disclosure.spec import parse_spec
from disclosure.table import FrequencyTable, TableSystem, table_system, with_margins
from disclosure.variants.details import with_coarser

PAGE = Path(__file__).parents[2] / "docs" / "minimality.md"
MOST = 60
"""Candidate tables per published table; with more, it is left out."""
MOST_STEPS = 5_000
TABLES = 12
LISTS_PER_ROW = 5
"""Lists per table: they are quick."""
SHAPES = ((3, 3), (4, 3), (2, 2, 2))
LISTS = ((4,), (5,), (6,))
LETTERS = "uvwxyz"
"""Of codes: numbers would be put in bands."""


@dataclass
class Gain:
    """What re-running gained, over many tables.

    Attributes
    ----------
    values, left : promised values of unsafe cells that fit what is published, and those that survive.
    exact : unsafe cells of which one value is left.
    """

    tables: int = 0
    candidates: int = 0
    survivors: int = 0
    cells: int = 0
    values: int = 0
    left: int = 0
    exact: int = 0
    left_out: int = 0
    survivors_per_table: list[int] = field(default_factory=list)

    def add(self, truth: ProtectedTable, tables: list[FrequencyTable], same: list[FrequencyTable]) -> None:
        self.tables += 1
        self.candidates += len(tables)
        self.survivors += len(same)
        self.survivors_per_table.append(len(same))
        for cell in np.flatnonzero(truth.risk.limit.reshape(-1) > 0).tolist():
            promised = range(truth.risk.lowest, int(truth.risk.limit.flat[cell]))
            before = {int(table.counts.flat[cell]) for table in tables} & {*promised}
            after = {int(table.counts.flat[cell]) for table in same} & {*promised}
            self.cells += 1
            self.values += len(before)
            self.left += len(after)
            self.exact += len({int(table.counts.flat[cell]) for table in same}) == 1


def attack(threshold: int, zeros: str, wanted: int) -> Gain:
    """Attack `wanted` random tables of one policy."""
    gain = Gain()
    for seed in range(10_000):
        if gain.tables == wanted:
            break
        table = random_table(random.Random(f"{seed}:{threshold}:{zeros}"), threshold, zeros)
        published = protected(table)
        if published is None or not published.risk.unsafe.any() or published.n_suppressed == published.n_cells:
            continue
        tables = fitting(published)
        if tables is None:
            gain.left_out += 1
            continue
        gain.add(published, tables, [one for one in tables if has_same_pattern(one, published)])
    return gain


def attack_merging(threshold: int, wanted: int) -> tuple[Gain, int]:
    """Attack `wanted` random lists by the rule of merging alone; also how many hide an unmerged code, and are no offers."""
    gain, refused = Gain(), 0
    for seed in range(50 * wanted):
        if gain.tables == wanted:
            break
        table = random_table(random.Random(f"{seed}:{threshold}"), threshold, "publishable", LISTS)
        published, merged = protected(table), merged_codes(table)
        if published is None or not merged:
            continue
        labels = table.system.nodes[0].labels[:-1]
        if any(hidden and label not in merged for label, hidden in zip(labels, published.suppressed[:-1], strict=True)):
            refused += 1
            continue
        tables = fitting(published)
        if tables is None:
            gain.left_out += 1
            continue
        gain.add(published, tables, [one for one in tables if merged_codes(one) == merged])
    return gain, refused


def merged_codes(table: FrequencyTable) -> frozenset[str]:
    """The codes of a list that the rule puts together as "Øvrige"."""
    merged = with_coarser(table, ["a"], {}).levels["a"][-1].merged
    return frozenset(code for codes in merged.values() for code in codes)


def random_table(
    chance: random.Random, threshold: int, zeros: str, shapes: tuple[tuple[int, ...], ...] = SHAPES
) -> FrequencyTable:
    """A small table; half of the counts are small, a few are 0."""
    sizes = chance.choice(shapes)
    dimensions = [
        {"name": n, "codes": [f"{n}{c}" for c in LETTERS[:size]]} for n, size in zip("abc", sizes, strict=False)
    ]
    spec = {"dimensions": dimensions, "policy": {"threshold": threshold, "zeros": zeros}}
    counts = [chance.choice([0, 1, 2, 3, chance.randint(4, 20), chance.randint(4, 20)]) for _ in range(np.prod(sizes))]
    system = table_system(parse_spec(json.dumps(spec)).with_codes({}))
    return table_of(system, counts)


def table_of(system: TableSystem, counts: list[int]) -> FrequencyTable:
    sizes = [nodes.n_codes for nodes in system.nodes]
    return FrequencyTable(system, with_margins(system, np.array(counts, dtype=np.int64).reshape(sizes)))


def protected(table: FrequencyTable) -> ProtectedTable | None:
    try:
        return protect(table)
    except NothingSafe:
        return None


def has_same_pattern(table: FrequencyTable, published: ProtectedTable) -> bool:
    found = protected(table)
    return found is not None and bool((found.suppressed == published.suppressed).all())


def fitting(published: ProtectedTable) -> list[FrequencyTable] | None:
    """Every table with the published figures; None where they are too many."""
    table, system = published.table, published.table.system
    inner = list(product(*(range(nodes.n_codes) for nodes in system.nodes)))
    sums = []
    for cell in np.argwhere(~published.suppressed).tolist():
        under = [nodes.members[node] for nodes, node in zip(system.nodes, cell, strict=True)]
        inside = [n for n, one in enumerate(inner) if all(of[code] for of, code in zip(under, one, strict=True))]
        sums.append((inside, int(table.counts[tuple(cell)])))
    if {place for inside, _ in sums for place in inside} != {*range(len(inner))}:
        return None  # a count in no published sum may be anything
    try:
        tables = [table_of(system, counts) for counts in _filled([None] * len(inner), sums, [MOST_STEPS])]
    except OverflowError:
        return None
    return tables if len(tables) <= MOST else None


def _filled(counts: list[int | None], sums: list[tuple[list[int], int]], steps: list[int]) -> Iterator[list[int]]:
    """Every way to fill in the counts so that all sums hold.

    Raises
    ------
    OverflowError : after so many steps.
    """
    steps[0] -= 1
    if steps[0] < 0:
        raise OverflowError
    if None not in counts:
        if all(sum(counts[n] or 0 for n in inside) == total for inside, total in sums):
            yield [count or 0 for count in counts]
        return
    place = counts.index(None)
    room = [_room(counts, inside, total) for inside, total in sums if place in inside]
    for value in range(min(room) + 1):
        counts[place] = value
        if all(_can_hold(counts, inside, total) for inside, total in sums):
            yield from _filled(counts, sums, steps)
    counts[place] = None


def _room(counts: list[int | None], inside: list[int], total: int) -> int:
    return total - sum(counts[n] or 0 for n in inside)


def _can_hold(counts: list[int | None], inside: list[int], total: int) -> bool:
    left = _room(counts, inside, total)
    return left == 0 or (left > 0 and any(counts[n] is None for n in inside))


HEAD = """# What re-running the method gains: the minimality attack

The promise is kept against an attacker who knows the rules. One who knows the *method* can do more: take every table that
fits the published figures, protect it, and keep those for which exactly the published pattern comes out. DESIGN puts this
outside the promise. Here it is measured and bounded. `python -m tests.attack.minimality` makes this page.

## Measured

Seeded tables of 3 × 3, 4 × 3 and 2 × 2 × 2 inner cells, half of them small counts. All tables that fit were tried
({most} at most; a table that more fit was left out, which is to the attacker's advantage: the fewer fit, the more each
tells). *Values* are the promised values of unsafe cells: by the promise every one of them fits what is published
(where the shown zeros force a floor, from the floor). *Left* are those that remain after re-running. *Exact* are unsafe
cells with one value left of all.

| threshold | zeros | tables | left out | tables that fit | with this pattern | unsafe cells | values | left | exact |
|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|
"""

MERGED = """
## Which codes are merged

An offer that merges small codes shows their totals in a list, small ones and what protects them as `[c]`, and the rule is
public: all small codes of a parent, and the next smallest until they are two and together no small count
([offers.md](offers.md#merged-codes-are-a-table-of-their-own)). A list that hides a code that is not merged would tell that it is not
small; such a variant is no offer. What is left to learn is which of the merged codes may have been put beside the small ones
because it was the next smallest: the same as that a protecting cell is the cheapest, so outside the promise too. Measured on
lists of 4 to 6 codes with their total; *left* are the values that remain when the same codes must be merged:

| threshold | lists | no offers | left out | tables that fit | with these merged | unsafe cells | values | left | exact |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
"""

BOUND = """
## What bounds it

* The attack learns one thing: the pattern that a table gives. It cannot tell apart tables that give the same pattern. The
  truth is among the survivors, so a value is never wrongly excluded, and what is learnt of a cell of 1..n−1 is at most
  log2(n − 1) bits: 1 bit at threshold 3, 2 bits at threshold 5.
* Tables that differ only in values 1..n−1 of cells unsafe in both have the same unsafe cells. They can be told apart only by
  the secondary cells that the method adds; those to which it adds none all give one pattern, and the attack cannot tell
  them apart.
* By trial the attack needs a run per table that fits: with k values left in each of m cells up to k^m. For two or three
  small cells that is seconds; for the 154 unsafe cells of the 27 × 26 table it cannot be done. That is no proof that no
  shorter way exists.
* The method can only be re-run by somebody who knows all it was given: also `weights`, `known` and forced cells.
* `--optimal` is open to the same attack: a cheapest pattern is also a function of the table. A requester who must be
  withheld even this can be given a coarser table, in which fewer cells are unsafe.
"""


def page(gains: dict[tuple[int, str], Gain], merging: dict[int, tuple[Gain, int]]) -> str:
    """The page with the measured figures."""
    lines = [
        f"| {n} | {zeros} | {g.tables} | {g.left_out} | {g.candidates} | {g.survivors} | {g.cells} | {g.values} "
        f"| {g.left} ({g.left / g.values:.0%}) | {g.exact} ({g.exact / g.cells:.0%}) |"
        for (n, zeros), g in gains.items()
    ]
    alone = sum(number == 1 for g in gains.values() for number in g.survivors_per_table)
    tables = sum(g.tables for g in gains.values())
    told = f"\nIn {alone} of {tables} tables the truth alone survives.\n"
    lists = [
        f"| {n} | {g.tables} | {refused} | {g.left_out} | {g.candidates} | {g.survivors} | {g.cells} | {g.values} "
        f"| {g.left} ({g.left / g.values:.0%}) | {g.exact} ({g.exact / g.cells:.0%}) |"
        for n, (g, refused) in merging.items()
    ]
    head = HEAD.replace("{most}", str(MOST)) + "\n".join(lines) + "\n" + told
    return head + MERGED + "\n".join(lists) + "\n" + BOUND


def main(wanted: int) -> None:
    """Attack, write the page, and print the rows."""
    gains = {(n, zeros): attack(n, zeros, wanted) for n in (3, 5) for zeros in ("publishable", "protected")}
    merging = {n: attack_merging(n, LISTS_PER_ROW * wanted) for n in (3, 5)}
    PAGE.write_text(page(gains, merging), encoding="utf-8")
    print(page(gains, merging))  # noqa: T201  a report for people


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TABLES)
