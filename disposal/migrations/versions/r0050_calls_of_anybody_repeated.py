"""Calls of somebody without account are answered again too; keys and bodies of calls stand as keyed digests only."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    """Let an answer be a network's instead of an account's. Answers kept under keys in clear are dropped."""
    op.execute("DELETE FROM idempotent_answer")
    op.drop_constraint("uq_idempotent_answer_account_id_method_path_key", "idempotent_answer")
    op.alter_column("idempotent_answer", "account_id", nullable=True)
    for clear, digest in (("key", "key_digest"), ("body_sha256", "body_digest")):
        op.drop_column("idempotent_answer", clear)
        op.add_column("idempotent_answer", sa.Column(digest, sa.String, nullable=False))
    op.add_column("idempotent_answer", sa.Column("network_digest", sa.String))
    op.create_unique_constraint(
        "uq_idempotent_answer_key_digest_body_digest", "idempotent_answer", ["key_digest", "body_digest"]
    )
    op.create_index("ix_idempotent_answer_account_id", "idempotent_answer", ["account_id"])
    op.create_check_constraint(
        op.f("ck_idempotent_answer_has_one_sender"),
        "idempotent_answer",
        "(account_id IS NULL) <> (network_digest IS NULL)",
    )
