"""Placements are corrected and withdrawn (更正、作废刊登登记), with reason, by two where an end moves."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers

revision = "0045"
down_revision = "0044"

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table, and let a placement say since when it is corrected or withdrawn."""
    for column in ("corrected_at", "withdrawn_at"):
        op.add_column("placement", sa.Column(column, _INSTANT))
    op.create_table(
        "placement_change",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("notice_id", sa.Uuid, nullable=False),
        sa.Column("placement_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("before", JSONB, nullable=False),
        sa.Column("after", JSONB, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("proposed_by", sa.String, nullable=False),
        sa.Column("proposed_by_id", sa.Uuid),
        sa.Column("decided_by", sa.String),
        sa.Column("decided_by_id", sa.Uuid),
        sa.Column("decided_at", _INSTANT),
        sa.Column("remark", sa.String),
        sa.Column("ended_on", sa.Date),
        sa.Column("ended_at", _INSTANT),
        sa.Column("ends_at", _INSTANT),
        sa.CheckConstraint("(decided_at IS NULL) = (state = 'waiting')", name="ck_placement_change_decided"),
        sa.CheckConstraint("num_nonnulls(ended_on, ended_at) IN (0, 2)", name="ck_placement_change_whole_end"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_placement_change_notice_id"),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name="fk_placement_change_placement_id"),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"], name="fk_placement_change_proposed_by_id"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name="fk_placement_change_decided_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_placement_change"),
    )
    for column in ("notice_id", "placement_id", "proposed_by_id", "decided_by_id"):
        op.create_index(f"ix_placement_change_{column}", "placement_change", [column])
    op.create_index(
        "uq_placement_change_one_waiting",
        "placement_change",
        ["placement_id"],
        unique=True,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    triggers.require_audit("placement_change")
