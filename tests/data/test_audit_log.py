"""The event log is a chain that can be followed, and the database refuses to rewrite it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from data.audit_log import FIRST_HASH, Act, append, check_log, events, log_head
from data.errors import LogBroken
from data.session import reading, writing
from tests.data.conftest import NOON

FIELDS = "at, actor, action, case_id, payload"


@pytest.fixture
def three(engine):
    """A log of three entries."""
    with writing(engine) as session:
        for number in (1, 2, 3):
            append(session, NOON, Act("a", "counted", None, {"number": number}))
    return engine


def test_an_empty_log_is_whole(engine):
    """A new database has a log of length 0 that ends with sixty-four zeros."""
    with reading(engine) as session:
        head = check_log(session)
    assert (head.length, head.hash) == (0, "0" * 64)


def test_every_entry_names_the_one_before(three):
    """Entry 1 follows the zeros, 2 follows 1 and 3 follows 2; the head is the last."""
    with reading(three) as session:
        told = events(session)
        assert [event.sequence for event in told] == [1, 2, 3]
        assert [event.previous_hash for event in told] == [FIRST_HASH, told[0].hash, told[1].hash]
        assert check_log(session) == log_head(session)
        assert log_head(session).hash == told[2].hash


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET actor = 'b' WHERE sequence = 2",
        "DELETE FROM audit_events WHERE sequence = 3",
        "INSERT OR REPLACE INTO audit_events SELECT * FROM audit_events WHERE sequence = 2",
        "INSERT OR REPLACE INTO audit_events SELECT * FROM audit_events WHERE sequence = 3",
        f"INSERT INTO audit_events SELECT 4, {FIELDS}, previous_hash, hash FROM audit_events WHERE sequence = 3",
        f"INSERT INTO audit_events SELECT 5, {FIELDS}, hash, hash FROM audit_events WHERE sequence = 3",
    ],
)
def test_the_database_refuses_to_rewrite_the_log(three, statement):
    """Changing, removing, overwriting, forking or skipping an entry is refused, and the log stays whole."""
    with pytest.raises(IntegrityError, match="audit_events"), three.begin() as connection:
        connection.execute(text(statement))
    with reading(three) as session:
        assert check_log(session).length == 3


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit_events SET payload = '{}' WHERE sequence = 2", 2),
        ("UPDATE audit_events SET actor = 'b' WHERE sequence = 1", 1),
        ("UPDATE audit_events SET case_id = '2025-0001' WHERE sequence = 3", 3),
        ("DELETE FROM audit_events WHERE sequence = 2", 3),
        ("DELETE FROM audit_events WHERE sequence = 1", 2),
    ],
)
def test_what_is_done_around_the_triggers_is_found(three, statement, broken):
    """With the triggers taken away, a changed or missing entry is named by the first number that does not follow."""
    with three.begin() as connection:
        for trigger in ("no_update", "no_delete"):
            connection.execute(text(f"DROP TRIGGER audit_events_{trigger}"))
        connection.execute(text(statement))
    with reading(three) as session, pytest.raises(LogBroken, match=f"nr. {broken};"):
        check_log(session)


def test_a_log_cut_off_at_the_end_has_another_head(three):
    """Taking the last entry away leaves a whole chain, but not the head that was noted elsewhere."""
    with reading(three) as session:
        noted = log_head(session)
    with three.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_events_no_delete"))
        connection.execute(text("DELETE FROM audit_events WHERE sequence = 3"))
    with reading(three) as session:
        assert check_log(session).length == 2
        assert check_log(session) != noted


def test_the_same_instant_in_two_time_zones_is_the_same_entry(engine):
    """13:00 in Denmark in winter is kept as 12:00 UTC, and the chain still holds when it is read back."""
    danish = datetime(2025, 1, 29, 13, 0, tzinfo=timezone(timedelta(hours=1)))
    with writing(engine) as session:
        append(session, danish, Act("a", "b", None, {}))
    with reading(engine) as session:
        assert events(session)[0].at == datetime(2025, 1, 29, 12, 0, tzinfo=UTC)
        assert check_log(session).length == 1


def test_an_instant_without_a_time_zone_is_refused(engine):
    """12:00 without saying where is not stored."""
    with pytest.raises((ValueError, StatementError)), writing(engine) as session:
        append(session, datetime(2025, 1, 29, 12, 0), Act("a", "b", None, {}))  # noqa: DTZ001 - the naive instant is the case
