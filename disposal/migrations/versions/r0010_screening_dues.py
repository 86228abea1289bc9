"""Pending re-screenings of bidders, and the list entries matched by the newest screening."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the table of pending re-screenings; add the matched entries to watched parties."""
    op.create_table(
        "screening_due",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bidder_id", sa.Uuid, nullable=False),
        sa.Column("zh", sa.String, nullable=False),
        sa.Column("en", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["bidder_id"], ["bidder.id"], name="fk_screening_due_bidder_id"),
        sa.PrimaryKeyConstraint("id", name="pk_screening_due"),
        sa.UniqueConstraint("bidder_id", "zh", name="uq_screening_due_bidder_id_zh"),
    )
    triggers.require_audit("screening_due", subject="bidder_id")
    op.add_column("watched_party", sa.Column("met_entries", JSONB, nullable=False, server_default="[]"))
    op.alter_column("watched_party", "met_entries", server_default=None)
    op.create_index(
        "ix_watched_party_met", "watched_party", ["bidder_id"], postgresql_where=sa.text("met_entries <> '[]'::jsonb")
    )
