"""What tables of amounts cost: `protect`, `verify` and `audit` on generated records, each in a process of its own.

    python -m benchmarks.amounts [NAME …]

Municipalities in five regions × trades (× years), firms of very uneven size; seeds below. Prints a table.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
REGIONS, THRESHOLD = 5, 3


@dataclass(frozen=True, slots=True)
class Records:
    """How many codes, firms and records to generate; with years a second table, trades × years, shares a margin."""

    municipalities: int
    trades: int
    firms: int
    records: int
    years: int = 0

    @property
    def linked(self) -> bool:
        """Whether there are two tables."""
        return self.years > 0


CASES = {
    "KR-S": Records(20, 10, 300, 1_500),
    "KR-M": Records(98, 20, 700, 3_000),
    "KR-L": Records(98, 26, 4_000, 20_000),
    "KR-LINK": Records(40, 12, 800, 6_000, years=7),
}


def generate(case: Records, folder: Path) -> None:
    """Write SPEC.json and records.csv; the same for the same case."""
    chance = np.random.default_rng(case.records)
    places = [f"K{number:02}" for number in range(case.municipalities)]
    columns: dict[str, list[str]] = {
        "kommune": [places[n] for n in (chance.random(case.records) ** 1.5 * case.municipalities).astype(int)],
        "branche": [f"B{n:02}" for n in (chance.random(case.records) ** 1.5 * case.trades).astype(int)],
        **({"aar": [str(2018 + n) for n in chance.integers(0, case.years, case.records)]} if case.linked else {}),
        "firma": [f"F{n}" for n in chance.integers(0, case.firms, case.records)],
        "kr": [str(1 + int(amount)) for amount in chance.lognormal(9, 1.8, case.records)],
    }
    with (folder / "records.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    regions = {place: f"R{number % REGIONS}" for number, place in enumerate(places)}
    spec = {
        "dimensions": [
            {"name": "kommune", "hierarchies": [{"name": "region", "parents": regions}]},
            {"name": "branche"},
            *([{"name": "aar"}] if case.linked else []),
        ],
        "tables": [["kommune", "branche"], *([["branche", "aar"]] if case.linked else [])],
        "policy": {"threshold": THRESHOLD, "sums": {"amount": "kr", "contributor": "firma"}},
    }
    (folder / "SPEC.json").write_text(json.dumps(spec), encoding="utf-8")


def run(*words: str | Path) -> tuple[float, int]:
    """Seconds of processor time and peak megabytes of one command."""
    process = subprocess.Popen([sys.executable, "main.py", *words], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def main(names: list[str]) -> int:
    """Measure the named cases, or all of them."""
    print(f"{'table':<9}{'cells':>7}{'unsafe':>8}{'suppr.':>8}{'protect s':>11}{'MB':>6}{'verify s':>10}{'audit s':>9}")
    for name in names or CASES:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            generate(CASES[name], folder)
            spec, out = folder / "SPEC.json", folder / "out"
            seconds, megabytes = run("protect", "--spec", spec, "--records", folder / "records.csv", "--out", out)
            report = json.loads((out / "report.json").read_text(encoding="utf-8"))
            verified, _ = run("verify", out)
            audited, _ = run("audit", "--spec", spec, out / "protected.csv")
        counts = f"{report['cells']:>7}{report['primary']:>8}{report['suppressed']:>8}"
        print(f"{name:<9}{counts}{seconds:>11.1f}{megabytes:>6}{verified:>10.1f}{audited:>9.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
