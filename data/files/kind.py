"""What a file is, told by its bytes."""

from __future__ import annotations

from data.errors import EncryptedFile, UnknownFormat

WORKBOOK, DOCUMENT = "xl/workbook.xml", "word/document.xml"
"""The part that makes a package a workbook (XLSX) or a text document (DOCX)."""
_PDF_HEADER_WITHIN = 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")


def is_package(content: bytes) -> bool:
    """Whether it is a zip, as the newer office formats are."""
    return content.startswith(b"PK")


def is_pdf(content: bytes) -> bool:
    """Whether it is a PDF; some bytes may stand before its heading."""
    return b"%PDF-" in content[:_PDF_HEADER_WITHIN]


def refuse_old_office(name: str, content: bytes, kinds: str) -> None:
    """Refuse the container of the old office formats; a newer file that is locked lies in one too.

    Raises
    ------
    EncryptedFile, UnknownFormat
    """
    if content.startswith(_OLD_OFFICE):
        raise EncryptedFile(name) if _LOCKED_STREAM in content else UnknownFormat(name, kinds)
