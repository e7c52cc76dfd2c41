"""A workbook (XLSX, XLSM): its sheets, names, shared texts, charts and drawings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from api.documents.gate.charts import untraceable_values
from api.documents.gate.drawings import check_drawings
from api.documents.gate.package_parts import check_parts
from api.documents.gate.sheet_scan import SheetScan
from api.documents.gate.sheet_styles import StyleSheet, style_sheet
from data.errors import DamagedFile
from data.files.kind import WORKBOOK
from data.files.xml_parts import attribute, events, is_on, local, read_all, text_of, tree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from api.documents.gate.finding import Collector
    from data.files.container import Package

_STRINGS = "xl/sharedStrings.xml"
_STATES = {"hidden": "hidden_sheet", "veryHidden": "very_hidden_sheet"}
_OWN_NAMES = {
    "_xlnm.Print_Titles",
    "_xlnm.Print_Area",
    "_xlnm._FilterDatabase",
    "_xlnm__FilterDatabase",
}  # made by the program itself
_MARKUP = re.compile(r"<[^>]*>")
_READ_BY_CELL = ("xl/worksheets/sheet", _STRINGS, "docProps/")


@dataclass(slots=True)
class WorkbookCheck:
    """The reading of one workbook."""

    package: Package
    collector: Collector
    parts: list[str]
    strings: list[str] = field(default_factory=list)
    styles: StyleSheet = field(default_factory=StyleSheet)
    used_strings: set[int] = field(default_factory=set)
    visible: dict[str, dict[str, str]] = field(default_factory=dict)

    def run(self) -> None:
        """Look through the whole workbook."""
        check_parts(self.package, self.collector)
        root = tree(self.package, WORKBOOK, self.collector)
        if root is None:
            return
        self.strings = self._shared_strings()
        self.styles = style_sheet(self.package, self.collector)
        self._sheets(root)
        self._names(root)
        self._unused_strings()
        self._other_parts()

    def _shared_strings(self) -> list[str]:
        """Return the shared texts; a phonetic reading is text too."""
        if _STRINGS not in self.parts:
            return []
        found = []
        for event, element in events(self.package, _STRINGS):
            if event == "end" and local(element.tag) == "si":
                found.append(text_of(element))
                element.clear()
        return found

    def _sheets(self, root: Element) -> None:
        targets = self._targets()
        reached = set()
        for sheet in _inside(root, "sheets"):
            name, state = attribute(sheet, "name"), attribute(sheet, "state")
            part = targets.get(attribute(sheet, "id"), "")
            self.collector.read(name, "arknavne")
            if state in _STATES:
                self.collector.add(_STATES[state], "", name)
            if part not in self.parts:
                raise DamagedFile(self.package.name, f"arket »{name}« mangler")
            reached.add(part)
            self._scan(name, part, is_visible=state not in _STATES)
        for part in self.parts:
            is_sheet = part.startswith("xl/worksheets/") and part.endswith(".xml")
            if is_sheet and part not in reached:
                self.collector.add("orphan_sheet", "", part)
                self._scan(part, part, is_visible=False)

    def _targets(self) -> dict[str, str]:
        part = "xl/_rels/workbook.xml.rels"
        root = tree(self.package, part, self.collector) if part in self.parts else None
        if root is None:
            return {}
        return {attribute(one, "Id"): _resolved(attribute(one, "Target")) for one in root}

    def _scan(self, name: str, part: str, *, is_visible: bool) -> None:
        has_charts = any(one.startswith("xl/charts/chart") for one in self.parts)
        scan = SheetScan(name, self.strings, self.styles, self.collector, self.used_strings, keep_values=has_charts)
        scan.scan(self.package, part)
        if is_visible:
            self.visible[name] = scan.values

    def _names(self, root: Element) -> None:
        for name in _inside(root, "definedNames"):
            label, meaning = attribute(name, "name"), text_of(name)
            self.collector.read(f"{label} {meaning}", "navngivne områder", label)
            if "[" in meaning:
                self.collector.add("external_link", "navngivne områder", label, meaning)
            elif label not in _OWN_NAMES:
                hidden = " (skjult)" if is_on(name, "hidden") else ""
                self.collector.add("defined_name", "", f"{label}{hidden}", meaning)

    def _unused_strings(self) -> None:
        for number, text in enumerate(self.strings):
            if number not in self.used_strings and text.strip():
                self.collector.add("unused_text", "", f"tekst nr. {number + 1}", text)
                self.collector.read(text, "tekster uden celle")

    def _other_parts(self) -> None:
        for part in self.parts:
            if part.endswith(".vml"):
                self._old_drawing(part)
            if part.startswith(_READ_BY_CELL) or not part.endswith(".xml") or part == WORKBOOK:
                continue
            root = tree(self.package, part, self.collector)
            if root is None:
                continue
            read_all(root, part, self.collector)
            check_drawings(root, part, self.collector)
            if part.startswith("xl/charts/chart"):
                self._chart(root, part)

    def _old_drawing(self, part: str) -> None:
        """Old drawings are written like web pages and need not be XML: their words are read as they stand."""
        text = self.package.read(part).decode("utf-8", "replace")
        self.collector.read(_MARKUP.sub(" ", text), part)

    def _chart(self, root: Element, part: str) -> None:
        for value in untraceable_values(root, self.visible):
            self.collector.add("chart_cache", part, "", value)


def check_workbook(package: Package, collector: Collector) -> None:
    """Collect everything a recipient could find in a workbook."""
    WorkbookCheck(package, collector, package.names()).run()


def _inside(root: Element, name: str) -> list[Element]:
    return next((list(child) for child in root if local(child.tag) == name), [])


def _resolved(target: str) -> str:
    """Return the part a relationship of the workbook points to."""
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
