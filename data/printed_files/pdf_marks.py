"""What PDFium says of a page: every letter with its place, every drawn line; turned so that text runs rightwards."""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_QUARTERS = 4
_THINNEST = 3.0  # points: a filled box no thicker than this is drawn as a line
_SHORTEST = 6.0  # points: what is shorter is a mark, not a line
_MOST_SEGMENTS = 20_000  # of paths on one page
_UNKNOWN_SIGNS = {0, 0xFFFD, 0xFFFE, 0xFFFF}
_PRIVATE = range(0xE000, 0xF900)
_HYPHEN_OF_PDFIUM = 2
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Letter:
    """A sign: what it is, from where to where it runs, the line it stands on, and its size in points."""

    sign: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, upright or level: where it lies, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Sheet:
    """A page as its text runs in one direction; rules are those of the whole page."""

    letters: list[Letter] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PageMarks:
    """A page: one sheet per direction of text, how many signs have no meaning, and whether it shows pictures."""

    sheets: tuple[Sheet, ...]
    unreadable: int
    pictures: int


def page_marks(page: pdfium.PdfPage) -> PageMarks:
    """Return what is printed on a page."""
    text = page.get_textpage()
    by_turn: dict[int, list[Letter]] = defaultdict(list)
    unreadable = 0
    for number in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text, number)
        if code in _UNKNOWN_SIGNS or code in _PRIVATE:
            unreadable += 1
        elif pdfium_c.FPDFText_IsGenerated(text, number) != 1 and code >= ord(" "):
            turn, letter = _letter(text, number, chr(code))
            by_turn[turn].append(letter)
    lines = list(_lines(page))
    sheets = [_sheet(turn, by_turn[turn], lines) for turn in sorted(by_turn)]
    pictures = sum(1 for _ in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=2))
    return PageMarks(tuple(sheets), unreadable, pictures)


def _letter(text: pdfium.PdfTextPage, number: int, sign: str) -> tuple[int, Letter]:
    """Return a sign and the quarter turns its text has been given."""
    turn = round(pdfium_c.FPDFText_GetCharAngle(text, number) / (math.pi / 2)) % _QUARTERS
    left, bottom, right, top = text.get_charbox(number, loose=True)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(text, number, x, y)
    corners = [_turned(turn, point) for point in ((left, bottom), (right, top))]
    base = _turned(turn, (x.value, y.value))[1]
    return turn, Letter(
        "-" if ord(sign) == _HYPHEN_OF_PDFIUM else sign,
        min(corners[0][0], corners[1][0]),
        max(corners[0][0], corners[1][0]),
        base,
        _size(text, number),
    )


def _size(text: pdfium.PdfTextPage, number: int) -> float:
    """Return the size of a sign on the page: its font's, stretched as the page stretches it."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(text, number, matrix)
    stretch = math.hypot(matrix.c, matrix.d)
    return float(pdfium_c.FPDFText_GetFontSize(text, number) * (stretch or 1.0))


def _turned(turn: int, point: Point) -> Point:
    """Return a point on the page turned back by so many quarters."""
    x, y = point
    return ((x, y), (-y, x), (-x, -y), (y, -x))[turn]


def _sheet(turn: int, letters: list[Letter], lines: list[tuple[Point, Point]]) -> Sheet:
    sheet = Sheet(letters)
    for start, end in lines:
        (x0, y0), (x1, y1) = _turned(turn, start), _turned(turn, end)
        if abs(y0 - y1) < 1 and abs(x0 - x1) > _SHORTEST:
            sheet.level.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) < 1 and abs(y0 - y1) > _SHORTEST:
            sheet.upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return sheet


def _lines(page: pdfium.PdfPage) -> Iterator[tuple[Point, Point]]:
    """Yield the straight lines on a page: the sides of what is stroked, the middle of what is filled and thin."""
    left = _MOST_SEGMENTS
    for drawn in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=1):
        left -= pdfium_c.FPDFPath_CountSegments(drawn)
        if left < 0:
            return
        points = list(_corners(drawn))
        if _is_stroked(drawn):
            yield from ((one, other) for one, other in points if one is not None)
        else:
            yield from _thin(points)


def _is_stroked(drawn: pdfium.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(drawn, fill, stroke)
    return bool(stroke.value)


def _corners(drawn: pdfium.PdfObject) -> Iterator[tuple[Point | None, Point]]:
    """Yield the sides of a path; a side that only begins one has no start."""
    matrix = drawn.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    last: Point | None = None
    first: Point = (0.0, 0.0)
    for number in range(pdfium_c.FPDFPath_CountSegments(drawn)):
        segment = pdfium_c.FPDFPath_GetPathSegment(drawn, number)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        begins = pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_MOVETO
        yield (None if begins else last), point
        first = point if begins else first
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            yield point, first
        last = point


def _thin(sides: list[tuple[Point | None, Point]]) -> Iterator[tuple[Point, Point]]:
    """Yield the middle of each filled figure that is thin enough to look like a line."""
    figure: list[Point] = []
    for start, end in [*sides, (None, (0.0, 0.0))]:
        if start is None and figure:
            xs, ys = [x for x, _ in figure], [y for _, y in figure]
            middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            if max(ys) - min(ys) <= _THINNEST:
                yield (min(xs), middle_y), (max(xs), middle_y)
            elif max(xs) - min(xs) <= _THINNEST:
                yield (middle_x, min(ys)), (middle_x, max(ys))
            figure = []
        figure.append(end)
