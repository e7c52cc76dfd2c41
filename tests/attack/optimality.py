"""The proved optimum against every pattern of tiny tables, and its proofs against the checker.

    python -m tests.attack.optimality FROM TO

Prints one line of counts; whatever disagreed is named above it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

import numpy as np

from disclosure.certificate import files_as_bytes
from disclosure.checker import check_files
from disclosure.errors import NothingSafe
from disclosure.optimal.candidates import candidates_of
from disclosure.optimal.proved import optimal_files, protect_optimally
from disclosure.spec import parse_spec
from disclosure.table import FrequencyTable
from disclosure.tabulate import tabulate_cells, tabulate_records
from tests.attack.exhaustive import cheapest
from tests.attack.harness import columns_of
from tests.attack.world import Labels, read_world
from tests.strategies import Case, random_case

MOST_FREE = 9
"""Cells that may be suppressed or shown: twice the patterns for each."""


def table_of(case: Case) -> FrequencyTable:
    """The true table of a case."""
    request = parse_spec(json.dumps(case.spec))
    names = [dimension.name for dimension in request.dimensions]
    if case.cells is not None:
        return tabulate_cells(request, columns_of([*names, request.count], case.cells))
    return tabulate_records(request, columns_of(names, case.records))


def disagreement(case: Case, most_free: int = MOST_FREE) -> str | None:
    """What the optimum and the trial of all patterns do not agree on, or nothing; None for a table left out.

    Left out are tables that are too large, and those with a known unsafe figure, which the program refuses.
    """
    table = table_of(case)
    candidates = candidates_of(table)
    known = (table.system.cell(figure.cell) for figure in table.system.request.known)
    if candidates.cells.size > most_free or any(candidates.risk.unsafe[cell] for cell in known):
        return None
    try:
        proved = protect_optimally(table)
        failures = check_files(files_as_bytes(optimal_files(proved)))
        found = candidates.cost(candidates.choice(proved.found.suppressed))
    except NothingSafe:
        failures, found = [], None
    best = _cheapest(case, table, None if found is None else found + 1)
    if failures:
        return failures[0]
    if found is not None and proved.found.cost != proved.found.bound:
        return f"not proved: {proved.found.cost} against {proved.found.bound}"
    return "" if best == found else f"optimum {found}, cheapest of all patterns {best}"


def _cheapest(case: Case, table: FrequencyTable, limit: int | None) -> int | None:
    world = read_world(case.spec, case.cells, case.records)
    candidates = candidates_of(table)
    prices: dict[Labels, int] = {}
    for cell in np.flatnonzero(table.system.in_release).tolist():
        index = tuple(int(place) for place in np.unravel_index(cell, table.system.shape))
        prices[tuple(table.system.labels(index).values())] = int(candidates.price.flat[cell])
    cells = dict(zip(np.flatnonzero(table.system.in_release).tolist(), prices, strict=True))
    base = [cells[cell] for cell in np.flatnonzero(candidates.base).tolist()]
    free = [cells[cell] for cell in candidates.cells.tolist()]
    return cheapest(world, base, free, prices.__getitem__, limit)


def main(first: int, last: int) -> int:
    """Compare the seeds first..last-1; the number that disagreed."""
    totals: Counter[str] = Counter(tables=0, left_out=0, disagreed=0)
    for seed in range(first, last):
        case = random_case(seed)
        found = disagreement(case)
        totals["tables"] += found is not None
        totals["left_out"] += found is None
        if found:
            totals["disagreed"] += 1
            print(f"{case.kind} seed {seed}: {found}", flush=True)  # noqa: T201  a report for people
    print(", ".join(f"{name} {number}" for name, number in totals.items()))  # noqa: T201  a report for people
    return totals["disagreed"]


if __name__ == "__main__":
    raise SystemExit(1 if main(int(sys.argv[1]), int(sys.argv[2])) else 0)
