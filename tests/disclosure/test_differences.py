"""What follows by subtraction between printed tables, found by hand."""

from __future__ import annotations

import numpy as np

from disclosure.differences import following
from disclosure.spec import request_from_spec
from disclosure.tabulate import tabulate_cells

DIMENSIONS = [
    {"name": "kommune", "role": "identifying", "codes": ["A", "B"]},
    {"name": "koen", "role": "identifying", "codes": ["K", "M"]},
    {"name": "alder", "role": "identifying", "codes": ["ung", "gammel"]},
]
YOUNG_WOMEN = {
    "dimensions": ["kommune", "koen", "alder"],
    "only": {"koen": ["K"], "alder": ["ung"]},
    "without_total": ["koen", "alder"],
}


def table(counts, *, differences=True):
    """Municipalities in all, and young women of each; `counts` by municipality, sex and age."""
    spec = {"dimensions": DIMENSIONS, "tables": [["kommune"], YOUNG_WOMEN], "policy": {"differences": differences}}
    names = ["kommune", "koen", "alder"]
    columns = {name: [key[place] for key in counts] for place, name in enumerate(names)}
    return tabulate_cells(request_from_spec(spec), columns | {"count": [str(count) for count in counts.values()]})


def words(found):
    return {tuple(found.system.labels(tuple(row)).values()) for row in np.argwhere(following(found)).tolist()}


FEW_OTHERS = {("A", "K", "ung"): 19, ("A", "M", "gammel"): 1, ("B", "K", "ung"): 30, ("B", "M", "ung"): 40}


def test_what_is_between_two_filters_counts_where_few_are_outside():
    """20 in A and 19 young women: the one other is a man or old, so both are held free; in B 40 others tell of nobody."""
    found = words(table(FEW_OTHERS))
    assert {("A", "M", "I alt"), ("A", "K", "gammel"), ("A", "K", "I alt"), ("A", "I alt", "ung")} <= found
    assert not any(kommune == "B" for kommune, _, _ in found)


def test_without_the_wish_for_it_nothing_follows():
    """An ordinary request promises its own cells and no others."""
    assert words(table(FEW_OTHERS, differences=False)) == set()
