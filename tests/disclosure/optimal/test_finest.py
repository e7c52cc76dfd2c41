"""What the small programs over the finest cells answer is what the programs over every cell answer."""

from __future__ import annotations

import numpy as np
import pytest

from disclosure.joint import AnsweredTable, join
from disclosure.optimal import finest
from disclosure.optimal.alternatives import Alternatives
from disclosure.optimal.candidates import candidates_of
from disclosure.optimal.finest import Finest, _independent
from disclosure.optimal.oracle import EACH, Oracle
from disclosure.request import Dimension, Policy
from disclosure.solver import Status

PLACES, SUBJECTS = ("A", "B", "C"), ("x", "y")


def oracle_of(seed, responses):
    """Places by sex are asked for after places, sexes and subjects were given; forty records at random."""
    chance = np.random.default_rng(seed)
    columns = {
        "sted": chance.choice(PLACES, 40).tolist(),
        "koen": chance.choice(("K", "M"), 40, p=(0.7, 0.3)).tolist(),
        "emne": chance.choice(("x", "y", "x|y") if responses == "multiple" else SUBJECTS, 40).tolist(),
    }
    dimensions = (
        Dimension("sted", "identifying", "I alt", "single", PLACES),
        Dimension("koen", "identifying", "I alt", "single", ("K", "M")),
        Dimension("emne", "sensitive", "I alt", responses, SUBJECTS),
    )
    sets = {
        name: {code: frozenset(code) for code in found.codes} for name, found in zip(columns, dimensions, strict=True)
    }
    shown = [AnsweredTable(name, {}, {name: sets[name]}, 5, _counts(columns, (name,))) for name in columns]
    asked = AnsweredTable("den nye", {}, {"sted": sets["sted"], "koen": sets["koen"]}, 5)
    joint = join(dimensions, [asked], shown, Policy(group_disclosure=True, participants=True))
    return Oracle(candidates_of(joint.tabulate(columns)))


def _counts(columns, names):
    texts = columns[names[0]]
    codes = sorted({code for text in texts for code in text.split("|")})
    return {(code,): sum(code in text.split("|") for text in texts) for code in codes} | {("I alt",): len(texts)}


def compared(oracle):
    """Ask for every way of every clause, with everything suppressed and with half of it; whether tables were found."""
    whole = Alternatives(oracle.space, 1)
    ways = [way for clause in oracle.clauses for way in clause.ways]
    everything = oracle.candidates.everything
    found = set()
    for parts in (everything, everything * (np.arange(everything.size) % 2)):
        whole.at(parts)
        oracle._whole.at(parts)
        for way in ways:
            small, large = oracle._whole.find(way, EACH), whole.find(way, EACH)
            assert (small.values is None) == (large.values is None) == (small.status == Status.INFEASIBLE)
            found.add(small.values is None)
    return found


@pytest.mark.parametrize(("seed", "responses"), [(1, "single"), (2, "single"), (3, "multiple")])
def test_small_programs_find_a_table_exactly_where_there_is_one(seed, responses):
    """Both find a table, or neither does."""
    assert compared(oracle_of(seed, responses)) == {True, False}


@pytest.mark.parametrize("settled", [True, False])
def test_where_the_first_answer_is_not_whole_unknowns_are_settled_or_the_program_branches(monkeypatch, settled):
    """As if no first answer were whole: what is found, and what there is not, is the same."""
    asked, set_lines, values = [], Finest._set_lines, Finest._values

    def begun(self, *given):
        asked[:] = [True]
        set_lines(self, *given)

    monkeypatch.setattr(Finest, "_set_lines", begun)
    monkeypatch.setattr(Finest, "_values", lambda *given: None if asked and asked.pop() else values(*given))
    monkeypatch.setattr(finest, "SETTLED", 40 if settled else 0)
    assert compared(oracle_of(1, "single")) == {True, False}


def test_without_a_solution_nothing_is_settled():
    """A held sum that would have to grow while nothing may change."""
    small = oracle_of(1, "single")._whole._finest
    still = np.zeros(small._space.cells.size, dtype=np.int64)
    assert (small.find(still, still, EACH).values == 0).all()
    grown = still.copy()
    grown[small._sums[0]] = 9
    assert small.find(grown, still, EACH).status == Status.INFEASIBLE
    small._program.changeRowBounds(0, 9.0, 9.0)
    small._run()
    assert not small._settle()


def test_of_sums_that_are_held_those_that_others_give_are_no_rows():
    """The third is the sum of the first two; the fifth is the fourth less the second."""
    lines = np.array([[1, 1, 0, 0], [0, 0, 1, 0], [1, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1]])
    assert _independent(lines) == [0, 1, 3]
