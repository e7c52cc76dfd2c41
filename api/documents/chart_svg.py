"""A picture of a released table of one dimension: bars in SVG, readable by eye and by screen reader.

Only released counts are drawn. A suppressed count has no bar but its mark, so that the picture tells no more
than the table. Totals are left out: they would dwarf what they are made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from api.documents.arrangement import MARK_SENTENCE, danish_count

if TYPE_CHECKING:
    from disclosure.releasable import ReleasableTable, ReleasedCell

MOST_BARS = 40
_ROW, _BAR, _TOP = 26, 18, 44
_LABEL_WIDTH, _BAR_WIDTH, _COUNT_WIDTH = 330, 360, 70
_LONGEST_LABEL = 46


def chart_svg(table: ReleasableTable) -> bytes | None:
    """Return the chart, or None where bars would not help: several dimensions, no bar or too many."""
    cells = [cell for cell in table.cells if cell.labels[0] not in table.totals[0]]
    if len(table.dimensions) != 1 or not 1 <= len(cells) <= MOST_BARS:
        return None
    largest = max((cell.count or 0 for cell in cells), default=0) or 1
    width, height = _LABEL_WIDTH + _BAR_WIDTH + _COUNT_WIDTH, _TOP + _ROW * len(cells) + 10
    rows = "".join(_row(cell, at, largest) for at, cell in enumerate(cells))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" lang="da" '
        f'aria-labelledby="titel beskrivelse" font-family="Arial, Helvetica, sans-serif" font-size="14">'
        f'<title id="titel">{escape(table.title)}</title>'
        f'<desc id="beskrivelse">{escape(_description(table, cells))}</desc>'
        f'<text x="0" y="22" font-weight="bold" font-size="16">{escape(table.title)}</text>{rows}</svg>\n'
    )
    return svg.encode("utf-8")


def _row(cell: ReleasedCell, at: int, largest: int) -> str:
    top = _TOP + _ROW * at
    baseline = top + _BAR - 4
    length = _BAR_WIDTH * (cell.count or 0) // largest
    label = f'<text x="{_LABEL_WIDTH - 10}" y="{baseline}" text-anchor="end">{escape(_short(cell.labels[0]))}</text>'
    bar = f'<rect x="{_LABEL_WIDTH}" y="{top}" width="{length}" height="{_BAR}" fill="#1f4e79"/>'
    count = f'<text x="{_LABEL_WIDTH + length + 6}" y="{baseline}">{danish_count(cell.count)}</text>'
    return f"<g>{label}{bar}{count}</g>"


def _description(table: ReleasableTable, cells: list[ReleasedCell]) -> str:
    """Return the whole chart in words: what a reader who cannot see it is told."""
    counts = "; ".join(f"{cell.labels[0]}: {danish_count(cell.count)}" for cell in cells)
    mark = f" {MARK_SENTENCE}" if any(cell.count is None for cell in cells) else ""
    return f"Søjlediagram. Antal {table.unit}. {counts}.{mark}"


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
