"""Approvals on paper (线下审批): the signed sheet, entered by one person and confirmed by another.

``require_approval`` is made anew: an approval that rests on paper counts only with a confirmed sheet of the very step,
entered and confirmed by two persons who are neither the signer nor took part, and only where the issuer allows it.
"""

import sqlalchemy as sa
from alembic import op

from disposal.migrations import triggers
from disposal.write_errors import APPEND_ONLY, APPROVAL_MISSING

revision = "0033"
down_revision = "0032"

_FROZEN = (
    "id, created_at, submission_id, step, sha256, code, signer_id, account_id, deputyship_id, name, signed_on, "
    "comment, file_name, media_type, size, scan_sha256, entered_by_id"
)
_REFUSE_REWRITING = f"""
CREATE FUNCTION refuse_rewriting_of_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'waiting' OR ({", ".join(f"OLD.{each}" for each in _FROZEN.split(", "))})
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
    """Create the table, let an approval rest on paper, and hold publication to it."""
    op.create_table("paper_approval", *_columns(), *_constraints())
    op.create_index(
        "uq_paper_approval_one_open",
        "paper_approval",
        ["submission_id", "step"],
        unique=True,
        postgresql_where=sa.text("state <> 'declined'"),
    )
    for column in ("signer_id", "account_id", "deputyship_id", "entered_by_id", "decided_by_id"):
        op.create_index(f"ix_paper_approval_{column}", "paper_approval", [column])
    triggers.require_audit("paper_approval")
    op.execute(_REFUSE_REWRITING)
    op.execute(
        "CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE ON paper_approval "
        "FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_of_paper()"
    )
    op.add_column("approval", sa.Column("paper_approval_id", sa.Uuid))
    op.create_foreign_key("fk_approval_paper_approval_id", "approval", "paper_approval", ["paper_approval_id"], ["id"])
    op.create_unique_constraint("uq_approval_paper_approval_id", "approval", ["paper_approval_id"])
    allowed = sa.Column("allows_paper_approval", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("issuer", allowed)
    op.alter_column("issuer", "allows_paper_approval", server_default=None)
    op.execute(_REQUIRE_APPROVAL)


def _columns() -> tuple[sa.Column[object], ...]:
    return (
        *(sa.Column(name, sa.Uuid, nullable=False) for name in ("id", "submission_id", "signer_id", "account_id")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("deputyship_id", sa.Uuid),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("signed_on", sa.Date, nullable=False),
        sa.Column("comment", sa.String),
        *(sa.Column(name, sa.String, nullable=False) for name in ("file_name", "media_type", "scan_sha256")),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("entered_by_id", sa.Uuid, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("decided_by_id", sa.Uuid),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
    )


def _constraints() -> tuple[sa.Constraint, ...]:
    checks = {
        "scan_sha256_fits": "scan_sha256 = encode(sha256(data), 'hex')",
        "step_counts": "step >= 1",
        "decided_whole": "(state = 'waiting') = (decided_by_id IS NULL)",
        "decided_at_whole": "(decided_by_id IS NULL) = (decided_at IS NULL)",
        "entered_by_another": "signer_id <> entered_by_id",
        "confirmed_by_another": "state <> 'confirmed' OR decided_by_id NOT IN (signer_id, entered_by_id)",
    }
    refers = {
        "submission_id": "submission",
        "signer_id": "person",
        "account_id": "account",
        "deputyship_id": "deputyship",
        "entered_by_id": "person",
        "decided_by_id": "person",
    }
    return (
        sa.PrimaryKeyConstraint("id", name="pk_paper_approval"),
        *(sa.CheckConstraint(words, name=f"ck_paper_approval_{name}") for name, words in checks.items()),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_paper_approval_{column}")
            for column, table in refers.items()
        ),
    )
