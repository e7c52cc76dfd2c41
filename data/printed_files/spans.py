"""Cells that stretch over several rows or columns, laid out as a page lays them: each text in its first place only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.printed_files.printing import EMPTY, require_room
from disclosure.printed.grid import GridCell


@dataclass(frozen=True, slots=True)
class Spanning:
    """A cell and how many rows and columns it covers; 0 rows: down to the end of the table."""

    cell: GridCell
    rows: int = 1
    columns: int = 1


def laid_out(name: str, rows: Sequence[Iterable[Spanning]]) -> list[list[GridCell]]:
    """Return the rows with every cell in its column.

    Raises
    ------
    TooLargeFile : the spans make more cells than are read.
    """
    placed: dict[tuple[int, int], GridCell] = {}
    for at, row in enumerate(rows):
        column = 0
        for one in row:
            while (at, column) in placed:
                column += 1
            down = min(one.rows or len(rows), len(rows) - at)
            require_room(name, len(placed) + down * one.columns)
            placed.update({(at + r, column + c): EMPTY for r in range(down) for c in range(one.columns)})
            placed[at, column] = one.cell
            column += one.columns
    width = 1 + max((column for _, column in placed), default=-1)
    require_room(name, len(rows) * width)
    return [[placed.get((at, column), EMPTY) for column in range(width)] for at in range(len(rows))]
