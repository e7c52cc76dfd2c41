"""The annex: what the letter cites, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from rules.annex import annex_of, annex_version, citations, plain_words
from rules.letter import Paragraph, Quote, Section
from rules.typography import glued, plain

DAY = date(2025, 2, 6)


def cited(text):
    return sorted(str(provision) for provision in citations(glued(text)))


def annex(text, day=DAY):
    return annex_of([Section("Afsnit", (Paragraph(glued(text)),))], day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jf. offentlighedslovens § 11, stk. 1, 2. pkt., og § 30, nr. 1.", ["§ 11, stk. 1, 2. pkt.", "§ 30, nr. 1"]),
        ("§ 11, stk. 1, 1. og 2. pkt.", ["§ 11, stk. 1, 1. pkt.", "§ 11, stk. 1, 2. pkt."]),
        ("§ 9, stk. 1, nr. 1 og nr. 2", ["§ 9, stk. 1, nr. 1", "§ 9, stk. 1, nr. 2"]),
        ("§ 39, stk. 1 og stk. 5", ["§ 39, stk. 1", "§ 39, stk. 5"]),
        ("§ 40, stk. 2, jf. stk. 1.", ["§ 40, stk. 1", "§ 40, stk. 2"]),
        ("forvaltningslovens § 27, stk. 1, nr. 1", ["fvl § 27, stk. 1, nr. 1"]),
        ("databeskyttelsesforordningens art. 15", ["GDPR art. 15"]),
        ("CVR-lovens § 18, stk. 7", ["CVR-lovens § 18, stk. 7"]),
        ("omfattet af §§ 19-35", []),
        ("databeskyttelsesforordningens § 5", []),
    ],
)
def test_citations_are_read_from_the_text(text, expected):
    """Citations in running Danish are found, with their act; ranges and impossible ones are not."""
    assert cited(text) == expected


def test_only_the_cited_stykker_are_printed():
    """Of § 36 the letter cites stk. 2, and only stk. 2 is printed."""
    (entry,) = annex("jf. offentlighedslovens § 36, stk. 2, 2. pkt., og § 36, stk. 2, 3. pkt.")
    assert plain(entry.citation) == "offentlighedslovens § 36, stk. 2"
    assert len(entry.text) == 1


def test_a_paragraf_cited_twice_is_printed_once():
    """Two stykker of one paragraf make one entry; the whole paragraf swallows its stykker."""
    (entry,) = annex("§ 38, stk. 2, og § 38, stk. 1, 2. pkt.")
    assert plain(entry.citation) == "offentlighedslovens § 38, stk. 1 og 2"
    (entry,) = annex("§ 38, stk. 2, og § 38")
    assert plain(entry.citation) == "offentlighedslovens § 38"
    assert len(entry.text) == 2


def test_what_has_no_wording_is_named_with_its_mark():
    """A provision of a known act that is not entered stands by number, and says that its wording is missing."""
    (entry,) = annex("forvaltningslovens § 99")
    assert entry.text is None
    assert entry.mark.startswith("IKKE VERIFICERET")


def test_an_unknown_act_is_left_out():
    """There is no wording to print of an act without a folder."""
    assert annex("CVR-lovens § 18, stk. 7") == ()


def test_a_quotation_cites_nothing():
    """What the requester writes is not the letter's own citation."""
    assert annex_of([Section("Afsnit", (Quote("Jeg søger efter § 8"),))], DAY) == ()


def test_the_wording_of_the_day():
    """A letter of June 2024 prints § 9, stk. 2, without the chikanøst purpose, one of July 2024 with it."""
    (before,) = annex("§ 9, stk. 2, nr. 2", date(2024, 6, 30))
    (after,) = annex("§ 9, stk. 2, nr. 2", date(2024, 7, 1))
    assert "chikanøst" not in " ".join(before.text)
    assert "chikanøst" in " ".join(after.text)


def test_version_lines_name_the_cited_acts():
    """The line under the annex's heading names each cited act once."""
    sections = [Section("Afsnit", (Paragraph(glued("§ 11 og forvaltningslovens § 27")),))]
    line = plain(annex_version(sections, DAY))
    assert "LBK nr. 145 af 24. februar 2020 som ændret ved lov nr. 655 af 11. juni 2024." in line
    assert line.count("Offentlighedsloven:") == 1
    assert "Forvaltningsloven:" in line


def test_plain_words_follow_the_day():
    """The plain words on § 9, stk. 2, speak of a chikanøst purpose from 1 July 2024."""
    sections = [Section("Afsnit", (Paragraph(glued("§ 9, stk. 2, nr. 2")),))]
    assert "chikanøst" not in plain_words(sections, date(2024, 6, 30))[0]
    assert "chikanøst" in plain_words(sections, date(2024, 7, 1))[0]
