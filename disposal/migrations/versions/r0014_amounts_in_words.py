"""A project says whether its notices print amounts in capital numerals (大写) too."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the column; the notices of existing projects print figures alone, as before."""
    column = sa.Column("amounts_in_words", sa.Boolean, nullable=False, server_default=sa.text("false"))
    op.add_column("disposal_project", column)
    op.alter_column("disposal_project", "amounts_in_words", server_default=None)
