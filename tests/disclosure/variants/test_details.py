"""How finely a dimension may be shown, and the variants that follow."""

from __future__ import annotations

import pytest

from disclosure.hierarchy import Hierarchy
from disclosure.request import Dimension, TableShape
from disclosure.spec import request_from_spec
from disclosure.tabulate import tabulate_cells, tabulate_records
from disclosure.variants import variant as module
from disclosure.variants.details import asked_of, details, levels, with_bands, with_coarser
from disclosure.variants.search import space_of
from disclosure.variants.variant import variants

PARENTS = {"a": "Nord", "b": "Nord", "c": "Syd", "d": "Syd", "Nord": "Fastland", "Syd": "Fastland", "ø": "Øerne"}
TREE = {"name": "h", "parents": PARENTS}


def table_of(counts, dimension=(), shown=None, **policy):
    """One dimension `k` with its counts, and its details."""
    spec = {
        "dimensions": [{"name": "k", "role": "identifying", **dict(dimension)}],
        "policy": {"threshold": 3, **policy},
    }
    request = request_from_spec(spec)
    columns = {"k": list(counts), "count": [str(n) for n in counts.values()]}
    coarser = with_coarser(tabulate_cells(request, columns), ["k"], {})
    table = tabulate_cells(coarser.request, columns)
    own = tabulate_cells(request, columns).system.nodes[0].labels[:-1]
    asked = asked_of(table, 0, shown or own, "kommuner", {})
    return table, details(table.system.request.dimensions[0], asked, coarser.levels["k"], 3)


def finest(found):
    return {detail.key: detail.finest for detail in found}


def test_every_level_of_a_ragged_hierarchy_is_a_detail():
    """The islands lie directly under their region: at the first level they stand beside Nord and Syd."""
    _, found = table_of(dict.fromkeys("abcdø", 9), {"hierarchies": [TREE]})
    assert finest(found) == {
        "asked": ("a", "b", "c", "d", "ø"),
        "h:1": ("Nord", "Syd", "Øerne"),
        "h:2": ("Fastland", "Øerne"),
        "out": (),
    }
    assert found[1].above == ("Fastland",)
    assert [detail.steps for detail in found] == [0, 1, 2, 3]
    assert found[1].words == "kommuner i 3 grupper (Nord, Syd, …)"


def test_a_level_that_two_hierarchies_share_stands_once():
    """The same division by two names."""
    other = Hierarchy("x", {"a": "Nord", "b": "Nord", "c": "Syd", "d": "Syd"})
    dimension = Dimension("k", codes=tuple("abcd"), hierarchies=(other, Hierarchy("y", {**other.parents})))
    assert len(levels(dimension)) == 2


def test_small_codes_are_merged_within_their_parent_and_their_totals_listed():
    """a and b have 1 and 1, too few together, so c joins them; d stays. The list names all four."""
    counts = {"a": 1, "b": 1, "c": 4, "d": 9, "e": 8}
    table, found = table_of(counts, {"hierarchies": [{"name": "h", "parents": dict.fromkeys("abcd", "Nord")}]})
    merged = next(detail for detail in found if detail.key == "h:0:merged")
    assert merged.finest == ("d", "Øvrige i Nord", "e")
    assert set(merged.listed) == {"a", "b", "c", "d", "e", "Nord"}
    assert table.counts[table.system.nodes[0].index["Øvrige i Nord"]] == 6
    assert "3 koder lagt sammen" in merged.words


