"""Drawings in Word and Excel: alternative texts, hidden figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.files.xml_parts import attribute, is_on, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from api.documents.gate.finding import Collector

_TELLING = re.compile(r"\d|[A-Za-z]:\\|\\\\|/\w+/|@")
_PROPERTIES = {"cNvPr", "docPr"}


def check_drawings(root: Element, part: str, collector: Collector) -> None:
    """Look at every figure's name, alternative text and visibility."""
    for element in root.iter():
        if local(element.tag) not in _PROPERTIES:
            continue
        if is_on(element, "hidden"):
            collector.add("hidden_object", part, attribute(element, "name"))
        for text in filter(None, (attribute(element, "descr"), attribute(element, "title"))):
            collector.read(text, part, "alternativ tekst")
            collector.add("alt_text" if _TELLING.search(text) else "alt_text_notice", part, "", text)
