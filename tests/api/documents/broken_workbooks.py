"""Workbooks that each hide one thing, made by other libraries than the gate reads with."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.api.documents.libreoffice_files import camera_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_X14 = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
PIVOT_RECORDS = (
    f'<pivotCacheRecords {_MAIN} count="2"><r><s v="Samsø"/><n v="3"/></r><r><s v="Læsø"/><n v="2"/></r>'
    "</pivotCacheRecords>"
)
SLICER = (
    f'<slicers {_X14}><slicer name="Kommune" cache="Udsnit_Kommune" caption="Kommune" rowHeight="241300"/></slicers>'
)
SLICER_CACHE = (
    f'<slicerCacheDefinition {_X14} name="Udsnit_Kommune" sourceName="Kommune"><data><tabular pivotCacheId="1">'
    '<items count="2"><i x="0" s="1"/><i x="1"/></items></tabular></data></slicerCacheDefinition>'
)
TIMELINE_CACHE = (
    '<timelineCacheDefinition xmlns="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" name="T" '
    'sourceName="Dato"><state minimalRefreshVersion="6" pivotCacheId="1"/></timelineCacheDefinition>'
)
EXTERNAL_CACHE = (
    f'<externalLink {_MAIN}><externalBook><sheetNames><sheetName val="Personer"/></sheetNames><sheetDataSet>'
    '<sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>Samsø</v></cell><cell r="B1"><v>3</v></cell></row>'
    "</sheetData></sheetDataSet></externalBook></externalLink>"
)
THREAD = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="B2" dT="2024-05-06T07:08:09.00" personId="{A}" id="{B}"><text>kun 3 i Samsø</text>'
    "</threadedComment></ThreadedComments>"
)
CONNECTION = (
    f'<connections {_MAIN}><connection id="1" name="fagsystem" type="5" refreshedVersion="6"><dbPr '
    'connection="Provider=MSOLEDBSQL;Data Source=server1;Initial Catalog=fagsystem;User ID=bruger" '
    'command="SELECT * FROM personer"/></connection></connections>'
)
QUERY_TABLE = f'<queryTable {_MAIN} name="Forespørgsel1" connectionId="1" autoFormatId="16"/>'
DATA_MASHUP = '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AAAAAA==</DataMashup>'
REVISIONS = (
    f'<revisions {_MAIN}><rcc rId="1" sId="1"><oc r="B2"><v>3</v></oc><nc r="B2"><v>21</v></nc></rcc></revisions>'
)
COUNTS = [("Årsag", "Antal"), ("Trusler", 21), ("Skilsmisse", 27), ("I alt", 48)]


def workbook_with(change: Callable[[Workbook], object] | None = None) -> bytes:
    """A clean workbook of one table, changed in one way."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tal"
    for row in COUNTS:
        sheet.append(row)
    sheet["A1"].fill = PatternFill("solid", fgColor="1F3864")
    sheet["A1"].font = Font(color="FFFFFF", bold=True)
    if change is not None:
        change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_entries(content: bytes, entries: dict[str, bytes | str]) -> bytes:
    """The same package with parts added or replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in entries:
                new.writestr(name, old.read(name))
        for name, data in entries.items():
            new.writestr(name, data)
    return buffer.getvalue()


def entry(content: bytes, name: str) -> str:
    """The text of one part."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode("utf-8")


def replaced(content: bytes, name: str, old: str, new: str) -> bytes:
    """The same package with one text replaced in one part."""
    text = entry(content, name)
    assert old in text, f"{old!r} is not in {name}"
    return with_entries(content, {name: text.replace(old, new, 1)})


