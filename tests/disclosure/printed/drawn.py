"""Printed tables drawn as text: columns parted by `|`, indentation kept."""

from __future__ import annotations

from disclosure.printed.audit import PrintedAudit, audit_printed
from disclosure.printed.facts import facts_from_json
from disclosure.printed.grid import Grid, GridCell
from disclosure.printed.layout import printed_table
from disclosure.printed.options import Options
from disclosure.printed.table import PrintedTable


def grid(text: str, source: str = "tabel", title: str = "") -> Grid:
    """The drawn grid; two spaces before a label are one level of indentation."""
    lines = [line.split("|") for line in text.strip("\n").splitlines() if line.strip()]
    least = min(len(line[0]) - len(line[0].lstrip()) for line in lines)
    width = max(map(len, lines))
    rows = [
        tuple(
            GridCell(cell.strip(), (len(cell) - len(cell.lstrip()) - least) // 2 if place == 0 else 0)
            for place, cell in enumerate(line)
        )
        for line in lines
    ]
    return Grid(source, title, tuple(row + (GridCell(""),) * (width - len(row)) for row in rows))


def table(text: str, **options: object) -> PrintedTable:
    """The drawn table as it is understood."""
    return printed_table(grid(text), Options.from_json(options))


def audit(*texts: str, facts: list | None = None, **options: object) -> PrintedAudit:
    """The audit of drawn tables."""
    grids = [grid(text, f"tabel {number}") for number, text in enumerate(texts, start=1)]
    return audit_printed(grids, Options.from_json(options), facts_from_json(facts or []))


def intervals(found: PrintedAudit, row: str, column: str) -> dict[str, tuple[int, int | None]]:
    """Per reading what is left for a cell."""
    return {
        cell.reading: (cell.interval.low, cell.interval.high)
        for cell in found.cells
        if cell.row == row and cell.column == column
    }
