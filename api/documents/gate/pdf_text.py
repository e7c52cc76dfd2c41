"""What the codes in a PDF's text strings mean: the ToUnicode map of a font, or Latin letters without one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pikepdf import Name, Object, Stream

from data.files.pdf_streams import bounded_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHARACTER = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_LONGEST_RANGE = 0x10000
_LARGEST_MAP = 300_000


@dataclass(frozen=True, slots=True)
class FontText:
    """How one font's codes read."""

    bytes_per_code: int = 1
    letters: Mapping[int, str] = field(default_factory=dict)

    def read(self, codes: bytes) -> str:
        """Return the text of a string; a code with no meaning known becomes its Latin letter, or a blank."""
        step = self.bytes_per_code
        numbers = [int.from_bytes(codes[at : at + step], "big") for at in range(0, len(codes), step)]
        return "".join(self._letter(number) for number in numbers)

    def _letter(self, number: int) -> str:
        if number in self.letters:
            return self.letters[number]
        return bytes([number]).decode("cp1252", "replace") if self.bytes_per_code == 1 else " "


def font_text(font: Object) -> FontText:
    """Read the meaning of a font's codes."""
    is_composite = str(font.get(Name.Subtype, "")) == "/Type0"
    table = font.get(Name.ToUnicode)
    letters: dict[int, str] = {}
    if isinstance(table, Stream):
        for kind, body in _BLOCK.findall(bounded_bytes(table, _LARGEST_MAP)):
            letters.update(_characters(body) if kind == b"bfchar" else _ranges(body))
    return FontText(2 if is_composite else 1, letters)


def _characters(body: bytes) -> dict[int, str]:
    return {int(code, 16): _unicode(text) for code, text in _CHARACTER.findall(body)}


def _ranges(body: bytes) -> dict[int, str]:
    letters: dict[int, str] = {}
    for first, last, start, listed in _RANGE.findall(body):
        low, high = int(first, 16), min(int(last, 16), int(first, 16) + _LONGEST_RANGE)
        if start:
            base = int(start, 16)
            letters.update({code: _one(base + code - low) for code in range(low, high + 1)})
        else:
            texts = re.findall(rb"<([0-9A-Fa-f]+)>", listed)
            letters.update({low + at: _unicode(text) for at, text in enumerate(texts)})
    return letters


def _one(number: int) -> str:
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else " "  # noqa: PLR2004 - Unicode's own limits


def _unicode(digits: bytes) -> str:
    padded = digits if len(digits) % 4 == 0 else digits.rjust(4, b"0")
    return bytes.fromhex(padded.decode("ascii")).decode("utf-16-be", "replace")
