"""The fristbrev: reason and date, in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules.decision import assess
from rules.errors import FristbrevWithoutReceiptError
from rules.fristbrev import fristbrev_letter, fristbrev_obstacles
from rules.typography import plain
from tests.rules.letters import letter_case, letter_text, model_facts

CASE = letter_case("P11_fristbrev")


def codes(**changes):
    context = replace(CASE.context, **changes)
    return {obstacle.code for obstacle in fristbrev_obstacles(CASE.assessment, CASE.facts, context)}


def test_the_worked_case():
    """Received 11 April 2025: the letter names 25 April as the deadline and 2 May as the date of the answer."""
    text = plain(letter_text(CASE.letter))
    assert CASE.letter.kind == "fristbrev"
    assert "fredag den 25. april 2025" in text
    assert "fredag den 2. maj 2025" in text
    assert codes() == set()


@pytest.mark.parametrize(
    "reason", ["Vi har travlt.", "Andre sager går forud.", "Sommerferie", "", None, "Sygdom i huset"]
)
def test_a_vague_reason_is_refused(reason):
    """Being busy, other cases, holiday and sickness are no reasons."""
    assert "vag_grund" in codes(delay_reason=reason)


def test_after_day_7_it_is_too_late():
    """The letter must be sent before day 7 ends."""
    assert codes(decided=date(2025, 4, 25)) == set()
    assert "for_sent" in codes(decided=date(2025, 4, 26))


def test_the_date_must_lie_ahead():
    """A date that has passed is no date."""
    assert "mangler_dato" in codes(decided=date(2025, 5, 2))


def test_nothing_is_late():
    """Where every part is decided in time there is no fristbrev to send."""
    assessment = assess(model_facts())
    found = fristbrev_obstacles(assessment, assessment.facts, replace(CASE.context, decided=date(2025, 2, 6)))
    assert {obstacle.code for obstacle in found} == {"ingen_forsinkelse"}


def test_when_every_part_is_late():
    """A request whose only part is late has no section on the rest."""
    document = model_facts()
    document["parts"] = document["parts"][3:4]
    document["parts"][0]["facts"]["expected_ready"] = "2025-02-14"
    assessment = assess(document)
    letter = fristbrev_letter(assessment, assessment.facts, CASE.context)
    assert [section.heading for section in letter.sections] == [
        "Din anmodning",
        "Hvornår du får svar",
        "Klage over sagsbehandlingstiden",
    ]


def test_without_receipt_there_is_no_deadline():
    """A request without its day of receipt cannot be late."""
    document = model_facts()
    document["request"]["received"] = None
    assessment = assess(document)
    with pytest.raises(FristbrevWithoutReceiptError):
        fristbrev_letter(assessment, assessment.facts, CASE.context)
