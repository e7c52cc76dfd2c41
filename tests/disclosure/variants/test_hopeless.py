"""What no search can save is refused without one, and nothing else is."""

from __future__ import annotations

import itertools
import random

import pytest

from disclosure.errors import NothingSafe
from disclosure.protected import protect
from disclosure.variants.hopeless import hopeless
from tests.disclosure.counted import from_cells, from_records


def table_of(counts, dimensions=None, **fields):
    return from_cells({"dimensions": dimensions or [{"name": "a"}, {"name": "b"}], **fields}, counts)


def test_a_small_count_within_a_shown_one_that_is_too_small_is_hopeless():
    """A reason's 2 is shown for the whole; divided in 1 and 1, no part can be 3 or 4."""
    cells = {("a1", "b1"): 1, ("a1", "b2"): 1, ("a2", "b1"): 9, ("a2", "b2"): 8}
    shown = {"policy": {"force_published": [{"a": "a1"}]}}
    assert hopeless(table_of(cells, **shown))
    with pytest.raises(NothingSafe):
        protect(table_of(cells, **shown))
    assert not hopeless(table_of(cells))


def test_a_known_count_is_as_good_as_a_shown_one():
    """Three in all, known from elsewhere."""
    known = {"known": [{"cell": {}, "count": 3}], "policy": {"force_published": [{}]}}
    assert hopeless(table_of({("a1", "b1"): 3}, **known))


def test_a_shown_group_holds_its_codes():
    """The 3 of a group is shown: none of its codes can be 4; a code that is all of it is safe to be 0 or 3."""
    b = {"name": "b", "codes": ["x", "y", "z"], "hierarchies": [{"name": "h", "parents": {"x": "g", "y": "g"}}]}
    shown = {"policy": {"force_published": [{"b": "g"}]}}
    assert hopeless(table_of({("x",): 2, ("y",): 1, ("z",): 9}, [b], **shown))
    assert not hopeless(table_of({("x",): 6, ("y",): 0, ("z",): 2}, [b], **shown))


def test_a_shown_answer_of_several_holds_its_parts():
    """Two records have the answer x, one in each place; the answer as a whole is shown."""
    several = [{"name": "a"}, {"name": "b", "codes": ["x", "y"], "responses": "multiple"}]
    spec = {"dimensions": several, "policy": {"force_published": [{"b": "x"}]}}
    assert hopeless(from_records(spec, [("a1", "x"), ("a2", "x|y"), *[("a1", "y")] * 9]))
    assert not hopeless(from_records(spec, [("a1", "x")] * 9))


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_hopeless_has_no_safe_version(seed):
    """Random tables with random shown margins: protection finds nothing where nothing is to be found."""
    dice = random.Random(seed)
    found = 0
    for _ in range(12):
        cells = {cell: dice.choice((0, 1, 1, 2, 6)) for cell in itertools.product(("a1", "a2"), ("b1", "b2"))}
        margins = [{"a": "a1"}, {"a": "a2"}, {"b": "b1"}, {"b": "b2"}]
        table = table_of(cells, policy={"threshold": 4, "force_published": dice.sample(margins, 1)})
        if hopeless(table):
            found += 1
            with pytest.raises(NothingSafe):
                protect(table)
    assert found
