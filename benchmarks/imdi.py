"""Seven tables of a Norwegian yearly report, attacked as they were published: writes docs/imdi.md.

    python -m benchmarks.imdi

A test makes the page again and compares, so that it cannot fall behind the program.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "imdi.md"
TABLES = ROOT / "data" / "cases" / "imdi-2024"

HEAD = """# Seven published tables, attacked

The yearly report for 2024 of a Norwegian directorate prints counts with a percent column beside each; `...` and `…`
stand for under 7 cases, `-` for none registered, and one row folds small categories (`data/cases/imdi-2024/`). Below is
what `audit-published` says of them, all seven read together, in its own Danish. What the marks mean changes from column
to column, and in seven columns the percentages contradict the counts. Where nothing settles what a row means, every
reading has its own result; figures that cannot be right are named, and nothing is concluded from them.

Counts that add up are believed before percentages, which are calculated from them: each column is read by its counts
alone; then with the percentages rounded as usual, without the fewest that contradict; and where some do, with the
looser rounding that the column allows.

    .venv/bin/python main.py audit-published data/cases/imdi-2024/*.csv

This page is made by `make pages`.

---
"""


def page() -> str:
    """Return the whole page."""
    files = sorted(str(path.relative_to(ROOT)) for path in TABLES.glob("*.csv"))
    command = [sys.executable, "main.py", "audit-published", *files]
    told = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8")
    if told.returncode != 1:
        raise RuntimeError(told.stderr)
    return f"{HEAD}\n{told.stdout}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
