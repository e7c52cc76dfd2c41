"""Answers given at different times are one request, and one proof holds for all of them."""

from __future__ import annotations

import pytest

from disclosure import joint as joint_module
from disclosure.certificate import Presentation, certificate_files, certify
from disclosure.checker import check_files
from disclosure.errors import NothingSafe, NotSupported
from disclosure.joint import join, joint_table, related
from disclosure.protected import protect
from disclosure.request import Dimension, Policy
from tests.disclosure.answers import ALL, COLUMNS, KOEN, earlier, joined, records, women


def shown(joint, protected):
    """The new table as its reader sees it."""
    presented = Presentation("t", "T", {}, "Antal", "personer", (), joint.shown_labels(joint.n_earlier))
    (table,) = certify(protected, (presented,))
    return {cell.labels: cell.count for cell in table.cells}


def test_the_women_of_a_place_with_one_man_are_not_told_beside_the_total():
    """20 in A were told in May; 19 women now would tell the one man. B is safe, and so is the sum of the three."""
    joint, table = joined(women(), earlier())
    found = shown(joint, protect(table))
    assert found[("A",)] is None
    assert found[("B",)] == 10
    assert [label for label, count in found.items() if count is None] in ([("A",), ("B",)], [("A",), ("C",)])


def test_without_the_earlier_answer_they_are_told():
    """19 is no small count."""
    joint, table = joined(women())
    assert shown(joint, protect(table))[("A",)] == 19


def test_the_checker_also_demands_what_follows():
    """With the promise for differences taken out of the pattern, the proof does not hold: A's women are shown."""
    _, table = joined(women(), earlier())
    protected = protect(table)
    files = {name: text.encode() for name, text in certificate_files(protected).items()}
    assert check_files(files) == []
    hidden = protected.suppressed.copy()
    protected.suppressed[:] = False
    assert any(
        "kan have værdien" in line
        for line in check_files({k: v.encode() for k, v in certificate_files(protected).items()})
    )
    protected.suppressed[:] = hidden


def test_what_was_published_stays_and_what_was_suppressed_stays_suppressed():
    """The earlier table is in the certificate as it was given."""
    given = ALL | {("A",): None, ("B",): None}
    joint, table = joined(women(labels={"koen": KOEN}, where={}), earlier(cells=given))
    protected = protect(table)
    hidden = {
        cell["kommune"]
        for cell, _ in joint.cells(0)
        if "kommune" in cell and protected.suppressed[table.system.cell(cell)]
    }
    assert hidden == {"A", "B"}


def test_the_strictest_threshold_that_was_promised_holds():
    """7 was promised in May: 6 men in C are now a small count."""
    joint, _ = joined(women(), earlier(threshold=7))
    assert joint.request.policy.threshold == 7


def test_two_hierarchies_and_a_list_that_changed_are_kept_apart():
    """The region was A and B in May and is B and C today: the same name for two sets of codes becomes two nodes."""
    then = earlier(labels={"kommune": {"Region": frozenset("AB")}}, cells={("Region",): 41, ("I alt",): 54})
    joint, table = joined(women(where={}, labels={"kommune": {"Region": frozenset("BC")}}), then)
    assert joint.cell(0, ("Region",)) == {"kommune": "Region [2]"}
    assert joint.cell(1, ("Region",)) == {"kommune": "Region"}
    assert {"A", "B", "C"} <= set(table.system.nodes[0].labels)


def test_tables_about_disjoint_years_share_nothing():
    """2023 and 2024 are independent until an answer about both ties them together."""
    years = [women(where={"koen": frozenset(code)}) for code in "KM"]
    assert related([years[0]], [years[1]], []) == []
    assert related([years[0]], [years[1], earlier()], []) == [0, 1]
    assert related([years[0]], [years[1]], ["koen"]) == [0]


def test_a_filter_that_lets_everybody_through_is_none():
    """Women and men are all."""
    joint, _ = joined(women(where={"koen": frozenset("KM")}), earlier())
    assert list(joint.columns) == ["kommune"]


def test_a_filter_that_all_share_is_taken_before_counting():
    """Two answers about women alone need no dimension for sex."""
    joint, table = joined(women(), women(name="før", cells={("A",): 19}))
    assert joint.where == {"koen": frozenset("K")}
    assert table.system.shape == (4,)
    assert sum(len(codes) for codes in records(joint).values()) == 36


def test_a_label_that_nobody_can_have_is_left_out():
    """Of a table filtered to A, the row of B says nothing."""
    joint, _ = joined(women(where={"kommune": frozenset("A")}, cells={}), earlier())
    assert list(joint.every_cell(1)) == [("A",), ("I alt",)]
    joint, _ = joined(earlier(cells={}), women(where={"kommune": frozenset("A")}, cells={("A",): 20, ("B",): 0}))
    assert [count for _, count in joint.cells(0)] == [20]


def test_a_cell_that_was_hidden_may_not_be_declared_safe_now():
    """The jurist is told which answer would be broken."""
    with pytest.raises(NothingSafe, match=r"svaret af 3\. maj 2025"):
        joined(women(where={}, declared=(("A",),)), earlier(cells=ALL | {("A",): None}))


def test_a_code_that_is_gone_is_refused_with_the_answer_that_used_it():
    """It cannot be counted any more."""
    with pytest.raises(NotSupported, match=r"Svaret af 3\. maj 2025 bruger koden «D»"):
        joined(women(), earlier(labels={"kommune": {"D": frozenset("D")}}))


def test_several_answers_cannot_be_both_crossed_and_filtered():
    """A filter on the reasons and a table of the reasons, beside a table without the filter."""
    columns = (*COLUMNS, Dimension("x", "sensitive", "I alt", "multiple", ("p", "q")))
    asked = women(where={"x": frozenset("p")}, labels={"x": {"p": frozenset("p")}})
    with pytest.raises(NotSupported, match="flere svar"):
        join(columns, [asked], [earlier()], Policy())


def test_a_system_that_is_too_large_is_refused_and_the_history_never_skipped(monkeypatch):
    """One sentence: how many answers, how many cells, what to do."""
    monkeypatch.setattr(joint_module, "MOST_JOINT_CELLS", 10)
    joint, _ = joined(women(), earlier())
    with pytest.raises(NotSupported, match=r"1 tidligere svar .* 12 celler, og grænsen er 10"):
        joint_table(joint, records(joint))


def test_what_two_answers_say_of_a_cell_is_shown_if_either_shows_it():
    """Hidden in one, shown in the other: it is known, and no longer free to be suppressed."""
    again = earlier(name="svaret af 4. maj", cells=ALL | {("A",): None})
    joint, _ = joined(women(), earlier(), again)
    assert {"kommune": "A"} in joint.request.policy.force_published
    assert joint.request.policy.force_suppressed == ()


def test_what_the_jurist_declares_safe_is_published():
    """A's women as they are, though nothing was given before."""
    joint, _ = joined(women(declared=(("A",),)))
    assert joint.request.policy.force_published == ({"kommune": "A"},)


def test_several_answers_are_counted_once_each():
    """A record with p and q stands in both, and once in the total; a record with none in the total alone."""
    columns = (Dimension("x", "sensitive", "I alt", "multiple", ("p", "q")),)
    asked = women(where={}, labels={"x": {"p": frozenset("p"), "q": frozenset("q")}})
    joint = join(columns, [asked], [], Policy())
    assert joint.tabulate({"x": ["p|q", "p", ""]}).counts.tolist() == [2, 1, 3]
