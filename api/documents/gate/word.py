"""A Word document (DOCX): changes, hidden and white text, fields, lists, variables, drawings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from api.documents.gate.drawings import check_drawings, numbers_in
from api.documents.gate.package_parts import check_parts
from api.documents.gate.sheet_styles import BLACK, SMALLEST_READABLE, WHITE, colours_alike
from api.documents.gate.small_counts import Column
from data.files.kind import DOCUMENT
from data.files.xml_parts import attribute, local, read_all, start_of, tree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from api.documents.gate.finding import Collector
    from data.files.container import Package

_TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments|glossary/document)\.xml")
_CHANGES = {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange", "cellDel"}
_NAMES = {"document": "teksten", "header": "sidehoved", "footer": "sidefod", "comments": "kommentarer"}
_FIELDS = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|LINK|DDE|DDEAUTO|DATABASE|IMPORT)\b")
_OFF = {"0", "false", "off"}
_HEX_COLOUR = 6


def check_document(package: Package, collector: Collector) -> None:
    """Collect everything a recipient could find in a document."""
    check_parts(package, collector)
    hidden_styles = _hidden_styles(package, collector)
    visible = _visible_numbers(package, collector)
    for part in package.names():
        if not part.endswith(".xml") or part.startswith(("docProps/", "customXml/")):
            continue
        root = tree(package, part, collector)
        if root is None:
            continue
        if _TEXT_PARTS.fullmatch(part):
            _check_text(root, _name(part), hidden_styles, collector)
        else:
            read_all(root, part, collector)
        check_drawings(root, _name(part), collector, visible)
        if part == "word/settings.xml":
            _check_settings(root, collector)


def _visible_numbers(package: Package, collector: Collector) -> set[str]:
    """Return the numbers of the running text; what is hidden in it is a finding of its own."""
    root = tree(package, DOCUMENT, collector)
    paragraphs = [one for one in root.iter() if local(one.tag) == "p"] if root is not None else []
    return {number for one in paragraphs for number in numbers_in(_paragraph_text(one))}


def _name(part: str) -> str:
    stem = part.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")
    return _NAMES.get(stem, part)


def _hidden_styles(package: Package, collector: Collector) -> set[str]:
    """Return the styles that hide what is written in them."""
    part = "word/styles.xml"
    root = tree(package, part, collector) if part in package.names() else None
    styles = [one for one in root if local(one.tag) == "style"] if root is not None else []
    return {attribute(style, "styleId") for style in styles if _is_hidden(_child(style, "rPr"))}


def _check_text(root: Element, part: str, hidden_styles: set[str], collector: Collector) -> None:
    _check_runs(root, part, hidden_styles, collector, background=WHITE)
    for element in root.iter():
        name = local(element.tag)
        if name == "p":
            collector.read(_paragraph_text(element), part)
        elif name in _CHANGES:
            collector.add("tracked_change", part, attribute(element, "author"), start_of(element))
        elif name == "instrText" and _FIELDS.search(element.text or ""):
            collector.add("external_link", part, "felt", element.text or "")
        elif name in {"dropDownList", "comboBox"} and len(element):
            collector.add("validation_list", part, "", "; ".join(attribute(item, "displayText") for item in element))
        elif name == "tbl":
            _check_counts(element, part, collector)
        elif name not in {"t", "delText"}:
            _read_attributes(element, part, collector)


def _read_attributes(element: Element, part: str, collector: Collector) -> None:
    if element.text and element.text.strip():
        collector.read(element.text, part)
    for key, value in element.attrib.items():
        if not local(key).startswith("rsid"):
            collector.read(value, part)


def _paragraph_text(paragraph: Element) -> str:
    """Return the text of a paragraph across its runs: a number may be split over several."""
    pieces, waiting = [], list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        name = local(element.tag)
        if name != "p":  # a paragraph within, as in a text box, is read on its own
            waiting.extend(reversed(element))
        if name in {"t", "delText"}:
            pieces.append(element.text or "")
        elif name in {"tab", "br", "cr"}:
            pieces.append("\t")
        elif name in {"noBreakHyphen", "softHyphen"}:
            pieces.append("-")
    return "".join(pieces)


def _check_runs(element: Element, part: str, hidden_styles: set[str], collector: Collector, *, background: str) -> None:
    """Look at every run with the background it stands on, without recursion: a hostile file may be deep."""
    waiting = [(element, background, False)]
    while waiting:
        current, behind, is_hidden = waiting.pop()
        name = local(current.tag)
        behind = _background(current, behind)
        if name == "p":
            is_hidden = is_hidden or _value(_child(current, "pPr"), "pStyle") in hidden_styles
        elif name == "tr":
            is_hidden = is_hidden or _has_child(_child(current, "trPr"), "hidden")
        elif name == "r":
            _check_run(current, part, behind, collector, is_hidden=is_hidden or _run_is_hidden(current, hidden_styles))
        waiting.extend((child, behind, is_hidden) for child in current)


def _background(element: Element, behind: str) -> str:
    """Return the colour behind an element: a cell's, a paragraph's or a run's shading, or that of its surroundings."""
    for name in ("tcPr", "pPr", "rPr"):
        properties = _child(element, name)
        if properties is None:
            continue
        if _child(properties, "highlight") is not None:
            return ""  # a named colour; no white among them matters here
        shading = _child(properties, "shd")
        fill = attribute(shading, "fill") if shading is not None else ""
        if len(fill) == _HEX_COLOUR:
            return fill.upper()
    return behind


