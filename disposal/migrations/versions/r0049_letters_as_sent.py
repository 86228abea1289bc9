"""Replies keep the letter as it went out: drawn anew later, it would tell of an end that has moved since."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    """Add the letter and its SHA-256; deliveries recorded before have none."""
    op.add_column("objection_reply", sa.Column("letter", sa.LargeBinary))
    op.add_column("objection_reply", sa.Column("letter_sha256", sa.String))
    op.create_check_constraint(
        op.f("ck_objection_reply_letter_fits"), "objection_reply", "letter_sha256 = encode(sha256(letter), 'hex')"
    )
