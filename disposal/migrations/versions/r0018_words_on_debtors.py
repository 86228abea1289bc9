"""What a notice says of a debtor beside its claims: 企业概况, 资产特点, 特别提示."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the columns; of debtors entered before, nothing of the kind was said."""
    op.add_column("project_claim", sa.Column("profile", sa.String))
    op.add_column("project_claim", sa.Column("highlights", JSONB, nullable=False, server_default=sa.text("'[]'")))
    op.alter_column("project_claim", "highlights", server_default=None)
    op.add_column("project_claim", sa.Column("reservation", sa.String))
