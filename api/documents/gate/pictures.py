"""What a picture tells besides what it shows: place, time, camera, author."""

from __future__ import annotations

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_TELLING_CHUNKS = {b"tEXt", b"iTXt", b"zTXt", b"eXIf"}
_HARMLESS_PNG_KEYS = (b"Software\x00",)
_EXIF, _XMP, _IPTC = b"Exif\x00", b"http://ns.adobe.com/xap", b"Photoshop 3.0"


def picture_tells(content: bytes) -> bool:
    """Whether a JPEG or PNG carries metadata that names a place, a time, a camera or a person."""
    if content.startswith(_JPEG):
        return _jpeg_tells(content)
    return content.startswith(_PNG) and _png_tells(content)


def _jpeg_tells(content: bytes) -> bool:
    """Walk the segments up to the picture itself."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:  # noqa: PLR2004 - JPEG markers
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        is_note = content[at + 1] == 0xFE  # noqa: PLR2004 - the comment marker
        if is_note or content[at + 4 : at + 2 + length].startswith((_EXIF, _XMP, _IPTC)):
            return True
        at += 2 + max(2, length)
    return False


def _png_tells(content: bytes) -> bool:
    at = len(_PNG)
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        data = content[at + 8 : at + 8 + length]
        if kind in _TELLING_CHUNKS and not data.startswith(_HARMLESS_PNG_KEYS):
            return True
        at += 12 + length
    return False
