"""The dates of §§ 36, 37 and 39, against dates counted by hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from rules.deadlines import arbejdsdage_between, deadlines, not_an_arbejdsdag
from rules.errors import DateOutOfRangeError, DatesOutOfOrderError

EXAMPLES = Path(__file__).with_name("deadline_examples.txt").read_text(encoding="utf-8")
ENTRY = re.compile(r"^modtaget \w+ (\S+) .*\n(.*)$", re.MULTILINE)
DATE = re.compile(r"(\d+): \w+ (\S+?)(?: \(\w+ (\S+?)\))?(?=\s|$)")


def worked_examples() -> list[tuple[str, str, str, str]]:
    """Return received, length, strict and lenient date of every line of the worked examples."""
    return [
        (received, length, strict, lenient or strict)
        for received, line in ENTRY.findall(EXAMPLES)
        for length, strict, lenient in DATE.findall(line)
    ]


def test_every_worked_example_is_read():
    """Fifteen examples with four dates each are sixty dates."""
    assert len(worked_examples()) == 60


@pytest.mark.parametrize(("received", "length", "strict", "lenient"), worked_examples())
def test_worked_example(received, length, strict, lenient):
    """Strict and lenient date agree with the worked example."""
    answer = deadlines(date.fromisoformat(received)).to_json()
    assert (answer[f"day_{length}"], answer["lenient"][f"day_{length}"]) == (strict, lenient)


def test_time_taken_can_be_complained_of_from_the_day_after_day_14():
    """Day 14 of a request of 29 January 2025 is 18 February, so the complaint begins on the 19th."""
    assert deadlines(date(2025, 1, 29)).complaint_from == date(2025, 2, 19)


def test_complaint_is_forwarded_within_7_and_decided_within_20():
    """A complaint of 29 May 2026 goes on by 9 June, and the appeal body has until 7 July."""
    answer = deadlines(date(2026, 5, 4), date(2026, 5, 29), date(2026, 6, 9)).to_json()
    assert answer["complaint"]["day_7"] == "2026-06-09"
    assert answer["appeal"]["day_20"] == "2026-07-07"


def test_without_complaint_the_keys_are_absent():
    """The format has exactly its documented keys when nothing is complained of."""
    answer = deadlines(date(2025, 1, 29)).to_json()
    assert list(answer) == [
        "format",
        "received",
        "day_2",
        "day_7",
        "day_14",
        "day_40",
        "lenient",
        "complaint_from",
        "counting",
    ]


@pytest.mark.parametrize(
    ("received", "decided", "days"),
    [("2016-07-05", "2016-08-09", 25), ("2015-12-15", "2016-01-26", 28), ("2025-01-29", "2025-02-06", 6)],
)
def test_arbejdsdage_between(received, decided, days):
    """FOB 2016-45 took 25 arbejdsdage, Hørsholm 28, and the model case 6."""
    assert arbejdsdage_between(date.fromisoformat(received), date.fromisoformat(decided)) == days


def test_the_dates_are_attributes_too():
    """The four dates of the model case are read by name."""
    dates = deadlines(date(2025, 1, 29))
    assert (dates.day_2, dates.day_7) == (date(2025, 1, 31), date(2025, 2, 7))
    assert (dates.day_14, dates.day_40) == (date(2025, 2, 18), date(2025, 3, 26))


def test_skipped_days_carry_their_name():
    """Easter 2025 is skipped by name, and the weekend as weekend."""
    skipped = {row.date.isoformat(): row.skipped for row in deadlines(date(2025, 4, 16)).counting if row.skipped}
    assert skipped["2025-04-17"] == "skærtorsdag"
    assert skipped["2025-04-18"] == "langfredag"
    assert skipped["2025-04-19"] == "lørdag"
    assert skipped["2025-04-21"] == "anden påskedag"


def test_counting_is_unbroken_and_ends_on_day_40():
    """The shown days follow each other without a gap, and day 40 is the last."""
    rows = deadlines(date(2025, 12, 18)).counting
    assert [row.date.toordinal() - rows[0].date.toordinal() for row in rows] == list(range(len(rows)))
    assert [row.day for row in rows if row.day is not None] == list(range(41))


@pytest.mark.parametrize(
    ("day", "name"), [(date(2023, 5, 5), "store bededag"), (date(2024, 4, 26), None), (date(2025, 5, 16), None)]
)
def test_store_bededag_until_2023(day, name):
    """Store bededag is a helligdag in 2023 and an ordinary Friday from 2024."""
    assert not_an_arbejdsdag(day) == name


@pytest.mark.parametrize("day", [date(2026, 5, 1), date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31)])
def test_days_without_a_source_count(day):
    """1 May, 5 June, 24 and 31 December count strictly, and are skipped only in the lenient count."""
    assert not_an_arbejdsdag(day) is None
    assert not_an_arbejdsdag(day, lenient=True) is not None


@pytest.mark.parametrize("day", [date(2013, 12, 31), date(2099, 1, 1)])
def test_dates_the_act_or_the_calendar_does_not_cover(day):
    """Before 2014 another act applied, and from 2099 the calendar is not sure: no date is given."""
    with pytest.raises(DateOutOfRangeError):
        deadlines(day)


@pytest.mark.parametrize(
    ("complaint", "appeal"),
    [(date(2025, 1, 28), None), (date(2025, 3, 3), date(2025, 3, 2)), (None, date(2025, 1, 28))],
)
def test_dates_out_of_order(complaint, appeal):
    """A complaint cannot come before the request, nor the appeal before the complaint."""
    with pytest.raises(DatesOutOfOrderError):
        deadlines(date(2025, 1, 29), complaint, appeal)
