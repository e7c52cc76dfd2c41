"""Amounts: what is suppressed so that nobody can estimate another's contribution, and the proof of it."""

from __future__ import annotations

import hashlib
import json

import pytest

from disclosure.checker import check_files
from disclosure.errors import BadSpec, NothingSafe
from disclosure.magnitude import protect as protecting
from disclosure.magnitude.amounts import LARGEST_SUM, tabulate_amounts
from disclosure.magnitude.clauses import ANYONE, DOWN, UP, Alternative, Clauses
from disclosure.magnitude.flows import Flows
from disclosure.magnitude.risk import amount_risk
from disclosure.spec import request_from_spec
from tests.attack.amounts import random_amounts
from tests.disclosure.magnitude_cases import proof_of, protected_of, request_of, shown, table_of

#          y: 50 30 25   z: 60 50 40   sum
# x 100    105           150           355
ONE_ALONE = [("x", "f1", 100), *[("y", f"f{n}", a) for n, a in ((2, 50), (3, 30), (4, 25))]]
ONE_ALONE += [("z", f"f{n}", a) for n, a in ((5, 60), (6, 50), (7, 40))]


def test_a_single_contribution_needs_another_cell():
    """x is one firm's 100; y is the cheaper of two that can take the difference, and the total can stay."""
    assert shown(protected_of(ONE_ALONE)) == {"x": None, "y": None, "z": 150, "I alt": 355}


def test_nothing_unsafe_is_a_result_like_any_other():
    """Three even contributors everywhere."""
    protected = protected_of([record for record in ONE_ALONE if record[0] != "x"])
    assert (protected.n_primary, protected.n_suppressed, protected.alternatives) == (0, 0, ())
    assert check_files(proof_of(protected)) == []


def test_no_records_above_zero_are_a_table_of_zeros():
    """Zeros are shown."""
    protected = protected_of([("x", "f1", 0)])
    assert shown(protected) == {"x": 0, "I alt": 0}
    assert check_files(proof_of(protected)) == []


def test_whoever_is_alone_cannot_take_herself_away():
    """x and y are one firm each: with both hidden in a shown total each would know the other, so z goes too."""
    records = [("x", "f1", 100), ("y", "f2", 100), *[("z", f"f{n}", 300) for n in (3, 4, 5)]]
    assert shown(protected_of(records)) == {"x": None, "y": None, "z": None, "I alt": 1100}


TWICE_ALONE = [("x", "f1", 100), ("y", "f1", 100), *[("z", f"f{n}", 90) for n in (2, 3, 4)]]


def test_what_is_hidden_together_is_not_one_firms():
    """x and y are both f1's: with z and the total shown, 470 - 270 would be all that f1 has."""
    protected = protected_of(TWICE_ALONE)
    assert shown(protected) == {"x": None, "y": None, "z": None, "I alt": 470}
    files = proof_of(protected)
    files["protected.csv"] = files["protected.csv"].replace(b"z,,suppressed", b"z,270,published")
    assert any("tilsammen et usikkert" in failure for failure in check_files(with_hashes(files)))


def test_all_of_a_sum_that_must_be_shown_is_known_anyway():
    """Three firms are too few for a total, but it is declared safe; that x, y and z make it up tells nothing more."""
    request = request_of(policy={"threshold": 5, "force_published": [{}]})
    protected = protected_of([("x", "f1", 100), ("y", "f2", 90), ("z", "f3", 95)], request)
    assert shown(protected) == {"x": None, "y": None, "z": None, "I alt": 285}
    assert check_files(proof_of(protected)) == []


def test_a_hidden_group_is_taken_apart():
    """G holds w and x; with w shown, G, y and the total leave x and y together: f1 alone."""
    tree = [{"name": "t", "parents": {"w": "G", "x": "G"}}]
    request = request_of([{"name": "a", "hierarchies": tree}], policy={"force_published": [{"a": "w"}, {"a": "z"}, {}]})
    records = [*TWICE_ALONE, *[("w", f"f{n}", 30) for n in (5, 6, 7)]]
    with pytest.raises(NothingSafe) as caught:
        protected_of(records, request)
    assert caught.value.reasons == ("a «I alt»: en tvungen celle eller et kendt tal kan være grunden.",)
    free = request_of([{"name": "a", "hierarchies": tree}])
    assert check_files(proof_of(protected_of(records, free))) == []


