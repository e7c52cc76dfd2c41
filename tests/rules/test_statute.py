"""The statute as data: versions, marks, wording, against the brief's text where it is beside the repository."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from rules.acts import all_acts
from rules.errors import NoVersionInForceError, SeveralVersionsInForceError, UnknownProvisionError
from rules.provision import parse
from rules.statute import all_versions, each_once, one_in_force, version_in_force, version_line, wording
from rules.typography import plain

RULES = Path(__file__).parents[2] / "rules"
LAW = Path(__file__).parents[3] / "shared" / "law" / "LAW.md"
BEFORE, AFTER = date(2024, 6, 30), date(2024, 7, 1)


def text_on(citation, day):
    return " ".join(plain(line) for line in wording(parse(citation), day).paragraphs)


def test_chikanoest_came_on_1_july_2024():
    """§ 9, stk. 2, nr. 2, speaks of a chikanøst purpose from 1 July 2024 and not the day before."""
    assert "chikanøst" not in text_on("§ 9, stk. 2, nr. 2", BEFORE)
    assert "chikanøst" in text_on("§ 9, stk. 2, nr. 2", AFTER)
    assert version_in_force(parse("§ 9, stk. 2, nr. 2"), AFTER).amended_by == "lov nr. 655 af 11. juni 2024"


def test_name_safety_came_on_1_july_2024():
    """§ 21, stk. 3, 2. pkt., is about heads of department before, and about the employee's safety after."""
    assert "chefstillinger" in text_on("§ 21, stk. 3, 2. pkt.", BEFORE)
    assert "tryghed" in text_on("§ 21, stk. 3, 2. pkt.", AFTER)
    assert "chefstillinger" in text_on("§ 21, stk. 3, 3. pkt.", AFTER)


def test_a_sentence_that_did_not_exist_has_no_version():
    """§ 21, stk. 3, 4. pkt., has no version before 1 July 2024."""
    with pytest.raises(NoVersionInForceError):
        version_in_force(parse("§ 21, stk. 3, 4. pkt."), BEFORE)


def test_paragraf_14_before_and_after_25_may_2018():
    """The wording of § 14, stk. 1, 2. pkt., is known from 25 May 2018 and is null the day before."""
    assert version_in_force(parse("§ 14, stk. 1, 2. pkt."), date(2018, 5, 24)).text is None
    assert "2016/679" in text_on("§ 14, stk. 1, 2. pkt.", date(2018, 5, 25))


def test_unknown_provision():
    """A paragraf that is not entered is an error, not an empty text."""
    with pytest.raises(UnknownProvisionError):
        wording(parse("§ 99"), AFTER)
    with pytest.raises(UnknownProvisionError):
        version_in_force(parse("§ 11"), AFTER)


def test_two_versions_in_force_is_an_error():
    """Two versions that both claim a day are refused."""
    version = version_in_force(parse("§ 22"), AFTER)
    with pytest.raises(SeveralVersionsInForceError):
        one_in_force([version, version], AFTER)


def test_a_piece_entered_twice_is_an_error():
    """The same piece from the same day twice cannot be loaded."""
    version = version_in_force(parse("§ 22"), AFTER)
    with pytest.raises(SeveralVersionsInForceError):
        each_once((version, version))


def test_a_checked_wording_carries_no_mark():
    """When a jurist has signed for every piece, nothing is said beside the wording."""
    found = replace(wording(parse("§ 22"), AFTER), marks=())
    assert found.mark_sentence == ""


def test_before_the_act_nothing_is_in_force():
    """On 31 December 2013 no wording applies."""
    with pytest.raises(NoVersionInForceError):
        wording(parse("§ 11"), date(2013, 12, 31))


def test_pieces_are_composed_in_order():
    """§ 9, stk. 1, is printed as one sentence with its two numbers."""
    text = text_on("§ 9, stk. 1", AFTER)
    assert text.startswith("En anmodning om aktindsigt efter §§ 7 og 8 skal 1) indeholde")
    assert text.endswith("og 2) angive det tema, sagen eller dokumentet vedrører.")


def test_stykker_are_paragraphs_with_their_number():
    """§ 11 is two paragraphs, the second headed by "Stk. 2."."""
    first, second = wording(parse("§ 11"), AFTER).paragraphs
    assert first.startswith("Enhver kan forlange")
    assert plain(second).startswith("Stk. 2. Bestemmelsen")


def test_a_missing_wording_is_shown_as_missing():
    """A stykke without a text says so, and a paragraf without any text is None."""
    assert plain(wording(parse("§ 12"), AFTER).paragraphs[1]) == "Stk. 2. [ordlyden er ikke indlagt]"
    assert wording(parse("§ 13"), AFTER).paragraphs is None


def test_unverified_wording_carries_its_mark():
    """fvl § 24 is marked as not verified, § 30 only as not checked, and both say so in Danish."""
    assert wording(parse("fvl § 24, stk. 1"), AFTER).mark_sentence.startswith("IKKE VERIFICERET")
    assert wording(parse("§ 30"), AFTER).mark_sentence.startswith("Ordlyden er læst")
    assert not wording(parse("§ 30"), AFTER).blocks_issue


def test_the_mark_names_the_sentence_that_is_not_verified():
    """Of § 36, stk. 2, only the third sentence is unverified, and the mark says which."""
    assert "stk. 2, 3. pkt." in plain(wording(parse("§ 36, stk. 2"), AFTER).mark_sentence)


def test_no_jurist_has_checked_yet():
    """Every checked field is still empty: no person has signed for a wording."""
    assert not any(version.is_checked for version in all_versions())


def test_every_mark_is_known_and_every_text_has_a_source_or_a_mark():
    """A wording marked as read in a source names the source."""
    for version in all_versions():
        if version.text is not None and version.mark in {"V", "S", "L90"}:
            assert version.source, version.provision


def test_version_lines():
    """The version line names lov nr. 655 from 1 July 2024 on."""
    assert plain(version_line("ofl", BEFORE)) == "LBK nr. 145 af 24. februar 2020"
    assert plain(version_line("ofl", AFTER)) == (
        "LBK nr. 145 af 24. februar 2020 som ændret ved lov nr. 655 af 11. juni 2024"
    )
    with pytest.raises(NoVersionInForceError):
        version_line("DBL", date(2018, 5, 24))
    with pytest.raises(UnknownProvisionError):
        version_line("ukendt", AFTER)


def test_files_have_the_documented_fields():
    """Every version in every file has the same fields, and its folder holds an act."""
    required = {"valid_from", "amended_by", "text", "source", "mark", "checked"}
    for act in all_acts():
        for file in (RULES / act.folder / "text").glob("*.yaml"):
            if file.name == "act.yaml":
                continue
            for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
                assert set(entry) == {"provision", "versions"}
                assert all(required <= set(version) <= required | {"note", "excerpt"} for version in entry["versions"])


@pytest.mark.skipif(not LAW.is_file(), reason="the shared material is not beside the repository")
def test_every_wording_stands_in_the_brief():
    """No wording was completed from memory: each text is found in the brief, letter by letter."""
    brief = re.sub(r"\s+", " ", LAW.read_text(encoding="utf-8").replace("**", "").replace("\n> ", " "))
    known_otherwise = {"§ 9, stk. 2, nr. 2"}
    for version in all_versions():
        if version.text is None or str(version.provision) in known_otherwise:
            continue
        assert plain(version.text) in brief, version.provision
