"""A list of names is a table of zeros and non-zeros, when it is given and in everything that is given after it."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest

from disclosure import together
from disclosure.certificate import Presentation, certificate_files, certify, files_as_bytes, names_table
from disclosure.checker import check_files
from disclosure.corrections import refuse_small_corrections
from disclosure.errors import NothingSafe
from disclosure.joint import AnsweredTable, join
from disclosure.lower_bounds import named_floor
from disclosure.optimal.candidates import candidates_of
from disclosure.optimal.oracle import Oracle
from disclosure.pattern import Witness
from disclosure.primary import primary_risk
from disclosure.request import Dimension, Policy
from disclosure.table import FrequencyTable, table_system
from disclosure.together import protect_together

CODES = ("A", "B", "C", "D")
BY = Dimension("by", "identifying", "I alt", "single", CODES)
EMNE = Dimension("emne", "sensitive", "I alt", "single", ("x", "y"))
ONE_BY_ONE = {code: frozenset(code) for code in CODES}
COUNTS = {("A", "x"): 1, ("B", "y"): 2, ("C", "x"): 5, ("C", "y"): 4}


def listed(counts, *, given):
    """The list of all names that occur: as it is asked for, or as it was given."""
    inside = [(code,) for code in CODES if any(count for (by, _), count in counts.items() if by == code)]
    zeros = tuple((code,) for code in CODES if (code,) not in inside)
    told = {"cells": dict.fromkeys(zeros, 0)} if given else {"declared": zeros}
    return AnsweredTable("listen af 3. maj 2025", {}, {"by": ONE_BY_ONE}, 3, names=tuple(inside), counted=False, **told)


def asked(*columns):
    labels = {"by": ONE_BY_ONE, "emne": {code: frozenset(code) for code in "xy"}}
    return AnsweredTable("den nye", {}, {name: labels[name] for name in columns}, 3)


def joined(counts, new, *before, **policy):
    """The joint request with its counts."""
    joint = join((BY, EMNE), new, before, Policy(threshold=3, **policy))
    rows = [pair for pair, count in counts.items() for _ in range(count)]
    return joint, joint.tabulate({name: [row[("by", "emne").index(name)] for row in rows] for name in joint.columns})


def failures(protected):
    return check_files(files_as_bytes(certificate_files(protected)))


def shown(protected, **labels):
    return not protected.suppressed[protected.table.system.cell(labels)]


def test_a_list_alone_is_protected_and_proved():
    """The 1 and the 2 may each be 1 or 2, the code left out is openly 0, and of the sum nothing is told."""
    protected = protect_together(*joined(COUNTS, [listed(COUNTS, given=False)]))
    assert failures(protected) == []
    assert {code: shown(protected, by=code) for code in (*CODES, "I alt")} == {
        "A": False,
        "B": False,
        "C": False,
        "D": True,
        "I alt": False,
    }


def test_the_list_itself_is_made_from_its_proof():
    """1 for each name, and the number of names; the table behind it is never written."""
    joint, table = joined(COUNTS, [listed(COUNTS, given=False)])
    (proof,) = certify(protect_together(joint, table), (Presentation("bevis", "Bevis", {}, "Antal", "sager"),))
    made = names_table(proof, ("A", "B", "C"), Presentation("navne", "Navne", {}, "Forekommer", "navne"))
    assert [(cell.labels[0], cell.count) for cell in made.cells] == [("A", 1), ("B", 1), ("C", 1), ("I alt", 3)]


def test_a_sum_that_would_leave_each_name_exactly_one_is_suppressed():
    """Three names, and 3 in all: each would be 1."""
    counts = {("A", "x"): 1, ("B", "x"): 1, ("C", "x"): 1}
    protected = protect_together(*joined(counts, [asked("emne"), listed(counts, given=False)]))
    assert failures(protected) == []
    assert not shown(protected)


def test_where_the_sum_is_public_the_list_is_refused():
    """Everybody knows that there are 3; so nobody may learn that the names are three."""
    counts = {("A", "x"): 1, ("B", "x"): 1, ("C", "x"): 1}
    public = AnsweredTable("den offentlige tabel", {}, {"emne": {}}, 0, cells={("I alt",): 3})
    with pytest.raises(NothingSafe):
        protect_together(*joined(counts, [listed(counts, given=False)], public))


def test_what_is_given_after_a_list_is_proved_to_somebody_who_has_it():
    """Later tables by municipality and subject: each name is at least 1 in every alternative."""
    protected = protect_together(*joined(COUNTS, [asked("by", "emne")], listed(COUNTS, given=True)))
    assert failures(protected) == []
    named = [int(np.ravel_multi_index(protected.table.system.cell({"by": code}), (5, 3))) for code in "ABC"]
    for witness in protected.witnesses:
        assert (witness.values[np.isin(witness.touched, named)] > 0).all()


def with_names(protected, *codes):
    """The same table, and the same alternatives, for somebody who has a list of names."""
    request = protected.table.system.request
    policy = replace(request.policy, occurring=tuple({"by": code} for code in codes))
    return replace(
        protected, table=FrequencyTable(table_system(replace(request, policy=policy)), protected.table.counts)
    )


def test_the_checker_refuses_an_alternative_in_which_a_name_does_not_occur():
    """The one of A may have been of B: a proof for all but those who have the list. A list must be true, too."""
    moved = ({"by": "A", "emne": "x"}, {"by": "A"}, {"by": "B", "emne": "x"}, {"by": "B"})
    counts = {**COUNTS, ("A", "y"): 0, ("B", "x"): 3}
    hidden = ({"by": "A", "emne": "y"}, *moved)
    protected = protect_together(*joined(counts, [asked("by", "emne")], force_suppressed=hidden))
    system = protected.table.system
    touched = np.sort([int(np.ravel_multi_index(system.cell(cell), system.shape)) for cell in moved])
    inner = touched[system.is_inner.flat[touched]]
    values = protected.table.counts.flat[touched] + [-1, -1, 1, 1]
    made = replace(
        protected, witnesses=(*protected.witnesses, Witness(inner, np.array([-1, 1]), touched, values, reader=False))
    )
    assert failures(made) == []
    assert any("det vides, at der er nogen" in line for line in failures(with_names(made, "A")))
    assert failures(with_names(made, "C")) == []
    assert any("er tom" in line for line in failures(with_names(made, "D")))


def test_names_leave_a_margin_at_least_their_number():
    """Two names under one group of 2: its values begin at 2, which is not the table's doing."""
    counts = {("A", "x"): 1, ("B", "y"): 1, ("C", "x"): 9, ("D", "x"): 8}
    groups = {"Nord": frozenset("AB"), "Syd": frozenset("CD")}
    group = AnsweredTable("den nye", {}, {"by": groups}, 3)
    protected = protect_together(*joined(counts, [group], listed(counts, given=True)))
    floor = named_floor(protected.table)
    assert floor[protected.table.system.cell({"by": "Nord"})] == 2
    assert failures(protected) == []


