"""What stops a letter: each obstacle shown on the model case, one change at a time."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest

from rules.facts import JUDGEMENT_NAMES
from rules.letter import Paragraph, Section, TableReference
from rules.letter_numbers import counts_in_words, numbers_in
from rules.letter_validator import in_words, missing_before_letter, obstacles
from tests.rules.letters import disclosed_by, letter_case, model_case, model_facts, model_settings


def codes(case, letter=None, *, draft=True, disclosed=None):
    found = obstacles(
        letter or case.letter, case.assessment, case.facts, case.context, disclosed or disclosed_by(case), draft=draft
    )
    return {obstacle.code for obstacle in found}


def with_sections(letter, change):
    return replace(letter, sections=tuple(section for old in letter.sections for section in change(old)))


def with_text(letter, heading, text):
    def change(section):
        added = (*section.blocks, Paragraph(text)) if section.heading == heading else section.blocks
        return (replace(section, blocks=added),)

    return with_sections(letter, change)


def judgements(document):
    for part in document["parts"]:
        for place in (part, *part.get("cell_groups", [])):
            for name in place.get("judgements", {}):
                yield place["judgements"], name


def test_the_model_letter_may_go_out_as_a_draft():
    """With every judgement recorded nothing stops the demonstration's draft."""
    assert codes(model_case()) == set()


def test_as_a_final_letter_the_settings_and_the_texts_stop_it():
    """Case number, addresses and unverified wording are what is missing to sign it."""
    assert codes(model_case(), draft=False) == {"ikke_angivet", "ukontrolleret_lovtekst"}


@pytest.mark.parametrize("index", range(len(list(judgements(model_facts())))))
def test_each_judgement_is_needed(index):
    """Take one judgement out, whichever it is, and the letter is stopped with its name."""
    document = model_facts()
    place, name = list(judgements(document))[index]
    del place[name]
    case = model_case(document)
    assert "mangler_vurdering" in codes(case)
    assert any(name in obstacle.sentence for obstacle in missing_before_letter(case.assessment, case.facts))


def test_a_request_without_words_stops_the_letter():
    """Blanks are not the requester's words, and there is nothing to quote."""
    document = model_facts()
    document["request"]["text"] = " "
    assert "mangler_anmodning" in codes(model_case(document))


def test_a_decision_before_the_receipt_stops_the_letter():
    """Decided 6 February 2025: a request received on the 6th may be answered, one of the 7th may not."""
    document = model_facts()
    for received, stopped in (("2025-02-06", False), ("2025-02-07", True)):
        document["request"]["received"] = received
        assert ("afgjort_foer_modtagelse" in codes(model_case(document))) is stopped


@pytest.mark.parametrize("field", ["reason", "by"])
def test_a_judgement_without_signature_stops_the_letter(field):
    """A judgement whose reason or name is blank is no judgement."""
    document = model_facts()
    document["parts"][0]["judgements"]["faa_og_enkle_kommandoer"][field] = " "
    assert "vurdering_uden_underskrift" in codes(model_case(document))


def test_a_tick_is_not_a_reason():
    """A reason of one word is not a concrete sentence."""
    document = model_facts()
    document["parts"][0]["judgements"]["faa_og_enkle_kommandoer"]["reason"] = "Ja."
    assert "vurdering_uden_underskrift" in codes(model_case(document))


def test_wording_that_is_not_covered_stops_the_letter():
    """Every phrase of the request must lie in a part."""
    document = model_facts()
    document["request"]["wording_covered"] = False
    assert "mangler_oplysning" in codes(model_case(document))


def test_an_unknown_day_of_receipt_stops_the_letter():
    """Without the day of receipt there is no deadline."""
    assert {"mangler_oplysning", "ikke_angivet"} <= codes(letter_case("P03"))


@pytest.mark.parametrize(
    "text",
    ["Tallet er 3.", "Der er kun 4 i Dragør.", "Det drejer sig om 12345."],
)
def test_a_number_from_nowhere_stops_the_letter(text):
    """A number that stands in no released table may not stand in the text; a suppressed one is named as such."""
    case = model_case()
    found = codes(case, with_text(case.letter, "Begrundelse", text))
    assert found & {"undertrykt_tal", "ukendt_tal"}


def test_a_suppressed_number_has_its_own_code():
    """3 is suppressed in the tables; 12345 is merely unknown."""
    case = model_case()
    assert "undertrykt_tal" in codes(case, with_text(case.letter, "Svarfrist", "I alt 3."))
    assert "ukendt_tal" in codes(case, with_text(case.letter, "Svarfrist", "I alt 12345."))


def test_a_released_number_may_be_named():
    """257 is the published total."""
    case = model_case()
    assert codes(case, with_text(case.letter, "Svarfrist", "Der er 257 i alt.")) == set()