def _run_is_hidden(run: Element, hidden_styles: set[str]) -> bool:
    properties = _child(run, "rPr")
    return _is_hidden(properties) or _value(properties, "rStyle") in hidden_styles


def _check_run(run: Element, part: str, behind: str, collector: Collector, *, is_hidden: bool) -> None:
    text = "".join(child.text or "" for child in run if local(child.tag) in {"t", "delText"})
    if not text.strip():
        return
    if is_hidden:
        collector.add("hidden_text", part, "", text.strip())
    properties = _child(run, "rPr")
    colour, size = _value(properties, "color"), _value(properties, "sz")
    if len(colour) == _HEX_COLOUR and colours_alike(colour, behind) and not colours_alike(colour, BLACK):
        collector.add("white_text", part, "", text.strip())
    if size.isdigit() and int(size) / 2 < SMALLEST_READABLE:
        collector.add("tiny_text", part, "", text.strip())


def _is_hidden(properties: Element | None) -> bool:
    """Whether run properties say that text is not shown."""
    if properties is None:
        return False
    found = _child(properties, "vanish")
    return found is not None and attribute(found, "val") not in _OFF


def _check_counts(table: Element, part: str, collector: Collector) -> None:
    columns: dict[int, Column] = {}
    for row, line in enumerate((one for one in table if local(one.tag) == "tr"), start=1):
        for number, cell in enumerate(one for one in line if local(one.tag) == "tc"):
            text = "".join(_paragraph_text(one) for one in cell if local(one.tag) == "p")
            columns.setdefault(number, Column()).see(text, f"tabelrække {row}")
    for column in columns.values():
        for place in column.small_counts():
            collector.add("small_count", part, place)


def _check_settings(root: Element, collector: Collector) -> None:
    for element in root.iter():
        name = local(element.tag)
        if name == "docVar":
            collector.add("document_variable", "", attribute(element, "name"), attribute(element, "val"))
        elif name in {"connectString", "query", "dataSource"}:
            collector.add("connection", "brevfletning", name, attribute(element, "val"))
        elif name == "trackRevisions" and attribute(element, "val") not in _OFF:
            collector.add("tracking_on", "")


def _child(element: Element | None, name: str) -> Element | None:
    return next((child for child in element if local(child.tag) == name), None) if element is not None else None


def _has_child(element: Element | None, name: str) -> bool:
    return _child(element, name) is not None


def _value(properties: Element | None, name: str) -> str:
    found = _child(properties, name)
    return attribute(found, "val") if found is not None else ""
