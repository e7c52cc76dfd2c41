"""What the page on published tables shows: each table as printed, a sign and words where something can be known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.printed.audit import NOTHING_FITS
from disclosure.printed.findings import DIFFERENCE, GROUP, LABEL, RULE, SMALL
from disclosure.printed.quantities import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from api.published_audit import PublishedAudit
    from disclosure.intervals import Interval
    from disclosure.printed.audit import AuditedPlace
    from disclosure.printed.findings import Finding
    from disclosure.printed.grid import Grid
    from disclosure.printed.table import Guess, PrintedTable

MOST_EXPLAINED = 150
"""So many cells are explained on the page; all of them stand in the JSON."""
MOST_LISTED = 60
KINDS = {
    RULE: "Små tal, som rapportens egen regel ville skjule",
    SMALL: "Små tal",
    GROUP: "Grupper, hvor alle eller alle på nær én er ens",
    LABEL: "Etiketter, der fortæller et antal",
    DIFFERENCE: "Forskelle mellem tabeller",
}
_FIELDS = (
    ("--mark", "maerker"),
    ("--percent", "procenter"),
    ("--fold", "samleraekker"),
    ("--total-col", "totalkolonner"),
    ("--total-row", "totalraekker"),
    ("--subtotal", "subtotaler"),
    ("--responses", "svar"),
    ("--label-columns", "etiketkolonner"),
    ("--threshold", "graenser"),
)


@dataclass(frozen=True, slots=True)
class Status:
    """What a reader gets out of a cell: a class for its colour, a sign and words."""

    style: str
    sign: str
    words: str


EXACT = Status("exact", "●", "kan regnes ud")
EXACT_IN_ONE = Status("exact", "◕", "kan regnes ud under mindst én læsning af tabellen")
NARROW = Status("narrow", "◐", "kan snævres ind")
OPEN = Status("open", "○", "kan ikke snævres ind")
UNSETTLED = Status("unsettled", "?", "er ikke afgjort")
SMALL_COUNT = Status("small", "▲", "er lille og trykt, som det er")
STATUSES = (EXACT, EXACT_IN_ONE, NARROW, OPEN, UNSETTLED, SMALL_COUNT)


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell: the printed text; for a suppressed count its status, what it can be, and where it is explained."""

    text: str
    indent: int = 0
    status: Status | None = None
    values: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its heading lines and its rows; the first `labels` cells of a row are labels."""

    source: str
    title: str
    labels: int
    heads: tuple[tuple[ShownCell, ...], ...]
    rows: tuple[tuple[ShownCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a cell can be, under which readings, and why; readings that come to the same in the same way are one."""

    values: str
    readings: tuple[str, ...]
    assumptions: tuple[str, ...]
    derivation: str
    gave_away: tuple[str, ...]
    prevented_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """One suppressed cell and its results."""

    anchor: str
    place: str
    status: Status
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class ShownGuess:
    """A guess, the tables it was made for, and the field that corrects it."""

    tables: str
    guess: Guess
    field: str


@dataclass(frozen=True, slots=True)
class MarkField:
    """A mark that can be given another meaning, and what it is taken to mean."""

    mark: str
    meaning: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Everything the page shows of an audit."""

    tables: tuple[ShownTable, ...]
    explained: tuple[Explained, ...]
    not_explained: int
    findings: tuple[tuple[str, tuple[Finding, ...], int], ...]
    guesses: tuple[ShownGuess, ...]
    marks: tuple[MarkField, ...]


def audit_page(audit: PublishedAudit) -> AuditPage:
    """Return what the page shows."""
    by_place: dict[Place, list[AuditedPlace]] = defaultdict(list)
    for cell in audit.found.cells:
        by_place[cell.place].append(cell)
    grids = {grid.source: grid for grid in audit.grids}
    small = max(audit.found.options.thresholds)
    tables = [_shown_table(grids[one.source], one, at, by_place, small) for at, one in enumerate(audit.found.tables)]
    told = [_explained(place, cells) for place, cells in by_place.items() if status_of(cells) != OPEN]
    return AuditPage(
        tables=tuple(tables),
        explained=tuple(told[:MOST_EXPLAINED]),
        not_explained=max(0, len(told) - MOST_EXPLAINED),
        findings=tuple(_findings(audit.found.findings)),
        guesses=tuple(_guesses(audit.found.guesses)),
        marks=_mark_fields(audit.found.tables),
    )


def status_of(cells: Sequence[AuditedPlace]) -> Status:
    """Return what can be known of a cell under the reading that tells most."""
    values = {cell.interval.low if cell.interval.exact else None for cell in cells}
    if values != {None}:
        return EXACT if len(values) == 1 else EXACT_IN_ONE
    if any(cell.narrow for cell in cells):
        return NARROW
    if any(not cell.interval.proved or cell.reading == NOTHING_FITS for cell in cells):
        return UNSETTLED
    return OPEN


def values_of(interval: Interval) -> str:
    """Return in words what a count can be."""
    if interval.exact:
        return str(interval.low)
    values = f"mindst {interval.low}" if interval.high is None else f"{interval.low}–{interval.high}"
    without = f" (ikke {', '.join(map(str, interval.excluded))})" if interval.excluded else ""
    return values + without


def _shown_table(
    grid: Grid, table: PrintedTable, number: int, by_place: Mapping[Place, list[AuditedPlace]], small: int
) -> ShownTable:
    lines = {row.line: at for at, row in enumerate(table.rows)}
    first = min(lines, default=1)
    heads: list[tuple[ShownCell, ...]] = []
    rows: list[tuple[ShownCell, ...]] = []
    for line, printed in enumerate(grid.rows, start=1):
        cells = [ShownCell(one.text, one.indent) for one in printed]
        for at in range(len(cells) - len(table.columns), len(cells)) if line in lines else ():
            place = Place(number, lines[line], at - len(cells) + len(table.columns))
            cells[at] = _shown_cell(cells[at].text, by_place.get(place, ()), _is_small(table, place, small))
        (heads if line < first else rows).append(tuple(cells))
    return ShownTable(table.source, table.title, len(table.label_names), tuple(heads), tuple(rows))


def _is_small(table: PrintedTable, place: Place, small: int) -> bool:
    """Whether a count is printed that the report's own rule, or else a threshold, would hide."""
    count = table.figures[place.row][place.column].number
    return place.column in table.count_columns and count is not None and 0 < count < (table.rule or small)


