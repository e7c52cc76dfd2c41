"""Reason codes: why each cell is unsafe or suppressed, for the analyst's eyes only.

The codes are the flags of the brief on the law (part 4); a flag is not a decision. They tell which cell is primary and
which protects another, and therefore stand in no file that leaves: nothing in certificate.py or releasable.py knows
them. F10 (cases, persons and mentions) is about what a table counts, not about one of its cells, and stands nowhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from disclosure.clauses import finest_cells, risky_groups
from disclosure.magnitude.protect import ProtectedAmounts
from disclosure.magnitude.risk import DOMINANCE, FEW, P_PERCENT
from disclosure.primary import one_left_out, small_group
from disclosure.protected import ProtectedTable
from disclosure.table import BoolArray, FrequencyTable, Index

RARE_SHARE = 100
"""A category is rare by nature when less than one in so many of all that is counted is in it."""


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """One reason for one cell (its flat number): the code, and what it means here in Danish."""

    cell: int
    code: str
    words: str


def count_reasons(protected: ProtectedTable) -> list[Reason]:
    """Every reason of a table of counts, by cell."""
    table, policy = protected.table, protected.table.system.request.policy
    counts, unsafe = table.counts, protected.risk.unsafe
    masks = (
        ("F1_small", f"mindre end {policy.threshold}", unsafe & (counts > 0) & (counts < policy.threshold)),
        (
            "F1_small",
            f"en gruppe på mindre end {policy.min_group}",
            unsafe & (counts < policy.min_group) & small_group(table.system),
        ),
        (
            "F2_margin",
            f"en sum, hvor én dimension er udeladt, og mindre end {policy.min_margin}",
            unsafe & (counts < policy.min_margin) & one_left_out(table.system),
        ),
        ("F4_within", "én er alene i cellen og kender tallet", unsafe & (counts == 1) & finest_cells(table.system)),
        ("F7_zero", "nul, og nuller er beskyttet", unsafe & (counts == 0)),
        ("F9_rare", f"kategorien har under 1 ud af {RARE_SHARE} af alle", unsafe & _rare(table)),
    )
    found = [Reason(cell, code, words) for code, words, mask in masks for cell in _cells(mask)]
    found += _secondary(protected.suppressed & table.system.in_release, unsafe, protected.risk.forced_suppressed)
    return sorted({*found, *_groups(table), *_differences(table)})


def amount_reasons(protected: ProtectedAmounts) -> list[Reason]:
    """Every reason of a table of amounts, by cell."""
    rules = protected.amounts.rules
    words = {
        DOMINANCE: ("F8_dominance", f"de {rules.n} største har over {rules.k} procent"),
        P_PERCENT: ("F8_dominance", f"den næststørste kan anslå den største inden for {rules.p} procent"),
        FEW: ("F1_small", f"færre end {protected.table.system.request.policy.threshold} bidragydere"),
    }
    found = [Reason(cell, *words[rule]) for cell, unsafe in protected.risk.unsafe.items() for rule in unsafe.rules]
    alone = (cell for cell in protected.risk.unsafe if len(protected.amounts.parts[cell]) == 1)
    found += [Reason(cell, "F4_within", "én bidragyder er alene i cellen og kender beløbet") for cell in alone]
    unsafe, forced = (np.zeros_like(protected.suppressed) for _ in range(2))
    unsafe.flat[list(protected.risk.unsafe)] = True
    forced.flat[list(protected.risk.suppressed)] = True
    return sorted([*found, *_secondary(protected.suppressed, unsafe, forced)])


def _cells(mask: BoolArray) -> list[int]:
    return [int(cell) for cell in np.flatnonzero(mask)]


def _secondary(suppressed: BoolArray, unsafe: BoolArray, forced: BoolArray) -> list[Reason]:
    others = suppressed & ~unsafe
    return [
        *(Reason(cell, "F5_secondary", "beskytter andre celler") for cell in _cells(others & ~forced)),
        *(Reason(cell, "forced", "undertrykt efter «force_suppressed»") for cell in _cells(others & forced)),
    ]


def _rare(table: FrequencyTable) -> BoolArray:
    """Cells of a rare category of a sensitive dimension, seen against some identifying code or group."""
    system = table.system
    whole = tuple(nodes.total for nodes in system.nodes)
    rare, identified = np.zeros(system.shape, dtype=bool), np.zeros(system.shape, dtype=bool)
    for axis, (dimension, nodes) in enumerate(zip(system.request.dimensions, system.nodes, strict=True)):
        place: list[slice | int] = list(whole)
        place[axis] = slice(None)
        along = [1] * len(whole)
        along[axis] = -1
        if dimension.role == "identifying":
            identified |= (np.arange(len(nodes.labels)) != nodes.total).reshape(along)
        else:
            rare |= (table.counts[tuple(place)] * RARE_SHARE < table.counts[whole]).reshape(along)
    return rare & identified


def _groups(table: FrequencyTable) -> Iterator[Reason]:
    """Groups of which all, or all but one, are in one category; where the request asks for it."""
    if not table.system.request.policy.group_disclosure:
        return
    for clause in risky_groups(table):
        inside = int(table.counts.flat[clause.part])
        outside = int(table.counts.flat[clause.group]) - inside
        if not inside:  # a single person outside an empty category
            continue
        yield Reason(clause.part, "F3_group", "alle på nær én af en gruppe" if outside else "alle af en gruppe")
        if outside:
            yield Reason(clause.part, "F4_within", "den ene, der er uden for, ved det om resten")


def _differences(table: FrequencyTable) -> Iterator[Reason]:
    """Published cells that lie within a known one, or around it, and differ from it by a small count."""
    system = table.system
    threshold = system.request.policy.threshold
    for figure in system.request.known:
        index = system.cell(figure.cell)
        for cell in _nested(table, index):
            if system.in_release[cell] and 0 < abs(figure.count - int(table.counts[cell])) < threshold:
                flat = int(np.ravel_multi_index(cell, system.shape))
                yield Reason(flat, "F6_diff", f"forskellen til et kendt tal er mindre end {threshold}")


def _nested(table: FrequencyTable, index: Index) -> Iterator[Index]:
    """Cells that differ from one along a single dimension, by a group or code within it or around it."""
    for axis, nodes in enumerate(table.system.nodes):
        own = nodes.members[index[axis]]
        for node, other in enumerate(nodes.members if nodes.n_codes else ()):
            if node != index[axis] and ((own <= other).all() or (other <= own).all()):
                yield (*index[:axis], node, *index[axis + 1 :])


def reasons_csv(table: FrequencyTable, reasons: list[Reason]) -> str:
    """reasons.csv: a row per cell and reason, with the true figure; it never leaves."""
    system = table.system
    names = [dimension.name for dimension in system.request.dimensions]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*names, system.request.count, "code", "reason"])
    for reason in reasons:
        index = np.unravel_index(reason.cell, system.shape)
        labels = [nodes.labels[int(node)] for nodes, node in zip(system.nodes, index, strict=True)]
        writer.writerow([*labels, int(table.counts[index]), reason.code, reason.words])
    return text.getvalue()
