"""The pages of a PDF, painted in the mind: every string with its place and colour, every box over it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from api.documents.gate.pdf_counts import holds_small_counts
from api.documents.gate.pdf_marks import Area, Box, Colour, Text, around, box, hidden_codes, lines_of
from api.documents.gate.pdf_text import FontText, font_text
from data.files.pdf_streams import LARGEST_CONTENT, StreamTooLarge, bounded_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from api.documents.gate.finding import Collector

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_BLACK: Colour = (0.0, 0.0, 0.0)
_A4 = Area(0, 0, 595, 842)
_DEEPEST_FORM = 6
_MOST_OPERATIONS = 1_500_000  # in a whole file
_MOST_CONTENT = 40_000_000  # bytes of drawing instructions in a whole file
_MOST_COMPARISONS = 30_000_000  # of texts with boxes, in a whole file
_FONT_COST = 60_000  # bytes of content that reading one more font counts for
_LETTER_WIDTH = 0.5  # of the size: near enough to tell what lies under a box
_OPAQUE = 0.9
_MOST_POINTS = 400  # of one shape; letters and maps drawn as lines are no boxes
_CURVE_STEPS = (0.25, 0.5, 0.75, 1.0)
_KERN_IS_BLANK = -180  # thousandths of an em


def product(first: Matrix, then: Matrix) -> Matrix:
    """Return the map that does `first`, then `then`."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a point goes."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


@dataclass(frozen=True, slots=True)
class _Graphics:
    """The graphics state that q saves and Q restores."""

    matrix: Matrix = IDENTITY
    fill: Colour | None = _BLACK
    opaque: bool = True
    font: FontText = field(default_factory=FontText)
    size: float = 1.0
    leading: float = 0.0
    mode: int = 0


