"""Imports of packages: the workbook while it waits, what was made of it, and whether it was undone."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Create both tables."""
    _create_imports()
    op.create_table(
        "package_import_part",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("import_id", sa.Uuid, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("subject_type", sa.String, nullable=False),
        sa.Column("subject_ids", sa.ARRAY(sa.Uuid), nullable=False),
        sa.Column("row_numbers", sa.ARRAY(sa.Integer), nullable=False),
        sa.CheckConstraint(
            "cardinality(subject_ids) = cardinality(row_numbers)", name="ck_package_import_part_row_for_each"
        ),
        sa.ForeignKeyConstraint(["import_id"], ["package_import.id"], name="fk_package_import_part_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_package_import_part"),
        sa.UniqueConstraint("import_id", "subject_type", name="uq_package_import_part_import_id_subject_type"),
    )
    triggers.require_audit("package_import_part", subject="import_id")


def _create_imports() -> None:
    op.create_table(
        "package_import",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issuer_id", sa.Uuid, nullable=False),
        sa.Column("project_code", sa.String, nullable=False),
        sa.Column("project_id", sa.Uuid),
        sa.Column("creates_project", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("file_name", sa.String, nullable=False),
        sa.Column("file_sha256", sa.String, nullable=False),
        sa.Column("file_size", sa.Integer, nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("counts", JSONB, nullable=False),
        sa.Column("changed", JSONB, nullable=False),
        sa.Column("staged_by", sa.String, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True)),
        sa.Column("imported_by", sa.String),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.Column("undone_by", sa.String),
        sa.Column("undone_because", sa.String),
        sa.CheckConstraint("length(file_sha256) = 64", name="ck_package_import_file_sha256_whole"),
        sa.CheckConstraint("(state = 'staged') = (sealed IS NOT NULL)", name="ck_package_import_workbook_while_staged"),
        sa.CheckConstraint(
            "(state = 'staged') = (imported_at IS NULL)", name="ck_package_import_imported_unless_staged"
        ),
        sa.CheckConstraint("num_nonnulls(imported_at, imported_by) IN (0, 2)", name="ck_package_import_import_whole"),
        sa.CheckConstraint(
            "num_nonnulls(undone_at, undone_by) = CASE state WHEN 'undone' THEN 2 ELSE 0 END",
            name="ck_package_import_undoing_whole",
        ),
        sa.ForeignKeyConstraint(["issuer_id"], ["issuer.id"], name="fk_package_import_issuer_id"),
        sa.ForeignKeyConstraint(["project_id"], ["disposal_project.id"], name="fk_package_import_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_package_import"),
    )
    op.create_index("ix_package_import_issuer_id", "package_import", ["issuer_id"])
    op.create_index("ix_package_import_project_id", "package_import", ["project_id"])
    triggers.require_audit("package_import")
