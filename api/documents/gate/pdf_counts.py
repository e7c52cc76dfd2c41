"""Small counts on the page of a PDF: numbers under each other with one right edge are a column of a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from api.documents.gate.small_counts import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.documents.gate.pdf_marks import Text

_NUMBER = re.compile(r"\d{1,3}(?:[. \u00a0]\d{3})*|\d+")
_SAME_EDGE = 4.0  # points: the widths of digits are estimated
_SAME_WORD = 0.4  # of the size: pieces nearer than this are one word
_FEWEST = 3  # two numbers on one edge may be anything


class Word(NamedTuple):
    """Pieces painted side by side: the words, the right edge, and the line."""

    words: str
    edge: float
    line: int


def holds_small_counts(texts: list[Text]) -> bool:
    """Whether a column of whole numbers on the page has one under the limit."""
    return any(column.small_counts() for column in _columns(texts))


def _columns(texts: list[Text]) -> Iterator[Column]:
    for group in _on_one_edge([word for word in _words(texts) if _NUMBER.fullmatch(word.words.strip())]):
        lines = {word.line: word.words for word in group}
        if len(lines) >= _FEWEST:
            column = Column()
            for line in sorted(lines, reverse=True):
                column.see(lines[line], "")
            yield column


def _words(texts: list[Text]) -> list[Word]:
    """Join what stands side by side: a number may be painted digit by digit, and a date in three pieces."""
    joined: list[Word] = []
    for text in sorted(texts, key=lambda one: (round(one.start[1]), one.start[0])):
        line, last = round(text.start[1]), joined[-1] if joined else None
        if last is not None and last.line == line and abs(text.start[0] - last.edge) <= _SAME_WORD * text.size:
            joined[-1] = Word(last.words + text.words, text.end[0], line)
        else:
            joined.append(Word(text.words, text.end[0], line))
    return joined


def _on_one_edge(numbers: list[Word]) -> list[list[Word]]:
    """Return the numbers by the edge they end at, from left to right."""
    groups: list[list[Word]] = []
    for word in sorted(numbers, key=lambda one: one.edge):
        if groups and word.edge - groups[-1][-1].edge <= _SAME_EDGE:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups
