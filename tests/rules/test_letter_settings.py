"""Settings of a letter: nothing is lost by a misspelling."""

from __future__ import annotations

from datetime import date

import pytest

from rules.errors import LetterSettingsError
from rules.letter_settings import letter_context
from tests.rules.letters import model_case, model_settings


def test_the_model_settings_are_read():
    """The demonstration is decided on 6 February 2025 and has material for all five parts."""
    context = letter_context(model_settings())
    assert context.decided == date(2025, 2, 6)
    assert [material.part_id for material in context.parts] == [
        "aarsager_i_alt",
        "liste_i_region",
        "antal_pr_kommune",
        "uden_for_region",
        "aarsag_x_kommune",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"decidet": "2025-02-06"},
        {"decided": "6. februar"},
        {"parts": [{"part": "x"}]},
        {"parts": "x"},
        {"parts": [{"tables": []}]},
        {"parts": [{"part_id": "x", "variants_tried": [{"label": "uden resultat"}]}]},
    ],
)
def test_a_misspelt_or_missing_setting_is_refused(change):
    """An unknown name, a date that is none, and a part without id are refused with one sentence."""
    with pytest.raises(LetterSettingsError) as error:
        letter_context({**model_settings(), **change})
    assert str(error.value).endswith(".")


def test_what_is_not_set_is_marked():
    """Case number and addresses that are not set stand as marks in the letter and among the draft marks."""
    letter = model_case().letter
    assert ("Sagsnummer", "[ikke angivet: sagsnummer]") in letter.details
    assert "Mangler: sagsnummer." in letter.draft_marks
    assert "Mangler: Ankestyrelsens adresse." in letter.draft_marks


def test_the_notice_comes_first():
    """That the demonstration is synthetic is the first thing on the first page."""
    assert "syntetiske" in model_case().letter.draft_marks[0]
