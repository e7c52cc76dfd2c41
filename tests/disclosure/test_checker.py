"""The checker: what it accepts, and that every tampering is caught.

Tables are drawn; `3x` is a suppressed 3, the last row and column are totals. Files are built here by hand, with
sums of their own, so that nothing of what makes protected tables is trusted.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import json
import random
import runpy
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

import pytest

from disclosure import checker
from disclosure.certificate import certificate_files, files_as_bytes
from disclosure.checker import check, check_files, examine
from disclosure.errors import NothingSafe
from disclosure.protected import protect
from disclosure.spec import request_from_spec
from disclosure.tabulate import tabulate_cells, tabulate_records
from tests.strategies import KINDS, random_case

SQUARE = """
         |  b1  |  b2  | b3 | I alt
    a1   |  1x  |  2x  |  6 |   9
    a2   |  5x  |  6x  |  7 |  18
    a3   |   8  |   9  |  3 |  20
    I alt|  14  |  17  | 16 |  47
"""
SQUARE_SPEC = {
    "dimensions": [{"name": "a", "role": "identifying"}, {"name": "b"}],
    "policy": {"threshold": 3},
}
ROUND = ("reader", {"a1 b1": 1, "a1 b2": -1, "a2 b1": -1, "a2 b2": 1})
"""One step around the square: it shows 2 in a1 b1 and 1 in a1 b2."""


@dataclass(frozen=True)
class Proof:
    """A protected table with its proof, before it is written: cells are named by their labels, space between."""

    spec: dict
    nodes: dict
    inner: dict
    suppressed: frozenset
    alternatives: tuple = ()
    changed: dict = field(default_factory=dict)

    def policy(self, **fields):
        return replace(self, spec={**self.spec, "policy": {**self.spec.get("policy", {}), **fields}})

    def flat(self, cell):
        number = 0
        for label, labels in zip(split(cell), self.nodes.values(), strict=True):
            number = number * len(labels) + labels.index(label)
        return number

    def codes(self, place, label):
        """The codes a label stands for; a label of a dimension with several answers stands for itself."""
        dimension = self.spec["dimensions"][place]
        labels = self.nodes[dimension["name"]]
        if dimension.get("responses") == "multiple":
            return {label}
        parents = [tree["parents"] for tree in dimension.get("hierarchies", ())]
        groups = {parent for tree in parents for parent in tree.values()}
        if label == labels[-1]:
            return set(labels[:-1]) - groups
        found = {label} - groups
        for tree in parents:
            for child, parent in tree.items():
                if parent == label:
                    found |= self.codes(place, child)
        return found

    def is_inner(self, cell):
        pairs = zip(self.spec["dimensions"], split(cell), strict=True)
        return all(
            dimension.get("responses") == "multiple" or self.codes(place, label) == {label}
            for place, (dimension, label) in enumerate(pairs)
        )

    def count(self, cell):
        under = [self.codes(place, label) for place, label in enumerate(split(cell))]
        return sum(self.inner.get(" ".join(codes), 0) for codes in product(*under))

    def rows(self):
        tables = self.spec.get("tables", [list(self.nodes)])
        for number, table in enumerate(tables):
            used, only = (table["dimensions"], table["only"]) if isinstance(table, dict) else (table, {})
            shown = [
                [label for label in labels if (name in used and label in only.get(name, labels)) or label == labels[-1]]
                for name, labels in self.nodes.items()
            ]
            for labels in product(*shown):
                cell = " ".join(labels)
                hidden = cell in self.suppressed
                lead = [number] if len(tables) > 1 else []
                yield [*lead, *labels, "" if hidden else self.count(cell), "suppressed" if hidden else "published"]

    def files(self):
        several = len(self.spec.get("tables", [0])) > 1
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([*(["table"] if several else []), *self.nodes, "count", "status"])
        writer.writerows(self.rows())
        lines = [
            f"{kind} {' '.join(f'{self.flat(cell)}:{delta}' for cell, delta in changes.items())}\n"
            for kind, changes in self.alternatives
        ]
        certificate = {
            "format": "certificate/1",
            "nodes": self.nodes,
            "inner": [[self.flat(cell), count] for cell, count in self.inner.items() if count],
            "alternatives": len(lines),
        }
        cells = {" ".join(row[-2 - len(self.nodes) : -2]) for row in self.rows()}
        report = {
            "cells": len(cells),
            "primary": self.changed.get("primary", 0),
            "suppressed": len(self.suppressed),
            "verified": True,
        }
        files = {
            "SPEC.json": json.dumps(self.spec),
            "protected.csv": text.getvalue(),
            "alternatives.txt": "".join(lines),
            "certificate.json": json.dumps(certificate),
            "report.json": json.dumps(report),
        }
        return hashed({name: content.encode() for name, content in files.items()})

    def failures(self):
        """What the checker says, leaving out how many unsafe cells the report should have counted."""
        return [sentence for sentence in check_files(self.files()) if "«primary»" not in sentence]


def split(cell):
    """Labels of a cell; the total's label is the only one with a space."""
    return [label.replace("_", " ") for label in cell.replace("I alt", "I_alt").split()]


def hashed(files):
    """The files with the certificate's hashes set to what the other files are."""
    certificate = json.loads(files["certificate.json"])
    for key, name in (("spec", "SPEC.json"), ("protected", "protected.csv"), ("alternatives", "alternatives.txt")):
        certificate[f"{key}_sha256"] = hashlib.sha256(files[name]).hexdigest()
    return {**files, "certificate.json": json.dumps(certificate).encode()}


