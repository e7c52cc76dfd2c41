"""Protect a random case, then attack what comes out with the oracle.

`python -m tests.attack.harness FIRST LAST [KIND]` runs many seeds and prints every broken clause; soak.py also has the proofs checked.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosure.errors import NothingSafe
from disclosure.protected import ProtectedTable, protect
from disclosure.spec import parse_spec
from disclosure.tabulate import tabulate_cells, tabulate_records
from tests.attack.brute import Broken, broken
from tests.attack.world import Labels, Pattern, World, read_pattern, read_world
from tests.strategies import KINDS, Case, random_case

FOUND = Path(__file__).parent / "found"


@dataclass(frozen=True)
class Attacked:
    """What the attack found: clauses broken, flaws of the file, or that nothing safe was found."""

    case: Case
    refused: tuple[str, ...]
    flaws: tuple[str, ...]
    broken: tuple[Broken, ...]

    @property
    def refused_without_reason(self) -> bool:
        """DESIGN: the promise can always be kept by suppressing more, unless something must be shown."""
        policy = self.case.spec["policy"]
        return bool(self.refused) and not (
            "force_published" in policy or "not_unsafe" in policy or self.case.spec.get("known")
        )


def columns_of(names: list[str], rows: Any) -> dict[str, list[str]]:
    """Rows as columns of texts; the names stand even when there are no rows."""
    return {name: [str(row[name]) for row in rows] for name in names}


def protected_of(case: Case) -> ProtectedTable:
    """Protect the case as the command does."""
    request = parse_spec(json.dumps(case.spec))
    names = [dimension.name for dimension in request.dimensions]
    if case.cells is not None:
        return protect(tabulate_cells(request, columns_of([*names, request.count], case.cells)))
    return protect(tabulate_records(request, columns_of(names, case.records)))


def published_rows(protected: ProtectedTable) -> list[dict[str, str]]:
    """The rows of protected.csv."""
    # Imported late: the certificate needs the checker, which measuring a pattern does not.
    from disclosure.certificate import published_csv  # noqa: PLC0415

    return list(csv.DictReader(io.StringIO(published_csv(protected))))


def attack(case: Case, strict: bool = False) -> Attacked:
    """Protect and attack one case."""
    try:
        protected = protected_of(case)
    except NothingSafe as error:
        return Attacked(case, (str(error), *error.reasons), (), ())
    world = read_world(case.spec, case.cells, case.records)
    pattern, flaws = read_pattern(world, published_rows(protected))
    return Attacked(case, (), tuple(flaws), tuple(broken(world, pattern, strict)) if not flaws else ())


def save(found: Attacked) -> Path:
    """Keep a case that broke, for the tests."""
    FOUND.mkdir(exist_ok=True)
    case = found.case
    path = FOUND / f"{case.kind.replace(' ', '_')}_{case.seed}.json"
    content = {
        "why": [*found.flaws, *(f"{b.clause}: {' / '.join(b.cell)}: {b.detail}" for b in found.broken), *found.refused],
        "spec": case.spec,
        "cells": case.cells,
        "records": case.records,
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def load(path: Path) -> Case:
    """A kept case."""
    content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Case(0, path.stem, content["spec"], content["cells"], content["records"])


def cost(world: World, pattern: Pattern) -> int:
    """Count + 1 per suppressed cell."""
    suppressed: list[Labels] = pattern.suppressed
    return sum(world.count_of(world.unknowns(cell)) + 1 for cell in suppressed)


def main(first: int, last: int, kind: str | None) -> int:
    """Attack the seeds first..last-1; the number of cases that broke."""
    totals: Counter[str] = Counter()
    for seed in range(first, last):
        found = attack(random_case(seed, kind))
        totals["cases"] += 1
        totals["refused"] += bool(found.refused)
        if found.broken or found.flaws or found.refused_without_reason:
            totals["broken"] += 1
            print(f"{found.case.kind} seed {seed} kind {kind}: {save(found).name}")  # noqa: T201  a report for people
            for line in (*found.flaws, *found.broken, *(found.refused if found.refused_without_reason else ())):
                print(f"    {line}")  # noqa: T201  a report for people
    print(dict(totals))  # noqa: T201  a report for people
    return totals["broken"]


if __name__ == "__main__":
    chosen = sys.argv[3] if len(sys.argv) > 3 else None
    if chosen is not None and chosen not in KINDS:
        raise SystemExit(f"unknown kind; one of {', '.join(sorted(KINDS))}")
    raise SystemExit(1 if main(int(sys.argv[1]), int(sys.argv[2]), chosen) else 0)
