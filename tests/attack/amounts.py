"""An attack on tables of amounts that shares no code with what protects them.

Every contributor, and somebody who is none, takes what was published, her own amounts and the sums of the inner cells
that she is alone in, and asks a linear program for the least and the most that each suppressed sum can be.
"""

from __future__ import annotations

import csv
import io
import itertools
import random
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

import highspy
import numpy as np

NOBODY = ""
TOTAL = "I alt"


@dataclass(frozen=True)
class Case:
    """A request for amounts and its records: (codes …, contributor, amount)."""

    spec: dict
    records: list

    def columns(self):
        names = [dimension["name"] for dimension in self.spec["dimensions"]]
        return {name: [str(row[place]) for row in self.records] for place, name in enumerate([*names, "firma", "kr"])}


def random_amounts(seed):
    """Two or three dimensions, some grouped, some linked; few contributors and now and then one that dominates."""
    chance = random.Random(seed)
    lengths = [chance.randint(2, 4) for _ in range(chance.choice((1, 2, 2, 2, 3)))]
    dimensions = []
    for axis, length in enumerate(lengths):
        codes = [f"{'abc'[axis]}{number}" for number in range(length)]
        dimension = {"name": "abc"[axis], "codes": codes}
        trees = []
        for tree in range(chance.choice((0, 0, 1, 2))):
            parents = {code: f"G{tree}{axis}{chance.randint(0, 1)}" for code in codes if chance.random() < 0.8}
            if parents:
                trees.append({"name": f"t{tree}", "parents": parents})
        dimension["hierarchies"] = trees
        dimensions.append(dimension)
    tables = None
    if len(lengths) == 3 and chance.random() < 0.5:
        tables = [["a", "b"], ["b", "c"]]
    largest = chance.choice((3, 40, 5000, 10**8))
    firms = [f"f{number}" for number in range(chance.randint(2, 9))]
    records = [
        (
            *(chance.choice(dimension["codes"]) for dimension in dimensions),
            chance.choice(firms),
            _amount(chance, largest),
        )
        for _ in range(chance.randint(1, 25))
    ]
    sums = {"amount": "kr", "contributor": "firma", "p": chance.choice((5, 10, 25)), "n": chance.choice((1, 2))}
    spec = {"dimensions": dimensions, "policy": {"threshold": 3, "sums": sums}}
    return Case(spec if tables is None else {**spec, "tables": tables}, records)


def _amount(chance, largest):
    return chance.choice((0, 1, chance.randint(1, largest), chance.randint(1, largest), 20 * largest))


class Amounts:
    """The truth of a case, read from its specification and records alone."""

    def __init__(self, case):
        self.dimensions, self.policy = case.spec["dimensions"], case.spec["policy"]
        names = [dimension["name"] for dimension in self.dimensions]
        self.members = [self._members(dimension) for dimension in self.dimensions]
        self.given = defaultdict(int)
        for *codes, who, amount in case.records:
            if amount:
                self.given[tuple(codes), who] += amount
        self.inner = sorted({codes for codes, _ in self.given})
        self.cells = set()
        for shape in case.spec.get("tables", [names]):
            used = [list(m) if name in shape else [TOTAL] for name, m in zip(names, self.members, strict=True)]
            self.cells.update(itertools.product(*used))

    @staticmethod
    def _members(dimension):
        found = {code: {code} for code in dimension["codes"]} | {TOTAL: set(dimension["codes"])}
        for tree in dimension["hierarchies"]:
            for code, group in tree["parents"].items():
                found.setdefault(group, set()).add(code)
        return found

    def under(self, cell):
        sets = [members[label] for members, label in zip(self.members, cell, strict=True)]
        return list(itertools.product(*sets))

    def parts(self, cell):
        found, inside = defaultdict(int), set(self.under(cell))
        for (codes, who), amount in self.given.items():
            if codes in inside:
                found[who] += amount
        return dict(found)

    def breaks_a_rule(self, parts):
        amounts, sums = sorted(parts.values(), reverse=True), self.policy["sums"]
        total = sum(amounts)
        dominant = Fraction(sum(amounts[: sums["n"]]), total) > Fraction(sums.get("k", 85), 100)
        estimated = total - sum(amounts[:2]) < Fraction(sums["p"], 100) * amounts[0]
        return dominant or estimated or len(amounts) < self.policy["threshold"]

    def wanted(self, cell, who):
        """(below, above): how little and how much the sum must possibly be for `who`; None when she knows it."""
        parts, sums = self.parts(cell), self.policy["sums"]
        amounts = sorted(parts.values(), reverse=True)
        total, own = sum(amounts), parts.get(who, 0)
        others = [amount for name, amount in parts.items() if name != who]
        if not others:
            return None
        percent = Fraction(sums["p"], 100)
        level = (1 + percent) * max(others) + own - total
        top = sum(amounts[: sums["n"]])
        if Fraction(top, total) > Fraction(sums.get("k", 85), 100):
            level = max(level, Fraction(100 * top, sums.get("k", 85)) - total)
        if len(amounts) < self.policy["threshold"]:
            level = max(level, percent * amounts[0])
        floor = sum(self.least(codes, who) for codes in self.under(cell) if codes in self.inner)
        return (max(total - level, floor), total + level) if level > 0 else (total, total)

    def lines(self):
        """(total, parts) of every sum along one dimension, by every tree, whose cells are all in the tables."""
        for axis, dimension in enumerate(self.dimensions):
            for tree in [*dimension["hierarchies"], {"parents": {}}]:
                used = {*dimension["codes"], *tree["parents"].values()}
                for total in {TOTAL, *tree["parents"].values()}:
                    below = [label for label in used if tree["parents"].get(label, TOTAL) == total]
                    for cell in self.cells:
                        parts = [(*cell[:axis], label, *cell[axis + 1 :]) for label in below]
                        if cell[axis] == total and self.cells.issuperset(parts):
                            yield cell, parts

    def alone(self, codes):
        names = [who for inner, who in self.given if inner == codes]
        return names[0] if len(names) == 1 else None

    def least(self, codes, who):
        return max(1, self.given.get((codes, who), 0))


