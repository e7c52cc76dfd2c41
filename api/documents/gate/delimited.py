"""Delimited text (CSV): personal numbers, cells a spreadsheet would run, small counts."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from api.documents.gate.small_counts import Column
from data.errors import DamagedFile
from data.files.text import LONGEST_CELL, decoded

if TYPE_CHECKING:
    from api.documents.gate.finding import Collector

_DELIMITERS = ";,\t|"
_RUNS = re.compile(r"^\s*([=@]|[+\-](?=.*[(|!])|\t|\r)")
_ARROW_OR_MARK = re.compile(r"^[=@]+$")


def check_delimited(name: str, content: bytes, collector: Collector) -> None:
    """Collect everything a recipient could find in a delimited text."""
    text = decoded(name, content)
    columns = defaultdict[int, Column](Column)
    csv.field_size_limit(LONGEST_CELL)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), start=1):
            _check_row(row, number, columns, collector)
    except csv.Error as error:
        raise DamagedFile(name, "den kan ikke læses som CSV") from error
    for column in columns.values():
        for place in column.small_counts():
            collector.add("small_count", "", place)


def _check_row(row: list[str], number: int, columns: dict[int, Column], collector: Collector) -> None:
    place = f"linje {number}"
    for at, cell in enumerate(row):
        collector.read(cell, "", place)
        if _RUNS.match(cell) and not _ARROW_OR_MARK.match(cell.strip()):
            collector.add("risky_formula", "", place, cell)
        columns[at].see(cell, place)


def _delimiter(text: str) -> str:
    """Return the delimiter that stands most often in the first line."""
    first = text.partition("\n")[0]
    return max(_DELIMITERS, key=first.count)
