"""What waiting and suppressing can tell: how often they come out otherwise when one record of the register is another.

`python -m tests.attack.choices SEED TABLES NEIGHBOURS` asks the same tables of a register and of registers that differ
from it in one code of one record, and counts how many give another list of waiting requests, or other marks.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from tests.attack.requester import WEIGHTS, Told, interrogate, write_register


def main(arguments: list[str]) -> int:
    """Print the counts."""
    seed, most, neighbours = (int(argument) for argument in arguments)
    chance = random.Random(seed)
    waits = marks = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_register(folder, seed, 300)
        lines = (folder / "oevelse.csv").read_text(encoding="utf-8").splitlines()
        before = interrogate(folder, seed, most)
        for _ in range(neighbours):
            (folder / "oevelse.csv").write_text("\n".join(_changed(chance, lines)) + "\n", encoding="utf-8")
            after = interrogate(folder, seed, most)
            waits += after.waiting != before.waiting
            marks += _marks(after) != _marks(before)
    print(f"neighbours {neighbours}; another list of waiting requests {waits}; other marks {marks}")  # noqa: T201
    return 0


def _changed(chance: random.Random, lines: list[str]) -> list[str]:
    """The same records, but one has another code in one column."""
    place, column = chance.randrange(1, len(lines)), chance.randrange(len(WEIGHTS))
    codes = sorted({line.split(",")[column] for line in lines[1:]})
    record = lines[place].split(",")
    record[column] = chance.choice([code for code in codes if code != record[column]])
    return [*lines[:place], ",".join(record), *lines[place + 1 :]]


def _marks(told: Told) -> list[list[tuple[str, ...]]]:
    return [[labels for labels, count in release.cells.items() if count is None] for release in told.releases]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
