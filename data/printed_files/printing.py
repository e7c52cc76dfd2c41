"""From the cells a format gives to a grid: one way to write a text and count indents; no personal number gets in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.errors import TooLargeFile
from data.files.personal_numbers import holds_personal_number
from disclosure.printed.grid import Grid, GridCell

MOST_CELLS = 250_000
"""In one file; a table of 10,000 cells is a large one."""
WITHHELD = "[cpr-nummer]"
_SPACES = re.compile(r"\s+")
_BLANKS = " \t\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALLEST = 2
"""A table has at least so many rows and columns."""
EMPTY = GridCell("")

Row = Sequence[GridCell]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands, and what is said about it: the value every reader hands over with the rows."""

    source: str
    title: str = ""
    remarks: tuple[str, ...] = ()


def cell(text: str, indent: int = 0, *, header: bool = False) -> GridCell:
    """Return a cell with its text on one line, its indent as the width of what stands before it.

    Parameters
    ----------
    indent : what the format itself sets in, in blanks; blanks before the text are added.
    """
    seen = _INVISIBLE.sub("", text)
    leading = len(seen) - len(seen.lstrip(_BLANKS))
    shown = one_line(seen)
    return GridCell(shown, indent + leading if shown else 0, header)


def one_line(text: str) -> str:
    """Return a text on one line, every run of blanks as one blank, and no personal number in it."""
    shown = _SPACES.sub(" ", text).strip()
    return WITHHELD if holds_personal_number(shown) else shown


def raised(text: str) -> str:
    """Return the text with its digits raised, as a reader sees the number of a footnote."""
    return text.translate(_RAISED)


def require_room(name: str, cells: int) -> None:
    """Refuse a file with more cells than are read.

    Raises
    ------
    TooLargeFile
    """
    if cells > MOST_CELLS:
        raise TooLargeFile(name, f"der er over {MOST_CELLS} celler")


def headed(rows: Sequence[Row]) -> tuple[list[str], Sequence[Row]]:
    """Part the title from the table: the rows at the top that hold one text, in the first column, and the rest."""
    filled = [[at for at, one in enumerate(row) if one.text] for row in rows]
    first = min((places[0] for places in filled if places), default=0)
    lone = next((at for at, places in enumerate(filled) if places not in ([], [first])), len(rows))
    return [row[first].text for row, places in zip(rows[:lone], filled, strict=False) if places], rows[lone:]


def grid(place: Place, rows: Iterable[Row]) -> Grid | None:
    """Return the rows as a grid, or None where they are too few to be a table.

    Empty rows and columns say nothing and are left out; the rest is padded to one width. Rows at the top that hold
    one text are the title, where no other is known.
    """
    titles, table = headed(list(rows))
    title = place.title or " ".join(titles)
    filled = [list(row) for row in table if any(one.text for one in row)]
    width = max((len(row) for row in filled), default=0)
    padded = [[*row, *[EMPTY] * (width - len(row))] for row in filled]
    kept = [at for at in range(width) if any(row[at].text for row in padded)]
    if len(padded) < _SMALLEST or len(kept) < _SMALLEST:
        return None
    levelled = _levelled([[row[at] for at in kept] for row in padded])
    withheld = sum(WITHHELD in one.text for row in levelled for one in row)
    remarks = (*place.remarks, _withheld(withheld)) if withheld else place.remarks
    return Grid(one_line(place.source), one_line(title), tuple(tuple(row) for row in levelled), remarks)


def _levelled(rows: list[list[GridCell]]) -> list[list[GridCell]]:
    """Return the rows with widths of indents made levels: in each column the narrowest is 0, the next 1."""
    for at in range(len(rows[0])):
        widths = sorted({row[at].indent for row in rows if row[at].text})
        for row in rows:
            level = widths.index(row[at].indent) if row[at].text else 0
            row[at] = replace(row[at], indent=level)
    return rows


def _withheld(number: int) -> str:
    cells = "Én celle" if number == 1 else f"{number} celler"
    return f"{cells} ligner cpr-numre og vises ikke her; fjern dem fra filen, før den offentliggøres."