def test_a_parent_whose_codes_are_all_merged_stands_for_them():
    """Nord's 1 and 2 make Nord; in Syd two small ones are merged. The list names all of them."""
    counts = {"a": 1, "b": 2, "c": 9, "d": 9}
    _, found = table_of(counts, {"hierarchies": [{"name": "h", "parents": {"a": "Nord", "b": "Nord"}}]})
    merged = next(detail for detail in found if detail.listed)
    assert (merged.finest, merged.words) == (("Nord", "c", "d"), "kommuner med 2 koder lagt sammen (Nord)")
    counts = {"a": 1, "b": 2, "c": 2, "d": 2, "e": 9}
    parents = {"a": "Nord", "b": "Nord", "c": "Syd", "d": "Syd", "e": "Syd"}
    _, found = table_of(counts, {"hierarchies": [{"name": "h", "parents": parents}]})
    merged = next(detail for detail in found if detail.listed)
    assert merged.finest == ("Nord", "e", "Øvrige i Syd")
    assert set("abcde") <= set(merged.listed)


def test_codes_that_are_all_small_without_a_parent_are_not_merged():
    """The rest would be the total."""
    _, found = table_of({"a": 1, "b": 2})
    assert set(finest(found)) == {"asked", "out"}


def test_zeros_stay_apart_unless_they_are_protected():
    """A zero may be shown; where zeros are protected it is small like a 1."""
    counts = {"a": 0, "b": 1, "c": 2, "d": 9}
    _, found = table_of(counts, {"codes": list(counts)})
    assert next(d for d in found if d.listed).finest == ("a", "d", "Øvrige")
    _, found = table_of(counts, {"codes": list(counts)}, zeros="protected")
    assert next(d for d in found if d.listed).finest == ("d", "Øvrige")


def test_a_merged_group_never_takes_a_name_that_is_in_use():
    """Codes called Øvrige keep their names; the group tells how many it merges, and is numbered only if that is taken."""
    _, found = table_of({"Øvrige": 9, "b": 1, "c": 2, "d": 9})
    assert "Øvrige (2 lagt sammen)" in next(d for d in found if d.listed).finest
    _, found = table_of({"Øvrige": 9, "Øvrige (2 lagt sammen)": 9, "b": 1, "c": 2, "d": 9})
    assert "Øvrige (2 lagt sammen) 2" in next(d for d in found if d.listed).finest


def test_what_is_left_of_what_is_left_keeps_the_words_of_its_parent():
    """Nobody reads "Øvrige i Øvrige kommuner"."""
    counts = {"a": 2, "b": 3, "c": 9, "d": 8, "e": 8}
    parents = {**dict.fromkeys("abc", "Øvrige kommuner"), "d": "Nord", "e": "Nord"}
    _, found = table_of(counts, {"hierarchies": [{"name": "h", "parents": parents}]})
    merged = next(detail for detail in found if detail.key == "h:0:merged")
    assert merged.finest == ("c", "Øvrige kommuner, 2 lagt sammen", "d", "e")
    taken = {"Øvrige kommuner, 2 lagt sammen": 9, **counts}
    _, found = table_of(taken, {"hierarchies": [{"name": "h", "parents": parents}]})
    assert "a m.fl. (2 lagt sammen)" in next(one for one in found if one.listed).finest


def test_ages_and_years_get_bands_in_the_order_of_their_numbers():
    """5-9 comes before 10-14, although its text does not; the odd one out stands for itself."""
    codes = ("0-4 år", "10-14 år", "15-19 år", "20 år og derover", "5-9 år")
    banded = with_bands(Dimension("alder", codes=codes))
    found = [level.nodes for level in levels(banded)]
    assert set(found[1]) == {"0-4 år til 5-9 år", "10-14 år til 15-19 år", "20 år og derover"}
    assert len(found) == 2


@pytest.mark.parametrize(
    "dimension",
    [
        Dimension("k", codes=("nord", "syd", "øst", "vest")),
        Dimension("k", codes=("1 a", "1 b", "2 a", "3 a")),
        Dimension("k", codes=("1", "2", "3", "4"), responses="multiple"),
        Dimension("k", codes=("1", "2", "3", "4"), hierarchies=(Hierarchy("h", {"1": "x"}),)),
        Dimension("k", codes=("1", "2", "3")),
    ],
)
def test_other_dimensions_get_no_bands(dimension):
    """Names, the same number twice, several answers, a hierarchy of its own, too few codes."""
    assert with_bands(dimension) == dimension


