"""Which lines of a page are a table: rows of figures under each other, with their headings and the labels between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.printed_files.pdf_lines import Line
from data.printed_files.pdf_marks import Rule

CAPTION = re.compile(r"(tabel|tabell|table)\s*\d", re.IGNORECASE)
_LEADERS = re.compile(r"(\.\s?){4,}|…{2,}")
_WIDEST_STEP = 3.5  # of the size of the letters, from line to line within a table
_MOST_BETWEEN = 8  # lines of labels from one row of figures to the next
_MOST_HEADINGS = 6
_CAPTION_WITHIN = 3
_LONGEST_HEADING = 120
_TOLERANCE = 2.0


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that make a table; what stands just above it; how many lines of the page stand before and after."""

    lines: tuple[Line, ...]
    title: str
    before: int
    after: int


def regions(lines: Sequence[Line], upright: Sequence[Rule]) -> Iterator[Region]:
    """Yield the tables on a page from the top down."""
    end = 0
    while (found := _next_run(lines, end)) is not None:
        first, last = found
        start = _first_heading(lines, end, first, upright)
        stop = _last_label(lines, first, last, upright)
        chosen = lines[start : stop + 1]
        if not _is_contents(chosen):
            yield Region(tuple(chosen), _title(lines, end, start), start, len(lines) - stop - 1)
        end = stop + 1


def _next_run(lines: Sequence[Line], start: int) -> tuple[int, int] | None:
    """Return the first and the last row of figures of the next table."""
    first = next((at for at in range(start, len(lines)) if lines[at].counts), None)
    if first is None:
        return None
    last = first
    for at in range(first + 1, len(lines)):
        if _breaks(lines, first, at) or at - last > _MOST_BETWEEN:
            break
        if lines[at].counts:
            last = at
    return first, last


def _breaks(lines: Sequence[Line], first: int, at: int) -> bool:
    """Whether the line cannot be inside the table that began at `first`."""
    line = lines[at]
    if _step(lines, at) > _WIDEST_STEP * max(line.size, lines[at - 1].size):
        return True
    if line.counts:
        return False
    figures_from = lines[first].pieces[1].left
    is_prose = len(line.pieces) == 1 and line.pieces[0].left < figures_from < line.pieces[0].right - _TOLERANCE
    return is_prose or CAPTION.match(line.pieces[0].text) is not None


def _step(lines: Sequence[Line], at: int) -> float:
    return lines[at - 1].base - lines[at].base


def _first_heading(lines: Sequence[Line], floor: int, first: int, upright: Sequence[Rule]) -> int:
    """Return the first of the heading lines above the figures."""
    start, labels_to = first, lines[first].pieces[0].right
    while start > floor and first - start < _MOST_HEADINGS:
        line = lines[start - 1]
        if _step(lines, start) > _WIDEST_STEP * line.size or CAPTION.match(line.pieces[0].text):
            break
        is_heading = len(line.pieces) > 1 or line.pieces[0].left > labels_to
        if not is_heading and not _is_boxed(line, upright):
            break
        start -= 1
    return start


def _last_label(lines: Sequence[Line], first: int, last: int, upright: Sequence[Rule]) -> int:
    """Return the last line that belongs to the last row: its label may run on below its figures."""
    figures_from = lines[first].pieces[1].left
    while last + 1 < len(lines):
        line = lines[last + 1]
        runs_on = _step(lines, last + 1) < 1.4 * line.size and line.pieces[0].text[:1].islower()
        is_label = len(line.pieces) == 1 and line.pieces[0].right < figures_from
        if not (is_label and runs_on) and not (_is_boxed(line, upright) and not CAPTION.match(line.pieces[0].text)):
            break
        last += 1
    return last


def _is_boxed(line: Line, upright: Sequence[Rule]) -> bool:
    """Whether drawn upright lines stand left and right of what is on the line."""
    beside = [rule.at for rule in upright if rule.start <= line.base <= rule.end]
    if not beside:
        return False
    left, right = line.pieces[0].left, line.pieces[-1].right
    return min(beside) <= left + _TOLERANCE and max(beside) >= right - _TOLERANCE


def _is_contents(lines: Sequence[Line]) -> bool:
    """Whether it is a list of contents, with dots leading to the numbers of pages."""
    led = sum(any(_LEADERS.search(piece.text) for piece in line.pieces) for line in lines)
    return 2 * led >= len(lines)


def _title(lines: Sequence[Line], floor: int, start: int) -> str:
    """Return the caption above: the lines from the one that says so, else the line just above, if it is no prose."""
    above = range(start - 1, max(floor, start - 1 - _CAPTION_WITHIN) - 1, -1)
    for at in above:
        words = " ".join(piece.text for line in lines[at:start] for piece in line.pieces)
        if CAPTION.match(words):
            return words
    near = start > floor and _step(lines, start) < _WIDEST_STEP * lines[start].size
    words = " ".join(piece.text for piece in lines[start - 1].pieces) if near else ""
    return words if len(words) < _LONGEST_HEADING and not words.endswith((".", ":", ",")) else ""


def caption_at_foot(lines: Sequence[Line]) -> str:
    """Return the caption among the last of the lines after a page's tables, of a table that begins on the next."""
    for at in range(len(lines) - 1, max(-1, len(lines) - 1 - _CAPTION_WITHIN), -1):
        words = " ".join(piece.text for piece in lines[at].pieces)
        if CAPTION.match(words):
            return words
    return ""
