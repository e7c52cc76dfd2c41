"""A database is opened, brought up to date, or refused with a sentence."""

from __future__ import annotations

import sqlite3
import stat

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from data.errors import DatabaseUnusable
from data.session import MIGRATIONS, open_database


def test_the_migrations_make_exactly_the_tables_of_the_models(engine):
    """Comparing a migrated database with the models finds no difference."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_a_database_is_opened_again_without_harm(url):
    """The second opening finds the tables there and leaves them."""
    open_database(url).dispose()
    engine = open_database(url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["0002"]
    engine.dispose()


def test_writes_go_to_a_log_and_references_are_held(engine):
    """The file is in WAL mode, and a document of a case that is not there is refused."""
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), engine.begin() as connection:
        connection.execute(text("INSERT INTO request_parts VALUES ('2025-0001', 'a', 0, 'x')"))


def test_only_the_owner_can_read_the_file(engine, tmp_path):
    """The new database file and its log have rights for their owner alone."""
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        for file in tmp_path.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://localhost/sager", "Kun SQLite i en fil"),
        ("sqlite://", "Kun SQLite i en fil"),
        ("sqlite:///:memory:", "Kun SQLite i en fil"),
        ("ikke en adresse", "kan ikke læses"),
        ("sqlite:///{folder}/findes/ikke/a.sqlite", "Mappen til databasen findes ikke"),
        ("sqlite:///{folder}", "kan ikke åbnes"),
        ("sqlite:///{folder}/" + "a" * 300, "kan ikke skrives"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(tmp_path, address, words):
    """Another kind of database, memory only, no address, a missing folder, a folder itself, a name too long."""
    with pytest.raises(DatabaseUnusable, match=words):
        open_database(address.format(folder=tmp_path))


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    """A text file is not opened as a database, and its text is still there."""
    file = tmp_path / "noter.txt"
    file.write_text("Dette er ikke en database. " * 50, encoding="utf-8")
    with pytest.raises(DatabaseUnusable, match="ikke en SQLite-database"):
        open_database(f"sqlite:///{file}")
    assert file.read_text(encoding="utf-8").startswith("Dette er ikke en database.")


def test_a_database_of_a_newer_program_is_refused(url, tmp_path):
    """A version that this program does not know stops the opening."""
    open_database(url).dispose()
    with sqlite3.connect(tmp_path / "kept.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseUnusable, match="nyere udgave"):
        open_database(url)


def test_the_migrations_also_run_from_their_own_settings(tmp_path):
    """Run by alembic's own command, they make the same event log."""
    config = Config(str(MIGRATIONS / "alembic.ini"))
    config.set_main_option("sqlalchemy.url", f"sqlite:///{tmp_path / 'own.sqlite'}")
    command.upgrade(config, "head")
    with sqlite3.connect(tmp_path / "own.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM audit_events").fetchone() == (0,)


def test_new_migrations_import_the_models_own_types():
    """The template of migrations imports sqlmodel, whose types a generated migration names."""
    assert "\nimport sqlmodel\n" in (MIGRATIONS / "script.py.mako").read_text(encoding="utf-8")
