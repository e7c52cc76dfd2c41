"""The path of a request: what is released, in which state, and what stops it."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from api import workflow
from api.case_plan import PlannedTable
from api.commands.demo import model_case
from api.errors import NotIssued
from api.offer_words import ALSO, LESS, YOURS
from api.offered import tried_in_letter
from api.release_tables import names_listed
from api.releasing import releases_of
from api.workflow import decide, open_source, silent_zeros
from data.errors import UnknownCode, UnknownColumn, UnknownRegister
from disclosure.certificate import certificate_files
from disclosure.checker import check_files
from disclosure.errors import NothingSafe
from rules.letter_context import VariantTried


@pytest.fixture(scope="module")
def case():
    """The model case, in which little is searched for."""
    return with_plan(model_case(), search_budget=3_000)


@pytest.fixture(scope="module")
def decided():
    """With the whole of its search, which finds the table that is given."""
    return decide(model_case())


def with_plan(case, **fields):
    return replace(case, plan=replace(case.plan, **fields))


def group_of(facts, part_id, group_id):
    part = next(part for part in facts["parts"] if part["id"] == part_id)
    return next(group for group in part["cell_groups"] if group["id"] == group_id)


def counts(table):
    return {cell.labels[0] if len(cell.labels) == 1 else cell.labels: cell.count for cell in table.cells}


def test_what_is_granted_as_asked_is_published_whole_small_counts_too(decided):
    """26 reasons over the whole scheme: 135 threats, a 0 and a 1 among them, and no [c]."""
    table = decided.tables["aarsager"]
    shown = counts(table)
    assert len(shown) == 27
    assert (shown["Trusler"], shown["I alt"]) == (135, 257)
    assert {0, 1} <= set(shown.values())
    assert not table.has_suppressed


def test_a_variant_is_protected_before_it_is_released(decided):
    """The counts per municipality: small ones are suppressed, the region's total is shown."""
    table = decided.tables["antal_pr_kommune"]
    shown = counts(table)
    assert table.has_suppressed
    assert not any(count is not None and 0 < count < 5 for count in shown.values())
    assert shown["I alt"] == 257


def test_all_tables_of_the_reply_are_one_system_and_proved(decided):
    """The checker accepts the certificate, and a figure that two tables share is the same in both."""
    assert check_files({name: text.encode() for name, text in decided.certificate.items()}) == []
    assert decided.certificate == certificate_files(decided.protected)
    crossed = counts(decided.tables["aarsag_x_omraade"])
    assert crossed["Trusler", "I alt"] == counts(decided.tables["aarsager"])["Trusler"] == 135
    proofs = {table.certificate_sha256 for table in decided.tables.values()}
    assert len(proofs) == 1


def test_the_list_of_names_tells_which_municipalities_are_zero(case, decided):
    """27 names of the region's 29; the two left out stand openly as 0 in the table that proves the list."""
    names = counts(decided.tables["hjemkommuner"])
    assert (len(names), names["I alt"]) == (28, 27)
    zeros = silent_zeros(case)
    assert len(zeros) == 2
    shown = counts(decided.tables["antal_pr_kommune"])
    assert [shown[zero] for zero in zeros] == [0, 0]
    assert not set(zeros) & set(names)


def test_no_table_is_released_for_a_part_that_is_refused(case, decided):
    """The municipalities outside the region are refused; every released table belongs to a part that is not."""
    refused = {part.id for part in decided.assessment.parts if part.outcome.value == "REFUSE"}
    assert refused == {"uden_for_region"}
    released = {table.part_id for table in case.plan.tables if table.table_id in decided.tables}
    assert not refused & released


def test_the_table_of_a_group_that_identifies_is_not_released_and_the_letter_is_not_made_without_it(case):
    """The cross-table planned for the group of all cells does not leave, and the part granted lacks its table."""
    tables = tuple(
        replace(table, group_id="alle_celler") if table.table_id == "aarsag_x_omraade" else table
        for table in case.plan.tables
    )
    with pytest.raises(NotIssued, match="Del 5 imødekommes, men der følger ingen tabel med"):
        decide(with_plan(case, tables=tables))


def test_a_missing_judgement_is_named_and_nothing_is_returned(case):
    """Whether the counts per municipality identify has not been answered: the sentence says so."""
    facts = copy.deepcopy(case.facts)
    del group_of(facts, "antal_pr_kommune", "antal_med_undertrykkelse")["judgements"][
        "identificerbar_i_lidt_videre_kreds"
    ]
    with pytest.raises(NotIssued, match=r"Brevet kan ikke laves\. .*genkende") as raised:
        decide(replace(case, facts=facts))
    assert raised.value.code == NotIssued.code


def test_the_figures_are_computed_and_the_judgements_are_left_alone(case, decided):
    """257 enquiries and the smallest count 0 are written into the facts; no answer of the jurist is touched."""
    asked = group_of(decided.facts, "aarsager_i_alt", "aarsager")
    assert (asked["facts"]["population"], asked["facts"]["min_count"]) == (257, 0)
    assert asked["judgements"] == group_of(case.facts, "aarsager_i_alt", "aarsager")["judgements"]
    assert "F1_small" in group_of(decided.facts, "aarsag_x_kommune", "omraade_x_aarsag")["facts"]["flags"]


