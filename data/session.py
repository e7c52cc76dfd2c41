"""Opening the database and the two ways to use it: `reading` and `writing`.

SQLite in WAL mode; every connection enforces foreign keys. `open_database` brings the tables up to date with the
migrations, so a database of an older version of the program is carried along and a newer one is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import SQLITE_BUSY, OperationalError
from sqlite3 import Connection as SqliteConnection
from sqlite3 import DatabaseError as SqliteError
from time import monotonic, sleep

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlmodel import Session

from data.errors import DatabaseUnusable, NotAllowed
from data.models import EventRow

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_MILLISECONDS = 5_000
BUSY_PAUSE = 0.02
"""Seconds between two tries to turn on the write-ahead log."""
WRITES = "writes"


def open_database(url: str) -> Engine:
    """Open the database at `url` (`sqlite:///file`) and bring its tables up to date.

    Raises
    ------
    DatabaseUnusable : not an SQLite address, a folder that is not there, a file that is no database, or a database
        made by a newer version of the program.
    """
    engine = create_engine(_checked(url))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        _use_wal(engine)
        with engine.execution_options(**{WRITES: True}).begin() as connection:
            _migrate(connection)
    except CommandError as error:
        raise DatabaseUnusable("Databasen er lavet af en nyere udgave af programmet; brug den udgave.") from error
    except (DatabaseError, SqliteError) as error:
        raise DatabaseUnusable(
            "Databasefilen kan ikke åbnes eller er ikke en SQLite-database; vælg en anden."
        ) from error
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the database throughout; nothing it changes is kept."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session whose changes are all kept when the block ends, or none of them when it fails.

    One writer at a time: the lock is taken at the beginning, so what was read still holds when it is written.

    Raises
    ------
    NotAllowed : a change without an event, or a text with half a character (a lone surrogate).
    """
    with Session(engine.execution_options(**{WRITES: True})) as session:
        event.listen(session, "after_flush", _note_changes)
        event.listen(session, "before_commit", _refuse_silent_change)
        try:
            with session.begin():
                yield session
        except UnicodeEncodeError:
            raise NotAllowed(
                "Teksten har et halvt tegn, der ikke findes i UTF-8, og kan ikke gemmes; ret den."
            ) from None


def _note_changes(session: Session, _context: object) -> None:
    """Remember whether the transaction has changed rows, and whether it has told the event log."""
    for row in (*session.new, *session.dirty, *session.deleted):
        session.info["told" if isinstance(row, EventRow) else "changed"] = True


def _refuse_silent_change(session: Session) -> None:
    """No change of state without an event in the same transaction."""
    session.flush()
    if session.info.get("changed") and not session.info.get("told"):
        raise NotAllowed("En ændring uden en hændelse i loggen kan ikke gemmes.")


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnusable("Databasens adresse kan ikke læses; skriv den som sqlite:///fil.sqlite.") from error
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        raise DatabaseUnusable("Kun SQLite i en fil understøttes; skriv adressen som sqlite:///fil.sqlite.")
    file = Path(str(parsed.database))
    if not file.parent.is_dir():
        raise DatabaseUnusable(f"Mappen til databasen findes ikke: {file.parent}; lav den først.")
    _make_private(file)
    return parsed


def _make_private(file: Path) -> None:
    """Create the file readable by its owner only; SQLite gives its side files the same rights."""
    try:
        file.touch(mode=0o600)
    except OSError as error:
        raise DatabaseUnusable(f"Databasefilen kan ikke skrives: {file.name}; se efter rettighederne.") from error


def _prepare(connection: SqliteConnection, _record: object) -> None:
    """Set up one connection; transactions are begun by `_begin` and not by the driver."""
    connection.isolation_level = None
    for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _use_wal(engine: Engine) -> None:
    """Turn on the write-ahead log, which the file remembers.

    SQLite does not wait when two turn it on in the same new file at once: one is told that the file is locked. So the
    waiting is done here.
    """
    deadline = monotonic() + BUSY_MILLISECONDS / 1000
    while not _turn_on_wal(engine, last_try=monotonic() > deadline):
        sleep(BUSY_PAUSE)


def _turn_on_wal(engine: Engine, *, last_try: bool) -> bool:
    try:
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA journal_mode=WAL")
    except OperationalError as error:
        if error.sqlite_errorcode != SQLITE_BUSY or last_try:
            raise
        return False
    return True


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(connection: Connection) -> None:
    config = Config(str(MIGRATIONS / "alembic.ini"))
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
