"""Triggers that make a table append-only; the migrations use them."""

from __future__ import annotations

from alembic import op


def append_only(table: str, key: tuple[str, ...]) -> None:
    """Refuse to change, remove or overwrite a row of `table`."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: rows are never changed'); END"
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - the names are the migrations' own
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}")
