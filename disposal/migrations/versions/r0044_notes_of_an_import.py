"""Versions of a list keep what was told of their file: rows that are no entries, hidden rows and columns (导入说明)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    """Add the notes; of versions imported before nothing is known."""
    op.add_column("list_version", sa.Column("notes", JSONB, nullable=False, server_default="[]"))
    op.alter_column("list_version", "notes", server_default=None)
