"""Notices scheduled for a future date, and notices entered after their date."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the schedule of a draft, the person who set it, and the reason for late entry."""
    op.add_column("notice", sa.Column("entered_afterwards", sa.String))
    op.add_column("notice", sa.Column("publish_at", sa.DateTime(timezone=True)))
    op.add_column("notice", sa.Column("scheduled_by", sa.String))
    op.create_check_constraint("ck_notice_schedule_whole", "notice", "(publish_at IS NULL) = (scheduled_by IS NULL)")
    op.create_index(
        "ix_notice_publish_at", "notice", ["publish_at"], postgresql_where=sa.text("publish_at IS NOT NULL")
    )
