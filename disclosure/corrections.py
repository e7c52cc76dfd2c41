"""Earlier figures that no longer agree with the data at hand: the register was corrected since they were given.

Such figures cannot be subtracted exactly, but nearly. Two rules meet that, and both err on the safe side:

* The new table is protected against a reader who knows what was corrected: every cell that was once published is held
  at its count of today. She knows less than that, so what she cannot exclude, nobody can.
* A cell is not given again when its count has changed by less than the threshold: the difference would be the count of
  those corrected. The same holds for every cell that follows from what is given now and followed from what was given
  then, so that a correction cannot be found between the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from disclosure.errors import NothingSafe
from disclosure.joint import Joint, cell_words
from disclosure.table import BoolArray, FrequencyTable, IntArray, TableSystem


@dataclass(frozen=True, slots=True)
class Corrected:
    """A figure that was given and no longer agrees with the data.

    Attributes
    ----------
    answer : in which answer it was given, or from which ones it follows.
    cell : in words.
    then, now : the counts.
    """

    answer: str
    cell: str
    then: int
    now: int


def corrected(joint: Joint, table: FrequencyTable) -> tuple[Corrected, ...]:
    """Every figure of an earlier answer that is another today."""
    found = []
    for number in joint.earlier:
        for cell, then in joint.cells(number):
            index = table.system.cell(cell)
            now = int(table.counts[index])
            if then is not None and then != now:
                found.append(Corrected(joint.tables[number].name, cell_words(table.system, index), then, now))
    return tuple(found)


def refuse_small_corrections(joint: Joint, table: FrequencyTable) -> None:
    """Stop where the new tables, with what was given before, would show that few records were corrected.

    Raises
    ------
    NothingSafe : says which figure of which answer has changed; the difference is not repeated in the sentence.
    """
    _refuse_gone_names(joint, table)
    if not corrected(joint, table):
        return
    system, threshold = table.system, table.system.request.policy.threshold
    shown = _shown_now(joint, table)
    for answer, figures in _by_day(joint):
        then = _followed(system, {system.cell(cell): count for cell, count in figures if count is not None})
        change = np.abs(table.counts - then)
        small = (then >= 0) & shown & (change > 0) & (change < threshold)
        if small.any():
            cells = [cell_words(system, tuple(int(node) for node in row)) for row in np.argwhere(small)]
            raise NothingSafe(
                f"Registret er rettet, siden {answer} blev givet: mindst ét tal er ændret med færre end {threshold}, "
                "og den nye tabel ville vise, hvad der er rettet. Giv tallene, som de var dengang, eller udelad dem.",
                tuple(f"{cell}: tallet er et andet end det, der følger af {answer}." for cell in cells),
            )


def _refuse_gone_names(joint: Joint, table: FrequencyTable) -> None:
    """Stop where a name that was on a list does not occur any more: nothing new can agree with the list."""
    for number in joint.earlier:
        gone = [index for cell in joint.names(number) if not table.counts[index := table.system.cell(cell)]]
        if gone:
            raise NothingSafe(
                f"Registret er rettet, siden {joint.tables[number].name} blev givet: mindst ét navn på listen "
                "forekommer ikke mere, og den nye tabel ville vise, hvad der er rettet.",
                tuple(f"{cell_words(table.system, index)}: står på listen, men er tom nu." for index in gone),
            )


def _by_day(joint: Joint) -> Iterable[tuple[str, list[tuple[Mapping[str, str], int | None]]]]:
    """The figures of earlier answers, those about the same state of the register together."""
    together: dict[str, list[int]] = {}
    for number in joint.earlier:
        together.setdefault(joint.tables[number].as_of, []).append(number)
    for numbers in together.values():
        names = " og ".join(dict.fromkeys(joint.tables[number].name for number in numbers))
        yield names, [figure for number in numbers for figure in joint.cells(number)]


def _shown_now(joint: Joint, table: FrequencyTable) -> BoolArray:
    """Cells that the new tables show, and what follows from them and the earlier figures that still hold."""
    system = table.system
    known = np.zeros(system.shape, dtype=bool)
    for axes in system.published_nodes[joint.n_earlier :]:
        known[np.ix_(*axes)] = True
    for number in joint.earlier:
        for cell, then in joint.cells(number):
            index = system.cell(cell)
            known[index] |= then == int(table.counts[index])
    return _followed(system, {tuple(row): 0 for row in np.argwhere(known).tolist()}) >= 0


def _followed(system: TableSystem, figures: Mapping[tuple[int, ...], int]) -> IntArray:
    """Shape of the table: figures and what follows from them by sums; -1 where nothing does."""
    values = np.full(system.shape, -1, dtype=np.int64)
    for index, count in figures.items():
        values[index] = count
    while True:
        before = int((values >= 0).sum())
        for axis in range(len(system.nodes)):
            lines = np.moveaxis(values, axis, 0)
            for part in system.sums(axis):
                _fill(lines, part.total, list(part.parts))
        if int((values >= 0).sum()) == before:
            return values


def _fill(lines: IntArray, total: int, parts: list[int]) -> None:
    """Fill in the one unknown of a sum; figures that do not agree may leave less than 0, which counts as 0."""
    line = [total, *parts]
    known = lines[line] >= 0
    one_open = (~known).sum(axis=0) == 1
    signs = np.array([1, *(-1 for _ in parts)]).reshape(-1, *(1 for _ in lines.shape[1:]))
    rest = np.where(known, signs * lines[line], 0).sum(axis=0)
    for place, node in enumerate(line):
        here = one_open & ~known[place]
        lines[node] = np.where(here, np.maximum(-rest if place == 0 else rest, 0), lines[node])
