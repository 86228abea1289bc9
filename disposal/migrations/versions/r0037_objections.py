"""Objections (异议): what was said, its decisions, questions, pauses, replies, files, and an issuer's rules.

What was said, the receipt and the time of entry never change. A decision is rewritten only while it waits.
"""

import sqlalchemy as sa
from alembic import op

from disposal.migrations import triggers
from disposal.write_errors import APPEND_ONLY

revision = "0037"
down_revision = "0036"

_INSTANT = sa.DateTime(timezone=True)
_SAID = (
    "id, created_at, notice_id, receipt, target, target_words, ground, words, remedy, arguments, objector, channel, "
    "postmark_on, entered_at, entered_by, entered_by_id, is_filed_publicly"
)
_PROPOSED = "id, created_at, objection_id, outcome, reason, proposed_by, proposed_by_id, proposed_at"
_REFUSE_REWRITING = """
CREATE FUNCTION refuse_rewriting_of_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR {is_final} OR ({old}) IS DISTINCT FROM ({new}) THEN
        RAISE EXCEPTION '% on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{code}';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    """Create the tables."""
    _create_rules()
    _create_objections()
    _create_decisions()
    _create_messages()
    _create_pauses()
    _create_replies()
    _create_files()
    _create_attempts()
    _guard()


def _create_rules() -> None:
    op.create_table(
        "objection_rule",
        *_record(),
        sa.Column("issuer_id", sa.Uuid, sa.ForeignKey("issuer.id", name="fk_objection_rule_issuer_id"), nullable=False),
        sa.Column("in_force_from", sa.Date, nullable=False),
        sa.Column("postmark_counts", sa.Boolean, nullable=False),
        sa.Column("answer_working_days", sa.Integer),
        sa.Column("shows_count", sa.Boolean, nullable=False),
        sa.Column("document", sa.String),
        sa.CheckConstraint("answer_working_days BETWEEN 1 AND 365", name="ck_objection_rule_answer_working_days_count"),
        sa.UniqueConstraint("issuer_id", "in_force_from", name="uq_objection_rule_issuer_id_in_force_from"),
        sa.PrimaryKeyConstraint("id", name="pk_objection_rule"),
    )
    op.create_index("ix_objection_rule_issuer_id", "objection_rule", ["issuer_id"])


def _create_objections() -> None:
    words = ("objector", "phone", "email", "address", "representative", "received_by", "recording", "case_number")
    op.create_table(
        "objection",
        *_record(),
        sa.Column("notice_id", sa.Uuid, sa.ForeignKey("notice.id", name="fk_objection_notice_id"), nullable=False),
        *(_text(name) for name in ("receipt", "target", "target_words", "words", "link_digest", "entered_by")),
        *(_code(name) for name in ("ground", "standing", "channel", "state", "receipt_check")),
        *(sa.Column(name, sa.String(40)) for name in ("objector_kind", "authority")),
        *(sa.Column(name, sa.String) for name in ("remedy", "arguments", *words)),
        sa.Column("postmark_on", sa.Date),
        sa.Column("received_at", _INSTANT, nullable=False),
        sa.Column("entered_at", _INSTANT, nullable=False),
        sa.Column("entered_by_id", sa.Uuid, sa.ForeignKey("person.id", name="fk_objection_entered_by_id")),
        sa.Column("is_filed_publicly", sa.Boolean, nullable=False),
        sa.Column("lead_id", sa.Uuid, sa.ForeignKey("objection.id", name="fk_objection_lead_id")),
        sa.CheckConstraint("lead_id <> id", name="ck_objection_lead_is_another"),
        sa.CheckConstraint("received_at <= entered_at", name="ck_objection_received_before_entered"),
        sa.PrimaryKeyConstraint("id", name="pk_objection"),
    )
    for column in ("notice_id", "lead_id", "entered_by_id"):
        op.create_index(f"ix_objection_{column}", "objection", [column])
    for column in ("receipt", "link_digest"):
        op.create_index(f"ix_objection_{column}", "objection", [column], unique=True)
    op.create_index("ix_objection_state_id", "objection", ["state", "id"])


def _create_decisions() -> None:
    op.create_table(
        "objection_decision",
        *_record(),
        *_of_objection("objection_decision"),
        _code("outcome"),
        _code("state"),
        _text("reason"),
        _text("proposed_by"),
        sa.Column("proposed_by_id", sa.Uuid, sa.ForeignKey("person.id", name="fk_objection_decision_proposed_by_id")),
        sa.Column("proposed_at", _INSTANT, nullable=False),
        sa.Column("decided_by", sa.String),
        sa.Column("decided_by_id", sa.Uuid, sa.ForeignKey("person.id", name="fk_objection_decision_decided_by_id")),
        sa.Column("decided_at", _INSTANT),
        sa.Column("comment", sa.String),
        sa.CheckConstraint(
            "state <> 'confirmed' OR outcome IN ('accepted', 'withdrawn') "
            "OR (num_nonnulls(proposed_by_id, decided_by_id) = 2 AND decided_by_id <> proposed_by_id)",
            name="ck_objection_decision_by_two_persons",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_objection_decision"),
    )
    _one("uq_objection_decision_one_waiting", "objection_decision", "state = 'waiting'")


def _create_messages() -> None:
    op.create_table(
        "objection_message",
        *_record(),
        *_of_objection("objection_message"),
        sa.Column("is_from_objector", sa.Boolean, nullable=False),
        _text("author"),
        _text("words"),
        sa.Column("said_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_objection_message"),
    )


def _create_pauses() -> None:
    op.create_table(
        "objection_pause",
        *_record(),
        *_of_objection("objection_pause"),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date),
        _text("because"),
        sa.CheckConstraint("ends_on >= starts_on", name="ck_objection_pause_in_order"),
        sa.PrimaryKeyConstraint("id", name="pk_objection_pause"),
    )
    _one("uq_objection_pause_one_open", "objection_pause", "ends_on IS NULL")


def _create_replies() -> None:
    op.create_table(
        "objection_reply",
        *_record(),
        *_of_objection("objection_reply"),
        _code("method"),
        sa.Column("number", sa.String),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("received_on", sa.Date),
        sa.Column("returned_on", sa.Date),
        sa.CheckConstraint("received_on >= sent_on AND returned_on >= sent_on", name="ck_objection_reply_in_order"),
        sa.CheckConstraint("num_nonnulls(received_on, returned_on) <= 1", name="ck_objection_reply_one_end"),
        sa.PrimaryKeyConstraint("id", name="pk_objection_reply"),
    )


def _create_files() -> None:
    op.create_table(
        "objection_file",
        *_record(),
        *_of_objection("objection_file"),
        sa.Column("message_id", sa.Uuid, sa.ForeignKey("objection_message.id", name="fk_objection_file_message_id")),
        sa.Column("is_from_objector", sa.Boolean, nullable=False),
        sa.Column("proves_receipt", sa.Boolean, nullable=False),
        _text("file_name"),
        _text("media_type"),
        _text("sha256"),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("sha256 = encode(sha256(data), 'hex')", name="ck_objection_file_sha256_fits"),
        sa.PrimaryKeyConstraint("id", name="pk_objection_file"),
    )
    op.create_index("ix_objection_file_message_id", "objection_file", ["message_id"])


def _create_attempts() -> None:
    op.create_table(
        "filing_attempt",
        *_record(),
        _text("network_digest"),
        sa.Column("at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_filing_attempt"),
    )
    op.create_index("ix_filing_attempt_at", "filing_attempt", ["at"])
    op.create_index("ix_filing_attempt_network_digest_at", "filing_attempt", ["network_digest", "at"])


def _guard() -> None:
    parts = ("decision", "message", "pause", "reply", "file")
    for part in parts:
        op.create_index(f"ix_objection_{part}_objection_id", f"objection_{part}", ["objection_id"])
    for column in ("proposed_by_id", "decided_by_id"):
        op.create_index(f"ix_objection_decision_{column}", "objection_decision", [column])
    triggers.require_audit("objection_rule")
    triggers.require_audit("objection")
    triggers.require_audit("objection_decision")
    triggers.require_audit("objection_message")
    triggers.require_audit("objection_pause")
    triggers.require_audit("objection_reply")
    triggers.require_audit("objection_file")
    for table in ("objection_rule", "objection_message", "objection_file"):
        triggers.append_only(table)
    _never_rewritten("objection", _SAID, is_final="false")
    _never_rewritten("objection_decision", _PROPOSED, is_final="OLD.state <> 'waiting'")


def _never_rewritten(table: str, columns: str, *, is_final: str) -> None:
    names = columns.split(", ")
    old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("OLD", "NEW"))
    op.execute(_REFUSE_REWRITING.format(table=table, is_final=is_final, old=old, new=new, code=APPEND_ONLY))
    op.execute(
        f"CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_of_{table}()"
    )


def _record() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
    )


def _of_objection(table: str) -> tuple[sa.Column[object], ...]:
    parent = sa.ForeignKey("objection.id", name=f"fk_{table}_objection_id")
    return (sa.Column("objection_id", sa.Uuid, parent, nullable=False),)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String, nullable=False)


def _code(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.String(40), nullable=False)


def _one(name: str, table: str, where: str) -> None:
    op.create_index(name, table, ["objection_id"], unique=True, postgresql_where=sa.text(where))
