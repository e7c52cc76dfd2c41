"""Which rows and which columns of a printed table belong together: totals, subtotals, folds, several answers.

Names come first, then indentation; where the printed figures refuse what the names say, sums that do add up are sought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from disclosure.printed.figures import Figure
from disclosure.printed.options import MULTIPLE, SINGLE, Options
from disclosure.printed.table import Guess, PrintedColumn, PrintedRow, Sum, Tie, counts_of
from disclosure.printed.words import COUNT_OF_ALL, FOLDED, OF_WHICH, OTHERS, is_total, plain

Line = Sequence[int | None]
"""The printed counts of a row over the count columns, or of a column over the rows; None where none is printed."""
MUCH_MORE = 1.2
"""Parts that together are this much more than their total are answers of which a case may give several."""
LEAST_PARTS = 2


@dataclass
class Sums:
    """The sums over rows and over columns, and what was guessed of them."""

    rows: tuple[Sum, ...] = ()
    columns: tuple[Sum, ...] = ()
    guesses: list[Guess] = field(default_factory=list)


def sums_of(
    source: str,
    rows: Sequence[PrintedRow],
    columns: Sequence[PrintedColumn],
    figures: Sequence[Sequence[Figure]],
    options: Options,
) -> Sums:
    """Return the sums of a table; an option that names a row of another table says nothing of this one."""
    places = counts_of(tuple(columns))
    down = [[figures[row][place].number for place in places] for row in range(len(rows))]
    across: dict[int, Line] = {place: [line[place].number for line in figures] for place in places}
    found = Sums()
    plain_rows = _row_sums(rows, down, options)
    found.rows = tuple(_folded(_tied(one, down, options), rows, options) for one in plain_rows)
    found.columns = _column_sums(columns, across, options)
    found.guesses = [*_row_guesses(source, rows, found.rows), *_column_guesses(source, columns, found.columns)]
    return found


def _row_sums(rows: Sequence[PrintedRow], down: Sequence[Line], options: Options) -> list[Sum]:
    if len(rows[0].labels) > 1:
        return crossed(range(len(rows)), lambda row: rows[row].labels)
    named = {plain(name) for name in options.total_rows}
    totals = [n for n, row in enumerate(rows) if _is_named(row.labels[-1], named) or plain(row.label) in named]
    if not totals and len(rows) == 1 and COUNT_OF_ALL.fullmatch(plain(rows[0].label)):
        return [Sum(0, ())]
    subtotals = {plain(name) for name in options.subtotal_rows}
    nested = _by_indent(rows, [n for n, row in enumerate(rows) if plain(row.label) in subtotals])
    inside = {part for one in nested for part in one.parts}
    upper = [n for n in range(len(rows)) if n not in inside]
    grand = _by_totals(upper, [n for n in totals if n in upper and not _has_parts(n, nested)])
    if not nested and len(grand) == 1 and not subtotals:
        return _with_subtotals(grand[0], down)
    return [*nested, *grand]


def _is_named(label: str, named: set[str]) -> bool:
    return plain(label) in named if named else is_total(label)


def _has_parts(row: int, sums: Iterable[Sum]) -> bool:
    return any(one.total == row for one in sums)


def crossed(numbers: Iterable[int], labels: Callable[[int], tuple[str, ...]]) -> list[Sum]:
    """Sums where each label is a code of one dimension: a total over the lines that differ in that label only."""
    found = []
    numbers = list(numbers)
    for axis in range(len(labels(numbers[0]))):
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number in numbers:
            own = labels(number)
            groups[own[:axis] + own[axis + 1 :]].append(number)
        for group in groups.values():
            totals = [number for number in group if is_total(labels(number)[axis])]
            parts = tuple(number for number in group if number not in totals)
            if len(totals) == 1 and parts:
                found.append(Sum(totals[0], parts))
    return found


def _by_indent(rows: Sequence[PrintedRow], subtotals: Sequence[int]) -> list[Sum]:
    """A row sums the rows after it that are indented more; a named subtotal without them, those up to the next."""
    found = []
    for number, row in enumerate(rows):
        deeper: list[int] = []
        for after in range(number + 1, len(rows)):
            if rows[after].indent <= row.indent:
                break
            deeper.append(after)
        if not deeper and number in subtotals:
            ends = [n for n in range(number + 1, len(rows)) if n in subtotals or is_total(rows[n].labels[-1])]
            deeper = list(range(number + 1, ends[0] if ends else len(rows)))
        level = min((rows[after].indent for after in deeper), default=0)
        parts = tuple(after for after in deeper if rows[after].indent == level)
        if parts:
            tie = Tie.OF_WHICH if OF_WHICH.fullmatch(plain(rows[parts[0]].labels[-1])) else Tie.ADDS_UP
            found.append(Sum(number, parts, tie))
    return found


def _by_totals(upper: Sequence[int], totals: Sequence[int]) -> list[Sum]:
    """Totals and the rows they sum: those since the last total, those after a first row, or the totals themselves."""
    found: list[Sum] = []
    if not totals:
        return found
    if totals[0] == upper[0] and len(totals) == 1:
        return [Sum(totals[0], tuple(upper[1:]))] if len(upper) > 1 else []
    since: list[int] = []
    for number in upper:
        if number not in totals:
            since.append(number)
            continue
        parts = tuple(since) or tuple(one.total for one in found)
        if parts:
            found.append(Sum(number, parts))
        since = []
    return found


def _with_subtotals(grand: Sum, down: Sequence[Line]) -> list[Sum]:
    """Where the parts are more than the total, look for parts that are sums of those after or before them."""
    if not _too_much(grand, down):
        return [grand]
    for step in (1, -1):
        order = grand.parts[::step]
        found: list[Sum] = []
        upper: list[int] = []
        place = 0
        while place < len(order):
            size = _summed(order, place, down)
            if size:
                found.append(Sum(order[place], tuple(sorted(order[place + 1 : place + 1 + size]))))
            upper.append(order[place])
            place += 1 + size
        whole = Sum(grand.total, tuple(sorted(upper)))
        if found and not _too_much(whole, down):
            return [*found, whole]
    return [grand]


def _summed(order: Sequence[int], place: int, down: Sequence[Line]) -> int:
    """How many lines after `place` it sums in every column; 0 if none."""
    head = down[order[place]]
    if any(value is None for value in head) or not any(head):
        return 0
    sums = [0] * len(head)
    for size, line in enumerate(order[place + 1 :], start=1):
        if any(value is None for value in down[line]):
            return 0
        sums = [one + (value or 0) for one, value in zip(sums, down[line], strict=True)]
        if size >= LEAST_PARTS and sums == list(head):
            return size
    return 0


def _too_much(one: Sum, down: Sequence[Line]) -> bool:
    """Whether the printed parts are more than the printed total in some column."""
    return any(total < parts for total, parts in _compared(one, down))


def _compared(one: Sum, lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Per line across with a printed total: the total and what the printed parts are together."""
    found = []
    for place, total in enumerate(lines[one.total]):
        if total is not None:
            found.append((total, sum(lines[part][place] or 0 for part in one.parts)))
    return found


