"""The first tables, and the triggers that make the event log, the decisions and the documents append-only.

Revision ID: 0001
Revises:

The triggers on insert are there because INSERT OR REPLACE removes a row without a delete trigger. A later migration
that rebuilds one of these tables (batch mode) must make its triggers again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.migrations.append_only import append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.String(32)
KEYS = {
    "audit_events": ("sequence",),
    "decisions": ("case_id", "version"),
    "documents": ("case_id", "name", "version"),
}
"""The append-only tables and their keys."""
CHAIN = """
CREATE TRIGGER audit_events_chain BEFORE INSERT ON audit_events
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM audit_events)
  OR NEW.previous_hash IS NOT coalesce((SELECT hash FROM audit_events ORDER BY sequence DESC LIMIT 1), '{zeros}')
BEGIN SELECT RAISE(ABORT, 'audit_events: not the next link of the chain'); END
""".format(zeros="0" * 64)


def upgrade() -> None:
    _cases()
    _contents()
    _log()
    for table, key in KEYS.items():
        append_only(table, key)
    op.execute(CHAIN)


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("case_id", sa.String(), primary_key=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("request_text", sa.Text(), nullable=False),
        sa.Column("wanted_format", sa.String(), nullable=False),
        sa.Column("register_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.UniqueConstraint("year", "sequence"),
    )
    op.create_table(
        "request_parts",
        sa.Column("case_id", sa.String(), sa.ForeignKey("cases.case_id"), primary_key=True),
        sa.Column("part_id", sa.String(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
    )


def _contents() -> None:
    op.create_table(
        "table_requests",
        sa.Column("case_id", sa.String(), sa.ForeignKey("cases.case_id"), primary_key=True),
        sa.Column("table_id", sa.String(), primary_key=True),
        sa.Column("part_id", sa.String(), nullable=False),
        sa.Column("spec", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["case_id", "part_id"], ["request_parts.case_id", "request_parts.part_id"]),
    )
    op.create_table(
        "decisions",
        sa.Column("case_id", sa.String(), sa.ForeignKey("cases.case_id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("case_id", sa.String(), sa.ForeignKey("cases.case_id"), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
    )


def _log() -> None:
    op.create_table(
        "audit_events",
        sa.Column("sequence", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
    )
    op.create_index("ix_audit_events_case_id", "audit_events", ["case_id"])


def downgrade() -> None:
    raise NotImplementedError("the event log is never taken down")
