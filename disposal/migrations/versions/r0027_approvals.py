"""Four eyes: submissions, steps, approvals, returns, deputies. No notice becomes public without its approvals.

A register without accounts publishes as before. The trigger ``require_approval`` looks at what is stored at commit, so
that no service, job or statement can pass it: the published content must be the submitted one but for what only
publication knows, and every step must have been approved by another person than who took part.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.migrations import triggers
from disposal.write_errors import APPEND_ONLY, APPROVAL_MISSING

revision = "0027"
down_revision = "0026"

_UNPUBLISHED = "'draft', 'submitted', 'approved'"
_STATES = f"{_UNPUBLISHED}, 'published', 'superseded', 'withdrawn', 'concluded'"
_NUMBERED = (
    f"CASE WHEN state IN ({_UNPUBLISHED}) THEN number IS NULL ELSE number IS NOT NULL AND published_on IS NOT NULL END"
)
_NEWEST_OFFER = (sa.text("offer_published_on DESC"), sa.text("offer_id DESC"))
_LISTED = {
    "ix_notice_newest": (sa.text("published_on DESC"), sa.text("id DESC")),
    "ix_notice_newest_offer": _NEWEST_OFFER,
    "ix_notice_kind_newest_offer": ("kind", *_NEWEST_OFFER),
}
_FROZEN = (
    "id, created_at, notice_id, issuer_id, ordinal, canonical_json, text, sha256, text_sha256, edition, record_ids, "
    "last_entry_id, contributors, steps, background, submitted_by_id, publish_from, publish_until"
)
_REFUSE_REWRITING = f"""
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR ({", ".join(f"OLD.{each}" for each in _FROZEN.split(", "))})
        IS DISTINCT FROM ({", ".join(f"NEW.{each}" for each in _FROZEN.split(", "))}) THEN
        RAISE EXCEPTION '% on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{APPEND_ONLY}';
    END IF;
    RETURN NEW;
END $$
"""
_WITHOUT_DAY = (
    "said.{} - 'published_on' #- '{{window,ends_on}}' #- '{{window,ends_at}}' #- '{{window,is_provisional}}' "
    "#- '{{validity,ends_on}}' #- '{{validity,ends_at}}' #- '{{validity,is_provisional}}'"
)
_REQUIRE_APPROVAL = f"""
CREATE FUNCTION require_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM account) AND NOT EXISTS (SELECT FROM register_mode WHERE mode = 'production') THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM submission AS s
        JOIN notice_version AS v ON v.notice_id = s.notice_id AND v.version_no = 1
        CROSS JOIN LATERAL (
            SELECT convert_from(s.canonical_json, 'UTF8')::jsonb AS approved,
                   v.content - 'number' - 'entered_afterwards' AS printed
        ) AS said
        WHERE s.notice_id = NEW.id AND s.state = 'published' AND s.published_sha256 = v.canonical_sha256
        AND NEW.published_on BETWEEN s.publish_from AND s.publish_until
        AND (said.approved = said.printed OR (
            s.publish_from < s.publish_until AND {_WITHOUT_DAY.format("approved")} = {_WITHOUT_DAY.format("printed")}
        ))
        AND jsonb_array_length(s.steps) >= 1
        AND NOT EXISTS (
            SELECT FROM jsonb_array_elements(s.steps) WITH ORDINALITY AS step (said, number)
            WHERE NOT EXISTS (
                SELECT FROM approval AS a JOIN account ON account.id = a.account_id
                WHERE a.submission_id = s.id AND a.step = step.number AND a.sha256 = s.sha256
                AND a.person_id = account.person_id AND account.disabled_at IS NULL
                AND s.submitted_by_id NOT IN (a.person_id, coalesce(a.deputy_for_id, a.person_id))
                AND NOT EXISTS (
                    SELECT FROM jsonb_array_elements(s.contributors) AS took_part
                    WHERE took_part ->> 'person_id' IN (a.person_id::text, a.deputy_for_id::text)
                )
                AND (a.deputyship_id IS NULL OR EXISTS (
                    SELECT FROM deputyship AS d
                    WHERE d.id = a.deputyship_id AND d.principal_id = a.deputy_for_id AND d.deputy_id = a.person_id
                    AND (a.approved_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN d.starts_on AND d.ends_on
                ))
            )
        )
    ) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '%', NEW.title USING ERRCODE = '{APPROVAL_MISSING}';
