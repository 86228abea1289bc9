"""Parties, their claims, and the amounts owed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables, each with its indexes and triggers."""
    _create_party()
    _create_claim()
    _create_claim_statement()
    _create_assignment()
    _create_litigation_status()


def _create_party() -> None:
    op.create_table(
        "party",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("is_masked", sa.Boolean, nullable=False),
        sa.Column("former_names", JSONB, nullable=False),
        sa.Column("credit_code", sa.String),
        sa.Column("company_type", sa.String),
        sa.Column("legal_representative", sa.String),
        sa.Column("registered_capital", sa.String),
        sa.Column("shareholders", JSONB, nullable=False),
        sa.Column("founded_on", sa.Date),
        sa.Column("address", sa.String),
        sa.Column("phone", sa.String),
        sa.Column("business_scope", sa.String),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("status_words", sa.String),
        sa.Column("is_state_organ", sa.Boolean, nullable=False),
        sa.Column("is_state_owned", sa.Boolean),
        sa.Column("bankruptcy_stage", sa.String(length=40), nullable=False),
        sa.Column("bankruptcy_words", sa.String),
        sa.Column("bankruptcy_accepted_on", sa.Date),
        sa.Column("personal_number_encrypted", sa.LargeBinary),
        sa.Column("personal_number_index", sa.String),
        sa.Column("personal_number_masked", sa.String),
        sa.CheckConstraint(
            "kind <> 'natural_person' OR credit_code IS NULL", name="ck_party_person_has_no_credit_code"
        ),
        sa.CheckConstraint(
            "kind <> 'organisation' OR personal_number_index IS NULL", name="ck_party_organisation_has_no_number"
        ),
        sa.CheckConstraint(
            "num_nonnulls(personal_number_encrypted, personal_number_index, personal_number_masked) IN (0, 3)",
            name="ck_party_personal_number_whole",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_party"),
        sa.UniqueConstraint("credit_code", name="uq_party_credit_code"),
        sa.UniqueConstraint("personal_number_index", name="uq_party_personal_number_index"),
    )
    op.create_index("ix_party_name", "party", ["name"])
    triggers.require_audit("party")


def _create_claim() -> None:
    op.create_table(
        "claim",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("debtor_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.String),
        sa.Column("original_creditor", sa.String),
        sa.Column("original_creditor_id", sa.Uuid),
        sa.Column("contract_numbers", JSONB, nullable=False),
        sa.Column("five_class", sa.String(length=40)),
        sa.Column("currency", sa.String, nullable=False),
        sa.Column("judgment_court", sa.String),
        sa.Column("judgment_number", sa.String),
        sa.Column("judged_on", sa.Date),
        sa.Column("enforcement_court", sa.String),
        sa.Column("enforcement_number", sa.String),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("unfinished_settlement", sa.String),
        sa.Column("are_documents_originals", sa.Boolean),
        sa.Column("details", sa.String),
        sa.CheckConstraint("length(currency) = 3", name="ck_claim_currency_code"),
        sa.ForeignKeyConstraint(["debtor_id"], ["party.id"], name="fk_claim_debtor_id"),
        sa.ForeignKeyConstraint(["original_creditor_id"], ["party.id"], name="fk_claim_original_creditor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
    )
    op.create_index("ix_claim_contract_numbers", "claim", ["contract_numbers"], postgresql_using="gin")
    op.create_index("ix_claim_debtor_id", "claim", ["debtor_id"])
    op.create_index("ix_claim_original_creditor_id", "claim", ["original_creditor_id"])
    triggers.require_audit("claim")


def _create_claim_statement() -> None:
    op.create_table(
        "claim_statement",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim_id", sa.Uuid, nullable=False),
        sa.Column("record_date", sa.Date, nullable=False),
        sa.Column("principal", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("interest", sa.Numeric(precision=20, scale=2)),
        sa.Column("interest_includes", sa.String),
        sa.Column("penalty_interest", sa.Numeric(precision=20, scale=2)),
        sa.Column("compound_interest", sa.Numeric(precision=20, scale=2)),
        sa.Column("doubled_interest", sa.Numeric(precision=20, scale=2)),
        sa.Column("damages", sa.Numeric(precision=20, scale=2)),
        sa.Column("advanced_costs", sa.Numeric(precision=20, scale=2)),
        sa.Column("litigation_costs", sa.Numeric(precision=20, scale=2)),
        sa.Column("litigation_costs_words", sa.String),
        sa.Column("other_costs", sa.Numeric(precision=20, scale=2)),
        sa.Column("stated_total", sa.Numeric(precision=20, scale=2)),
        sa.Column("floating_words", sa.String),
        sa.Column("printed_unit", sa.String(length=40), nullable=False),
        sa.Column("printed_places", sa.Integer, nullable=False),
        sa.Column("conditional_amounts", JSONB, nullable=False),
        sa.CheckConstraint(
            "advanced_costs >= 0 AND advanced_costs <> 'NaN'", name="ck_claim_statement_advanced_costs_not_negative"
        ),
        sa.CheckConstraint(
            "compound_interest >= 0 AND compound_interest <> 'NaN'",
            name="ck_claim_statement_compound_interest_not_negative",
        ),
        sa.CheckConstraint("damages >= 0 AND damages <> 'NaN'", name="ck_claim_statement_damages_not_negative"),
        sa.CheckConstraint(
            "doubled_interest >= 0 AND doubled_interest <> 'NaN'",
            name="ck_claim_statement_doubled_interest_not_negative",
        ),
        sa.CheckConstraint("interest >= 0 AND interest <> 'NaN'", name="ck_claim_statement_interest_not_negative"),
        sa.CheckConstraint(
            "litigation_costs >= 0 AND litigation_costs <> 'NaN'",
            name="ck_claim_statement_litigation_costs_not_negative",
        ),
        sa.CheckConstraint(
            "other_costs >= 0 AND other_costs <> 'NaN'", name="ck_claim_statement_other_costs_not_negative"
        ),
        sa.CheckConstraint(
            "penalty_interest >= 0 AND penalty_interest <> 'NaN'",
            name="ck_claim_statement_penalty_interest_not_negative",
        ),
        sa.CheckConstraint("principal >= 0 AND principal <> 'NaN'", name="ck_claim_statement_principal_not_negative"),
        sa.CheckConstraint("printed_places BETWEEN 0 AND 6", name="ck_claim_statement_printed_places"),
        sa.CheckConstraint(
            "stated_total >= 0 AND stated_total <> 'NaN'", name="ck_claim_statement_stated_total_not_negative"
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_claim_statement_claim_id"),
        sa.PrimaryKeyConstraint("id", name="pk_claim_statement"),
        sa.UniqueConstraint("claim_id", "record_date", name="uq_claim_statement_claim_id_record_date"),
    )
    triggers.require_audit("claim_statement")


def _create_assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim_id", sa.Uuid, nullable=False),
        sa.Column("assignor", sa.String, nullable=False),
        sa.Column("assignee", sa.String, nullable=False),
        sa.Column("assigned_on", sa.Date),
        sa.Column("agreement_number", sa.String),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.CheckConstraint("assignor <> assignee", name="ck_assignment_two_sides"),
        sa.CheckConstraint("ordinal >= 1", name="ck_assignment_ordinal_counts"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_assignment_claim_id"),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        sa.UniqueConstraint("claim_id", "ordinal", name="uq_assignment_claim_id_ordinal"),
    )
    triggers.require_audit("assignment")


def _create_litigation_status() -> None:
    op.create_table(
        "litigation_status",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim_id", sa.Uuid, nullable=False),
        sa.Column("party_id", sa.Uuid),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("court", sa.String),
        sa.Column("case_number", sa.String),
        sa.Column("as_of", sa.Date),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_litigation_status_claim_id"),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_litigation_status_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_litigation_status"),
    )
    op.create_index("ix_litigation_status_claim_id", "litigation_status", ["claim_id"])
    op.create_index("ix_litigation_status_party_id", "litigation_status", ["party_id"])
    triggers.require_audit("litigation_status")
