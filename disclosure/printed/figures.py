"""One printed figure: a number, a percentage, a mark in place of one, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from disclosure.printed.words import limits_said

SPACES = "\u00a0\u2007\u2009\u202f "
FOOTNOTE = re.compile(rf"[{SPACES}]*(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\*+|(?<=[\d%])[{SPACES}]*[a-e0-9]\))$")
GROUPED = re.compile(rf"\d{{1,3}}(?:([{SPACES}.,'])\d{{3}})(?:\1\d{{3}})*")
DECIMAL = re.compile(r"(\d+)[.,](\d+)")
MOST_DIGITS = 12
"""Longer numbers are identifiers, not counts."""
ALIKE = {"…": "...", "–": "-", "—": "-", "−": "-", "‐": "-"}


@dataclass(frozen=True, slots=True)
class Figure:
    """What one cell says.

    Attributes
    ----------
    number : the number in units of its last decimal; None where there is a mark or nothing.
    decimals : how many decimals are printed.
    percent : whether a percent sign stands beside it.
    mark : the mark in place of a number, in one spelling (`…` is `...`); '' where there is none.
    footnote : the footnote sign that stood on the number; ''.
    """

    number: int | None = None
    decimals: int = 0
    percent: bool = False
    mark: str = ""
    footnote: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is printed."""
        return self.number is None and not self.mark


def read_figure(text: str, *, percents: bool = False) -> Figure:
    """Read one cell; in a column of percentages a single separator is a decimal sign, elsewhere it parts thousands."""
    words = text.strip(SPACES + "\t\n")
    if not words:
        return Figure()
    footnote = FOOTNOTE.search(words)
    bare = words[: footnote.start()] if footnote and re.search(r"\d", words[: footnote.start()]) else words
    sign = bare.endswith("%")
    found = _number(bare.removesuffix("%").strip(SPACES), percents or sign)
    if found is None or _is_range(words):
        return Figure(mark=one_spelling(words))
    stuck = words[len(bare) :].strip(SPACES)
    return Figure(found[0], found[1], sign, footnote=stuck)


def one_spelling(mark: str) -> str:
    """The mark in the spelling it is compared in."""
    words = re.sub(rf"[{SPACES}]+", " ", mark.strip(SPACES)).lower()
    return ALIKE.get(words, words)


def limits_in(mark: str) -> tuple[int, int] | None:
    """What a mark itself says of the count: `<5` is 0..4, `1-4` is 1..4; None for a mark without words."""
    return limits_said(mark) if re.search(r"\d", mark) else None


def _is_range(words: str) -> bool:
    return limits_said(words) is not None


def _number(text: str, percents: bool) -> tuple[int, int] | None:
    """The number without its separators, and how many decimals it has."""
    if len(text) > 2 * MOST_DIGITS:
        return None
    if re.fullmatch(r"\d+", text, re.ASCII):
        return (int(text), 0) if len(text) <= MOST_DIGITS else None
    decimal = DECIMAL.fullmatch(text)
    if GROUPED.fullmatch(text) and not (percents and decimal):
        return int(re.sub(r"\D", "", text)), 0
    if decimal:
        return int(decimal[1] + decimal[2]), len(decimal[2])
    return None
