"""Tables in a web page, as a browser lays them out; scripts are not run, styles only as far as they set a text in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from data.errors import DamagedFile, NoTable, TooLargeFile
from data.files.text import decoded
from data.printed_files.printing import Place, cell, grid, one_line, raised, require_room
from data.printed_files.spans import Spanning, laid_out
from disclosure.printed.grid import Grid

_LARGEST_PAGE = 20_000_000
_MOST_COLUMNS, _MOST_ROWS = 1000, 65_534  # what a browser lets one cell span
_UNSHOWN = {"script", "style", "template", "noscript", "head", "object", "svg", "math", "select", "textarea"}
_BREAKS = {"br", "p", "div", "li", "tr", "td", "th"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "p", "strong", "div"}
_CAPTION = re.compile(r"(tabel|tabell|table|taulukko)\b", re.IGNORECASE)
_SET_IN = re.compile(r"(?:padding-left|margin-left|text-indent)\s*:\s*([\d.]{1,6})\s*(px|pt|em|rem|ch|)", re.IGNORECASE)
_CLASS_LEVEL = re.compile(r"(?:indent|level|niveau|niva|nivå)[-_]?(\d)\b", re.IGNORECASE)
_BLANKS = {"px": 0.2, "pt": 0.25, "em": 3.0, "rem": 3.0, "ch": 1.0, "": 0.2}
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN = "Noget i tabellen er skjult på siden, men enhver kan læse det i sidens kilde; det er læst med."
_IN_SOURCE = (
    "En celle, der ikke viser et tal, har et i sidens kilde (data-, title- eller aria-label). "
    "Enhver kan læse det; det er ikke læst med."
)
_DIGIT = re.compile(r"\d")
_MADE_BY_SCRIPT = "siden laver måske sin tabel med et script, som ikke køres her"
_LONGEST_CAPTION = 300


def html_grids(name: str, content: bytes) -> tuple[Grid, ...]:
    """Return the tables in a page; a table that only arranges others on the page is none.

    Raises
    ------
    DamagedFile : the bytes are no text.
    NoTable : the page may make its tables with a script.
    TooLargeFile
    """
    if len(content) > _LARGEST_PAGE:
        raise TooLargeFile(name, f"siden fylder over {_LARGEST_PAGE // 1_000_000} MB")
    text = decoded(name, content)
    if not text.strip():
        return ()
    parser = HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        page = document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(name, "den kan ikke læses som HTML") from error
    found = [table for table in page.iter("table") if next(table.iterdescendants("table"), None) is None]
    made = [_grid(name, table, number) for number, table in enumerate(found, start=1)]
    require_room(name, sum(len(one.rows) * len(one.rows[0]) for one in made if one))
    if not any(made) and page.find(".//script") is not None:
        raise NoTable(name, _MADE_BY_SCRIPT)
    return tuple(one for one in made if one is not None)


def _grid(name: str, table: HtmlElement, number: int) -> Grid | None:
    hidden = any(_is_hidden(one) for one in table.iter() if isinstance(one.tag, str))
    told = any(_tells_in_source(one) for one in table.iter("td"))
    remarks = (*([_HIDDEN] if hidden else []), *([_IN_SOURCE] if told else []))
    place = Place(f"{name}, tabel {number}", _title(table), remarks)
    return grid(place, laid_out(name, [list(_spanning(row)) for row in _rows(table)]))


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the rows as they are shown: the foot last, wherever it is written."""
    rows = list(table.iter("tr"))
    yield from (row for row in rows if row.getparent().tag != "tfoot")
    yield from (row for row in rows if row.getparent().tag == "tfoot")


def _spanning(row: HtmlElement) -> Iterator[Spanning]:
    in_head = row.getparent().tag == "thead"
    for one in row.iterchildren("td", "th"):
        header = one.tag == "th" or in_head or _is_bold(one)
        yield Spanning(
            cell("".join(_words(one)).lstrip(" \t\r\n"), _indent(one), header=header),
            rows=_span(one, "rowspan", 0, _MOST_ROWS),
            columns=_span(one, "colspan", 1, _MOST_COLUMNS),
        )


def _span(one: HtmlElement, name: str, least: int, most: int) -> int:
    text = one.get(name, "1").strip()
    return min(max(least, int(text)), most) if text.isdecimal() and len(text) < len(str(most)) + 3 else 1


def _words(element: HtmlElement) -> Iterator[str]:
    """Yield the texts in an element as a reader sees them: raised digits raised, breaks as blanks."""
    if element.tag in _UNSHOWN:
        return
    if element.text:
        yield raised(element.text) if element.tag == "sup" else element.text
    for child in element:
        if isinstance(child.tag, str):
            if child.tag in _BREAKS:
                yield " "
            yield from _words(child)
        if child.tail:
            yield child.tail


def _is_bold(one: HtmlElement) -> bool:
    """Whether all of a cell's text is strong."""
    inner = [child for child in one if child.tag in {"b", "strong"}]
    return len(inner) == 1 and not (one.text or "").strip() and not (inner[0].tail or "").strip() and len(one) == 1


def _indent(one: HtmlElement) -> int:
    """Return how far the cell, or the first element in it, is set in, in blanks."""
    first = next((child for child in one if isinstance(child.tag, str)), None)
    return max(_set_in(element) for element in (one, first) if element is not None)


def _set_in(element: HtmlElement) -> int:
    level = _CLASS_LEVEL.search(element.get("class", ""))
    styles = _SET_IN.findall(element.get("style", ""))
    measured = max((_measured(*one) for one in styles), default=0)
    return max(measured, 3 * int(level[1]) if level else 0)


def _measured(length: str, unit: str) -> int:
    try:
        return round(float(length) * _BLANKS[unit.lower()])
    except ValueError:
        return 0


def _is_hidden(element: HtmlElement) -> bool:
    if element.tag in _UNSHOWN:
        return False
    return "hidden" in element.attrib or _NOT_SHOWN.search(element.get("style", "")) is not None


def _tells_in_source(one: HtmlElement) -> bool:
    """Whether a cell that shows no figure has one in what programs and tooltips read."""
    said = [value for name, value in one.attrib.items() if name.startswith("data-") or name in {"title", "aria-label"}]
    return any(map(_DIGIT.search, said)) and not _DIGIT.search("".join(_words(one)))


def _title(table: HtmlElement) -> str:
    """Return the caption, or the words just above the table that name it."""
    caption = next(table.iterchildren("caption"), None)
    if caption is not None:
        return "".join(_words(caption))[:_LONGEST_CAPTION]
    above = table.getprevious()
    if above is None and table.getparent() is not None:
        above = table.getparent().getprevious()
    if above is None or above.tag not in _HEADINGS or next(above.iter("table"), None) is not None:
        return ""
    words = one_line("".join(_words(above)))
    is_title = above.tag.startswith("h") or above.tag == "figcaption" or _CAPTION.match(words)
    return words if is_title and len(words) <= _LONGEST_CAPTION else ""
