"""A project states whether its notices also print amounts in capital numerals (大写)."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the column; notices of existing projects still print figures only."""
    column = sa.Column("amounts_in_words", sa.Boolean, nullable=False, server_default=sa.text("false"))
    op.add_column("disposal_project", column)
    op.alter_column("disposal_project", "amounts_in_words", server_default=None)
