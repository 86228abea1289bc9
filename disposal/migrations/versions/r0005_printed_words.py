"""The printed form of amounts, and what a notice states about a debtor besides its claims."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns; existing rows get values that keep their meaning."""
    for table in ("security_interest", "guarantee"):
        _add(table, "ceiling_currency", sa.String, "'CNY'")
        op.add_column(table, sa.Column("ceiling_form", JSONB))
    _add("collateral", "prints_attributes", sa.Boolean, "true")
    _add("claim_statement", "printed_forms", JSONB, "'{}'")
    _add("claim_statement", "prints_total", sa.Boolean, "true")
    op.add_column("disposal_project", sa.Column("title", sa.String))
    _add("disposal_project", "statements", JSONB, "'[]'")
    _add("disposal_project", "prints_particulars", sa.Boolean, "false")
    for column in (
        sa.Column("record_date", sa.Date),
        sa.Column("number", sa.Integer),
        sa.Column("heading", sa.String),
        sa.Column("details", sa.String),
    ):
        op.add_column("project_claim", column)
    op.create_check_constraint("ck_project_claim_number_counts", "project_claim", "number >= 1")


def _add(table: str, column: str, kind: type[sa.types.TypeEngine[Any]], value: str) -> None:
    """Add a NOT NULL column; existing rows get ``value``."""
    op.add_column(table, sa.Column(column, kind, nullable=False, server_default=sa.text(value)))
    op.alter_column(table, column, server_default=None)
