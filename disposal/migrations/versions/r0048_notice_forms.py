"""The form of a notice is kept as typed until it is stored; a project keeps the day of its next notice."""

import sqlalchemy as sa
from alembic import op

from disposal.migrations import triggers

revision = "0048"
down_revision = "0047"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the day of the next notice, and create the table of drafts."""
    op.add_column("disposal_project", sa.Column("intended_on", sa.Date))
    op.create_table(
        "notice_form_draft",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column("owner_id", sa.Uuid),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("saved_at", _INSTANT, nullable=False),
        sa.Column("closed_at", _INSTANT),
        sa.ForeignKeyConstraint(["project_id"], ["disposal_project.id"], name="fk_notice_form_draft_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice_form_draft"),
    )
    op.create_index(
        "ix_notice_form_draft_project_owner",
        "notice_form_draft",
        ["project_id", "owner_id"],
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    triggers.require_audit("notice_form_draft")
