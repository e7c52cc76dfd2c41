"""Reason codes: why each cell is unsafe, for the analyst; and that nothing which leaves tells them."""

from __future__ import annotations

import csv
import io

import pytest

from disclosure.certificate import certificate_files
from disclosure.protected import protect
from disclosure.reason_codes import amount_reasons, count_reasons, reasons_csv
from disclosure.spec import request_from_spec
from disclosure.tabulate import tabulate_cells
from tests.disclosure.magnitude_cases import protected_of

#        x    y    z   sum
# a1     1    9   40    50
# a2     3   60   70   133
# a3     0    6    6    12
COUNTS = {"a1": (1, 9, 40), "a2": (3, 60, 70), "a3": (0, 6, 6)}
DIMENSIONS = [{"name": "a", "role": "identifying"}, {"name": "b", "role": "sensitive"}]


def reasons_of(counts=None, known=(), **policy):
    """Labels joined by a space -> the codes of the cell."""
    request = request_from_spec({"dimensions": DIMENSIONS, "policy": policy, "known": list(known)})
    rows = [(a, b, str(count)) for a, row in (counts or COUNTS).items() for b, count in zip("xyz", row, strict=True)]
    protected = protect(tabulate_cells(request, dict(zip(("a", "b", "count"), zip(*rows, strict=True), strict=True))))
    text = reasons_csv(protected.table, count_reasons(protected))
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        found.setdefault(f"{row['a']} {row['b']}", set()).add(row["code"])
    return found


def test_small_counts_and_whoever_is_alone():
    """Under 5 stand 1, 3 and the sum 4 of x; the 1 is alone. Something must protect them."""
    found = reasons_of()
    assert {cell for cell, codes in found.items() if "F1_small" in codes} == {"a1 x", "a2 x", "I alt x"}
    assert {cell for cell, codes in found.items() if "F4_within" in codes} == {"a1 x"}
    assert any("F5_secondary" in codes for codes in found.values())


def test_protected_zeros_have_their_code():
    """The 0 of a3."""
    assert "F7_zero" in reasons_of(zeros="protected")["a3 x"]
    assert not any("F7_zero" in codes for codes in reasons_of().values())


@pytest.mark.parametrize(
    ("policy", "cell", "code"), [({"min_margin": 13}, "a3 I alt", "F2_margin"), ({"min_group": 7}, "a3 y", "F1_small")]
)
def test_small_margins_and_small_groups(policy, cell, code):
    """12 with b left out is under 13; 6 of a3 is under 7."""
    assert code in reasons_of(**policy)[cell]
    assert cell not in reasons_of() or code not in reasons_of()[cell]


def test_a_group_in_one_category_has_its_code():
    """All 20 of a1 are in y, all but one of a2, the one of a4 in x; an empty category says nothing."""
    counts = {"a1": (0, 20, 0), "a2": (1, 30, 0), "a3": (10, 10, 10), "a4": (1, 0, 0)}
    found = reasons_of(counts, group_disclosure=True)
    assert {cell for cell, codes in found.items() if "F3_group" in codes} == {"a1 y", "a2 y", "a4 x"}
    assert {cell for cell, codes in found.items() if codes >= {"F3_group", "F4_within"}} == {"a2 y", "a4 x"}


def test_a_rare_category_is_marked_where_somebody_is_identified():
    """x has 4 of 604, less than one in 100: its cells in a1 and a2, not its sum."""
    found = reasons_of({"a1": (1, 100, 100), "a2": (3, 200, 200)})
    assert {cell for cell, codes in found.items() if "F9_rare" in codes} == {"a1 x", "a2 x"}


def test_a_small_difference_to_a_known_figure_is_marked():
    """All of a2 are known to be 133; 130 of them in y and z would leave 3, but no published cell says so: 133 of 136."""
    counts = {"a1": (0, 2, 0), "a2": (0, 60, 73)}
    known = [{"cell": {"a": "a2"}, "count": 133}]
    assert "F6_diff" in reasons_of(counts, known)["I alt I alt"]


def test_a_cell_that_was_to_be_suppressed_is_told_from_one_that_protects():
    """The request asks for it."""
    assert reasons_of(force_suppressed=[{"a": "a2", "b": "z"}])["a2 z"] == {"forced"}


def test_amounts_have_their_reasons():
    """x: one firm, so dominant, and few; y: two of three have 95 of 100 and the third 5; one cell protects."""
    records = [
        ("x", "f1", 100),
        ("y", "f2", 80),
        ("y", "f3", 15),
        ("y", "f4", 5),
        *[("z", f"f{n}", 90) for n in (5, 6, 7)],
    ]
    protected = protected_of(records)
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO(reasons_csv(protected.table, amount_reasons(protected)))):
        found.setdefault(row["a"], []).append(row["code"])
    assert found["x"] == ["F1_small", "F4_within", "F8_dominance", "F8_dominance"]
    assert found["y"] == ["F8_dominance", "F8_dominance"]
    assert set(found.get("z", []) + found.get("I alt", [])) <= {"F5_secondary"}


def test_no_file_of_the_proof_tells_primary_from_secondary():
    """The codes stand in reasons.csv alone, which is no part of what a case file holds."""
    request = request_from_spec({"dimensions": DIMENSIONS})
    columns = {"a": ["a1", "a1", "a2", "a2"], "b": ["x", "y", "x", "y"], "count": ["1", "9", "8", "7"]}
    files = certificate_files(protect(tabulate_cells(request, columns)))
    assert "reasons.csv" not in files
    assert not any("F1_small" in text or "F5_secondary" in text for text in files.values())
