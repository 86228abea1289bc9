"""Notices to holders of a right of first refusal; due dates, demands on guarantors, and personal loans."""

import sqlalchemy as sa
from alembic import op

from disposal.migrations import triggers

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Create the table of notices and add the columns; of claims and guarantees entered before, nothing was stated."""
    op.create_table(
        "preemption_notice",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("region", sa.String, nullable=False),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("answered_on", sa.Date),
        sa.Column("answer", sa.String(40)),
        sa.Column("evidence", sa.String),
        sa.CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="ck_preemption_notice_answer_is_whole"),
        sa.CheckConstraint("answered_on >= sent_on", name="ck_preemption_notice_answered_after_sent"),
        sa.ForeignKeyConstraint(["project_id"], ["disposal_project.id"], name="fk_preemption_notice_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_preemption_notice"),
        sa.UniqueConstraint("project_id", "holder", "sent_on", name="uq_preemption_notice_project_id_holder_sent_on"),
    )
    triggers.require_audit("preemption_notice")
    op.add_column("claim", sa.Column("due_on", sa.Date))
    op.add_column("claim", sa.Column("is_personal_loan", sa.Boolean))
    op.add_column("claim", sa.Column("personal_loan_basis", sa.String))
    op.add_column("guarantee", sa.Column("asked_on", sa.Date))
    op.add_column("guarantee", sa.Column("asked_evidence", sa.String))
