"""What follows by subtraction between printed tables, found by hand."""

from __future__ import annotations

import itertools
import json
import random
from dataclasses import replace

import numpy as np
import pytest

from disclosure import checker
from disclosure.certificate import certificate_files
from disclosure.differences import following, nested
from disclosure.errors import BadSpec
from disclosure.spec import request_from_spec
from disclosure.tabulate import tabulate_cells
from disclosure.together import protect_beside

DIMENSIONS = [
    {"name": "kommune", "role": "identifying", "codes": ["A", "B"]},
    {"name": "koen", "role": "identifying", "codes": ["K", "M"]},
    {"name": "alder", "role": "identifying", "codes": ["ung", "gammel"]},
]
YOUNG_WOMEN = {
    "dimensions": ["kommune", "koen", "alder"],
    "only": {"koen": ["K"], "alder": ["ung"]},
    "without_total": ["koen", "alder"],
}


def table(counts, *, differences=True):
    """Municipalities in all, and young women of each; `counts` by municipality, sex and age."""
    spec = {"dimensions": DIMENSIONS, "tables": [["kommune"], YOUNG_WOMEN], "policy": {"differences": differences}}
    names = ["kommune", "koen", "alder"]
    columns = {name: [key[place] for key in counts] for place, name in enumerate(names)}
    return tabulate_cells(request_from_spec(spec), columns | {"count": [str(count) for count in counts.values()]})


def words(found):
    return {tuple(found.system.labels(tuple(row)).values()) for row in np.argwhere(following(found)).tolist()}


FEW_OTHERS = {("A", "K", "ung"): 19, ("A", "M", "gammel"): 1, ("B", "K", "ung"): 30, ("B", "M", "ung"): 40}


def test_what_is_between_two_filters_counts_where_few_are_outside():
    """20 in A and 19 young women: the one other is a man or old, so both are held free; in B 40 others tell of nobody."""
    found = words(table(FEW_OTHERS))
    assert {("A", "M", "I alt"), ("A", "K", "gammel"), ("A", "K", "I alt"), ("A", "I alt", "ung")} <= found
    assert not any(kommune == "B" for kommune, _, _ in found)


def test_without_the_wish_for_it_nothing_follows():
    """An ordinary request promises its own cells and no others."""
    assert words(table(FEW_OTHERS, differences=False)) == set()


def certified(found):
    """The files of the table's proof, and the checker's own reading of them."""
    files = certificate_files(protect_beside(found))
    certificate = json.loads(files["certificate.json"])
    request = checker.read_request(json.loads(files["SPEC.json"]), certificate["nodes"])
    return files, checker.Truth(request, certificate["inner"])


def test_a_small_difference_between_two_filters_may_not_be_printed():
    """20 in A less 19 young women is 1: one of the two is suppressed, and the checker refuses a table that has both."""
    found = table(FEW_OTHERS)
    (pair,) = nested(found)
    assert [found.system.labels(np.unravel_index(cell, found.system.shape))["kommune"] for cell in pair] == ["A", "A"]
    protected = protect_beside(found)
    assert protected.suppressed.flat[list(pair)].any()
    bare = replace(protected, suppressed=np.zeros_like(protected.suppressed), witnesses=())
    lines = checker.check_files({name: text.encode() for name, text in certificate_files(bare).items()})
    assert any("En lille forskel kan regnes ud" in line for line in lines)


@pytest.mark.parametrize("seed", range(6))
def test_the_checker_finds_the_same_cells_by_itself(seed):
    """Random counts; what follows is derived twice, with and without arrays, and the proof holds."""
    chance = random.Random(seed)
    keys = itertools.product("AB", "KM", ("ung", "gammel"))
    found = table({key: chance.choice((0, 1, 3, 9, 20, 40)) for key in keys})
    files, truth = certified(found)
    numbers = {int(np.ravel_multi_index(tuple(row), found.system.shape)) for row in np.argwhere(following(found))}
    assert truth.follows == numbers
    assert checker.Promise(truth, set(), checker.Failures()).differences.keys() == set(nested(found))
    assert checker.check_files({name: text.encode() for name, text in files.items()}) == []


def test_a_table_without_its_total_must_say_what_it_shows():
    """Without the total and without labels nothing would be left; the reader and the checker both refuse."""
    spec = {"dimensions": DIMENSIONS, "tables": [{"dimensions": ["koen"], "without_total": ["koen"]}]}
    with pytest.raises(BadSpec, match="without_total"):
        request_from_spec(spec)
    nodes = {"kommune": ["A", "B", "I alt"], "koen": ["K", "M", "I alt"], "alder": ["ung", "gammel", "I alt"]}
    with pytest.raises(checker.Unreadable, match="without_total"):
        checker.read_request(spec, nodes)


def test_what_a_reader_sees_of_a_table_without_its_total_is_checked():
    """The proof of young women alone holds, with no row for the others."""
    files, _ = certified(table(FEW_OTHERS))
    rows = [line.split(",") for line in files["protected.csv"].splitlines()]
    assert [row[1] for row in rows if row[0] == "1"] == ["A", "B", "I alt"]
