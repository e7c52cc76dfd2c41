"""How cells of a spreadsheet look. Nothing is told by colour alone: totals are bold under a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_FONT = {"font_name": "Arial", "font_size": 11, "valign": "top"}
_DIGITS = {"num_format": "#,##0", "align": "right"}


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of one workbook."""

    heading: Format
    title: Format
    word: Format
    label: Format
    header: Format
    number_header: Format
    count: Format
    bold_count: Format
    total_label: Format
    total_count: Format


def workbook_formats(book: Workbook) -> Formats:
    """Register the formats with the workbook and return them."""
    wrapped = {**_FONT, "text_wrap": True}
    bold = {"bold": True, "top": 1}
    header = {**wrapped, "bold": True, "bottom": 2, "bg_color": "#EEF1F4", "font_color": "#1A1A1A", "valign": "bottom"}
    return Formats(
        heading=book.add_format({**_FONT, "bold": True, "font_size": 16}),
        title=book.add_format({**wrapped, "bold": True, "font_size": 14}),
        word=book.add_format(wrapped),
        label=book.add_format({**wrapped, "bold": True}),
        header=book.add_format(header),
        number_header=book.add_format({**header, "align": "right"}),
        count=book.add_format({**_FONT, **_DIGITS}),
        bold_count=book.add_format({**_FONT, **_DIGITS, "bold": True}),
        total_label=book.add_format({**wrapped, **bold}),
        total_count=book.add_format({**_FONT, **_DIGITS, **bold}),
    )
