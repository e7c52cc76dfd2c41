"""The ledger remembers every table, refuses to forget one, and can be checked without the program's database."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from data.errors import LedgerUnusable, LogBroken
from data.ledger import Ledger
from data.ledger_file import check_ledger
from data.public_figures import FOLDER, public_releases
from data.release import Release, release_from
from data.session import reading, writing

WOMEN = Release(
    register_id="prøve",
    origin="answer",
    title="Henvendelser fra kvinder",
    given=date(2025, 5, 3),
    unit="henvendelser",
    period="2024",
    population="alle",
    data_date=date(2025, 1, 15),
    where={"koen": ("Kvinde",)},
    labels={"kommune": {"Samsø": ("Samsø",), "Fyn": ("Odense", "Nyborg")}},
    cells={("Samsø",): None, ("Fyn",): 12, ("I alt",): 14},
    threshold=5,
    files={"udtraek.xlsx": "0" * 64},
)


@pytest.fixture
def two(engine, clock):
    """A ledger of two tables of one register and one of another."""
    with writing(engine) as session:
        ledger = Ledger(session, clock, "a")
        assert [ledger.add(WOMEN), ledger.add(WOMEN)] == [1, 2]
        ledger.add(public_releases(FOLDER / "siri-2024.yaml")[0])
    return engine


def exported(engine, clock):
    with reading(engine) as session:
        return Ledger(session, clock, "a").exported()


def test_what_is_remembered_is_read_back_as_it_was(two, clock):
    """Cells, their order and what is suppressed; each register has its own."""
    with reading(two) as session:
        ledger = Ledger(session, clock, "a")
        assert ledger.releases("prøve") == (WOMEN, WOMEN)
        assert list(ledger.releases("prøve")[0].cells) == [("Samsø",), ("Fyn",), ("I alt",)]
        assert (ledger.count("prøve"), ledger.count("andet")) == (2, 0)


def test_a_text_of_another_format_is_refused():
    """A later format is not read as this one."""
    with pytest.raises(LedgerUnusable):
        release_from(WOMEN.text().replace("release/1", "release/2"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE releases SET text = '{}'",
        "DELETE FROM releases",
        "INSERT OR REPLACE INTO releases SELECT * FROM releases",
    ],
)
def test_the_database_refuses_to_rewrite_it(two, statement):
    """Changing, removing and overwriting."""
    with pytest.raises(IntegrityError, match="never changed"), two.begin() as connection:
        connection.execute(text(statement))


def test_a_figure_changed_around_the_database_stops_every_answer(two, clock):
    """The hash in the log is another: nothing is answered on such a ledger."""
    with two.begin() as connection:
        connection.execute(text("DROP TRIGGER releases_no_update"))
        connection.execute(text("UPDATE releases SET text = replace(text, '12', '13') WHERE number = 1"))
    with reading(two) as session, pytest.raises(LogBroken, match=r"Tabel nr\. 1"):
        Ledger(session, clock, "a").releases("prøve")


def changed(whole, change):
    content = json.loads(whole)
    change(content)
    return json.dumps(content)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda c: c["releases"].pop(), "3 tabeller, men der er 2"),
        (lambda c: c["releases"].reverse(), "Tabel nr. 1"),
        (lambda c: c["events"].pop(0), "brudt ved hændelse nr. 2"),
        (lambda c: c["events"][1].update(actor="b"), "brudt ved hændelse nr. 2"),
        (lambda c: c.update(format="ledger/2"), "ledger/1"),
        (lambda c: c.pop("events"), "beskadiget"),
    ],
)
def test_an_exported_ledger_is_checked_alone(two, clock, change, word):
    """Whole as it is; a table gone, moved, an event gone or changed, another format: each is told."""
    whole = exported(two, clock)
    assert check_ledger(whole) == []
    assert word in check_ledger(changed(whole, change))[0]


def test_the_public_figures_say_what_they_count():
    """259 from the region in 2024, another population than the register's, with the difference in words."""
    region = public_releases(FOLDER / "siri-2024.yaml")[0]
    assert region.cells[("Region Hovedstaden",)] == 259
    assert region.cells[("I alt",)] == 827
    assert not region.same_population
    assert "kan ikke trækkes fra hinanden" in region.difference
    assert len(region.labels["kommune"]["Region Hovedstaden"]) == 29
    assert region.labels["kommune"]["Region Sjælland"] == ()


@pytest.mark.parametrize(
    ("wrong", "word"),
    [("register: [", "kan ikke læses"), ("register: x\nfarve: rød\n", "farve"), ("", "kan ikke læses")],
)
def test_a_file_of_public_figures_that_cannot_be_read_is_refused(tmp_path, wrong, word):
    """Broken YAML, an unknown field, an empty file."""
    file = tmp_path / "tal.yaml"
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(LedgerUnusable, match=word):
        public_releases(file)