def drawn(drawing, spec=SQUARE_SPEC, alternatives=()):
    """The proof of a drawn table; with one dimension the drawing has one row, without a label column."""
    lines = [line for line in drawing.splitlines() if line.strip()]
    table = [[part.strip() for part in line.split("|")] for line in lines]
    names = [dimension["name"] for dimension in spec["dimensions"]]
    if len(names) == 1:
        cells = dict(zip(table[0], table[1], strict=True))
        nodes = {names[0]: table[0]}
    else:
        nodes = {names[0]: [row[0] for row in table[1:]], names[1]: table[0][1:]}
        cells = {f"{row[0]} {b}": text for row in table[1:] for b, text in zip(table[0][1:], row[1:], strict=True)}
    proof = Proof(spec, nodes, {}, frozenset(cell for cell, text in cells.items() if text.endswith("x")), alternatives)
    counts = {cell: int(text.rstrip("x")) for cell, text in cells.items()}
    inner = {cell: count for cell, count in counts.items() if proof.is_inner(cell)}
    return replace(proof, inner=inner)


@pytest.fixture(name="square")
def fixture_square():
    return replace(drawn(SQUARE, alternatives=(ROUND,)), changed={"primary": 2})


def test_four_suppressed_corners_are_proved_by_one_step_around(square):
    """One alternative shows 2 where 1 is true and 1 where 2 is true, and changes nothing that is published."""
    assert check_files(square.files()) == []


def test_the_counts_of_what_was_proved(square, tmp_path):
    """16 cells, 4 of them suppressed, 2 unsafe with two values each, shown by 1 alternative."""
    write(square.files(), tmp_path)
    counts = dict(examine(str(tmp_path)).counts)
    assert counts == {"cells": 16, "primary": 2, "suppressed": 4, "alternatives": 1, "values": 4, "proofs": 1}


def write(files, folder):
    for name, content in files.items():
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("name", ["SPEC.json", "protected.csv", "alternatives.txt"])
def test_a_file_that_was_touched_does_not_match_its_hash(square, name):
    """Even one added line end is noticed."""
    files = square.files()
    assert any(name in sentence for sentence in check_files({**files, name: files[name] + b"\n"}))


TAMPERED = {
    "a published count one higher": ("protected.csv", b"a3,b1,8,", b"a3,b1,9,"),
    "a published count with a leading zero": ("protected.csv", b"a3,b1,8,", b"a3,b1,08,"),
    "a published total changed": ("protected.csv", b"I alt,I alt,47,", b"I alt,I alt,48,"),
    "an unsafe cell shown": ("protected.csv", b"a1,b1,,suppressed", b"a1,b1,1,published"),
    "a protecting cell shown": ("protected.csv", b"a2,b2,,suppressed", b"a2,b2,6,published"),
    "a suppressed cell with its count": ("protected.csv", b"a1,b1,,suppressed", b"a1,b1,1,suppressed"),
    "a published cell without a count": ("protected.csv", b"a3,b1,8,published", b"a3,b1,,published"),
    "a cell suppressed without need": ("protected.csv", b"a3,b1,8,published", b"a3,b1,,suppressed"),
    "a row left out": ("protected.csv", b"a3,b1,8,published\n", b""),
    "a row twice": ("protected.csv", b"a3,b1,8,published\n", b"a3,b1,8,published\n" * 2),
    "a row of another label": ("protected.csv", b"a3,b1,8,published\n", b"a3,b1,8,published\na4,b1,8,published\n"),
    "an empty row": ("protected.csv", b"a3,b1,8,published\n", b"a3,b1,8,published\n\n"),
    "a status that is none": ("protected.csv", b"a1,b1,,suppressed", b"a1,b1,,hidden"),
    "a column more": ("protected.csv", b"a,b,count,status\n", b"a,b,count,status,primary\n"),
    "a column renamed": ("protected.csv", b"a,b,count,status\n", b"a,b,antal,status\n"),
    "no rows": ("protected.csv", None, b""),
    "bytes that are no text": ("protected.csv", b"a3,b1,8", b"a3,\xff,8"),
    "no alternatives": ("alternatives.txt", None, b""),
    "an alternative that does not add up": ("alternatives.txt", b"0:1 ", b"0:2 "),
    "an alternative that changes a published cell": ("alternatives.txt", b"5:1", b"6:1"),
    "an alternative with a negative count": ("alternatives.txt", None, b"reader 0:3 1:-3 4:-3 5:3\n"),
    "an alternative that changes a margin": ("alternatives.txt", b"5:1", b"5:1 15:1"),
    "an alternative outside the table": ("alternatives.txt", b"5:1", b"5:1 999:1"),
    "an alternative with a cell twice": ("alternatives.txt", b"5:1", b"5:1 5:1"),
    "an alternative with half a change": ("alternatives.txt", b"5:1", b"5:0.5"),
    "an alternative of no one": ("alternatives.txt", b"reader", b"somebody"),
    "an alternative for the outsider only": ("alternatives.txt", b"reader", b"outsider"),
    "an alternative that nobody counted": ("alternatives.txt", b"5:1\n", b"5:1\nreader 0:1 1:-1 4:-1 5:1\n"),
    "a true count changed": ("certificate.json", b"[0, 1]", b"[0, 2]"),
    "a true count moved": ("certificate.json", b"[0, 1], [1, 2]", b"[0, 2], [1, 1]"),
    "a true count twice": ("certificate.json", b"[0, 1],", b"[0, 1], [0, 1],"),
    "a true count of a margin": ("certificate.json", b"[0, 1],", b"[0, 1], [3, 1],"),
    "a true count that is negative": ("certificate.json", b"[0, 1]", b"[0, -1]"),
    "codes in another order": ("certificate.json", b'"a1", "a2"', b'"a2", "a1"'),
    "a code more": ("certificate.json", b'"a3", "I alt"', b'"a3", "a4", "I alt"'),
    "a total that is not last": ("certificate.json", b'"a3", "I alt"', b'"I alt", "a3"'),
    "another format": ("certificate.json", b"certificate/1", b"certificate/2"),
    "a higher threshold": ("SPEC.json", b'"threshold": 3', b'"threshold": 4'),
    "a lower threshold": ("SPEC.json", b'"threshold": 3', b'"threshold": 2'),
    "zeros protected": ("SPEC.json", b'"threshold": 3', b'"threshold": 3, "zeros": "protected"'),
    "a setting misspelt": ("SPEC.json", b'"threshold"', b'"treshold"'),
    "a setting twice": ("SPEC.json", b'"threshold": 3', b'"threshold": 3, "threshold": 3'),
    "amounts, which it cannot prove": ("SPEC.json", b'"threshold": 3', b'"threshold": 3, "sums": {}'),
    "cells miscounted": ("report.json", b'"cells": 16', b'"cells": 17'),
    "unsafe cells miscounted": ("report.json", b'"primary": 2', b'"primary": 1'),
    "suppressed cells miscounted": ("report.json", b'"suppressed": 4', b'"suppressed": 4.0'),
    "cells that were not proved": ("report.json", b'"cells": 16', b'"cells": 16, "unproved": 1'),
    "alternatives miscounted": ("report.json", b'"cells": 16', b'"cells": 16, "alternatives": 2'),
    "secondary cells miscounted": ("report.json", b'"cells": 16', b'"cells": 16, "secondary": 3'),
    "suppressed zeros miscounted": ("report.json", b'"cells": 16', b'"cells": 16, "secondary_zeros": 1'),
    "inner cells miscounted": ("report.json", b'"cells": 16', b'"cells": 16, "inner_sum": 1'),
    "shown inner cells miscounted": ("report.json", b'"cells": 16', b'"cells": 16, "inner_sum_published": 1'),
    "not verified": ("report.json", b"true", b"false"),
    "a report that is no object": ("report.json", None, b"[]"),
}


