"""Participants and groups: the clauses of the promise beyond small counts."""

from __future__ import annotations

import json
from hashlib import sha256

import numpy as np
import pytest

from disclosure.certificate import certificate_files
from disclosure.checker import check_files
from disclosure.clauses import contains, finest_cells, risky_groups
from disclosure.errors import NothingSafe
from disclosure.protected import protect
from tests.attack.brute import broken
from tests.attack.harness import protected_of, published_rows
from tests.attack.world import read_pattern, read_world
from tests.disclosure.counted import from_cells, from_drawing, from_records, labels_of
from tests.strategies import random_case

ALONE = """
          | b1 | b2 | b3 | I alt
    a1    | 1x | 3x | 20 |  24
    a2    | 9  | 9  | 30 |  48
    I alt | 10 | 12 | 50 |  72
"""
TREE = {"name": "h", "parents": {"a1": "R", "a2": "R"}}


def words(table, clause):
    """(group, part) of a clause as labels."""
    found = []
    for flat in (clause.group, clause.part):
        mask = np.zeros(table.counts.shape, dtype=bool)
        mask.flat[flat] = True
        found.extend(labels_of(table, mask))
    return tuple(found)


def groups(table):
    return {words(table, clause) for clause in risky_groups(table)}


def test_whoever_is_alone_changes_nothing_while_nobody_asks():
    """Without the policy there may be fewer alternatives, and never a larger pattern."""
    without, _ = from_drawing(ALONE, threshold=4)
    having, _ = from_drawing(ALONE, threshold=4, participants=True)
    fewer, more = protect(without), protect(having)
    assert fewer.n_suppressed <= more.n_suppressed


def test_for_whoever_is_alone_another_way_around_the_3_is_open():
    """She is the 1 in a1 b1; some alternative changes a1 b2 and not her cell."""
    table, _ = from_drawing(ALONE, threshold=4, participants=True)
    protected = protect(table)
    mine, other = (int(np.ravel_multi_index(place, table.counts.shape)) for place in ((0, 0), (0, 1)))
    assert any(other in w.touched and mine not in w.touched for w in protected.witnesses)


@pytest.mark.parametrize("policy", ["participants", "group_disclosure"])
@pytest.mark.parametrize("kind", ["two", "one tree", "several answers", "linked"])
def test_a_clause_that_is_asked_for_is_kept(policy, kind):
    """Twelve random tables of each kind: the oracle finds no participant and no group that learns anything."""
    for seed in range(12):
        case = random_case(seed, kind)
        case.spec.pop("known", None)
        case.spec["policy"] = {"threshold": case.spec["policy"]["threshold"], policy: True}
        world = read_world(case.spec, case.cells, case.records)
        pattern, flaws = read_pattern(world, published_rows(protected_of(case)))
        assert (seed, flaws, broken(world, pattern)) == (seed, [], [])


def test_the_finest_cells_are_those_that_are_not_sums_of_others():
    """R is a1 + a2 and the total is everything: neither is finest."""
    spec = {"dimensions": [{"name": "a", "codes": ["a1", "a2", "a3"], "hierarchies": [TREE]}]}
    table = from_cells(spec, {})
    assert labels_of(table, finest_cells(table.system)) == {"a1", "a2", "a3"}


def test_a_group_whose_parts_are_not_shown_is_finest():
    """Only R and a3 are shown: whoever is alone in R knows that she is."""
    spec = {
        "dimensions": [{"name": "a", "codes": ["a1", "a2", "a3"], "hierarchies": [TREE]}],
        "tables": [{"dimensions": ["a"], "only": {"a": ["R", "a3"]}}],
    }
    table = from_cells(spec, {})
    assert labels_of(table, finest_cells(table.system)) == {"R", "a3"}


def test_a_table_has_its_own_finest_cells():
    """a alone and b alone: codes of a at the total of b, and the other way."""
    table = from_cells({"dimensions": [{"name": n, "codes": [f"{n}1"]} for n in "ab"], "tables": [["a"], ["b"]]}, {})
    assert labels_of(table, finest_cells(table.system)) == {"a1 *", "* b1"}


def test_a_cell_contains_those_whose_records_it_counts():
    """R contains a1 in every column, but not a3, and not the total."""
    spec = {"dimensions": [{"name": "a", "codes": ["a1", "a2", "a3"], "hierarchies": [TREE]}, {"name": "b"}]}
    system = from_cells(spec, {("a1", "b1"): 1}).system
    at = system.cell
    assert contains(system, at({"a": "R"}), at({"a": "a1", "b": "b1"}))
    assert not contains(system, at({"a": "R"}), at({"a": "a3", "b": "b1"}))
    assert not contains(system, at({"a": "R"}), at({}))


GROUPS = """
          | b1 | b2 | I alt
    a1    | 14 |  0 |  14
    a2    | 20 |  1 |  21
    a3    | 30 |  2 |  32
    a4    |  0 |  0 |   0
    I alt | 64 |  3 |  67
"""


def test_all_or_all_but_one_in_a_category_is_a_risk_however_large_the_group():
    """14 of 14 and 20 of 21, but not 30 of 32; an empty group discloses nobody; the whole population is no group."""
    table, _ = from_drawing(GROUPS)
    assert groups(table) == {("a1 *", "a1 b1"), ("a2 *", "a2 b1")}


def test_nobody_is_a_member_of_a_level_that_the_jurist_declared_safe():
    """Rows are declared safe, or the category is."""
    for declared in ({"dimension": "row", "levels": ["row"]}, {"dimension": "column", "levels": ["b1"]}):
        table, _ = from_drawing(GROUPS, not_unsafe=[declared])
        assert groups(table) == set()


