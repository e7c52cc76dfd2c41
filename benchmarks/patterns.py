"""A suppression pattern of any tool, and what attackers work out from it.

What every pattern is asked, on the same sample of unsafe cells: is the count exact to an outsider; to the reader who
takes a suppressed cell to be at least 1, unless a sum it stands in hides a zero; and which unsafe cells can a
participant, who knows the cell she is alone in, subtract out of one published sum. A count is exact when even the
linear relaxation has no other value; over whole numbers more may be, so that these figures are lower bounds. What our
patterns leave open is proved over whole numbers by their certificates.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from disclosure.clauses import finest_cells
from disclosure.lower_bounds import lower_bounds
from disclosure.primary import primary_risk
from disclosure.published import Mark, from_pattern
from disclosure.puzzle import Puzzle, components, part_of, propagate
from disclosure.reader_puzzle import reader_puzzle
from disclosure.solver import Program, Status
from disclosure.spec import parse_spec
from disclosure.table import FrequencyTable
from disclosure.tabulate import tabulate_cells

SAMPLE = 200
SEED = 1
WORK = 4_000_000_000
"""For one cell; beyond it the cell does not count as exact."""


@dataclass(frozen=True)
class Leaks:
    """Unsafe cells found exact of `sampled` ones, and what participants subtract of all."""

    sampled: int
    outsider: int
    reader: int
    participants: int


def read_table(spec: Path, cells: Path) -> FrequencyTable:
    with cells.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        names = next(reader)
        columns = list(zip(*reader, strict=True)) or [()] * len(names)
    request = parse_spec(spec.read_text(encoding="utf-8"))
    return tabulate_cells(request, {name: list(column) for name, column in zip(names, columns, strict=True)})


def read_pattern(table: FrequencyTable, path: Path) -> np.ndarray:
    """The mask of a file with labels and `suppressed` or `status`; a margin that one table shows is shown."""
    system = table.system
    names = [dimension.name for dimension in system.request.dimensions]
    hidden, shown = (np.zeros(system.shape, dtype=bool) for _ in range(2))
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cell = tuple(nodes.index[row[name]] for name, nodes in zip(names, system.nodes, strict=True))
            (hidden if is_hidden(row) else shown)[cell] = True
    return hidden & ~shown & system.in_release


def is_hidden(row: Mapping[str, str]) -> bool:
    return row["suppressed"] == "1" if "suppressed" in row else row["status"] == "suppressed"


def figures(table: FrequencyTable, mask: np.ndarray) -> dict[str, float | int]:
    """What is suppressed, and the share of the inner counts' sum that is still published."""
    system, unsafe = table.system, primary_risk(table).unsafe
    secondary = mask & ~unsafe
    zeros = secondary & (table.counts == 0)
    finest = finest_cells(system)
    mass = int(table.counts[finest].sum())
    return {
        "cells": int(system.in_release.sum()),
        "primary": int(unsafe.sum()),
        "unsafe_shown": int((unsafe & ~mask).sum()),
        "secondary": int(secondary.sum()),
        "secondary_zeros": int(zeros.sum()),
        "published": round(int(table.counts[finest & ~mask].sum()) / mass, 4) if mass else 1.0,
    }


def leaks(table: FrequencyTable, mask: np.ndarray) -> Leaks:
    """Attack a pattern; the sample depends on the table alone."""
    unsafe = np.flatnonzero((primary_risk(table).unsafe & mask).reshape(-1))
    sample = np.sort(np.random.default_rng(SEED).permutation(unsafe)[:SAMPLE])
    asked = reader_puzzle(from_pattern(table.system, table.counts, mask), Mark())
    cells = np.flatnonzero(asked.unknown_of.reshape(-1) >= 0)
    place = asked.unknown_of.reshape(-1)[sample]
    truth = table.counts.reshape(-1)[cells]
    floor = np.where(mask, lower_bounds(table, mask), 0).reshape(-1)[cells].astype(np.int64)
    outsider = exact(asked.puzzle, truth, place)
    reader = exact(replace(asked.puzzle, low=floor), truth, place)
    return Leaks(len(sample), outsider, reader, subtracted(table, mask))


def exact(puzzle: Puzzle, truth: np.ndarray, wanted: np.ndarray) -> int:
    """How many of the wanted unknowns can have no value but the true one."""
    bounds = propagate(puzzle)
    is_open = np.array([low < high for low, high in zip(bounds.low, bounds.high, strict=True)], dtype=bool)
    found = int((~is_open[wanted]).sum())
    for unknowns in components(puzzle, is_open):
        inside = np.flatnonzero(np.isin(unknowns, wanted))
        if inside.size:
            part = part_of(puzzle, bounds, unknowns)
            found += exact_in(Program(part.low, part.high, part.rows), truth[unknowns], inside)
    return found


def exact_in(program: Program, truth: np.ndarray, places: np.ndarray) -> int:
    """The same within one component; a whole table that is found counts for every place it changes."""
    moved, found = np.zeros(program.size, dtype=bool), 0
    for place in places.tolist():
        if moved[place]:
            continue
        low, high, value = int(program.low[place]), int(program.high[place]), int(truth[place])
        for narrowed in ((value + 1, high), (low, value - 1)):
            if narrowed[0] > narrowed[1]:
                continue
            program.set_bounds(place, *narrowed)
            answer = program.relaxed({}, WORK)
            moved |= np.zeros_like(moved) if answer.values is None else answer.values != truth
            if answer.status != Status.INFEASIBLE:
                break
        else:
            found += 1
        program.set_bounds(place, low, high)
    return found


def subtracted(table: FrequencyTable, mask: np.ndarray) -> int:
    """Unsafe cells that stand with one participant's cell, and nothing else suppressed, in a published sum."""
    system = table.system
    alone = finest_cells(system) & (table.counts == 1) & mask
    unsafe = primary_risk(table).unsafe & mask
    known = np.zeros(system.shape, dtype=bool)
    for axis in range(len(system.nodes)):
        for part in system.sums(axis):
            line = np.array([part.total, *part.parts])
            where = (slice(None),) * axis + (line,)
            visible = system.in_release[where].all(axis=axis, keepdims=True)
            two = (
                (mask[where].sum(axis=axis, keepdims=True) == 2) & alone[where].any(axis=axis, keepdims=True) & visible
            )
            pair = two & mask[where]
            others = pair & (~alone[where] | (alone[where].sum(axis=axis, keepdims=True) == 2))
            known[where] |= others & unsafe[where]
    return int(known.sum())
