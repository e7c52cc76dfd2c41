"""The moment a document is dated with: always given, never read from a clock."""

from __future__ import annotations

from datetime import UTC, datetime


def in_utc(created: datetime) -> datetime:
    """Return `created` in UTC and whole seconds; a value without a zone is taken to be UTC already.

    The zone of the machine must not show in the bytes, so a bare datetime is never read as local time.
    """
    aware = created.replace(tzinfo=UTC) if created.tzinfo is None else created.astimezone(UTC)
    return aware.replace(microsecond=0)


def w3c(created: datetime) -> str:
    """Return the moment as office files write it: 2025-02-06T12:00:00Z."""
    return in_utc(created).strftime("%Y-%m-%dT%H:%M:%SZ")
