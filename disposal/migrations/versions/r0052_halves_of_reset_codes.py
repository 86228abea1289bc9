"""A request to a second administrator keeps the digest of the half of a reset code that who asked hands over."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    """Add the digest; of requests that wait since before, the whole code is shown to who confirms, as it was told."""
    op.add_column("account_request", sa.Column("half_digest", sa.String))
