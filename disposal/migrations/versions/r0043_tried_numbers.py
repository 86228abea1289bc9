"""Tried numbers are counted in the database; repeatable answers say which rights they took; papers may be unstated."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0043"
down_revision = "0042"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table, which changes without audit entries. Answers kept without their rights are dropped.

    That no paper of a claim is missing stays where it was said that they are originals or copies.
    """
    op.create_table(
        "tried_number",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("number_digest", sa.String, nullable=False),
        sa.Column("mask_digest", sa.String, nullable=False),
        sa.Column("is_searched", sa.Boolean, nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tried_number"),
        sa.UniqueConstraint(
            "account_id", "number_digest", "is_searched", name="uq_tried_number_account_id_number_digest_is_searched"
        ),
    )
    op.create_index("ix_tried_number_at", "tried_number", ["at"])
    for column in ("mask_digest", "is_searched"):
        op.create_index(f"ix_tried_number_account_id_{column}", "tried_number", ["account_id", column])
    op.execute("DELETE FROM idempotent_answer")
    op.add_column("idempotent_answer", sa.Column("verbs", JSONB, nullable=False))
    op.add_column("idempotent_answer", sa.Column("issuer_ids", JSONB, nullable=False))
    op.alter_column("claim", "has_missing_documents", nullable=True)
    op.execute("ALTER TABLE claim DISABLE TRIGGER require_audit")
    op.execute(
        "UPDATE claim SET has_missing_documents = NULL "
        "WHERE NOT has_missing_documents AND are_documents_originals IS NULL"
    )
    op.execute("ALTER TABLE claim ENABLE TRIGGER require_audit")
