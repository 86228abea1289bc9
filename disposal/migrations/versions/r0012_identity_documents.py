"""People without a resident ID are identified by another document."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the kind of identity document; NULL, as in all existing rows, means resident ID."""
    op.add_column("party", sa.Column("identity_document", sa.String(length=40)))