def test_a_name_that_is_gone_stops_everything_new():
    """The register was corrected: A stood on the list, and nobody is left there."""
    joint, table = joined({**COUNTS, ("A", "x"): 0}, [asked("emne")], listed(COUNTS, given=True))
    with pytest.raises(NothingSafe, match="navn på listen") as refused:
        refuse_small_corrections(joint, table)
    assert refused.value.reasons == ("A: står på listen, men er tom nu.",)


def test_where_the_usual_search_rests_on_tables_without_a_name_the_exact_one_decides(monkeypatch):
    """Its alternatives convince nobody who has the list; a search that finds nothing is no answer either."""
    joint, table = joined(COUNTS, [listed(COUNTS, given=False)])
    made = protect_together(joint, table)
    gone = tuple(replace(one, values=one.values * 0) for one in made.witnesses)
    monkeypatch.setattr(together, "protect", lambda _: replace(made, witnesses=gone))
    assert failures(protect_together(joint, table)) == []

    def nothing(_):
        raise NothingSafe("Intet.", ())

    monkeypatch.setattr(together, "protect", nothing)
    assert failures(protect_together(joint, table)) == []


def possible(protected, most):
    """Per cell every value in a table that agrees with what is shown and in which every name occurs; all are tried."""
    system, counts = protected.table.system, protected.table.counts
    inner = np.array(list(itertools.product(range(most + 1), repeat=8))).reshape(-1, 4, 2)
    whole = np.concatenate([inner, inner.sum(axis=2, keepdims=True)], axis=2)
    whole = np.concatenate([whole, whole.sum(axis=1, keepdims=True)], axis=1)
    is_shown = ~protected.suppressed & system.in_release
    agrees = (whole[:, is_shown] == counts[is_shown]).all(axis=1)
    for cell in system.request.policy.occurring:
        agrees &= whole[:, *system.cell(cell)] > 0
    return whole[agrees]


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_excluded_by_the_list_and_a_later_table_together(seed):
    """Every table of eight cells is tried: each small count keeps every value from its number of names to 2."""
    chance = random.Random(seed)
    counts = {(by, emne): chance.choice((0, 0, 1, 2)) for by in CODES for emne in "xy"}
    tables = [asked(*columns) for columns in (("by", "emne"), ("emne",), ("by",)) if chance.random() < 0.6]
    joint, table = joined(counts, [asked("emne"), *tables], listed(counts, given=True))
    protected = protect_together(joint, table)
    tables, floor, limit = possible(protected, 3), named_floor(table), primary_risk(table).limit
    for index in np.argwhere(limit > 0).tolist():
        promised = range(max(1, int(floor[*index])), int(limit[*index]))
        assert set(promised) <= set(tables[:, *index].tolist())


def test_a_name_outside_the_population_of_its_list_is_nobodys_cell():
    """A list about A alone that names B as well tells of A."""
    one = replace(listed(COUNTS, given=True), where={"by": frozenset("A")}, names=(("A",), ("B",)), cells={})
    joint, _ = joined(COUNTS, [asked("by", "emne")], one)
    assert len(list(joint.names(0))) == 1


def test_a_table_that_was_found_without_the_list_is_not_kept():
    """In it A is empty."""
    joint, table = joined(COUNTS, [asked("by", "emne")], listed(COUNTS, given=True))
    oracle, cells = Oracle(candidates_of(table)), ({"by": "A", "emne": "x"}, {"by": "A"})
    touched = np.sort([int(np.ravel_multi_index(table.system.cell(cell), table.system.shape)) for cell in cells])
    oracle.learn([Witness(touched[:1], np.array([-1]), touched, np.zeros(2, dtype=np.int64), reader=False)])
    assert not oracle.pool.shown(oracle.pool.accepted(oracle.candidates.everything)).any()
    assert joint.n_earlier == 1
