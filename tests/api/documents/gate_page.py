"""The page of what the gate finds, with the files that show it and what hostile files cost: writes docs/gate.md.

    python -m tests.api.documents.gate_page [--measure]

The list follows from the catalogue and the tests' files, and a test compares it; the figures stay as they were measured
last, unless they are measured anew.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path
from subprocess import run

from api.documents.cover import Cover
from api.documents.gate.catalogue import CATALOGUE
from api.documents.workbook import workbook
from tests.api.documents.broken_archives import ARCHIVES, HEAVY, HOSTILE
from tests.api.documents.broken_documents import DOCUMENTS, PDFS
from tests.api.documents.broken_workbooks import WORKBOOKS, workbook_with
from tests.api.documents.libreoffice_files import BOOKS, LETTERS, PAGES
from tests.api.documents.sample import CREATED, long_table

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "gate.md"
FILES = {
    "xlsx": (WORKBOOKS, BOOKS),
    "docx": (DOCUMENTS, LETTERS),
    "pdf": (PDFS, PAGES),
    "csv, zip": (ARCHIVES, {}),
}
NOT_BY_ITSELF = {"forbidden_value"}
"""Looked for in our own replies alone: whoever checks a file of another has no list of forbidden values."""

HEAD = """# The release gate: what it finds, and what shows it

`check FIL…`, `POST /v1/checks` and the page `/kontrol` look through XLSX, XLSM, DOCX, PDF, CSV and zip, made here or elsewhere. What a
file is, is told by its bytes. A file that is damaged, locked with a password or of another kind is refused (exit status 2, HTTP 4xx): what
cannot be read is never called clean. A *notice* is for a person to look at and holds nothing back.

Each finding says where, what, why it matters and how to take it out. Below: the code, what the program says, and the files of the tests
that hide this one thing and are found out by it, by kind: `3 + 1` are three files built for the purpose and one that LibreOffice itself
saved. In `tests/api/documents/`: `broken_workbooks.py`, `broken_documents.py` (DOCX and PDF), `broken_archives.py` (CSV and zip) and
`libreoffice_files.py`. Files that hide nothing, as LibreOffice, pandas, openpyxl, xlsxwriter, python-docx and this program make them, have
no finding at all (`test_gate_real_files.py`); the letter's pictures have an alternative text, which is said as a notice.

"""

COSTS = "\n## What it costs\n"
LIMITS = """
## What it does not find

- Small counts on the pages of a PDF are known only where at least three numbers stand under each other with one right edge.
- Text that is part of a picture is not read: no characters are recognised in pictures. Shapes of more than 400 points in a PDF are taken
  for drawings, not for boxes over text.
- A colour that follows from a theme with a tint is not resolved, and a picture behind text counts as its background.
- Only JPEG and PNG are looked through for what they tell besides the picture.
- Inside a zip, packages are followed two layers deep; a third is a finding.
"""


def page(figures: str) -> str:
    """Return the whole page around the measured figures."""
    return HEAD + table() + LIMITS + figures


def table() -> str:
    """Return the list: one row per kind of finding."""
    lines = ["| code | what it says | " + " | ".join(FILES) + " |", "|---|---|" + "---|" * len(FILES)]
    for code, kind in CATALOGUE.items():
        if code in NOT_BY_ITSELF:
            continue
        said = f"{kind.what}{' (notice)' if kind.is_notice else ''}"
        lines.append(f"| `{code}` | {said} | " + " | ".join(counted(code, *made) for made in FILES.values()) + " |")
    return "\n".join(lines) + "\n"


def counted(code: str, built: dict[str, object], saved: dict[str, object]) -> str:
    """Return how many files show a finding: built ones, and those LibreOffice saved."""
    numbers = [sum(name.partition("/")[0] == code for name in files) for files in (built, saved)]
    return " + ".join(map(str, numbers)) if numbers[1] else str(numbers[0] or "")


def shown(code: str) -> int:
    """How many files show a finding, in all formats."""
    return sum(name.partition("/")[0] == code for made in FILES.values() for files in made for name in files)


def measured() -> str:
    """Return the figures: each file checked by a process of its own."""
    lines = [
        COSTS,
        "Wall time and the largest memory of a whole `main.py check`, program start included, one file at a time, on two shared cores.",
        "The first row is a clean workbook of four rows: what the program itself costs.",
        "",
        "| file | bytes | answer | seconds | MB |",
        "|---|--:|---|--:|--:|",
    ]
    cover = Cover("Måling", "K", "1", "i dag", "2024", "alle", "sager", "register", "Alt vises.")
    rows = 100_000
    ordinary = {
        "a clean workbook of four rows": ("ren.xlsx", workbook_with),
        "our workbook of 100,000 rows": ("stor.xlsx", lambda: workbook([long_table(rows)], cover, CREATED)),
        "CSV of 1,000,000 lines": ("lang.csv", lambda: b"Kommune;Antal\r\n" + b"Sams\xc3\xb8;48\r\n" * 1_000_000),
    }
    for what, (name, make) in {**ordinary, **HOSTILE, **HEAVY}.items():
        lines.append("| " + " | ".join((what, *cost(name, make()))) + " |")
    return "\n".join(lines) + "\n"


LAUNCHER = """import json, os, subprocess, sys, time
started = time.perf_counter()
with open(sys.argv[1], "wb") as answer:
    process = subprocess.Popen([sys.executable, "main.py", "check", sys.argv[2]], stdout=answer, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
print(json.dumps([time.perf_counter() - started, usage.ru_maxrss // 1024, os.waitstatus_to_exitcode(status)]))
"""
"""A process of its own that starts the check: a child counts its parent's memory as its own until it is itself."""


def cost(name: str, content: bytes) -> tuple[str, str, str, str]:
    """Return size, answer, seconds and megabytes of one check."""
    with tempfile.TemporaryDirectory() as folder:
        file, answer = Path(folder) / name, Path(folder) / "svar.txt"
        file.write_bytes(content)
        done = run([sys.executable, "-S", "-c", LAUNCHER, answer, file], cwd=ROOT, capture_output=True, check=True)
        seconds, megabytes, status = json.loads(done.stdout)
        codes = sorted(set(re.findall(r"(?:fund|bemærk) \((\w+)\)", answer.read_text("utf-8"))))
    said = ", ".join(f"`{code}`" for code in codes) or ("refused" if status else "clean")
    return f"{len(content):,}", said, f"{seconds:.1f}", str(megabytes)


if __name__ == "__main__":
    kept = COSTS + PAGE.read_text(encoding="utf-8").partition(COSTS)[2]
    PAGE.write_text(page(measured() if "--measure" in sys.argv else kept), encoding="utf-8")
