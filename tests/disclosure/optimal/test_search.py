"""The cheapest safe pattern: optimal where it says so, safe always, and the same on every run."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from disclosure.certificate import certificate_files, files_as_bytes
from disclosure.checker import check_files
from disclosure.errors import NothingSafe, NotSupported
from disclosure.optimal.candidates import candidates_of
from disclosure.optimal.proved import optimal_files, plain, protect_optimally
from disclosure.optimal.search import Start, improve, optimum
from disclosure.primary import primary_risk
from disclosure.protected import ProtectedTable, protect
from disclosure.spec import parse_spec, request_from_spec
from disclosure.tabulate import tabulate_cells
from tests.attack.exhaustive import cheapest, hiding, is_kept
from tests.attack.harness import columns_of
from tests.attack.optimality import disagreement
from tests.attack.world import read_world
from tests.disclosure.counted import from_cells, from_drawing, labels_of
from tests.strategies import KINDS, random_case

SQUARE = """
          | a |  b |  c | i alt
    x     | 2 |  9 |  9 |  20
    y     | 9 |  9 | 30 |  48
    z     | 9 | 30 | 40 |  79
    i alt | 20|  48|  79| 147
"""


def verified(table, found):
    protected = ProtectedTable(table, primary_risk(table), found.suppressed, found.witnesses)
    return check_files(files_as_bytes(certificate_files(protected)))


def test_a_small_count_is_protected_by_the_cheapest_square():
    """2 stands in a square with three nines: 2 + 9 + 9 + 9 and one for each is 33, and it is proved."""
    table, _ = from_drawing(SQUARE)
    found = optimum(table, None)
    assert (found.cost, found.bound, found.gap) == (33, 33, 0)
    assert labels_of(table, found.suppressed) == {"x a", "x b", "y a", "y b"}
    assert verified(table, found) == []


def test_nothing_to_protect_costs_nothing():
    """No small count: nothing is suppressed and nothing needs proof."""
    table = from_cells({"dimensions": [{"name": "a", "codes": ["1", "2"]}]}, {("1",): 7, ("2",): 8})
    found = optimum(table, None)
    assert (found.cost, found.bound, found.gap, found.witnesses) == (0, 0, 0, ())


def test_a_zero_is_the_cheapest_way_to_free_the_reader():
    """Three ones and a zero in each row: the printed zeros force the ones until zeros are suppressed too."""
    spec = {"dimensions": [{"name": "a", "codes": ["1", "2"]}, {"name": "b", "codes": ["1", "2", "3", "4"]}]}
    spec["policy"] = {"threshold": 3}
    counts = {("1", b): int(b != "4") for b in "1234"} | {("2", b): int(b != "1") for b in "1234"}
    table = from_cells(spec, counts)
    found = optimum(table, None)
    assert found.cost == found.bound
    assert (found.suppressed & (table.counts == 0)).any()
    assert verified(table, found) == []


def test_weights_steer_what_is_suppressed():
    """The requester values y b: with ten times the price the square goes over another column."""
    table, _ = from_drawing(SQUARE)
    heavy = [{"cell": {"row": "y", "column": "b"}, "weight": 10.5}]
    weighted, _ = from_drawing(SQUARE, weights=heavy)
    assert "y b" in labels_of(table, optimum(table, None).suppressed)
    assert "y b" not in labels_of(weighted, optimum(weighted, None).suppressed)


def test_the_bound_holds_when_the_work_runs_out():
    """With hardly any work the start is returned, and its bound is not above the proved optimum."""
    table, _ = from_drawing(SQUARE)
    usual = protect(table)
    start = Start(usual.suppressed, usual.witnesses)
    stopped, proved = optimum(table, start, work=1), optimum(table, start)
    assert stopped.bound <= proved.bound == proved.cost <= stopped.cost
    assert verified(table, stopped) == []


def test_a_start_that_is_not_safe_is_not_believed():
    """Only the unsafe cell suppressed: the 2 could be worked out, so it is no answer and no bound."""
    table, suppressed = from_drawing(SQUARE)
    unsafe = candidates_of(table).base
    assert not suppressed.any()
    assert optimum(table, Start(unsafe, ())).cost == 33


def test_without_a_start_and_without_work_nothing_is_claimed():
    """Nothing safe was found within the work: that is said, and not that nothing exists."""
    table, _ = from_drawing(SQUARE)
    with pytest.raises(NothingSafe, match="inden for det arbejde"):
        optimum(table, None, work=1)


def test_what_must_be_shown_can_make_it_impossible():
    """2 alone among forced cells: no pattern is safe, and that is proved."""
    shown = [{"row": r, "column": c} for r, c in (("x", "b"), ("x", "c"), ("x", "I alt"))]
    table, _ = from_drawing(SQUARE, force_published=shown)
    with pytest.raises(NothingSafe, match="bevist"):
        protect_optimally(table)


def test_a_known_unsafe_figure_is_refused_with_its_reason():
    """A figure that everybody has cannot be protected; the cell is named."""
    table, _ = from_drawing(SQUARE)
    request = request_from_spec(
        {
            "dimensions": [
                {"name": "row", "role": "identifying", "codes": ["x", "y", "z"]},
                {"name": "column", "codes": ["a", "b", "c"]},
            ],
            "known": [{"cell": {"row": "x", "column": "a"}, "count": 2}],
        }
    )
    known = replace(table, system=replace(table.system, request=request))
    with pytest.raises(NothingSafe) as refused:
        protect_optimally(known)
    assert any("«x»" in reason for reason in refused.value.reasons)


@pytest.mark.parametrize("gap", [0.0, 0.5])
def test_the_gap_that_was_asked_for_is_kept(gap):
    """The cost is within the gap of the bound."""
    table, _ = from_drawing(SQUARE)
    proved = protect_optimally(table, gap)
    assert proved.found.gap <= gap
    assert check_files(files_as_bytes(optimal_files(proved))) == []


def test_a_large_table_is_not_searched():
    """Five thousand cells and more: refused in words."""
    codes = [str(number) for number in range(80)]
    table = from_cells({"dimensions": [{"name": n, "codes": codes} for n in "ab"]}, {("1", "1"): 7})
    with pytest.raises(NotSupported, match="6561 celler"):
        optimum(table, None)


def test_costs_are_whole_where_they_can_be():
    """Weights may give fractions; without them the report has whole numbers."""
    assert (plain(27.0), plain(27.5)) == (27, 27.5)
    assert isinstance(plain(27.0), int)


def test_improve_never_returns_a_dearer_pattern():
    """From everything suppressed to the square; and a pattern that is optimal comes back as it is."""
    table, _ = from_drawing(SQUARE)
    cheap = optimum(table, None)
    best = Start(cheap.suppressed, cheap.witnesses)
    assert improve(table, best, 10**7) is best
    usual = protect(table)
    all_hidden = Start(np.ones_like(usual.suppressed), usual.witnesses)
    better = improve(table, all_hidden, 10**7)
    assert candidates_of(table).cost(candidates_of(table).choice(better.suppressed)) == 30


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_the_rows_does_not_matter(seed):
    """The same pattern and the same bound from the rows in reverse."""
    case = random_case(seed, "two trees")
    request = parse_spec(json.dumps(case.spec))
    names = [*(dimension.name for dimension in request.dimensions), request.count]
    found = [
        optimum(tabulate_cells(request, columns_of(names, rows)), None)
        for rows in (case.cells, tuple(reversed(case.cells)))
    ]
    assert found[0].cost == found[1].cost
    assert (found[0].suppressed == found[1].suppressed).all()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_pattern_of_a_tiny_table_is_cheaper(kind):
    """Every pattern is tried by an oracle that imports nothing of the program; the proofs hold by the checker."""
    found = (disagreement(random_case(seed, kind), 6) for seed in range(40))
    assert set(islice((one for one in found if one is not None), 2)) <= {""}


def test_the_oracle_of_all_patterns_finds_the_square():
    """2, 9 / 9, 9: only the four corners together are safe, and nothing cheaper than 31."""
    spec = {"dimensions": [{"name": n, "codes": ["1", "2"]} for n in "ab"]}
    cells = [{"a": a, "b": b, "count": 2 if a == b == "1" else 9} for a in "12" for b in "12"]
    world = read_world(spec, cells)
    inner = [cell for cell in world.released() if "I alt" not in cell]
    free = [cell for cell in world.released() if cell != ("1", "1")]

    def price(cell):
        return world.count_of(world.unknowns(cell)) + 1

    assert is_kept(world, hiding(world, set(inner)))
    assert not is_kept(world, hiding(world, {("1", "1")}))
    assert cheapest(world, [("1", "1")], free, price, None) == 30
