"""Groups of one whose count was given before: what less is kept of them is named, and is less nowhere else."""

from __future__ import annotations

import json

import pytest

from disclosure.certificate import certificate_files, files_as_bytes
from disclosure.checker import check_files, main
from disclosure.clauses import risky_groups
from disclosure.errors import NothingSafe
from disclosure.joint import AnsweredTable, join
from disclosure.protected import protect
from disclosure.request import Dimension, Policy
from disclosure.together import protect_together
from disclosure.weaker import weaker_groups
from tests.disclosure.counted import from_drawing

BY = Dimension("by", "identifying", "I alt", "single", ("A", "B", "C"))
EMNE = Dimension("emne", "sensitive", "I alt", "single", ("x", "y"))
PLACES = {"by": {code: frozenset(code) for code in "ABC"}}
SUBJECTS = {"emne": {code: frozenset(code) for code in "xy"}}
COUNTS = {("A", "x"): 1, ("B", "x"): 2, ("C", "x"): 14, ("C", "y"): 15}
GIVEN = {("A",): 1, ("B",): 2, ("C",): 29, ("I alt",): 32}


def beside(given):
    """Subjects alone, asked for after the places were given as `given` says; with their counts."""
    asked = AnsweredTable("den nye", {}, SUBJECTS, 5)
    before = [AnsweredTable("svaret af 3. maj 2025", {}, PLACES, 5, given)] if given else []
    joint = join((BY, EMNE), [asked], before, Policy(group_disclosure=True))
    rows = [pair for pair, count in COUNTS.items() for _ in range(count)]
    return joint, joint.tabulate({"by": [by for by, _ in rows], "emne": [emne for _, emne in rows]})


@pytest.fixture
def proof():
    """What proves the subjects beside the places, by file name."""
    return certificate_files(protect_together(*beside(GIVEN)))


def test_only_the_group_of_one_that_was_given_has_less():
    """A is one and B is two, and both counts were given: of B two may still be outside."""
    table = beside(GIVEN)[1]
    assert [table.system.labels(group)["by"] for group in weaker_groups(table)] == ["A"]
    assert {table.system.labels(group)["emne"] for group in weaker_groups(table)} == {"I alt"}
    assert sorted(clause.outside for clause in risky_groups(table)) == [1, 2]


def test_a_group_of_one_that_was_not_given_keeps_the_whole_promise():
    """It was suppressed in the answer, and so may be larger; and where groups are not protected nothing is less."""
    assert weaker_groups(beside(GIVEN | {("A",): None, ("B",): None})[1]) == ()
    joint, table = beside(GIVEN)
    open_policy = join((BY, EMNE), joint.tables[1:], joint.tables[:1], Policy())
    assert weaker_groups(open_policy.tabulate({"by": ["A"], "emne": ["x"]})) == ()
    assert table.system.request.policy.group_disclosure


def test_the_report_and_the_checker_name_the_group(proof, tmp_path, capsys):
    """Nothing is called proved without a word on it."""
    (sentence,) = json.loads(proof["report.json"])["weaker_groups"]
    assert sentence.startswith("by «A», emne «I alt»: gruppen er én person, og tallet er kendt")
    for name, content in files_as_bytes(proof).items():
        (tmp_path / name).write_bytes(content)
    assert main([str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "løftet er svagere end ellers for disse grupper (1):\n  by «A», emne «I alt»: én person" in told


@pytest.mark.parametrize("written", [[], ["by «A»", "by «B»"]])
def test_a_report_that_does_not_name_it_is_not_believed(proof, written):
    """The checker knows by itself how many there are."""
    report = json.loads(proof["report.json"]) | {"weaker_groups": written}
    forged = files_as_bytes(proof | {"report.json": json.dumps(report)})
    assert [sentence for sentence in check_files(forged) if "weaker_groups" in sentence]


def test_a_group_of_one_that_must_be_shown_at_once_is_refused_and_named():
    """Nothing was given before, so its count can be suppressed; a forced cell of a larger group stops nothing."""
    drawing = """
              | b1 | b2 | I alt
        a1    |  1 |  0 |   1
        a2    |  9 |  9 |  18
        I alt | 10 |  9 |  19
    """
    table, _ = from_drawing(drawing, group_disclosure=True, force_published=[{"row": "a1"}])
    with pytest.raises(NothingSafe, match="force_published") as raised:
        protect(table)
    assert raised.value.reasons == (
        "row «a1», column «I alt»: gruppen er én person, og tallet er kendt, så to kan ikke være uden for en kategori.",
    )
    table, _ = from_drawing(drawing, group_disclosure=True, force_published=[{"row": "a2"}])
    assert protect(table).n_suppressed