def test_what_identifies_nobody_may_be_known_together():
    """The codes are declared safe and two of them forced: nothing is unsafe."""
    policy = {"not_unsafe": [{"dimension": "a", "levels": ["a"]}], "force_suppressed": [{"a": "x"}, {"a": "y"}]}
    protected = protected_of(TWICE_ALONE, request_of(policy=policy))
    assert shown(protected) == {"x": None, "y": None, "z": 270, "I alt": 470}
    assert check_files(proof_of(protected)) == []


def test_a_weight_turns_the_choice():
    """y is dear to the requester, so z protects x."""
    request = request_of(policy={"weights": [{"cell": {"a": "y"}, "weight": 50}]})
    assert shown(protected_of(ONE_ALONE, request)) == {"x": None, "y": 105, "z": None, "I alt": 355}


def test_what_must_be_suppressed_is_and_serves():
    """z is forced, and then nothing else is needed."""
    request = request_of(policy={"force_suppressed": [{"a": "z"}]})
    assert shown(protected_of(ONE_ALONE, request)) == {"x": None, "y": 105, "z": None, "I alt": 355}


def test_linked_tables_share_their_margins():
    """The margin of b stands in both tables, suppressed in both or in neither; all of it is proved as one."""
    request = request_of("abc", tables=[["a", "b"], ["b", "c"]])
    records = [("x u m", "f1", 100), *[("x v m", f"f{n}", 90) for n in range(2, 6)]]
    records += [("y u n", f"f{n}", 80) for n in range(2, 6)] + [("y v n", f"f{n}", 70) for n in range(3, 8)]
    protected = protected_of(records, request)
    assert protected.n_primary > 0
    assert check_files(proof_of(protected)) == []


def test_what_forced_and_known_cells_make_impossible_is_said():
    """With y, z and the total shown, x is their difference; a known x cannot be hidden at all."""
    shown_cells = [{"a": "y"}, {"a": "z"}, {}]
    with pytest.raises(NothingSafe) as caught:
        protected_of(ONE_ALONE, request_of(policy={"force_published": shown_cells}))
    assert caught.value.reasons == ("a «x»: en tvungen celle eller et kendt tal kan være grunden.",)
    known = request_of(known=[{"cell": {"a": "x"}, "count": 100}])
    with pytest.raises(NothingSafe, match="allerede kendt") as caught:
        protected_of(ONE_ALONE, known)
    assert caught.value.reasons == ("a «x»: beløbet er kendt.",)


def test_a_known_sum_is_not_moved():
    """y is known from elsewhere, so z protects x."""
    request = request_of(known=[{"cell": {"a": "y"}, "count": 105}])
    assert shown(protected_of(ONE_ALONE, request)) == {"x": None, "y": 105, "z": None, "I alt": 355}


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (request_of(known=[{"cell": {"a": "y"}, "count": 106}]), "angivet til 106, men data"),
        (request_of("ab", tables=[["b"]], known=[{"cell": {"a": "x"}, "count": 1}]), "ikke i nogen af tabellerne"),
    ],
)
def test_a_known_figure_that_does_not_fit_is_refused(request_, message):
    """Another number than the data's, and a cell that is not in the tables."""
    records = ONE_ALONE if len(request_.dimensions) == 1 else [("x u", "f1", 3)]
    with pytest.raises(BadSpec, match=message):
        protected_of(records, request_)


def test_the_order_of_the_records_does_not_matter():
    """Backwards, the files are the same."""
    assert proof_of(protected_of(ONE_ALONE)) == proof_of(protected_of(ONE_ALONE[::-1]))


