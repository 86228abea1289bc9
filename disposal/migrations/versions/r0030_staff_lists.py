"""Indexes that lead from a branch to its claims, projects and notices in the orders of the staff lists."""

from alembic import op

revision = "0030"
down_revision = "0028"

_NEW = (
    ("claim", "issuer_id_id", ("issuer_id", "id")),
    ("claim", "issuer_id_status_id", ("issuer_id", "status", "id")),
    ("disposal_project", "issuer_id_id", ("issuer_id", "id")),
    ("disposal_project", "issuer_id_book_value", ("issuer_id", "book_value", "id")),
    ("notice", "issuer_id_id", ("issuer_id", "id")),
    ("notice", "issuer_id_published_on", ("issuer_id", "published_on", "id")),
)


def upgrade() -> None:
    """Create them; the one of claims alone is contained in the first."""
    for table, name, columns in _NEW:
        op.create_index(f"ix_{table}_{name}", table, list(columns))
    op.drop_index("ix_claim_issuer_id", "claim")
