"""Screenings, the parties they watch, alerts, and decisions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the tables, each with its indexes and triggers."""
    _create_screening()
    _create_watched_party()
    _create_screening_alert()
    _create_screening_decision()


def _create_screening() -> None:
    op.create_table(
        "screening",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bidder_id", sa.Uuid, nullable=False),
        sa.Column("project_id", sa.Uuid, nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("judged_on", sa.Date, nullable=False),
        sa.Column("asked_by", sa.String, nullable=False),
        sa.Column("cause", sa.String),
        sa.Column("overall", sa.String(length=40), nullable=False),
        sa.Column("list_versions", JSONB, nullable=False),
        sa.Column("rule_versions", JSONB, nullable=False),
        sa.Column("engine_version", sa.String, nullable=False),
        sa.Column("record", sa.String, nullable=False),
        sa.Column("marks", JSONB, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["bidder_id"], ["bidder.id"], name="fk_screening_bidder_id"),
        sa.ForeignKeyConstraint(["project_id"], ["disposal_project.id"], name="fk_screening_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_screening"),
    )
    op.create_index("ix_screening_bidder_id_id", "screening", ["bidder_id", "id"])
    op.create_index("ix_screening_project_id", "screening", ["project_id"])
    triggers.require_audit("screening")
    triggers.append_only("screening")


def _create_watched_party() -> None:
    op.create_table(
        "watched_party",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bidder_id", sa.Uuid, nullable=False),
        sa.Column("party_id", sa.Uuid, nullable=False),
        sa.Column("match_keys", JSONB, nullable=False),
        sa.ForeignKeyConstraint(["bidder_id"], ["bidder.id"], name="fk_watched_party_bidder_id"),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name="fk_watched_party_party_id"),
        sa.PrimaryKeyConstraint("id", name="pk_watched_party"),
        sa.UniqueConstraint("bidder_id", "party_id", name="uq_watched_party_bidder_id_party_id"),
    )
    op.create_index("ix_watched_party_match_keys", "watched_party", ["match_keys"], postgresql_using="gin")
    op.create_index("ix_watched_party_party_id", "watched_party", ["party_id"])
    triggers.require_audit("watched_party", subject="bidder_id")


def _create_screening_alert() -> None:
    op.create_table(
        "screening_alert",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bidder_id", sa.Uuid, nullable=False),
        sa.Column("screening_id", sa.Uuid, nullable=False),
        sa.Column("recipient", sa.String, nullable=False),
        sa.Column("zh", sa.String, nullable=False),
        sa.Column("en", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["bidder_id"], ["bidder.id"], name="fk_screening_alert_bidder_id"),
        sa.ForeignKeyConstraint(["screening_id"], ["screening.id"], name="fk_screening_alert_screening_id"),
        sa.PrimaryKeyConstraint("id", name="pk_screening_alert"),
    )
    op.create_index("ix_screening_alert_bidder_id", "screening_alert", ["bidder_id"])
    op.create_index("ix_screening_alert_recipient_id", "screening_alert", ["recipient", "id"])
    op.create_index("ix_screening_alert_screening_id", "screening_alert", ["screening_id"])
    triggers.require_audit("screening_alert")
    triggers.append_only("screening_alert")


def _create_screening_decision() -> None:
    op.create_table(
        "screening_decision",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("screening_id", sa.Uuid, nullable=False),
        sa.Column("bidder_id", sa.Uuid, nullable=False),
        sa.Column("finding_no", sa.Integer, nullable=False),
        sa.Column("finding_key", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("decided_by", sa.String, nullable=False),
        sa.Column("requested_by", sa.String),
        sa.Column("request_id", sa.Uuid),
        sa.Column("expires_on", sa.Date),
        sa.CheckConstraint(
            "(verdict = 'override_approved') = (request_id IS NOT NULL AND requested_by IS NOT NULL)",
            name="ck_screening_decision_approval_names_request",
        ),
        sa.CheckConstraint(
            "verdict <> 'dismissed' OR expires_on IS NOT NULL", name="ck_screening_decision_dismissal_expires"
        ),
        sa.CheckConstraint("requested_by <> decided_by", name="ck_screening_decision_second_person"),
        sa.ForeignKeyConstraint(["bidder_id"], ["bidder.id"], name="fk_screening_decision_bidder_id"),
        sa.ForeignKeyConstraint(["request_id"], ["screening_decision.id"], name="fk_screening_decision_request_id"),
        sa.ForeignKeyConstraint(["screening_id"], ["screening.id"], name="fk_screening_decision_screening_id"),
        sa.PrimaryKeyConstraint("id", name="pk_screening_decision"),
        sa.UniqueConstraint("request_id", name="uq_screening_decision_request_id"),
    )
    op.create_index("ix_screening_decision_bidder_id_finding_key", "screening_decision", ["bidder_id", "finding_key"])
    op.create_index("ix_screening_decision_screening_id", "screening_decision", ["screening_id"])
    triggers.require_audit("screening_decision")
    triggers.append_only("screening_decision")
