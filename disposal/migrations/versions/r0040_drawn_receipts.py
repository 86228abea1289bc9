"""Receipt numbers of objections and enquiries are drawn, not counted: a number tells nobody how many came.

The counters go; numbers already given stay as they are. The register of objections is paged by time of receipt.
"""

from alembic import op

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    """Drop the counters, and let an index carry the order of the register."""
    op.drop_table("objection_counter")
    op.drop_table("enquiry_counter")
    op.create_index("ix_objection_received_at_id", "objection", ["received_at", "id"])