def test_amounts_up_to_the_limit_are_proved():
    """Sums of nearly 10 to the 12th, in whole numbers."""
    records = [(code, who, amount * (LARGEST_SUM // 400)) for code, who, amount in ONE_ALONE]
    assert check_files(proof_of(protected_of(records))) == []


@pytest.mark.parametrize("seed", [12, 73])
def test_the_clean_up_gives_back_and_keeps_the_proof(monkeypatch, seed):
    """With no programs to spend nothing is given back; with them some cells are, and all is still proved."""
    case = random_amounts(seed)
    table = tabulate_amounts(request_from_spec(case.spec), case.columns())
    generous = protecting.protect_amounts(table)
    monkeypatch.setattr(protecting, "CLEANUP_PROGRAMS", 0)
    untouched = protecting.protect_amounts(table)
    assert generous.n_suppressed < untouched.n_suppressed
    assert check_files(proof_of(generous)) == check_files(proof_of(untouched)) == []


def test_a_table_that_shows_nothing_new_ends_the_search(monkeypatch):
    """A defect in the programs must not make it go on for ever."""
    table = table_of(ONE_ALONE)
    nothing = Alternative(table, {0: 1, 1: -1}, {0: 1, 1: -1})
    monkeypatch.setattr(Flows, "alternative", lambda *_: nothing)
    with pytest.raises(NothingSafe):
        protecting.protect_amounts(table)


def test_an_alternative_is_no_use_against_whoever_sees_through_it():
    """x 100 of f1 alone; y has f2 50, f3 30, f4 25: with y at 45 f2 sees through it, and f1 wherever x changes."""
    table = table_of(ONE_ALONE)
    firm = {name: number for number, name in enumerate(table.contributors)}
    assert Alternative(table, {0: 60, 1: -60}, {}).blind == {firm["f1"], firm["f2"]}
    clauses = Clauses(table, amount_risk(table).unsafe)
    assert clauses.attacker((0, UP)) == ANYONE
    wide = Alternative(table, {0: 60, 1: -60}, {0: 60, 1: -60})
    assert clauses.tick(wide) == [(0, UP)]
    assert clauses.attacker((0, UP)) == firm["f2"]
    assert clauses.tick(Alternative(table, {0: 60, 2: -60}, {0: 60, 2: -60})) == [(0, UP)]
    assert clauses.attacker((0, UP)) is None
    assert clauses.tick(wide) == []
    assert clauses.attacker((0, DOWN)) == ANYONE


TAMPERED = {
    "a contribution more": ("certificate.json", lambda text: text.replace(b"[0,0,100]", b"[0,0,90],[0,9,10]")),
    "a contribution of nothing": ("certificate.json", lambda text: text.replace(b"[0,0,100]", b"[0,0,100],[1,0,0]")),
    "half a contribution": ("certificate.json", lambda text: text.replace(b"[0,0,100]", b"[0,100]")),
    "a certificate for counts": (
        "certificate.json",
        lambda text: text.replace(b"certificate-sums/1", b"certificate/1"),
    ),
    "no alternatives": ("alternatives.txt", lambda _: b""),
    "a change that goes nowhere": ("alternatives.txt", lambda _: b"reader 0:1\n"),
    "less than nothing": ("alternatives.txt", lambda _: b"reader 0:-100 1:100\n"),
    "a cell that is not there": ("alternatives.txt", lambda _: b"reader 3:4\n"),
    "no change": ("alternatives.txt", lambda _: b"reader\n"),
    "a rule for counts": ("SPEC.json", lambda text: text.replace(b'"min_group": 0', b'"min_group": 4')),
    "a part of a dimension": (
        "SPEC.json",
        lambda text: text.replace(b'"a"\n  ]\n ]', b'{"dimensions": ["a"], "only": {"a": ["x"]}}]'),
    ),
    "a rule without its column": ("SPEC.json", lambda text: text.replace(b'"contributor": "firma",', b"")),
    "the sum that was hidden": ("protected.csv", lambda text: text.replace(b"x,,suppressed", b"x,100,published")),
}


@pytest.mark.parametrize(("name", "changed"), TAMPERED.values(), ids=TAMPERED.keys())
def test_tampering_is_caught_even_with_hashes_made_anew(name, changed):
    """Whatever is changed, the stand-alone check says no."""
    files = proof_of(protected_of(ONE_ALONE))
    assert check_files(files) == []
    assert changed(files[name]) != files[name]
    files[name] = changed(files[name])
    assert check_files(with_hashes(files)) != []


def with_hashes(files):
    certificate = json.loads(files["certificate.json"])
    for name, key in (("SPEC.json", "spec"), ("protected.csv", "protected"), ("alternatives.txt", "alternatives")):
        certificate[f"{key}_sha256"] = hashlib.sha256(files[name]).hexdigest()
    certificate["alternatives"] = files["alternatives.txt"].count(b"\n")
    return files | {"certificate.json": json.dumps(certificate).encode()}


def test_what_is_declared_safe_is_not_demanded():
    """x is forced to be shown, and y lies at a level that identifies nobody: nothing is left to prove."""
    forced = request_of(policy={"force_published": [{"a": "x"}]})
    assert check_files(proof_of(protected_of(ONE_ALONE, forced))) == []


def test_a_known_sum_that_an_alternative_moves_is_noticed():
    """The known sum is suppressed and declared safe, so only the figure itself speaks against the table."""
    policy = {"force_suppressed": [{"a": "y"}]}
    files = proof_of(protected_of(ONE_ALONE, request_of(policy=policy)))
    spec = json.loads(files["SPEC.json"]) | {"known": [{"cell": {"a": "y"}, "count": 105}]}
    failures = check_files(with_hashes(files | {"SPEC.json": json.dumps(spec).encode()}))
    assert any("kendt" in failure for failure in failures)
