"""Letters as text, proof-read once and compared ever after, and what is true of every one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rules.begrundelse import REASONS
from rules.letter import Quote, Section
from rules.letter_validator import obstacles
from rules.typography import plain
from tests.rules.letters import disclosed_by, letter_case, letter_cases, letter_text, model_case

SNAPSHOTS = Path(__file__).parents[1] / "snapshots" / "letters"
IDS = ("model", *(case.id for case in letter_cases()))
ELSEWHERE = {
    "klagevejledning_38": "kommunal og regional tilsynsmyndighed",
    "klagevejledning_37": "Du kan klage over afgørelsen",
    "meroffentlighed_udelukket": "meroffentlighed derfor udelukket",
    "meroffentlighed_afvejning": "Vi har",
    "meroffentlighed_overvejet": "§ 14, stk. 2",
    "meroffentlighed_ikke_dbl10": "statistisk eller videnskabeligt øjemed, må ikke bruges til andet",
    "format_som_oensket": "det får du",
    "format_begrundelse": "Det kan vi ikke give dig",
    "svar_1_2_dage": "inden 1-2 arbejdsdage",
    "delafgoerelse": "Dette er en delafgørelse",
    "fristbrev": "Du kan forvente svar senest",
}
ENGLISH = re.compile(r"\b(the|and|of|with|grant|refuse|partial|blocked|true|false|none|null)\b", re.IGNORECASE)


def case_of(case_id):
    return model_case() if case_id == "model" else letter_case(case_id)


@pytest.mark.parametrize("case_id", IDS)
def test_letter_is_as_it_was_proof_read(case_id):
    """The letter's text is the text that was proof-read."""
    assert letter_text(case_of(case_id).letter) == (SNAPSHOTS / f"{case_id}.txt").read_text(encoding="utf-8")


def test_every_snapshot_has_its_case():
    """No text is kept of a letter that is no longer made."""
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} == set(IDS)


def test_every_code_is_said_by_some_letter():
    """Each code that a letter must contain occurs in a proof-read letter."""
    said = {code for case_id in IDS for part in case_of(case_id).assessment.parts for code in part.must_say}
    assert set(REASONS) | set(ELSEWHERE) <= said


@pytest.mark.parametrize("case_id", [case_id for case_id in IDS if case_id != "P11_fristbrev"])
def test_a_code_outside_the_reasons_is_said_in_its_section(case_id):
    """Complaint, meroffentlighed, format and deadline are told where the assessment calls for them."""
    case = case_of(case_id)
    text = plain(letter_text(case.letter))
    undecided = {part.id for part in case.assessment.parts if part.outcome == "BLOCKED_NEEDS_JURIST"}
    for part in case.assessment.parts:
        codes = set(part.must_say) & set(ELSEWHERE)
        for code in codes - ({"fristbrev"} if part.id not in undecided else set()):
            assert ELSEWHERE[code] in text, code


@pytest.mark.parametrize("case_id", IDS)
def test_no_section_or_paragraph_is_doubled(case_id):
    """No heading stands twice on one level, and no block of text twice."""
    sections = case_of(case_id).letter.sections
    headings = [(section.level, section.heading) for section in sections]
    assert len(headings) == len(set(headings)) or any(level == 3 for level, _ in headings)
    level_2 = [heading for level, heading in headings if level == 2]
    assert len(level_2) == len(set(level_2))
    blocks = [block for section in sections for block in section.blocks]
    assert len(blocks) == len(set(blocks))


@pytest.mark.parametrize("case_id", IDS)
def test_typography(case_id):
    """Citations are set with non-breaking spaces, sentences end once, and no blank is doubled."""
    letter = case_of(case_id).letter
    own = Section("", tuple(b for s in letter.sections for b in s.blocks if not isinstance(b, Quote)))
    text = letter_text(type(letter)(**{**_fields(letter), "sections": (own,)}))
    assert not re.search(r"§ \d|stk\. \d|\bnr\. \d|\d\. pkt\.", text)
    assert not re.search(r"\.\.|  |,\.| ,|\( | \)", text)


@pytest.mark.parametrize("case_id", IDS)
def test_no_english(case_id):
    """No English word and no code of the program stands in a letter."""
    text = letter_text(case_of(case_id).letter)
    assert ENGLISH.findall(text) == []
    assert not re.search(r"[a-z]_[a-z]", re.sub(r"<tabel \w+>", "", text))


@pytest.mark.parametrize("case_id", IDS)
def test_the_annex_holds_each_provision_once(case_id):
    """No provision stands twice in the annex, and each has a wording or says that it has none."""
    annex = case_of(case_id).letter.annex
    assert len({entry.citation for entry in annex}) == len(annex)
    assert all(entry.text or entry.mark for entry in annex)


@pytest.mark.parametrize(
    "case_id", [case_id for case_id in IDS if case_id not in {"P01", "P03", "P04", "P11_fristbrev"}]
)
def test_a_complete_letter_has_no_obstacle(case_id):
    """As a draft, every decided letter may go out; P01, P03 and P04 lack a judgement or the receipt."""
    case = case_of(case_id)
    found = obstacles(case.letter, case.assessment, case.facts, case.context, disclosed_by(case), draft=True)
    assert found == ()


def _fields(letter):
    return {name: getattr(letter, name) for name in letter.__slots__}
