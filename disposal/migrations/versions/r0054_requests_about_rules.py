"""A request to a second administrator may be about the rules of approval of an issuer, and then about no account."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0054"
down_revision = "0053"


def upgrade() -> None:
    """Let a request have the rules wanted in place of an account; each has one of the two."""
    op.alter_column("account_request", "account_id", nullable=True)
    op.add_column("account_request", sa.Column("wanted", JSONB))
    op.create_check_constraint(
        "ck_account_request_of_account_or_rules", "account_request", "(account_id IS NULL) = (wanted IS NOT NULL)"
    )
