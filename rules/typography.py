"""Danish typography: what belongs together is kept on one line by a non-breaking space (U+00A0)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

NBSP = "\u00a0"
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
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTH = "|".join(MONTHS)
_GLUE = re.compile(
    r"(?<=§) (?=\d)"  # § 11 and §§ 19-35
    r"|(?<=\bart\.) (?=\d)|(?<=\bstk\.) (?=\d)|(?<=\bnr\.) (?=\d)|(?<=\bStk\.) (?=\d)"
    r"|(?<=\d\.) (?=pkt\.)|(?<=\d\.) (?=og \d\. pkt\.)|(?<=\d\. og) (?=\d\. pkt\.)"
    rf"|(?<=\d\.) (?=(?:{_MONTH})\b)"
    r"|(?<=\d) (?=(?:kr\.|arbejdsdage|arbejdsdag|minutter|timer|sider)(?:\W|$))"
    r"|(?<=§ \d) (?=[a-z](?:\W|$))|(?<=§ \d\d) (?=[a-z](?:\W|$))"
)


def glued(text: str) -> str:
    """Return `text` with non-breaking spaces in "§ 11", "stk. 1", "nr. 1", "1. pkt.", dates and amounts."""
    return _GLUE.sub(NBSP, text)


def plain(text: str) -> str:
    """Return `text` with ordinary spaces, for comparison."""
    return text.replace(NBSP, " ")


def long_date(day: date) -> str:
    """Return the date as a letter writes it: 6. februar 2025."""
    return f"{day.day}.{NBSP}{MONTHS[day.month - 1]} {day.year}"


def weekday_date(day: date) -> str:
    """Return the date with its weekday: fredag den 7. februar 2025."""
    return f"{WEEKDAYS[day.weekday()]} den {long_date(day)}"


def listed(items: Iterable[str], last: str = "og") -> str:
    """Return the items as a Danish enumeration: a, b og c."""
    words = list(items)
    if not words[1:]:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(text: str) -> str:
    """Return `text` as one sentence: a capital letter first, a full stop last, no blanks around."""
    bare = text.strip()
    if not bare:
        return ""
    ended = bare if bare.endswith((".", "?", "!", ":")) else f"{bare}."
    return ended[0].upper() + ended[1:]
