"""What was asked before: already public, given before, another definition, and the same again for another period."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.already_published import already_published
from api.asked_again import asked_again
from api.case_plan import CasePlan, PlannedTable
from api.commands.demo import model_case
from api.commands.entry import run
from api.errors import InputError
from api.release_tables import joint_release
from api.workflow import notices, open_source
from data.registers import open_register
from main import COMMANDS
from tests.attack.requester import Table, ask, registers_in, write_register


@pytest.fixture
def given(tmp_path):
    """The municipalities of 2023, and the register they are from."""
    write_register(tmp_path, 3, 300)
    with registers_in(tmp_path):
        (release,) = ask(Table({"aar": ("2023",)}, {"kommune": "kommune"}), ()).releases
        yield release


def told(history, levels, where):
    order = ("aar", "kommune", "koen", "alder", "aarsag")
    table = PlannedTable("t", "p", "", "Tabel", {name: (level,) for name, level in levels.items()})
    found = open_source(CasePlan("oevelse", where, 5, order, (table,)), (history,))
    return [(notice.kind, notice.place) for notice in already_published(found, table)]


def test_the_same_table_is_pointed_out_with_its_place(given):
    """The same municipalities of the same year; in public it is a ground, given to somebody it is none."""
    whole = replace(given, cells={labels: count or 0 for labels, count in given.cells.items()})
    assert told(whole, {"kommune": "kommune"}, {"aar": ("2023",)}) == [("equal", given.place)]
    assert told(whole, {"kommune": "kommune"}, {"aar": ("2024",)}) == []


def test_a_coarser_table_is_pointed_out_as_coarser(given):
    """Municipalities alone, where municipality by sex is asked for."""
    whole = replace(given, cells={labels: count or 0 for labels, count in given.cells.items()})
    assert told(whole, {"kommune": "kommune", "koen": "koen"}, {"aar": ("2023",)}) == [("coarser", given.place)]


def test_another_definition_is_explained_and_not_equated():
    """259 of SIRI and 257 of the register, side by side with the reason; the model case's note says so."""
    case = model_case()
    sentences = [notice.sentence for notice in notices(open_source(case.plan, case.history))]
    assert any("Dér står 259 (Region Hovedstaden); registret har 257" in sentence for sentence in sentences)
    assert all(notice.kind == "other_definition" for notice in notices(open_source(case.plan, case.history)))


def test_an_answer_is_no_publication(given):
    """§ 11, stk. 1, 3. pkt. is about what is published; the words say so."""
    whole = replace(given, cells={labels: count or 0 for labels, count in given.cells.items()})
    order = ("kommune",)
    table = PlannedTable("t", "p", "", "Tabel", {"kommune": ("kommune",)})
    plan = CasePlan("oevelse", {"aar": ("2023",)}, 5, order, (table,))
    (answer,) = already_published(open_source(plan, (whole,)), table)
    (public,) = already_published(open_source(plan, (replace(whole, origin="public"),)), table)
    assert "ingen offentliggørelse" in answer.sentence
    assert "gælder retten til sammenstilling ikke" in public.sentence


def test_the_same_again_for_another_year_tells_what_changed(given, tmp_path):
    """2024 instead of 2023: protected beside it, the same definitions, and how many cells are shown then and now."""
    register = open_register("oevelse", tmp_path)
    found = asked_again(given, ["2024"], register, (given,))
    assert found.definitions == ()
    assert found.cells.keys() == given.cells.keys()
    assert found.outcome[0].startswith("Sidst: ")
    assert found.outcome[1].startswith("Nu: ")
    assert found.last == "2023"


def test_small_counts_that_a_jurist_let_be_shown_are_protected_again_and_it_is_said(given, tmp_path):
    """Last time three small counts were declared safe; this time nobody has, and the new case must."""
    cells = {labels: 3 if count is None else count for labels, count in given.cells.items()}
    small = sum(count == 3 for count in cells.values())
    assert small
    found = asked_again(replace(given, cells=cells), ["2024"], open_register("oevelse", tmp_path), ())
    assert any(f"Sidst blev {small} tal under 5 vist" in line for line in found.outcome)
    hidden = [labels for labels, count in found.cells.items() if count is None]
    assert any(
        line == f"Vises ikke mere: {', '.join(' / '.join(one) for one in hidden)}." for line in found.outcome
    ) is (hidden != [])


