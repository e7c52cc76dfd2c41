"""Which earlier answer, and which subtraction, would make a new table disclose; for the jurist's eyes only.

The new table as it could be given alone is laid beside all earlier answers. Every small count that then follows from
printed ones is explained by the fewest of them, each with the answer it stands in.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from disclosure.derivation import Derivations
from disclosure.differences import closure, following, nested
from disclosure.joint import Joint, cell_words
from disclosure.primary import primary_risk
from disclosure.protected import ProtectedTable
from disclosure.published import Mark, from_pattern
from disclosure.reader_puzzle import reader_puzzle
from disclosure.table import BoolArray, FrequencyTable, Index

MOST_SENTENCES = 5
MOST_TRIED = 20
"""Cells of which no single sum, one after another, tells the count: so many are tried for a longer subtraction."""
MOST_TERMS = 6
"""A sum of more figures than this is no explanation that a person can follow."""
NEW = "den nye tabel"


def conflicts(joint: Joint, table: FrequencyTable, alone: Joint, protected: ProtectedTable) -> tuple[str, ...]:
    """Say what subtraction between the answers would give, in Danish sentences.

    Parameters
    ----------
    joint, table : the new tables with the earlier ones, and their counts.
    alone, protected : the new tables by themselves, as they could be given if nothing had been given before.
    """
    hidden = _hidden(joint, table, alone, protected)
    derivations = Derivations(reader_puzzle(from_pattern(table.system, table.counts, hidden), Mark()))
    unsafe = primary_risk(table).unsafe & (hidden | following(table))
    told = closure(table.system, table.system.in_release & ~hidden)
    order = [*np.argwhere(unsafe & told).tolist(), *np.argwhere(unsafe & ~told).tolist()[:MOST_TRIED]]
    cells = (tuple(row) for row in order)
    found = (_sentence(joint, table, cell, derivations.terms(cell)) for cell in cells)
    pairs = ([_index(table, cell) for cell in pair] for pair in nested(table) if not hidden.flat[list(pair)].any())
    between = (_in_words(joint, table, [(outer, 1), (inner, -1)]) for outer, inner in pairs)
    return tuple(itertools.islice(_each_once(itertools.chain(found, between)), MOST_SENTENCES))


def _index(table: FrequencyTable, cell: int) -> Index:
    return tuple(int(node) for node in np.unravel_index(cell, table.system.shape))


def _each_once(sentences: Iterable[str]) -> Iterator[str]:
    """Those that say something, the first time: one group of people may be several cells of the system."""
    said = {""}
    for sentence in sentences:
        if sentence not in said:
            said.add(sentence)
            yield sentence


def _hidden(joint: Joint, table: FrequencyTable, alone: Joint, protected: ProtectedTable) -> BoolArray:
    """Shape of the table: cells that nobody shows, the new tables being as they are alone."""
    release = table.system.in_release
    shown = np.zeros(release.shape, dtype=bool)
    for number in joint.earlier:
        for cell, count in joint.cells(number):
            shown[table.system.cell(cell)] |= count is not None
    for number in joint.new:
        for here, there in _same_cells(joint, alone, number):
            shown[table.system.cell(here)] |= not protected.suppressed[protected.table.system.cell(there)]
    return release & ~shown


def _same_cells(joint: Joint, alone: Joint, number: int) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Every cell of a new table, as the two requests name it."""
    for labels in joint.every_cell(number):
        yield dict(joint.cell(number, labels)), dict(alone.cell(number - joint.n_earlier, labels))


def _sentence(joint: Joint, table: FrequencyTable, cell: Index, terms: tuple[tuple[Index, int], ...]) -> str:
    """The subtraction that gives a cell, in words; empty where none was found that a person can follow."""
    told = _in_words(joint, table, terms) if 0 < len(terms) <= MOST_TERMS else ""
    return told and f"{told.removesuffix('.')} ({cell_words(table.system, cell)})."


def _in_words(joint: Joint, table: FrequencyTable, terms: Sequence[tuple[Index, int]]) -> str:
    """A subtraction in words; empty where all of it stands in the new table."""
    where = [who_shows(joint, table, term) for term, _ in terms]
    if all(source == NEW for source in where):
        return ""
    words: list[str] = []
    for (term, sign), source in sorted(zip(terms, where, strict=True), key=lambda pair: -pair[0][1]):
        lead = ("plus " if words else "") if sign > 0 else "minus "
        words.append(f"{lead}{int(table.counts[term])} i {source} ({cell_words(table.system, term)})")
    text = " ".join(words)
    count = sum(sign * int(table.counts[term]) for term, sign in terms)
    return f"{text[:1].upper()}{text[1:]} giver {count}."


def who_shows(joint: Joint, table: FrequencyTable, term: Index) -> str:
    """The earliest answer that shows the cell, or the new table."""
    for number in joint.earlier:
        if any(count is not None and table.system.cell(cell) == term for cell, count in joint.cells(number)):
            return joint.tables[number].name
    return NEW
