"""Charts keep copies of their numbers: the copy has to agree with cells that everybody can see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.files.xml_parts import local, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

_RANGE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_REFERENCES = {"numRef", "strRef", "multiLvlStrRef"}


def untraceable_values(root: Element, visible: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the stored values of a chart that do not stand in the visible cells it refers to.

    `visible` holds, per visible sheet, the text of each cell. A stored number without a reference, as in
    a chart with data of its own, is not traceable either.
    """
    parents = {child: parent for parent in root.iter() for child in parent}
    values = []
    for cache in root.iter():
        if local(cache.tag) not in {"numCache", "strCache", "multiLvlStrCache", "numLit", "strLit"}:
            continue
        shown = _shown(parents.get(cache), visible)
        values += [text for text in _points(cache) if _plain(text) not in shown]
    return values


def _points(cache: Element) -> Iterator[str]:
    for element in cache.iter():
        if local(element.tag) == "v" and (element.text or "").strip():
            yield (element.text or "").strip()


def _shown(reference: Element | None, visible: Mapping[str, Mapping[str, str]]) -> set[str]:
    """Return the texts of the cells a reference names, as far as they can be seen."""
    if reference is None or local(reference.tag) not in _REFERENCES:
        return set()
    formula = next((text_of(child) for child in reference if local(child.tag) == "f"), "")
    found = _RANGE.fullmatch(formula.strip().strip("()"))
    if not found:
        return set()
    cells = visible.get((found[1] or found[2] or "").replace("''", "'"), {})
    first, last = (found[3], int(found[4])), (found[5] or found[3], int(found[6] or found[4]))
    return {_plain(text) for name, text in cells.items() if _within(name, first, last)}


def _within(name: str, first: tuple[str, int], last: tuple[str, int]) -> bool:
    letters = name.rstrip("0123456789")
    row = int(name[len(letters) :])
    return first[1] <= row <= last[1] and _order(first[0]) <= _order(letters) <= _order(last[0])


def _order(letters: str) -> tuple[int, str]:
    return len(letters), letters


def _plain(text: str) -> str:
    """Return numbers in one spelling: 12.0 and 12 are the same value."""
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return text.strip()
