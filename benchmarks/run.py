"""What protection costs, and what it is worth: our `protect` and pytauargus on the same tables, measured in one run.

    python -m benchmarks.run [NAME …]

Each tool runs in a process of its own, is measured from outside, and may crash or be stopped. Both patterns are then
attacked in the same way (patterns.py). Results are kept in docs/bench.json, where a table that is measured again
replaces its former result; docs/bench.md and its curve are made from that file (page.py). Seconds and memory differ
from machine to machine; the counts of cells do not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import page
from benchmarks.generate import SHAPES, write
from benchmarks.patterns import figures, leaks, read_pattern, read_table

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT / "benchmarks" / "tables"
OUT = ROOT / "benchmarks" / "out"
RESULTS = ROOT / "docs" / "bench.json"
PEER_PYTHON = ROOT / "benchmarks" / ".venv" / "bin" / "python"
DEFAULT = ("S", "LINK", "M")
ATTACKED_UP_TO = 60_000
"""Cells; larger patterns are not attacked."""
OURS_LIMIT = {"S": 60, "LINK": 300, "M": 1200, "S1": 60, "M1": 1200}
LARGE_LIMIT = 3600
PEER_LIMIT = {"S": 60, "LINK": 60, "M": 180, "S1": 60, "M1": 180}
LARGE_PEER_LIMIT = 600
KILOBYTES_PER_MEGABYTE = 1024


@dataclass(frozen=True, slots=True)
class Run:
    """A process, measured: exit status (None: stopped at the limit), seconds, peak memory, last line of complaint."""

    status: int | None
    seconds: float
    peak_mb: int
    complaint: str


def measured(command: list[str | Path], limit: float) -> Run:
    """Run a command and stop it at `limit` seconds."""
    with tempfile.TemporaryFile() as errors:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors)
        status, used = waited(process.pid, begun + limit)
        seconds = time.perf_counter() - begun
        process.returncode = -1 if status is None else status
        errors.seek(0)
        lines = errors.read().decode("utf-8", "replace").splitlines()
    return Run(status, round(seconds, 2), used // KILOBYTES_PER_MEGABYTE, lines[-1] if lines and status else "")


def waited(pid: int, end: float) -> tuple[int | None, int]:
    """Exit status (None: stopped at `end`) and peak memory in kilobytes."""
    while time.perf_counter() < end:
        done, state, used = os.wait4(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(state), used.ru_maxrss
        time.sleep(0.01)
    os.kill(pid, 9)
    _, _, used = os.wait4(pid, 0)
    return None, used.ru_maxrss


def files_of(name: str) -> tuple[Path, Path]:
    """A table's specification and cells; generated ones are made."""
    return write(name, OUT) if name in SHAPES else (TABLES / f"{name}_spec.json", TABLES / f"{name}_cells.csv")


def bench(name: str) -> list[dict]:
    """Both tools on one table."""
    spec, cells = files_of(name)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "ours", Path(folder) / "peer.csv"
        command = [sys.executable, "main.py", "protect", "--spec", spec, "--cells", cells, "--out", ours]
        run = measured(command, OURS_LIMIT.get(name, LARGE_LIMIT))
        found.append(result(name, "protect", run, spec, cells, ours / "protected.csv"))
        if PEER_PYTHON.is_file():
            command = [PEER_PYTHON, "benchmarks/peer.py", spec, cells, theirs, "MOD(1)"]
            run = measured(command, PEER_LIMIT.get(name, LARGE_PEER_LIMIT))
            found.append(result(name, "pytauargus 0.6.0 MOD", run, spec, cells, theirs))
    return found


def result(name: str, tool: str, run: Run, spec: Path, cells: Path, pattern: Path) -> dict:
    """One line of the results; without a pattern only what the run took."""
    one = {"table": name, "tool": tool, **asdict(run)}
    if run.status != 0 or not pattern.is_file():
        return one
    report = pattern.with_name("report.json")
    if report.is_file() and json.loads(report.read_text(encoding="utf-8"))["cells"] > ATTACKED_UP_TO:
        return one | reported(json.loads(report.read_text(encoding="utf-8")))
    table = read_table(spec, cells)
    mask = read_pattern(table, pattern)
    one |= figures(table, mask)
    return one | (asdict(leaks(table, mask)) if one["cells"] <= ATTACKED_UP_TO else {})


def reported(report: dict) -> dict:
    """The figures of a large table from its own report; the zeros left out of the file are shown."""
    share = report["inner_sum_published"] / report["inner_sum"] if report["inner_sum"] else 1.0
    return {
        "cells": report["cells"],
        "primary": report["primary"],
        "unsafe_shown": 0,
        "secondary": report["secondary"],
        "secondary_zeros": report["secondary_zeros"],
        "published": round(share, 4),
    }


def main(names: list[str]) -> int:
    """Measure the named tables, or those that take minutes together, and write the page."""
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else []
    failed = 0
    for name in names or DEFAULT:
        new = bench(name)
        failed += new[0]["status"] != 0
        for one in new:
            print(page.line(one), flush=True)
        kept = [one for one in kept if one["table"] != name] + new
        RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        page.write(kept)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
