"""The case file: one zip with everything the decision rests on, its hashes, and a checker that runs alone."""

from __future__ import annotations

import hashlib
import importlib.resources
import json
from typing import TYPE_CHECKING

from api.documents.errors import UnsafeEntryName
from api.documents.stamp import w3c
from api.documents.zip_bytes import zip_bytes
from data.errors import DamagedFile
from data.files.container import opened
from data.files.notes import Refusing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

MANIFEST = "MANIFEST.json"
CHECKER = "verify.py"


def case_file(entries: Mapping[str, bytes], created: datetime) -> bytes:
    """Return the zip: MANIFEST.json first, the entries by name, and the checker as verify.py.

    Raises
    ------
    UnsafeEntryName : a name is absolute, climbs out of its folder, or is one the zip itself uses.
    """
    for name in entries:
        _require_safe(name)
    contents = {**entries, CHECKER: _checker()}
    ordered = {name: contents[name] for name in sorted(contents)}
    return zip_bytes({MANIFEST: _manifest(ordered, created), **ordered})


def case_entries(name: str, content: bytes, wanted: Iterable[str]) -> dict[str, bytes]:
    """Return those of the `wanted` entries that the case file `name` has, each as its list says it was made.

    Raises
    ------
    DamagedFile : it is no case file, or an entry is not the one that was put in.
    TooLargeFile, EncryptedFile : it cannot be unpacked.
    """
    package = opened(name, content, Refusing(name))
    if package is None or MANIFEST not in package.names():
        raise DamagedFile(name, f"det er ikke en sagsfil: den har ingen {MANIFEST}")
    try:
        listed = {one["name"]: one["sha256"] for one in json.loads(package.read(MANIFEST))["files"]}
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedFile(name, f"{MANIFEST} kan ikke læses") from error
    entries = {one: package.read(one) for one in wanted if one in package.names()}
    for one, found in entries.items():
        if hashlib.sha256(found).hexdigest() != listed.get(one):
            raise DamagedFile(name, f"{one} er ændret, efter at sagsfilen blev lavet")
    return entries


def _require_safe(name: str) -> None:
    parts = name.split("/")
    is_relative = all(part not in {"", ".", ".."} for part in parts) and "\\" not in name and ":" not in name
    if not is_relative or not name.isprintable() or name in {MANIFEST, CHECKER}:
        raise UnsafeEntryName(name)


def _checker() -> bytes:
    return importlib.resources.files("disclosure").joinpath("checker.py").read_bytes()


def _manifest(entries: Mapping[str, bytes], created: datetime) -> bytes:
    listing = {
        "format": "case-file/1",
        "created": w3c(created),
        "files": [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in entries.items()
        ],
    }
    return (json.dumps(listing, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
