"""Drafts of dossiers keep no title beside what is sealed: it held in clear whatever stood in the field of the name."""

from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    """Drop the column; the title is read from what is sealed."""
    op.drop_column("dossier_draft", "title")