def test_a_population_that_does_not_grow_with_its_code_list_is_told(given, tmp_path):
    """A filter stays, and a code that the list has got since is left out as well; a higher threshold holds on."""
    register = open_register("oevelse", tmp_path)
    where = {**given.where, "kommune": ("Birkeby", "Egedal", "Fyrby", "Granby")}
    found = asked_again(replace(given, where=where), ["2024"], register, ())
    assert "Kommune: tæller som sidst uden Hasselby." in found.definitions
    strict = replace(given, where={**given.where, "aar": ("2023", "2024")}, threshold=9)
    assert "Tærsklen er nu 9; sidst var den 5." in asked_again(given, ["2024"], register, (strict,)).definitions


def test_a_list_of_names_asked_for_again_stays_a_list(given, tmp_path):
    """No counts: who is on it now, who has come, and who is gone."""
    names = (("Birkeby",), ("Gammelby",))
    labels = {"kommune": {name: (name,) for name in ("Birkeby", "Egedal", "Gammelby")}}
    then = replace(given, labels=labels, names=names, cells={("Egedal",): 0}, unit="navne")
    found = asked_again(then, ["2024"], open_register("oevelse", tmp_path), ())
    assert found.cells == {}
    assert found.outcome == (
        "Sidst: 2 navne. Nu: 2: Birkeby, Egedal.",
        "Nye på listen: Egedal.",
        "Ikke længere på listen: Gammelby.",
    )
    assert told(then, {"kommune": "kommune"}, {"aar": ("2023",)}) == [("names", given.place)]


def test_a_definition_that_changed_is_told(given, tmp_path):
    """A municipality that has gone, and a group with other members."""
    register = open_register("oevelse", tmp_path)
    labels = {"kommune": {"Birkeby": ("Birkeby",), "Nord": ("Birkeby", "Gammelby"), "Gammelby": ("Gammelby",)}}
    cells = {("Birkeby",): 9, ("Nord",): 20, ("Gammelby",): 11, ("I alt",): 40}
    then = replace(given, labels=labels, cells=cells, unit="personer")
    found = asked_again(then, ["2024"], register, ())
    assert found.definitions == (
        "Der blev talt personer, nu tælles henvendelser.",
        "Kommune: »Nord« er nu uden Gammelby, med Egedal, med Fyrby.",
        "Kommune: »Gammelby« findes ikke mere.",
    )
    with pytest.raises(InputError, match="findes i registret mere"):
        asked_again(replace(then, labels={"kommune": {"Gammelby": ("Gammelby",)}}), ["2024"], register, ())
    with pytest.raises(InputError, match="ingen kolonne for perioden"):
        asked_again(given, ["2024"], replace(register, period_column=None), ())


def test_the_command_lists_exports_checks_and_asks_again(tmp_path, monkeypatch, capsys):
    """Public figures are entered and listed; the exported file holds; a changed one does not; a number is needed."""
    monkeypatch.setenv("TABELINDSIGT_DATABASE", f"sqlite:///{tmp_path}/l.sqlite")
    file = tmp_path / "ledger.json"
    assert run(COMMANDS, ["ledger", "public", "data/public/siri-2024.yaml"]) == 0
    assert run(COMMANDS, ["ledger", "list", "sikkerhedskonsulenter"]) == 0
    assert "en anden opgørelse" in capsys.readouterr().out
    assert run(COMMANDS, ["ledger", "export", str(file)]) == 0
    assert run(COMMANDS, ["ledger", "check", str(file)]) == 0
    file.write_text(file.read_text(encoding="utf-8").replace("259", "258"), encoding="utf-8")
    assert run(COMMANDS, ["ledger", "check", str(file)]) == 1
    assert run(COMMANDS, ["ledger", "again", "sikkerhedskonsulenter"]) == 2
    assert run(COMMANDS, ["ledger", "again", "sikkerhedskonsulenter", "--number", "2", "--period", "2024"]) == 0
    assert "igen for 2024" in capsys.readouterr().out


def test_figures_of_another_population_are_protected_against_by_nobody():
    """The model case has the public figures beside it, and no table of it is held by them."""
    case = model_case()
    found = open_source(case.plan, case.history)
    assert len(case.history) == 3
    assert joint_release(found, list(case.plan.tables), [], names_given=False).n_earlier == 0
