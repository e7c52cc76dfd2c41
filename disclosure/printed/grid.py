"""A table as it is printed, cell for cell, before anything is guessed about it.

The readers of the file formats make these; layout and attack read nothing else of a file.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GridCell:
    """One cell as it is printed.

    Attributes
    ----------
    text : what is shown to a reader; '' when the cell is empty.
    indent : levels of indentation (spaces, no-break spaces, the format's own indent); 0 is the margin.
    header : whether the format marks the cell as a heading (``th``, bold, a row tagged as a heading).
    """

    text: str
    indent: int = 0
    header: bool = False


@dataclass(frozen=True)
class Grid:
    """One table as printed, before anything is guessed.

    Attributes
    ----------
    source : file and place, for people: ``rapport.xlsx, ark «Tabel 1»``.
    title : the caption; '' when there is none.
    rows : rectangular: short rows are padded with empty cells, a merged cell stands in its first place only.
    remarks : Danish sentences on what a person should know of the reading: a hidden row that was read too, a page that
        could not be.
    """

    source: str
    title: str
    rows: tuple[tuple[GridCell, ...], ...]
    remarks: tuple[str, ...] = ()
