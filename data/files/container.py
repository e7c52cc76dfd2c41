"""Zip packages opened with care: the directory is judged before a byte is unpacked."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.errors import DamagedFile, EncryptedFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from data.files.notes import Notes

MOST_ENTRIES = 10_000
MOST_UNPACKED = 150_000_000  # bytes in all
LARGEST_PART = 32_000_000  # bytes of one part that is held in memory as a tree
_LARGE_ENTRY = 5_000_000
_STEEPEST = 150  # a real sheet of a million equal rows packs about 1:60
_LOCKED_BIT = 0x1


@dataclass(frozen=True, slots=True)
class Package:
    """A zip whose directory is within the limits."""

    name: str
    archive: zipfile.ZipFile

    def names(self) -> list[str]:
        """Return the names of all parts that are files."""
        return [entry.filename for entry in self.archive.infolist() if not entry.is_dir()]

    def size(self, name: str) -> int:
        """Return how much a part unpacks to."""
        return self.archive.getinfo(name).file_size

    def read(self, name: str) -> bytes:
        """Return the bytes of a part."""
        return self._guarded(lambda: self.archive.read(name))

    def stream(self, name: str) -> io.BytesIO:
        """Return a part for reading bit by bit."""
        return io.BytesIO(self.read(name))

    def _guarded(self, action: Callable[[], bytes]) -> bytes:
        try:
            return action()
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
            raise DamagedFile(self.name, "en del kan ikke pakkes ud") from error


def opened(name: str, content: bytes, notes: Notes) -> Package | None:
    """Return the package, or None when its directory alone shows that it must not be unpacked.

    Raises
    ------
    DamagedFile : no directory can be read.
    EncryptedFile : an entry is locked with a password.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise DamagedFile(name, "indholdsfortegnelsen kan ikke læses") from error
    entries = archive.infolist()
    if any(entry.flag_bits & _LOCKED_BIT for entry in entries):
        raise EncryptedFile(name)
    if archive.comment:
        notes.add("zip_comment", "")
    for place in _bad_paths(entries):
        notes.add("zip_path", "", place)
    bombs = list(_bombs(entries))
    for place in bombs:
        notes.add("zip_bomb", "", place)
    return None if bombs else Package(name, archive)


def _bombs(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    if len(entries) > MOST_ENTRIES:
        yield f"{len(entries)} filer"
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED:
        yield f"{total // 1_000_000} MB udpakket"
    for entry in entries:
        if entry.file_size > _LARGE_ENTRY and entry.file_size > _STEEPEST * max(1, entry.compress_size):
            yield entry.filename


def _bad_paths(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    seen: set[str] = set()
    for entry in entries:
        path = entry.filename.replace("\\", "/")
        climbs = path.startswith("/") or ".." in path.split("/") or ":" in path.split("/")[0]
        is_link = stat.S_ISLNK(entry.external_attr >> 16)
        if climbs or is_link or path.casefold() in seen or "\\" in entry.filename:
            yield entry.filename
        seen.add(path.casefold())
