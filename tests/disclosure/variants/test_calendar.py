"""Months and quarters are grouped by the calendar, however they are written."""

from __future__ import annotations

import pytest

from disclosure.request import Dimension
from disclosure.spec import request_from_spec
from disclosure.tabulate import tabulate_cells
from disclosure.variants.calendar import calendar_parents, period_of
from disclosure.variants.details import levels, with_bands
from disclosure.variants.search import search

MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]


def division(codes):
    """The levels of a dimension of these codes, finest first."""
    return [level.nodes for level in levels(with_bands(Dimension("periode", codes=tuple(codes))))]


@pytest.mark.parametrize(
    "written",
    ["2024-02", "2024M02", "2024 m02", "2024/02", "02-2024", "februar 2024", "Feb. 2024", "2024 februar"],
)
def test_a_month_is_known_however_it_is_written(written):
    """The second month of 2024, counted from the year 0."""
    assert (period_of(written).start, period_of(written).months) == (2024 * 12 + 1, 1)


@pytest.mark.parametrize("written", ["2024K3", "2024Q3", "2024-K3", "k3 2024", "3. kvartal 2024", "3. kvt. 2024"])
def test_a_quarter_is_known_however_it_is_written(written):
    """July to September."""
    assert (period_of(written).start, period_of(written).months) == (2024 * 12 + 6, 3)


@pytest.mark.parametrize("written", ["2024", "2024-13", "2024-00", "2024K5", "uge 3 2024", "18-24 år", "maj", ""])
def test_what_is_no_month_and_no_quarter_is_none(written):
    """Years, weeks, ages and months that there are not."""
    assert period_of(written) is None


def test_months_lie_in_quarters_half_years_and_years():
    """24 months of two years: 8 quarters, 4 half-years, 2 years, in their order."""
    found = division(MONTHS)
    assert [len(nodes) for nodes in found] == [24, 8, 4, 2]
    assert found[1][:2] == ("1. kvartal 2023", "2. kvartal 2023")
    assert found[2] == ("1. halvår 2023", "2. halvår 2023", "1. halvår 2024", "2. halvår 2024")
    assert found[3] == ("2023", "2024")


def test_a_single_year_is_the_total_and_no_level():
    """12 months: four quarters and two half-years."""
    assert [len(nodes) for nodes in division(MONTHS[12:])] == [12, 4, 2]


def test_quarters_lie_in_half_years_whatever_their_order():
    """The codes stand the other way round; the groups are those of the calendar."""
    parents = calendar_parents(["2024K4", "2024K3", "2024K2", "2024K1"])
    assert parents == {
        "2024K1": "1. halvår 2024",
        "2024K2": "1. halvår 2024",
        "2024K3": "2. halvår 2024",
        "2024K4": "2. halvår 2024",
    }


def test_a_period_that_is_not_all_there_is_called_by_its_first_and_last_code():
    """From February to August: no first quarter, and a third one that ends in August; no half-year is whole."""
    found = division(MONTHS[1:8])
    assert set(found[1]) == {"2023-02 til 2023-03", "2. kvartal 2023", "2023-07 til 2023-08"}
    assert set(found[2]) == {"2023-02 til 2023-06", "2023-07 til 2023-08"}


def test_a_month_alone_in_its_quarter_stands_for_itself_until_a_half_year_takes_it_in():
    """January to April, and July to September: April is alone in the second quarter."""
    found = division(MONTHS[:4] + MONTHS[6:9])
    assert set(found[1]) == {"1. kvartal 2023", "2023-04", "3. kvartal 2023"}
    assert set(found[2]) == {"2023-01 til 2023-04", "3. kvartal 2023"}


@pytest.mark.parametrize(
    "codes", [("2024-01", "2024M01"), ("2024-01", "2024K1"), ("2024-01", "2024-02", "ukendt"), ("2024-01", "2024-02")]
)
def test_codes_that_are_not_all_periods_of_one_size_are_not_grouped(codes):
    """The same month twice, months beside quarters, a code that is no period, and two months of one quarter."""
    assert calendar_parents(codes) == {}


def test_a_calendar_group_never_takes_a_name_that_is_in_use():
    """The total is called as the year is."""
    dimension = Dimension("periode", codes=tuple(MONTHS), total="2024")
    assert with_bands(dimension) == dimension


def test_the_search_offers_the_months_by_quarter():
    """Every month is small, no quarter is: the open table of quarters is among the best."""
    counts = dict(zip(MONTHS[:12], (1, 3, 2, 2, 2, 1, 3, 1, 1, 4, 2, 2), strict=True))
    request = request_from_spec({"dimensions": [{"name": "maaned", "codes": list(counts)}]})
    columns = {"maaned": list(counts), "count": [str(count) for count in counts.values()]}
    found = search(request, lambda wanted: tabulate_cells(wanted, columns))
    (quarters,) = [one for one in found.best if one.variant.words.startswith("maaned i 4") and not one.variant.base]
    assert quarters.made.n_suppressed == 0
    assert "1. kvartal 2023" in quarters.variant.words
