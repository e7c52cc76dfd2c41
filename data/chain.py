"""The chain of hashes: what the hash of an entry covers, and how a whole chain is followed.

Standard library only, so that an exported ledger can be checked without the database (ledger_file.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FIRST_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a chain: its number, every field that its hash covers, and the hashes."""

    sequence: int
    fields: Sequence[object]
    previous_hash: str
    hash: str


def link_hash(sequence: int, fields: Sequence[object], previous_hash: str) -> str:
    """SHA-256, in hexadecimal, over the number, the fields and the hash before."""
    text = json.dumps([sequence, *fields, previous_hash], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def first_broken(links: Iterable[Link]) -> int | None:
    """The number of the first entry that does not follow from the one before it, or None."""
    before = Link(0, (), "", FIRST_HASH)
    for link in links:
        follows = link.sequence == before.sequence + 1 and link.previous_hash == before.hash
        if not follows or link.hash != link_hash(link.sequence, link.fields, link.previous_hash):
            return link.sequence
        before = link
    return None
