"""The audit trail, and the triggers that protect it and the audited tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the table, and the functions for the triggers of later tables."""
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column(
            "transaction_id",
            sa.BigInteger,
            server_default=sa.text("((pg_current_xact_id())::text)::bigint"),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("subject_type", sa.String, nullable=False),
        sa.Column("subject_id", sa.Uuid, nullable=False),
        sa.Column("before", JSONB),
        sa.Column("after", JSONB),
        sa.Column("reason", sa.String),
        sa.Column("sha256", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
        sa.CheckConstraint("btrim(actor) <> ''", name="ck_audit_entry_actor_named"),
    )
    op.create_index("ix_audit_entry_subject_id_transaction_id", "audit_entry", ["subject_id", "transaction_id"])
    op.create_index("ix_audit_entry_transaction_id_id", "audit_entry", ["transaction_id", "id"])
    triggers.create_functions()
    triggers.append_only("audit_entry")
