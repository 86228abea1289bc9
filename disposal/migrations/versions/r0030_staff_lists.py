"""Indexes of staff pages: from a branch to its records in the orders of the lists, from a claim to its history."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

_NEW = (
    ("claim", "issuer_id_id", ("issuer_id", "id")),
    ("claim", "issuer_id_status_id", ("issuer_id", "status", "id")),
    ("claim_statement", "principal", ("principal",)),
    ("disposal_project", "issuer_id_id", ("issuer_id", "id")),
    ("disposal_project", "issuer_id_book_value", ("issuer_id", "book_value", "id")),
    ("notice", "issuer_id_id", ("issuer_id", "id")),
    ("notice", "issuer_id_published_on", ("issuer_id", "published_on", "id")),
)
_OF_CLAIM = "COALESCE(after ->> 'claim_id'::text, before ->> 'claim_id'::text)"


def upgrade() -> None:
    """Create them; the one of claims alone is contained in the first."""
    for table, name, columns in _NEW:
        op.create_index(f"ix_{table}_{name}", table, list(columns))
    op.drop_index("ix_claim_issuer_id", "claim")
    op.create_index(
        "ix_audit_entry_claim_id",
        "audit_entry",
        [sa.text(_OF_CLAIM)],
        postgresql_where=sa.text(f"{_OF_CLAIM} IS NOT NULL"),
    )