def test_an_identifying_dimension_has_no_categories():
    """Both identify: nothing sensitive is learnt of anybody."""
    table, _ = from_drawing(GROUPS, ({}, {"role": "identifying"}))
    assert groups(table) == set()


def test_a_group_of_categories_is_a_category():
    """All 9 of a1 are in b1 or b2, that is in G."""
    tree = {"name": "h", "parents": {"b1": "G", "b2": "G"}}
    spec = {
        "dimensions": [
            {"name": "a", "role": "identifying"},
            {"name": "b", "codes": ["b1", "b2", "b3"], "hierarchies": [tree]},
        ]
    }
    cells = {("a1", "b1"): 4, ("a1", "b2"): 5, ("a2", "b1"): 5, ("a2", "b2"): 6, ("a2", "b3"): 7}
    assert groups(from_cells(spec, cells)) == {("a1 *", "a1 G")}


def test_a_group_of_all_codes_is_no_category_with_one_answer_and_is_one_with_several():
    """Everybody with one answer is in G; with several, whoever gave none is not."""
    tree = {"name": "h", "parents": {"b1": "G", "b2": "G"}}
    dimensions = [{"name": "a", "role": "identifying"}, {"name": "b", "codes": ["b1", "b2"], "hierarchies": [tree]}]
    single = from_cells({"dimensions": dimensions}, {("a1", "b1"): 4, ("a1", "b2"): 5})
    assert groups(single) == set()
    several = [dimensions[0], {**dimensions[1], "responses": "multiple"}]
    records = from_records({"dimensions": several}, [("a1", "b1")] * 3 + [("a1", "b2")] * 3)
    assert groups(records) == {("a1 *", "a1 G")}


def test_a_group_is_opened_by_an_alternative_with_two_outside():
    """9 of 9 in b1: some alternative has at most 7 of 9 there, or 9 of 11."""
    table, _ = from_drawing(
        """
              | b1 | b2 | I alt
        a1    |  9 |  0 |   9
        a2    |  9 |  9 |  18
        I alt | 18 |  9 |  27
        """,
        group_disclosure=True,
    )
    protected = protect(table)
    assert protected.suppressed[0, :2].all() or protected.suppressed[0, 1:].all()
    whole, part = 2, 0
    outside = []
    for witness in protected.witnesses:
        values = dict(zip(witness.touched.tolist(), witness.values.tolist(), strict=True))
        outside.append(values.get(whole, 9) - values.get(part, 9))
    assert max(outside) >= 2


def test_a_group_that_is_held_fast_is_not_released():
    """Both the 9 and its total must be shown: nothing safe can be made, and the cell is named."""
    table, _ = from_drawing(
        """
              | b1 | b2 | I alt
        a1    |  9 |  0 |   9
        a2    |  9 |  9 |  18
        I alt | 18 |  9 |  27
        """,
        group_disclosure=True,
        force_published=[{"row": "a1", "column": "b1"}, {"row": "a1"}],
    )
    with pytest.raises(NothingSafe) as raised:
        protect(table)
    assert any("row «a1», column «b1»" in reason for reason in raised.value.reasons)


def test_a_participant_who_cannot_be_kept_from_it_is_not_served():
    """Of 1 and 2 with the total known as 3, whoever is the 1 knows the 2; the total must be shown."""
    spec = {
        "dimensions": [{"name": "a"}],
        "policy": {"threshold": 3, "participants": True, "zeros": "protected"},
        "known": [{"cell": {}, "count": 3}],
    }
    table = from_cells(spec, {("a1",): 1, ("a2",): 2})
    with pytest.raises(NothingSafe) as raised:
        protect(table)
    assert any("a «a2»" in reason for reason in raised.value.reasons)


LINKED = {
    "dimensions": [{"name": name, "codes": [f"{name}1", f"{name}2", f"{name}3"]} for name in "abc"],
    "tables": [["a", "b"], ["a", "c"]],
    "policy": {"threshold": 3, "participants": True},
}
RECORDS = {
    ("a1", "b1", "c1"): 1,
    ("a1", "b2", "c1"): 2,
    ("a1", "b2", "c2"): 7,
    ("a2", "b1", "c1"): 6,
    ("a2", "b2", "c2"): 8,
    ("a3", "b3", "c3"): 9,
    ("a2", "b3", "c2"): 2,
    ("a3", "b1", "c1"): 5,
}


def test_a_participant_stays_where_she_stands_in_every_table():
    """She is alone in a1 x b1 and stands in c1 of the other table: no table that moves her to c2 spares her."""
    protected = protect(from_cells(LINKED, RECORDS))
    files = {name: text.encode() for name, text in certificate_files(protected).items()}
    assert check_files(files) == []
    system = protected.table.system
    home = int(np.ravel_multi_index(system.cell({"a": "a1", "b": "b1", "c": "c1"}), system.shape))
    spared = [
        line
        for line in files["alternatives.txt"].decode().splitlines(keepends=True)
        if not any(pair.startswith(f"{home}:") for pair in line.split())
    ]
    moved = sorted(set(files["alternatives.txt"].decode().splitlines(keepends=True)) - set(spared))
    assert spared
    certificate = json.loads(files["certificate.json"])
    text = "".join(moved)
    certificate |= {"alternatives": len(moved), "alternatives_sha256": sha256(text.encode()).hexdigest()}
    forged = files | {"alternatives.txt": text.encode(), "certificate.json": json.dumps(certificate).encode()}
    assert any("alene" in sentence for sentence in check_files(forged))
