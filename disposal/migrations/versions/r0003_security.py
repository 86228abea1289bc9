"""The security of claims: collateral, security interests, guarantees."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables, each with its indexes and triggers."""
    _create_collateral()
    _create_security_interest()
    _create_guarantee()


def _create_collateral() -> None:
    op.create_table(
        "collateral",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("type_code", sa.String, nullable=False),
        sa.Column("owner_id", sa.Uuid, nullable=False),
        sa.Column("description", sa.String),
        sa.Column("place", sa.String),
        sa.Column("attributes", JSONB, nullable=False),
        sa.Column("certificate_numbers", JSONB, nullable=False),
        sa.Column("conditions", JSONB, nullable=False),
        sa.Column("details", sa.String),
        sa.ForeignKeyConstraint(["owner_id"], ["party.id"], name="fk_collateral_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_collateral"),
    )
    op.create_index("ix_collateral_certificate_numbers", "collateral", ["certificate_numbers"], postgresql_using="gin")
    op.create_index("ix_collateral_owner_id", "collateral", ["owner_id"])
    triggers.require_audit("collateral")


def _create_security_interest() -> None:
    op.create_table(
        "security_interest",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ceiling_amount", sa.Numeric(precision=20, scale=2)),
        sa.Column("ceiling_unit", sa.String(length=40), nullable=False),
        sa.Column("ceiling_limits", sa.String(length=40)),
        sa.Column("claim_id", sa.Uuid, nullable=False),
        sa.Column("collateral_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer),
        sa.Column("is_registered", sa.Boolean),
        sa.Column("registration_number", sa.String),
        sa.Column("registered_on", sa.Date),
        sa.Column("share_words", sa.String),
        sa.Column("other_claims_words", sa.String),
        sa.Column("verbatim", sa.String),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.CheckConstraint(
            "(ceiling_amount IS NULL) = (ceiling_limits IS NULL)", name="ck_security_interest_ceiling_whole"
        ),
        sa.CheckConstraint(
            "ceiling_amount >= 0 AND ceiling_amount <> 'NaN'", name="ck_security_interest_ceiling_amount_not_negative"
        ),
        sa.CheckConstraint("ordinal >= 1", name="ck_security_interest_ordinal_counts"),
        sa.CheckConstraint("rank >= 1", name="ck_security_interest_rank_counts"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_security_interest_claim_id"),
        sa.ForeignKeyConstraint(["collateral_id"], ["collateral.id"], name="fk_security_interest_collateral_id"),
        sa.PrimaryKeyConstraint("id", name="pk_security_interest"),
        sa.UniqueConstraint("claim_id", "ordinal", name="uq_security_interest_claim_id_ordinal"),
    )
    op.create_index("ix_security_interest_collateral_id", "security_interest", ["collateral_id"])
    triggers.require_audit("security_interest")


def _create_guarantee() -> None:
    op.create_table(
        "guarantee",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ceiling_amount", sa.Numeric(precision=20, scale=2)),
        sa.Column("ceiling_unit", sa.String(length=40), nullable=False),
        sa.Column("ceiling_limits", sa.String(length=40)),
        sa.Column("claim_id", sa.Uuid, nullable=False),
        sa.Column("guarantor_id", sa.Uuid, nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("contract_number", sa.String),
        sa.Column("period_words", sa.String),
        sa.Column("period_begins_on", sa.Date),
        sa.Column("period_ends_on", sa.Date),
        sa.Column("verbatim", sa.String),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.CheckConstraint("(ceiling_amount IS NULL) = (ceiling_limits IS NULL)", name="ck_guarantee_ceiling_whole"),
        sa.CheckConstraint(
            "ceiling_amount >= 0 AND ceiling_amount <> 'NaN'", name="ck_guarantee_ceiling_amount_not_negative"
        ),
        sa.CheckConstraint("ordinal >= 1", name="ck_guarantee_ordinal_counts"),
        sa.CheckConstraint("period_ends_on >= period_begins_on", name="ck_guarantee_period_in_order"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_guarantee_claim_id"),
        sa.ForeignKeyConstraint(["guarantor_id"], ["party.id"], name="fk_guarantee_guarantor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_guarantee"),
        sa.UniqueConstraint("claim_id", "ordinal", name="uq_guarantee_claim_id_ordinal"),
    )
    op.create_index("ix_guarantee_guarantor_id", "guarantee", ["guarantor_id"])
    triggers.require_audit("guarantee")
