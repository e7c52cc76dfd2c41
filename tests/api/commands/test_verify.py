"""The command `verify` on files that cannot be read: one Danish sentence, and never "holds"."""

from __future__ import annotations

import io
import zipfile

import pytest

from api.commands.entry import run
from main import COMMANDS


def zipped(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(f"{name}.json" if name != "protected" else "protected.csv", content)
    return buffer.getvalue()


def with_a_wrong_byte(content: bytes) -> bytes:
    """The same zip, of whose packed bytes one is another."""
    place = content.index(b".json") + 20
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


WHOLE = zipped(certificate=b'{"a": 1}' * 400, SPEC=b"{}", report=b"{}", protected=b"a")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (WHOLE[: len(WHOLE) // 2], "arkivet er beskadiget eller er ikke en zip-fil"),
        (b"PK\x03\x04 halvt", "arkivet er beskadiget eller er ikke en zip-fil"),
        (with_a_wrong_byte(WHOLE), "kan ikke pakkes ud"),
        (zipped(SPEC=b"{}", certificate=b"\xff\xfe{", report=b"{}", protected=b"a"), "UTF-8"),
        (zipped(note=b"{}"), "Der er ingen beskyttet tabel med beviser"),
    ],
)
def test_what_cannot_be_read_ends_with_2_and_a_danish_sentence(tmp_path, capsys, content, words):
    """No word of a library's English reaches the reader."""
    (tmp_path / "sag.zip").write_bytes(content)
    assert run(COMMANDS, ["verify", str(tmp_path / "sag.zip")]) == 2
    shown = capsys.readouterr().err
    assert words in shown
    assert not {"file", "Bad", "Error", "not"} & set(shown.split())
