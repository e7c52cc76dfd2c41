"""The case file: what is in it, that its hashes hold, and that it runs its own check."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest

from api.documents.case_file import case_file
from api.documents.errors import UnsafeEntryName
from api.documents.letter_pdf import letter_pdf
from api.documents.note import Note
from api.documents.note_pdf import note_pdf
from api.documents.release_gate import check_file
from tests.api.documents.sample import CREATED, TABLES, sample_letter

ENTRIES = {"anmodning.json": b"{}", "beregning/spec.json": b'{"dimensions": []}'}


def test_the_manifest_names_every_entry_with_its_hash():
    """Each file but the manifest itself is listed, and its SHA-256 is that of its bytes."""
    with zipfile.ZipFile(io.BytesIO(case_file(ENTRIES, CREATED))) as package:
        listing = json.loads(package.read("MANIFEST.json"))
        assert package.namelist() == ["MANIFEST.json", *(entry["name"] for entry in listing["files"])]
        for entry in listing["files"]:
            content = package.read(entry["name"])
            assert (entry["bytes"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert {entry["name"] for entry in listing["files"]} == {*ENTRIES, "verify.py"}


def test_order_of_arrival_does_not_show():
    """The same entries in another order give the same bytes."""
    assert case_file(dict(reversed(ENTRIES.items())), CREATED) == case_file(ENTRIES, CREATED)


def test_the_checker_in_it_is_whole():
    """verify.py is Python that compiles, and imports nothing but the standard library's own."""
    with zipfile.ZipFile(io.BytesIO(case_file(ENTRIES, CREATED))) as package:
        source = package.read("verify.py").decode("utf-8")
    compile(source, "verify.py", "exec")
    assert "from disclosure" not in source


@pytest.mark.parametrize("name", ["../x", "/x", "a//b", "C:/x", "a\\b", "MANIFEST.json", "verify.py", "", "a\nb"])
def test_a_name_that_leaves_the_folder_is_refused(name):
    """No entry can be written outside the folder it is unpacked in, or in the place of the manifest."""
    with pytest.raises(UnsafeEntryName):
        case_file({name: b""}, CREATED)


def test_the_gate_passes_our_own_case_file():
    """The zip with a letter and an internal note in it passes the gate, which only says what it is."""
    note = note_pdf(Note("Notat", (), ()), CREATED)
    entries = {**ENTRIES, "afgoerelse.pdf": letter_pdf(sample_letter(), TABLES, CREATED), "notat.pdf": note}
    (notice,) = check_file("sag.zip", case_file(entries, CREATED))
    assert (notice.code, notice.is_notice) == ("case_file", True)
