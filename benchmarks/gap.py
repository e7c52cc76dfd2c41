"""How far the usual pattern is from the proved optimum, over a family of random tables: docs/gap.md.

    python -m benchmarks.gap [SMALL LARGE]

Small tables are those of tests/strategies.py, of every kind; large ones have up to some hundred cells. The gap is (cost
of `protect` − proved bound) / bound, with cost as count + 1 per suppressed cell, unsafe ones included.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from disclosure.errors import NothingSafe
from disclosure.optimal.candidates import candidates_of
from disclosure.optimal.search import Start, optimum
from disclosure.protected import protect
from tests.attack.optimality import table_of
from tests.strategies import KINDS, Case, random_case

PAGE = Path(__file__).resolve().parents[1] / "docs" / "gap.md"
SMALL, LARGE = 6, 16
WORK = 30_000_000
SHAPES = {"two, large": ((10, 8), (12, 10), (15, 6), (20, 10)), "three, large": ((6, 5, 4), (8, 8, 2))}


@dataclass(frozen=True)
class Gap:
    """One table: its kind, its policy in words, its cells, and the three costs."""

    kind: str
    policy: str
    cells: int
    usual: float
    best: float
    bound: float

    @property
    def usual_gap(self) -> float:
        return (self.usual - self.bound) / self.bound if self.bound else 0.0

    @property
    def proved(self) -> bool:
        return self.best == self.bound


def large_case(seed: int, kind: str) -> Case:
    """A table of some hundred cells; some with groups of codes, some as two linked tables."""
    chance = random.Random(f"{seed}:{kind}")
    sizes = chance.choice(SHAPES[kind])
    names = "abc"[: len(sizes)]
    dimensions = [
        {"name": name, "role": "sensitive", "codes": [f"{name}{n}" for n in range(size)]}
        for name, size in zip(names, sizes, strict=True)
    ]
    dimensions[0]["role"] = "identifying"
    if chance.random() < 0.4:
        parents = {code: f"group{place % 3}" for place, code in enumerate(dimensions[0]["codes"])}
        dimensions[0]["hierarchies"] = [{"name": "groups", "parents": parents}]
    policy = {"threshold": chance.choice([3, 5]), "zeros": chance.choice(["publishable", "publishable", "protected"])}
    policy |= {name: True for name in ("participants", "group_disclosure") if chance.random() < 0.2}
    spec = {"dimensions": dimensions, "policy": policy}
    if len(sizes) == 3 and chance.random() < 0.4:
        spec["tables"] = [["a", "b"], ["a", "c"]]
    scale, empty = chance.choice([2, 4, 8, 20]), chance.choice([0.1, 0.35, 0.6])
    cells = [
        {**dict(zip(names, codes, strict=True)), "count": min(int(chance.expovariate(1 / scale)) + 1, 200)}
        for codes in product(*(dimension["codes"] for dimension in dimensions))
        if chance.random() >= empty
    ]
    return Case(seed, kind, spec, tuple(cells), None)


def gap_of(case: Case) -> Gap | None:
    """Measure one table; None where there is no safe pattern or nothing to protect."""
    table = table_of(case)
    candidates = candidates_of(table)
    try:
        usual = protect(table)
    except NothingSafe:
        return None
    if not candidates.base.any():
        return None
    found = optimum(table, Start(usual.suppressed, usual.witnesses), work=WORK)
    cost = (candidates.base_cost + candidates.cost(candidates.choice(usual.suppressed))) / candidates.unit
    return Gap(case.kind, policy_of(case), int(table.system.in_release.sum()), cost, found.cost, found.bound)


def policy_of(case: Case) -> str:
    policy = case.spec["policy"]
    more = [name for name in ("participants", "group_disclosure") if policy.get(name)]
    linked = ["linked"] if len(case.spec.get("tables", [])) > 1 else []
    return ", ".join([str(policy["threshold"]), f"zeros {policy['zeros']}", *more, *linked])


def row(kind: str, gaps: list[Gap]) -> str:
    shares = np.array([gap.usual_gap for gap in gaps])
    proved, close = sum(gap.proved for gap in gaps), int((shares <= 0.05).sum())
    figures = [f"{value:.1%}" for value in (shares.mean(), np.percentile(shares, 95), shares.max())]
    return f"| {kind} | {len(gaps)} | {proved} | {close} | {' | '.join(figures)} |"


HEAD = """# How far the usual pattern is from the proved optimum

Random tables from seeds, protected by `protect` and by `--optimal` (at most {work:,} units of work each);
`python -m benchmarks.gap` makes this page. The gap is (cost of `protect` − bound) / bound, with cost as count + 1 per
suppressed cell, unsafe ones included; where the optimum was not proved, the true gap may be smaller.

| kind | tables | proved | within 5 % | mean | 95th percentile | worst |
|---|--:|--:|--:|--:|--:|--:|
"""


def main(small: int, large: int) -> None:
    """Measure, print every table, and write the page."""
    cases = [random_case(seed, kind) for kind in KINDS for seed in range(small)]
    cases += [large_case(seed, kind) for kind in SHAPES for seed in range(large)]
    gaps = []
    for case in cases:
        gap = gap_of(case)
        if gap is not None:
            gaps.append(gap)
            print(f"{gap.kind} {case.seed}: {gap.policy}: {gap.usual:g} {gap.best:g} {gap.bound:g}", flush=True)
    kinds = dict.fromkeys(gap.kind for gap in gaps)
    rows = [row(kind, [gap for gap in gaps if gap.kind == kind]) for kind in kinds]
    worst = sorted(gaps, key=lambda gap: -gap.usual_gap)[:10]
    told = [
        f"* {g.kind}, {g.cells} cells, {g.policy}: {g.usual:g} against {g.best:g} (bound {g.bound:g})" for g in worst
    ]
    text = HEAD.format(work=WORK) + "\n".join([*rows, row("all", gaps), "", "## The worst", "", *told]) + "\n"
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*(int(part) for part in sys.argv[1:3]) if len(sys.argv) > 2 else (SMALL, LARGE))