@pytest.mark.parametrize("tampering", TAMPERED)
def test_tampering_is_caught_even_with_hashes_made_anew(square, tampering):
    """What does not prove the promise is not accepted, whoever computed the hashes."""
    name, old, new = TAMPERED[tampering]
    files = square.files()
    assert old is None or old in files[name], "the tampering must change something"
    files[name] = new if old is None else files[name].replace(old, new, 1)
    assert check_files(hashed(files)) != []


@pytest.mark.parametrize("name", ["SPEC.json", "protected.csv", "alternatives.txt", "certificate.json", "report.json"])
def test_a_missing_file_is_named(square, tmp_path, name):
    """Without one of the five files nothing is proved, and the input counts as unreadable."""
    write(square.files(), tmp_path)
    (tmp_path / name).unlink()
    verdict = examine(str(tmp_path))
    assert verdict.unreadable
    assert name in verdict.failures[0]


def one(drawing, *alternatives, **policy):
    return drawn(drawing, {"dimensions": [{"name": "a"}], "policy": {"threshold": 3, **policy}}, alternatives)


PAIR = """
    a1 | a2 | I alt
    1x | 1x |  2x
"""


def test_below_the_readers_floor_the_outsider_is_enough():
    """A total over two cells that are not 0 is at least 2 for the reader; 1 is left to the outsider."""
    up = ("reader", {"a1": 1}), ("reader", {"a2": 1})
    assert one(PAIR, *up, ("outsider", {"a1": -1})).failures() == []
    assert one(PAIR, *up).failures() == ["Ingen tabel viser, at cellen a «I alt» kan have værdien 1."]


def test_no_reader_believes_in_a_zero_that_is_not_shown():
    """Where no zero is suppressed she takes every suppressed cell to be at least 1."""
    failures = one(PAIR, ("reader", {"a1": 1}), ("reader", {"a2": 1}), ("reader", {"a1": -1})).failures()
    assert "sætter a «a1» til 0" in failures[0]


ZERO_IN_THE_SUM = """
    a1 | a2 | a3 | I alt
    1x | 1x | 0x |  2x
"""


def test_a_suppressed_zero_lets_its_sum_fall_but_asks_for_the_reader():
    """With a zero suppressed among them the total has no floor: 1 must be shown to the reader, and can be."""
    up = ("reader", {"a1": 1}), ("reader", {"a2": 1})
    assert one(ZERO_IN_THE_SUM, *up, ("reader", {"a1": -1})).failures() == []
    assert one(ZERO_IN_THE_SUM, *up, ("outsider", {"a1": -1})).failures() != []


ZERO_ELSEWHERE = """
         |  b1 | b2 | b3 | I alt
    a1   |  1x | 2x |  6 |   9
    a2   |  5x | 6x |  7 |  18
    a3   |   8 |  9 | 0x |  17
    I alt|  14 | 17 | 13 |  44
"""


def test_a_zero_suppressed_elsewhere_does_not_help():
    """a3 b3 stands in no sum with a1 b1, so a1 b1 may still not be 0 for the reader."""
    back = ("reader", {"a1 b1": -1, "a1 b2": 1, "a2 b1": 1, "a2 b2": -1})
    failures = drawn(ZERO_ELSEWHERE, alternatives=(ROUND, back)).failures()
    assert len(failures) == 1
    assert "linje 2" in failures[0]
    assert "til 0" in failures[0]


