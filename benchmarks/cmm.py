"""The 80 persons of 2021, nationality by form of exploitation, protected at thresholds 3 and 5: writes docs/cmm.md.

    python -m benchmarks.cmm

A test makes the page again and compares, so that it cannot fall behind the program.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "cmm.md"
THRESHOLDS = (3, 5)

HEAD = """# The 80 persons of 2021: nationality by form of exploitation

A national report printed these figures unprotected (`data/cases/cmm-2021/`). As they stand they must not be released:
most inner cells are 1, and some groups disclose without any small cell, because all of one nationality are in one
category. Below is the most that the program shows of the cross-table with all totals and the parts of the world as
subtotals, at two thresholds, with groups and participants protected, as in a reply. `[c]` means "not shown, for
confidentiality"; it stands on small counts and on what protects them.

    .venv/bin/python main.py protect --spec docs/examples/cmm-3.json --records data/registers/cmm-2021.csv --out cmm-3
    .venv/bin/python main.py verify cmm-3

This page is made by `make pages`.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([HEAD, *(section(threshold) for threshold in THRESHOLDS)])


def section(threshold: int) -> str:
    """Protect at one threshold and return its part of the page."""
    with tempfile.TemporaryDirectory() as folder:
        spec = ROOT / "docs" / "examples" / f"cmm-{threshold}.json"
        records = ROOT / "data" / "registers" / "cmm-2021.csv"
        command = [sys.executable, "main.py", "protect", "--spec", spec, "--records", records, "--out", folder]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([sys.executable, "main.py", "verify", folder], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        report = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
        with (Path(folder) / "protected.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    facts = (
        f"{report['cells']} cells, {report['primary']} unsafe in themselves, {report['suppressed']} suppressed; "
        "the certificates hold."
    )
    return "\n".join([f"## Threshold {threshold}", "", facts, "", *table(rows), ""])


def table(rows: list[dict[str, str]]) -> list[str]:
    """Return the published cells as lines of a table, nationalities down and forms across."""
    across = list(dict.fromkeys(row["udnyttelse"] for row in rows))
    down = list(dict.fromkeys(row["nationalitet"] for row in rows))
    shown = {(row["nationalitet"], row["udnyttelse"]): row["antal"] or "`[c]`" for row in rows}
    lines = ["| | " + " | ".join(across) + " |", "|---|" + "--:|" * len(across)]
    return lines + [f"| {name} | " + " | ".join(shown[name, form] for form in across) + " |" for name in down]


def readme(made: str) -> str:
    """Return the README with the sentences of the page `made` in place of those it has."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for threshold, sentence in zip(THRESHOLDS, re.findall(r"^\d+ cells, .*$", made, re.MULTILINE), strict=True):
        text = re.sub(
            rf"^- threshold {threshold}: .*$", f"- threshold {threshold}: {sentence}", text, flags=re.MULTILINE
        )
    return text


if __name__ == "__main__":
    made = page()
    PAGE.write_text(made, encoding="utf-8")
    (ROOT / "README.md").write_text(readme(made), encoding="utf-8")
