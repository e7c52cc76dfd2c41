"""A table request is valid once its codes are settled."""

from __future__ import annotations

import pytest

from disclosure.errors import BadSpec
from disclosure.hierarchy import Hierarchy
from disclosure.request import Dimension, Policy, TableRequest, TableShape


def request(*dimensions: Dimension) -> TableRequest:
    return TableRequest(dimensions, (TableShape(tuple(d.name for d in dimensions)),))


def test_a_dimension_is_found_by_its_name():
    """Of a and b, b."""
    b = Dimension("b", role="identifying")
    assert request(Dimension("a"), b).dimension("b") is b


def test_codes_of_the_data_are_sorted_so_that_the_order_of_rows_does_not_matter():
    """The data's b before a, and the hierarchy's c, become a, b, c."""
    tree = Hierarchy("h", {"c": "R"})
    settled = request(Dimension("d", hierarchies=(tree,))).with_codes({"d": ["b", "a"]})
    assert settled.dimension("d").codes == ("a", "b", "c")


def test_listed_codes_keep_the_order_in_which_they_are_listed():
    """b before a, as listed, also when b is not in the data."""
    settled = request(Dimension("d", codes=("b", "a"))).with_codes({"d": ["a"]})
    assert settled.dimension("d").codes == ("b", "a")


def test_a_dimension_that_the_data_do_not_mention_has_no_codes():
    """Nothing seen, nothing listed."""
    assert request(Dimension("d")).with_codes({}).dimension("d").codes == ()


def test_a_code_that_is_not_listed_is_an_error():
    """The data's x is a person who would be missing from every total."""
    with pytest.raises(BadSpec, match="koden «x» i data står ikke i «codes»"):
        request(Dimension("d", codes=("a",))).with_codes({"d": ["a", "x"]})


def test_a_total_in_the_data_is_an_error():
    """A row that says «I alt» would be counted twice."""
    with pytest.raises(BadSpec, match="totalens navn «I alt» er også en kode"):
        request(Dimension("d")).with_codes({"d": ["a", "I alt"]})


def test_nodes_are_not_known_before_the_codes_are():
    """Asking too early is an error, never an empty dimension."""
    with pytest.raises(BadSpec, match="ikke kendt endnu"):
        Dimension("d").nodes()


def test_whether_a_code_adds_up_and_whether_a_zero_is_unsafe_are_said_by_the_request():
    """Several answers do not add up; protected zeros are unsafe; both are off unless asked for."""
    assert [Dimension("d", responses=r).multiple for r in ("single", "multiple")] == [False, True]
    assert [Policy(zeros=z).zeros_protected for z in ("publishable", "protected")] == [False, True]
    assert not Dimension("d").multiple
    assert not Policy().zeros_protected
