"""What a spreadsheet shows of a number: the format's places, percent sign, thousands and words, in Danish signs.

Thousands are parted by a blank, which no reader takes for a decimal sign; decimals stand after a comma.
Fractions, exponents and colours are not drawn: such a number is shown as it is stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_datetime

GENERAL = "General"
_PIECES = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|[#0?][#0?,.]*|%|[^"\\]', re.IGNORECASE)
_SECTION = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_PARTED_BY_BLANKS = re.compile(r"(?<=[#0])(?:\\?[ \u00a0])(?=[#0])")
_UNDRAWN = re.compile(r"[/eE]")
_SPELLED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General', re.IGNORECASE)
_DATE_PIECES = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|y+|m+|d+|h+|s+|AM/PM|.', re.IGNORECASE)
_LONGEST_FORMAT = 255  # the format's own limit
_MOST_DIGITS = 15  # a cell holds no more
_DAYS = re.compile(r"[ymd]", re.IGNORECASE)
_DIGITS_SHOWN = 11
"""A cell without a format shows so many significant digits at most."""
_COMPARE = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
}


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the formats between semicolons, the sign it was written for, and its condition."""

    text: str
    unsigned: bool = False


def shown(value: object, number_format: str) -> str:
    """Return the text a cell shows for a value."""
    if len(number_format) > _LONGEST_FORMAT or not number_format:
        number_format = GENERAL
    if value is None:
        return ""
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, date | time):
        return _date(value, number_format)
    if isinstance(value, int | float | Decimal):
        return _number(Decimal(str(value)), number_format)
    if isinstance(value, timedelta):
        return str(value)
    return _text(str(value), number_format)


def _text(value: str, number_format: str) -> str:
    """Return a text, inside the words its format puts around it."""
    sections = _sections(number_format)
    pattern = sections[3] if len(sections) == 4 else number_format if "@" in number_format else "@"  # noqa: PLR2004 - the fourth section is for texts
    return "".join(value if piece == "@" else _literal(piece) for piece in _PIECES.findall(pattern))


def _number(value: Decimal, number_format: str) -> str:
    if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS:
        return str(value)
    section = _chosen(value, _sections(_PARTED_BY_BLANKS.sub(",", number_format)))
    if _UNDRAWN.search(_SPELLED.sub("", section.text)):
        return _general(value)
    pieces = _PIECES.findall(section.text)
    scaled = value.scaleb(2 if "%" in pieces else 0)
    if section.unsigned:
        scaled = abs(scaled)
    places = [at for at, piece in enumerate(pieces) if _is_placeholder(piece)]
    words = []
    for at, piece in enumerate(pieces):
        if places and at == places[0]:
            words.append(_placed(scaled, piece))
        elif piece.casefold() == GENERAL.casefold() or piece == "@":
            words.append(_general(scaled))
        elif at not in places:
            words.append(_literal(piece))
    return "".join(words)


def _is_placeholder(piece: str) -> bool:
    return piece[0] in "#0?"


def _sections(number_format: str) -> list[str]:
    found = [one[1] for one in _SECTION.finditer(number_format) if one[0] or one.start() == 0]
    return found or [GENERAL]


def _chosen(value: Decimal, sections: list[str]) -> _Section:
    """Return the section for a value: by its condition, else by its sign."""
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _COMPARE[condition[1]](value, Decimal(condition[2])):
                return _Section(section)
        return _Section(GENERAL)
    signed = sections[:3]
    if value == 0 and len(signed) == 3:  # noqa: PLR2004 - positive, negative, zero
        return _Section(signed[2])
    if value < 0 and len(signed) > 1:
        return _Section(signed[1], unsigned=True)
    return _Section(signed[0])


def _placed(value: Decimal, placeholder: str) -> str:
    """Return a number in its places: `#,##0.0` parts thousands and has one decimal; a last comma drops thousands."""
    whole, _, decimals = placeholder.partition(".")
    scaled = value.scaleb(-3) if placeholder.endswith(",") else value
    most = min(_MOST_DIGITS, sum(sign in "#0?" for sign in decimals))
    least = sum(sign == "0" for sign in decimals)
    rounded = scaled.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    digits, _, rest = f"{abs(rounded):f}".partition(".")
    digits = digits.lstrip("0").rjust(whole.count("0"), "0")
    while len(rest) > least and rest.endswith("0"):
        rest = rest[:-1]
    if "," in whole.rstrip(","):
        digits = _parted(digits)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{digits},{rest}" if rest else f"{sign}{digits}"


def _parted(digits: str) -> str:
    return f"{int(digits):,}".replace(",", " ") if digits else digits


def _general(value: Decimal) -> str:
    """Return a number as a cell without a format shows it."""
    rounded = value
    if len(value.as_tuple().digits) > _DIGITS_SHOWN and value.adjusted() < _DIGITS_SHOWN:
        rounded = value.quantize(Decimal(1).scaleb(value.adjusted() - _DIGITS_SHOWN + 1), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _literal(piece: str) -> str:
    """Return the words a piece of a format stands for."""
    if piece.startswith('"'):
        return piece.strip('"')
    if piece.startswith("\\"):
        return piece[1:]
    if piece.startswith("_"):
        return " "
    if piece.startswith("*"):
        return ""
    if piece.startswith("["):
        currency = _CURRENCY.fullmatch(piece)
        return currency[1] if currency else ""
    return "" if piece == "@" else piece


def _date(value: date | time, number_format: str) -> str:
    """Return a date in the parts its format asks for; in the standard form where it names none."""
    moment = value if isinstance(value, datetime) else None
    if moment is None and isinstance(value, date):
        moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a date in a sheet has no zone
    if moment is None:
        return str(value)[:5]
    section = _sections(number_format)[0]
    pieces = _DATE_PIECES.findall(section if _DAYS.search(_SPELLED.sub("", section)) else "dd-mm-yyyy")
    pattern = "".join(_date_piece(pieces, at) for at in range(len(pieces)))
    return str(format_datetime(moment, pattern, locale="da_DK"))


def _date_piece(pieces: list[str], at: int) -> str:
    """Return one part in the letters of CLDR: an m after an hour or before seconds is minutes."""
    piece = pieces[at].lower()
    if piece[0] == "m":
        around = "".join(other[0].lower() for other in pieces[:at] if other[0].lower() in "ymdhs")
        return "mm" if around.endswith("h") else {1: "M", 2: "MM", 3: "MMM", 4: "MMMM"}.get(len(piece), "MMMMM")
    if piece[0] in "yds":
        return piece if piece[0] != "d" or len(piece) <= 2 else "EEE" if len(piece) == 3 else "EEEE"  # noqa: PLR2004 - ddd is the short name of the day
    if piece[0] == "h":
        return "HH"
    words = _literal(pieces[at])
    return "'" + words.replace("'", "''") + "'" if words.strip("-/.,: ") else words
