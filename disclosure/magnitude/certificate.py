"""The proof of a protected table of sums, as the files that checker.py reads.

They hold what every contributor gave, under a number instead of a name, and never leave with the table.
"""

from __future__ import annotations

import hashlib
import json

from disclosure.certificate import published_csv
from disclosure.magnitude.clauses import Alternative
from disclosure.magnitude.protect import ProtectedAmounts
from disclosure.spec import spec_of


def amount_files(protected: ProtectedAmounts) -> dict[str, str]:
    """The files of a proof by name, as text; the same table gives the same text.

    `protected.csv` is the only one that may leave.
    """
    system = protected.table.system
    spec = json.dumps(spec_of(system.request), ensure_ascii=False, indent=1) + "\n"
    published = published_csv(protected)
    alternatives = "".join(_line(one) for one in protected.alternatives)
    certificate = {
        "format": "certificate-sums/1",
        "nodes": {d.name: list(n.labels) for d, n in zip(system.request.dimensions, system.nodes, strict=True)},
        "contributions": protected.amounts.given.tolist(),
        "alternatives": len(protected.alternatives),
        "spec_sha256": _sha256(spec),
        "protected_sha256": _sha256(published),
        "alternatives_sha256": _sha256(alternatives),
    }
    return {
        "SPEC.json": spec,
        "protected.csv": published,
        "certificate.json": json.dumps(certificate, ensure_ascii=False, separators=(",", ":")) + "\n",
        "alternatives.txt": alternatives,
        "report.json": json.dumps(_report(protected), ensure_ascii=False, indent=1) + "\n",
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _line(one: Alternative) -> str:
    return "reader " + " ".join(f"{cell}:{change}" for cell, change in sorted(one.inner.items())) + "\n"


def _report(protected: ProtectedAmounts) -> dict[str, object]:
    system, amounts = protected.table.system, protected.table.counts
    shown = system.is_inner & system.in_release & ~protected.suppressed
    return {
        "cells": protected.n_cells,
        "primary": protected.n_primary,
        "suppressed": protected.n_suppressed,
        "secondary": protected.n_suppressed - protected.n_primary,
        "secondary_zeros": 0,
        "inner_sum": int(amounts[system.is_inner].sum()),
        "inner_sum_published": int(amounts[shown].sum()),
        "alternatives": len(protected.alternatives),
        "unproved": 0,
        "verified": True,
    }
