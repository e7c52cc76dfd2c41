"""The text in a file: its encoding told by its bytes."""

from __future__ import annotations

from data.errors import DamagedFile

LONGEST_CELL = 1_000_000
"""Of delimited text; the library keeps one such limit for the whole process."""


def decoded(name: str, content: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16 by their marks, else what Danish Windows writes.

    Raises
    ------
    DamagedFile : the bytes are no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig"] if b"\x00" in content else ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise DamagedFile(name, "den indeholder andet end tekst")
