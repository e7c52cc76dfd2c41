"""What a printed table tells plainly, also where nothing is suppressed: small counts, groups, labels, differences.

A finding is a flag, no decision: whether a person can be recognised and the matter is private, a jurist says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from disclosure.printed.crossing import Crossing, Labels, Level, crossings
from disclosure.printed.options import Options
from disclosure.printed.table import PrintedTable, Tie
from disclosure.printed.words import limits_said, plain

SMALL, RULE, GROUP, LABEL, DIFFERENCE = "small", "own_rule", "group", "label", "difference"
LEAST_GROUP = 2
"""A group of one is a unique, and found as such."""
COUNT_IN_LABEL = re.compile(r"\bn ?= ?\d+|\b(\d+|en|én|ett|et) (person|borger|sag|sak|barn|kvinde|kvinne|mand|mann)\b")
SHARED = 0.5
"""So many of a smaller table's rows must be in the other for their difference to be looked at."""


@dataclass(frozen=True)
class Finding:
    """One thing a reader sees.

    Attributes
    ----------
    kind : one of the words above.
    table : source of the table.
    level : names of the dimensions that are crossed.
    labels : the cell or the group.
    count : its count; None for a label.
    threshold : the threshold it is below, for small counts.
    sentence : Danish.
    """

    kind: str
    table: str
    level: Labels
    labels: Labels
    count: int | None
    threshold: int | None
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """The finding for machines."""
        return {
            "kind": self.kind,
            "table": self.table,
            "level": list(self.level),
            "labels": list(self.labels),
            "count": self.count,
            "threshold": self.threshold,
            "sentence": self.sentence,
        }


def findings(tables: Sequence[PrintedTable], options: Options) -> list[Finding]:
    """Everything that the tables tell plainly."""
    found: list[Finding] = []
    for table in tables:
        for one in crossings(table):
            found.extend(_small(table, one, options))
            if not any(sums.tie == Tie.MULTIPLE for sums in table.row_sums):
                found.extend(_groups(table, one))
        found.extend(_labels(table))
    for first, second in combinations(tables, 2):
        found.extend(_differences(first, second, max(options.thresholds)))
    return found


def _small(table: PrintedTable, one: Crossing, options: Options) -> Iterator[Finding]:
    """The small cells at the coarsest level where they are small; finer cells of the same persons are not repeated.

    Where the report has a rule of its own, counts below it; else those below each threshold.
    """
    for threshold in (table.rule,) if table.rule else options.thresholds:
        coarser: list[tuple[Level, Labels]] = []
        for level in one.levels():
            small = {labels: count for labels, count in one.counts(level).items() if 0 < count < threshold}
            fresh = {labels: count for labels, count in small.items() if not _covered(level, labels, coarser)}
            coarser.extend((level, labels) for labels in fresh)
            for labels, count in fresh.items():
                yield _small_finding(table, one, level, labels, (count, threshold))


def _small_finding(table: PrintedTable, one: Crossing, level: Level, labels: Labels, sizes: tuple[int, int]) -> Finding:
    count, threshold = sizes
    rule = "imod rapportens egen regel om" if table.rule else "under"
    persons = "kun én" if count == 1 else str(count)
    sentence = f"{_cell(one, level, labels)}: {persons}, {rule} {threshold}."
    kind = RULE if table.rule else SMALL
    return Finding(kind, table.source, _names(one, level), labels, count, threshold, sentence)


def _covered(level: Level, labels: Labels, coarser: Sequence[tuple[Level, Labels]]) -> bool:
    """Whether a cell lies in one that was found at a coarser level."""
    own = dict(zip(level, labels, strict=True))
    return any(
        len(other) < len(level) and all(own.get(axis) == label for axis, label in zip(other, wider, strict=True))
        for other, wider in coarser
    )


