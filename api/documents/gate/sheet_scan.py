"""One worksheet, read from top to bottom without holding it: what is hidden, small, white, far away or computed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from api.documents.gate.small_counts import Column
from data.files.personal_numbers import number_is_personal
from data.files.xml_parts import attribute, events, is_on, local, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from api.documents.gate.finding import Collector
    from api.documents.gate.sheet_styles import StyleSheet
    from data.files.container import Package

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_FLATTEST, _NARROWEST = 2.0, 0.4  # below this a row or column cannot be seen
_FAR_ROWS, _FAR_COLUMNS = 60, 20  # an empty stretch this long hides what is behind it
_PAGE_CODES = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d+|&[A-Za-z&]')
_PAGE_WORDS = re.compile(r"\b(side|af|page|of)\b|[\s/\-–.]", re.IGNORECASE)
_RISKY = re.compile(
    r"\[\d+\]|\.xls|\||#REF!|\b(WEBSERVICE|HYPERLINK|INDIRECT|DDE|CUBE\w*|GETPIVOTDATA|RTD|CALL|EXEC)\b", re.IGNORECASE
)
_RISKY_TEXT = re.compile(r"^[=+\-@].*(\||\b(WEBSERVICE|HYPERLINK|DDE)\s*\()", re.IGNORECASE)


@dataclass(slots=True)
class SheetScan:
    """The state of the reading of one sheet."""

    name: str
    strings: list[str]
    styles: StyleSheet
    collector: Collector
    used_strings: set[int]
    keep_values: bool = False
    values: dict[str, str] = field(default_factory=dict)
    _hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    _columns: dict[int, Column] = field(default_factory=dict)
    _rows_used: set[int] = field(default_factory=set)
    _rows_hidden_by_default: bool = False
    _columns_hidden_by_default: bool = False
    _shown_columns: list[tuple[int, int]] = field(default_factory=list)
    _row: int = 0
    _row_is_hidden: bool = False

    def scan(self, package: Package, part: str) -> None:
        """Read the sheet."""
        handlers: dict[tuple[str, str], Callable[[Element], None]] = {
            ("start", "sheetFormatPr"): self._defaults,
            ("start", "row"): self._row_begins,
            ("end", "col"): self._column,
            ("end", "c"): self._cell,
            ("end", "filterColumn"): lambda _: self.collector.add("filtered_rows", self.name),
            ("end", "dataValidation"): self._validation,
            ("end", "cfRule"): self._condition,
            ("end", "headerFooter"): self._header_footer,
            ("end", "scenario"): lambda found: self.collector.add("scenario", self.name, attribute(found, "name")),
        }
        for event, element in events(package, part):
            name = local(element.tag)
            handler = handlers.get((event, name))
            if handler is not None:
                handler(element)
            if event == "end" and name in {"row", "c", "cols", "conditionalFormatting"}:
                element.clear()
        self._far_cells()
        self._small_counts()

    def _defaults(self, element: Element) -> None:
        self._rows_hidden_by_default = is_on(element, "zeroHeight")
        width = _number(attribute(element, "defaultColWidth"))
        self._columns_hidden_by_default = width is not None and width < _NARROWEST

    def _column(self, element: Element) -> None:
        width = _number(attribute(element, "width"))
        span = (int(attribute(element, "min") or 1), int(attribute(element, "max") or 1))
        is_hidden = is_on(element, "hidden") or (width is not None and width < _NARROWEST)
        (self._hidden_columns if is_hidden else self._shown_columns).append(span)

    def _row_begins(self, element: Element) -> None:
        number = attribute(element, "r")
        self._row = int(number) if number.isdigit() else self._row + 1
        height = _number(attribute(element, "ht"))
        is_flat = height is not None and height < _FLATTEST
        by_default = self._rows_hidden_by_default and height is None
        self._row_is_hidden = is_on(element, "hidden") or is_flat or by_default

    def _cell(self, element: Element) -> None:
        text, formula = self._content(element)
        if not text and not formula:
            return
        reference = attribute(element, "r")
        found = _REFERENCE.fullmatch(reference)
        column = _column_number(found[1]) if found else 0
        self._visibility(element, reference, column)
        self._formula(formula, text, reference)
        self._text(element, text, reference)
        self._columns.setdefault(column, Column()).see(text, reference)
        self._rows_used.add(self._row)
        if self.keep_values:
            self.values[reference] = text

    def _content(self, element: Element) -> tuple[str, str]:
        """Return the value as text and the formula."""
        parts = {local(child.tag): child for child in element}
        value, inline, formula = parts.get("v"), parts.get("is"), parts.get("f")
        text = text_of(inline) if inline is not None else (value.text or "") if value is not None else ""
        if attribute(element, "t") == "s" and text.isdigit():
            self.used_strings.add(int(text))
            text = self.strings[int(text)] if int(text) < len(self.strings) else ""
        return text, (formula.text or "=") if formula is not None else ""

    def _visibility(self, element: Element, reference: str, column: int) -> None:
        if self._row_is_hidden:
            self.collector.add("hidden_row", self.name, f"række {self._row}")
        if self._column_is_hidden(column):
            self.collector.add("hidden_column", self.name, f"kolonne {reference.rstrip('0123456789')}")
        for code in self.styles.of(attribute(element, "s")):
            self.collector.add(code, self.name, reference)

    def _column_is_hidden(self, column: int) -> bool:
        if any(first <= column <= last for first, last in self._hidden_columns):
            return True
        return self._columns_hidden_by_default and not any(a <= column <= b for a, b in self._shown_columns)

    def _formula(self, formula: str, value: str, reference: str) -> None:
        if formula and _RISKY.search(formula):
            self.collector.add("risky_formula", self.name, reference, formula)
        elif formula and value:
            self.collector.add("formula", self.name, reference)
        self.collector.read(formula, self.name, reference)

    def _text(self, element: Element, text: str, reference: str) -> None:
        self.collector.read(text, self.name, reference)
        is_text = attribute(element, "t") in {"s", "str", "inlineStr"}
        if is_text and _RISKY_TEXT.search(text):
            self.collector.add("risky_formula", self.name, reference, text)
        if not is_text and number_is_personal(_plain_number(text)):
            self.collector.add("cpr_number", self.name, reference)

    def _validation(self, element: Element) -> None:
        self.collector.read(text_of(element), self.name, "rulleliste")
        if attribute(element, "type") == "list":
            self.collector.add("validation_list", self.name, attribute(element, "sqref"), text_of(element))

    def _condition(self, element: Element) -> None:
        self.collector.read(text_of(element), self.name, "betinget formatering")
        number = attribute(element, "dxfId")
        if number.isdigit() and int(number) < len(self.styles.conditions) and self.styles.conditions[int(number)]:
            self.collector.add("hiding_condition", self.name)

    def _header_footer(self, element: Element) -> None:
        text = text_of(element)
        self.collector.read(text, self.name, "sidehoved eller sidefod")
        if _PAGE_WORDS.sub("", _PAGE_CODES.sub(" ", text)):
            self.collector.add("header_footer", self.name, "", text.strip())

    def _far_cells(self) -> None:
        for row in _beyond_gap(self._rows_used, _FAR_ROWS):
            self.collector.add("far_cell", self.name, f"række {row}")
        for column in _beyond_gap(set(self._columns), _FAR_COLUMNS):
            self.collector.add("far_cell", self.name, f"kolonne {column}")

    def _small_counts(self) -> None:
        for column in self._columns.values():
            for place in column.small_counts():
                self.collector.add("small_count", self.name, place)


def _beyond_gap(used: set[int], gap: int) -> list[int]:
    """Return the numbers that lie behind the first empty stretch longer than `gap`, the stretch at the top included."""
    ordered = sorted(used)
    previous = 0
    for at, number in enumerate(ordered):
        if number - previous > gap:
            return ordered[at:]
        previous = number
    return []


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _plain_number(text: str) -> str:
    """Return a stored number without an exponent: 1.01901234E8 is 101901234."""
    number = _number(text)
    return f"{number:.0f}" if number is not None and abs(number) < 1e12 and number == int(number) else text  # noqa: PLR2004 - far above ten digits