def _tied(one: Sum, down: Sequence[Line], options: Options) -> Sum:
    """Say whether parts add up: not if they are much more than the total, or one part alone that is printed smaller."""
    if one.tie != Tie.ADDS_UP or not one.parts:
        return one
    if len(one.parts) == 1 and _is_smaller(one, down):
        return replace(one, tie=Tie.OF_WHICH)
    if options.responses == SINGLE:
        return one
    compared = [pair for pair in _compared(one, down) if pair[0]]
    if options.responses == MULTIPLE or (compared and all(parts > MUCH_MORE * total for total, parts in compared)):
        return replace(one, tie=Tie.MULTIPLE)
    return one


def _is_smaller(one: Sum, lines: Sequence[Line]) -> bool:
    """Whether the only part is printed, somewhere, as less than the total: then other parts are not in the table."""
    pairs = zip(lines[one.total], lines[one.parts[0]], strict=True)
    return any(total is not None and part is not None and part < total for total, part in pairs)


def _folded(one: Sum, rows: Sequence[PrintedRow], options: Options) -> Sum:
    """The part that folds small categories: named by the user, else by its label; the last one of several."""
    if options.no_folds or one.tie != Tie.ADDS_UP:
        return one
    labels = {part: plain(rows[part].labels[-1]) for part in one.parts}
    named = {plain(name) for name in options.folds}
    folds = [part for part, label in labels.items() if label in named or plain(rows[part].label) in named]
    if not named:
        strong = [part for part, label in labels.items() if FOLDED.search(label)]
        folds = strong or [part for part, label in labels.items() if OTHERS.fullmatch(label)]
    return replace(one, fold=folds[-1]) if folds else one