def test_the_offers_stand_beside_all_else_that_is_given_and_none_beside_what_was_chosen(decided):
    """The reasons, and the municipalities with their region; the table chosen for part 5 is none of them."""
    place = decided.searched["aarsag_x_kommune"]
    tables = place.found.offers[0].made.table.system.request.tables
    assert [set(table.dimensions) for table in tables[:2]] == [{"aarsag"}, {"kommune"}]
    assert len(tables) == 2 + len(place.found.offers[0].variant.shapes)
    assert place.found.refused[0].startswith("Afrunding er ikke prøvet")


def test_the_letter_tells_of_the_table_given_and_then_of_the_other_offers(decided):
    """The table given is one of the offers, as it was shown; of the others it is said truly whether they tell less."""
    (part,) = (part for part in decided.context.parts if part.part_id == "aarsag_x_kommune")
    first, *others = part.variants_tried
    place = decided.searched["aarsag_x_kommune"]
    (given,) = (offer for offer in place.found.offers if place.is_chosen(offer))
    assert first == VariantTried(given.variant.words, YOURS)
    tell = {offer.variant.words: offer.gain.information for offer in place.found.offers}
    less = {tried.label: tried.result == LESS for tried in others}
    assert less == {words: bits < tell[first.label] for words, bits in tell.items() if words != first.label}
    assert place.is_chosen(given, subtotals=True)


def test_a_table_given_that_is_none_of_the_best_is_called_by_its_title(decided):
    """The search did not reach it: its title stands first, and what was found can be made too."""
    place = decided.searched["aarsag_x_kommune"]
    found = replace(place.found, best=())
    first, *others = tried_in_letter(replace(place, found=found))
    assert first == VariantTried("Henvendelser efter årsag og område, 2024 (syntetiske data)", YOURS)
    assert {tried.result for tried in others} == {ALSO}


def test_the_files_bear_the_day_of_the_decision(decided):
    """Noon on 6 February 2025, whatever the clock says."""
    assert decided.created.isoformat() == "2025-02-06T12:00:00+00:00"


def test_every_table_says_that_the_data_are_made_up(decided):
    """The register's mark stands under each; the table of several answers says that they do not add up."""
    for table in decided.tables.values():
        assert any("opdigtede" in note for note in table.notes)
    assert any("lægges sammen" in note for note in decided.tables["aarsager"].notes)


def test_a_list_of_names_is_given_without_its_counts_when_these_are_refused(case):
    """Its own table of zeros proves it, together with all else; the ledger remembers zeros and names, and no count."""
    facts = copy.deepcopy(dict(case.facts))
    asked = group_of(facts, "antal_pr_kommune", "alle_kommuner")["judgements"]
    variant = group_of(facts, "antal_pr_kommune", "antal_med_undertrykkelse")["judgements"]
    variant["variant_by_few_commands"]["value"] = False
    asked["variant_by_few_commands"] = variant["variant_by_few_commands"]
    decided = decide(with_plan(replace(case, facts=facts), search_budget=0))
    assert set(decided.tables) == {"aarsager", "aarsag_x_omraade", "hjemkommuner"}
    assert counts(decided.tables["hjemkommuner"])["I alt"] == 27
    assert check_files({name: text.encode() for name, text in decided.certificate.items()}) == []
    (remembered,) = [one for one in releases_of(decided, {}, "afgørelsen") if one.title.startswith("Kommuner")]
    assert sorted(remembered.cells) == sorted((zero,) for zero in silent_zeros(case))
    assert set(remembered.cells.values()) == {0}
    assert len(remembered.names) == 27


def test_a_table_that_cannot_be_protected_stops_the_reply(case, monkeypatch):
    """No letter without its table: the search's own sentence comes out."""

    def nothing(*_, **__):
        raise NothingSafe("Ingen sikker tabel kan laves.", ("grund",))

    monkeypatch.setattr(workflow, "protected_release", nothing)
    with pytest.raises(NothingSafe):
        decide(case)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"register_id": "findes_ikke"}, UnknownRegister),
        ({"where": {"aar": ("1999",)}}, UnknownCode),
        ({"where": {"farve": ("rød",)}}, UnknownColumn),
        ({"tables": (PlannedTable("t", "aarsager_i_alt", "aarsager", "T", {"kommune": ("sogn",)}),)}, UnknownColumn),
    ],
)
def test_a_plan_that_the_register_cannot_follow_is_an_error(case, change, error):
    """An unknown register, a year without records, a column and a level that do not exist."""
    with pytest.raises(error):
        decide(with_plan(case, **change))


def test_without_a_plan_for_names_nothing_is_listed(case):
    """No list, no silent zeros."""
    bare = with_plan(case, names=None)
    assert names_listed(open_source(bare.plan)) == ()
    assert silent_zeros(bare) == ()
