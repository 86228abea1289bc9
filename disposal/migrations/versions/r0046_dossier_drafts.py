"""Dossiers are kept as typed (申报草稿), encrypted, until they are entered or put aside."""

import sqlalchemy as sa
from alembic import op

from disposal.migrations import triggers

revision = "0046"
down_revision = "0045"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "dossier_draft",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("owner_id", sa.Uuid),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("title", sa.String),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("saved_at", _INSTANT, nullable=False),
        sa.Column("closed_at", _INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_dossier_draft"),
    )
    op.create_index(
        "ix_dossier_draft_owner_saved",
        "dossier_draft",
        ["owner_id", sa.text("saved_at DESC")],
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    triggers.require_audit("dossier_draft")
