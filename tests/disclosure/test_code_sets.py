"""Sets of codes become nodes, and what they leave over does too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure import code_sets
from disclosure.code_sets import coded, label_for
from disclosure.errors import NotSupported
from disclosure.request import Dimension

COLUMN = Dimension("k", "identifying", "I alt", "single", tuple("ABCDEF"))


def sums(found):
    nodes = found.dimension.nodes()
    return {(nodes.labels[part.total], tuple(nodes.labels[one] for one in part.parts)) for part in nodes.sums}


def test_a_set_within_another_leaves_a_remainder():
    """ABC and AB: what is left of ABC is C, and of all DEF, which nothing tells apart."""
    found = coded(COLUMN, {"ABC": frozenset("ABC"), "AB": frozenset("AB")})
    assert found.dimension.codes == ("AB", "C", "D + E + F")
    assert sums(found) == {("ABC", ("AB", "C")), ("I alt", ("D + E + F", "ABC"))}
    assert found.code_of == {"A": "AB", "B": "AB", "C": "C", "D": "D + E + F", "E": "D + E + F", "F": "D + E + F"}


def test_sets_that_cut_across_each_other_stand_in_two_hierarchies():
    """AB and BC within ABC: A, B and C follow, each in a sum of its own."""
    found = coded(COLUMN, {"ABC": frozenset("ABC"), "AB": frozenset("AB"), "BC": frozenset("BC")})
    assert {("ABC", ("C", "AB")), ("ABC", ("A", "BC")), ("AB", ("A", "B")), ("BC", ("B", "C"))} <= sums(found)


def test_two_labels_for_the_same_codes_are_one_above_the_other():
    """An island that is one municipality: the group has the code as its only part."""
    assert ("Øen", ("A",)) in sums(coded(COLUMN, {"A": frozenset("A"), "Øen": frozenset("A")}))


def test_a_label_that_is_taken_gets_a_number():
    """Never two sets under one name."""
    assert label_for(frozenset("AB"), "ABC", {"A + B": None}) == "A + B [2]"
    assert label_for(frozenset("ABCD"), "ABCDE", {}) == "A m.fl. (4 koder)"


def test_answers_of_several_kinds_need_one_opdeling():
    """Where a record may have several codes, groups that cut across each other are refused; nested ones are not."""
    several = replace(COLUMN, responses="multiple")
    with pytest.raises(NotSupported, match="på tværs"):
        coded(several, {"AB": frozenset("AB"), "BC": frozenset("BC")})
    assert len(coded(several, {"AB": frozenset("AB"), "A": frozenset("A")}).dimension.hierarchies) == 1


def test_too_many_sets_are_refused(monkeypatch):
    """A limit, and a sentence with what to do."""
    monkeypatch.setattr(code_sets, "MOST_SETS", 3)
    with pytest.raises(NotSupported, match="over 3 grupper"):
        coded(COLUMN, {"AB": frozenset("AB"), "BC": frozenset("BC")})
