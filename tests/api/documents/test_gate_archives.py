"""The gate on CSV files, zips, bombs and files that are none of its kinds."""

from __future__ import annotations

import contextlib
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.documents.gate.pictures import picture_tells
from api.documents.release_gate import check_file
from data.errors import DamagedFile, EncryptedFile, FileRefused, UnknownFormat
from data.files.personal_numbers import holds_personal_number, number_is_personal
from tests.api.documents.broken_archives import ARCHIVES, HOSTILE, with_path, zipped
from tests.api.documents.broken_documents import document_with, pdf_with
from tests.api.documents.broken_workbooks import with_entries, workbook_with


def codes(name: str, content: bytes) -> list[str]:
    return [finding.code for finding in check_file(name, content)]


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


@pytest.mark.parametrize("case", ARCHIVES)
def test_an_archive_or_a_text_that_hides_one_thing_is_found_out(case):
    """Each has one thing hidden, and the gate names that thing and nothing else."""
    name, make = ARCHIVES[case]
    assert codes(name, make()) == [case.partition("/")[0]]


def test_a_finding_in_a_zip_says_in_which_file():
    """A hidden sheet inside a zip is found, with the path to it."""
    (finding,) = check_file("sag.zip", ARCHIVES["hidden_sheet"][1]())
    assert finding.where.startswith("tal.xlsx")


@pytest.mark.parametrize("name", ["../ud.txt", "/etc/x.txt", "C:/x.txt", "a/../../x.txt", "a\\b.txt"])
def test_a_path_out_of_the_folder_is_found(name):
    """A name that leaves the folder it is unpacked in is found."""
    assert codes("sag.zip", with_path(name)) == ["zip_path"]


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


def test_xml_in_an_unknown_encoding_is_refused():
    """A part that names an encoding nobody knows is damaged."""
    odd = '<?xml version="1.0" encoding="x-nothing"?><styleSheet/>'
    with pytest.raises(DamagedFile):
        check_file("tal.xlsx", with_entries(workbook_with(), {"xl/styles.xml": odd}))


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_costs_little(case):
    """Whatever it promises to unpack to: a finding or a refusal, within seconds and under 200 MB beside itself."""
    name, make = HOSTILE[case]
    content = make()
    tracemalloc.start()
    started = time.perf_counter()
    try:
        found = codes(name, content)
    except FileRefused:
        found = ["refused"]
    seconds, (_, peak) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found in (["zip_bomb"], ["refused"])
    assert seconds < 20
    assert peak < 200_000_000


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