def test_nothing_finer_than_the_request_is_offered():
    """Asked for regions: the municipalities are no detail of it."""
    _, found = table_of(dict.fromkeys("abcdø", 9), {"hierarchies": [TREE]}, shown=("Nord", "Syd", "Øerne"))
    assert set(finest(found)) == {"asked", "h:2", "out"}
    _, found = table_of(dict.fromkeys("abcdø", 9), {"hierarchies": [TREE]}, shown=("a",))
    assert finest(found)["asked"] == ("a",)
    assert finest(found)["h:1"] == ("Nord",)


def several_answers():
    spec = {
        "dimensions": [
            {"name": "k", "role": "identifying"},
            {
                "name": "s",
                "responses": "multiple",
                "hierarchies": [{"name": "h", "parents": {"x": "g", "y": "g", "z": "g"}}],
            },
        ],
        "policy": {"threshold": 3},
    }
    rows = [("a", "x|w")] * 5 + [("b", "x|y")] * 2 + [("b", "z"), ("a", "w")]
    columns = {"k": [one for one, _ in rows], "s": [one for _, one in rows]}
    return request_from_spec(spec), lambda request: tabulate_records(request, columns)


def test_of_several_answers_the_rare_may_be_left_out_or_counted_together():
    """y and z are rare; together they count the three records with at least one of them."""
    space = space_of(*several_answers())
    words = {variant.words for variant, _ in space.variants}
    assert any("de 2 hyppigste af s" in text for text in words)
    node = space.table.system.nodes[1].index["Øvrige i g"]
    assert space.table.counts[-1, node] == 3


ASKED = (TableShape(("a", "b", "c"), {"a": ("a1", "a2"), "b": ("b1", "b2"), "c": ("c1", "c2")}),)


def plain_details(names, more=()):
    """Details that only leave each dimension as it is or out."""
    spec = {"dimensions": [{"name": name} for name in names]}
    request = request_from_spec(spec)
    columns = {name: [f"{name}1", f"{name}2"] for name in names} | {"count": ["9", "9"]}
    table = tabulate_cells(request, columns)
    coarser = with_coarser(table, names, {})
    return {
        name: details(
            table.system.request.dimensions[axis],
            asked_of(table, axis, (f"{name}1", f"{name}2"), name, {}),
            coarser.levels[name],
            3,
        )
        for axis, name in enumerate(names)
    }


def test_three_dimensions_give_every_set_of_smaller_tables():
    """7 tables by leaving out, and the 8 sets of at least two crossings that name all three, none inside another."""
    found, left_out = variants(ASKED, plain_details("abc"))
    sets = {frozenset(shape.dimensions for shape in variant.shapes) for variant in found if len(variant.shapes) > 1}
    assert len([variant for variant in found if len(variant.shapes) == 1]) == 7
    assert frozenset({("a", "b"), ("a", "c"), ("b", "c")}) in sets
    assert frozenset({("a",), ("b",), ("c",)}) in sets
    assert (len(sets), left_out) == (8, 0)
    assert found[0].changes == 0


def test_many_dimensions_are_split_by_size_only(monkeypatch):
    """Above the limit only all crossings of one size stand together."""
    monkeypatch.setattr(module, "MOST_SPLIT", 2)
    found, _ = variants(ASKED, plain_details("abc"))
    assert sorted(len(variant.shapes) for variant in found if len(variant.shapes) > 1) == [3, 3]


def test_more_variants_than_can_be_gone_through_are_counted(monkeypatch):
    """Those with most changes are left out."""
    monkeypatch.setattr(module, "MOST_VARIANTS", 3)
    found, left_out = variants(ASKED, plain_details("abc"))
    assert (len(found), left_out) == (3, 12)
    assert max(variant.changes for variant in found) <= 2
