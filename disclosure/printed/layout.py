"""From a printed grid to a table: headings, label columns, what each column holds, and the rows with their notes.

Which rows and columns add up is found by sums.py, what a mark means by marks.py. Every guess is recorded, with the
option that corrects it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from disclosure.errors import NoFigures
from disclosure.printed.figures import Figure, read_figure
from disclosure.printed.grid import Grid, GridCell
from disclosure.printed.marks import marks_of
from disclosure.printed.mending import mended
from disclosure.printed.options import Options
from disclosure.printed.sums import sums_of
from disclosure.printed.table import Guess, Kind, PrintedColumn, PrintedRow, PrintedTable, counts_of
from disclosure.printed.words import NOTE, PERCENT, PERCENT_WORDS, PERIOD_HEADING, is_period, plain

Line = tuple[int, tuple[GridCell, ...]]
"""A row of the grid with its number, from 1."""
JOINED = " · "
HALF = 0.5
MOST_HEADINGS = 4


@dataclass(frozen=True)
class Framed:
    """The grid taken apart: title and notes, lines of headings, lines of figures, and how many label columns."""

    texts: tuple[str, ...]
    headings: tuple[Line, ...]
    body: tuple[Line, ...]
    labels: int


def printed_table(grid: Grid, options: Options, rule: int | None = None) -> PrintedTable:
    """Return the table that a grid prints; `rule` is what tables printed with it say they print no count below.

    Raises
    ------
    NoFigures : there are no headings or no figures.
    """
    frame = _framed(grid, options)
    columns, guesses = _columns(grid.source, frame)
    rows, figures = _rows(frame, columns)
    if not any(figures[row][one].number is not None for row in range(len(rows)) for one in counts_of(columns)):
        raise NoFigures(f"{grid.source}: der er ingen kolonne med hele tal.")
    sums = sums_of(grid.source, rows, columns, figures, options)
    texts = (grid.title, *frame.texts, *(row.label for row in rows))
    marks = marks_of(grid.source, columns, figures, texts, options, rule)
    names = tuple(_text(frame.headings[-1][1][place]) for place in range(frame.labels))
    table = PrintedTable(
        grid.source,
        grid.title,
        names,
        rows,
        columns,
        marks.figures,
        sums.rows,
        sums.columns,
        marks.meanings,
        marks.rule,
        (*guesses, *sums.guesses, *marks.guesses),
    )
    return mended(table) if options.mend else table


def _text(cell: GridCell) -> str:
    return " ".join(cell.text.split())


def _framed(grid: Grid, options: Options) -> Framed:
    lines = [(number, row) for number, row in enumerate(grid.rows, start=1) if any(_text(cell) for cell in row)]
    if not lines:
        raise NoFigures(f"{grid.source}: tabellen er tom.")
    used = [place for place in range(len(lines[0][1])) if any(_text(row[place]) for _, row in lines)]
    lines = [(number, tuple(row[place] for place in used)) for number, row in lines]
    texts, lines = _without_notes(lines)
    count = _heading_lines(lines)
    headings, body = lines[:count], lines[count:]
    if not headings or not body:
        raise NoFigures(f"{grid.source}: der er ingen overskrift over tallene eller ingen tal under overskriften.")
    labels = options.label_columns if options.label_columns is not None else _label_columns(headings[-1], body)
    if labels >= len(used):
        raise NoFigures(f"{grid.source}: der er ingen kolonne med tal til højre for etiketterne.")
    return Framed(tuple(texts), tuple(headings), tuple(body), max(labels, 1))


def _without_notes(lines: list[Line]) -> tuple[list[str], list[Line]]:
    """Take single texts away from the top, and notes from the bottom."""
    texts = []
    while len(lines) > 1 and len(lines[0][1]) > 1 and _only_first(lines[0]) and not _only_first(lines[1]):
        texts.append(_text(lines[0][1][0]))
        lines = lines[1:]
    while len(lines) > 1 and len(lines[-1][1]) > 1 and _only_first(lines[-1]) and _is_note(lines[-1]):
        texts.append(_text(lines[-1][1][0]))
        lines = lines[:-1]
    return texts, lines


def _only_first(line: Line) -> bool:
    return bool(_text(line[1][0])) and not any(_text(cell) for cell in line[1][1:])


def _is_note(line: Line) -> bool:
    text = _text(line[1][0])
    return bool(NOTE.fullmatch(text.lower())) or len(text.split()) > MOST_HEADINGS


def _heading_lines(lines: Sequence[Line]) -> int:
    """How many lines from the top are headings: the first, and those after it that hold no figures but periods."""
    count = 1
    while count < min(len(lines) - 1, MOST_HEADINGS):
        cells = lines[count][1]
        first_blank = not _text(cells[0])
        figures = [_text(cell) for cell in cells[1:] if _text(cell) and not is_period(_text(cell))]
        if any(read_figure(text).number is not None for text in figures):
            break
        if not (first_blank or all(cell.header for cell in cells if _text(cell))):
            break
        count += 1
    return count


def _label_columns(heading: Line, body: Sequence[Line]) -> int:
    """How many columns from the left hold labels: no plain number in them, or periods under a word for time."""
    for place in range(len(heading[1])):
        texts = [_text(row[place]) for _, row in body if _text(row[place])]
        numbers = sum(read_figure(text).number is not None for text in texts)
        periods = bool(PERIOD_HEADING.fullmatch(plain(heading[1][place].text))) and all(map(is_period, texts))
        if place and not periods and (numbers or not _words(texts)):
            return place
    return 1


def _words(texts: Sequence[str]) -> bool:
    """Whether a column without numbers holds labels rather than marks only."""
    return sum(bool(re.search(r"[^\W\d_]{2}|\d ?[-–] ?\d", text)) for text in texts) > HALF * len(texts)


def _columns(source: str, frame: Framed) -> tuple[tuple[PrintedColumn, ...], tuple[Guess, ...]]:
    filled = [_filled(line, is_last=line is frame.headings[-1]) for line in frame.headings]
    columns = []
    for place in range(frame.labels, len(frame.headings[0][1])):
        labels = tuple(line[place] for line in filled if line[place])
        texts = [_text(row[place]) for _, row in frame.body]
        name = JOINED.join(labels) or f"kolonne {place + 1}"
        columns.append(PrintedColumn(labels or (name,), name, _kind(name, texts), period=all(map(is_period, labels))))
    found = tuple(_paired(columns, number) for number in range(len(columns)))
    return found, tuple(_pair_guess(source, found, one) for one in found if one.kind == Kind.PERCENT)


def _filled(line: Line, *, is_last: bool) -> list[str]:
    """The headings of one line; in the upper lines an empty one repeats that to its left."""
    texts = [_text(cell) for cell in line[1]]
    for place in range(1, len(texts)):
        if not texts[place] and not is_last:
            texts[place] = texts[place - 1]
    return texts


def _kind(name: str, texts: Sequence[str]) -> Kind:
    shown = [text for text in texts if text]
    signs = sum(text.endswith("%") for text in shown)
    if PERCENT.search(name.lower()) or (shown and signs > HALF * len(shown)):
        return Kind.PERCENT
    figures = [read_figure(text) for text in shown]
    return Kind.OTHER if any(figure.decimals for figure in figures) else Kind.COUNT


def _stem(column: PrintedColumn) -> str:
    return plain(PERCENT_WORDS.sub(" ", re.sub(r"\bantall?\b|\bnumber\b", " ", column.label.lower()))).strip(" ·")


def _paired(columns: Sequence[PrintedColumn], number: int) -> PrintedColumn:
    """A percent column with the count column it goes with: the same heading, or else the nearest to the left."""
    column = columns[number]
    if column.kind != Kind.PERCENT:
        return column
    counts = [place for place, one in enumerate(columns) if one.kind == Kind.COUNT]
    same = [place for place in counts if _stem(columns[place]) == _stem(column)]
    left = [place for place in counts if place < number]
    return replace(column, of=same[0] if len(same) == 1 else left[-1] if left else counts[0] if counts else -1)


def _pair_guess(source: str, columns: Sequence[PrintedColumn], one: PrintedColumn) -> Guess:
    of = columns[one.of].label if one.of >= 0 else "ingen kolonne"
    return Guess(source, "procenter", f"«{one.label}» er procenter af «{of}»", "overskriften", "--percent ignored")


def _rows(
    frame: Framed, columns: Sequence[PrintedColumn]
) -> tuple[tuple[PrintedRow, ...], tuple[tuple[Figure, ...], ...]]:
    """The rows that hold figures, under the headings of their sections."""
    rows: list[PrintedRow] = []
    figures = []
    section = ""
    above = [""] * frame.labels
    headings = _section_lines(frame)
    for line, cells in frame.body:
        labels = _labels(cells[: frame.labels], above)
        above = list(labels)
        texts = [_text(cell) for cell in cells[frame.labels :]]
        if line in headings:
            section = JOINED.join(label for label in labels if label)
            continue
        rows.append(PrintedRow(labels, JOINED.join(filter(None, labels)) or section, cells[0].indent, line))
        figures.append(tuple(_figure(text, column) for text, column in zip(texts, columns, strict=True)))
        if section:
            rows[-1] = replace(rows[-1], labels=(*labels[:-1], labels[-1]), label=f"{section}{JOINED}{rows[-1].label}")
    return _told_apart(rows), tuple(figures)


def _section_lines(frame: Framed) -> set[int]:
    """Lines of a label alone that head a section: what follows is indented more, or its labels come again elsewhere.

    Otherwise such a line is a row of which nothing is shown.
    """
    names = Counter(_text(cells[frame.labels - 1]) for _, cells in frame.body)
    found = set()
    for (line, cells), (_, after) in pairwise(frame.body):
        alone = not any(_text(cell) for cell in cells[frame.labels :])
        repeated = names[_text(after[frame.labels - 1])] > 1
        if alone and (after[0].indent > cells[0].indent or repeated or (cells[0].header and not after[0].header)):
            found.add(line)
    return found


def _labels(cells: Sequence[GridCell], above: Sequence[str]) -> tuple[str, ...]:
    """The labels of a row; in all but the last label column an empty one repeats that above."""
    texts = [_text(cell) for cell in cells]
    last = len(texts) - 1
    return tuple(text if text or place == last else above[place] for place, text in enumerate(texts))


def _figure(text: str, column: PrintedColumn) -> Figure:
    return read_figure(text, percents=column.kind != Kind.COUNT)


def _told_apart(rows: Sequence[PrintedRow]) -> tuple[PrintedRow, ...]:
    """Rows with the same label get the number of their line."""
    often = Counter(row.label for row in rows)
    return tuple(
        row if often[row.label] == 1 else replace(row, label=f"{row.label} (linje {row.line})") for row in rows
    )
