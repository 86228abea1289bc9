"""举报: the mailbox, officers' keys, and 纪检部门意见 on every notice.

The mailbox is empty here; the first server fills all its slots with noise before anything can be filed.
"""

import sqlalchemy as sa
from alembic import op

from disposal.migrations import triggers

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Create the tables."""
    _create_mailbox()
    _create_keys()
    _create_opinions()
    triggers.require_audit("discipline_key")
    triggers.require_audit("discipline_opinion")
    triggers.append_only("discipline_opinion")


def _create_mailbox() -> None:
    op.create_table(
        "mailbox",
        sa.Column("slot", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("slot BETWEEN 0 AND 1023", name="ck_mailbox_slot_in_range"),
        sa.CheckConstraint("octet_length(sealed) = 65536", name="ck_mailbox_sealed_is_full"),
        sa.PrimaryKeyConstraint("slot", name="pk_mailbox"),
    )
    op.execute("ALTER TABLE mailbox ALTER COLUMN sealed SET STORAGE EXTERNAL")  # nothing in it can be compressed


def _create_keys() -> None:
    op.create_table(
        "discipline_key",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("account_id", sa.Uuid),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("verifier", sa.String, nullable=False),
        sa.Column("sealed_seed", sa.LargeBinary),
        sa.Column("signed_by_id", sa.Uuid),
        sa.Column("signature", sa.String),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_by_id", sa.Uuid),
        sa.Column("ending_signature", sa.String),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_discipline_key_account_id"),
        sa.ForeignKeyConstraint(["signed_by_id"], ["discipline_key.id"], name="fk_discipline_key_signed_by_id"),
        sa.ForeignKeyConstraint(["ended_by_id"], ["discipline_key.id"], name="fk_discipline_key_ended_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_discipline_key"),
    )
    for column in ("account_id", "signed_by_id", "ended_by_id"):
        op.create_index(f"ix_discipline_key_{column}", "discipline_key", [column])


def _create_opinions() -> None:
    op.create_table(
        "discipline_opinion",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_id", sa.Uuid, nullable=False),
        sa.Column("verdict", sa.String(40), nullable=False),
        sa.Column("given_by", sa.String, nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_discipline_opinion_notice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_discipline_opinion"),
    )
    op.create_index("ix_discipline_opinion_notice_id", "discipline_opinion", ["notice_id"])
