"""The release ledger: every table of a register that was given or is public; append-only.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from data.migrations.append_only import append_only

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "releases",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("register_id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
    )
    op.create_index("ix_releases_register_id", "releases", ["register_id"])
    append_only("releases", ("number",))


def downgrade() -> None:
    raise NotImplementedError("what was given is never forgotten")