def _groups(table: PrintedTable, one: Crossing) -> Iterator[Finding]:
    """Groups all of which, or all but one of which, are in one category; at the coarsest level where it is so."""
    found: dict[tuple[int, str], list[tuple[Level, Labels]]] = {}
    for level in one.levels():
        for axis in range(len(one.names)):
            if axis not in level:
                for group, size, category, count in _concentrated(one, level, axis):
                    earlier = found.setdefault((axis, category), [])
                    if not _covered(level, group, earlier):
                        earlier.append((level, group))
                        sentence = f"{_cell(one, level, group)}: {count} af {size} er «{category}» ({one.names[axis]})."
                        names = (*_names(one, level), one.names[axis])
                        yield Finding(GROUP, table.source, names, (*group, category), count, None, sentence)


def _concentrated(one: Crossing, level: Level, axis: int) -> Iterator[tuple[Labels, int, str, int]]:
    """Groups of a level with all, or all but one, in one category of an axis: (group, size, category, count)."""
    sizes = one.counts(level)
    for labels, count in one.counts((*level, axis)).items():
        group, category = labels[:-1], labels[-1]
        size = sizes.get(group, 0)
        if size >= LEAST_GROUP and (count == size or (count == size - 1 and size > LEAST_GROUP)):
            yield group, size, category, count


def _cell(one: Crossing, level: Level, labels: Labels) -> str:
    cell = ", ".join(f"{one.names[axis]} «{label}»" for axis, label in zip(level, labels, strict=True))
    return f"{one.period}, {cell}" if one.period else cell


def _names(one: Crossing, level: Level) -> Labels:
    return tuple(one.names[axis] for axis in level)


def _labels(table: PrintedTable) -> Iterator[Finding]:
    """Labels that themselves say how many there are."""
    for row in table.rows:
        limits, text = limits_said(row.label), plain(row.label)
        folds = any(one.fold >= 0 and table.rows[one.fold] is row for one in table.row_sums)
        if COUNT_IN_LABEL.search(text):
            sentence = f"Etiketten «{row.label}» fortæller selv et antal."
        elif folds and limits is not None:
            sentence = f"Etiketten «{row.label}» fortæller, at hver kategori i rækken er højst {limits[1]}."
        else:
            continue
        yield Finding(LABEL, table.source, (), (row.label,), None, None, sentence)


def _differences(first: PrintedTable, second: PrintedTable, threshold: int) -> Iterator[Finding]:
    """Small differences between two tables of which one is nowhere larger than the other."""
    pairs = _same_cells(first, second)
    if not pairs:
        return
    signs = {(a > b) - (a < b) for _, a, b in pairs} - {0}
    if len(signs) != 1:
        return
    inner, outer = (second, first) if signs == {1} else (first, second)
    for labels, a, b in pairs:
        if 0 < abs(a - b) < threshold:
            sentence = (
                f"«{labels[0]}», «{labels[1]}»: {max(a, b)} i {outer.source} og {min(a, b)} i {inner.source}. "
                f"Er den sidste en del af den første, er forskellen {abs(a - b)}."
            )
            yield Finding(DIFFERENCE, f"{first.source} og {second.source}", (), labels, abs(a - b), threshold, sentence)


def _same_cells(first: PrintedTable, second: PrintedTable) -> list[tuple[tuple[str, str], int, int]]:
    """Cells with the same labels that both print, where at least half of the smaller table's rows are in the other."""
    rows = {plain(row.label): number for number, row in enumerate(second.rows)}
    columns = {plain(second.columns[number].label): number for number in second.count_columns}
    shared = [(n, rows[plain(row.label)]) for n, row in enumerate(first.rows) if plain(row.label) in rows]
    if len(shared) < max(LEAST_GROUP, SHARED * min(len(first.rows), len(second.rows))):
        return []
    found = []
    for number, other in shared:
        for column in first.count_columns:
            label = first.columns[column].label
            if plain(label) in columns:
                a, b = first.figures[number][column].number, second.figures[other][columns[plain(label)]].number
                if a is not None and b is not None:
                    found.append(((first.rows[number].label, label), a, b))
    return found
