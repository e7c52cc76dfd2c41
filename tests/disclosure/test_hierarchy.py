"""Codes, groups and totals: the nodes of one dimension and the sums that its hierarchies imply."""

from __future__ import annotations

import pytest

from disclosure.errors import BadSpec
from disclosure.hierarchy import Hierarchy, Nodes, Sum, build_nodes, finest_codes

REGIONS = Hierarchy("region", {"a": "R", "b": "R", "c": "S", "R": "T", "S": "T"})


def by_label(nodes: Nodes) -> dict[str, set[str]]:
    """Which codes lie under each label."""
    codes = nodes.labels[: nodes.n_codes]
    return {
        label: {code for code, under in zip(codes, row, strict=True) if under}
        for label, row in zip(nodes.labels, nodes.members, strict=True)
    }


def sums_by_label(nodes: Nodes) -> set[tuple[str, ...]]:
    """(total, part, part, ...) for every sum."""
    return {(nodes.labels[s.total], *(nodes.labels[part] for part in s.parts)) for s in nodes.sums}


def test_without_a_hierarchy_the_total_is_the_sum_of_the_codes():
    """Two codes and their total: one sum."""
    nodes = build_nodes("d", "I alt", ["a", "b"], [])
    assert nodes.labels == ("a", "b", "I alt")
    assert nodes.sums == (Sum(2, (0, 1), ""),)
    assert nodes.total == 2


def test_a_dimension_without_codes_has_a_total_and_no_sum():
    """An empty table still has its total."""
    nodes = build_nodes("d", "I alt", [], [])
    assert (nodes.labels, nodes.sums) == (("I alt",), ())


def test_every_level_is_the_sum_of_the_level_below():
    """R = a + b, S = c, T = R + S, and the total is T and the code that nobody owns."""
    nodes = build_nodes("d", "I alt", ["a", "b", "c", "d"], [REGIONS])
    assert nodes.labels == ("a", "b", "c", "d", "R", "S", "T", "I alt")
    assert sums_by_label(nodes) == {("R", "a", "b"), ("S", "c"), ("T", "R", "S"), ("I alt", "d", "T")}


def test_a_group_of_groups_holds_the_codes_below():
    """T holds a, b and c, but not d; the total holds all."""
    under = by_label(build_nodes("d", "I alt", ["a", "b", "c", "d"], [REGIONS]))
    assert under["R"] == {"a", "b"}
    assert under["T"] == {"a", "b", "c"}
    assert under["I alt"] == {"a", "b", "c", "d"}
    assert under["d"] == {"d"}


def test_a_group_mentioned_before_its_children_are_is_filled_all_the_same():
    """The tree is written from the top; T still holds a."""
    tree = Hierarchy("h", {"R": "T", "a": "R"})
    assert by_label(build_nodes("d", "I alt", ["a"], [tree]))["T"] == {"a"}


def test_two_hierarchies_give_the_total_twice():
    """a + b + c by region, and by size."""
    size = Hierarchy("size", {"a": "big", "b": "small", "c": "small"})
    region = Hierarchy("region", {"a": "R", "b": "R"})
    nodes = build_nodes("d", "I alt", ["a", "b", "c"], [region, size])
    assert {line for line in sums_by_label(nodes) if line[0] == "I alt"} == {
        ("I alt", "c", "R"),
        ("I alt", "big", "small"),
    }


def test_a_sum_that_two_hierarchies_share_is_there_once():
    """R is a + b in both trees."""
    other = Hierarchy("other", {"a": "R", "b": "R", "c": "X"})
    nodes = build_nodes("d", "I alt", ["a", "b", "c"], [Hierarchy("region", {"a": "R", "b": "R"}), other])
    assert [part.total for part in nodes.sums].count(nodes.index["R"]) == 1
    assert nodes.labels.count("R") == 1


def test_the_finest_codes_are_children_that_are_nobodys_parent():
    """R and T are groups; a, b and c are codes, in the order in which they are mentioned."""
    assert finest_codes([REGIONS]) == ("a", "b", "c")


@pytest.mark.parametrize(
    ("codes", "hierarchies", "message"),
    [
        (["a"], [Hierarchy("h", {"a": "R", "R": "S", "S": "R"})], "cyklus"),
        (["a"], [Hierarchy("h", {"a": "a"})], "cyklus"),
        (["a"], [Hierarchy("h", {"a": "I alt"})], "hedder som totalen"),
        (["a"], [Hierarchy("h", {"I alt": "R", "a": "R"})], "hedder som totalen"),
        (["a", "I alt"], [], "er også en kode"),
        (["a", "R"], [Hierarchy("h", {"a": "R"})], "både en kode og en gruppe"),
        (["a", "b"], [Hierarchy("h", {"a": "R"}), Hierarchy("h", {"b": "S"})], "samme navn"),
        (["a", "b"], [Hierarchy("h", {"a": "R"}), Hierarchy("k", {"b": "R"})], "forskellige medlemmer"),
        (
            ["a", "b"],
            [Hierarchy("h", {"a": "R", "R": "S"}), Hierarchy("k", {"b": "T", "R": "T"})],
            "«R» er en gruppe i et andet hierarki",
        ),
    ],
)
def test_labels_that_clash_are_named(codes, hierarchies, message):
    """A cycle, a group like the total, a code like a group or the total, one name for two groups or two trees."""
    with pytest.raises(BadSpec, match=message):
        build_nodes("d", "I alt", codes, hierarchies)
