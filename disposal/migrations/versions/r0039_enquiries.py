"""Enquiries (咨询): what was asked, its answers and files, and what readers see of it.

What was asked, its receipt and its times never change, nor does an answer.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from disposal.migrations import triggers
from disposal.write_errors import APPEND_ONLY

revision = "0039"
down_revision = "0038"

_INSTANT = sa.DateTime(timezone=True)
_SAID = (
    "id, created_at, notice_id, receipt, words, enquirer, phone, email, channel, received_at, entered_at, entered_by, "
    "entered_by_id, is_filed_publicly"
)
_REFUSE_REWRITING = """
CREATE FUNCTION refuse_rewriting_of_enquiry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.agrees_to_publish AND NOT OLD.agrees_to_publish)
        OR ({old}) IS DISTINCT FROM ({new}) THEN
        RAISE EXCEPTION '% on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{code}';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    """Create the tables."""
    _create_enquiries()
    _create_enquiry_answer()
    _create_files()
    _guard()


def _create_enquiries() -> None:
    op.create_table(
        "enquiry",
        *_record(),
        sa.Column("notice_id", sa.Uuid, sa.ForeignKey("notice.id", name="fk_enquiry_notice_id"), nullable=False),
        *(_text(name) for name in ("receipt", "words", "link_digest", "entered_by")),
        *(sa.Column(name, sa.String(40), nullable=False) for name in ("channel", "state")),
        *(sa.Column(name, sa.String) for name in ("enquirer", "phone", "email", "public_question", "public_answer")),
        sa.Column("agrees_to_publish", sa.Boolean, nullable=False),
        sa.Column("is_filed_publicly", sa.Boolean, nullable=False),
        sa.Column("received_at", _INSTANT, nullable=False),
        sa.Column("entered_at", _INSTANT, nullable=False),
        sa.Column("answered_at", _INSTANT),
        sa.Column("entered_by_id", sa.Uuid, sa.ForeignKey("person.id", name="fk_enquiry_entered_by_id")),
        sa.Column("search", TSVECTOR),
        sa.CheckConstraint("received_at <= entered_at", name="ck_enquiry_received_before_entered"),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL)", name="ck_enquiry_answered_at_its_instant"
        ),
        sa.CheckConstraint("num_nonnulls(public_question, public_answer) IN (0, 2)", name="ck_enquiry_public_whole"),
        sa.CheckConstraint(
            "public_question IS NULL OR (agrees_to_publish AND state = 'answered')", name="ck_enquiry_public_by_consent"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_enquiry"),
    )
    for column in ("notice_id", "entered_by_id"):
        op.create_index(f"ix_enquiry_{column}", "enquiry", [column])
    for column in ("receipt", "link_digest"):
        op.create_index(f"ix_enquiry_{column}", "enquiry", [column], unique=True)
    op.create_index("ix_enquiry_state_id", "enquiry", ["state", "id"])
    op.create_index("ix_enquiry_search", "enquiry", ["search"], postgresql_using="gin")
    shown = sa.text("public_question IS NOT NULL")
    op.create_index("ix_enquiry_public", "enquiry", ["notice_id"], postgresql_where=shown)


def _create_enquiry_answer() -> None:
    op.create_table(
        "enquiry_answer",
        *_record(),
        _of_enquiry("enquiry_answer"),
        _text("words"),
        sa.Column("is_public", sa.Boolean, nullable=False),
        _text("answered_by"),
        sa.Column("answered_by_id", sa.Uuid, sa.ForeignKey("person.id", name="fk_enquiry_answer_answered_by_id")),
        sa.Column("answered_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_enquiry_answer"),
    )
    for column in ("enquiry_id", "answered_by_id"):
        op.create_index(f"ix_enquiry_answer_{column}", "enquiry_answer", [column])


def _create_files() -> None:
    op.create_table(
        "enquiry_file",
        *_record(),
        _of_enquiry("enquiry_file"),
        *(_text(name) for name in ("file_name", "media_type", "sha256")),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("sha256 = encode(sha256(data), 'hex')", name="ck_enquiry_file_sha256_fits"),
        sa.PrimaryKeyConstraint("id", name="pk_enquiry_file"),
    )
    op.create_index("ix_enquiry_file_enquiry_id", "enquiry_file", ["enquiry_id"])


def _guard() -> None:
    triggers.require_audit("enquiry")
    triggers.require_audit("enquiry_answer")
    triggers.require_audit("enquiry_file")
    triggers.append_only("enquiry_answer")
    triggers.append_only("enquiry_file")
    old, new = (", ".join(f"{row}.{name}" for name in _SAID.split(", ")) for row in ("OLD", "NEW"))
    op.execute(_REFUSE_REWRITING.format(old=old, new=new, code=APPEND_ONLY))
    op.execute(
        "CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON enquiry "
        "FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_of_enquiry()"
    )


def _record() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
    )


def _of_enquiry(table: str) -> sa.Column[object]:
    return sa.Column("enquiry_id", sa.Uuid, sa.ForeignKey("enquiry.id", name=f"fk_{table}_enquiry_id"), nullable=False)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String, nullable=False)
