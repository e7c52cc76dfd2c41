"""What a file is, is told by its bytes; what is none of the kinds is refused in one sentence."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import DamagedFile, EncryptedFile, FileRefused, NoTable, TooLargeFile, UnknownFormat
from data.printed_files.reading import LARGEST_FILE, grids_in
from tests.data.printed_files import written

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def package(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("t.xls", OLD, UnknownFormat),
        ("t.xlsx", OLD + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
        ("t.xlsx", b"a;b\n1;2", DamagedFile),
        ("t.pdf", b"a;b\n1;2", DamagedFile),
        ("t.docx", package({"andet.xml": "<x/>"}), DamagedFile),
        ("t.ods", package({"content.xml": "<x/>"}), UnknownFormat),
        ("t.xlsx", b"PK\x03\x04", DamagedFile),
        ("t.png", b"\x89PNG\r\n", UnknownFormat),
        ("t.csv", b"", NoTable),
        ("t.html", b"  ", NoTable),
        ("t.csv", b"\xffa" * (LARGEST_FILE // 2 + 1), TooLargeFile),
        ("t.xlsx", package({"xl/workbook.xml": b"0" * 160_000_000}), TooLargeFile),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(name, content, error):
    with pytest.raises(error) as caught:
        grids_in(name, content)
    assert str(caught.value).count("\n") == 0
    assert "t." in str(caught.value)


def test_the_name_does_not_decide_what_the_bytes_say():
    assert len(grids_in("hentet", written.workbook())) == 7
    assert len(grids_in("hentet", written.page())) == 7


def test_a_name_with_a_personal_number_or_a_folder_is_not_repeated():
    (grid,) = grids_in("C/0101901234.csv", b"a;b\nc;1")
    assert "1234" not in grid.source
    assert "C/" not in grid.source


FEW = written.SEVEN[1:3]
WHOLE = {
    "t.xlsx": written.workbook(FEW),
    "t.docx": written.document(FEW),
    "t.pdf": written.pdf("0.5pt", FEW),
    "t.html": written.page(FEW),
}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 10**6), st.binary(max_size=40), st.integers(0, 60))
def test_no_damage_gets_out_as_anything_but_a_refusal(name, at, noise, cut):
    """A file with bytes changed, put in and taken out is read or refused; nothing else happens."""
    content = WHOLE[name]
    start = at % len(content)
    with contextlib.suppress(FileRefused):
        assert grids_in(name, content[:start] + noise + content[start + cut :])


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.data())
def test_no_damaged_part_of_a_package_does_either(data):
    """The same for one part inside a package, so that the damage gets past the zip's own checks."""
    name = data.draw(st.sampled_from(["t.docx", "t.xlsx"]))
    with zipfile.ZipFile(io.BytesIO(WHOLE[name])) as whole:
        parts = {part: whole.read(part) for part in whole.namelist()}
    part = data.draw(st.sampled_from(sorted(parts)))
    start = data.draw(st.integers(0, len(parts[part])))
    noise = data.draw(st.sampled_from([b"", b'"', b"<", b"x", b"-1", b'r="ZZ9"']))
    parts[part] = parts[part][:start] + noise + parts[part][start + data.draw(st.integers(0, 20)) :]
    with contextlib.suppress(FileRefused):
        assert grids_in(name, package(parts))
