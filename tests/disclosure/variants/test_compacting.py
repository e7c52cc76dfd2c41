"""The smallest array of a release: the same counts, the same rules, fewer cells."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from disclosure.certificate import certificate_files
from disclosure.checker import check_files
from disclosure.differences import following
from disclosure.protected import protect
from disclosure.request import TableShape
from disclosure.spec import request_from_spec, spec_of
from disclosure.variants.compacting import compacted, explicit
from disclosure.variants.search import space_of
from tests.disclosure.counted import from_cells, from_records
from tests.disclosure.variants.requests import some_request

REGION = {
    "name": "region",
    "parents": {"a": "Nord", "b": "Nord", "c": "Syd", "d": "Syd", "Nord": "Landet", "Syd": "Landet"},
}
AREA = {"name": "område", "parents": {"a": "By", "c": "By"}}
BY = {"name": "by", "role": "identifying", "hierarchies": [REGION, AREA]}
CELLS = {(k, e): n for (k, e), n in zip(itertools.product("abcd", ("x", "y")), (1, 8, 9, 7, 2, 6, 9, 8), strict=True)}


def table_of(**fields):
    return from_cells({"dimensions": [BY, {"name": "emne"}], **fields}, CELLS)


def count(table, **labels):
    return int(table.counts[table.system.cell(labels)])


def test_codes_that_no_shown_label_tells_apart_become_one():
    """Regions by subject: two codes in place of four; the level above stays where it is shown."""
    small = compacted(table_of(), (TableShape(("by", "emne"), {"by": ("Nord", "Syd", "Landet"), "emne": ("x", "y")}),))
    assert small.system.nodes[0].labels == ("Nord", "Syd", "Landet", "I alt")
    assert count(small, by="Nord", emne="x") == 10
    assert count(small, by="Landet") == count(small) == 50


def test_labels_of_two_hierarchies_divide_the_codes_between_them():
    """By and Nord overlap in a; the rest of each is a code that is never shown, and gets a name of its own."""
    small = compacted(table_of(), (TableShape(("by",), {"by": ("Nord", "By")}),))
    assert small.counts.shape == (len(small.system.nodes[0].labels),)
    assert {label: count(small, by=label) for label in ("Nord", "By")} == {"Nord": 25, "By": 17}
    assert small.system.nodes[0].n_codes == 4


def test_a_shown_group_with_one_code_that_is_shown_too_stays_above_it():
    """Both names stand for the same records, and their counts must agree."""
    by = {"name": "by", "hierarchies": [{"name": "h", "parents": {"a": "Ene"}}]}
    table = from_cells({"dimensions": [by]}, {("a",): 9, ("b",): 8})
    small = compacted(table, (TableShape(("by",), {"by": ("a", "Ene")}),))
    assert count(small, by="a") == count(small, by="Ene") == 9


def test_a_dimension_in_no_table_is_gone_unless_a_known_figure_names_it():
    """What is known must still be kept."""
    shapes = (TableShape(("by",), {"by": ("Nord", "Syd")}),)
    assert [d.name for d in compacted(table_of(), shapes).system.request.dimensions] == ["by"]
    known = table_of(known=[{"cell": {"emne": "x"}, "count": 21}])
    assert [d.name for d in compacted(known, shapes).system.request.dimensions] == ["by", "emne"]


def test_the_policy_follows_in_the_labels_that_are_left():
    """The finest codes were declared safe, not the regions that have taken their place; what is not released goes."""
    policy = {
        "not_unsafe": [{"dimension": "by", "levels": ["by", "I alt"]}, {"dimension": "emne", "levels": ["x"]}],
        "force_published": [{"by": "a"}, {"by": "Nord"}, {}],
        "force_suppressed": [{"by": "Syd", "emne": "x"}],
        "weights": [{"cell": {"by": "a"}, "weight": 2}, {"cell": {"by": "Nord"}, "weight": 3}],
    }
    small = compacted(table_of(policy=policy), (TableShape(("by",), {"by": ("Nord", "Syd")}),))
    written = spec_of(small.system.request)["policy"]
    assert written["not_unsafe"] == [{"dimension": "by", "levels": ["I alt"]}]
    assert written["force_published"] == [{"by": "Nord"}, {}]
    assert written["force_suppressed"] == []
    assert written["weights"] == [{"cell": {"by": "Nord"}, "weight": 3.0}]
    assert request_from_spec(spec_of(small.system.request)) == small.system.request


def test_a_level_that_was_declared_safe_is_declared_by_its_labels():
    """A label that is also the name of a level could be read as the level: nothing is declared of it."""
    policy = {"not_unsafe": [{"dimension": "by", "levels": ["region"]}]}
    small = compacted(table_of(policy=policy), (TableShape(("by",), {"by": ("Nord", "Syd")}),))
    assert spec_of(small.system.request)["policy"]["not_unsafe"] == [{"dimension": "by", "levels": ["Nord", "Syd"]}]
    by = {"name": "a", "codes": ["a", "b"]}
    table = from_cells(
        {"dimensions": [by], "policy": {"not_unsafe": [{"dimension": "a", "levels": ["a"]}]}}, {("a",): 1}
    )
    assert spec_of(compacted(table, explicit(table.system.request)).system.request)["policy"]["not_unsafe"] == [
        {"dimension": "a", "levels": ["b"]}
    ]


def test_what_is_left_between_two_tables_is_a_code_that_follows():
    """Syd in one table, d in another, both by subject: c, x is nobody's cell, is 2 by subtraction, and is protected."""
    shapes = tuple(TableShape(("by", "emne"), {"by": (label,), "emne": ("x", "y")}) for label in ("Syd", "d"))
    small = compacted(table_of(policy={"differences": True}), shapes)
    assert following(small)[small.system.cell({"by": "c", "emne": "x"})]


