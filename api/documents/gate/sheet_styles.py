"""Which cell styles of a workbook make their content invisible: like colours, tiny sizes, formats of nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.files.xml_parts import attribute, local, tree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from api.documents.gate.finding import Collector
    from data.files.container import Package

WHITE, BLACK = "FFFFFF", "000000"
SMALLEST_READABLE = 5.0  # points
_ALIKE = 40  # the largest difference, per colour, that the eye does not see as text
_INDEXED = {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE}
_THEME = {"0": WHITE, "1": BLACK}  # light 1 and dark 1 of every ordinary theme
_PLACEHOLDER = re.compile(r"[0#?@ymdhsgYMDHSG]")  # digits, text, parts of a date, General
_WHITE_INK = re.compile(r"\[(white|hvid|color ?2)\]", re.IGNORECASE)
_CONDITION = re.compile(r"\[[<>=]")
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The codes of findings per cell style, and per conditional style whether it hides."""

    cells: tuple[tuple[str, ...], ...] = ()
    conditions: tuple[bool, ...] = ()

    def of(self, style: str) -> tuple[str, ...]:
        """Return what is wrong with the style of that number."""
        number = int(style) if style.isdigit() else 0
        return self.cells[number] if number < len(self.cells) else ()


def style_sheet(package: Package, collector: Collector) -> StyleSheet:
    """Read the styles of the workbook."""
    root = tree(package, "xl/styles.xml", collector) if "xl/styles.xml" in package.names() else None
    if root is None:
        return StyleSheet()
    parts = {local(child.tag): child for child in root}
    formats = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in parts.get("numFmts", ())}
    fonts, fills = list(parts.get("fonts", ())), list(parts.get("fills", ()))
    return StyleSheet(
        cells=tuple(_codes(xf, fonts, fills, formats) for xf in parts.get("cellXfs", ())),
        conditions=tuple(_hides(dxf) for dxf in parts.get("dxfs", ())),
    )


def _codes(xf: Element, fonts: list[Element], fills: list[Element], formats: dict[str, str]) -> tuple[str, ...]:
    font, fill = _numbered(fonts, attribute(xf, "fontId")), _numbered(fills, attribute(xf, "fillId"))
    codes = []
    if font is not None and colours_alike(_font_colour(font), _fill_colour(fill)):
        codes.append("white_text")
    if font is not None and _size(font) < SMALLEST_READABLE:
        codes.append("tiny_text")
    if shows_nothing(formats.get(attribute(xf, "numFmtId"), "General")):
        codes.append("hiding_format")
    return tuple(codes)


def _numbered(elements: list[Element], number: str) -> Element | None:
    return elements[int(number)] if number.isdigit() and int(number) < len(elements) else None


def _hides(dxf: Element) -> bool:
    """Whether a conditional style hides: a format of nothing, or text in the colour of its background."""
    parts = {local(child.tag): child for child in dxf}
    number_format, font = parts.get("numFmt"), parts.get("font")
    if number_format is not None and shows_nothing(attribute(number_format, "formatCode")):
        return True
    has_colour = font is not None and any(local(child.tag) == "color" for child in font)
    return has_colour and font is not None and colours_alike(_font_colour(font), _condition_fill(parts.get("fill")))


def shows_nothing(code: str) -> bool:
    """Whether a number format hides numbers: ``;;;``, white ink, a fixed text as ``"[c]"``, or that under a condition.

    A format that only leaves zeros or negative numbers blank, as ``0;;`` does, is in common use and hides no count.
    """
    sections = _LITERALS.sub("", code).split(";")
    hiding = [_PLACEHOLDER.search(section) is None for section in sections]
    if _WHITE_INK.search(code):
        return True
    return code != "" and (hiding[0] or (_CONDITION.search(code) is not None and any(hiding)))


def _size(font: Element) -> float:
    found = next((child for child in font if local(child.tag) == "sz"), None)
    try:
        return float(attribute(found, "val")) if found is not None else SMALLEST_READABLE
    except ValueError:
        return SMALLEST_READABLE


def _font_colour(font: Element) -> str:
    found = next((child for child in font if local(child.tag) == "color"), None)
    return BLACK if found is None else _colour(found, BLACK)


def _fill_colour(fill: Element | None) -> str:
    pattern = next(iter(fill), None) if fill is not None else None
    if pattern is None or attribute(pattern, "patternType") in {"", "none"}:
        return WHITE
    return _pattern_colour(pattern, "fgColor")


def _condition_fill(fill: Element | None) -> str:
    """In a conditional style the background stands where a plain style has its foreground."""
    pattern = next(iter(fill), None) if fill is not None else None
    return WHITE if pattern is None else _pattern_colour(pattern, "bgColor")


def _pattern_colour(pattern: Element, name: str) -> str:
    found = next((child for child in pattern if local(child.tag) == name), None)
    return WHITE if found is None else _colour(found, WHITE)


def _colour(element: Element, default: str) -> str:
    """Return six hexadecimal digits, or nothing when the colour depends on a theme we do not resolve."""
    rgb = attribute(element, "rgb")
    if rgb:
        return rgb[-6:].upper()
    indexed, theme, tint = attribute(element, "indexed"), attribute(element, "theme"), attribute(element, "tint")
    if indexed:
        return _INDEXED.get(indexed, "")
    if theme and tint in {"", "0"}:
        return _THEME.get(theme, "")
    return default if not theme else ""


def colours_alike(text: str, background: str) -> bool:
    """Whether text in one colour cannot be seen on the other."""
    try:
        pairs = [(int(text[at : at + 2], 16), int(background[at : at + 2], 16)) for at in (0, 2, 4)]
    except ValueError:
        return False
    return all(abs(front - back) <= _ALIKE for front, back in pairs)
