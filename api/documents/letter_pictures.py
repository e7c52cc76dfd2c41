"""The pictures of a letter's tables: an annex for those who would rather look than read.

The tables stay what the letter says; a picture repeats a released table and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.documents.chart_svg import chart_svg
from rules.letter import TableReference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosure.releasable import ReleasableTable
    from rules.letter import Letter

PICTURES_TITLE = "Bilag: tallene som søjler"
PICTURES_LEAD = "Søjlerne viser tal fra brevets tabeller i samme rækkefølge. Totaler er udeladt."


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, and what is said in its place to whoever cannot see it."""

    svg: bytes
    alt: str


def letter_pictures(letter: Letter, tables: Mapping[str, ReleasableTable]) -> tuple[Picture, ...]:
    """Return a picture for each table shown in the letter that bars can show, in the order of the letter."""
    shown = [
        tables[block.table_id]
        for section in letter.sections
        for block in section.blocks
        if isinstance(block, TableReference) and block.table_id in tables
    ]
    drawn = [(table, chart_svg(table)) for table in dict.fromkeys(shown)]
    return tuple(
        Picture(svg, f"Søjlediagram: {table.title}. Tallene står i tabellen med samme titel i brevet.")
        for table, svg in drawn
        if svg is not None
    )
