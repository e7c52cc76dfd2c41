"""Thousands of random requests, protected, proved by the checker, audited, and attacked by the oracle.

`python -m tests.attack.soak FROM TO [KIND]` runs the seeds FROM..TO-1 and prints one line of counts; whatever broke is
named above it and kept under found/, so that it becomes a test. `make soak` runs it.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import replace

from disclosure.certificate import certificate_files, files_as_bytes, published_csv
from disclosure.checker import check_files
from disclosure.errors import NothingSafe
from tests.attack.audited import audit_flaws
from tests.attack.brute import broken
from tests.attack.harness import Attacked, protected_of, published_rows, save
from tests.attack.world import read_pattern, read_world
from tests.strategies import KINDS, Case, random_case

FORCING = ("force_published", "not_unsafe", "known")
"""What may make the promise impossible; without it there is always a safe table."""


def flaws_of(case: Case) -> Attacked:
    """Protect a case, and everything that is wrong with what came out."""
    try:
        protected = protected_of(case)
    except NothingSafe as error:
        return Attacked(case, (str(error), *error.reasons), (), ())
    world = read_world(case.spec, case.cells, case.records)
    pattern, flaws = read_pattern(world, published_rows(protected))
    flaws = [*flaws, *check_files(files_as_bytes(certificate_files(protected)))]
    flaws += audit_flaws(world, pattern, protected)
    if published_csv(protected_of(shuffled(case))) != published_csv(protected):
        flaws.append("the order of the rows matters")
    return Attacked(case, (), tuple(flaws), tuple(broken(world, pattern)))


def shuffled(case: Case) -> Case:
    """The same case with its rows in another order."""
    chance = random.Random(case.seed)
    cells, records = case.cells, case.records
    return replace(
        case,
        cells=cells and tuple(chance.sample(cells, len(cells))),
        records=records and tuple(chance.sample(records, len(records))),
    )


def is_bad(found: Attacked) -> bool:
    """Whether something is wrong: a clause, the proof, the file, or a refusal that nothing explains."""
    explained = any(name in found.case.spec or name in found.case.spec["policy"] for name in FORCING)
    return bool(found.flaws or found.broken or (found.refused and not explained))


def soak(first: int, last: int, kind: str | None = None) -> Counter[str]:
    """Run the seeds, keep and name what is bad, and return the counts."""
    totals: Counter[str] = Counter(cases=0, refused=0, bad=0)
    for seed in range(first, last):
        found = flaws_of(random_case(seed, kind))
        totals["cases"] += 1
        totals["refused"] += bool(found.refused)
        totals["bad"] += is_bad(found)
        if is_bad(found):
            print(f"{found.case.kind}, seed {seed}, kind {kind}: {save(found).name}")  # noqa: T201  a report for people
            for line in (*found.flaws, *found.broken, *found.refused):
                print(f"    {line}")  # noqa: T201  a report for people
    return totals


def main(arguments: list[str]) -> int:
    """Read FROM TO [KIND]; 1 if anything was bad."""
    kind = arguments[2] if len(arguments) > 2 else None
    if kind is not None and kind not in KINDS:
        raise SystemExit(f"unknown kind; one of {', '.join(sorted(KINDS))}")
    totals = soak(int(arguments[0]), int(arguments[1]), kind)
    print(", ".join(f"{name} {number}" for name, number in totals.items()))  # noqa: T201  a report for people
    return 1 if totals["bad"] else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
