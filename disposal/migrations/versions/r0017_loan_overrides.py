"""A second person may let a loan stand in two live notices; debtors are found by their former names."""

import sqlalchemy as sa
from alembic import op

from disposal.migrations import triggers

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Create the table of overrides, whose rows are only ever added, and the index of former names."""
    op.create_table(
        "loan_override",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_id", sa.Uuid, nullable=False),
        sa.Column("other_notice_id", sa.Uuid, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("decided_by", sa.String, nullable=False),
        sa.CheckConstraint("notice_id <> other_notice_id", name="ck_loan_override_two_notices"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_loan_override_notice_id"),
        sa.ForeignKeyConstraint(["other_notice_id"], ["notice.id"], name="fk_loan_override_other_notice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_loan_override"),
    )
    op.create_index("ix_loan_override_notice_id_other_notice_id", "loan_override", ["notice_id", "other_notice_id"])
    op.create_index("ix_loan_override_other_notice_id", "loan_override", ["other_notice_id"])
    triggers.append_only("loan_override")
    triggers.require_audit("loan_override")
    op.create_index("ix_party_former_names", "party", ["former_names"], postgresql_using="gin")
