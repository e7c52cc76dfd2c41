"""A zip whose bytes depend on its entries alone: no clock, no machine, no order of arrival."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip can hold; office programs ignore it
_READABLE_FILE = 0o644 << 16


def zip_bytes(entries: Mapping[str, bytes]) -> bytes:
    """Return a zip of `entries` in the order given, every entry dated 1980-01-01."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(_entry(name), content)
    return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = _READABLE_FILE
    entry.create_system = 3  # the same on every system the program runs on
    return entry


def unzipped(content: bytes) -> dict[str, bytes]:
    """Return the entries of a zip this program has just made, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
