"""The released cells as JSON-stat 2.0: one value per combination of codes, null and a status where none is shown."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

from api.documents.arrangement import MARK_SENTENCE, SUPPRESSED, roundings
from api.documents.sheet_names import ascii_name
from api.documents.stamp import w3c

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.releasable import ReleasableTable

_NOT_AVAILABLE = ".."
_LABELS = {SUPPRESSED: MARK_SENTENCE, _NOT_AVAILABLE: "Cellen er ikke med i tabellen."}


def json_stat(table: ReleasableTable, created: datetime) -> bytes:
    """Return a JSON-stat 2.0 dataset; `value` always holds exactly as many places as `size` multiplies to."""
    categories = category_labels(table)
    counts = {cell.labels: cell.count for cell in table.cells}
    keys = list(itertools.product(*categories))
    marks = {key: SUPPRESSED if key in counts else _NOT_AVAILABLE for key in keys if counts.get(key) is None}
    identifiers = dimension_ids(table)
    dataset = {
        "version": "2.0",
        "class": "dataset",
        "label": table.title,
        "updated": w3c(created),
        "id": list(identifiers),
        "size": [len(labels) for labels in categories],
        "dimension": {
            identifier: _dimension(name, labels)
            for identifier, name, labels in zip(identifiers, table.dimensions, categories, strict=True)
        },
        "value": [counts.get(key) for key in keys],
        "status": {str(place): marks[key] for place, key in enumerate(keys) if key in marks},
        "note": [f"Enhed: antal {table.unit}.", *roundings(table), *table.notes],
        "extension": {"status": {"label": {mark: _LABELS[mark] for mark in sorted(set(marks.values()))}}},
    }
    return json.dumps(dataset, ensure_ascii=False, indent=1).encode("utf-8")


def _dimension(name: str, labels: tuple[str, ...]) -> dict[str, object]:
    return {
        "label": name,
        "category": {"index": list(labels), "label": {label: label for label in labels}},
    }


def category_labels(table: ReleasableTable) -> tuple[tuple[str, ...], ...]:
    """Return the labels of each dimension in the order they are first shown."""
    return tuple(
        tuple(dict.fromkeys(cell.labels[axis] for cell in table.cells)) for axis in range(len(table.dimensions))
    )


def dimension_ids(table: ReleasableTable) -> tuple[str, ...]:
    """Return an ASCII name per dimension, none twice."""
    names: list[str] = []
    for dimension in table.dimensions:
        name = ascii_name(dimension).lower()
        names.append(name if name not in names else f"{name}_{len(names) + 1}")
    return tuple(names)
