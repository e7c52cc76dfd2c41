"""A table of a register that has left the building or is public, as the ledger remembers it: cells, never persons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from data.errors import LedgerUnusable

FORMAT = "release/1"
Origin = Literal["answer", "public"]
FigureLabels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """One table.

    Attributes
    ----------
    register_id : the register it is about.
    origin : "answer" (given by us) or "public" (published by us or others).
    title : as its reader saw it.
    given : the day it was given or published; None where that is not known.
    unit : what one count is.
    period, population : in words.
    data_date : the day the register was extracted, where known; the figures of one day agree with each other.
    where : per filtered column the codes that count; a single-response column that is not filtered has all its codes
        of that day here, because its list may grow.
    labels : per dimension, in the order of the table, the codes under each label it shows beside the total.
    cells : every published cell by one label per dimension (`TOTAL` for the sum): its count, None where suppressed.
        Of a list of names the labels it leaves out, each with 0.
    names : of a list of names the cells it names, as in `cells`; empty for a table of counts.
    threshold : the threshold that was promised.
    same_population : whether it counts the register's own records; other figures are explained and never subtracted.
    difference : in words what is different, where the population is another.
    place : exactly where it can be found: the decision's table, or the publication.
    decision : the case and the version of its decision ("2025-0001/1"), or "".
    certificate_sha256 : of the certificate that proves it, or "".
    files : SHA-256 by name of the files that were sent.
    rounded_to : the base that the counts of `cells` are rounded to; 0 for exact counts.
    """

    register_id: str
    origin: Origin
    title: str
    given: date | None
    unit: str
    period: str
    population: str
    data_date: date | None
    where: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Mapping[str, tuple[str, ...]]]
    cells: Mapping[FigureLabels, int | None]
    threshold: int
    same_population: bool = True
    difference: str = ""
    place: str = ""
    decision: str = ""
    certificate_sha256: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    rounded_to: int = 0
    names: tuple[FigureLabels, ...] = ()

    def text(self) -> str:
        """The release as canonical JSON; its hash stands in the log."""
        written = {name: getattr(self, name) for name in self.__dataclass_fields__}
        written |= {
            "format": FORMAT,
            "given": self.given and self.given.isoformat(),
            "data_date": self.data_date and self.data_date.isoformat(),
            "cells": [[*labels, count] for labels, count in self.cells.items()],
            # Objects keep no order in canonical JSON, and the order of dimensions and labels means something.
            "labels": [[column, list(labels.items())] for column, labels in self.labels.items()],
        }
        return json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def release_from(text: str) -> Release:
    """Read what `Release.text` wrote.

    Raises
    ------
    LedgerUnusable : another format, or a field is missing.
    """
    # Entries from before anything was rounded, or a list of names was remembered, do not say so.
    found: dict[str, Any] = {"rounded_to": 0, "names": [], **json.loads(text)}
    if found.pop("format", "") != FORMAT or set(found) != set(Release.__dataclass_fields__):
        raise LedgerUnusable("En post i registeret over svar har et andet format end release/1 og kan ikke bruges.")
    found |= {
        "given": found["given"] and date.fromisoformat(found["given"]),
        "data_date": found["data_date"] and date.fromisoformat(found["data_date"]),
        "where": {column: tuple(codes) for column, codes in found["where"].items()},
        "labels": {column: {label: tuple(codes) for label, codes in labels} for column, labels in found["labels"]},
        "cells": {tuple(labels): count for *labels, count in found["cells"]},
        "names": tuple(map(tuple, found["names"])),
    }
    return Release(**found)
