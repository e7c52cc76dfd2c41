"""Letters into lines, lines into pieces: a piece is what stands together, as the text of a cell does."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from data.printed_files.pdf_marks import Letter, Rule
from data.printed_files.printing import raised

_SAME_LINE = 0.35  # of the size
_PART = 0.62  # of the size: a gap this wide parts two cells; a blank between words is a quarter
_LOOSE = 0.34  # of the size: so wide a gap parts two cells where columns show that it does
_BLANK = 0.13
_SMALL = 0.8  # a footnote's number is this much smaller than what it stands at
FIGURE = re.compile(r"[<>≤≥~]?\s?[-−–+]?\d[\d .,]*\s?%?[⁰¹²³⁴⁵⁶⁷⁸⁹*)]*|\d+\s?[-–]\s?\d+\s?%?")
_ONE_NUMBER = re.compile(r"[-−+]?\d{1,3}( \d{3})+([.,]\d+)?( ?%)?")
MARK = re.compile(r"\.{1,3}|…|[-–—:*xX]|\[[a-z]\]|[Ii]\.?o\.?|n/?a|<\s?\d+|(?:færre|under|mindre)\b.*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that stands together on a line; `parts` are the pieces it falls into at its wider blanks."""

    text: str
    left: float
    right: float
    parts: tuple[Piece, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is a figure, or a mark in the place of one."""
        return bool(FIGURE.fullmatch(self.text) or MARK.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class Line:
    """The pieces on one line from left to right, the height of the line, and the size of its letters."""

    pieces: tuple[Piece, ...]
    base: float
    size: float

    @property
    def counts(self) -> bool:
        """Whether it may be a row of a table: two pieces or more, and half of those after the first are figures."""
        rest = self.pieces[1:]
        return bool(rest) and 2 * sum(piece.counts for piece in rest) >= len(rest)


def text_lines(letters: Sequence[Letter], upright: Sequence[Rule]) -> list[Line]:
    """Return the lines from the top of the page down; a drawn upright line parts pieces too."""
    rules = sorted(upright, key=lambda rule: rule.at)
    rows: list[list[Letter]] = []
    for letter in sorted(_with_raised(letters), key=lambda one: (-one.base, one.left)):
        if rows and rows[-1][0].base - letter.base <= _SAME_LINE * min(letter.size, rows[-1][0].size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [line for row in rows if (line := _line(row, rules)).pieces]


def _with_raised(letters: Sequence[Letter]) -> Iterator[Letter]:
    """Yield the letters, a small number raised behind another sign put on that sign's line as a raised digit."""
    last: Letter | None = None
    for letter in letters:
        if last is not None and letter.sign.isdigit() and _is_raised(letter, last):
            last = Letter(raised(letter.sign), letter.left, letter.right, last.base, last.size)
            yield last
            continue
        if letter.sign.strip():
            last = letter
        yield letter


def _is_raised(letter: Letter, last: Letter) -> bool:
    lifted = last.base + 0.1 * last.size < letter.base < last.base + 0.8 * last.size
    follows = -0.2 * last.size < letter.left - last.right < 0.4 * last.size
    return letter.size < _SMALL * last.size and lifted and follows


def _line(row: Sequence[Letter], rules: Sequence[Rule]) -> Line:
    signs = sorted((one for one in row if one.sign.strip()), key=lambda one: one.left)
    blanks = sorted(one.left for one in row if not one.sign.strip())
    size = median(one.size for one in signs) if signs else 0.0
    base = median(one.base for one in signs) if signs else 0.0
    pieces: list[list[Letter]] = []
    for one in signs:
        last = pieces[-1][-1] if pieces else None
        if last is None or _is_parted(last, one, size, rules):
            pieces.append([one])
        else:
            pieces[-1].append(one)
    whole = (_piece(piece, blanks, size) for piece in pieces)
    return Line(tuple(part for piece in whole for part in _figures_apart(piece)), base, size)


def _figures_apart(piece: Piece) -> tuple[Piece, ...]:
    """Return the figures of a piece that is nothing but figures and marks; digits alone may be one number, 1 402."""
    all_count = len(piece.parts) > 1 and all(part.counts for part in piece.parts)
    return piece.parts if all_count and not _ONE_NUMBER.fullmatch(piece.text) else (piece,)


def _is_parted(last: Letter, one: Letter, size: float, rules: Sequence[Rule]) -> bool:
    if one.left - last.right > _PART * size:
        return True
    at = bisect_left(rules, last.right - 1, key=lambda rule: rule.at)
    while at < len(rules) and rules[at].at <= one.left + 1:
        if rules[at].start - 1 <= one.base <= rules[at].end + 1:
            return True
        at += 1
    return False


def _piece(letters: Sequence[Letter], blanks: Sequence[float], size: float) -> Piece:
    parts: list[list[Letter]] = [[letters[0]]]
    for last, one in pairwise(letters):
        if _is_loose(last, one, blanks, size):
            parts.append([one])
        else:
            parts[-1].append(one)
    made = tuple(Piece(_words(part, blanks, size), part[0].left, part[-1].right) for part in parts)
    return Piece(" ".join(part.text for part in made), made[0].left, made[-1].right, made)


def _is_loose(last: Letter, one: Letter, blanks: Sequence[float], size: float) -> bool:
    """Whether two signs stand so far apart, or apart without a blank between, that columns may part them."""
    gap = one.left - last.right
    return gap > _LOOSE * size or (gap > _BLANK * size and not _has_blank(last, one, blanks))


def _has_blank(last: Letter, one: Letter, blanks: Sequence[float]) -> bool:
    return bisect_left(blanks, last.left) < bisect_left(blanks, one.left)


def _words(letters: Sequence[Letter], blanks: Sequence[float], size: float) -> str:
    words = [letters[0].sign]
    for last, one in pairwise(letters):
        if one.left - last.right > _BLANK * size or _has_blank(last, one, blanks):
            words.append(" ")
        words.append(one.sign)
    return "".join(words)
