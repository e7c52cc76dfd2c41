"""The gate on CSV files, zips, bombs and files that are none of its kinds."""

from __future__ import annotations

import contextlib
import io
import time
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.documents.gate.pictures import picture_tells
from api.documents.release_gate import check_file
from data.errors import DamagedFile, EncryptedFile, FileRefused, UnknownFormat
from data.files.personal_numbers import holds_personal_number, number_is_personal
from tests.api.documents.broken_documents import document_with, pdf_with
from tests.api.documents.broken_workbooks import WORKBOOKS, with_entries, workbook_with


def codes(name: str, content: bytes) -> list[str]:
    return [finding.code for finding in check_file(name, content)]


def zipped(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Årsag;Antal\r\nTrusler;21\r\nSkilsmisse;27\r\n", []),
        ("Nr;År\r\n1;2023\r\n2;2024\r\n3;2025\r\n", []),
        ("Navn;Ændring\r\nA;-5\r\nB;+12\r\n", []),
        ("Årsag;Antal\r\nTrusler;2\r\nSkilsmisse;27\r\n", ["small_count"]),
        ("Navn;Nummer\r\nA;010190-1234\r\n", ["cpr_number"]),
        ("Navn\r\n=1+1\r\n", ["risky_formula"]),
        ("Navn\r\n@SUM(A1)\r\n", ["risky_formula"]),
        ("Navn\r\n+cmd|' /C calc'!A0\r\n", ["risky_formula"]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_csv_is_read_as_a_spreadsheet_reads_it(text, expected, encoding):
    """Negative numbers and years are harmless; formulas, personal numbers and small counts are found."""
    assert codes("tal.csv", text.encode(encoding)) == expected


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("010190-1234", True),
        ("0101901234", True),
        ("010190 1234", True),
        ("290200-1234", True),
        ("290201-1234", False),
        ("310490-1234", False),
        ("011390-1234", False),
        ("20 01 01 90", False),
        ("1234567890123", False),
        ("123.010190-1234", False),
        ("tlf. 33 12 34 56", False),
    ],
)
def test_a_personal_number_is_known_by_form_and_date(text, is_number):
    """29 February needs a leap year; 31 April and month 13 are no dates; longer numbers are something else."""
    assert holds_personal_number(text) is is_number


@pytest.mark.parametrize(
    ("stored", "is_number"),
    [("101901234", True), ("3112901234", True), ("101901234.0", True), ("12345", False), ("3213901234", False)],
)
def test_a_personal_number_stored_as_a_number_has_lost_its_zero(stored, is_number):
    """101901234 is 010190-1234 without its leading zero."""
    assert number_is_personal(stored) is is_number


def test_files_in_a_zip_are_checked_each():
    """A hidden sheet inside a zip is found, with the path to it."""
    content = zipped(tal__xlsx=WORKBOOKS["hidden_sheet"](), brev__docx=document_with(), note__txt=b"48 i alt")
    (finding,) = check_file("sag.zip", content)
    assert finding.code == "hidden_sheet"
    assert finding.where.startswith("tal.xlsx")


