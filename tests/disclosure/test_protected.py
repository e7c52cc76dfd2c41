"""The protected table as a whole: what is true of every one of them."""

from __future__ import annotations

import numpy as np
import pytest

from disclosure import protected as protected_module
from disclosure.certificate import certificate_files, files_as_bytes
from disclosure.checker import check_files
from disclosure.errors import BadSpec, NothingSafe
from disclosure.protected import protect
from disclosure.secondary import hardest_first
from tests.attack.harness import protected_of
from tests.attack.soak import shuffled
from tests.disclosure.counted import from_cells, from_drawing, from_records, labels_of
from tests.strategies import KINDS, random_case

SEEDS = range(100, 104)


def random_protected(seed, kind):
    """A protected random case without anything that may make the promise impossible."""
    case = random_case(seed, kind)
    case.spec.pop("known", None)
    case.spec["policy"].pop("force_published", None)
    case.spec["policy"].pop("not_unsafe", None)
    return case, protected_of(case)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_order_of_the_rows_never_changes_a_byte(kind):
    """Every file of the proof, for the same rows in another order."""
    for seed in SEEDS:
        case, protected = random_protected(seed, kind)
        assert certificate_files(protected_of(shuffled(case))) == certificate_files(protected)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_unsafe_cell_is_suppressed_and_every_proof_is_accepted(kind):
    """Unsafe within suppressed within published; the checker, which shares no code, finds nothing wrong."""
    for seed in SEEDS:
        _, protected = random_protected(seed, kind)
        assert not (protected.risk.unsafe & ~protected.suppressed).any()
        assert not (protected.suppressed & ~protected.table.system.in_release).any()
        assert check_files(files_as_bytes(certificate_files(protected))) == []


@pytest.mark.parametrize("kind", ["two", "one tree", "several answers in a tree"])
def test_every_alternative_agrees_with_what_is_published(kind):
    """Only suppressed or unpublished cells differ from the truth, and no count is below 0."""
    for seed in SEEDS:
        _, protected = random_protected(seed, kind)
        closed = protected.table.system.in_release & ~protected.suppressed
        for witness in protected.witnesses:
            assert not closed.flat[witness.touched].any()
            assert (witness.values[protected.table.system.in_release.flat[witness.touched]] >= 0).all()
            assert (protected.table.counts.flat[witness.cells] + witness.changes >= 0).all()


def test_the_counts_of_cells_count_shared_margins_once():
    """A total that two tables share: 2 + 3 labels of a and of b, the total once."""
    spec = {"dimensions": [{"name": "a"}, {"name": "b"}], "tables": [["a"], ["b"]]}
    table = from_cells(spec, {("a1", "b1"): 3, ("a2", "b1"): 9, ("a2", "b2"): 20})
    protected = protect(table)
    assert protected.n_cells == 5
    assert protected.n_primary == 1
    assert labels_of(table, protected.suppressed) == {"a1 *", "a2 *"}
    assert protected.n_suppressed == 2


def test_a_figure_known_from_elsewhere_is_held_fast():
    """The 8 would be the partner of the 3; it is known, so the 90 must be."""
    spec = {"dimensions": [{"name": "a"}], "known": [{"cell": {"a": "a2"}, "count": 8}]}
    table = from_cells(spec, {("a1",): 3, ("a2",): 8, ("a3",): 90})
    assert labels_of(table, protect(table).suppressed) == {"a1", "a3"}


def test_a_known_figure_that_the_data_contradict_is_an_error():
    """The data say 8 and the specification 7: another population, or a mistake."""
    spec = {"dimensions": [{"name": "a"}], "known": [{"cell": {"a": "a2"}, "count": 7}]}
    with pytest.raises(BadSpec, match="a «a2» er angivet til 7, men data giver et andet tal"):
        protect(from_cells(spec, {("a1",): 3, ("a2",): 8}))


def test_an_unsafe_figure_that_is_known_already_cannot_be_protected():
    """The 3 is known; the sentence says what to do if it is public."""
    spec = {"dimensions": [{"name": "a"}], "known": [{"cell": {"a": "a1"}, "count": 3}]}
    with pytest.raises(NothingSafe, match="force_published") as raised:
        protect(from_cells(spec, {("a1",): 3, ("a2",): 8}))
    assert raised.value.reasons == ("a «a1»: tallet er kendt.",)


def test_what_must_be_shown_and_leaves_no_room_is_said_cell_by_cell():
    """3 + 9 = 12 with the 9 and the 12 shown: the values 1, 2 and 4 of the 3 are excluded, and the sentence says why."""
    forced = [{"a": "a2"}, {}]
    table = from_cells({"dimensions": [{"name": "a"}], "policy": {"force_published": forced}}, {("a1",): 3, ("a2",): 9})
    with pytest.raises(NothingSafe) as raised:
        protect(table)
    assert raised.value.reasons == tuple(
        f"a «a1»: det kan ikke vises, at værdien {value} er mulig. En tvungen celle eller et kendt tal kan være grunden."
        for value in (1, 2, 4)
    )


