"""Dates and numbers as a Danish reader expects them, without asking the machine for its locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


def long_date(day: date) -> str:
    """Return for example "29. januar 2025"."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def weekday_date(day: date) -> str:
    """Return for example "onsdag den 29. januar 2025"."""
    return f"{WEEKDAYS[day.weekday()]} den {long_date(day)}"


def whole(number: int) -> str:
    """Return for example "1.073"."""
    return f"{number:,}".replace(",", ".")
