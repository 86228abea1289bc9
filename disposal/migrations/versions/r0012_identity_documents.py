"""People who have no resident ID are known by another document."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add what a person's number is of; empty, as in every row so far: a resident ID."""
    op.add_column("party", sa.Column("identity_document", sa.String(length=40)))
