"""The register of objections is paged by time of receipt: an index carries its order."""

from alembic import op

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    """Let an index carry the order of the register."""
    op.create_index("ix_objection_received_at_id", "objection", ["received_at", "id"])
