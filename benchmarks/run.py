"""What protection costs: `protect` on each table, in a process of its own, measured from outside.

    python -m benchmarks.run [NAME …]

Writes benchmarks/out/measured.json and prints a table. Seconds and memory differ from machine to machine; the counts of
cells do not.
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

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT / "benchmarks" / "tables"
OUT = ROOT / "benchmarks" / "out"
NAMES = ("S", "LINK", "M")
KILOBYTES_PER_MEGABYTE = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of `protect`.

    Attributes
    ----------
    status : exit status; 0 means protected and proved.
    seconds, peak_mb : of the whole process.
    cells, primary, suppressed : from report.json, None where there is no table.
    """

    name: str
    status: int
    seconds: float
    peak_mb: int
    cells: int | None
    primary: int | None
    suppressed: int | None


def measure(name: str) -> Measured:
    """Protect one table and read its report."""
    with tempfile.TemporaryDirectory() as folder:
        spec, cells = TABLES / f"{name}_spec.json", TABLES / f"{name}_cells.csv"
        command = [sys.executable, "main.py", "protect", "--spec", spec, "--cells", cells, "--out", folder]
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        _, waited, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(waited)
        report = read_report(Path(folder) / "report.json")
    return Measured(
        name=name,
        status=process.returncode,
        seconds=round(seconds, 2),
        peak_mb=used.ru_maxrss // KILOBYTES_PER_MEGABYTE,
        cells=report.get("cells"),
        primary=report.get("primary"),
        suppressed=report.get("suppressed"),
    )


def read_report(path: Path) -> dict[str, int]:
    """Return the report, or nothing where no table was made."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def main(names: list[str]) -> int:
    """Measure the named tables, or all of them."""
    found = []
    print(f"{'table':<8}{'status':>7}{'seconds':>9}{'MB':>7}{'cells':>9}{'primary':>9}{'suppressed':>12}")
    for name in names or NAMES:
        one = measure(name)
        found.append(one)
        print(
            f"{one.name:<8}{one.status:>7}{one.seconds:>9.2f}{one.peak_mb:>7}"
            f"{one.cells or '':>9}{one.primary or '':>9}{one.suppressed or '':>12}",
            flush=True,
        )
    OUT.mkdir(exist_ok=True)
    (OUT / "measured.json").write_text(json.dumps([asdict(one) for one in found], indent=2) + "\n", encoding="utf-8")
    return 0 if all(one.status == 0 for one in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