def test_where_zeros_are_protected_zero_is_a_promised_value():
    """0, 1 and 2 must be shown for each of two cells, the true 0 among them; nobody has a lower bound."""
    zero = "a1 | a2 | a3 | I alt\n 0x | 1x | 8x | 9"
    steps = [("outsider", {"a1": a1, "a2": a2, "a3": -a1 - a2}) for a1, a2 in ((1, 1), (2, -1))]
    assert one(zero, *steps, zeros="protected").failures() == []
    assert one(zero, steps[0], zeros="protected").failures() != []
    shown = one("a1 | a2 | a3 | I alt\n 0 | 1x | 8x | 9", zeros="protected").failures()
    assert "Cellen a «a1» er usikker i sig selv, men er vist." in shown


SINGLE = """
    a1 | a2 | a3 | I alt
    1x | 2x |  7 | 10
"""


def test_a_participant_may_not_take_herself_away():
    """She is alone in a1, so with the total of 10 she knows a2; for anybody else both may be 1 or 2."""
    swap = ("reader", {"a1": 1, "a2": -1})
    assert one(SINGLE, swap).failures() == []
    assert one(SINGLE, swap, participants=True).failures() == [
        "Intet viser andet, end at den, der er alene i a «a1», kan regne a «a2» ud."
    ]


def test_a_participant_is_answered_by_a_table_that_leaves_her_cell():
    """With a3 suppressed too, a2 can change while a1 stays 1."""
    drawing = SINGLE.replace("7 ", "7x")
    steps = ("reader", {"a1": 1, "a2": -1}), ("reader", {"a2": -1, "a3": 1})
    assert one(drawing, *steps, participants=True).failures() == []


ALL_IN_ONE = """
         | b1 | b2 | I alt
    a1   | 5x | 0x |  5
    a2   | 4x | 4x |  8
    I alt|  9 |  4 | 13
"""


def test_a_group_may_not_be_known_to_be_in_one_category():
    """All five of a1 are in b1: a table with two of them in b2 must be possible, one is not enough."""
    proof = drawn(ALL_IN_ONE).policy(group_disclosure=True)
    assert len(proof.failures()) == 1
    for moved, proved in ((1, False), (2, True)):
        change = {"a1 b1": -moved, "a1 b2": moved, "a2 b1": moved, "a2 b2": -moved}
        assert (replace(proof, alternatives=(("reader", change),)).failures() == []) is proved
    assert proof.policy(not_unsafe=[{"dimension": "a", "levels": ["a"]}]).failures() == []


EVERY_CODE_IN_ONE = """
         | b1 | b2 | b  | I alt
    a1   | 5  | 6  | 11 | 11
    a2   | 7  | 8  | 15 | 15
    I alt| 12 | 14 | 26 | 26
"""


def test_a_group_of_codes_that_holds_everybody_is_no_category():
    """Nobody with one code can be outside a group of all codes, so being inside it tells nothing."""
    tree = {"name": "b", "hierarchies": [{"name": "all", "parents": {"b1": "b", "b2": "b"}}]}
    spec = {"dimensions": [{"name": "a", "role": "identifying"}, tree], "policy": {"group_disclosure": True}}
    assert drawn(EVERY_CODE_IN_ONE, spec).failures() == []


def test_what_is_known_from_elsewhere_stays():
    """A known figure must be true, and no alternative may change it."""
    proof = drawn(SQUARE, alternatives=(ROUND,))
    known = {"cell": {"a": "a2", "b": "b2"}, "count": 6}
    assert "kendt" in replace(proof, spec={**proof.spec, "known": [known]}).failures()[0]
    known = {"cell": {"a": "a3"}, "count": 21}
    assert "det kendte tal" in replace(proof, spec={**proof.spec, "known": [known]}).failures()[0]


@pytest.mark.parametrize(
    ("policy", "unsafe"),
    [
        ({"min_margin": 10}, ["a «a1», b «I alt»"]),
        ({"min_group": 7}, ["a «a1», b «b3»", "a «a3», b «b3»"]),
        ({"force_suppressed": [{"a": "a3"}]}, ["a «a3», b «I alt»"]),
        ({"force_published": [{"a": "a2", "b": "b1"}]}, ["a «a2», b «b1»"]),
    ],
)
def test_the_policy_says_what_else_is_suppressed_or_shown(policy, unsafe):
    """Margins below 10, groups below 7 (the 6 in a1 b3, the 3 in a3 b3), and the cells that are forced."""
    failures = drawn(SQUARE, alternatives=(ROUND,)).policy(**policy).failures()
    for cell in unsafe:
        assert any(sentence.startswith(f"Cellen {cell} ") for sentence in failures), cell


@pytest.mark.parametrize("levels", [["b"], ["b1", "b2"]])
def test_what_is_declared_safe_carries_no_promise(levels):
    """No count below 3 is left once the codes of b are declared to identify nobody."""
    proof = drawn(SQUARE).policy(not_unsafe=[{"dimension": "b", "levels": levels}])
    assert proof.failures() == []


TREE_SPEC = {
    "dimensions": [{"name": "a", "hierarchies": [{"name": "region", "parents": {"a1": "R", "a2": "R"}}]}],
    "policy": {"threshold": 3},
}


def test_a_group_of_codes_is_a_sum_that_must_hold():
    """With the region shown, a1 and a2 exchange; a3 cannot take part, for then the region changes."""
    tree = "a1 | a2 | a3 | R | I alt\n 1x | 2x | 9x | 3 | 12"
    assert drawn(tree, TREE_SPEC, (("reader", {"a1": 1, "a2": -1}),)).failures() == []
    assert "ændrer den viste celle a «R»" in drawn(tree, TREE_SPEC, (("reader", {"a1": 1, "a3": -1}),)).failures()[0]


