"""Files of an objection say whether they prove its withdrawal (撤回凭证)."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    """Add the mark; what was stored before proves none."""
    op.add_column("objection_file", sa.Column("proves_withdrawal", sa.Boolean, nullable=False, server_default="false"))
    op.alter_column("objection_file", "proves_withdrawal", server_default=None)
