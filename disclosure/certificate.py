"""Certificates: the files that prove a protected table, and the step that makes it releasable.

The files are what checker.py reads: the specification, the published table, the true inner cells and the alternative
tables. They hold true counts and never leave with the table.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from disclosure.checker import check_files
from disclosure.errors import NotProved
from disclosure.protected import ProtectedTable
from disclosure.releasable import ReleasableTable, ReleasedCell
from disclosure.spec import spec_of
from disclosure.table import BoolArray, FrequencyTable, IntArray
from disclosure.weaker import weaker_groups, weaker_sentence

LISTED_WHOLE = 1_000_000
"""Above so many cells, those that are zero and shown are left out of protected.csv."""


def certificate_files(protected: ProtectedTable) -> dict[str, str]:
    """The files of a proof by name, as text; the same table gives the same text.

    `protected.csv` is the only one that may leave.
    """
    spec = json.dumps(spec_of(protected.table.system.request), ensure_ascii=False, indent=1) + "\n"
    published = published_csv(protected)
    alternatives = "".join(_alternative_lines(protected))
    system = protected.table.system
    inner = np.where(system.is_inner, protected.table.counts, 0).reshape(-1)
    filled = np.flatnonzero(inner)
    certificate = {
        "format": "certificate/1",
        "nodes": {d.name: list(n.labels) for d, n in zip(system.request.dimensions, system.nodes, strict=True)},
        "inner": [[cell, count] for cell, count in zip(filled.tolist(), inner[filled].tolist(), strict=True)],
        "alternatives": len(protected.witnesses),
        "spec_sha256": _sha256(spec),
        "protected_sha256": _sha256(published),
        "alternatives_sha256": _sha256(alternatives),
    }
    return {
        "SPEC.json": spec,
        "protected.csv": published,
        "certificate.json": json.dumps(certificate, ensure_ascii=False, separators=(",", ":")) + "\n",
        "alternatives.txt": alternatives,
        "report.json": json.dumps(report(protected), ensure_ascii=False, indent=1) + "\n",
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def report(protected: ProtectedTable) -> dict[str, object]:
    """The figures of report.json; `verified` holds only for files that the checker accepted.

    `weaker_groups` stands there only where there are some: a sentence for each.
    """
    system = protected.table.system
    secondary = protected.suppressed & ~protected.risk.unsafe & system.in_release
    published = system.is_inner & ~protected.suppressed
    weaker = [weaker_sentence(protected.table, group) for group in weaker_groups(protected.table)]
    return {
        "cells": protected.n_cells,
        "primary": protected.n_primary,
        "suppressed": protected.n_suppressed,
        "secondary": int(secondary.sum()),
        "secondary_zeros": int((secondary & (protected.table.counts == 0)).sum()),
        "inner_sum": int(protected.table.counts[system.is_inner].sum()),
        "inner_sum_published": int(protected.table.counts[published & system.in_release].sum()),
        "alternatives": len(protected.witnesses),
        "unproved": 0,
        **({"weaker_groups": weaker} if weaker else {}),
        "verified": True,
    }


def _alternative_lines(protected: ProtectedTable) -> Iterator[str]:
    for witness in protected.witnesses:
        pairs = " ".join(
            f"{cell}:{change}" for cell, change in zip(witness.cells.tolist(), witness.changes.tolist(), strict=True)
        )
        yield f"{'reader' if witness.reader else 'outsider'} {pairs}\n"


class Published(Protocol):
    """What of a protected table stands in protected.csv: true figures, and which of them are suppressed."""

    @property
    def table(self) -> FrequencyTable:
        """The figures."""

    @property
    def suppressed(self) -> BoolArray:
        """Shape of the table."""

    @property
    def n_cells(self) -> int:
        """Publishable cells."""


def published_csv(protected: Published) -> str:
    """protected.csv: every publishable cell of every table; suppressed ones without a count."""
    system = protected.table.system
    names = [dimension.name for dimension in system.request.dimensions]
    several = len(system.request.tables) > 1
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*(["table"] if several else []), *names, system.request.count, "status"])
    short = protected.n_cells > LISTED_WHOLE
    for number, axes in enumerate(system.published_nodes):
        lead = [str(number)] if several else []
        for labels, count in _rows(protected, axes):
            if short and count == 0:
                continue
            shown = [count, "published"] if count is not None else ["", "suppressed"]
            writer.writerow([*lead, *labels, *shown])
    return text.getvalue()


def _rows(protected: Published, axes: tuple[IntArray, ...]) -> Iterator[tuple[tuple[str, ...], int | None]]:
    """Labels and count (None where suppressed) of one table's cells, in display order."""
    system = protected.table.system
    block = np.ix_(*axes)
    counts = protected.table.counts[block].reshape(-1).tolist()
    suppressed = protected.suppressed[block].reshape(-1).tolist()
    labels = [[nodes.labels[node] for node in shown] for nodes, shown in zip(system.nodes, axes, strict=True)]
    for label, count, hidden in zip(itertools.product(*labels), counts, suppressed, strict=True):
        yield label, None if hidden else count


