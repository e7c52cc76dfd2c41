"""The oracle finds what a person finds by hand, and finds nothing where nothing is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from tests.attack.brute import Attacker, broken, published_rows
from tests.attack.search import every_solution
from tests.attack.world import Labels, Pattern, World, read_pattern, read_world
from tests.strategies import KINDS, random_case


def world_of(spec: Mapping[str, Any], counts: Mapping[tuple[str, ...], int]) -> World:
    """A world from inner counts keyed by codes."""
    names = [dimension["name"] for dimension in spec["dimensions"]]
    return read_world(spec, cells=[{**dict(zip(names, c, strict=True)), "count": n} for c, n in counts.items()])


def hiding(world: World, hidden: Iterable[Labels]) -> Pattern:
    """The pattern that suppresses exactly these cells."""
    hidden = set(hidden)
    return Pattern({c: None if c in hidden else world.count_of(u) for c, u in world.released().items()})


SQUARE = {"dimensions": [{"name": "a", "codes": ["1", "2"], "role": "identifying"}, {"name": "b", "codes": ["1", "2"]}]}
CORNERS = [("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")]


def square(counts: Iterable[int], **policy: Any) -> World:
    return world_of({**SQUARE, "policy": policy}, dict(zip(CORNERS, counts, strict=True)))


def test_one_suppressed_cell_is_the_row_total_minus_the_rest():
    """A 2 alone in its row cannot be 1, 3 or 4."""
    world = square([2, 9, 9, 9])
    found = broken(world, hiding(world, [("1", "1")]))
    assert [b.detail for b in found if b.clause == "outsider"] == ["cannot be 1", "cannot be 3", "cannot be 4"]


def test_four_corners_with_room_protect_a_small_count():
    """2, 9 / 9, 9 with all inner cells suppressed: the 2 may be 0 to 11, and 9 - 1 leaves no cell below 1."""
    world = square([2, 9, 9, 9])
    assert broken(world, hiding(world, CORNERS)) == []


def test_a_reader_of_zeros_bounds_what_the_outsider_cannot():
    """1, 1 in a row total 2 with no zero hidden: for a reader both are 1, for the outsider 0 to 2."""
    world = square([1, 1, 9, 9], threshold=3, not_unsafe=[{"dimension": "b", "levels": ["I alt"]}])
    found = broken(world, hiding(world, CORNERS))
    assert {b.clause for b in found} == {"reader"}
    assert {b.cell for b in found} == {("1", "1"), ("1", "2")}


def test_a_hidden_zero_in_the_row_frees_the_reader():
    """1, 1, 1, 0 with total 3 is 1, 1, 1 to a reader while the 0 is shown; once it is suppressed too, it is not."""
    spec = {"dimensions": [{"name": "a", "codes": ["1", "2"]}, {"name": "b", "codes": ["1", "2", "3", "4"]}]}
    spec["policy"] = {"threshold": 3}
    counts = {("1", "1"): 1, ("1", "2"): 1, ("1", "3"): 1, ("1", "4"): 0, **{("2", b): 9 for b in "1234"}}
    world = world_of(spec, counts)
    while_shown = broken(world, hiding(world, [cell for cell in counts if cell[1] != "4"]))
    assert {b.clause for b in while_shown} == {"reader"}
    assert broken(world, hiding(world, counts)) == []


def test_a_margin_over_cells_that_are_not_zero_starts_at_their_number():
    """A suppressed total of two suppressed cells that are not 0 promises the reader 2..4, not 1."""
    spec = {"dimensions": [{"name": "a", "codes": ["1", "2"]}]}
    world = world_of(spec, {("1",): 1, ("2",): 2})
    assert broken(world, hiding(world, [("1",), ("2",), ("I alt",)])) == []


def test_whoever_is_alone_subtracts_herself():
    """Row 1, 3 with total 4: whoever is the 1 knows the 3, though everybody else sees a range."""
    world = square([1, 3, 9, 9], threshold=4)
    assert broken(world, hiding(world, CORNERS)) == []
    world = square([1, 3, 9, 9], threshold=4, participants=True)
    assert [(b.clause, b.cell) for b in broken(world, hiding(world, CORNERS))] == [("participant", ("1", "2"))]


def test_a_group_all_in_one_category_is_disclosed_without_any_small_count():
    """All 9 of group 1 in category 1: the 0 beside it says so, until both and their totals may vary."""
    world = square([9, 0, 9, 9], group_disclosure=True)
    assert [b.clause for b in broken(world, hiding(world, []))] == ["group"]
    assert broken(world, hiding(world, CORNERS)) == []


def test_several_answers_bound_each_code_by_the_total_only():
    """Of 2 records code x has 1: suppressed, it may be 0..2, so 3 and 4 are excluded until the total goes too."""
    spec = {"dimensions": [{"name": "m", "codes": ["x", "y"], "responses": "multiple"}]}
    world = read_world(spec, records=[{"m": "x|y"}, {"m": ""}])
    found = broken(world, hiding(world, [("x",), ("y",)]))
    assert "published" in {b.clause for b in found}
    assert {b.detail for b in found if b.clause == "outsider" and b.cell == ("x",)} == {"cannot be 3", "cannot be 4"}
    assert broken(world, hiding(world, [("x",), ("y",), ("I alt",)])) == []


def test_a_shared_margin_ties_two_tables():
    """Row 1 is suppressed whole in one table, but the other table prints the row's total."""
    spec = {
        "dimensions": [{"name": n, "codes": [f"{n}1", f"{n}2"]} for n in "abc"],
        "tables": [["a", "b"], ["a", "c"]],
        "policy": {"threshold": 3},
    }
    world = world_of(spec, {("a1", "b1", "c1"): 1, ("a1", "b2", "c1"): 9, ("a2", "b1", "c1"): 9, ("a2", "b2", "c2"): 9})
    row = [("a1", "b1", "I alt"), ("a1", "I alt", "I alt")]
    found = broken(world, hiding(world, row))
    assert ("a1", "b1", "I alt") in {b.cell for b in found if b.clause == "outsider"}


