"""The event log: every change of state, chained by hashes so that no entry can be changed or taken out unseen.

An entry's hash covers the hash before it and every field of its own. The database itself refuses to update,
delete or overwrite an entry (triggers, see the migrations); `check_log` finds what was done around the database.
Entries cut off at the end leave no gap: compare `LogHead` with one kept elsewhere.

The payload says what was changed by name, number and hash. It never holds the wording of a request, the content
of a document or a figure of a table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from data.chain import FIRST_HASH, Link, first_broken, link_hash
from data.errors import LogBroken
from data.models import EventRow


@dataclass(frozen=True, slots=True)
class Event:
    """One entry.

    Attributes
    ----------
    sequence : 1, 2, 3 … without a gap.
    at : when.
    actor : the role or account that did it.
    action : what was done, for example "case_created".
    case_id : the case it was done to, or None.
    payload : JSON object as text, keys sorted.
    previous_hash, hash : the chain, SHA-256 in hexadecimal.
    """

    sequence: int
    at: datetime
    actor: str
    action: str
    case_id: str | None
    payload: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class LogHead:
    """How long the log is and the hash it ends with; two logs with the same head are the same."""

    length: int
    hash: str


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what to which case, and what identifies the result; the log adds when and the chain."""

    actor: str
    action: str
    case_id: str | None
    payload: Mapping[str, str | int]


def append(session: Session, at: datetime, act: Act) -> None:
    """Add an entry to the session's transaction; it stands or falls with the change it tells of."""
    head = log_head(session)
    row = EventRow(
        sequence=head.length + 1,
        at=at,
        actor=act.actor,
        action=act.action,
        case_id=act.case_id,
        payload=json.dumps(act.payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        previous_hash=head.hash,
        hash="",
    )
    row.hash = link_hash(row.sequence, covered(row), row.previous_hash)
    session.add(row)
    session.flush()


def log_head(session: Session) -> LogHead:
    """The log's end as the session sees it."""
    last = session.exec(select(EventRow).order_by(col(EventRow.sequence).desc()).limit(1)).first()
    return LogHead(0, FIRST_HASH) if last is None else LogHead(last.sequence, last.hash)


def events(session: Session, case_id: str | None = None) -> tuple[Event, ...]:
    """All entries in order, or those of one case."""
    query = select(EventRow).order_by(col(EventRow.sequence))
    if case_id is not None:
        query = query.where(EventRow.case_id == case_id)
    return tuple(Event(**row.model_dump()) for row in session.exec(query))


def check_log(session: Session) -> LogHead:
    """Follow the chain from the first entry.

    Raises
    ------
    LogBroken : with the number of the first entry that does not follow from the one before it.
    """
    rows = session.exec(select(EventRow).order_by(col(EventRow.sequence)))
    broken = first_broken(Link(row.sequence, covered(row), row.previous_hash, row.hash) for row in rows)
    if broken is not None:
        raise LogBroken(f"Hændelsesloggen er brudt ved hændelse nr. {broken}; hent den fra en sikkerhedskopi.")
    return log_head(session)


def covered(row: EventRow | Event) -> tuple[str | None, ...]:
    """The fields that an entry's hash covers beside its number and the hash before it."""
    return (row.at.astimezone(UTC).isoformat(timespec="microseconds"), row.actor, row.action, row.case_id, row.payload)
