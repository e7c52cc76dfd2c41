"""Small tables of amounts, written as records: what a test protects, and the files that prove it."""

from __future__ import annotations

from typing import Any

from disclosure.certificate import files_as_bytes
from disclosure.magnitude.amounts import AmountTable, tabulate_amounts
from disclosure.magnitude.certificate import amount_files
from disclosure.magnitude.protect import ProtectedAmounts, protect_amounts
from disclosure.spec import request_from_spec

Record = tuple[str, str, int]
"""Codes joined by a space, the contributor, the amount."""


def request_of(dimensions: str | list[dict[str, Any]] = "a", sums: dict[str, Any] | None = None, **fields: Any) -> Any:
    """A request for amounts over dimensions of one-letter names; threshold 3 unless the policy says otherwise."""
    listed = [{"name": name} for name in dimensions] if isinstance(dimensions, str) else dimensions
    policy = {
        "threshold": 3,
        **fields.pop("policy", {}),
        "sums": {"amount": "kr", "contributor": "firma", **(sums or {})},
    }
    return request_from_spec({"dimensions": listed, "policy": policy, **fields})


def table_of(records: list[Record], request: Any = None, **columns: list[str]) -> AmountTable:
    """The table of amounts of some records."""
    request = request_of() if request is None else request
    names = [dimension.name for dimension in request.dimensions]
    codes = [record[0].split() for record in records]
    data = {name: [row[place] for row in codes] for place, name in enumerate(names)}
    data |= {"firma": [who for _, who, _ in records], "kr": [str(amount) for _, _, amount in records]}
    return tabulate_amounts(request, {**data, **columns})


def protected_of(records: list[Record], request: Any = None) -> ProtectedAmounts:
    """The protected table of some records."""
    return protect_amounts(table_of(records, request))


def shown(protected: ProtectedAmounts) -> dict[str, int | None]:
    """Labels joined by a space -> the sum, None where it is suppressed."""
    lines = amount_files(protected)["protected.csv"].splitlines()[1:]
    rows = [line.split(",") for line in lines]
    return {" ".join(labels): int(amount) if amount else None for *labels, amount, _ in rows}


def proof_of(protected: ProtectedAmounts) -> dict[str, bytes]:
    """The files of the proof."""
    return files_as_bytes(amount_files(protected))
