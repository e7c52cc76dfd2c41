"""Packed streams in a PDF, unpacked no further than a limit: before the file is opened, and one by one after."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from pikepdf import Array, Name

if TYPE_CHECKING:
    from pikepdf import Stream

LARGEST_STREAM = 20_000_000
LARGEST_CONTENT = 5_000_000  # of drawing instructions on one page
_MOST_UNPACKED = 300_000_000  # all streams of a file
_PACKING = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
_LARGEST_ODD = 1_000_000
_START = re.compile(rb"stream\r?\n")
_ZLIB_HEAD = 0x78


class StreamDamaged(ValueError):
    """A stream cannot be unpacked."""


class StreamTooLarge(ValueError):
    """A stream unpacks to more than the gate reads."""


def unpacks_too_far(content: bytes) -> bool:
    """Whether the streams of a file unpack beyond the limits; nothing larger than one limit is ever held."""
    view, total = memoryview(content), 0
    for found in _START.finditer(content):
        if content[found.end() : found.end() + 1] != bytes([_ZLIB_HEAD]):
            continue
        total += _unpacked_size(view[found.end() :])
        if total > _MOST_UNPACKED:
            return True
    return False


def _unpacked_size(packed: memoryview) -> int:
    """Return how much a stream unpacks to, an impossible amount when it is packed twice or too large."""
    reader = zlib.decompressobj()
    size, pending = 0, packed[: 4 * LARGEST_STREAM]
    try:
        first = reader.decompress(pending, LARGEST_CONTENT)
        size = len(first)
        while reader.unconsumed_tail and not reader.eof and size <= _MOST_UNPACKED:
            size += len(reader.decompress(reader.unconsumed_tail, LARGEST_CONTENT))
    except zlib.error:
        return size
    return size


def bounded_bytes(stream: Stream, limit: int = LARGEST_STREAM) -> bytes:
    """Return what a stream unpacks to.

    Raises
    ------
    StreamTooLarge : it is more than `limit`, or packed in a way that cannot be bounded.
    StreamDamaged : it cannot be unpacked.
    """
    filters = _filters(stream)
    packings = [one for one in filters if one in _PACKING]
    raw = stream.read_raw_bytes()
    if len(raw) > limit or len(packings) > 1:
        raise StreamTooLarge
    if filters == ["/FlateDecode"] and Name.DecodeParms not in stream:
        return _inflated(raw, limit)
    if packings and len(raw) > _LARGEST_ODD:
        raise StreamTooLarge
    unpacked = stream.read_bytes()
    if len(unpacked) > limit:
        raise StreamTooLarge
    return unpacked


def _inflated(raw: bytes, limit: int) -> bytes:
    reader = zlib.decompressobj()
    try:
        unpacked = reader.decompress(raw, limit)
    except zlib.error as error:
        raise StreamDamaged from error
    if reader.unconsumed_tail and not reader.eof:
        raise StreamTooLarge
    return unpacked


def _filters(stream: Stream) -> list[str]:
    found = stream.get(Name.Filter)
    if found is None:
        return []
    return [str(one) for one in found] if isinstance(found, Array) else [str(found)]
