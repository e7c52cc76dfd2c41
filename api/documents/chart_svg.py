"""A picture of a released table of one dimension: bars in SVG, readable by eye and by screen reader.

Only released counts are drawn, in the order of the table: sorted by size, the place of a suppressed count would
tell how large it is. A suppressed count has no bar but its mark, so that the picture tells no more than the table.
Totals are left out: they would dwarf what they are made of.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from api.documents.arrangement import MARK_SENTENCE, danish_count, roundings

if TYPE_CHECKING:
    from disclosure.releasable import ReleasableTable, ReleasedCell

MOST_BARS = 40
_FEWEST_LENGTHS = 2  # bars of one length show nothing
_ROW, _BAR, _LINE = 28, 18, 18
_LABEL_WIDTH, _BAR_WIDTH, _COUNT_WIDTH = 340, 350, 70
_LONGEST_LABEL, _WRAPPED = 46, 58
_TITLE_WIDTH = 84


def chart_svg(table: ReleasableTable) -> bytes | None:
    """Return the chart, or None where bars would not help: several dimensions, too many bars, or all of one length."""
    cells = [cell for cell in table.cells if cell.labels[0] not in table.totals[0]]
    shown = {cell.count for cell in cells if cell.count is not None}
    if len(table.dimensions) != 1 or len(cells) > MOST_BARS or len(shown) < _FEWEST_LENGTHS:
        return None
    head = _head(table, cells)
    top = _LINE * head.count("<text") + 12
    width, height = _LABEL_WIDTH + _BAR_WIDTH + _COUNT_WIDTH, top + _ROW * len(cells) + 10
    rows = "".join(_row(cell, top + _ROW * at, max(shown)) for at, cell in enumerate(cells))
    name, words = escape(table.table_id), escape(_description(table, cells))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" lang="da" '
        f'aria-labelledby="titel-{name} beskrivelse-{name}" '
        f'font-family="Arial, Helvetica, sans-serif" font-size="14">'
        f'<title id="titel-{name}">{escape(table.title)}</title>'
        f'<desc id="beskrivelse-{name}">{words}</desc>{head}{rows}</svg>\n'
    )
    return svg.encode("utf-8")


def _head(table: ReleasableTable, cells: list[ReleasedCell]) -> str:
    """What one bar is, above the bars: the title, the unit, the mark where it occurs, and that it is rounded."""
    lines = [(line, ' font-weight="bold" font-size="16"') for line in textwrap.wrap(table.title, _TITLE_WIDTH)]
    lines.append((f"Antal {table.unit}", ""))
    for said in _said(table, cells):
        lines.extend((line, ' font-size="12"') for line in textwrap.wrap(said, _TITLE_WIDTH + 30))
    return "".join(
        f'<text x="0" y="{_LINE * (at + 1) - 2}"{look}>{escape(line)}</text>' for at, (line, look) in enumerate(lines)
    )


def _said(table: ReleasableTable, cells: list[ReleasedCell]) -> tuple[str, ...]:
    hidden = any(cell.count is None for cell in cells)
    return (*((MARK_SENTENCE,) if hidden else ()), *roundings(table))


def _row(cell: ReleasedCell, top: int, largest: int) -> str:
    baseline = top + _BAR - 4
    length = _BAR_WIDTH * (cell.count or 0) // max(1, largest)
    bar = f'<rect x="{_LABEL_WIDTH}" y="{top}" width="{length}" height="{_BAR}" fill="#1f4e79"/>'
    count = f'<text x="{_LABEL_WIDTH + length + 6}" y="{baseline}">{danish_count(cell.count)}</text>'
    return f"<g>{_label(cell.labels[0], baseline)}{bar}{count}</g>"


def _label(label: str, baseline: int) -> str:
    """A long label stands in two smaller lines; what two lines cannot hold ends in dots and stands in the table."""
    place = f'x="{_LABEL_WIDTH - 10}" text-anchor="end"'
    if len(label) <= _LONGEST_LABEL:
        return f'<text {place} y="{baseline}">{escape(label)}</text>'
    lines = textwrap.wrap(label, _WRAPPED, max_lines=2, placeholder=" …")
    first = baseline - 6 * (len(lines) - 1)
    return "".join(
        f'<text {place} y="{first + 12 * at}" font-size="11">{escape(line)}</text>' for at, line in enumerate(lines)
    )


def _description(table: ReleasableTable, cells: list[ReleasedCell]) -> str:
    """Return the whole chart in words: what a reader who cannot see it is told."""
    counts = "; ".join(f"{cell.labels[0]}: {danish_count(cell.count)}" for cell in cells)
    return " ".join((f"Søjlediagram. Antal {table.unit}. {counts}.", *_said(table, cells)))
