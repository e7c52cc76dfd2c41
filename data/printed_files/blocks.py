"""Rows of a sheet or a text file, parted into its tables: empty rows and columns part them, lone texts head them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from data.printed_files.printing import EMPTY, Place, Row, grid, headed
from disclosure.printed.grid import Grid

_FIGURE = re.compile(r"[-+]?\d[\d .,]*%?")
_WORD = re.compile(r"[^\W\d_]{2}")
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Block:
    title: str
    rows: tuple[Row, ...]


def tables(place: Place, rows: Iterable[Row]) -> Iterator[Grid]:
    """Yield the tables among the rows, in order; several in one place are numbered in their source."""
    found = [part for block in _joined(_blocks(rows)) for part in _side_by_side(block)]
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


def _side_by_side(block: _Block) -> Iterator[_Block]:
    """Yield the tables beside each other in a block: labels after an empty column begin another."""
    width = max(map(len, block.rows))
    padded = [[*row, *[EMPTY] * (width - len(row))] for row in block.rows]
    filled = [any(row[at].text for row in padded) for at in range(width)]
    starts = [at for at in range(width) if filled[at] and at and not filled[at - 1] and _are_labels(padded, at)]
    ends = [*starts[1:], width]
    if not starts or not any(filled[: starts[0]]):
        yield block
        return
    for start, end in zip([0, *starts], [starts[0], *ends], strict=True):
        yield _Block(block.title, tuple(row[start:end] for row in padded))


def _are_labels(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds labels below its heading, with something beside them."""
    texts = [row[column].text for row in rows[1:] if row[column].text]
    words = sum(_WORD.search(text) is not None and not _FIGURE.fullmatch(text) for text in texts)
    beside = any(column + 1 < len(row) and row[column + 1].text for row in rows)
    return beside and 2 * words > len(texts)


def _has_no_heading(block: _Block) -> bool:
    """Whether the first row already counts: one of its figures is no year."""
    figures = [text for text in _texts(block.rows[:1]) if _FIGURE.fullmatch(text)]
    return any(not _YEAR.fullmatch(figure) for figure in figures)
