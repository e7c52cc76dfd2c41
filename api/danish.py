"""Dates and numbers for a terminal or a page, without asking the machine for its locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import typography

if TYPE_CHECKING:
    from datetime import date


def long_date(day: date) -> str:
    """Return for example "29. januar 2025", with ordinary spaces."""
    return typography.plain(typography.long_date(day))


def weekday_date(day: date) -> str:
    """Return for example "onsdag den 29. januar 2025", with ordinary spaces."""
    return typography.plain(typography.weekday_date(day))


def within_a_sentence(text: str) -> str:
    """Return a heading as it reads in the middle of a sentence: the capital goes, unless it is an abbreviation's."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def whole(number: int) -> str:
    """Return for example "1.073"."""
    return f"{number:,}".replace(",", ".")
