"""`make interrogate`: a requester asks hundreds of overlapping tables; what she can work out, and what it cost her.

`python -m tests.attack.interrogation SEED TABLES [RECORDS [single|multiple]]` prints the figures of docs/ledger.md;
seconds are of the processor, means of ten requests after every twenty.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from data.registers import open_register
from tests.attack.answers import Findings, World, attack, world_of
from tests.attack.requester import Told, interrogate, write_register

THRESHOLD = 5


def main(arguments: list[str]) -> int:
    """Ask, attack with and without a memory, and print; 1 if anything is broken."""
    seed, most = int(arguments[0]), int(arguments[1])
    records = int(arguments[2]) if len(arguments) > 2 else 300
    responses = arguments[3] if len(arguments) > 3 else "single"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = write_register(folder, seed, records, responses)
        world = world_of(open_register("oevelse", folder), rows)
        print(f"seed {seed}, {records} records, {len(world.kinds)} kinds, {responses} answers")  # noqa: T201
        kept = _run(folder, world, seed, most, remembering=True)
        _run(folder, world, seed, most, remembering=False)
    return 1 if kept.broken else 0


def _run(folder: Path, world: World, seed: int, most: int, *, remembering: bool) -> Findings:
    told = interrogate(folder, seed, most, remembering=remembering)
    begun = time.process_time()
    found = attack(world, told.releases, THRESHOLD)
    took = f"seconds {sum(told.seconds):.0f}, of the attack {time.process_time() - begun:.0f}"
    print("; ".join(["with the ledger" if remembering else "without", *_figures(told, found), took]))  # noqa: T201
    tens = [told.seconds[first : first + 10] for first in range(0, len(told.seconds), 20)]
    print("    seconds per request:", *(f"{sum(ten) / len(ten):.1f}" for ten in tens))  # noqa: T201
    for line in found.broken[:5]:
        print(f"    {line}")  # noqa: T201
    return found


def _figures(told: Told, found: Findings) -> list[str]:
    cells = [count for release in told.releases for count in release.cells.values()]
    figures = {
        "requests": len(told.releases) + len(told.waiting),
        "answers": len(told.releases),
        "waiting": len(told.waiting),
        "cells": len(cells),
        "suppressed": cells.count(None),
        "small cells attacked": found.attacked,
        "values asked": found.values,
        "broken": len(found.broken),
        "small differences": len(found.differences),
    }
    return [f"{name} {number}" for name, number in figures.items()]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
