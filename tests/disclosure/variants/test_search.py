"""The search: what it returns is the best of all there is, and it says how far it looked."""

from __future__ import annotations

import numpy as np
import pytest

from disclosure.errors import NothingSafe, NotProved
from disclosure.protected import protect
from disclosure.rounding.rounded import rounded
from disclosure.spec import request_from_spec, spec_of
from disclosure.tabulate import tabulate_cells
from disclosure.variants import search as module
from disclosure.variants.compacting import compacted
from disclosure.variants.gain import NOT_SHOWN
from disclosure.variants.merging import hides_unmerged
from disclosure.variants.search import Ending, certain_of, search, space_of
from tests.disclosure.variants.requests import some_request


def gain_of(space, variant):
    """What one variant keeps, protected on its own; None where it has no safe version."""
    small = compacted(space.table, (*space.kept, *variant.shapes))
    try:
        if variant.base:
            certain = certain_of(rounded(small, variant.base).rounded, variant.base)
        else:
            made = protect(small)
            if hides_unmerged(variant, made):
                return None
            certain = np.where(made.suppressed, NOT_SHOWN, small.counts)
    except NothingSafe:
        return None
    return space.ruler.gain(small.system, certain, small.counts, variant.tables, variant.changes)


@pytest.mark.parametrize(("seed", "multiple"), [*((seed, False) for seed in range(5)), (1, True), (2, True)])
def test_the_search_returns_the_best_of_all_variants(seed, multiple):
    """Every variant protected without any pruning: those that no other outdoes keep what the offers keep."""
    request, tabulate = some_request(seed, multiple)
    space = space_of(request, tabulate)
    found = search(request, tabulate, budget=10**9)
    every = [gain for variant, _ in space.variants if (gain := gain_of(space, variant)) is not None]
    best = {gain for gain in every if not any(other.dominates(gain) for other in every)}
    assert {offer.gain for offer in found.best} == best
    assert found.exhaustive
    assert found.tried + found.outdone == found.variants == len(space.variants)


@pytest.mark.parametrize("seed", range(4))
def test_a_bound_is_never_below_what_a_variant_keeps(seed):
    """Pruning rests on it."""
    request, tabulate = some_request(seed)
    space = space_of(request, tabulate)
    for variant, bound in space.variants:
        gain = gain_of(space, variant)
        assert gain is None or bound.at_least(gain)


def test_no_offer_is_worse_than_another_in_every_respect_and_the_rows_order_does_not_matter():
    """Three at most, each by a rule of its own; the same request gives the same offers."""
    request, tabulate = some_request(3)
    found, again = search(request, tabulate), search(request, tabulate)
    assert 1 <= len(found.offers) <= 3
    assert not any(one.gain.dominates(other.gain) for one in found.offers for other in found.offers)
    assert [(one.variant, one.files) for one in found.offers] == [(one.variant, one.files) for one in again.offers]


def counted(cells, **policy):
    spec = {"dimensions": [{"name": "a", "role": "identifying"}, {"name": "b"}], "policy": {"threshold": 3, **policy}}
    rows = [(a, b, str(n)) for (a, b), n in cells.items()]
    columns = dict(zip(("a", "b", "count"), map(list, zip(*rows, strict=True)), strict=True))
    return request_from_spec(spec), lambda request: tabulate_cells(request, columns)


LARGE = {("a1", "b1"): 9, ("a1", "b2"): 8, ("a2", "b1"): 7, ("a2", "b2"): 6}


def test_a_request_that_needs_no_protection_is_the_only_offer():
    """No count below 3: the table itself, and the search ends there."""
    found = search(*counted(LARGE))
    assert found.ending is Ending.NOTHING_NEEDED
    assert [offer.variant.changes for offer in found.offers] == [0]
    assert found.offers[0].gain == found.asked


def test_where_a_figure_that_is_known_is_unsafe_nothing_is_safe():
    """A small total that everybody knows stands in every table; nothing is offered, and nothing was left untried."""
    request, tabulate = counted({("a1", "b1"): 1, ("a2", "b2"): 1})
    request = request_from_spec(
        {
            "dimensions": [{"name": "a", "role": "identifying"}, {"name": "b"}],
            "policy": {"threshold": 3},
            "known": [{"cell": {}, "count": 2}],
        }
    )
    found = search(request, tabulate)
    assert (found.ending, found.offers, found.exhaustive) == (Ending.NOTHING_SAFE, (), True)
    assert found.unsafe == found.tried == found.variants
    assert "Afrunding er ikke prøvet" in found.refused[0]


def test_what_can_have_no_safe_version_is_refused_without_work():
    """The 1 of b1 is shown for the whole: no table that divides it costs any of the budget, and all count as tried."""
    cells = {("a1", "b1"): 1, ("a2", "b1"): 0, ("a1", "b2"): 9, ("a2", "b2"): 8}
    found = search(*counted(cells, force_published=[{"b": "b1"}]), budget=0)
    assert found.unsafe == found.tried > 0
    assert found.tried + found.not_tried == found.variants


def test_what_the_budget_did_not_reach_is_counted():
    """Work for one table of nine cells: the request is tried, the rest is not, and the result says so."""
    cells = LARGE | {("a1", "b1"): 1}
    steps = []
    found = search(*counted(cells), budget=9, progress=lambda done, of: steps.append((done, of)))
    assert (found.tried, found.not_tried, found.exhaustive) == (1, found.variants - 1, False)
    assert steps[-1] == (found.variants, found.variants)