def test_the_file_must_hold_every_cell_once_with_its_true_figure():
    """A false total, a missing cell and a status that contradicts its count are all named."""
    world = square([9, 9, 9, 9])
    names = ("a", "b")
    rows: list[dict[str, Any]] = [
        {**dict(zip(names, cell, strict=True)), "count": world.count_of(u), "status": "published"}
        for cell, u in world.released().items()
    ]
    assert read_pattern(world, rows)[1] == []
    rows[0]["count"] = 8
    rows[1]["status"] = "suppressed"
    wrong = " ".join(read_pattern(world, rows[:-1])[1])
    assert "false figure 8" in wrong
    assert "disagree" in wrong
    assert "missing" in wrong


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_with_everything_suppressed_the_promise_always_holds(kind):
    """DESIGN: it can always be kept by suppressing more, in the end the total itself (nothing forced, nothing known)."""
    for seed in range(4):
        case = random_case(seed, kind)
        spec = {**case.spec, "known": []}
        spec["policy"] = {k: v for k, v in spec["policy"].items() if k not in ("force_published", "not_unsafe")}
        world = read_world(spec, case.cells, case.records)
        assert broken(world, hiding(world, world.released()), strict=True) == []


@pytest.mark.parametrize("seed", range(25))
def test_possible_values_are_those_of_every_table(seed):
    """On 2 x 2 tables the values found one by one are exactly those in the list of all tables."""
    case = random_case(seed, "two")
    spec = {**case.spec, "dimensions": [{**d, "codes": d["codes"][:2]} for d in case.spec["dimensions"]]}
    codes = [set(d["codes"]) for d in spec["dimensions"]]
    cells = [row for row in case.cells or () if row["a"] in codes[0] and row["b"] in codes[1] and row["count"] < 5]
    world = read_world(spec, cells)
    inner = [(a, b) for a in sorted(codes[0]) for b in sorted(codes[1])]
    rows = published_rows(world, hiding(world, inner))
    tables = every_solution(rows, 8)
    for cell in inner:
        (unknown,) = world.unknowns(cell)
        assert Attacker(rows, {}).possible({unknown}, range(9)) == sorted({t[unknown] for t in tables})
