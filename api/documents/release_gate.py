"""The release gate: one file in, everything out that a recipient could find and the sender did not mean to send.

What a file is, is told by its bytes; its name only has to agree. A file that cannot be read is
refused with an error, never passed: no finding means that everything was looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.documents.gate.archive import check_archive
from api.documents.gate.delimited import check_delimited
from api.documents.gate.finding import Collector, GateFinding
from api.documents.gate.pdf import check_pdf
from api.documents.gate.spreadsheet import check_workbook
from api.documents.gate.word import check_document
from data.errors import DamagedFile, TooLargeFile, UnknownFormat
from data.files.container import opened
from data.files.kind import DOCUMENT, WORKBOOK, is_package, is_pdf, refuse_old_office

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.files.container import Package

__all__ = ["GateFinding", "check_file"]

_LARGEST_FILE = 200_000_000
_KINDS = "XLSX, XLSM, DOCX, PDF, CSV og zip"
_TABLES = ("csv", "tsv", "txt")
_WORKBOOKS, _DOCUMENTS = ("xlsx", "xlsm"), ("docx", "docm")
_PACKAGES = (*_WORKBOOKS, *_DOCUMENTS, "zip")
_OTHER_PACKAGES = ("ppt/", "xl/workbook.bin", "content.xml", "mimetype", "visio/", "AndroidManifest.xml")


def check_file(name: str, content: bytes, forbidden: Iterable[str] = ()) -> tuple[GateFinding, ...]:
    """Return everything found in the file, the grave first; an empty result is a clean file.

    Parameters
    ----------
    name : the file's name; it is looked through too.
    forbidden : values that must stand nowhere in the file.

    Raises
    ------
    FileRefused : the file is damaged, locked, too large or of a kind the gate does not read.
    """
    collector = Collector(tuple(forbidden))
    _check(name, content, collector, 0)
    return collector.findings()


def _check(name: str, content: bytes, collector: Collector, depth: int) -> None:
    if len(content) > _LARGEST_FILE:
        raise TooLargeFile(name, "den fylder over 200 MB")
    collector.read(name.rpartition("/")[2], "filnavnet")
    extension = name.rpartition(".")[2].lower()
    refuse_old_office(name, content, _KINDS)
    if is_package(content):
        _check_package(name, content, collector, depth)
    elif is_pdf(content):
        _expect(extension, ("pdf",), collector)
        check_pdf(name, content, collector)
    elif extension in (*_PACKAGES, "pdf"):
        raise DamagedFile(name, "indholdet passer ikke til endelsen")
    elif extension in _TABLES:
        check_delimited(name, content, collector)
    else:
        raise UnknownFormat(name, _KINDS)


def _check_package(name: str, content: bytes, collector: Collector, depth: int) -> None:
    package = opened(name, content, collector)
    if package is None:
        return
    parts, extension = package.names(), name.rpartition(".")[2].lower()
    if WORKBOOK in parts:
        _expect(extension, _WORKBOOKS, collector)
        check_workbook(package, collector)
    elif DOCUMENT in parts:
        _expect(extension, _DOCUMENTS, collector)
        check_document(package, collector)
    elif _is_other_package(parts):
        raise UnknownFormat(name, _KINDS)
    elif extension in (*_WORKBOOKS, *_DOCUMENTS):
        raise DamagedFile(name, "der mangler en del, som formatet kræver")
    else:
        _expect(extension, ("zip",), collector)
        _check_zip(package, collector, depth)


def _check_zip(package: Package, collector: Collector, depth: int) -> None:
    check_archive(package, collector, depth, _check)


def _is_other_package(parts: list[str]) -> bool:
    return "[Content_Types].xml" in parts or any(part.startswith(_OTHER_PACKAGES) for part in parts)


def _expect(extension: str, expected: tuple[str, ...], collector: Collector) -> None:
    if extension not in expected:
        collector.add("wrong_extension", "", extension or "uden endelse")