def test_the_best_of_those_that_cross_less_is_tried_first_and_settles_most_of_them():
    """After the request and both dimensions each in a table of its own, at most two of its kind are left to be tried."""
    request, tabulate = some_request(3)
    space = space_of(request, tabulate)
    tried = []

    def noted(small):
        tried.append(small.system.request.tables)
        return protect(small)

    found = search(request, tabulate, budget=10**9, protection=module.Protection(noted, rounds=False))
    assert [len(shape.dimensions) for shape in tried[1]] == [1, 1]
    alone = [variant for variant, _ in space.variants if not variant.base and module._crossed(variant) == 1]
    assert len([shapes for shapes in tried if all(len(shape.dimensions) == 1 for shape in shapes)]) < len(alone) / 2
    assert found.exhaustive


def test_two_tables_may_each_be_fine_where_the_other_is_coarse():
    """Municipalities by main subject and regions by subject, beside all else; both dimensions have groups."""
    spec = {
        "dimensions": [
            {
                "name": name,
                "role": role,
                "hierarchies": [{"name": "h", "parents": {f"{name}{n}": f"{name}g{n % 2}" for n in range(4)}}],
            }
            for name, role in (("a", "identifying"), ("b", "sensitive"))
        ],
        "policy": {"threshold": 3},
    }
    columns = {
        "a": [f"a{n // 4}" for n in range(16)],
        "b": [f"b{n % 4}" for n in range(16)],
        "count": ["1", *["9"] * 15],
    }
    space = space_of(request_from_spec(spec), lambda request: tabulate_cells(request, columns))
    (pair,) = [one for one, _ in space.variants if "hver er grov" in str(one.lost) and not one.base]
    assert [len(labels) for shape in pair.shapes for labels in shape.only.values()] == [6, 2, 2, 6]


def test_the_population_that_was_asked_about_stays_with_every_table():
    """A table about a1 alone: no variant, and no list of merged codes, says anything of a2 or of both together."""
    cells = {("a1", "b1"): 1, ("a1", "b2"): 2, ("a1", "b3"): 9, ("a2", "b1"): 50, ("a2", "b2"): 50, ("a2", "b3"): 50}
    request, tabulate = counted(cells)
    table = {"dimensions": ["a", "b"], "only": {"a": ["a1"]}, "without_total": ["a"]}
    request = request_from_spec({**spec_of(request), "tables": [table]})
    space = space_of(request, tabulate)
    shapes = [shape for variant, _ in space.variants for shape in variant.shapes]
    assert all((shape.only["a"], shape.without_total) == (("a1",), ("a",)) for shape in shapes)
    assert any(variant.lists for variant, _ in space.variants), "b1 and b2 are small among a1, though not in all"
    assert (space.asked.cells, space.ruler.mentions) == (4, 12)
    assert {gain.cells for variant, gain in space.variants if variant.changes == 0} == {2}


def test_a_dimension_in_no_table_plays_no_part():
    """A table over one of two dimensions: whole, rounded, or nothing; no smaller tables, and the other is never named."""
    request, tabulate = counted(LARGE | {("a1", "b1"): 1, ("a1", "b2"): 1})
    request = request_from_spec({**spec_of(request), "tables": [["a"]]})
    space = space_of(request, tabulate)
    assert space.ruler.dimensions == ("a",)
    assert {shape.dimensions for variant, _ in space.variants for shape in variant.shapes} == {("a",)}


def test_a_count_that_is_declared_safe_counts_in_the_bound():
    """The jurist has let the 1 out."""
    request, tabulate = counted(LARGE | {("a1", "b1"): 1}, force_published=[{"a": "a1", "b": "b1"}])
    assert search(request, tabulate).ending is Ending.NOTHING_NEEDED


def test_an_offer_whose_proof_does_not_hold_stops_the_search(monkeypatch):
    """Nothing is offered on the word of what made it."""
    monkeypatch.setattr(module, "check_files", lambda _: ["Det holder ikke."])
    with pytest.raises(NotProved, match="holder ikke"):
        search(*counted(LARGE))


def test_tables_that_are_released_anyway_stay_as_they_are_and_nothing_is_rounded_beside_them():
    """Only the cross-table varies; the row totals are released with every variant, and are not measured."""
    request, tabulate = counted(LARGE | {("a1", "b1"): 1})
    request = request_from_spec(
        {
            "dimensions": [{"name": "a", "role": "identifying"}, {"name": "b"}],
            "tables": [["a"], ["a", "b"]],
            "policy": {"threshold": 3},
        }
    )
    found = search(request, tabulate, varied=[1], titles={"a": "by"})
    tables = [offer.made.table.system.request.tables for offer in found.best]
    assert all(shapes[0].dimensions == ("a",) for shapes in tables)
    assert all(offer.variant.base == 0 for offer in found.best)
    assert any("by" in offer.variant.words for offer in found.best)
    assert "andre udleverede" in found.refused[0]


def test_a_table_of_which_nothing_may_be_varied_is_still_tried_itself():
    """Both dimensions say which population is asked about: the request, and nothing in its place."""
    request, tabulate = counted(LARGE)
    table = {"dimensions": ["a", "b"], "only": {"a": ["a1"], "b": ["b1"]}, "without_total": ["a", "b"]}
    request = request_from_spec({**spec_of(request), "tables": [table]})
    found = search(request, tabulate)
    assert (found.ending, found.variants, found.offers[0].gain.cells) == (Ending.NOTHING_NEEDED, 2, 1)
