"""A request to a second administrator keeps the digest of the half of a reset code that who asked hands over."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    """Add the digest; requests for a code that wait since before have none, and are declined and asked anew."""
    op.add_column("account_request", sa.Column("half_digest", sa.String))
