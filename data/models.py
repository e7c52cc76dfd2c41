"""The tables of the database. repositories.py alone writes them; no row holds a record of a register.

Instants are aware datetimes, stored as UTC text in ISO 8601 (`Instant`), so that they read the same on every machine.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Column, Dialect, ForeignKeyConstraint, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as text in UTC with microseconds; a naive one is refused."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To text."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone says nothing")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """From text."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class CaseRow(SQLModel, table=True):
    """One request for access and where it stands.

    `case_id` is year and running number ("2025-0001"); `sequence` is the number alone, unique within `year`.
    """

    __tablename__ = "cases"
    __table_args__ = (UniqueConstraint("year", "sequence"),)

    case_id: str = Field(primary_key=True)
    year: int
    sequence: int
    received: date
    request_text: str = Field(sa_column=Column(Text, nullable=False))
    wanted_format: str
    register_id: str
    status: str
    created_at: datetime = Field(sa_type=Instant)


class PartRow(SQLModel, table=True):
    """One part of the wording of a request, in the order of the wording."""

    __tablename__ = "request_parts"

    case_id: str = Field(primary_key=True, foreign_key="cases.case_id")
    part_id: str = Field(primary_key=True)
    position: int
    wording: str = Field(sa_column=Column(Text, nullable=False))


class TableRequestRow(SQLModel, table=True):
    """One table asked for in a part of a case: the SPEC as JSON text, never the table's figures."""

    __tablename__ = "table_requests"
    __table_args__ = (ForeignKeyConstraint(["case_id", "part_id"], ["request_parts.case_id", "request_parts.part_id"]),)

    case_id: str = Field(primary_key=True, foreign_key="cases.case_id")
    table_id: str = Field(primary_key=True)
    part_id: str
    spec: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_type=Instant)


class DecisionRow(SQLModel, table=True):
    """One decision of a case; a new one gets the next version, and no old one is changed."""

    __tablename__ = "decisions"

    case_id: str = Field(primary_key=True, foreign_key="cases.case_id")
    version: int = Field(primary_key=True)
    decided_on: date
    facts: str = Field(sa_column=Column(Text, nullable=False))
    assessment: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_type=Instant)


class DocumentRow(SQLModel, table=True):
    """One file of a case as it was made; a new one of the same name gets the next version."""

    __tablename__ = "documents"

    case_id: str = Field(primary_key=True, foreign_key="cases.case_id")
    name: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    media_type: str
    sha256: str
    size: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = Field(sa_type=Instant)


class ReleaseRow(SQLModel, table=True):
    """One table of a register that was given or is public, see ledger.py: its text says what, the log has its hash."""

    __tablename__ = "releases"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    register_id: str = Field(index=True)
    text: str = Field(sa_column=Column(Text, nullable=False))
    sha256: str


class EventRow(SQLModel, table=True):
    """One entry of the event log, see audit_log.py; the database refuses to change or remove it."""

    __tablename__ = "audit_events"

    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=Instant)
    actor: str
    action: str
    case_id: str | None = Field(default=None, index=True)
    payload: str = Field(sa_column=Column(Text, nullable=False))
    previous_hash: str
    hash: str
