"""The demo register agrees with every published figure, is made anew byte for byte, and says that it is synthetic."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace

import pytest

from data.records import read_records
from data.registers import BUILT_IN, open_register
from data.synthetic.assumptions import read_assumptions
from data.synthetic.sikkerhedskonsulenter import ASSUMPTIONS, synthetic_csv
from disclosure.request import TableRequest, TableShape
from disclosure.tabulate import tabulate_records

CASE = BUILT_IN.parent / "cases" / "koebenhavn-2025"
UNDER_18 = {"0-11 år", "12-14 år", "15-17 år"}
ADULT = {"18-24 år", "25-39 år", "40 år og derover"}


@pytest.fixture(scope="module")
def register():
    return open_register("sikkerhedskonsulenter")


@pytest.fixture(scope="module")
def of_2024(register):
    return read_records(register).where("aar", ["2024"])


def published(file, column):
    with (CASE / file).open(encoding="utf-8", newline="") as text:
        return [row[column] for row in csv.DictReader(text)]


def rows(records):
    """One dictionary per enquiry, its reasons as a set."""
    names = tuple(records.columns)
    found = (dict(zip(names, values, strict=True)) for values in zip(*records.columns.values(), strict=True))
    return [{**row, "aarsag": {code for code in row["aarsag"].split("|") if code}} for row in found]


def test_the_same_seed_gives_the_same_bytes(register):
    """Making the register again gives the committed file."""
    assert synthetic_csv(read_assumptions(ASSUMPTIONS), register) == register.file.read_bytes()


def test_another_seed_gives_other_records_with_the_same_totals(register, tmp_path):
    """With seed 1 the file is another one, and the 2024 reasons still sum to 1,073 over 257 enquiries."""
    other = synthetic_csv(replace(read_assumptions(ASSUMPTIONS), seed=1), register)
    assert other != register.file.read_bytes()
    file = tmp_path / "other.csv"
    file.write_bytes(other)
    records = read_records(replace(register, file=file)).where("aar", ["2024"])
    assert len(records) == 257
    assert sum(len(row["aarsag"]) for row in rows(records)) == 1073


def test_the_reasons_of_2024_are_the_published_ones(register, of_2024):
    """257 enquiries; each of the 26 reasons as often as in the letter, in its order, 1,073 in all; none without."""
    names, counts = published("aarsager.csv", "aarsag"), [int(text) for text in published("aarsager.csv", "antal")]
    assert register.column("aarsag").codes == tuple(names)
    found = Counter(code for row in rows(of_2024) for code in row["aarsag"])
    assert [found[name] for name in names] == counts
    assert (len(of_2024), sum(counts), len(names)) == (257, 1073, 26)
    assert all(row["aarsag"] for row in rows(of_2024))


def test_the_municipalities_of_2024_are_the_named_ones(register, of_2024):
    """27 named municipalities have an enquiry, Gentofte and Halsnæs have none, and 29 are in the region."""
    named = set(published("kommuner.csv", "kommune"))
    region = set(register.column("kommune").codes) - {"Uden for Region Hovedstaden"}
    seen = set(of_2024.columns["kommune"])
    assert seen == named | {"Uden for Region Hovedstaden"}
    assert region - named == {"Gentofte", "Halsnæs"}
    assert (len(named), len(region)) == (27, 29)


def test_the_municipalities_are_as_uneven_as_real_ones(of_2024):
    """København has by far the most, six times the second, and at least five municipalities have one to four."""
    counts = [count for _, count in Counter(of_2024.columns["kommune"]).most_common()]
    assert counts[0] > 6 * counts[1]
    assert sum(1 <= count <= 4 for count in counts) >= 5


def test_reasons_that_name_an_age_or_a_sex_fit_the_person(register):
    """Children's journeys only under 18, adults' only from 18, pregnancy and genital mutilation only women, both years."""
    for row in rows(read_records(register)):
        text = " ".join(row["aarsag"])
        assert "børn under 18 år" not in text or row["aldersgruppe"] in UNDER_18
        assert "fra 18 år" not in text or row["aldersgruppe"] in ADULT
        assert not {"Graviditet"} & row["aarsag"] or row["koen"] == "Kvinde"
        assert "kønslemlæstelse" not in text or row["koen"] == "Kvinde"


def test_reasons_go_together_as_they_do_in_life(of_2024):
    """Who fears a forced marriage is also under social control more often than others are."""
    threatened = [row for row in rows(of_2024) if "Trusler om/bekymring for tvangsægteskab" in row["aarsag"]]
    together = sum("Negativ social kontrol" in row["aarsag"] for row in threatened)
    assert together / len(threatened) > 200 / 257


def test_both_years_are_there(register):
    """2023 has the 231 invented enquiries of the assumptions, and nothing is of another year."""
    assert Counter(read_records(register).columns["aar"]) == {"2023": 231, "2024": 257}


def test_it_says_that_it_is_synthetic(register):
    """The mark begins with the word, and what everybody may see about the database says it too."""
    assert register.synthetic
    assert register.mark.startswith("Syntetiske data:")
    assert "syntetisk" in register.title
    assert any("beregning" in text for text in register.databeskrivelse.basis)


def test_the_levels_of_a_municipality(register):
    """Tårnby is in Byen København and the region; Bornholm has no landsdel but the region; outside is itself."""
    column = register.column("kommune")
    assert [column.level(name).label_of("Tårnby") for name in ("kommune", "landsdel", "region", "omraade")] == [
        "Tårnby",
        "Byen København",
        "Region Hovedstaden",
        "Øvrige kommuner i Region Hovedstaden",
    ]
    assert column.level("landsdel").label_of("Bornholm") == "Bornholm"
    assert column.level("omraade").label_of("København") == "København"
    assert column.level("region").label_of("Uden for Region Hovedstaden") == "Uden for Region Hovedstaden"
    assert [len(group.codes) for group in column.level("landsdel").groups] == [13, 11, 4]


def test_a_hierarchy_climbs_from_municipality_through_landsdel_to_region(register):
    """Tårnby lies under Byen København, that under the region; Bornholm lies directly under the region."""
    parents = register.column("kommune").hierarchy("landsdel").parents
    assert parents["Tårnby"] == "Byen København"
    assert parents["Byen København"] == "Region Hovedstaden"
    assert parents["Bornholm"] == "Region Hovedstaden"
    assert "Uden for Region Hovedstaden" not in parents


def test_it_can_be_tabulated_as_it_is(register, of_2024):
    """Area by reason: 105 + 136 + 16 enquiries make 257, and a subject counts the enquiries with any of its reasons."""
    dimensions = (
        register.column("kommune").dimension(["omraade"]),
        register.column("aarsag").dimension(["emne"]),
    )
    request = TableRequest(dimensions, (TableShape(("kommune", "aarsag")),), "antal")
    table = tabulate_records(request, of_2024.select(["kommune", "aarsag"]))
    place, subject = (nodes.index for nodes in table.system.nodes)
    areas = [
        place[name] for name in ("København", "Øvrige kommuner i Region Hovedstaden", "Uden for Region Hovedstaden")
    ]
    assert [int(table.counts[area, subject["I alt"]]) for area in areas] == [105, 136, 16]
    abroad = sum(
        any("udlandsophold" in code or "genopdragelses" in code for code in row["aarsag"]) for row in rows(of_2024)
    )
    assert int(table.counts[place["I alt"], subject["Udlandsophold"]]) == abroad