@dataclass(frozen=True, slots=True)
class Presentation:
    """How one table of the request is shown to its reader; Danish texts.

    `headings` gives a dimension's column its heading; without one the dimension's name is used. `labels` gives, per
    dimension, what a label of the request is called in this table; without one it keeps its own.
    """

    table_id: str
    title: str
    headings: Mapping[str, str]
    count_label: str
    unit: str
    notes: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def certify(protected: ProtectedTable, shown: tuple[Presentation, ...]) -> tuple[ReleasableTable, ...]:
    """Have the stand-alone checker prove every clause, and only then make the tables releasable.

    Parameters
    ----------
    shown : one per table of the request, in its order; where there are fewer, they are the last tables.

    Raises
    ------
    NotProved : a certificate is missing or does not hold; the checker's sentences.
    """
    files = certificate_files(protected)
    failures = check_files({name: text.encode() for name, text in files.items()})
    if failures:
        raise NotProved(" ".join(failures[:3]))
    proof = _sha256(files["certificate.json"])
    first = len(protected.table.system.request.tables) - len(shown)
    return tuple(releasable_table(protected, number, one, proof) for number, one in enumerate(shown, start=first))


def releasable_table(protected: ProtectedTable, number: int, shown: Presentation, proof: str) -> ReleasableTable:
    """One table of the request, with only the dimensions that it uses; only for tables that the checker has proved."""
    system = protected.table.system
    axes = _display_order(protected, number)
    used = [axis for axis, nodes in enumerate(axes) if nodes.size > 1]
    names = [system.request.dimensions[axis].name for axis in used]
    called = [shown.labels.get(name, {}) for name in names]
    cells = tuple(
        ReleasedCell(_called([labels[axis] for axis in used], called), count)
        for labels, count in _rows(protected, axes)
    )
    return ReleasableTable(
        table_id=shown.table_id,
        title=shown.title,
        dimensions=tuple(shown.headings.get(name, name) for name in names),
        count_label=shown.count_label,
        unit=shown.unit,
        cells=cells,
        totals=tuple(
            tuple(names.get(label, label) for label in _summed_labels(protected, axis, axes[axis]))
            for axis, names in zip(used, called, strict=True)
        ),
        notes=shown.notes,
        certificate_sha256=proof,
    )


def _called(labels: Sequence[str], called: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    return tuple(names.get(label, label) for label, names in zip(labels, called, strict=True))


def _display_order(protected: ProtectedTable, number: int) -> tuple[IntArray, ...]:
    """The table's nodes per axis, in the order in which the request names them; totals last."""
    system = protected.table.system
    only = system.request.tables[number].only
    return tuple(
        _total_last([nodes.index[label] for label in only[dimension.name]], axis, nodes.total)
        if dimension.name in only
        else axis
        for dimension, nodes, axis in zip(
            system.request.dimensions, system.nodes, system.published_nodes[number], strict=True
        )
    )


def _total_last(named: list[int], shown: IntArray, total: int) -> IntArray:
    """The nodes in the order in which they are named, the total last where it is shown."""
    return np.array([*(node for node in named if node != total), *([total] if total in shown else [])])


def names_table(counted: ReleasableTable, names: tuple[str, ...], shown: Presentation) -> ReleasableTable:
    """A list of names as the table it is: 1 for every name that occurs in a certified table over the same codes.

    Parameters
    ----------
    counted : a certified table with one dimension, in which the codes that do not occur are shown as 0.

    Raises
    ------
    NotProved : a name stands as 0 in the certified table, or is missing from it.
    """
    occurs = {cell.labels[0] for cell in counted.cells if cell.count != 0}
    if len(counted.dimensions) != 1 or not occurs.issuperset(names):
        raise NotProved("Listen over navne stemmer ikke med den tabel, som beviser den.")
    total = counted.totals[0][-1]
    cells = (*(ReleasedCell((name,), 1) for name in names), ReleasedCell((total,), len(names)))
    return ReleasableTable(
        table_id=shown.table_id,
        title=shown.title,
        dimensions=counted.dimensions,
        count_label=shown.count_label,
        unit=shown.unit,
        cells=cells,
        totals=((total,),),
        notes=shown.notes,
        certificate_sha256=counted.certificate_sha256,
    )


def _summed_labels(protected: ProtectedTable, axis: int, shown: IntArray) -> tuple[str, ...]:
    """Labels that stand for others shown beside them."""
    nodes = protected.table.system.nodes[axis]
    present = set(shown.tolist())
    summed = {part.total for part in nodes.sums if present & set(part.parts)} | {nodes.total}
    return tuple(nodes.labels[node] for node in shown.tolist() if node in summed)


def files_as_bytes(files: Mapping[str, str]) -> dict[str, bytes]:
    """The same files, encoded as UTF-8."""
    return {name: text.encode() for name, text in files.items()}
