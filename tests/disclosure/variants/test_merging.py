"""What the list of merged codes may hide."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from disclosure.protected import protect
from disclosure.spec import request_from_spec
from disclosure.tabulate import tabulate_cells
from disclosure.variants import search as module
from disclosure.variants.compacting import compacted
from disclosure.variants.merging import hides_unmerged
from disclosure.variants.search import search, space_of

SPEC = {
    "dimensions": [
        {
            "name": "a",
            "role": "identifying",
            "hierarchies": [{"name": "h", "parents": {"a1": "N", "a2": "N", "a3": "N", "a4": "S", "a5": "S"}}],
        },
        {"name": "b"},
    ],
    "policy": {"threshold": 5},
}
COUNTS = {"a1": 2, "a2": 4, "a3": 20, "a4": 30, "a5": 25}


def asked():
    """The specification, and how its cells are tabulated: a1 and a2 of N are small."""
    rows = [(code, b, (count + number) // 2) for code, count in COUNTS.items() for number, b in enumerate(("x", "y"))]
    columns = {"a": [r[0] for r in rows], "b": [r[1] for r in rows], "count": [str(r[2]) for r in rows]}
    return request_from_spec(SPEC), lambda request: tabulate_cells(request, columns)


@pytest.fixture
def merged():
    """The variant whose small codes are merged and all else is as asked, and its table protected."""
    space = space_of(*asked())
    variant = next(one for one, _ in space.variants if one.lists and len(one.tables) == 1 and one.changes == 1)
    return variant, protect(compacted(space.table, variant.shapes))


@pytest.mark.parametrize(("label", "hides"), [("a1", False), ("a3", True), ("N", False), ("I alt", False)])
def test_a_code_that_is_not_merged_is_not_hidden(merged, label, hides):
    """a1 is merged with a2 and may be `[c]`; a3 is not, and its `[c]` tells that it is 5 or more. N holds them all."""
    variant, made = merged
    hidden = np.zeros_like(made.suppressed)
    hidden[made.table.system.cell({"a": label})] = True
    assert hides_unmerged(variant, replace(made, suppressed=hidden)) is hides


def test_what_hides_such_a_code_is_no_offer(monkeypatch):
    """Every variant with merged codes is then without a safe version."""
    assert any(offer.variant.merged for offer in search(*asked()).best)
    monkeypatch.setattr(module, "hides_unmerged", lambda variant, _: variant.merged)
    assert not any(offer.variant.merged for offer in search(*asked()).best)