END $$
"""
_PUBLISHED = """
CREATE CONSTRAINT TRIGGER require_approval AFTER {event} ON notice DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION require_approval()
"""


def upgrade() -> None:
    """Create the tables, let a notice be submitted and approved, and guard its publication."""
    _let_notices_be_submitted()
    _create_submissions()
    _create_steps_and_deputies()
    _create_decisions()
    triggers.require_audit("submission")
    triggers.require_audit("approval_step")
    triggers.require_audit("deputyship")
    triggers.require_audit("approval")
    triggers.require_audit("submission_return")
    triggers.append_only("approval")
    triggers.append_only("submission_return")
    op.execute(_REFUSE_REWRITING)
    op.execute(
        "CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON submission "
        "FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
    )
    op.execute(_REQUIRE_APPROVAL)
    becomes_public = "OLD.number IS NULL AND NEW.number IS NOT NULL"
    op.execute(_PUBLISHED.format(event="UPDATE", condition=becomes_public))
    inserted = _PUBLISHED.replace("require_approval AFTER", "require_approval_of_new AFTER")
    op.execute(inserted.format(event="INSERT", condition="NEW.number IS NOT NULL"))


def _let_notices_be_submitted() -> None:
    for name, condition in (
        ("ck_notice_state_known", f"state IN ({_STATES})"),
        ("ck_notice_published_is_numbered", _NUMBERED),
        ("ck_notice_with_its_offer", "number IS NULL OR (offer_id IS NOT NULL AND offer_published_on IS NOT NULL)"),
    ):
        op.drop_constraint(name, "notice")
        op.create_check_constraint(name, "notice", condition)
    for name, columns in _LISTED.items():
        op.drop_index(name, "notice")
        op.create_index(name, "notice", [*columns], postgresql_where=sa.text("number IS NOT NULL"))


def _create_submissions() -> None:
    op.create_table(
        "submission",
        *_record(),
        _reference("notice_id"),
        _reference("issuer_id"),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("canonical_json", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("sha256", "text_sha256", "edition")),
        sa.Column("record_ids", JSONB, nullable=False),
        sa.Column("last_entry_id", sa.BigInteger, nullable=False),
        *(sa.Column(name, JSONB, nullable=False) for name in ("contributors", "steps", "background")),
        _reference("submitted_by_id"),
        sa.Column("publish_from", sa.Date, nullable=False),
        sa.Column("publish_until", sa.Date, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("published_sha256", sa.String),
        sa.Column("filled_in", JSONB),
        _foreign_key("submission", "notice_id", "notice"),
        _foreign_key("submission", "issuer_id", "issuer"),
        _foreign_key("submission", "submitted_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
        sa.UniqueConstraint("notice_id", "ordinal", name="uq_submission_notice_id_ordinal"),
        sa.CheckConstraint("sha256 = encode(sha256(canonical_json), 'hex')", name="ck_submission_sha256_fits"),
        sa.CheckConstraint(
            "text_sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')", name="ck_submission_text_sha256_fits"
        ),
        sa.CheckConstraint("ordinal >= 1", name="ck_submission_ordinal_counts"),
        sa.CheckConstraint("publish_from <= publish_until", name="ck_submission_days_in_order"),
        sa.CheckConstraint(
            "(state = 'published') = (published_sha256 IS NOT NULL)", name="ck_submission_published_whole"
        ),
    )
    op.create_index("ix_submission_issuer_id", "submission", ["issuer_id"])
    op.create_index("ix_submission_submitted_by_id", "submission", ["submitted_by_id"])


def _create_steps_and_deputies() -> None:
    op.create_table(
        "approval_step",
        *_record(),
        _reference("issuer_id"),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        _foreign_key("approval_step", "issuer_id", "issuer"),
        sa.PrimaryKeyConstraint("id", name="pk_approval_step"),
        sa.UniqueConstraint("issuer_id", "ordinal", name="uq_approval_step_issuer_id_ordinal"),
        sa.CheckConstraint("ordinal >= 1", name="ck_approval_step_ordinal_counts"),
    )
    persons = ("principal_id", "deputy_id")
    op.create_table(
        "deputyship",
        *_record(),
        *map(_reference, ("issuer_id", *persons)),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("document", sa.String),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        _foreign_key("deputyship", "issuer_id", "issuer"),
        *(_foreign_key("deputyship", column, "person") for column in persons),
        sa.PrimaryKeyConstraint("id", name="pk_deputyship"),
        sa.CheckConstraint("principal_id <> deputy_id", name="ck_deputyship_two_persons"),
        sa.CheckConstraint("ends_on >= starts_on AND ends_on < starts_on + 60", name="ck_deputyship_period"),
        sa.CheckConstraint(
            "starts_on >= (created_at AT TIME ZONE 'Asia/Shanghai')::date", name="ck_deputyship_not_backdated"
        ),
    )
    for column in ("issuer_id", *persons):
        op.create_index(f"ix_deputyship_{column}", "deputyship", [column])


def _create_decisions() -> None:
    op.create_table(
        "approval",
        *_record(),
        _reference("submission_id"),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        _reference("person_id"),
        _reference("account_id"),
        sa.Column("deputy_for_id", sa.Uuid),
        sa.Column("deputyship_id", sa.Uuid),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("comment", sa.String),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        _foreign_key("approval", "submission_id", "submission"),
        _foreign_key("approval", "person_id", "person"),
        _foreign_key("approval", "account_id", "account"),
        _foreign_key("approval", "deputy_for_id", "person"),
        _foreign_key("approval", "deputyship_id", "deputyship"),
        sa.PrimaryKeyConstraint("id", name="pk_approval"),
        sa.UniqueConstraint("submission_id", "step", name="uq_approval_submission_id_step"),
        sa.UniqueConstraint("submission_id", "person_id", name="uq_approval_submission_id_person_id"),
        sa.CheckConstraint("step >= 1", name="ck_approval_step_counts"),
        sa.CheckConstraint("(deputy_for_id IS NULL) = (deputyship_id IS NULL)", name="ck_approval_deputy_whole"),
    )
    op.create_index("ix_approval_person_id", "approval", ["person_id"])
    for column in ("account_id", "deputy_for_id", "deputyship_id"):
        op.create_index(f"ix_approval_{column}", "approval", [column])
    op.create_table(
        "submission_return",
        *_record(),
        _reference("submission_id"),
        _reference("person_id"),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("reasons", JSONB, nullable=False),
        sa.Column("comment", sa.String, nullable=False),
        _foreign_key("submission_return", "submission_id", "submission"),
        _foreign_key("submission_return", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_submission_return"),
    )
    op.create_index("ix_submission_return_submission_id", "submission_return", ["submission_id"])
    op.create_index("ix_submission_return_person_id", "submission_return", ["person_id"])


def _record() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )


def _reference(column: str) -> sa.Column[object]:
    return sa.Column(column, sa.Uuid, nullable=False)


def _foreign_key(table: str, column: str, referred: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{referred}.id"], name=f"fk_{table}_{column}")