def test_a_cell_is_unsafe_in_the_policy_or_it_is_published():
    """The same 3, declared safe, needs nothing."""
    policy = {"not_unsafe": [{"dimension": "a", "levels": ["a1"]}]}
    table = from_cells({"dimensions": [{"name": "a"}], "policy": policy}, {("a1",): 3, ("a2",): 9})
    assert not protect(table).suppressed.any()


def test_a_larger_table_is_protected_in_one_order_and_proved():
    """56 x 56 cells are more than the small tables that are tried twice; each row and column keeps its total."""
    cells = {(f"a{n:02}", f"b{m:02}"): (n * 31 + m * 17) % 90 for n in range(56) for m in range(56)}
    table = from_cells({"dimensions": [{"name": "a"}, {"name": "b"}]}, cells)
    protected = protect(table)
    assert protected.n_primary == int(((table.counts > 0) & (table.counts < 5)).sum())
    assert check_files(files_as_bytes(certificate_files(protected))) == []
    assert not protected.suppressed[-1].any()
    assert not protected.suppressed[:, -1].any()


@pytest.mark.parametrize(
    ("cells", "orders"),
    [
        ({("a1", "b1"): 3, ("a1", "b2"): 3, ("a2", "b1"): 3, ("a2", "b2"): 3}, 1),
        ({("a1", "b1"): 3, ("a1", "b2"): 20, ("a2", "b1"): 40, ("a2", "b2"): 10}, 2),
    ],
)
def test_a_second_order_is_tried_where_the_first_may_have_been_dear(cells, orders, monkeypatch):
    """Four small counts that protect each other cannot be done with less; one alone needs others."""
    begun = []
    monkeypatch.setattr(protected_module, "hardest_first", lambda pattern: begun.append(1) or hardest_first(pattern))
    protect(from_cells({"dimensions": [{"name": "a"}, {"name": "b"}]}, cells))
    assert len(begun) == orders


def test_large_counts_do_not_overflow():
    """Counts of 10^9 beside a 3."""
    table, _ = from_drawing("""
              | b1         | b2         | I alt
        a1    | 3x         | 1000000000 | 1000000003
        a2    | 1000000000 | 1000000000 | 2000000000
        I alt | 1000000003 | 2000000000 | 3000000003
    """)
    protected = protect(table)
    assert int(protected.suppressed.sum()) >= 4
    assert check_files(files_as_bytes(certificate_files(protected))) == []


def test_the_same_table_is_protected_the_same_way_twice():
    """Witnesses included."""
    case = random_case(5, "two trees")
    first, second = protected_of(case), protected_of(case)
    assert np.array_equal(first.suppressed, second.suppressed)
    assert [w.cells.tolist() for w in first.witnesses] == [w.cells.tolist() for w in second.witnesses]


def test_only_children_in_linked_tables_are_no_reason_to_refuse():
    """What the shown zeros leave of the total, at least 2, holds for its only group and code too."""
    tree = {"name": "h", "parents": {"b1": "G"}}
    spec = {"dimensions": [{"name": "a"}, {"name": "b", "hierarchies": [tree]}], "tables": [["a"], ["b"]]}
    protected = protect(from_cells(spec, {("a1", "b1"): 1, ("a2", "b1"): 3}))
    assert protected.n_suppressed == protected.n_cells == 5
    assert check_files(files_as_bytes(certificate_files(protected))) == []


def test_whoever_is_alone_in_a_margin_is_alone_in_every_cell_within_it():
    """The only person of a1 learns nothing of others from a1 x p: there are none; a table of margins is no hindrance."""
    spec = {
        "dimensions": [{"name": "a", "role": "identifying"}, {"name": "m", "responses": "multiple"}],
        "tables": [["a", "m"], ["a"]],
        "policy": {"threshold": 4, "participants": True},
    }
    protected = protect(from_records(spec, [("a1", "p|q")]))
    assert protected.n_suppressed == protected.n_cells == 6
    assert check_files(files_as_bytes(certificate_files(protected))) == []


def test_a_group_that_is_forced_open_is_named_as_a_group():
    """All six of a1 are in b1 and both figures must be shown: the reason speaks of a group, not of a value."""
    spec = {
        "dimensions": [
            {"name": "a", "role": "identifying", "codes": ["a1", "a2"]},
            {"name": "b", "codes": ["b1", "b2"]},
        ],
        "policy": {"group_disclosure": True, "force_published": [{"a": "a1", "b": "b1"}, {"a": "a1"}]},
    }
    with pytest.raises(NothingSafe) as refused:
        protect(from_cells(spec, {("a1", "b1"): 6, ("a2", "b1"): 20, ("a2", "b2"): 30}))
    assert any("en gruppe kan ikke beskyttes" in reason for reason in refused.value.reasons)