@dataclass(slots=True)
class Budget:
    """What reading a whole file may cost; shared by its pages, so that many pages cost no more than one."""

    operations: int = _MOST_OPERATIONS
    content: int = _MOST_CONTENT
    comparisons: int = _MOST_COMPARISONS

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be read."""
        return min(self.operations, self.content, self.comparisons) < 0

    def take_operation(self) -> None:
        """Count one instruction."""
        self.operations -= 1
        if self.operations < 0:
            raise StreamTooLarge

    def take_comparisons(self, number: int) -> None:
        """Count the comparisons of a page before they are made."""
        self.comparisons -= number
        if self.comparisons < 0:
            raise StreamTooLarge

    def take_content(self, size: int) -> None:
        """Count the bytes of a stream before it is taken apart."""
        self.content -= size
        if self.content < 0:
            raise StreamTooLarge


@dataclass(slots=True)
class PageReader:
    """Reads one page after the other; the state within a page is the painter's."""

    part: str
    collector: Collector
    budget: Budget
    fonts: dict[tuple[int, int], FontText]
    _texts: list[Text] = field(default_factory=list)
    _boxes: list[Box] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _state: _Graphics = field(default_factory=_Graphics)
    _stack: list[_Graphics] = field(default_factory=list)
    _line: Matrix = IDENTITY
    _at: Matrix = IDENTITY
    _rings: list[list[tuple[float, float]]] = field(default_factory=list)

    def read_page(self, page: Object) -> None:
        """Read a page and report what cannot be seen on it."""
        try:
            self._read(_contents(page), _resources(page), 0)
            self._flush_words()
            self.budget.take_comparisons(len(self._texts) * sum(one.cost for one in self._boxes))
        except StreamTooLarge:
            self.collector.add("unknown_part", self.part, "for tung at læse")
            return
        for line in lines_of(self._texts):
            self.collector.read_mark(line, self.part)
        if holds_small_counts(self._texts):
            self.collector.add("small_count", self.part)
        area = _page_area(page)
        for text in self._texts:
            for code in hidden_codes(text, self._boxes, area):
                self.collector.add(code, self.part, "", text.words.strip())

    def _read(self, content: bytes, resources: Object, depth: int) -> None:
        painters = self._painters(resources, depth)
        owner = pikepdf.new()  # a stream dies with its file
        self.budget.take_content(len(content))
        for instruction in pikepdf.parse_content_stream(pikepdf.Stream(owner, content)):
            self.budget.take_operation()
            painter = painters.get(str(instruction.operator))
            if painter is not None:
                painter(list(instruction.operands))

    def _painters(self, resources: Object, depth: int) -> dict[str, Callable[[list[Object]], None]]:
        """Name the operators that move, colour, fill or write; the rest changes nothing that is asked here."""
        return {
            "q": lambda _: self._stack.append(self._state),
            "Q": lambda _: self._restore(),
            "cm": lambda given: self._set(matrix=product(_matrix(given), self._state.matrix)),
            "gs": lambda given: self._transparency(resources, given),
            "Do": lambda given: self._external(resources, given, depth),
            "INLINE IMAGE": lambda _: self._picture(),
            **self._path_painters(),
            **self._colour_painters(),
            **self._text_painters(resources),
        }

    def _path_painters(self) -> dict[str, Callable[[list[Object]], None]]:
        return {
            "re": lambda given: self._rectangle(_floats(given)),
            "m": lambda given: self._rings.append([moved(self._state.matrix, *_floats(given)[:2])]),
            "l": lambda given: self._ring().append(moved(self._state.matrix, *_floats(given)[:2])),
            "c": lambda given: self._curve(_floats(given)),
            "v": lambda given: self._curve([None, None, *_floats(given)]),
            "y": lambda given: self._curve([*_floats(given), *_floats(given)[2:]]),
            **dict.fromkeys(("f", "F", "b", "B"), lambda _: self._fill(even_odd=False)),
            **dict.fromkeys(("f*", "b*", "B*"), lambda _: self._fill(even_odd=True)),
            **dict.fromkeys(("n", "S", "s"), lambda _: self._rings.clear()),
        }

    def _colour_painters(self) -> dict[str, Callable[[list[Object]], None]]:
        return {
            **dict.fromkeys(("g", "rg", "k", "sc", "scn"), lambda given: self._set(fill=_colour(given))),
            "cs": lambda _: self._set(fill=_BLACK),
        }

    def _text_painters(self, resources: Object) -> dict[str, Callable[[list[Object]], None]]:
        return {
            "BT": lambda _: self._place(IDENTITY),
            "ET": lambda _: self._words.append(" "),
            "Tf": lambda given: self._font(resources, given),
            "TL": lambda given: self._set(leading=float(given[0])),
            "Tr": lambda given: self._set(mode=int(given[0])),
            "Tm": lambda given: self._place(_matrix(given)),
            "Td": lambda given: self._next_line(*_floats(given)[:2]),
            "TD": lambda given: self._next_line_leading(*_floats(given)[:2]),
            "T*": lambda _: self._next_line(0, -self._state.leading),
            "Tj": lambda given: self._write(given[:1]),
            "TJ": lambda given: self._write(list(given[0])),
            "'": lambda given: self._write_next(given[:1]),
            '"': lambda given: self._write_next(given[2:3]),
        }

    def _set(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]

    def _restore(self) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _order(self) -> int:
        return len(self._texts) + len(self._boxes)

    def _ring(self) -> list[tuple[float, float]]:
        """Return the ring that is being drawn; a line without a beginning begins at the origin."""
        if not self._rings:
            self._rings.append([moved(self._state.matrix, 0, 0)])
        return self._rings[-1]

    def _rectangle(self, numbers: list[float]) -> None:
        x, y, width, height = numbers[:4]
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self._rings.append([moved(self._state.matrix, *corner) for corner in corners])

    def _curve(self, numbers: Sequence[float | None]) -> None:
        """Follow a Bézier curve in a few steps; a first control point of None is where the pen stands."""
        ring = self._ring()
        start = ring[-1]
        points = [start if x is None or y is None else moved(self._state.matrix, x, y) for x, y in _pairs(numbers)]
        ring.extend(_on_curve(start, points, step) for step in _CURVE_STEPS)

    def _fill(self, *, even_odd: bool) -> None:
        """Keep the shape that is filled, unless one can see through it."""
        rings = [ring for ring in self._rings if len(ring) > 2]  # noqa: PLR2004 - a line encloses nothing
        if self._state.opaque and rings and sum(map(len, rings)) <= _MOST_POINTS:
            self._boxes.append(box(self._order(), rings, self._state.fill, even_odd=even_odd))
        self._rings.clear()

    def _picture(self) -> None:
        corners = [moved(self._state.matrix, *at) for at in ((0, 0), (1, 0), (1, 1), (0, 1))]
        if self._state.opaque:
            self._boxes.append(box(self._order(), [corners], None, even_odd=False))

    def _transparency(self, resources: Object, given: list[Object]) -> None:
        state = _named(resources, Name.ExtGState, given)
        if isinstance(state, Dictionary):
            alpha, blend = float(state.get(Name.ca, 1)), str(state.get(Name.BM, "/Normal"))
            self._set(opaque=alpha >= _OPAQUE and blend in {"/Normal", "/Compatible"})

    def _external(self, resources: Object, given: list[Object], depth: int) -> None:
        thing = _named(resources, Name.XObject, given)
        if not isinstance(thing, Stream):
            return
        if str(thing.get(Name.Subtype, "")) == "/Form":
            self._form(thing, resources, depth)
        else:
            self._picture()

    def _form(self, thing: Stream, resources: Object, depth: int) -> None:
        if depth >= _DEEPEST_FORM:
            raise StreamTooLarge
        saved, stack = self._state, self._stack
        self._stack = []
        matrix = _matrix(list(thing.get(Name.Matrix, Array(IDENTITY))))
        self._set(matrix=product(matrix, saved.matrix))
        self._read(bounded_bytes(thing, LARGEST_CONTENT), thing.get(Name.Resources, resources), depth + 1)
        self._state, self._stack = saved, stack

    def _font(self, resources: Object, given: list[Object]) -> None:
        font = _named(resources, Name.Font, given)
        text = FontText()
        if isinstance(font, Dictionary):
            key = font.objgen
            text = self.fonts[key] if key in self.fonts and key != (0, 0) else self._new_font(font)
            self.fonts[key] = text
        self._set(font=text, size=float(given[1]))

    def _new_font(self, font: Object) -> FontText:
        self.budget.take_content(_FONT_COST)
        return font_text(font)

    def _place(self, matrix: Matrix) -> None:
        if abs(matrix[5] - self._line[5]) > 1:
            self._flush_words()
        self._line = self._at = matrix

    def _next_line(self, x: float, y: float) -> None:
        self._words.append(" ")
        self._place(product((1, 0, 0, 1, x, y), self._line))

    def _next_line_leading(self, x: float, y: float) -> None:
        self._set(leading=-y)
        self._next_line(x, y)

    def _write_next(self, given: Sequence[Object]) -> None:
        self._next_line(0, -self._state.leading)
        self._write(given)

    def _write(self, pieces: Sequence[Object]) -> None:
        """Write the strings of one operator; numbers between them move the pen."""
        start, words = self._at, []
        for piece in pieces:
            if isinstance(piece, String | str | bytes):
                text = self._state.font.read(bytes(piece) if not isinstance(piece, str) else piece.encode("latin-1"))
                words.append(text)
                self._advance(_LETTER_WIDTH * self._state.size * len(text))
            elif not isinstance(piece, Array | Dictionary):
                if float(piece) < _KERN_IS_BLANK:
                    words.append(" ")
                self._advance(-float(piece) / 1000 * self._state.size)
        self._words.extend(words)
        self._keep(start, "".join(words))

    def _advance(self, width: float) -> None:
        self._at = product((1, 0, 0, 1, width, 0), self._at)

    def _keep(self, start: Matrix, words: str) -> None:
        at, end = product(start, self._state.matrix), product(self._at, self._state.matrix)
        size = self._state.size * (at[2] ** 2 + at[3] ** 2) ** 0.5
        text = Text(self._order(), at[4:], end[4:], abs(size), self._state.fill, self._state.mode, words)
        self._texts.append(text)

    def _flush_words(self) -> None:
        self.collector.read("".join(self._words), self.part)
        self._words = []


