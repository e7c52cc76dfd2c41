"""What was painted on a page, in order, and which text nobody can see."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Colour = tuple[float, float, float]
WHITE: Colour = (1.0, 1.0, 1.0)
SMALLEST_READABLE = 2.0  # points
_ALIKE = 0.12
_INVISIBLE_MODES = {3, 7}


class Area(NamedTuple):
    """An upright rectangle on the page, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class Text:
    """A string as painted: where it runs, how large, in which colour (None where unknown), and when."""

    order: int
    start: tuple[float, float]
    end: tuple[float, float]
    size: float
    colour: Colour | None
    mode: int
    words: str

    def samples(self) -> Iterator[tuple[float, float]]:
        """Give points on the middle of the letters: a quarter, half and three quarters of the way."""
        (x, y), (to_x, to_y) = self.start, self.end
        for part in (0.25, 0.5, 0.75):
            yield x + part * (to_x - x), y + part * (to_y - y) + 0.3 * self.size


Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A filled shape or a picture, and when it was painted; colour None for pictures and patterns.

    Attributes
    ----------
    area : the upright rectangle around it.
    outline : its closed rings, empty where it fills its area.
    even_odd : whether a place inside two rings is outside, as in a frame.
    """

    order: int
    area: Area
    colour: Colour | None
    outline: tuple[Ring, ...] = ()
    even_odd: bool = False

    @property
    def cost(self) -> int:
        """How many comparisons it takes to tell whether a point lies within."""
        return 1 + sum(map(len, self.outline))

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within."""
        if not self.area.holds(x, y) or not self.outline:
            return self.area.holds(x, y)
        turns = [turn for ring in self.outline for turn in _crossings(ring, x, y)]
        return len(turns) % 2 == 1 if self.even_odd else sum(turns) != 0


def _crossings(ring: Ring, x: float, y: float) -> Iterator[int]:
    """Give, for each edge that a ray to the right of the point meets, whether it runs up (1) or down (-1)."""
    for (from_x, from_y), (to_x, to_y) in itertools.pairwise((*ring, ring[0])):
        if (from_y <= y) == (to_y <= y):
            continue
        if from_x + (y - from_y) / (to_y - from_y) * (to_x - from_x) > x:
            yield 1 if to_y > from_y else -1


def box(order: int, rings: list[list[tuple[float, float]]], colour: Colour | None, *, even_odd: bool) -> Box:
    """Return the shape that the rings enclose; what fills an upright rectangle needs no outline."""
    area = around([point for ring in rings for point in ring])
    if len(rings) == 1 and _is_upright(rings[0], area):
        return Box(order, area, colour)
    return Box(order, area, colour, tuple(tuple(ring) for ring in rings), even_odd)


def around(points: list[tuple[float, float]]) -> Area:
    """Return the upright rectangle around the points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(min(xs), min(ys), max(xs), max(ys))


def _is_upright(ring: list[tuple[float, float]], area: Area) -> bool:
    """Whether a ring runs along the edges of its area and past all four corners; it may begin anywhere."""
    on_edges = all(
        min(abs(x - area.left), abs(x - area.right)) < 1 or min(abs(y - area.bottom), abs(y - area.top)) < 1
        for x, y in ring
    )
    corners = ((area.left, area.bottom), (area.left, area.top), (area.right, area.bottom), (area.right, area.top))
    return on_edges and all(any(abs(x - a) < 1 and abs(y - b) < 1 for x, y in ring) for a, b in corners)


def lines_of(texts: list[Text]) -> Iterator[str]:
    """Give the lines of a page: what was painted one after the other at one height."""
    for _, line in itertools.groupby(texts, key=lambda text: round(text.start[1])):
        yield "".join(text.words for text in line)


def hidden_codes(text: Text, boxes: list[Box], page: Area) -> Iterator[str]:
    """Give the codes of what keeps a text from being seen."""
    if not text.words.strip():
        return
    if text.mode in _INVISIBLE_MODES:
        yield "invisible_text"
    elif any(_covered(x, y, text, boxes) for x, y in text.samples()):
        yield "covered_text"
    elif text.colour is not None and _alike(text.colour, _behind(text, boxes)):
        yield "white_text"
    if 0 <= text.size < SMALLEST_READABLE:
        yield "tiny_text"
    if not any(page.holds(x, y) for x, y in (text.start, *text.samples())):
        yield "off_page_text"


def _covered(x: float, y: float, text: Text, boxes: list[Box]) -> bool:
    return any(box.order > text.order and box.holds(x, y) for box in boxes)


def _behind(text: Text, boxes: list[Box]) -> Colour | None:
    """Return the colour the text stands on, None where that is a picture."""
    x, y = next(iter(text.samples()))
    below = [box for box in boxes if box.order < text.order and box.holds(x, y)]
    return below[-1].colour if below else WHITE


def _alike(text: Colour, background: Colour | None) -> bool:
    if background is None:
        return False
    return all(abs(front - back) <= _ALIKE for front, back in zip(text, background, strict=True))
