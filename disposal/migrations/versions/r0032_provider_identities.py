"""Identities of the company's identity provider, linked to accounts; answers of the provider that were taken."""

import sqlalchemy as sa
from alembic import op

from disposal.migrations import triggers

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Create the tables, and the column of a link that waits for a second administrator."""
    op.create_table(
        "provider_identity",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("issuer", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_provider_identity_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_provider_identity"),
        sa.UniqueConstraint("account_id", name="uq_provider_identity_account_id"),
        sa.UniqueConstraint("issuer", "subject", name="uq_provider_identity_issuer_subject"),
    )
    triggers.require_audit("provider_identity")
    op.create_table(
        "provider_answer",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_sha256", sa.String, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_provider_answer"),
        sa.UniqueConstraint("request_sha256", name="uq_provider_answer_request_sha256"),
    )
    op.add_column("account_request", sa.Column("subject", sa.String))