def _contents(page: Object) -> bytes:
    found = page.get(Name.Contents)
    streams = list(found) if isinstance(found, Array) else [found]
    content = b"\n".join(bounded_bytes(one, LARGEST_CONTENT) for one in streams if isinstance(one, Stream))
    if len(content) > LARGEST_CONTENT:
        raise StreamTooLarge
    return content


def _resources(page: Object) -> Object:
    return _inherited(page, Name.Resources) or Dictionary()


def _inherited(page: Object, name: Name) -> Object | None:
    """Return a value of the page or of the nodes above it; a few levels, since a hostile file may run in a ring."""
    node: Object | None = page
    for _ in range(50):
        if node is None or name in node:
            break
        node = node.get(Name.Parent)
    return None if node is None else node.get(name)


def _page_area(page: Object) -> Area:
    box = _inherited(page, Name.CropBox) or _inherited(page, Name.MediaBox)
    numbers = _floats(list(box)) if box is not None else list(_A4)
    return around([(numbers[0], numbers[1]), (numbers[2], numbers[3])])


def _named(resources: Object, kind: Name, given: list[Object]) -> Object | None:
    group = resources.get(kind, Dictionary())
    return group.get(str(given[0])) if given else None


def _floats(given: Sequence[Object]) -> list[float]:
    return [float(number) for number in given]


def _matrix(given: Sequence[Object]) -> Matrix:
    a, b, c, d, e, f = _floats(given)[:6]
    return (a, b, c, d, e, f)


def _pairs(numbers: Sequence[float | None]) -> list[tuple[float | None, float | None]]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _on_curve(start: tuple[float, float], points: Sequence[tuple[float, float]], step: float) -> tuple[float, float]:
    """Return the point of a cubic Bézier curve at a step from 0 to 1."""
    rest = 1 - step
    weights = (rest**3, 3 * rest**2 * step, 3 * rest * step**2, step**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, (start, *points), strict=True)) for axis in (0, 1))
    return x, y


def _colour(given: list[Object]) -> Colour | None:
    """Return grey, RGB or CMYK as RGB; None for a pattern or a colour of many parts."""
    try:
        numbers = _floats(given)
    except (TypeError, ValueError):
        return None
    match numbers:
        case [grey]:
            return grey, grey, grey
        case [red, green, blue]:
            return red, green, blue
        case [cyan, magenta, yellow, black]:
            return 1 - min(1.0, cyan + black), 1 - min(1.0, magenta + black), 1 - min(1.0, yellow + black)
    return None
