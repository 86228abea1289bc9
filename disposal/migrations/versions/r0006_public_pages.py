"""What the public pages ask of notices: found by number alone, days left told without reading the content."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the first day that counts, and find notices by it and by their number."""
    op.add_column("notice", sa.Column("window_first_counted_on", sa.Date))
    op.create_index("ix_notice_number", "notice", ["number"], unique=True)
    op.create_index(
        "ix_notice_window_first_counted_on",
        "notice",
        ["window_first_counted_on"],
        postgresql_where=sa.text("state = 'published'"),
    )
