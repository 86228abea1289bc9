"""用印与登报: uses of a seal, bookings of media, proofs; whether an issuer publishes only what is booked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers

revision = "0035"
down_revision = "0034"

_FITS = "sha256 = encode(sha256(data), 'hex')"


def upgrade() -> None:
    """Create the tables."""
    _create_seal_uses()
    _create_bookings()
    _create_proofs()
    asks = sa.Column("requires_booking", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("issuer", asks)
    op.alter_column("issuer", "requires_booking", server_default=None)
    triggers.require_audit("seal_use")
    triggers.require_audit("press_booking")
    triggers.require_audit("press_proof")
    triggers.append_only("seal_use")
    triggers.append_only("press_proof")


def _create_seal_uses() -> None:
    op.create_table(
        "seal_use",
        *_record("notice_id"),
        sa.Column("seal", sa.String, nullable=False),
        sa.Column("copies", sa.Integer, nullable=False),
        sa.Column("sealed_on", sa.Date, nullable=False),
        sa.Column("handled_by", sa.String, nullable=False),
        *_file(),
        sa.CheckConstraint("copies >= 1", name="ck_seal_use_copies_count"),
        sa.CheckConstraint(_FITS, name="ck_seal_use_sha256_fits"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_seal_use_notice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_seal_use"),
    )
    op.create_index("ix_seal_use_notice_id", "seal_use", ["notice_id"])


def _create_bookings() -> None:
    op.create_table(
        "press_booking",
        *_record("notice_id"),
        sa.Column("medium", sa.String, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("page", sa.String),
        sa.Column("size", sa.String),
        sa.Column("closes_at", sa.String),
        sa.Column("contact", sa.String),
        sa.Column("closes_on", sa.Date, nullable=False),
        sa.Column("planned_on", sa.Date, nullable=False),
        sa.Column("quote", sa.Numeric(precision=20, scale=2)),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("quote >= 0 AND quote <> 'NaN'", name="ck_press_booking_quote_not_negative"),
        sa.CheckConstraint("closes_on <= planned_on", name="ck_press_booking_closes_before"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_press_booking_notice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_press_booking"),
    )
    op.create_index("ix_press_booking_notice_id", "press_booking", ["notice_id"])
    op.create_index(
        "uq_press_booking_one_open",
        "press_booking",
        ["notice_id", "medium"],
        unique=True,
        postgresql_where=sa.text("state <> 'cancelled'"),
    )


def _create_proofs() -> None:
    op.create_table(
        "press_proof",
        *_record("booking_id"),
        *_file(),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("is_typed", sa.Boolean, nullable=False),
        sa.Column("compared_sha256", sa.String, nullable=False),
        sa.Column("differences", JSONB, nullable=False),
        sa.CheckConstraint(_FITS, name="ck_press_proof_sha256_fits"),
        sa.ForeignKeyConstraint(["booking_id"], ["press_booking.id"], name="fk_press_proof_booking_id"),
        sa.PrimaryKeyConstraint("id", name="pk_press_proof"),
    )
    op.create_index("ix_press_proof_booking_id", "press_proof", ["booking_id"])


def _record(parent: str) -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(parent, sa.Uuid, nullable=False),
    )


def _file() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("file_name", sa.String, nullable=False),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
