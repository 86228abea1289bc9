"""Persons and accounts; audit entries name account, person, channel and system user; claims belong to an issuer.

Entries of before keep their hashes (formula 1). A claim takes the issuer of the first project that offers it.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers

revision = "0025"
down_revision = "0024"

_LOGIN = r"^[a-z][a-z0-9._-]{1,39}$"
_CLAIMS = """
UPDATE claim SET issuer_id = (
    SELECT project.issuer_id FROM project_claim AS link JOIN disposal_project AS project ON project.id = link.project_id
    WHERE link.claim_id = claim.id ORDER BY link.created_at, link.id LIMIT 1
)
"""


def upgrade() -> None:
    """Create the tables and add the columns. Filling in the issuers of claims is no change of the register's facts."""
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("staff_number", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("staff_number", name="uq_person_staff_number"),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("login", sa.String, nullable=False),
        sa.Column("roles", JSONB, nullable=False),
        sa.Column("issuer_ids", JSONB, nullable=False),
        sa.Column("password_hash", sa.String),
        sa.Column("must_change_password", sa.Boolean, nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_account_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("login", name="uq_account_login"),
        sa.CheckConstraint(f"login ~ '{_LOGIN}'", name="ck_account_login_form"),
    )
    op.create_index("ix_account_person_id", "account", ["person_id"])
    triggers.require_audit("person")
    triggers.require_audit("account")
    for column in ("account_id", "person_id"):
        op.add_column("audit_entry", sa.Column(column, sa.Uuid))
    for column in ("login", "channel", "os_user", "proof"):
        op.add_column("audit_entry", sa.Column(column, sa.String))
    op.add_column("audit_entry", sa.Column("hash_formula", sa.Integer, nullable=False, server_default="1"))
    op.alter_column("audit_entry", "hash_formula", server_default=None)
    op.create_index("ix_audit_entry_person_id", "audit_entry", ["person_id"])
    op.add_column("claim", sa.Column("issuer_id", sa.Uuid))
    op.create_foreign_key("fk_claim_issuer_id", "claim", "issuer", ["issuer_id"], ["id"])
    op.create_index("ix_claim_issuer_id", "claim", ["issuer_id"])
    op.execute("ALTER TABLE claim DISABLE TRIGGER require_audit")
    op.execute(_CLAIMS)
    op.execute("ALTER TABLE claim ENABLE TRIGGER require_audit")
