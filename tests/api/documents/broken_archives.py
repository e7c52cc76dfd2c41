"""Zips and texts that each hide one thing, and hostile files that cost more than they should."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from tests.api.documents.broken_documents import document_with, pdf_with
from tests.api.documents.broken_workbooks import WORKBOOKS, with_entries, workbook_with

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE = "Årsag;Antal\r\nTrusler;21\r\nSkilsmisse;27\r\n"


def zipped(**entries: bytes) -> bytes:
    """A zip of files; `__` in a name stands for its dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


def with_path(path: str) -> bytes:
    """A zip with one file under a name that unpacking would follow."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        entry = zipfile.ZipInfo("x")
        entry.filename = path
        package.writestr(entry, b"tekst")
    return buffer.getvalue()


def _commented() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("note.txt", b"48")
        package.comment = b"fra sag 12"
    return buffer.getvalue()


# code of the finding -> name of the file, and how it is made
ARCHIVES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip_path": ("sag.zip", lambda: with_path("../ud.txt")),
    "zip_path/twice": ("sag.zip", lambda: zipped(A__txt=b"1", a__txt=b"2")),
    "zip_comment": ("sag.zip", _commented),
    "zip_bomb": ("sag.zip", lambda: zipped(a__txt=b" " * 60_000_000)),
    "true_counts": ("sag.zip", lambda: zipped(certificate__json=b'{"format":"certificate/1","inner":[[0,3]]}')),
    "case_file": ("sag.zip", lambda: zipped(MANIFEST__json=b'{"format": "case-file/1"}')),
    "nested_archive": ("sag.zip", lambda: zipped(b__zip=zipped(c__zip=zipped(d__zip=zipped(note__txt=b"48"))))),
    "unreadable_entry": ("sag.zip", lambda: zipped(program__exe=b"MZ\x00\x01")),
    "hidden_sheet": ("sag.zip", lambda: zipped(tal__xlsx=WORKBOOKS["hidden_sheet"](), brev__docx=document_with())),
    "internal_document": ("sag.zip", lambda: zipped(notat__txt=b"Kun til intern brug\n48")),
    "cpr_number/in a file": ("sag.zip", lambda: zipped(note__txt=b"010190-1234")),
    "cpr_number/name of a file": ("sag.zip", lambda: zipped(**{"010190-1234__txt": b"48"})),
    "cpr_number": ("tal.csv", f"{TABLE}010190-1234;48\r\n".encode),
    "cpr_number/name": ("sag 010190-1234.csv", TABLE.encode),
    "risky_formula": ("tal.csv", f"{TABLE}=1+1;48\r\n".encode),
    "risky_formula/command": ("tal.csv", f"{TABLE}+cmd|' /C calc'!A0;48\r\n".encode),
    "small_count": ("tal.csv", lambda: f"{TABLE}Vold;3\r\n".encode("cp1252")),
    "wrong_extension": ("tal.csv", pdf_with),
}


def _stream(content: bytes) -> bytes:
    return b"%%PDF-1.7\n1 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\n" % (
        len(content),
        content,
    )


def _entities() -> bytes:
    """The bomb of laughs: ten names, each ten times the one before."""
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return with_entries(workbook_with(), {"xl/styles.xml": f'<!DOCTYPE x [<!ENTITY a0 "ha">{names}]><x>&a9;</x>'})


def _deep() -> bytes:
    return with_entries(document_with(), {"word/document.xml": "<a>" * 2_000_000 + "</a>" * 2_000_000})


# what is hostile about it -> name of the file, and how it is made
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a sheet of 60 MB of blanks": (
        "ark.xlsx",
        lambda: with_entries(workbook_with(), {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 60_000_000}),
    ),
    "three texts of 60 MB of blanks": ("tekster.zip", lambda: zipped(**dict.fromkeys("abc", b" " * 60_000_000))),
    "a PDF stream of 400 MB": ("strøm.pdf", lambda: _stream(zlib.compress(b" " * 400_000_000, 9))),
    "20,000 files": ("mange.zip", lambda: zipped(**{f"f{n}__txt": b"" for n in range(20_000)})),
    "entities in entities": ("latter.xlsx", _entities),
    "two million elements in each other": ("dyb.docx", _deep),
}

# pages that cost more to read than the whole file may
HEAVY: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a page of 8,000 boxes over 8,000 texts": (
        "kasser.pdf",
        lambda: pdf_with(b"BT /F1 9 Tf (a) Tj ET 0 0 1 1 re f\n" * 8_000),
    ),
    "a page of 6 MB of blanks": ("tom.pdf", lambda: pdf_with(b" " * 6_000_000)),
}
