"""A published file, whatever its format, as the grids that are printed in it; the format is told by the bytes."""

from __future__ import annotations

import re
from pathlib import Path

from data.errors import DamagedFile, NoTable, TooLargeFile, UnknownFormat
from data.files.container import Package, opened
from data.files.kind import DOCUMENT, WORKBOOK, is_package, is_pdf, refuse_old_office
from data.files.notes import Refusing
from data.printed_files.csv_file import csv_grids
from data.printed_files.docx_file import docx_grids
from data.printed_files.html_file import html_grids
from data.printed_files.pdf_file import pdf_grids
from data.printed_files.printing import one_line
from data.printed_files.xlsx_file import xlsx_grids
from disclosure.printed.grid import Grid

KINDS = "CSV, XLSX, HTML, DOCX og PDF"
LARGEST_FILE = 50_000_000
_HTML = re.compile(rb"<(!doctype\s+html|html|table|body)\b", re.IGNORECASE)
_HTML_WITHIN = 4096
_TEXTS = ("csv", "tsv", "tab", "txt")
_PAGES = ("html", "htm", "xhtml")
_WORKBOOKS_AND_DOCUMENTS = ("xlsx", "xlsm", "docx", "docm")
_BINARY = (*_WORKBOOKS_AND_DOCUMENTS, "pdf")
_LOOKED = "der er ikke fundet to rækker og to kolonner, som står under og ved siden af hinanden"


def read_grids(path: Path) -> tuple[Grid, ...]:
    """Return the tables printed in a file.

    Raises
    ------
    FileRefused : the file is damaged, locked, too large, of another kind, or has no table.
    OSError : it cannot be read at all.
    """
    return grids_in(path.name, path.read_bytes())


def grids_in(name: str, content: bytes) -> tuple[Grid, ...]:
    """Return the tables printed in a file, given its name and its bytes.

    Raises
    ------
    FileRefused : as for `read_grids`.
    """
    shown = one_line(name.rpartition("/")[2]) or "filen"
    if len(content) > LARGEST_FILE:
        raise TooLargeFile(shown, f"den fylder over {LARGEST_FILE // 1_000_000} MB")
    found = _grids(shown, content)
    if not found:
        raise NoTable(shown, _LOOKED)
    return found


def _grids(name: str, content: bytes) -> tuple[Grid, ...]:
    extension = name.rpartition(".")[2].lower()
    refuse_old_office(name, content, KINDS)
    if is_package(content):
        return _package_grids(name, content)
    if is_pdf(content):
        return pdf_grids(name, content)
    if extension in _BINARY:
        raise DamagedFile(name, "indholdet passer ikke til endelsen")
    if extension in _PAGES or (extension not in _TEXTS and _HTML.search(content[:_HTML_WITHIN])):
        return html_grids(name, content)
    if extension in _TEXTS or extension == name.lower():
        return csv_grids(name, content)
    raise UnknownFormat(name, KINDS)


def _package_grids(name: str, content: bytes) -> tuple[Grid, ...]:
    package = opened(name, content, Refusing(name))
    assert package is not None, "Refusing raises where the gate would only note"
    parts = package.names()
    if WORKBOOK in parts:
        return xlsx_grids(package, content)
    if DOCUMENT in parts:
        return docx_grids(package, content)
    return _refuse_package(package)


def _refuse_package(package: Package) -> tuple[Grid, ...]:
    if package.name.rpartition(".")[2].lower() in _WORKBOOKS_AND_DOCUMENTS:
        raise DamagedFile(package.name, "der mangler en del, som formatet kræver")
    raise UnknownFormat(package.name, KINDS)
