"""The files that prove a rounded table, and the step that makes it releasable.

rounded.csv is the only one that may leave; it says on every row that it is rounded, and to what.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
from dataclasses import replace

import numpy as np

from disclosure.certificate import Presentation, releasable_table
from disclosure.checker import check_files
from disclosure.errors import NotProved
from disclosure.protected import ProtectedTable
from disclosure.releasable import ReleasableTable
from disclosure.rounding.rounded import RoundedTable
from disclosure.spec import spec_of
from disclosure.table import FrequencyTable, IntArray


def rounding_files(made: RoundedTable) -> dict[str, str]:
    """The files of a proof by name, as text; the same table gives the same text."""
    system = made.table.system
    spec = json.dumps(spec_of(system.request), ensure_ascii=False, indent=1) + "\n"
    shown = rounded_csv(made)
    certificate = {
        "format": "rounding/1",
        "base": made.base,
        "nodes": {d.name: list(n.labels) for d, n in zip(system.request.dimensions, system.nodes, strict=True)},
        "inner": _filled(made.table.counts * system.is_inner),
        "rounded": _filled(made.inner),
        "spec_sha256": _sha256(spec),
        "rounded_sha256": _sha256(shown),
    }
    report = {
        "cells": int(system.in_release.sum()),
        "primary": int(made.risk.unsafe.sum()),
        "base": made.base,
        "verified": True,
    }
    return {
        "SPEC.json": spec,
        "rounded.csv": shown,
        "certificate.json": json.dumps(certificate, ensure_ascii=False, separators=(",", ":")) + "\n",
        "report.json": json.dumps(report, ensure_ascii=False, indent=1) + "\n",
    }


def _filled(counts: IntArray) -> list[list[int]]:
    return [[cell, count] for cell, count in enumerate(counts.reshape(-1).tolist()) if count]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def rounded_csv(made: RoundedTable) -> str:
    """rounded.csv: every publishable cell of every table, its rounded count, and the base."""
    system = made.table.system
    several = len(system.request.tables) > 1
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    names = [dimension.name for dimension in system.request.dimensions]
    writer.writerow([*(["table"] if several else []), *names, system.request.count, "rounded_to"])
    for number, axes in enumerate(system.published_nodes):
        for index in itertools.product(*(axis.tolist() for axis in axes)):
            labels = [nodes.labels[node] for nodes, node in zip(system.nodes, index, strict=True)]
            writer.writerow([*([str(number)] if several else []), *labels, int(made.rounded[index]), made.base])
    return text.getvalue()


def rounding_note(base: int) -> str:
    """What must stand beside every rounded table, in every format."""
    return (
        f"Tallene er afrundet: hvert tal er et multiplum af {base} og ligger højst {base - 1} fra det rigtige "
        "(kontrolleret afrunding). Summerne går op, men de er også afrundet. Et 0 kan dække over et lille antal."
    )


def certify_rounded(made: RoundedTable, shown: tuple[Presentation, ...]) -> tuple[ReleasableTable, ...]:
    """Have the checker prove a rounded table, and only then make its tables releasable; each says that it is rounded.

    Parameters
    ----------
    shown : one per table of the request, in its order; where there are fewer, they are the last tables.

    Raises
    ------
    NotProved : the checker did not accept the proof.
    """
    proof = _sha256(checked(made)["certificate.json"])
    counts = FrequencyTable(made.table.system, made.rounded)
    printed = ProtectedTable(counts, made.risk, np.zeros(made.rounded.shape, dtype=bool), ())
    first = len(made.table.system.request.tables) - len(shown)
    said = [replace(one, count_label=f"{one.count_label}, afrundet til {made.base}") for one in shown]
    tables = (releasable_table(printed, number, one, proof) for number, one in enumerate(said, start=first))
    return tuple(replace(table, rounded_to=made.base) for table in tables)


def checked(made: RoundedTable) -> dict[str, str]:
    """The files of a proof that the stand-alone checker has accepted.

    Raises
    ------
    NotProved : it did not; its first sentence.
    """
    files = rounding_files(made)
    failures = check_files({name: text.encode() for name, text in files.items()})
    if failures:
        raise NotProved(f"Beviset for afrundingen holder ikke: {failures[0]}")
    return files