@pytest.mark.parametrize(
    "hierarchies",
    [
        [{"name": "x", "parents": {"a1": "R", "R": "S", "S": "R"}}],
        [{"name": "x", "parents": {"a1": "R"}}, {"name": "x", "parents": {"a2": "R"}}],
        [{"name": "x", "parents": {"a1": "R"}}, {"name": "y", "parents": {"a2": "R"}}],
        [{"name": "x", "parents": {"a1": "R", "R": "S"}}, {"name": "y", "parents": {"a2": "T", "R": "T"}}],
        [{"name": "x", "parents": {"a1": "I alt"}}],
        [{"name": "x", "parents": {"a1": 7}}],
        [{"name": "x", "parents": ["a1"]}],
    ],
)
def test_a_hierarchy_that_is_none_is_refused(hierarchies):
    """A circle, one name twice, one group with different members, a group like the total, no labels: no sums."""
    spec = {"dimensions": [{"name": "a", "hierarchies": hierarchies}]}
    groups = sorted({str(p) for tree in hierarchies for p in dict.fromkeys(getattr(tree["parents"], "values", list)())})
    proof = Proof(spec, {"a": ["a1", "a2", *(g for g in groups if g != "I alt"), "I alt"]}, {}, frozenset())
    files = replace(proof, spec={"dimensions": [{"name": "a"}]}).files()
    files["SPEC.json"] = json.dumps(spec).encode()
    assert len(check_files(hashed(files))) == 1


MANY_SPEC = {"dimensions": [{"name": "m", "responses": "multiple"}], "policy": {"threshold": 3}}
MANY_TREE = {
    "dimensions": [
        {"name": "m", "responses": "multiple", "hierarchies": [{"name": "g", "parents": {"m1": "G", "m2": "G"}}]}
    ],
    "policy": {"threshold": 3},
}


def test_several_answers_do_not_add_up():
    """m1 may be 2 though the total and m2 stay: somebody gave both answers."""
    assert drawn("m1 | m2 | I alt\n 1x | 6 | 6", MANY_SPEC, (("reader", {"m1": 1}),)).failures() == []


@pytest.mark.parametrize(
    ("drawing", "spec", "change", "possible"),
    [
        ("m1 | m2 | I alt\n 1x | 1x | 1x", MANY_SPEC, {"m1": 1}, False),
        ("m1 | m2 | I alt\n 1x | 1x | 1x", MANY_SPEC, {"m1": 1, "I alt": 1}, True),
        ("m1 | m2 | I alt\n 1x | 1x | 1x", MANY_SPEC, {"I alt": -1}, False),
        ("m1 | m2 | G | I alt\n 2x | 2x | 4 | 9", MANY_TREE, {"m1": -1}, False),
        ("m1 | m2 | G | I alt\n 2x | 3x | 4 | 9", MANY_TREE, {"m1": -1}, True),
        ("m1 | m2 | G | I alt\n 2x | 2x | 2x | 9", MANY_TREE, {"m1": 1}, False),
        ("m1 | m2 | G | I alt\n 2x | 2x | 2x | 9", MANY_TREE, {"G": 3}, False),
    ],
)
def test_several_answers_must_be_answers_of_records(drawing, spec, change, possible):
    """A code is at most its parent; a group at most all its codes together, and at least the largest."""
    failures = drawn(drawing, spec, (("outsider", change),)).failures()
    assert any("kan ikke komme af poster" in sentence for sentence in failures) is not possible


def test_a_truth_that_no_records_give_is_refused():
    """Three gave answer m1, of two in all."""
    assert "ingen poster" in drawn("m1 | m2 | I alt\n 4 | 0 | 3", MANY_SPEC).failures()[0]


def test_two_dimensions_with_several_answers_are_refused():
    """Sums alone cannot tell whether records exist."""
    spec = {"dimensions": [{"name": name, "responses": "multiple"} for name in "ab"]}
    assert "flere svar" in drawn(SQUARE.replace("x", " "), spec).failures()[0]


LINKED = {
    "dimensions": [{"name": "a"}, {"name": "b"}, {"name": "c"}],
    "tables": [["a", "b"], ["a", "c"]],
    "policy": {"threshold": 3},
}


def linked(alternatives):
    """Two tables of 1, 5 in a1 and 5, 5 in a2 by b, all of them c1; their margin over a is shared."""
    nodes = {"a": ["a1", "a2", "I alt"], "b": ["b1", "b2", "I alt"], "c": ["c1", "c2", "I alt"]}
    inner = {"a1 b1 c1": 1, "a1 b2 c1": 5, "a2 b1 c1": 5, "a2 b2 c1": 5}
    suppressed = frozenset(f"{a} {b} I alt" for a in ("a1", "a2") for b in ("b1", "b2"))
    return Proof(LINKED, nodes, inner, suppressed, alternatives)


def test_linked_tables_are_checked_together():
    """Moving one from b2 to b1 in a1 is proof; moving it to c2 as well shows in the other table."""
    step = {"a1 b1 c1": 1, "a1 b2 c1": -1, "a2 b1 c1": -1, "a2 b2 c1": 1}
    assert linked((("reader", step),)).failures() == []
    other = {"a1 b1 c2": 1, "a1 b2 c1": -1, "a2 b1 c1": -1, "a2 b2 c1": 1}
    assert any("ændrer den viste celle" in sentence for sentence in linked((("reader", other),)).failures())


