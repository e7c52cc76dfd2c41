"""What is offered in place of a table is safe beside everything that was given, not only by itself."""

from __future__ import annotations

import itertools

import pytest

from api import offered
from api.case_plan import CasePlan, PlannedTable
from api.offered import offers_for
from api.release_tables import asked_table, joint_release
from api.workflow import open_source
from data.register import TOTAL
from data.registers import open_register
from data.release import Release
from tests.attack.answers import attack, world_of
from tests.attack.requester import interrogate, registers_in, write_register

ORDER = ("aar", "kommune", "koen", "alder", "aarsag")
WANTED = PlannedTable("t", "p", "", "Kommune og køn", {"kommune": ("kommune",), "koen": ("koen",)})
SEEDS = (6, 9)


def as_release(found, offer):
    """An offer without merged codes as the ledger would remember it."""
    columns = {name: found.register.column(name) for name in WANTED.levels}
    every = {name: tuple({name: None} | {level.name: None for level in columns[name].levels}) for name in columns}
    whole = PlannedTable("t", "p", "", "Tilbud", every)
    joint, asked = joint_release(found, [whole], [], names_given=False), asked_table(found, whole)
    shown, names = joint.shown_labels(joint.new[-1]), list(asked.labels)
    system, hidden = offer.made.table.system, offer.made.suppressed
    own, cells = [dimension.name for dimension in system.request.dimensions], {}
    for axes in system.published_nodes[len(system.request.tables) - len(offer.variant.shapes) :]:
        for index in itertools.product(*(axis.tolist() for axis in axes)):
            called = dict(zip(own, (n.labels[at] for n, at in zip(system.nodes, index, strict=True)), strict=True))
            labels = tuple(shown[name].get(called[name], TOTAL) if name in called else TOTAL for name in names)
            cells[labels] = None if hidden[index] else int(offer.made.table.counts[index])
    where = {name: tuple(codes) for name, codes in asked.where.items()}
    sets = {name: {label: tuple(codes) for label, codes in asked.labels[name].items()} for name in names}
    return Release("oevelse", "answer", "Tilbud", None, "", "", "", None, where, sets, cells, 5)


@pytest.fixture
def searched(tmp_path, monkeypatch):
    """Per seed: the world, what was given, and the best offers with and without a memory of it, of a few variants."""
    monkeypatch.setattr(offered, "BESIDE", 3)

    def search(seed):
        rows = write_register(tmp_path, seed, 150)
        given = interrogate(tmp_path, seed, 4).releases
        plan = CasePlan("oevelse", {"alder": ("12-17 år", "18 år og derover")}, 5, ORDER, (WANTED,), search_budget=300)
        found, alone = open_source(plan, tuple(given)), open_source(plan)
        searches = [offers_for(one, WANTED, [], [], names_given=False).found for one in (found, alone)]
        kept = [[o for o in one.best if not o.variant.base and not o.variant.merged] for one in searches]
        return (
            world_of(open_register("oevelse", tmp_path), rows),
            given,
            *([as_release(one, offer) for offer in each] for one, each in zip((found, alone), kept, strict=True)),
        )

    with registers_in(tmp_path):
        yield search


def told(world, given, offer):
    found = attack(world, [*given, offer], 5)
    return [*found.broken, *found.differences]


def test_no_offer_breaks_a_promise_beside_earlier_answers_and_some_would_have(searched):
    """Each best offer of two registers is solved together with four answers; searched alone, some of them disclose."""
    offers = broken_alone = 0
    for seed in SEEDS:
        world, given, beside, alone = searched(seed)
        offers += len(beside)
        for offer in beside:
            assert told(world, given, offer) == []
        broken_alone += sum(bool(told(world, given, offer)) for offer in alone)
    assert offers >= len(SEEDS)
    assert broken_alone