TREE = {"name": "h", "parents": {"v": "g1", "w": "g1", "x": "g2", "y": "g2", "g1": "G", "g2": "G"}}
ANSWERS = {"dimensions": [{"name": "k"}, {"name": "s", "responses": "multiple", "hierarchies": [TREE]}]}
RECORDS = [("a", "v|w"), ("a", "v|x"), ("b", "y"), ("b", "z"), ("b", "")]


@pytest.mark.parametrize(
    ("shown", "left"),
    [
        (("z",), ("z",)),
        (("g1", "g2", "z"), ("g1", "g2", "z")),
        (("G", "v"), ("v", "w", "g2", "G")),
        (("g1", "v", "G"), ("v", "w", "g2", "g1", "G")),
        (("G",), ("G",)),
    ],
)
def test_of_several_answers_what_bounds_nothing_shown_is_dropped(shown, left):
    """The siblings of a shown answer stay, because their group is at most the sum of them all."""
    small = compacted(from_records(ANSWERS, RECORDS), (TableShape(("s",), {"s": shown}),))
    assert set(small.system.nodes[0].labels) == {*left, "I alt"}
    whole = from_records(ANSWERS, RECORDS)
    assert all(count(small, s=label) == count(whole, s=label) for label in (*left, "I alt"))


@pytest.mark.parametrize(("seed", "multiple"), [(1, False), (2, False), (3, True)])
def test_every_variant_keeps_its_counts_and_its_proof_holds(seed, multiple):
    """Each shown cell has the count of the full array; the checker accepts the small request's proof."""
    space = space_of(*some_request(seed, multiple))
    whole = space.table
    for variant, _ in space.variants:
        small = compacted(whole, variant.shapes)
        names = [dimension.name for dimension in small.system.request.dimensions]
        for index in np.argwhere(small.system.in_release).tolist():
            labels = dict(zip(names, small.system.labels(tuple(index)).values(), strict=True))
            assert int(small.counts[tuple(index)]) == count(whole, **labels)
        if not variant.base:
            files = certificate_files(protect(small))
            assert check_files({name: text.encode() for name, text in files.items()}) == []
