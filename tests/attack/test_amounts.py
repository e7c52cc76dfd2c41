"""Tables of amounts under attack by everybody who contributed to them."""

from __future__ import annotations

import json

import pytest

from disclosure.certificate import files_as_bytes
from disclosure.checker import check_files
from disclosure.magnitude.amounts import tabulate_amounts
from disclosure.magnitude.certificate import amount_files
from disclosure.magnitude.protect import protect_amounts
from disclosure.spec import request_from_spec
from tests.attack.amounts import NOBODY, Case, found_out, random_amounts


def protected_text(case):
    """protected.csv of a case, when the proof holds."""
    files = amount_files(protect_amounts(tabulate_amounts(request_from_spec(case.spec), case.columns())))
    assert check_files(files_as_bytes(files)) == []
    return files["protected.csv"]


def test_the_attack_finds_what_a_person_finds():
    """x is f1's 100; with only y hidden beside it in a shown sum of 200, f2, alone in y, works the 100 out."""
    spec = {"dimensions": [{"name": "a", "codes": ["x", "y", "z"], "hierarchies": []}]}
    spec["policy"] = {"threshold": 3, "sums": {"amount": "kr", "contributor": "firma", "p": 10, "n": 2}}
    case = Case(spec, [("x", "f1", 100), ("y", "f2", 100), *[("z", f"f{n}", 300) for n in (3, 4, 5)]])
    text = "a,kr,status\nx,,suppressed\ny,,suppressed\nz,900,published\nI alt,1100,published\n"
    found = {(cell, who): interval for cell, who, interval, _ in found_out(case, text)}
    assert found.pop((("I alt",), NOBODY)) == "together"  # 1100 - 900 are two firms' 200
    assert found == {(("x",), "f2"): (100.0, 100.0), (("y",), "f1"): (100.0, 100.0)}
    bare = text.replace("x,,suppressed", "x,100,published")
    assert (("x",), NOBODY) in {(cell, who) for cell, who, _, _ in found_out(case, bare)}


@pytest.mark.parametrize("seed", range(40))
def test_no_contributor_can_estimate_another(seed):
    """One to three dimensions, trees, linked tables, firms alone or dominant: everybody attacks every unsafe sum."""
    case = random_amounts(seed)
    assert found_out(case, protected_text(case)) == [], json.dumps(case.spec)
