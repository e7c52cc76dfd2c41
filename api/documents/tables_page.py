"""The released tables as one page for a browser: tables that a screen reader can walk, and pictures of those it helps.

The page is one file. It asks nothing of any other host, runs no script, and holds released cells only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.documents.arrangement import Arranged, arranged, danish_count
from api.documents.chart_svg import chart_svg
from api.documents.laid_out import lead, require_writable
from api.documents.typeset import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.documents.cover import Cover
    from disclosure.releasable import ReleasableTable

PAGE_COLUMNS = 20  # a wider crossing is read more easily one cell a row
_PAGES = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A released table as the page shows it."""

    table: ReleasableTable
    arrangement: Arranged
    lead: tuple[str, ...]
    picture: str


def tables_page(tables: Sequence[ReleasableTable], cover: Cover) -> bytes:
    """Return the page; the same tables and cover give the same bytes."""
    require_writable((tuple(tables), cover), "siden med tabeller")
    shown = [_shown(table) for table in tables]
    text = _PAGES.get_template("tables.html").render(tables=shown, cover=cover, danish_count=danish_count)
    return text.encode("utf-8")


def _shown(table: ReleasableTable) -> _Shown:
    arrangement = arranged(table, PAGE_COLUMNS)
    return _Shown(table, arrangement, lead(table, arrangement), (chart_svg(table) or b"").decode("utf-8"))