def _shown_cell(text: str, cells: Sequence[AuditedPlace], is_small: bool) -> ShownCell:
    if not cells:
        return ShownCell(text, status=SMALL_COUNT if is_small else None)
    status = status_of(cells)
    values = " eller ".join(dict.fromkeys(values_of(cell.interval) for cell in cells))
    return ShownCell(text, status=status, values=values, anchor=_anchor(cells[0].place) if status != OPEN else "")


def _anchor(place: Place) -> str:
    return f"celle-{place.table}-{place.row}-{place.column}"


def _explained(place: Place, cells: Sequence[AuditedPlace]) -> Explained:
    first = cells[0]
    where = f"{first.row}, {first.column} ({first.table})"
    alike: dict[tuple[str, str], list[AuditedPlace]] = defaultdict(list)
    for cell in cells:
        alike[values_of(cell.interval), cell.derivation].append(cell)
    results = (_result(values, derivation, same) for (values, derivation), same in alike.items())
    return Explained(_anchor(place), where, status_of(cells), tuple(results))


def _result(values: str, derivation: str, cells: Sequence[AuditedPlace]) -> Result:
    return Result(
        values,
        tuple(cell.reading for cell in cells),
        cells[0].assumptions,
        derivation,
        cells[0].gave_away,
        tuple(_prevented(cells)),
    )


def _prevented(cells: Sequence[AuditedPlace]) -> Iterator[str]:
    """Yield what would have prevented it, with the numbers of the readings where it is not the same for all."""
    for text in dict.fromkeys(cell.prevented_by for cell in cells if cell.prevented_by):
        numbers = [str(at) for at, cell in enumerate(cells, start=1) if cell.prevented_by == text]
        yield text if len(numbers) == len(cells) else f"{text} (læsning {', '.join(numbers)})"


def _findings(found: Sequence[Finding]) -> list[tuple[str, tuple[Finding, ...], int]]:
    kinds = {kind: tuple(one for one in found if one.kind == kind) for kind in KINDS}
    return [(KINDS[kind], of_kind[:MOST_LISTED], len(of_kind)) for kind, of_kind in kinds.items() if of_kind]


def _guesses(guesses: Sequence[Guess]) -> Iterator[ShownGuess]:
    """Yield each guess once, with all the tables it was made for."""
    same: dict[tuple[str, str, str], list[Guess]] = defaultdict(list)
    for guess in guesses:
        same[guess.what, guess.value, guess.why].append(guess)
    for alike in same.values():
        tables = "; ".join(dict.fromkeys(guess.table for guess in alike))
        yield ShownGuess(tables, alike[0], _field(alike[0]))


def _field(guess: Guess) -> str:
    """Return the field of the page that corrects a guess."""
    return next((field for option, field in _FIELDS if option in guess.option), "ret")


def _mark_fields(tables: Sequence[PrintedTable]) -> tuple[MarkField, ...]:
    meanings: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        for mark, meaning in table.meanings.items():
            words = f"mindst {meaning.low}" if meaning.high is None else f"{meaning.low}–{meaning.high}"
            if words not in meanings[mark]:
                meanings[mark].append(words)
    return tuple(MarkField(mark, " eller ".join(words)) for mark, words in sorted(meanings.items()))


def said_marks(fields: Mapping[str, str]) -> tuple[MarkField, ...]:
    """Return the marks that a form already named, for a page that has no answer to take them from."""
    return tuple(MarkField(mark, "") for name, mark in fields.items() if name.startswith("maerke-"))
