"""Columns for the public pages: find a notice by number, and count the days left without reading its content."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the first counted day, and indexes on it and on the number."""
    op.add_column("notice", sa.Column("window_first_counted_on", sa.Date))
    op.create_index("ix_notice_number", "notice", ["number"], unique=True)
    op.create_index(
        "ix_notice_window_first_counted_on",
        "notice",
        ["window_first_counted_on"],
        postgresql_where=sa.text("state = 'published'"),
    )
