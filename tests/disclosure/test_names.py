"""A list of names is a table of zeros and non-zeros."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosure import names as module
from disclosure.certificate import Presentation, certificate_files, certify, names_table
from disclosure.checker import check_files
from disclosure.errors import BadSpec, NothingSafe, NotProved
from disclosure.names import names_list, protect_with_names, with_names
from disclosure.protected import protect
from disclosure.table import FrequencyTable, table_system
from tests.disclosure.counted import from_cells

CODES = ["A", "B", "C", "D"]
BY = {"name": "by", "role": "identifying", "codes": CODES}
COUNTS = {("A",): 1, ("B",): 2, ("C",): 9}


def only_names(cells=COUNTS, **fields):
    """A request in which nothing is released yet but what the list will tell."""
    table = from_cells({"dimensions": [BY], "policy": {"threshold": 3}, **fields}, cells)
    return FrequencyTable(table_system(replace(table.system.request, tables=())), table.counts)


def proved(protected):
    return check_files({name: text.encode() for name, text in certificate_files(protected).items()}) == []


def test_the_names_left_out_of_a_known_code_list_are_zero():
    """Three of four are named; whoever knows the four reads that D is 0."""
    listed = names_list(only_names(), "by", CODES)
    assert (listed.names, listed.zeros) == (("A", "B", "C"), ("D",))


def test_a_list_alone_is_protected_and_proved():
    """No table over the same codes is released; the 1 and the 2 may each be 1 or 2, and the zero stands openly."""
    listed = names_list(only_names(), "by", CODES)
    protected = protect_with_names(only_names(), listed)
    assert proved(protected)
    shown = {
        label: bool(protected.suppressed[protected.table.system.cell({"by": label})]) for label in (*CODES, "I alt")
    }
    assert shown == {"A": True, "B": True, "C": True, "D": False, "I alt": True}


def test_a_known_total_that_equals_the_number_of_names_makes_the_list_disclose():
    """Three names and 3 in all: each is exactly 1; there is no safe list."""
    table = only_names({("A",): 1, ("B",): 1, ("C",): 1}, known=[{"cell": {}, "count": 3}])
    with pytest.raises(NothingSafe):
        protect_with_names(table, names_list(table, "by", CODES))


def test_a_list_that_would_tell_protected_zeros_is_refused():
    """D is not named, so D is 0; the policy protects zeros."""
    table = only_names(policy={"threshold": 3, "zeros": "protected"})
    with pytest.raises(NothingSafe, match="hvilke koder der er nul") as refused:
        with_names(table, names_list(table, "by", CODES))
    assert refused.value.reasons == ("by «D»: nul kan læses af listen.",)


def test_a_total_that_is_released_anyway_is_protected_together_with_the_list():
    """The total of 3 over three names gives 1, 1, 1; so the total goes."""
    table = from_cells(
        {
            "dimensions": [BY, {"name": "emne"}],
            "tables": [["emne"]],
            "policy": {"threshold": 3},
        },
        {("A", "x"): 1, ("B", "x"): 1, ("C", "x"): 1},
    )
    protected = protect_with_names(table, names_list(table, "by", CODES))
    assert proved(protected)
    system = protected.table.system
    assert protected.suppressed[system.cell({"emne": "x"})]
    assert protected.suppressed[system.cell({})]


def test_a_count_that_another_table_shows_stays_shown():
    """C is 9 in a table of its own; the list does not suppress it, and a zero forced already is forced once."""
    table = from_cells({"dimensions": [BY], "policy": {"threshold": 3, "force_published": [{"by": "D"}]}}, COUNTS)
    protected = protect_with_names(table, names_list(table, "by", CODES))
    assert proved(protected)
    assert not protected.suppressed[protected.table.system.cell({"by": "C"})]
    assert len(protected.table.system.request.policy.force_published) == 1


def test_an_alternative_in_which_a_name_does_not_occur_is_no_part_of_the_proof(monkeypatch):
    """Such a table convinces nobody who has the list; without enough others there is no proof."""
    table = only_names()
    listed = names_list(table, "by", CODES)
    made = protect(with_names(table, listed))
    gone = [replace(one, values=one.values * 0) for one in made.witnesses]
    monkeypatch.setattr(module, "protect", lambda _: replace(made, witnesses=(*made.witnesses, *gone)))
    assert protect_with_names(table, listed).witnesses == made.witnesses
    monkeypatch.setattr(module, "protect", lambda _: replace(made, witnesses=tuple(gone)))
    with pytest.raises(NotProved, match="listen over navne"):
        protect_with_names(table, listed)


def test_an_unknown_label_is_refused():
    """A misspelt code would otherwise be missing from the list, and so be 0."""
    with pytest.raises(BadSpec):
        names_list(only_names(), "by", ["Aa"])


def test_the_list_itself_is_made_from_the_proof():
    """1 for each name and the number of names; the table behind it is never written."""
    table = only_names()
    listed = names_list(table, "by", CODES)
    protected = protect_with_names(table, listed)
    hidden = Presentation("bevis", "Bevis", {}, "Antal", "sager")
    (proof,) = certify(protected, (hidden,))
    made = names_table(proof, listed.names, Presentation("navne", "Navne", {}, "Forekommer", "navne"))
    assert [(cell.labels[0], cell.count) for cell in made.cells] == [("A", 1), ("B", 1), ("C", 1), ("I alt", 3)]
