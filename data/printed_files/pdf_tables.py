"""The lines of a table into rows and columns: by drawn lines where there are any, else by what stands under what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from data.printed_files.pdf_lines import Line, Piece
from data.printed_files.pdf_marks import Rule
from data.printed_files.printing import EMPTY, cell
from disclosure.printed.grid import GridCell

_RUNS_THROUGH = 0.6  # of the table: a drawn line that parts rows or columns
_COMPLEMENT = 0.8  # of the rows: two columns that never meet and together fill so many are one
_CLOSE = 0.88  # of the usual step: nearer lines are of one row
_SET_IN = 3.0  # points
_MOST_LEVELS = 5
_USUAL_STEP = 1.8  # of the size


@dataclass(slots=True)
class Column:
    """From where to where the figures of a column stand, and on which lines."""

    left: float
    right: float
    lines: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Row:
    """A row being put together: the pieces of its cells, whether it counts, and where its last line stands."""

    cells: dict[int, list[Piece]]
    counts: bool
    base: float

    def take(self, other: _Row) -> None:
        """Add the pieces of a line that belongs to this row too."""
        for column, pieces in other.cells.items():
            self.cells.setdefault(column, []).extend(pieces)
        self.counts = self.counts or other.counts
        self.base = other.base


def table_columns(lines: Sequence[Line], upright: Sequence[Rule]) -> list[Column]:
    """Return the columns, left to right, as the rows of figures show them."""
    walls = _walls(lines, upright)
    columns: list[Column] = []
    counted = [(at, line) for at, line in enumerate(lines) if line.counts]
    for at, piece in sorted(
        ((at, piece) for at, line in counted for piece in line.pieces), key=lambda one: one[1].left
    ):
        last = columns[-1] if columns else None
        if last is not None and piece.left < last.right and _room(walls, piece.left) == _room(walls, last.left):
            last.right = max(last.right, piece.right)
            last.lines.add(at)
        else:
            columns.append(Column(piece.left, piece.right, {at}))
    if all(len(line.pieces) == 2 for _, line in counted):  # noqa: PLR2004 - a label and a figure
        return _label_and_figure(columns)
    return _without_halves(columns, walls, len(counted))


def _label_and_figure(columns: list[Column]) -> list[Column]:
    """Return two columns where each line has one figure, wherever it stands, as after the bars of a chart."""
    first, *rest = columns
    lines = set().union(*(column.lines for column in rest))
    return [first, Column(rest[0].left, rest[-1].right, lines)]


def _walls(lines: Sequence[Line], upright: Sequence[Rule]) -> list[float]:
    """Return where drawn lines part columns through most of the table."""
    top, bottom = lines[0].base + lines[0].size, lines[-1].base
    return _running(upright, bottom, top, _RUNS_THROUGH * (top - bottom))


def _running(rules: Iterable[Rule], start: float, end: float, least: float) -> list[float]:
    """Return the places where the drawn lines within `start` and `end` together run far enough."""
    lengths: dict[float, float] = {}
    for rule in sorted(rules, key=lambda one: one.at):
        length = min(rule.end, end) - max(rule.start, start)
        if length <= 0:
            continue
        near = next((at for at in reversed(lengths) if abs(at - rule.at) < _SET_IN), rule.at)
        lengths[near] = lengths.get(near, 0.0) + length
    return [at for at, length in lengths.items() if length >= least]


def _room(walls: Sequence[float], x: float) -> int:
    """Return between which walls a place lies."""
    return sum(wall < x for wall in walls)


def _without_halves(columns: list[Column], walls: Sequence[float], rows: int) -> list[Column]:
    """Return the columns with those put together that never meet on a line and share a room or fill each other up."""
    whole: list[Column] = []
    for column in columns:
        last = whole[-1] if whole else None
        if last is None or last.lines & column.lines or not _are_halves(last, column, walls, rows):
            whole.append(column)
        else:
            whole[-1] = Column(last.left, column.right, last.lines | column.lines)
    return whole


def _are_halves(one: Column, other: Column, walls: Sequence[float], rows: int) -> bool:
    if walls:
        return _room(walls, one.left) == _room(walls, other.left)
    return len(one.lines) + len(other.lines) >= _COMPLEMENT * rows


def table_rows(lines: Sequence[Line], columns: Sequence[Column], level: Sequence[Rule]) -> list[list[GridCell]]:
    """Return the rows of cells."""
    single = [_Row(_placed(line, columns), line.counts, line.base) for line in lines]
    bands = _bands(lines, level)
    rows = _by_bands(single, bands) if bands else _by_steps(single, lines)
    margin = min((row.cells[0][0].left for row in rows if 0 in row.cells), default=0.0)
    levels = {_indent(row, margin) for row in rows}
    is_set_in = len(levels) <= _MOST_LEVELS
    return [_cells(row, len(columns), _indent(row, margin) if is_set_in else 0) for row in rows]


def _cells(row: _Row, width: int, indent: int) -> list[GridCell]:
    return [
        cell(" ".join(piece.text for piece in row.cells[at]), 0 if at else indent) if at in row.cells else EMPTY
        for at in range(width)
    ]


def _indent(row: _Row, margin: float) -> int:
    return round((row.cells[0][0].left - margin) / _SET_IN) if 0 in row.cells else 0


def _placed(line: Line, columns: Sequence[Column]) -> dict[int, list[Piece]]:
    """Return the pieces of a line by column."""
    pieces = [part for piece in line.pieces for part in _fitting(piece, columns)]
    over = [_over(piece, columns) for piece in pieces]
    is_plain = all(len(one) == 1 for one in over) and len(set(map(tuple, over))) == len(over)
    if not line.counts and not is_plain:
        spread = _spread(pieces, columns)
        if spread:
            return spread
    placed: dict[int, list[Piece]] = {}
    for piece, stands_over in zip(pieces, over, strict=True):
        placed.setdefault(stands_over[0] if stands_over else _nearest(piece, columns), []).append(piece)
    return placed


def _fitting(piece: Piece, columns: Sequence[Column]) -> list[Piece]:
    """Return a piece that stands over several columns as one piece for each, parted at its wider blanks."""
    if len(piece.parts) <= 1 or len(_over(piece, columns)) <= 1:
        return [piece]
    homes = groupby(piece.parts, key=lambda part: _nearest(part, columns))
    return [_put_together(tuple(parts)) for _, parts in homes]


def _put_together(parts: tuple[Piece, ...]) -> Piece:
    return Piece(" ".join(part.text for part in parts), parts[0].left, parts[-1].right, parts)


def _over(piece: Piece, columns: Sequence[Column]) -> list[int]:
    """Return the columns whose figures the piece stands over or in."""
    return [at for at, one in enumerate(columns) if min(piece.right, one.right) > max(piece.left, one.left)]


def _spread(pieces: Sequence[Piece], columns: Sequence[Column]) -> dict[int, list[Piece]]:
    """Return the headings of a line one to each column, or one to each group of columns; none if that is uneven."""
    labels = [piece for piece in pieces if piece.left < columns[0].right]
    over = [piece for piece in pieces if piece.left >= columns[0].right]
    if len(over) < 2 or len(labels) > 1 or (len(columns) - 1) % len(over):  # noqa: PLR2004 - one alone says nothing of its group
        return {}
    group = (len(columns) - 1) // len(over)
    firsts = [1 + at * group for at in range(len(over))]
    spread = {first: [piece] for piece, first in zip(over, firsts, strict=True)}
    for first, (piece,) in spread.items():
        before, last = columns[first - 1].right, columns[first + group - 1].right
        if not before <= (piece.left + piece.right) / 2 <= last + (last - before) / 2:
            return {}
    return {0: labels} | spread if labels else spread


def _nearest(piece: Piece, columns: Sequence[Column]) -> int:
    """Return the column nearest to the middle of a piece."""
    middle = (piece.left + piece.right) / 2
    distances = [max(column.left - middle, middle - column.right) for column in columns]
    return distances.index(min(distances))


def _bands(lines: Sequence[Line], level: Sequence[Rule]) -> list[float]:
    """Return where drawn lines part the rows, if they part every two rows of figures."""
    left = min(line.pieces[0].left for line in lines)
    right = max(line.pieces[-1].right for line in lines)
    bands = sorted(_running(level, left, right, _RUNS_THROUGH * (right - left)), reverse=True)
    counted = [line.base for line in lines if line.counts]
    parted = all(_room(bands, one) != _room(bands, other) for one, other in pairwise(counted))
    return bands if bands and parted else []


def _by_bands(single: Sequence[_Row], bands: Sequence[float]) -> list[_Row]:
    rows: list[_Row] = []
    last = -1
    for row in single:
        room = _room(bands, row.base)
        if rows and room == last:
            rows[-1].take(row)
        else:
            rows.append(row)
        last = room
    return rows


def _by_steps(single: Sequence[_Row], lines: Sequence[Line]) -> list[_Row]:
    """Put lines together that stand closer than rows do, or whose label plainly runs on."""
    steps = [one.base - other.base for one, other in pairwise(lines) if one.counts and other.counts]
    step = median(steps) if steps else _USUAL_STEP * lines[0].size
    rows: list[_Row] = []
    for row in single:
        if rows and _belongs(rows[-1], row, step):
            rows[-1].take(row)
        else:
            rows.append(row)
    return rows


def _belongs(above: _Row, row: _Row, step: float) -> bool:
    """Whether a line is of the same row as the one above."""
    if above.counts and row.counts:
        return False
    near = above.base - row.base < _CLOSE * step
    if above.counts or row.counts:
        labels = set(above.cells) == {0} or set(row.cells) == {0} or 0 not in row.cells
        runs_on = above.counts and set(row.cells) == {0} and row.cells[0][0].text[:1].islower()
        return labels and (near or runs_on)
    return near
