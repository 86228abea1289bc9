"""Placements store a scan as evidence."""

import sqlalchemy as sa
from alembic import op

from disposal.migrations import triggers

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Create the append-only table of scans."""
    op.create_table(
        "placement_scan",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placement_id", sa.Uuid, nullable=False),
        sa.Column("file_name", sa.String, nullable=False),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("sha256 = encode(sha256(data), 'hex')", name="ck_placement_scan_sha256_fits"),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name="fk_placement_scan_placement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_placement_scan"),
    )
    op.create_index("ix_placement_scan_placement_id", "placement_scan", ["placement_id"])
    triggers.append_only("placement_scan")
    triggers.require_audit("placement_scan")