def _sheet(state: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        extra = book.create_sheet("Grundlag")
        extra["A1"] = "navne"
        extra.sheet_state = state

    return change


def _cell(reference: str, value: object, **style: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        cell = book["Tal"][reference]
        cell.value = value
        for name, setting in style.items():
            setattr(cell, name, setting)

    return change


def _hide_row(book: Workbook) -> None:
    book["Tal"].row_dimensions[3].hidden = True


def _flat_row(book: Workbook) -> None:
    book["Tal"].row_dimensions[3].height = 0.5


def _hide_column(book: Workbook) -> None:
    book["Tal"].column_dimensions["B"].hidden = True


def _narrow_column(book: Workbook) -> None:
    book["Tal"].column_dimensions["B"].width = 0.1


def _filter(book: Workbook) -> None:
    book["Tal"].auto_filter.ref = "A1:B4"
    book["Tal"].auto_filter.add_filter_column(0, ["Trusler"])


def _comment(book: Workbook) -> None:
    book["Tal"]["A2"].comment = Comment("kun 3 i Samsø", "x")


def _name(book: Workbook) -> None:
    book.defined_names["hemmelig"] = DefinedName("hemmelig", attr_text='"Samsø 3"')


def _list(book: Workbook) -> None:
    rule = DataValidation(type="list", formula1='"Samsø,Læsø"')
    book["Tal"].add_data_validation(rule)
    rule.add("D1")


def _header(book: Workbook) -> None:
    book["Tal"].oddHeader.center.text = "Udkast fra Samsø"


def _condition(book: Workbook) -> None:
    white = CellIsRule(operator="lessThan", formula=["30"], font=Font(color="FFFFFF"))
    book["Tal"].conditional_formatting.add("B2:B4", white)


def _author(book: Workbook) -> None:
    book.properties.creator = "Fornavn Efternavn"


def _link_to_drive(book: Workbook) -> None:
    book["Tal"]["D1"].hyperlink = "file:///\\\\server\\drev\\sag.xlsx"
    book["Tal"]["D1"].value = "kilde"


def _scenario_part() -> bytes:
    scenario = (
        '</sheetData><scenarios><scenario name="lav" count="1"><inputCells r="B2" val="3"/></scenario></scenarios>'
    )
    return replaced(workbook_with(), "xl/worksheets/sheet1.xml", "</sheetData>", scenario)


def _stale_chart() -> bytes:
    """A chart whose stored copy says 3 where the cell says 21."""

    def change(book: Workbook) -> None:
        chart = BarChart()
        chart.add_data(Reference(book["Tal"], min_col=2, min_row=1, max_row=4), titles_from_data=True)
        book["Tal"].add_chart(chart, "E2")

    content = workbook_with(change)
    cache = '<numCache><ptCount val="1"/><pt idx="0"><v>3</v></pt></numCache></numRef>'
    return replaced(content, "xl/charts/chart1.xml", "</numRef>", cache)


def clean_chart() -> bytes:
    """A chart whose stored copy agrees with the cells, as every spreadsheet program writes it."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Tal")
    for row, (label, count) in enumerate(COUNTS):
        sheet.write(row, 0, label)
        sheet.write(row, 1, count)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Tal!$A$2:$A$4", "values": "=Tal!$B$2:$B$4"})
    sheet.insert_chart("D2", chart)
    book.close()
    return buffer.getvalue()


def _orphan_sheet() -> bytes:
    content = workbook_with()
    return with_entries(content, {"xl/worksheets/sheet9.xml": entry(content, "xl/worksheets/sheet1.xml")})


def _unused_text() -> bytes:
    return replaced(clean_chart(), "xl/sharedStrings.xml", "</sst>", "<si><t>Samsø 3</t></si></sst>")


def _formula() -> bytes:
    """A sum as a spreadsheet program saves it, with the value it last had."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet("Tal").write_formula(0, 0, "=SUM(B2:B3)", None, 48)
    book.close()
    return buffer.getvalue()


def _part(name: str, data: str = "<x/>") -> bytes:
    return with_entries(workbook_with(), {name: data})


def _parts(*named: str) -> bytes:
    """The clean workbook with parts under xl/, given as name, content, name, content."""
    pairs = zip(named[::2], named[1::2], strict=True)
    return with_entries(workbook_with(), {f"xl/{name}.xml": _XML + content for name, content in pairs})


def _photograph() -> bytes:
    """A picture with the camera's words in it, put on a sheet."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet("Tal").insert_image(
        "B2", "foto.jpg", {"image_data": io.BytesIO(camera_picture()), "decorative": True}
    )
    book.close()
    return buffer.getvalue()


def _chart_of_a_hidden_sheet() -> bytes:
    """A chart that draws a sheet nobody sees; the sheet itself has been deleted from the package's list."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Tal")
    sheet.write_column(0, 0, [21, 27])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Grundlag!$B$2:$B$3", "values_data": [3, 4]})
    sheet.insert_chart("D2", chart)
    book.close()
    return buffer.getvalue()


# code of the finding -> a workbook that has it
WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "hidden_sheet": lambda: workbook_with(_sheet("hidden")),
    "very_hidden_sheet": lambda: workbook_with(_sheet("veryHidden")),
    "orphan_sheet": _orphan_sheet,
    "hidden_row": lambda: workbook_with(_hide_row),
    "hidden_row/flat": lambda: workbook_with(_flat_row),
    "hidden_column": lambda: workbook_with(_hide_column),
    "hidden_column/narrow": lambda: workbook_with(_narrow_column),
    "filtered_rows": lambda: workbook_with(_filter),
    "white_text": lambda: workbook_with(_cell("D2", "Samsø", font=Font(color="FFFFFF"))),
    "white_text/theme": lambda: workbook_with(_cell("D2", "Samsø", font=Font(color="FEFEFE"))),
    "tiny_text": lambda: workbook_with(_cell("D2", "Samsø", font=Font(size=1))),
    "hiding_format": lambda: workbook_with(_cell("D2", 7, number_format=";;;")),
    "hiding_format/text": lambda: workbook_with(_cell("D2", 7, number_format='"[c]"')),
    "hiding_condition": lambda: workbook_with(_condition),
    "far_cell": lambda: workbook_with(_cell("ZZ900", "Samsø")),
    "pivot_cache": lambda: _parts("pivotCache/pivotCacheRecords1", PIVOT_RECORDS),
    "slicer": lambda: _parts("slicers/slicer1", SLICER, "slicerCaches/slicerCache1", SLICER_CACHE),
    "slicer/timeline": lambda: _parts("timelineCaches/timelineCache1", TIMELINE_CACHE),
    "external_link": lambda: _parts("externalLinks/externalLink1", EXTERNAL_CACHE),
    "external_link/drive": lambda: workbook_with(_link_to_drive),
    "comment": lambda: workbook_with(_comment),
    "document_property/persons": lambda: _part("xl/persons/person.xml", "<list><person displayName='Navn'/></list>"),
    "comment/thread": lambda: _parts("threadedComments/threadedComment1", THREAD),
    "defined_name": lambda: workbook_with(_name),
    "validation_list": lambda: workbook_with(_list),
    "chart_cache": _stale_chart,
    "header_footer": lambda: workbook_with(_header),
    "document_property": lambda: workbook_with(_author),
    "custom_property": lambda: _part(
        "docProps/custom.xml", "<Properties><property name='sag'>12</property></Properties>"
    ),
    "custom_xml": lambda: _part("customXml/item1.xml", "<sag><nr>12</nr></sag>"),
    "embedded_file": lambda: _part("xl/embeddings/oleObject1.bin"),
    "connection": lambda: _parts("connections", CONNECTION, "queryTables/queryTable1", QUERY_TABLE),
    "connection/power query": lambda: _part("customXml/item1.xml", DATA_MASHUP),
    "macro": lambda: _part("xl/vbaProject.bin"),
    "formula": _formula,
    "risky_formula": lambda: workbook_with(_cell("D2", "=[1]Ark1!A1")),
    "scenario": _scenario_part,
    "unused_text": _unused_text,
    "cpr_number": lambda: workbook_with(_cell("D2", "010190-1234")),
    "cpr_number/stored": lambda: workbook_with(_cell("D2", 101901234)),
    "cpr_number/sheet": lambda: workbook_with(lambda book: book.create_sheet("0101901234")),
    "small_count": lambda: workbook_with(_cell("B2", 3)),
    "unknown_part": lambda: _part("xl/nyt/noget.xml"),
    "tracked_change": lambda: _parts("revisions/revisionLog1", REVISIONS),
    "chart_cache/hidden source": _chart_of_a_hidden_sheet,
    "picture_metadata": _photograph,
    "internal_document": lambda: workbook_with(_cell("A6", "Internt notat – må ikke udleveres")),
    "internal_name": lambda: workbook_with(_cell("A6", "Internt notat")),
    "thumbnail": lambda: _part("docProps/thumbnail.wmf"),
}


def clean_as_saved_by_newer_programs() -> bytes:
    """Empty lists of persons and sources, an old drawing that is no XML, printer settings, a filter without choice."""

    def change(book: Workbook) -> None:
        book["Tal"].auto_filter.ref = "A1:B4"
        book["Tal"].column_dimensions["F"].hidden = True

    parts: dict[str, bytes | str] = {
        "xl/persons/person.xml": "<personList/>",
        "customXml/item1.xml": '<Sources SelectedStyle="APA"/>',
        "xl/drawings/vmlDrawing1.vml": "<xml><div>x<br></div></xml>",
        "xl/printerSettings/printerSettings1.bin": b"\x00\x01",
    }
    return with_entries(workbook_with(change), parts)


def clean_with_dates() -> bytes:
    """Years, dates, decimals and a running number: nothing of it is a small count or a personal number."""

    def change(book: Workbook) -> None:
        sheet = book.create_sheet("Andet")
        for row in (("Nr.", "År", "Dato", "Pct."), (1, 2023, date(2024, 1, 1), 1.5), (2, 2024, date(2024, 2, 1), 2.5)):
            sheet.append(row)

    return workbook_with(change)
