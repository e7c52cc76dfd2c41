"""pytauargus on one of our tables, run by its own Python (benchmarks/requirements.txt) and its own process.

    PYTHON benchmarks/peer.py SPEC.json CELLS.csv OUT.csv METHOD

Writes OUT.csv: table, a label per dimension, `suppressed` 0 or 1. Cells that are left out are shown. Standard library
and pytauargus only; it may crash, which benchmarks/run.py survives.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import tempfile
from pathlib import Path

WITHHELD = {"U", "M"}


def main(spec_path: str, cells_path: str, out_path: str, method: str) -> None:
    from pytauargus import protect  # noqa: PLC0415 - only the peer's own Python has it

    spec = json.loads(Path(spec_path).read_text(encoding="utf-8"))
    count = spec.get("count", "count")
    names, out = [dimension["name"] for dimension in spec["dimensions"]], Path(out_path).resolve()
    tables = spec.get("tables", [names])
    with Path(cells_path).open(encoding="utf-8", newline="") as file:
        records = [row for row in csv.DictReader(file) for _ in range(int(row[count]))]
    short = {dimension["name"]: shortened(dimension, records) for dimension in spec["dimensions"]}
    micro = {name: [short[name][row[name]] for row in records] for name in names} | {"counted": [1.0] * len(records)}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # it leaves files where it stands, and crashes on those of an earlier run
        trees = {
            dimension["name"]: tree_file(Path(folder), dimension, short[dimension["name"]])
            for dimension in spec["dimensions"]
            if dimension.get("hierarchies")
        }
        threshold = spec.get("policy", {}).get("threshold", 5)
        done = protect(
            micro,
            tables,
            "counted",
            safety_rules=f"FREQ({threshold},30)",
            suppress=method,
            hrc=trees or None,
            totcode="Total",
            decimals=0,
            workdir=folder,
        )
        labels = {
            dimension["name"]: {code: label for label, code in short[dimension["name"]].items()}
            | {"Total": dimension.get("total", "I alt")}
            for dimension in spec["dimensions"]
        }
        write(out, labels, tables, [table.rows for table in done.tables])


def shortened(dimension: dict, records: list[dict]) -> dict[str, str]:
    """A code of five digits per label: the peer pads codes of unequal length and then does not know them."""
    parents = [tree["parents"] for tree in dimension.get("hierarchies", [])]
    labels = [*dimension.get("codes", ()), *(label for tree in parents for pair in tree.items() for label in pair)]
    seen = [row[dimension["name"]] for row in records]
    return {label: f"{number:05d}" for number, label in enumerate(dict.fromkeys([*labels, *seen]))}


def tree_file(folder: Path, dimension: dict, short: dict[str, str]) -> str:
    """The first hierarchy as an indented list, codes without a parent at the top."""
    parents = dimension["hierarchies"][0]["parents"]
    children: dict[str, list[str]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    tops = [label for label in dict.fromkeys([*dimension.get("codes", ()), *parents.values()]) if label not in parents]
    lines: list[str] = []

    def add(label: str, depth: int) -> None:
        lines.append("@" * depth + short[label])
        for child in children.get(label, ()):
            add(child, depth + 1)

    for label in tops:
        add(label, 0)
    path = folder / f"{dimension['name']}.hrc"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def write(path: Path, labels: dict[str, dict[str, str]], tables: list[list[str]], rows_of: list[list[dict]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["table", *labels, "suppressed"])
        for number, (table, rows) in enumerate(zip(tables, rows_of, strict=True)):
            for row in rows:
                cell = [of[row[name] if name in table else "Total"] for name, of in labels.items()]
                writer.writerow([number, *cell, int(row["status"] in WITHHELD)])


if __name__ == "__main__":
    main(*sys.argv[1:])
    # The engine's destructors have been seen to crash: what was written is what counts.
    sys.stdout.flush()
    os._exit(0)