@pytest.mark.parametrize("name", ["../ud.txt", "/etc/x.txt", "C:/x.txt", "a/../../x.txt", "a\\b.txt"])
def test_a_path_out_of_the_folder_is_found(name):
    """A name that leaves the folder it is unpacked in is found."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        entry = zipfile.ZipInfo("x")
        entry.filename = name
        package.writestr(entry, b"tekst")
    assert "zip_path" in codes("sag.zip", buffer.getvalue())


def test_a_file_that_cannot_be_checked_is_not_passed():
    """A program in a zip is a finding, because nobody has looked into it."""
    assert codes("sag.zip", zipped(program__exe=b"MZ\x00\x01")) == ["unreadable_entry"]


def test_zips_in_zips_in_zips_are_not_followed():
    """The third layer is not opened, and that is said."""
    third = zipped(note__txt=b"48")
    assert codes("sag.zip", zipped(b__zip=zipped(c__zip=zipped(d__zip=third)))) == ["nested_archive"]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("tal.xlsx", b"", DamagedFile),
        ("tal.xlsx", b"noget andet", DamagedFile),
        ("tal.xlsx", b"PK\x03\x04 halvt", DamagedFile),
        ("brev.pdf", b"ingen pdf", DamagedFile),
        ("tal.xlsx", zipped(note__txt=b"x"), DamagedFile),
        ("gammel.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, UnknownFormat),
        ("tal.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
        ("billede.png", b"\x89PNG\r\n\x1a\n", UnknownFormat),
        ("tal.csv", b"a;b\x00\x01\x02", DamagedFile),
        ("tal.ods", zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), UnknownFormat),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(name, content, error):
    """Damaged, locked and foreign files end in one sentence that names the file, never in silence."""
    with pytest.raises(error) as caught:
        check_file(name, content)
    assert name in str(caught.value)
    assert isinstance(caught.value, FileRefused)


def test_entities_in_xml_are_refused():
    """A part that defines entities (the old bomb of laughs) is refused, not expanded."""
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(DamagedFile):
        check_file("tal.xlsx", with_entries(workbook_with(), {"xl/styles.xml": bomb}))


def test_xml_in_an_unknown_encoding_is_refused():
    """A part that names an encoding nobody knows is damaged."""
    odd = '<?xml version="1.0" encoding="x-nothing"?><styleSheet/>'
    with pytest.raises(DamagedFile):
        check_file("tal.xlsx", with_entries(workbook_with(), {"xl/styles.xml": odd}))


def _bombs() -> dict[str, bytes]:
    blank = b" " * 60_000_000
    packed = zlib.compress(b" " * 400_000_000, 9)
    stream = b"%%PDF-1.7\n1 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\n"
    return {
        "tal.xlsx": with_entries(workbook_with(), {"xl/worksheets/sheet1.xml": b"<worksheet>" + blank}),
        "sag.zip": zipped(a__txt=blank, b__txt=blank, c__txt=blank),
        "brev.pdf": stream % (len(packed), packed),
    }


@pytest.fixture(scope="module")
def bombs() -> dict[str, bytes]:
    return _bombs()


@pytest.mark.parametrize("name", ["tal.xlsx", "sag.zip", "brev.pdf"])
def test_a_bomb_is_known_before_it_is_unpacked(bombs, name):
    """Files of some hundred kilobytes that unpack to hundreds of megabytes cost under 100 MB and 5 seconds."""
    content = bombs[name]
    assert len(content) < 1_000_000
    tracemalloc.start()
    started = time.perf_counter()
    found = codes(name, content)
    seconds, (_, peak) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "zip_bomb" in found
    assert seconds < 5
    assert peak < 100_000_000


def test_a_name_that_promises_something_else_is_found():
    """A PDF called .csv opens differently from what its name says."""
    assert codes("tal.csv", pdf_with()) == ["wrong_extension"]


def test_a_personal_number_in_a_file_name_is_found():
    """The name of the file is read too."""
    assert codes("sag 010190-1234.csv", b"a;b\r\n") == ["cpr_number"]


@pytest.mark.parametrize(
    ("content", "tells"),
    [
        (b"\xff\xd8\xff\xe1\x00\x0aExif\x00\x00\x00\x00\xff\xda", True),
        (b"\xff\xd8\xff\xe0\x00\x08JFIF\x00\x00\xff\xda", False),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x05tEXtAutho\x00\x00\x00\x00", True),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00IEND\x00\x00\x00\x00", False),
    ],
)
def test_a_picture_tells_by_its_segments(content, tells):
    """A picture with camera data or a text chunk tells; one with only its own form does not."""
    assert picture_tells(content) is tells


SEEDS = {"tal.xlsx": workbook_with(), "brev.docx": document_with(), "brev.pdf": pdf_with()}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    name=st.sampled_from(sorted(SEEDS)),
    changes=st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_a_file_with_wrong_bytes_is_answered_or_refused(name, changes):
    """Whatever bytes are wrong, the gate ends with findings or with a refusal, and with nothing else."""
    content = bytearray(SEEDS[name])
    for place, value in changes:
        content[place % len(content)] = value
    with contextlib.suppress(FileRefused):
        assert all(finding.what and finding.remedy for finding in check_file(name, bytes(content)))


def test_a_package_with_the_proof_is_pointed_out():
    """The true counts behind every [c] stand in certificate.json; it is for the authority that examines the case."""
    (finding,) = check_file("sag.zip", zipped(certificate__json=b'{"format":"certificate/1","inner":[[0,3]]}'))
    assert (finding.code, finding.where, finding.is_notice) == ("true_counts", "certificate.json", True)
