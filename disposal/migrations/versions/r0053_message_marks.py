"""Messages (消息) are read from the audit trail; stored is only which of them an account has read."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"


def upgrade() -> None:
    """Create the table, which changes without audit entries, and the index that finds a person's own decisions."""
    op.create_table(
        "message_mark",
        sa.Column("account_id", sa.Uuid, nullable=False),
        sa.Column("entry_id", sa.BigInteger, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_message_mark_account_id"),
        sa.PrimaryKeyConstraint("account_id", "entry_id", name="pk_message_mark"),
    )
    op.create_index(
        "ix_audit_entry_decided",
        "audit_entry",
        ["person_id"],
        postgresql_where=sa.text("subject_type = 'screening_decision'"),
    )
