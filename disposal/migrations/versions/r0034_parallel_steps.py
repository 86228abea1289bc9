"""Steps in parallel (会签), steps that are only read (传阅), authorities (授权书), 急缓 and 呈送.

``require_approval`` is made anew: what is only read holds nothing up; a step of one person is signed by that person or
the deputy; who relied on an authority does so within its limit. ``refuse_rewriting`` guards the new columns too.
"""

import sqlalchemy as sa
from alembic import op

from disposal.migrations import triggers
from disposal.write_errors import APPEND_ONLY, APPROVAL_MISSING

revision = "0034"
down_revision = "0033"

_FROZEN = (
    "id, created_at, notice_id, issuer_id, ordinal, canonical_json, text, sha256, text_sha256, edition, record_ids, "
    "last_entry_id, contributors, steps, background, submitted_by_id, publish_from, publish_until, "
    "urgency, presented_to, authority_id"
)
_REFUSE_REWRITING = f"""
CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE FUNCTION require_approval() RETURNS trigger LANGUAGE plpgsql AS $$
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
        AND EXISTS (
            SELECT FROM jsonb_array_elements(s.steps) AS step
            WHERE NOT coalesce((step ->> 'reads_only')::boolean, false)
        )
        AND (s.authority_id IS NULL OR EXISTS (
            SELECT FROM approval_authority AS y JOIN disposal_project AS p ON p.id = NEW.project_id
            WHERE y.id = s.authority_id AND y.issuer_id = s.issuer_id AND p.book_value <= y.limit_amount
        ))
        AND NOT EXISTS (
            SELECT FROM jsonb_array_elements(s.steps) WITH ORDINALITY AS step (said, number)
            WHERE NOT coalesce((step.said ->> 'reads_only')::boolean, false) AND NOT EXISTS (
                SELECT FROM approval AS a JOIN account ON account.id = a.account_id
                WHERE a.submission_id = s.id AND a.step = step.number AND a.sha256 = s.sha256
                AND a.person_id = account.person_id AND account.disabled_at IS NULL
                AND coalesce(step.said ->> 'person_id', coalesce(a.deputy_for_id, a.person_id)::text)
                    = coalesce(a.deputy_for_id, a.person_id)::text
                AND s.submitted_by_id NOT IN (a.person_id, coalesce(a.deputy_for_id, a.person_id))
                AND NOT EXISTS (
                    SELECT FROM jsonb_array_elements(s.contributors) AS took_part
                    WHERE took_part ->> 'person_id' IN (a.person_id::text, a.deputy_for_id::text)
                )
                AND (a.paper_approval_id IS NULL OR EXISTS (
                    SELECT FROM paper_approval AS p JOIN issuer ON issuer.id = s.issuer_id
                    WHERE p.id = a.paper_approval_id AND p.state = 'confirmed' AND issuer.allows_paper_approval
                    AND p.submission_id = s.id AND p.step = a.step AND p.sha256 = s.sha256
                    AND p.signer_id = a.person_id AND p.account_id = a.account_id
                    AND s.submitted_by_id NOT IN (p.entered_by_id, p.decided_by_id)
                    AND NOT EXISTS (
                        SELECT FROM jsonb_array_elements(s.contributors) AS took_part
                        WHERE took_part ->> 'person_id' IN (p.entered_by_id::text, p.decided_by_id::text)
                    )
                ))
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


def upgrade() -> None:
    """Create the tables, widen steps and submissions, and make the guards anew."""
    _widen_steps()
    _create_authorities()
    _create_readings()
    _widen_submissions()
    op.execute(_REFUSE_REWRITING)
    op.execute(_REQUIRE_APPROVAL)


def _widen_steps() -> None:
    op.add_column("approval_step", sa.Column("stage", sa.Integer))
    op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    op.execute("ALTER TABLE approval_step DISABLE TRIGGER USER")
    op.execute("UPDATE approval_step SET stage = ordinal")
    op.execute("ALTER TABLE approval_step ENABLE TRIGGER USER")
    op.alter_column("approval_step", "stage", nullable=False)
    op.add_column("approval_step", sa.Column("person_id", sa.Uuid))
    op.create_foreign_key("fk_approval_step_person_id", "approval_step", "person", ["person_id"], ["id"])
    op.create_index("ix_approval_step_person_id", "approval_step", ["person_id"])
    for name in ("reads_only", "above_limit"):
        op.add_column("approval_step", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
        op.alter_column("approval_step", name, server_default=None)
    op.create_check_constraint("ck_approval_step_stage_counts", "approval_step", "stage >= 1")
    op.create_check_constraint("ck_approval_step_reads_or_signs", "approval_step", "NOT (reads_only AND above_limit)")


def _create_authorities() -> None:
    op.create_table(
        "approval_authority",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issuer_id", sa.Uuid, nullable=False),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("limit_amount", sa.Numeric(precision=20, scale=2), nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "limit_amount >= 0 AND limit_amount <> 'NaN'", name="ck_approval_authority_limit_amount_not_negative"
        ),
        sa.CheckConstraint("starts_on <= ends_on", name="ck_approval_authority_period"),
        sa.ForeignKeyConstraint(["issuer_id"], ["issuer.id"], name="fk_approval_authority_issuer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_approval_authority"),
    )
    op.create_index("ix_approval_authority_issuer_id", "approval_authority", ["issuer_id"])
    triggers.require_audit("approval_authority")


def _create_readings() -> None:
    op.create_table(
        "approval_reading",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_id", sa.Uuid, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name="fk_approval_reading_submission_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_approval_reading_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_approval_reading"),
        sa.UniqueConstraint(
            "submission_id", "step", "person_id", name="uq_approval_reading_submission_id_step_person_id"
        ),
    )
    op.create_index("ix_approval_reading_person_id", "approval_reading", ["person_id"])
    triggers.require_audit("approval_reading")
    triggers.append_only("approval_reading")


def _widen_submissions() -> None:
    normal = sa.Column("urgency", sa.String(40), nullable=False, server_default="normal")
    op.add_column("submission", normal)
    op.alter_column("submission", "urgency", server_default=None)
    op.add_column("submission", sa.Column("presented_to", sa.String))
    op.add_column("submission", sa.Column("authority_id", sa.Uuid))
    op.create_foreign_key("fk_submission_authority_id", "submission", "approval_authority", ["authority_id"], ["id"])
    op.create_index("ix_submission_authority_id", "submission", ["authority_id"])
