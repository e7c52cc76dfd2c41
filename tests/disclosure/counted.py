"""Frequency tables for the tests: from a drawing, from inner cells, from records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from disclosure.spec import request_from_spec
from disclosure.table import BoolArray, FrequencyTable
from disclosure.tabulate import tabulate_cells, tabulate_records
from tests.drawing import drawing

Spec = dict[str, Any]


def from_drawing(text: str, dimensions: Sequence[Spec] = ({}, {}), **policy: Any) -> tuple[FrequencyTable, BoolArray]:
    """The table of a drawing with its totals, and which of its cells are drawn as suppressed.

    Its dimensions are `row` (identifying) and `column` (sensitive), unless `dimensions` says otherwise.
    """
    drawn = drawing(text)
    row = {"name": "row", "role": "identifying", "codes": list(drawn.rows[:-1]), **dimensions[0]}
    column = {"name": "column", "codes": list(drawn.columns[:-1]), **dimensions[1]}
    cells = {
        (r, c): int(drawn.counts[y, x]) for y, r in enumerate(drawn.rows[:-1]) for x, c in enumerate(drawn.columns[:-1])
    }
    table = from_cells({"dimensions": [row, column], "policy": policy}, cells)
    assert (table.counts == drawn.counts).all(), "the totals of the drawing do not add up"
    return table, drawn.suppressed


def from_cells(spec: Spec, cells: Mapping[tuple[str, ...], int]) -> FrequencyTable:
    """The table of inner counts by codes."""
    names = [dimension["name"] for dimension in spec["dimensions"]]
    columns = {name: [codes[place] for codes in cells] for place, name in enumerate(names)}
    return tabulate_cells(request_from_spec(spec), {**columns, "count": [str(n) for n in cells.values()]})


def from_records(spec: Spec, records: Sequence[Sequence[str]]) -> FrequencyTable:
    """The table of records, each a text per dimension; several answers with | between."""
    names = [dimension["name"] for dimension in spec["dimensions"]]
    return tabulate_records(
        request_from_spec(spec), {name: [r[place] for r in records] for place, name in enumerate(names)}
    )


def labels_of(table: FrequencyTable, mask: BoolArray) -> set[str]:
    """The cells of a mask, each as its labels with a space between; the total as `*`."""
    totals = {dimension.total for dimension in table.system.request.dimensions}
    return {
        " ".join("*" if label in totals else label for label in table.system.labels(tuple(index)).values())
        for index in np.argwhere(mask).tolist()
    }
