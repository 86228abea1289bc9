"""Bidders' dossiers: standing, contacts, relations, roles in a project."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables, each with its indexes and triggers."""
    _create_bidder()
    _create_party_standing()
    _create_contact_trace()
    _create_party_relation()
    _create_project_role()


def _create_bidder() -> None:
    op.create_table(
        "bidder",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column("party_id", sa.Uuid, nullable=False),
        sa.Column("declarations", JSONB, nullable=False),
        sa.Column("means", JSONB),
        sa.Column("stated", JSONB, nullable=False),
        sa.Column("age_years", sa.Integer),
        sa.Column("age_stated_on", sa.Date),
        sa.Column("has_own_income", sa.Boolean),
        sa.Column("is_capacity_limited", sa.Boolean),
        sa.Column("file_keys", JSONB, nullable=False),
        sa.CheckConstraint("(age_years IS NULL) = (age_stated_on IS NULL)", name="ck_bidder_age_dated"),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_bidder_party_id"),
        sa.ForeignKeyConstraint(["project_id"], ["disposal_project.id"], name="fk_bidder_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bidder"),
        sa.UniqueConstraint("project_id", "party_id", name="uq_bidder_project_id_party_id"),
    )
    op.create_index("ix_bidder_party_id", "bidder", ["party_id"])
    triggers.require_audit("bidder")


def _create_party_standing() -> None:
    op.create_table(
        "party_standing",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organ", sa.String(length=40)),
        sa.Column("is_financial_institution", sa.Boolean),
        sa.Column("owners", sa.String(length=40), nullable=False),
        sa.Column("are_contacts_stated", sa.Boolean, nullable=False),
        sa.Column("party_id", sa.Uuid, nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_party_standing_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_party_standing"),
        sa.UniqueConstraint("party_id", name="uq_party_standing_party_id"),
    )
    triggers.require_audit("party_standing")


def _create_contact_trace() -> None:
    op.create_table(
        "contact_trace",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("party_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("shown", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_contact_trace_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contact_trace"),
        sa.UniqueConstraint("party_id", "kind", "digest", name="uq_contact_trace_party_id_kind_digest"),
    )
    op.create_index("ix_contact_trace_digest", "contact_trace", ["digest"])
    triggers.require_audit("contact_trace")


def _create_party_relation() -> None:
    op.create_table(
        "party_relation",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_party_id", sa.Uuid, nullable=False),
        sa.Column("to_party_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("kinship", sa.String(length=40)),
        sa.Column("office", sa.String(length=40)),
        sa.Column("percent", sa.Numeric(precision=9, scale=6)),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("stated_on", sa.Date),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.Column("bidder_id", sa.Uuid),
        sa.CheckConstraint("(kind = 'kinship') = (kinship IS NOT NULL)", name="ck_party_relation_kinship_fits"),
        sa.CheckConstraint("(kind = 'office') = (office IS NOT NULL)", name="ck_party_relation_office_fits"),
        sa.CheckConstraint("percent >= 0 AND percent <= 100", name="ck_party_relation_percent_in_range"),
        sa.CheckConstraint("valid_until >= valid_from", name="ck_party_relation_days_in_order"),
        sa.ForeignKeyConstraint(["bidder_id"], ["bidder.id"], name="fk_party_relation_bidder_id"),
        sa.ForeignKeyConstraint(["from_party_id"], ["party.id"], name="fk_party_relation_from_party_id"),
        sa.ForeignKeyConstraint(["to_party_id"], ["party.id"], name="fk_party_relation_to_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_party_relation"),
    )
    op.create_index("ix_party_relation_bidder_id", "party_relation", ["bidder_id"])
    op.create_index("ix_party_relation_from_party_id", "party_relation", ["from_party_id"])
    op.create_index("ix_party_relation_to_party_id", "party_relation", ["to_party_id"])
    triggers.require_audit("party_relation")


def _create_project_role() -> None:
    op.create_table(
        "project_role",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("party_id", sa.Uuid),
        sa.Column("engaged_as", sa.String(length=40)),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.CheckConstraint(
            "(role = 'engaged' AND party_id IS NOT NULL) = (engaged_as IS NOT NULL)",
            name="ck_project_role_engaged_as_fits",
        ),
        sa.CheckConstraint("valid_until >= valid_from", name="ck_project_role_days_in_order"),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_project_role_party_id"),
        sa.ForeignKeyConstraint(["project_id"], ["disposal_project.id"], name="fk_project_role_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project_role"),
    )
    op.create_index("ix_project_role_party_id", "project_role", ["party_id"])
    op.create_index("ix_project_role_project_id", "project_role", ["project_id"])
    triggers.require_audit("project_role")