def test_a_shared_margin_has_one_status():
    """A margin suppressed in one table and shown in the other is shown."""
    step = {"a1 b1 c1": 1, "a1 b2 c1": -1, "a2 b1 c1": -1, "a2 b2 c1": 1}
    files = linked((("reader", step),)).files()
    files["protected.csv"] = files["protected.csv"].replace(
        b"0,a1,I alt,I alt,6,published", b"0,a1,I alt,I alt,,suppressed"
    )
    assert any("undertrykt i én tabel og vist i tabel 1" in sentence for sentence in check_files(hashed(files)))


def test_a_table_number_that_is_none_is_refused():
    """Two tables are numbered 0 and 1."""
    files = linked(()).files()
    for number in (b"2", b"-1", b"x", b""):
        tampered = files["protected.csv"].replace(b"\n1,a1,I alt,c1", b"\n" + number + b",a1,I alt,c1")
        failures = check_files(hashed({**files, "protected.csv": tampered}))
        assert any("findes ikke" in sentence for sentence in failures), number


def test_a_participant_of_linked_tables_is_alone_in_a_finest_cell_of_one():
    """She is alone in a1 b1 of the first table, and in a1 c1 too if that is 1; a margin is no finest cell."""
    step = {"a1 b1 c1": 1, "a1 b2 c1": -1, "a2 b1 c1": -1, "a2 b2 c1": 1}
    proof = linked((("reader", step),))
    assert proof.policy(participants=True).failures() == []


def test_a_known_figure_beside_the_tables_stays():
    """The cell a1 b1 of c1 is in no table; known from elsewhere it still may not change."""
    step = {"a1 b1 c1": 1, "a1 b2 c1": -1, "a2 b1 c1": -1, "a2 b2 c1": 1}
    proof = linked((("reader", step),))
    known = [{"cell": {"a": "a1", "b": "b1", "c": "c1"}, "count": 1}]
    assert any("kendt" in sentence for sentence in replace(proof, spec={**LINKED, "known": known}).failures())


def test_a_table_may_show_some_labels_only():
    """Only a1 and the total are published; a2 is in no table, so the small count in a1 needs no other cell."""
    spec = {**TREE_SPEC, "tables": [{"dimensions": ["a"], "only": {"a": ["a1"]}}]}
    proof = Proof(spec, {"a": ["a1", "a2", "R", "I alt"]}, {"a1": 1, "a2": 8}, frozenset({"a1"}))
    assert replace(proof, alternatives=(("reader", {"a1": 1, "a2": -1}),)).failures() == []
    assert proof.failures() == ["Ingen tabel viser, at cellen a «a1» kan have værdien 2."]


def test_in_a_very_large_release_shown_zeros_may_be_left_out(monkeypatch):
    """Above the limit a missing row is a shown zero, and nothing else may be missing."""
    files = drawn("a1 | a2 | I alt\n 0 | 8 | 8", {"dimensions": [{"name": "a"}]}).files()
    without_zero = hashed({**files, "protected.csv": files["protected.csv"].replace(b"a1,0,published\n", b"")})
    without_eight = hashed({**files, "protected.csv": files["protected.csv"].replace(b"a2,8,published\n", b"")})
    assert check_files(without_zero) != []
    monkeypatch.setattr(checker, "FULL_LISTING", 2)
    assert check_files(without_zero) == []
    assert check_files(without_eight) != []


def test_nothing_to_protect_is_proved_without_alternatives():
    """An empty table and one of large counts need no proof but their sums."""
    spec = {"dimensions": [{"name": "a"}]}
    assert drawn("I alt\n 0", spec).failures() == []
    assert drawn(f"a1 | a2 | I alt\n {10**12} | 8 | {10**12 + 8}", spec).failures() == []


def test_long_lists_of_failures_are_cut():
    """Of one kind twenty are told and the rest counted."""
    labels = [f"a{number}" for number in range(40)]
    proof = Proof({"dimensions": [{"name": "a"}]}, {"a": [*labels, "I alt"]}, dict.fromkeys(labels, 1), frozenset())
    failures = [sentence for sentence in proof.failures() if "usikre" in sentence or "usikker" in sentence]
    assert len(failures) == 21
    assert failures[-1].startswith("Yderligere 20 ")


