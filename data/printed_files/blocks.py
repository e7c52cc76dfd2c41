"""Rows of a sheet or a text file, parted into the tables in it: empty rows part them, lone texts head them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from data.printed_files.printing import Place, Row, grid, headed
from disclosure.printed.grid import Grid

_FIGURE = re.compile(r"[-+]?\d[\d .,]*%?")
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Block:
    title: str
    rows: tuple[Row, ...]


def tables(place: Place, rows: Iterable[Row]) -> Iterator[Grid]:
    """Yield the tables among the rows, in order; several in one place are numbered in their source."""
    found = list(_joined(_blocks(rows)))
    for number, block in enumerate(found, start=1):
        source = f"{place.source}, tabel {number}" if len(found) > 1 else place.source
        made = grid(replace(place, source=source, title=block.title or place.title), block.rows)
        if made is not None:
            yield made


def _blocks(rows: Iterable[Row]) -> Iterator[_Block]:
    """Yield the runs of rows between empty ones; a run of lone texts is the title of the next."""
    title: list[str] = []
    for run in _runs(rows):
        texts, rest = headed(run)
        title.extend(texts)
        if rest:
            yield _Block(" ".join(title), tuple(rest))
            title = []


def _runs(rows: Iterable[Row]) -> Iterator[list[Row]]:
    run: list[Row] = []
    for row in rows:
        if any(one.text for one in row):
            run.append(row)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _texts(rows: Iterable[Row]) -> list[str]:
    return [one.text for row in rows for one in row if one.text]


def _joined(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """Put a block that begins with figures back to the one before: an empty row stood inside the table."""
    last: _Block | None = None
    for block in blocks:
        if last is not None and not block.title and _has_no_heading(block):
            last = _Block(last.title, last.rows + block.rows)
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _has_no_heading(block: _Block) -> bool:
    """Whether the first row already counts: one of its figures is no year."""
    figures = [text for text in _texts(block.rows[:1]) if _FIGURE.fullmatch(text)]
    return any(not _YEAR.fullmatch(figure) for figure in figures)
