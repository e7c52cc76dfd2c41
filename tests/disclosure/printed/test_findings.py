"""What a table tells plainly: small counts, groups, labels, differences between two tables."""

from __future__ import annotations

import csv
from pathlib import Path

from disclosure.printed.audit import audit_printed
from disclosure.printed.findings import DIFFERENCE, GROUP, LABEL, RULE, SMALL
from disclosure.printed.grid import Grid, GridCell
from tests.disclosure.printed.drawn import audit

CASES = Path(__file__).resolve().parents[3] / "data" / "cases"


def audited(path):
    lines = csv.reader((CASES / path).read_text(encoding="utf-8").splitlines())
    return audit_printed([Grid(path, "", tuple(tuple(map(GridCell, line)) for line in lines))])


def told(found, kind, threshold=None):
    return {
        (one.level, one.labels): one.count for one in found.findings if one.kind == kind and one.threshold == threshold
    }


def test_the_eighty_persons_are_disclosed_at_the_coarsest_level_where_they_are_few():
    """14 nationalities are one person; Kina is 5 in all, and small only at threshold 7 or by sex."""
    found = audited("cmm-2021/ofre_2021.csv")
    alone = told(found, SMALL, 3)
    assert alone[("nationalitet",), ("Danmark",)] == 1
    assert sum(level == ("nationalitet",) and count == 1 for (level, _), count in alone.items()) == 14
    assert alone[("nationalitet", "koen"), ("Kina", "Mand")] == 2
    assert told(found, SMALL, 7)[("nationalitet",), ("Kina",)] == 5
    assert (("nationalitet", "koen"), ("Danmark", "Kvinde")) not in alone


def test_groups_disclose_without_any_small_count():
    """All 11 from Thailand are in one category; so are the 11 women from Nigeria; 5 of 6 from Vietnam are all but one."""
    groups = told(audited("cmm-2021/ofre_2021.csv"), GROUP)
    assert groups[("nationalitet", "udnyttelse"), ("Thailand", "Seksuel udnyttelse")] == 11
    assert groups[("nationalitet", "koen", "udnyttelse"), ("Nigeria", "Kvinde", "Seksuel udnyttelse")] == 11
    assert groups[("nationalitet", "udnyttelse"), ("Vietnam", "Strafbare handlinger")] == 5
    assert not any("Danmark" in labels for _, labels in groups)


def test_several_answers_are_no_groups():
    """Where a case may stand in several rows, all of a row in a column tells nothing of the others."""
    text = "Svar|Kvinder|Mænd\nVold|5|0\nTrusler|5|4\nI alt|6|4"
    assert not told(audit(text, responses="multiple"), GROUP)
    assert told(audit(text, responses="single"), GROUP)


def test_counts_below_the_reports_own_rule_are_told_against_it():
    """The mark says under 5, and 3 is printed."""
    found = audit("Art|Antal\nA|<5\nB|3\nC|40\nI alt|45")
    assert told(found, RULE, 5) == {(("Art",), ("B",)): 3}
    assert not told(found, SMALL, 3)


def test_every_period_is_a_population_of_its_own():
    """2 in 2022 and 9 in 2023 are not 11."""
    found = audit("Art|2022|2023\nA|2|9\nB|8|9\nI alt|10|18", thresholds=[5])
    assert [one.sentence for one in found.findings] == ["2022, Art «A»: 2, under 5."]
    down = audit("Art|År|Antal\nA|2022|2\nA|2023|9\nB|2022|8\nB|2023|9", thresholds=[5])
    assert [one.sentence for one in down.findings] == ["2022, Art «A»: 2, under 5."]


def test_a_cell_that_a_mark_is_part_of_has_no_count():
    """A's total over the columns is not known, so nothing is said of it."""
    found = audit("Egn|Mænd|Kvinder\nA|..|2\nB|8|9", thresholds=[5])
    assert set(told(found, SMALL, 5)) == {(("Egn", "kolonne"), ("A", "Kvinder"))}


def test_labels_that_tell_a_count_are_found():
    """The mark beside it is of no use."""
    found = audit("Land|Antal\nSyrien (1 person)|..\nB|9\nLande under 5 sager|..\nI alt|14")
    assert {one.labels for one in found.findings if one.kind == LABEL} == {
        ("Syrien (1 person)",),
        ("Lande under 5 sager",),
    }


def test_two_tables_of_which_one_may_be_a_part_of_the_other_tell_their_difference():
    """All and adults: 12 and 11 are one child, if the second is a part of the first."""
    found = audit("Egn|2023\nA|12\nB|30\nI alt|42", "Egn|2023\nA|11\nB|20\nI alt|31")
    assert told(found, DIFFERENCE, 7) == {((), ("A", "2023")): 1}
    assert "Er den sidste en del af den første" in next(o.sentence for o in found.findings if o.kind == DIFFERENCE)


def test_tables_that_go_up_and_down_are_no_part_of_each_other():
    """Nor are tables with nothing in common."""
    assert not told(audit("Egn|2023\nA|12\nB|30", "Egn|2023\nA|13\nB|29"), DIFFERENCE, 7)
    assert not told(audit("Egn|2023\nA|12\nB|30", "Egn|2023\nC|13\nD|29"), DIFFERENCE, 7)


def test_published_figures_without_small_counts_tell_nothing():
    """Regions of 76 to 259."""
    found = audited("siri-2024/henvendelser_pr_region.csv")
    assert not found.findings
    assert not found.found_something
