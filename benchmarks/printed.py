"""What the attack on a printed table costs: 10,000 cells with 2,000 suppressed, in a process of its own.

    python -m benchmarks.printed

A seeded table of 100 rows and 100 columns with totals both ways; the 2,000 smallest counts above 0 carry a mark.
Writes benchmarks/out/printed.json. Seconds differ from machine to machine; the rest does not.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "benchmarks" / "out"
SIDE, HIDDEN, SEED = 100, 2_000, 1
KILOBYTES_PER_MEGABYTE = 1024


def printed_table() -> tuple[str, int]:
    """Return the table as CSV, and the largest count that is hidden."""
    rnd = random.Random(SEED)
    counts = [[int(rnd.paretovariate(0.7)) - 1 for _ in range(SIDE)] for _ in range(SIDE)]
    places = [(r, c) for r in range(SIDE) for c in range(SIDE) if counts[r][c]]
    hidden = set(sorted(places, key=lambda place: (counts[place[0]][place[1]], rnd.random()))[:HIDDEN])
    lines = [["Kommune", *(f"Årsag {c}" for c in range(SIDE)), "I alt"]]
    for r, row in enumerate(counts):
        lines.append([f"By {r}", *("..." if (r, c) in hidden else str(row[c]) for c in range(SIDE)), str(sum(row))])
    lines.append(["I alt", *(str(sum(column)) for column in zip(*counts, strict=True)), str(sum(map(sum, counts)))])
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    return written.getvalue(), max(counts[r][c] for r, c in hidden)


def measure() -> dict[str, float | int]:
    """Attack the table and say what it cost and what came out."""
    text, largest = printed_table()
    with tempfile.TemporaryDirectory() as folder:
        path, answer = Path(folder) / "stor.csv", Path(folder) / "svar.json"
        path.write_text(text, encoding="utf-8")
        words = [sys.executable, "main.py", "audit-published", path, "--low", "1", "--high", str(largest + 2), "--json"]
        begun = time.perf_counter()
        with answer.open("wb") as out:
            process = subprocess.Popen(words, cwd=ROOT, stdout=out)
            _, _, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        told = json.loads(answer.read_text(encoding="utf-8"))
    return {
        "cells": SIDE * SIDE,
        "suppressed": len(told["cells"]),
        "exact": told["exact"],
        "narrow": told["narrow"],
        "unproved": told["unproved"],
        "derivations": sum(bool(cell["derivation"]) for cell in told["cells"]),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "peak_mb": used.ru_maxrss // KILOBYTES_PER_MEGABYTE,
    }


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    found = measure()
    (OUT / "printed.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=2))
