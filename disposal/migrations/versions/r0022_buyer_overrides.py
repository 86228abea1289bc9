"""A second person may confirm the buyer of a result notice that seems to be barred."""

import sqlalchemy as sa
from alembic import op

from disposal.migrations import triggers

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Create the table of confirmed buyers, whose rows are only ever added."""
    op.create_table(
        "buyer_override",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_id", sa.Uuid, nullable=False),
        sa.Column("buyer", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("decided_by", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_buyer_override_notice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_buyer_override"),
    )
    op.create_index("ix_buyer_override_notice_id", "buyer_override", ["notice_id"])
    triggers.append_only("buyer_override")
    triggers.require_audit("buyer_override")
