"""Danish personal numbers, known by their form and date alone.

Since 2007 numbers are issued that fail the old check by modulus 11, so it is not used. A hyphen, a space or
nothing may stand between date and serial.
"""

from __future__ import annotations

import calendar
import re

_FORM = re.compile(r"(?<![\w.,])(\d{2})(\d{2})(\d{2})[-\u2010-\u2013\u2212 \u00a0]?(\d{4})(?![\w]|[.,]\d)")
_DIGITS = 10
_LEAP, _ORDINARY = 2000, 2001


def holds_personal_number(text: str) -> bool:
    """Whether the text holds something of the form and date of a personal number."""
    return any(_is_date(found[1], found[2], found[3]) for found in _FORM.finditer(text))


def number_is_personal(value: str) -> bool:
    """Whether a number in a cell is a personal number; a leading zero is lost when it is stored as a number."""
    digits = value.removesuffix(".0")
    if not digits.isdigit() or len(digits) not in {_DIGITS - 1, _DIGITS}:
        return False
    padded = digits.zfill(_DIGITS)
    return _is_date(padded[:2], padded[2:4], padded[4:6])


def _is_date(day: str, month: str, year: str) -> bool:
    """Whether the day exists in that month of any century: 1900 was no leap year, 2000 was."""
    if not 1 <= int(month) <= 12:  # noqa: PLR2004 - months of a year
        return False
    is_leap = int(year) % 4 == 0
    return 1 <= int(day) <= calendar.monthrange(_LEAP if is_leap else _ORDINARY, int(month))[1]
