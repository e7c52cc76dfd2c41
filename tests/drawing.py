"""Tables drawn as text, as a person would sketch them.

    SQUARE = '''
              | kvinder | mænd  | i alt
        Samsø |    3x   |   9x  |  12
        Odense|    8x   |   7x  |  15
        i alt |   11    |  16   |  27
    '''

`3x` is a suppressed 3. The last row and the last column are totals of those before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from disclosure.solver import IntArray
from disclosure.table import BoolArray

Spec = dict[str, Any]


@dataclass(frozen=True)
class Drawing:
    """One drawn table.

    Attributes
    ----------
    rows, columns : labels, the totals last.
    counts, suppressed : shape (rows, columns); also the suppressed counts are there.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: IntArray
    suppressed: BoolArray


def drawing(text: str) -> Drawing:
    """Read a drawn table."""
    lines = [[part.strip() for part in line.split("|")] for line in text.strip("\n").splitlines() if line.strip()]
    columns, body = tuple(lines[0][1:]), lines[1:]
    counts = np.array([[int(cell.removesuffix("x")) for cell in line[1:]] for line in body], dtype=np.int64)
    suppressed = np.array([[cell.endswith("x") for cell in line[1:]] for line in body], dtype=bool)
    return Drawing(tuple(line[0] for line in body), columns, counts, suppressed)


def drawn(text: str) -> tuple[IntArray, IntArray, BoolArray]:
    """(margins, counts, suppressed) with one row of `margins` per sum: +1 per part, -1 for the total."""
    table = drawing(text)
    height, width = table.counts.shape
    numbers = np.arange(height * width).reshape(height, width)
    lines = [*numbers, *numbers.T]
    margins = np.zeros((len(lines), height * width), dtype=np.int64)
    for row, line in enumerate(lines):
        margins[row, line[:-1]] = 1
        margins[row, line[-1]] = -1
    return margins, table.counts.reshape(-1), table.suppressed.reshape(-1)


def published(text: str, policy: Mapping[str, Any] | None = None) -> tuple[Spec, dict[str, Sequence[str]]]:
    """SPEC and the columns of the published file of a drawn table; dimensions `row` and `column`."""
    table = drawing(text)
    spec: Spec = {
        "dimensions": [
            {"name": "row", "role": "identifying", "total": table.rows[-1], "codes": list(table.rows[:-1])},
            {"name": "column", "total": table.columns[-1], "codes": list(table.columns[:-1])},
        ],
        "policy": dict(policy or {}),
    }
    cells = [(r, c) for r in range(len(table.rows)) for c in range(len(table.columns))]
    return spec, {
        "row": [table.rows[r] for r, _ in cells],
        "column": [table.columns[c] for _, c in cells],
        "count": ["" if table.suppressed[cell] else str(table.counts[cell]) for cell in cells],
        "status": ["suppressed" if table.suppressed[cell] else "published" for cell in cells],
    }