def _column_sums(columns: Sequence[PrintedColumn], across: dict[int, Line], options: Options) -> tuple[Sum, ...]:
    """Total columns by name; columns of periods only where every printed row adds up."""
    places = list(across)
    named = {plain(name) for name in options.total_columns}
    depth = {len(columns[place].labels) for place in places}
    if len(depth) == 1 and depth != {1}:
        found = crossed(places, lambda place: columns[place].labels)
    else:
        totals = [place for place in places if _is_named(columns[place].label, named)]
        parts = tuple(place for place in places if place not in totals)
        found = [Sum(totals[0], parts)] if len(totals) == 1 and parts else []
    kept = []
    for one in found:
        periods = all(columns[part].period for part in one.parts)
        if len(one.parts) == 1 and _is_smaller(one, [across.get(n, ()) for n in range(len(columns))]):
            kept.append(replace(one, tie=Tie.OF_WHICH))
        elif not periods or all(total == parts for total, parts in _whole_rows(one, across)):
            kept.append(one)
    return tuple(kept)


def _whole_rows(one: Sum, across: dict[int, Line]) -> list[tuple[int, int]]:
    """Per row that is printed whole: the total and the sum of the parts."""
    lines = [across[place] for place in (one.total, *one.parts)]
    whole = [row for row in zip(*lines, strict=True) if None not in row]
    return [(row[0] or 0, sum(value or 0 for value in row[1:])) for row in whole]


def _row_guesses(source: str, rows: Sequence[PrintedRow], sums: Iterable[Sum]) -> list[Guess]:
    guesses = []
    for one in sums:
        name = rows[one.total].label
        value, option = _TIES[one.tie]
        how = f"«{name}» {value.format(len(one.parts))}" if one.parts else f"«{name}» er et total uden dele i tabellen"
        guesses.append(Guess(source, "total", how, "navnet, indrykningen eller tallene", option))
        if one.fold >= 0:
            what = f"«{rows[one.fold].label}» samler små kategorier"
            guesses.append(
                Guess(source, "samlerække", what, "ordene i etiketten", "--fold-row LABEL, --no-folds, --fold own")
            )
    return guesses


_TIES = {
    Tie.ADDS_UP: ("er summen af {} rækker", "--total-row LABEL, --subtotal-row LABEL"),
    Tie.MULTIPLE: (
        "har {} rækker, som en sag kan stå i flere af: de er tilsammen mere end totalen",
        "--responses single",
    ),
    Tie.OF_WHICH: ("rummer {} rækker, som er en del af den", "--subtotal-row LABEL"),
}


def _column_guesses(source: str, columns: Sequence[PrintedColumn], sums: Iterable[Sum]) -> list[Guess]:
    return [
        Guess(
            source,
            "totalkolonne",
            f"«{columns[one.total].label}» er summen af {len(one.parts)} kolonner",
            "navnet",
            "--total-column LABEL",
        )
        for one in sums
    ]
