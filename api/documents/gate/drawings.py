"""Drawings in Word and Excel: alternative texts, hidden figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.files.xml_parts import attribute, is_on, local

if TYPE_CHECKING:
    from collections.abc import Collection
    from xml.etree.ElementTree import Element

    from api.documents.gate.finding import Collector

_TELLING = re.compile(r"[A-Za-z]:\\|\\\\|/\w+/|@")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PROPERTIES = {"cNvPr", "docPr"}


def check_drawings(root: Element, part: str, collector: Collector, visible: Collection[str] = ()) -> None:
    """Look at every figure's name, alternative text and visibility; `visible` are the numbers everybody can read."""
    for element in root.iter():
        if local(element.tag) not in _PROPERTIES:
            continue
        if is_on(element, "hidden"):
            collector.add("hidden_object", part, attribute(element, "name"))
        for text in filter(None, (attribute(element, "descr"), attribute(element, "title"))):
            collector.read(text, part, "alternativ tekst")
            is_telling = _TELLING.search(text) or not numbers_in(text) <= set(visible)
            collector.add("alt_text" if is_telling else "alt_text_notice", part, "", text)


def numbers_in(text: str) -> set[str]:
    """Return the numbers of a text as they are written."""
    return set(_NUMBER.findall(text))
