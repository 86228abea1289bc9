"""Projects, their notices, and the append-only versions of notices."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from disposal.migrations import triggers

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables, each with its indexes and triggers."""
    _create_issuer()
    _create_disposal_project()
    _create_project_claim()
    _create_notice()
    _create_notice_counter()
    _create_live_claim()
    _create_notice_version()
    _create_notice_link()
    _create_placement()


def _create_issuer() -> None:
    op.create_table(
        "issuer",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("branch", sa.String),
        sa.Column("self_reference", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("credit_code", sa.String),
        sa.Column("website", sa.String),
        sa.Column("province", sa.String),
        sa.Column("is_local_amc", sa.Boolean, nullable=False),
        sa.CheckConstraint("code ~ '^[A-Z0-9][A-Z0-9-]{1,19}$'", name="ck_issuer_code_form"),
        sa.PrimaryKeyConstraint("id", name="pk_issuer"),
        sa.UniqueConstraint("code", name="uq_issuer_code"),
        sa.UniqueConstraint("name", "branch", name="uq_issuer_name_branch", postgresql_nulls_not_distinct=True),
    )
    triggers.require_audit("issuer")


def _create_disposal_project() -> None:
    op.create_table(
        "disposal_project",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issuer_id", sa.Uuid, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("book_value", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("record_date", sa.Date),
        sa.Column("review_meeting_on", sa.Date),
        sa.Column("province", sa.String),
        sa.Column("city", sa.String),
        sa.Column("industry", sa.String),
        sa.Column("terms", JSONB),
        sa.Column("restrictions", JSONB),
        sa.Column("window", JSONB),
        sa.Column("validity", JSONB),
        sa.Column("extension", JSONB),
        sa.Column("package", JSONB),
        sa.Column("contacts", JSONB, nullable=False),
        sa.Column("media", JSONB, nullable=False),
        sa.Column("supervisor", sa.String),
        sa.Column("disclaimers", JSONB, nullable=False),
        sa.Column("attachments", JSONB, nullable=False),
        sa.Column("requires_written_intent", sa.Boolean, nullable=False),
        sa.Column("accepts_enquiries", sa.Boolean, nullable=False),
        sa.Column("is_not_an_offer", sa.Boolean, nullable=False),
        sa.Column("has_demand", sa.Boolean, nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "book_value >= 0 AND book_value <> 'NaN'", name="ck_disposal_project_book_value_not_negative"
        ),
        sa.ForeignKeyConstraint(["issuer_id"], ["issuer.id"], name="fk_disposal_project_issuer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_disposal_project"),
        sa.UniqueConstraint("issuer_id", "code", name="uq_disposal_project_issuer_id_code"),
    )
    triggers.require_audit("disposal_project")


def _create_project_claim() -> None:
    op.create_table(
        "project_claim",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column("claim_id", sa.Uuid, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.CheckConstraint("ordinal >= 1", name="ck_project_claim_ordinal_counts"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_project_claim_claim_id"),
        sa.ForeignKeyConstraint(["project_id"], ["disposal_project.id"], name="fk_project_claim_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project_claim"),
        sa.UniqueConstraint("project_id", "claim_id", name="uq_project_claim_project_id_claim_id"),
        sa.UniqueConstraint("project_id", "ordinal", name="uq_project_claim_project_id_ordinal"),
    )
    op.create_index("ix_project_claim_claim_id", "project_claim", ["claim_id"])
    triggers.require_audit("project_claim", subject="project_id")


def _create_notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column("issuer_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("number", sa.String),
        sa.Column("number_year", sa.Integer),
        sa.Column("number_serial", sa.Integer),
        sa.Column("published_on", sa.Date),
        sa.Column("window_ends_on", sa.Date),
        sa.Column("window_ends_at", sa.DateTime(timezone=True)),
        sa.Column("window_is_provisional", sa.Boolean, nullable=False),
        sa.Column("province", sa.String),
        sa.Column("city", sa.String),
        sa.Column("total_amount", sa.Numeric(precision=20, scale=2)),
        sa.Column("debtor_names", JSONB, nullable=False),
        sa.Column("amends_notice_id", sa.Uuid),
        sa.Column("superseded_by_id", sa.Uuid),
        sa.Column("draft", JSONB),
        sa.Column("search", TSVECTOR),
        sa.CheckConstraint(
            "state = 'draft' OR (number IS NOT NULL AND published_on IS NOT NULL)",
            name="ck_notice_published_is_numbered",
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'superseded', 'withdrawn', 'concluded')", name="ck_notice_state_known"
        ),
        sa.CheckConstraint("num_nonnulls(number, number_year, number_serial) IN (0, 3)", name="ck_notice_number_whole"),
        sa.CheckConstraint("total_amount >= 0 AND total_amount <> 'NaN'", name="ck_notice_total_amount_not_negative"),
        sa.CheckConstraint("window_ends_on >= published_on", name="ck_notice_window_in_order"),
        sa.ForeignKeyConstraint(["amends_notice_id"], ["notice.id"], name="fk_notice_amends_notice_id"),
        sa.ForeignKeyConstraint(["issuer_id"], ["issuer.id"], name="fk_notice_issuer_id"),
        sa.ForeignKeyConstraint(["project_id"], ["disposal_project.id"], name="fk_notice_project_id"),
        sa.ForeignKeyConstraint(["superseded_by_id"], ["notice.id"], name="fk_notice_superseded_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("issuer_id", "number", name="uq_notice_issuer_id_number"),
        sa.UniqueConstraint(
            "issuer_id", "number_year", "number_serial", name="uq_notice_issuer_id_number_year_number_serial"
        ),
    )
    op.create_index("ix_notice_amends_notice_id", "notice", ["amends_notice_id"])
    op.create_index(
        "ix_notice_newest",
        "notice",
        [sa.literal_column("published_on DESC"), sa.literal_column("id DESC")],
        postgresql_where=sa.text("state <> 'draft'"),
    )
    op.create_index("ix_notice_project_id", "notice", ["project_id"])
    op.create_index(
        "ix_notice_province_newest",
        "notice",
        ["province", sa.literal_column("published_on DESC"), sa.literal_column("id DESC")],
    )
    op.create_index("ix_notice_search", "notice", ["search"], postgresql_using="gin")
    op.create_index(
        "ix_notice_state_newest",
        "notice",
        ["state", sa.literal_column("published_on DESC"), sa.literal_column("id DESC")],
    )
    op.create_index("ix_notice_superseded_by_id", "notice", ["superseded_by_id"])
    op.create_index("ix_notice_total_amount", "notice", ["total_amount"])
    op.create_index(
        "ix_notice_window_ends_at", "notice", ["window_ends_at"], postgresql_where=sa.text("state = 'published'")
    )
    triggers.require_audit("notice")


def _create_notice_counter() -> None:
    op.create_table(
        "notice_counter",
        sa.Column("issuer_id", sa.Uuid, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("last_serial", sa.Integer, nullable=False),
        sa.CheckConstraint("last_serial >= 0", name="ck_notice_counter_last_serial_counts"),
        sa.ForeignKeyConstraint(["issuer_id"], ["issuer.id"], name="fk_notice_counter_issuer_id"),
        sa.PrimaryKeyConstraint("issuer_id", "year", name="pk_notice_counter"),
    )


def _create_live_claim() -> None:
    op.create_table(
        "live_claim",
        sa.Column("claim_id", sa.Uuid, nullable=False),
        sa.Column("notice_id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_live_claim_claim_id"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_live_claim_notice_id"),
        sa.PrimaryKeyConstraint("claim_id", name="pk_live_claim"),
    )
    op.create_index("ix_live_claim_notice_id", "live_claim", ["notice_id"])
    triggers.require_audit("live_claim", subject="notice_id")


def _create_notice_version() -> None:
    op.create_table(
        "notice_version",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_id", sa.Uuid, nullable=False),
        sa.Column("version_no", sa.Integer, nullable=False),
        sa.Column("content", JSONB, nullable=False),
        sa.Column("canonical_json", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("pdf", sa.LargeBinary, nullable=False),
        sa.Column("canonical_sha256", sa.String, nullable=False),
        sa.Column("text_sha256", sa.String, nullable=False),
        sa.Column("html_sha256", sa.String, nullable=False),
        sa.Column("pdf_sha256", sa.String, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String, nullable=False),
        sa.Column("because_notice_id", sa.Uuid),
        sa.CheckConstraint(
            "canonical_sha256 = encode(sha256(canonical_json), 'hex')", name="ck_notice_version_canonical_sha256_fits"
        ),
        sa.CheckConstraint(
            "html_sha256 = encode(sha256(convert_to(html, 'UTF8')), 'hex')", name="ck_notice_version_html_sha256_fits"
        ),
        sa.CheckConstraint("pdf_sha256 = encode(sha256(pdf), 'hex')", name="ck_notice_version_pdf_sha256_fits"),
        sa.CheckConstraint(
            "text_sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')", name="ck_notice_version_text_sha256_fits"
        ),
        sa.CheckConstraint("version_no >= 1", name="ck_notice_version_version_no_counts"),
        sa.ForeignKeyConstraint(["because_notice_id"], ["notice.id"], name="fk_notice_version_because_notice_id"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_notice_version_notice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice_version"),
        sa.UniqueConstraint("notice_id", "version_no", name="uq_notice_version_notice_id_version_no"),
    )
    op.create_index("ix_notice_version_because_notice_id", "notice_version", ["because_notice_id"])
    triggers.append_only("notice_version")
    triggers.require_audit("notice_version", subject="notice_id")


def _create_notice_link() -> None:
    op.create_table(
        "notice_link",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_notice_id", sa.Uuid, nullable=False),
        sa.Column("to_notice_id", sa.Uuid, nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.CheckConstraint("from_notice_id <> to_notice_id", name="ck_notice_link_two_notices"),
        sa.ForeignKeyConstraint(["from_notice_id"], ["notice.id"], name="fk_notice_link_from_notice_id"),
        sa.ForeignKeyConstraint(["to_notice_id"], ["notice.id"], name="fk_notice_link_to_notice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notice_link"),
        sa.UniqueConstraint(
            "from_notice_id", "to_notice_id", "relation", name="uq_notice_link_from_notice_id_to_notice_id_relation"
        ),
    )
    op.create_index("ix_notice_link_to_notice_id", "notice_link", ["to_notice_id"])
    triggers.require_audit("notice_link", subject="from_notice_id")


def _create_placement() -> None:
    op.create_table(
        "placement",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_id", sa.Uuid, nullable=False),
        sa.Column("medium", sa.String, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("published_on", sa.Date, nullable=False),
        sa.Column("page", sa.String),
        sa.Column("url", sa.String),
        sa.Column("file_number", sa.String),
        sa.Column("is_filed_with_supervisor", sa.Boolean),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_placement_notice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_placement"),
    )
    op.create_index("ix_placement_notice_id", "placement", ["notice_id"])
    triggers.require_audit("placement")
