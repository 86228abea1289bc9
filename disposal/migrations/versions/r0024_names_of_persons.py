"""Names of natural persons: the basis on which one is printed, the issuer's default, and who a masked name stands for.

No basis is made up for parties entered before: only a person can say that a contract or a judgment names them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Add the columns; versions published before masked nobody."""
    _add("party", sa.Column("name_bases", JSONB, nullable=False, server_default=sa.text("'[]'")))
    _add("issuer", sa.Column("person_names", sa.String(40), nullable=False, server_default="print_with_basis"))
    _add("notice_version", sa.Column("name_masks", JSONB, nullable=False, server_default=sa.text("'{}'")))


def _add(table: str, column: sa.Column[object]) -> None:
    op.add_column(table, column)
    op.alter_column(table, column.name, server_default=None)
