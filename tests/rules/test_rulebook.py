"""The rulebook: text, rules and cases of a paragraf on a day."""

from __future__ import annotations

from datetime import date

import pytest

from rules.binding import all_rules, is_principle
from rules.errors import NoVersionInForceError, UnknownProvisionError
from rules.expectation import told
from rules.provision import parse
from rules.rulebook import book_cases, contents, paragraf_named, paragraf_on, slug
from rules.statute import all_versions
from tests.rulebook.book import CARRIED, carried
from tests.rulebook.casebook import cases

BEFORE, AFTER = date(2024, 6, 30), date(2024, 7, 1)


def sentence(name, place, day):
    found = paragraf_on(paragraf_named(name), day)
    return next(one for one in found.sentences if one.version.provision == parse(place))


def test_the_carried_cases_are_those_of_the_rulebook():
    """The file that the program carries is made from the cases as they stand; `python -m tests.rulebook.book`."""
    assert CARRIED.read_text(encoding="utf-8") == carried()
    assert [case.id for case in book_cases()] == [case.id for case in cases()]


def test_every_case_stands_beside_some_paragraf():
    """No case is lost between the paragraffer: each is shown somewhere on the day whose law decides it."""
    shown = set()
    for day in {case.day for case in book_cases()}:
        for paragraffer in contents().values():
            for provision in paragraffer:
                try:
                    found = paragraf_on(provision, day)
                except NoVersionInForceError:
                    continue
                shown |= {case.id for one in found.sentences for case in one.cases} | {case.id for case in found.cases}
    assert {case.id for case in book_cases()} - shown == set()


def test_every_rule_stands_beside_its_sentence():
    """On the day a rule begins it is shown with the sentence that it answers, or with the principle it rests on."""
    for rule in all_rules():
        paragraf = paragraf_on(paragraf_named(slug(parse(rule.provision.replace("princip", "ofl")))), rule.valid_from)
        beside = paragraf.principles if is_principle(rule) else sum((one.rules for one in paragraf.sentences), ())
        assert rule in beside, rule.name


def test_the_name_of_an_employee_is_another_sentence_before_july_2024():
    """§ 21, stk. 3, 2. pkt., was about disciplinary reactions and has been about the employee's safety since."""
    place = "ofl § 21, stk. 3, 2. pkt."
    before, after = sentence("21", place, BEFORE), sentence("ofl-21", place, AFTER)
    assert "disciplinære reaktioner" in before.version.text
    assert "tryghed" in after.version.text
    assert before.rules == ()
    assert before.not_encoded
    assert [rule.name for rule in after.rules] == ["tryghed_taler_mod_navnet"]


def test_a_case_is_shown_with_the_wording_that_decides_it():
    """The cases on harassment under the law from July 2024 do not stand beside the earlier wording."""
    place = "ofl § 9, stk. 2, nr. 2"
    assert sentence("9", place, AFTER).cases
    assert all(case.day < AFTER for case in sentence("9", place, BEFORE).cases)


def test_the_opening_words_of_a_list_do_not_gather_the_cases_of_its_numbers():
    """§ 30 without a number has only the cases that cite no number; R30.3 stands at nr. 1."""
    found = paragraf_on(paragraf_named("30"), AFTER)
    ids = {str(one.version.provision): {case.id for case in one.cases} for one in found.sentences}
    assert "R30.3" in ids["§ 30, nr. 1"]
    assert "R30.3" not in ids["§ 30"]


def test_a_principle_is_shown_with_its_paragraf():
    """The principle of § 14 on anonymised copies stands with § 14 and nowhere else."""
    assert [rule.provision for rule in paragraf_on(paragraf_named("14"), AFTER).principles] == ["princip § 14"]
    assert paragraf_on(paragraf_named("fvl-24"), AFTER).principles == ()


def test_every_paragraf_has_a_name_of_its_own_in_ascii():
    """An address leads to one paragraf, whatever act it stands in."""
    names = [slug(provision) for paragraffer in contents().values() for provision in paragraffer]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and " " not in name for name in names)
    assert [paragraf_named(name) for name in names] == [p for group in contents().values() for p in group]


@pytest.mark.parametrize("name", ["18", "ofl-999", "", "fvl", "24a"])
def test_a_paragraf_that_is_not_entered_is_an_error(name):
    """Nothing is shown for a paragraf that has no text file."""
    with pytest.raises(UnknownProvisionError):
        paragraf_named(name)


def test_before_the_act_there_is_nothing_to_show():
    """The first day is 1 January 2014."""
    with pytest.raises(NoVersionInForceError):
        paragraf_on(paragraf_named("11"), date(2013, 12, 31))


def test_every_wording_is_still_to_be_checked():
    """No jurist has signed for a wording yet, so none may say that it is checked."""
    assert [version for version in all_versions() if version.is_checked] == []


@pytest.mark.parametrize("case", book_cases(), ids=lambda case: case.id)
def test_an_expectation_is_told_without_codes(case):
    """Every expectation is Danish sentences; only ids that a case itself uses may have an underscore."""
    ids = {group["id"] for part in case.expectation["parts"] for group in part.get("cell_groups", ())}
    for line in told(case.expectation):
        assert line.endswith(".")
        plain = line
        for name in ids:
            plain = plain.replace(f"»{name}«", "")
        assert "_" not in plain


def test_an_expectation_in_words():
    """R30.3: partly granted on § 11, § 30 and § 14; the fine group refused, the coarse one given."""
    case = next(case for case in book_cases() if case.id == "R30.3")
    lines = [line.replace("\u00a0", " ") for line in told(case.expectation)]
    assert lines[0] == (
        "Delen imødekommes delvist efter § 11, stk. 1, 2. pkt., § 30, nr. 1, § 14, stk. 1, 2. pkt. og fvl § 24, "
        "ikke efter § 34."
    )
    assert "Gruppen »fin« afslås." in lines
    assert "Meroffentlighed (§ 14): udelukket af tavshedspligt." in lines
    assert "Klagevej: Ankestyrelsen som tilsyn (§ 38)." in lines