@pytest.mark.parametrize("text", ["Der er kun én sag i Dragør.", "Fra kommunen er der ingen henvendelser om incest."])
def test_a_count_in_words_stops_the_letter(text):
    """A count written in words discloses as much as one in digits."""
    case = model_case()
    assert "antal_i_begrundelsen" in codes(case, with_text(case.letter, "Begrundelse", text))


def test_dates_citations_and_amounts_are_no_disclosure():
    """Nothing is left of a sentence that only names dates, provisions, deadlines and amounts."""
    text = (
        "Den 6. februar 2025 blev del 1, 2 og 4 afgjort efter § 11, stk. 1, 1. og 2. pkt., jf. §§ 19-35 og § 30, nr. 1, "
        "inden 7 arbejdsdage; arbejdet tager 15 timer og koster 10 kr. (FOB 2016-47)."
    )
    assert list(numbers_in(text)) == []
    assert list(numbers_in("I 14 tilfælde, 1.073 i alt.")) == [14, 1073]


def test_words_that_only_look_like_counts():
    """An indefinite article is no count."""
    assert list(counts_in_words("Familien kan kende en bestemt person, og hver henvendelse er privat.")) == []


def test_a_table_that_is_not_released_stops_the_letter():
    """A reference to an unknown table is refused."""
    case = model_case()
    letter = replace(case.letter, sections=(*case.letter.sections, Section("Mere", (TableReference("ukendt"),))))
    assert "ukendt_tabel" in codes(case, letter)


def test_a_granted_part_needs_its_table():
    """A part that is given without its table is not given."""
    settings = model_settings()
    settings["parts"][0]["tables"] = []
    assert "mangler_tabel" in codes(model_case(settings=settings))


@pytest.mark.parametrize(
    ("heading", "code"),
    [("Klagevejledning", "mangler_klagevejledning"), ("Svarfrist", "mangler_frist")],
)
def test_a_mandatory_section_that_is_gone(heading, code):
    """Without complaint guidance or deadline the letter is stopped."""
    case = model_case()
    assert code in codes(
        case, with_sections(case.letter, lambda section: () if section.heading == heading else (section,))
    )


def test_reasons_that_are_gone():
    """Without the reasons of a refused part the letter is stopped."""
    case = model_case()
    letter = with_sections(case.letter, lambda section: () if section.heading.startswith("Del 4") else (section,))
    assert "mangler_indhold" in codes(case, letter)


def test_complaint_guidance_where_nothing_is_refused():
    """A full grant carries no complaint guidance."""
    case = letter_case("P05")
    letter = replace(case.letter, sections=(*case.letter.sections, Section("Klagevejledning", ())))
    assert "overfloedig_klagevejledning" in codes(case, letter)


def test_an_annex_that_was_changed():
    """A wording that is not the statute file's, or a provision printed twice, is stopped."""
    case = model_case()
    first, *rest = case.letter.annex
    assert "bilag_afviger" in codes(case, replace(case.letter, annex=(replace(first, text=("Ændret.",)), *rest)))
    assert "bestemmelse_to_gange" in codes(case, replace(case.letter, annex=(first, first, *rest)))


def test_missing_material_stops_even_a_draft():
    """How somebody is recognised must be told; where no reason is recorded the mark blocks."""
    document = deepcopy(model_facts())
    document["parts"][3]["facts"].pop("nearest_alternative")
    settings = model_settings()
    settings["parts"][2]["identification_how"] = ["[ikke angivet: hvordan nogen kan genkendes]"]
    assert "ikke_angivet" in codes(model_case(document, settings))


@pytest.mark.parametrize(
    ("change", "code"), [({"sections": ()}, "mangler_hjemmel"), ({"meroffentlighed": None}, "mangler_meroffentlighed")]
)
def test_a_part_without_provision_or_without_paragraf_14(change, code):
    """A refused part names its provision and its value under § 14, or the letter is stopped."""
    case = model_case()
    parts = tuple(replace(part, **change) if part.id == "uden_for_region" else part for part in case.assessment.parts)
    assessment = replace(case.assessment, parts=parts)
    found = obstacles(case.letter, assessment, case.facts, case.context, disclosed_by(case), draft=True)
    assert code in {obstacle.code for obstacle in found}


def test_what_is_missing_is_told_in_words():
    """An obstacle names a missing judgement in Danish, with its name for whoever writes the facts."""
    assert in_words("private_forhold") == "om oplysningerne angår private forhold (private_forhold)"
    assert in_words("noget_andet") == "noget_andet"


def test_every_judgement_has_its_words():
    """No judgement is told by its bare name."""
    assert [name for name in JUDGEMENT_NAMES if in_words(name) == name] == []


def test_format_must_be_answered():
    """Where the wanted format cannot be told possible, the letter waits."""
    document = model_facts()
    document["parts"][0]["facts"].pop("format_possible")
    assert {"mangler_format", "mangler_oplysning"} & codes(model_case(document))