def published(text):
    """Cell -> the sum, or None where it is suppressed."""
    rows = list(csv.DictReader(io.StringIO(text)))
    shown = {}
    for row in rows:
        cell = tuple(value for name, value in row.items() if name not in {"kr", "status", "table"})
        shown[cell] = int(row["kr"]) if row["status"] == "published" else None
    return shown


class Attacker:
    """What one attacker knows, as a linear program over all inner cells."""

    def __init__(self, truth, shown, who):
        self.codes = list(itertools.product(*(dimension["codes"] for dimension in truth.dimensions)))
        self.place = {codes: number for number, codes in enumerate(self.codes)}
        self.truth = truth
        low = np.zeros(len(self.codes))
        high = np.full(len(self.codes), np.inf)
        for codes in truth.inner:
            low[self.place[codes]] = truth.given.get((codes, who), 0)
            if truth.alone(codes) == who:
                low[self.place[codes]] = high[self.place[codes]] = truth.given[codes, who]
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.addVars(len(self.codes), low, high)
        for cell, amount in shown.items():
            columns = np.array([self.place[codes] for codes in truth.under(cell)], dtype=np.int32)
            least, most = (1.0, highspy.kHighsInf) if amount is None else (float(amount), float(amount))
            self.solver.addRow(least, most, len(columns), columns, np.ones(len(columns)))

    def interval(self, cell):
        columns = np.array([self.place[codes] for codes in self.truth.under(cell)], dtype=np.int32)
        ends = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            self.solver.changeColsCost(
                len(self.codes), np.arange(len(self.codes), dtype=np.int32), np.zeros(len(self.codes))
            )
            self.solver.changeColsCost(len(columns), columns, np.ones(len(columns)))
            self.solver.changeObjectiveSense(sense)
            self.solver.clearSolver()
            self.solver.run()
            limitless = (
                self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal
            )  # the truth itself is feasible
            assert not limitless or sense == highspy.ObjSense.kMaximize
            ends.append(float("inf") if limitless else self.solver.getInfo().objective_function_value)
        return ends


def found_out(case, text):
    """What somebody can work out: (cell, attacker, interval, wanted interval); and unsafe cells that are shown."""
    truth, shown = Amounts(case), published(text)
    assert set(shown) == truth.cells
    unsafe = [cell for cell in sorted(truth.cells) if truth.parts(cell) and truth.breaks_a_rule(truth.parts(cell))]
    found = [(cell, NOBODY, "shown", shown[cell]) for cell in unsafe if shown[cell] is not None]
    for cell, amount in shown.items():
        assert amount in {None, sum(truth.parts(cell).values())}
    for total, parts in truth.lines():
        together = defaultdict(int)
        for part in parts:
            for who, amount in truth.parts(part).items() if shown[part] is None else ():
                together[who] += amount
        if shown[total] not in {None, sum(together.values())} and together and truth.breaks_a_rule(together):
            found.append((total, NOBODY, "together", sum(together.values())))
    for who in sorted({NOBODY, *(name for _, name in truth.given)}):
        attacker = Attacker(truth, shown, who) if unsafe else None
        for cell in unsafe:
            wanted = truth.wanted(cell, who)
            if wanted is None or attacker is None:
                continue
            low, high = attacker.interval(cell)
            slack = 1e-6 * max(1.0, float(wanted[1]))
            if low > wanted[0] + slack or high < wanted[1] - slack:
                found.append((cell, who, (low, high), tuple(map(float, wanted))))
    return found