def zipped(entries, path, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return str(path)


def test_a_zip_is_read_where_it_lies_also_under_a_folder(square, tmp_path):
    """The files may stand at the top or in a folder of the archive, beside other files."""
    entries = [(f"sag/bevis/{name}", content) for name, content in square.files().items()]
    folder = ("sag/bevis/", b"")
    assert check(zipped([("brev.pdf", b"%PDF"), folder, *entries], tmp_path / "a.zip")) == []


def test_every_table_of_a_case_file_is_checked(square, tmp_path):
    """Two proofs in one archive: a failure in the second is found."""
    bad = replace(square, alternatives=()).files()
    entries = [
        (f"{folder}/{name}", text)
        for folder, files in (("1", square.files()), ("2", bad))
        for name, text in files.items()
    ]
    assert check(zipped(entries, tmp_path / "a.zip")) != []


def test_a_case_file_agrees_with_its_manifest(square, tmp_path):
    """Every file is listed with its hash; a changed, a missing and an added file are found."""
    entries = [*square.files().items(), ("brev.txt", b"Afgift")]
    files = [{"name": name, "sha256": hashlib.sha256(content).hexdigest()} for name, content in entries]
    manifest = ("MANIFEST.json", json.dumps({"format": "case-file/1", "files": files}).encode())
    assert check(zipped([manifest, *entries], tmp_path / "good.zip")) == []
    for name, tampered in {
        "changed": [*entries[:-1], ("brev.txt", b"Andet")],
        "missing": entries[:-1],
        "added": [*entries, ("ekstra.txt", b"")],
    }.items():
        assert len(check(zipped([manifest, *tampered], tmp_path / f"{name}.zip"))) == 1, name


def test_a_case_file_without_its_manifest_is_not_proved(square, tmp_path):
    """A case file is known by the program in it; without the list a changed letter would go unnoticed."""
    entries = [*square.files().items(), ("brev.txt", b"Afgift"), ("verify.py", b"")]
    assert check(zipped(entries, tmp_path / "a.zip")) == [
        "MANIFEST.json mangler; sagsfilens øvrige filer kan ikke efterprøves uden den."
    ]


def test_half_a_json_file_is_named(square):
    """Which file, and where in it."""
    files = square.files()
    files["report.json"] = b'{"cells": 9,'
    assert check_files(files) == ["Filen report.json er ikke gyldig JSON: fejlen er i linje 1, tegn 13."]


@pytest.mark.parametrize("name", ["../SPEC.json", "/SPEC.json", "a/../SPEC.json", "C:SPEC.json", "a\\SPEC.json"])
def test_an_archive_that_climbs_out_of_itself_is_not_read(square, tmp_path, name):
    """Names that lead elsewhere make the whole archive unreadable."""
    assert examine(zipped([*square.files().items(), (name, b"")], tmp_path / "a.zip")).unreadable


def test_an_archive_with_a_name_twice_is_not_read(square, tmp_path):
    """Which of the two would be checked, and which would be read?"""
    with pytest.warns(UserWarning, match="Duplicate"):
        path = zipped([*square.files().items(), ("SPEC.json", b"{}")], tmp_path / "a.zip")
    assert examine(path).unreadable


def test_a_bomb_is_not_unpacked(square, tmp_path):
    """An entry that shrank a thousandfold is refused by its size alone."""
    path = zipped([*square.files().items(), ("big.bin", bytes(checker.BOMB_SIZE + 1))], tmp_path / "a.zip")
    assert "mistænkeligt" in examine(path).failures[0]


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", b"PK\x03\x04" + bytes(40)])
def test_what_is_no_archive_is_unreadable(tmp_path, content):
    """One sentence, no error."""
    (tmp_path / "a.zip").write_bytes(content)
    assert examine(str(tmp_path / "a.zip")).unreadable
    assert examine(str(tmp_path / "absent.zip")).unreadable


def test_a_folder_without_a_table_is_unreadable(tmp_path):
    """Nothing to prove is not the same as proved."""
    assert examine(str(tmp_path)).unreadable


def mutated(content, chance):
    place = chance.randrange(len(content) + 1)
    middle = chance.choice([b"", bytes([chance.randrange(256)]), b"-", b"9", b'"', b"[", b"null", b"1e9", content[:9]])
    return content[:place] + middle + content[place + chance.randrange(4) :]


def test_no_damage_escapes_as_an_error(square):
    """However a file is damaged, the answer is a list of sentences; where a hash stands for the file, never empty."""
    chance, files = random.Random(7), square.files()
    for round_ in range(600):
        name = sorted(files)[round_ % len(files)]
        damaged = {**files, name: mutated(files[name], chance)}
        failures = check_files(damaged)
        if damaged[name] != files[name] and name not in {"certificate.json", "report.json"}:
            assert failures, (round_, name)
        assert all(isinstance(sentence, str) for sentence in failures)


@pytest.mark.parametrize("value", [None, [], {}, 0, -1, True, 1.5, "", "x", [[]], {"a": 1}, 10**30])
@pytest.mark.parametrize("place", ["dimensions", "tables", "count", "policy", "known"])
def test_no_value_in_the_specification_escapes_as_an_error(square, place, value):
    """Whatever stands in a field of SPEC.json, there is an answer."""
    files = square.files()
    files["SPEC.json"] = json.dumps({**square.spec, place: value}).encode()
    assert isinstance(check_files(hashed(files)), list)


@pytest.mark.parametrize(
    "value", [None, [], {}, 0, True, 1.5, "", "x", [[]], [None], {"a": 1}, {"a": None}, {"a": [[]]}]
)
@pytest.mark.parametrize("place", ["nodes", "inner", "alternatives", "spec_sha256", "format"])
def test_no_value_in_the_certificate_is_accepted_in_place_of_the_right_one(square, place, value):
    """Nothing of the wrong kind passes."""
    files = square.files()
    certificate = {**json.loads(files["certificate.json"]), place: value}
    files["certificate.json"] = json.dumps(certificate).encode()
    assert check_files(files) != []


def protected(case):
    """The files that `protect` would write for a random case, or None where it refuses."""
    request = request_from_spec(case.spec)
    names = [dimension.name for dimension in request.dimensions]
    cells = case.cells is not None
    rows = case.cells if cells else case.records
    columns = {name: [str(row[name]) for row in rows] for name in [*names, *([request.count] if cells else [])]}
    table = (tabulate_cells if cells else tabulate_records)(request, columns)
    try:
        return files_as_bytes(certificate_files(protect(table)))
    except NothingSafe:
        return None


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_protect_makes_is_proved_and_showing_one_more_small_count_is_not(kind):
    """Tables of every kind are accepted; with an unsafe cell shown, and everything counted anew, they are not."""
    for seed in (11, 12):
        files = protected(random_case(seed, kind))
        if files is None:
            continue
        assert check_files(files) == []
        rows = list(csv.reader(io.StringIO(files["protected.csv"].decode())))
        hidden = next((row for row in rows if row[-1] == "suppressed"), None)
        if hidden is not None:
            hidden[-2:] = ["1", "published"]
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            assert check_files(hashed({**files, "protected.csv": text.getvalue().encode()})) != []


def test_what_cannot_be_read_safely_is_not_read(square, tmp_path, monkeypatch):
    """Too many files, a line or file beyond every measure, an encrypted entry: one sentence each."""
    files = square.files()
    path = Path(zipped(files.items(), tmp_path / "a.zip", zipfile.ZIP_STORED))
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "krypteret" in examine(str(path)).failures[0]
    for name, limit, word in (
        ("MOST_FILES", 4, "flere end"),
        ("LARGEST_JSON", 9, "større"),
        ("LONGEST_LINE", 9, "linje"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(checker, name, limit)
            assert word in check_files(files)[0], name


def test_a_link_in_a_folder_is_not_followed(square, tmp_path):
    """What is checked is what lies there."""
    write(square.files(), tmp_path)
    (tmp_path / "report.json").rename(tmp_path / "elsewhere.json")
    (tmp_path / "report.json").symlink_to(tmp_path / "elsewhere.json")
    assert "report.json" in examine(str(tmp_path)).failures[0]


def test_numbers_that_are_none_are_refused(square):
    """NaN is no JSON."""
    files = square.files()
    files["SPEC.json"] = files["SPEC.json"].replace(b'"threshold": 3', b'"threshold": NaN')
    assert "NaN" in " ".join(check_files(hashed(files)))


@pytest.mark.parametrize(
    "fields",
    [
        {"tables": []},
        {"tables": [["c"]]},
        {"tables": [{"dimensions": ["a"], "only": {"a": ["a9"]}}]},
        {"known": [{"cell": {"a": "a9"}, "count": 1}]},
        {"known": [{"cell": {}, "count": 47}, {"cell": {"a": "I alt"}, "count": 48}]},
        {"policy": {"not_unsafe": [{"dimension": "c", "levels": ["a1"]}]}},
        {"policy": {"not_unsafe": [{"dimension": "a", "levels": ["a9"]}]}},
        {"policy": {"force_published": [{"a": "a1"}], "force_suppressed": [{"a": "a1"}]}},
        {"policy": {"threshold": 10**6}},
        {"count": "a"},
        {"dimensions": [{"name": "a"}, {"name": "a"}]},
        {"dimensions": [{"name": "a", "codes": ["a1"]}, {"name": "b"}]},
        {"dimensions": [{"name": "a", "role": "other"}, {"name": "b"}]},
    ],
)
def test_a_specification_that_contradicts_itself_is_unreadable(square, tmp_path, fields):
    """Unknown names, cells and levels, and settings that exclude each other: one sentence, nothing proved."""
    files = square.files()
    files["SPEC.json"] = json.dumps({**square.spec, **fields}).encode()
    write(hashed(files), tmp_path)
    assert examine(str(tmp_path)).unreadable


def test_the_command_says_what_was_proved_or_what_was_not(square, tmp_path, capsys):
    """A summary on one stream, or the reason why there is none on the other."""
    write(square.files(), tmp_path)
    assert checker.main([str(tmp_path)]) == 0
    assert "2  celler med et løfte" in capsys.readouterr().out
    (tmp_path / "alternatives.txt").write_bytes(b"")
    assert checker.main([str(tmp_path)]) == 1
    assert "Ingen tabel viser, at cellen a «a1», b «b1» kan have værdien 2." in capsys.readouterr().out
    assert checker.main([str(tmp_path / "none")]) == 2
    assert "none" in capsys.readouterr().err
    assert checker.main([]) == 2


def test_run_as_a_program_it_ends_with_its_status(square, tmp_path, monkeypatch, capsys):
    """The same file, started as a program in this process: 0 and the last line."""
    write(square.files(), tmp_path)
    monkeypatch.setattr(sys, "argv", ["checker.py", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(checker.__file__, run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Alt er bevist."


def test_a_stream_that_is_no_terminal_is_written_to_as_it_is(square, tmp_path, monkeypatch):
    """Where the output goes to memory there is no encoding to look after."""
    write(square.files(), tmp_path)
    kept = io.StringIO()
    monkeypatch.setattr(sys, "stdout", kept)
    assert checker.main([str(tmp_path)]) == 0
    assert kept.getvalue().endswith("Alt er bevist.\n")


def test_cells_that_tables_share_are_counted_once():
    """2 x 2 and 1 x 3 cells that share one; a table within another adds none, an empty one has none."""
    square, row = (frozenset({0, 1}), frozenset({0, 1})), (frozenset({0}), frozenset({1, 2, 3}))
    inside, empty = (frozenset({0}), frozenset({0})), (frozenset(), frozenset({0}))
    assert checker.distinct_cells([square, row, inside, empty]) == 4 + 3 - 1


def run(*arguments):
    command = [sys.executable, "-I", "-S", str(Path(checker.__file__)), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_checker_runs_on_its_own(square, tmp_path):
    """As a program without any package: 0 when all is proved, 1 when not, 2 when there is nothing to read."""
    good, bad = tmp_path / "good", tmp_path / "bad"
    for folder, proof in ((good, square), (bad, replace(square, alternatives=()))):
        folder.mkdir()
        write(proof.files(), folder)
    done = run(str(good))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Alt er bevist.")
    done = run(str(bad))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "Beviset holder IKKE.")
    assert run(str(tmp_path / "none")).returncode == 2
    assert run().returncode == 2


def test_the_checker_imports_only_the_standard_library():
    """An appeal body needs one file."""
    tree = ast.parse(Path(checker.__file__).read_text(encoding="utf-8"))
    modules = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    modules += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {module.split(".")[0] for module in modules} <= sys.stdlib_module_names
