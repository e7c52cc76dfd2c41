"""Tables in delimited text: commas, semicolons, tabs or bars, whatever joins the rows most evenly."""

from __future__ import annotations

import csv
import io
import re
from itertools import pairwise

from data.errors import DamagedFile
from data.files.text import LONGEST_CELL, decoded
from data.printed_files.blocks import tables
from data.printed_files.printing import Place, cell, require_room
from disclosure.printed.grid import Grid

_DELIMITERS = ";\t|,"
"""In the order that settles a tie: a comma may also be a decimal comma."""
_SAID = re.compile(r"sep=([;,|\t])\r?\n", re.IGNORECASE)


def csv_grids(name: str, content: bytes) -> tuple[Grid, ...]:
    """Return the tables in a delimited text.

    Raises
    ------
    DamagedFile : the bytes are no text, or its quotation marks do not match.
    TooLargeFile
    """
    text = decoded(name, content)
    said = _SAID.match(text)
    if said is not None:
        text = text[said.end() :]
    require_room(name, max(text.count(one) for one in "\n" + _DELIMITERS))
    rows = _rows(name, text, said[1]) if said else _most_even(name, text)
    require_room(name, sum(map(len, rows)))
    return tuple(tables(Place(name), [[cell(one) for one in row] for row in rows]))


def _most_even(name: str, text: str) -> list[list[str]]:
    """Return the rows under the delimiter that gives most neighbours of one length."""
    candidates = [_rows(name, text, one) for one in _DELIMITERS if one in text]
    return max(candidates, key=_evenness, default=[])


def _evenness(rows: list[list[str]]) -> int:
    filled = [row for row in rows if row]
    return sum(len(one) == len(other) > 1 for one, other in pairwise(filled))


def _rows(name: str, text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise DamagedFile(name, "anførselstegnene går ikke op, eller en celle er umådelig lang") from error
