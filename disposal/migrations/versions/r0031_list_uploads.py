"""Sheets of restricted lists that wait for confirmation, encrypted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "list_upload",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("restricted_list_id", sa.Uuid, nullable=False),
        sa.Column("file_name", sa.String, nullable=False),
        sa.Column("file_sha256", sa.String, nullable=False),
        sa.Column("file_size", sa.Integer, nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("staged_by", sa.String, nullable=False),
        sa.CheckConstraint("length(file_sha256) = 64", name="ck_list_upload_file_sha256_whole"),
        sa.ForeignKeyConstraint(
            ["restricted_list_id"], ["restricted_list.id"], name="fk_list_upload_restricted_list_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_list_upload"),
    )
    op.create_index("ix_list_upload_restricted_list_id", "list_upload", ["restricted_list_id"])
    triggers.require_audit("list_upload")
