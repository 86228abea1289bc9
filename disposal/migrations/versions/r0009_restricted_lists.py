"""Restricted lists, their versions, and their append-only entries."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from disposal.migrations import triggers
from disposal.write_errors import APPEND_ONLY, AUDIT_MISSING

revision = "0009"
down_revision = "0008"

# Imports have hundreds of thousands of rows, so the version's audit entry is checked once per statement.
_REQUIRE_AUDIT_OF_IMPORT = f"""
CREATE FUNCTION require_audit_of_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT restricted_list_id, first_version_no FROM brought) AS b
        WHERE NOT EXISTS (
            SELECT FROM list_version v JOIN audit_entry a ON a.subject_id = v.id
            WHERE v.restricted_list_id = b.restricted_list_id AND v.version_no = b.first_version_no
              AND a.transaction_id = pg_current_xact_id()::text::bigint
        )
    ) THEN
        RAISE EXCEPTION '% on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{AUDIT_MISSING}';
    END IF;
    RETURN NULL;
END $$
"""

# The next version ends an entry's range. Re-encrypting a number is an event of its list.
_REQUIRE_AUDIT_OF_CHANGE = f"""
CREATE FUNCTION require_audit_of_entry_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (
            SELECT DISTINCT n.restricted_list_id, n.last_version_no + 1 AS closing_no
            FROM stands n JOIN stood o ON o.id = n.id
            WHERE n.last_version_no IS DISTINCT FROM o.last_version_no
        ) AS c
        WHERE NOT EXISTS (
            SELECT FROM list_version v JOIN audit_entry a ON a.subject_id = v.id
            WHERE v.restricted_list_id = c.restricted_list_id AND v.version_no = c.closing_no
              AND a.transaction_id = pg_current_xact_id()::text::bigint
        )
    ) OR EXISTS (
        SELECT FROM (
            SELECT DISTINCT n.restricted_list_id
            FROM stands n JOIN stood o ON o.id = n.id
            WHERE n.number_encrypted IS DISTINCT FROM o.number_encrypted
               OR n.number_index IS DISTINCT FROM o.number_index
        ) AS s
        WHERE NOT EXISTS (
            SELECT FROM audit_entry a
            WHERE a.subject_id = s.restricted_list_id AND a.transaction_id = pg_current_xact_id()::text::bigint
        )
    ) THEN
        RAISE EXCEPTION '% on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{AUDIT_MISSING}';
    END IF;
    RETURN NULL;
END $$
"""

# A number may be re-encrypted, but never added or removed.
_REFUSE_ENTRY_CHANGE = f"""
CREATE FUNCTION refuse_entry_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % %', TG_OP, TG_TABLE_NAME, OLD.id USING ERRCODE = '{APPEND_ONLY}';
END $$
"""

_REQUIRE_AUDIT_OF_LISTS = f"""
CREATE FUNCTION require_audit_of_lists() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM audit_entry
        WHERE transaction_id = pg_current_xact_id()::text::bigint
          AND subject_type IN ('list_version', 'restricted_list')
    ) THEN
        RAISE EXCEPTION '% on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{AUDIT_MISSING}';
    END IF;
    RETURN NULL;
END $$
"""

_FIXED = (
    "id, created_at, restricted_list_id, first_version_no, row_no, kind, name, former_names, number_masked, "
    "number_kind, credit_code, employer, position, remark, valid_from, valid_until, identity, fingerprint"
)


def upgrade() -> None:
    """Create the tables, each with its indexes and triggers."""
    for function in (
        _REQUIRE_AUDIT_OF_IMPORT,
        _REQUIRE_AUDIT_OF_CHANGE,
        _REFUSE_ENTRY_CHANGE,
        _REQUIRE_AUDIT_OF_LISTS,
    ):
        op.execute(function)
    _create_restricted_list()
    _create_list_version()
    _create_list_entry()
    _guard_list_entry()
    _create_list_key()


def _create_restricted_list() -> None:
    op.create_table(
        "restricted_list",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("title_en", sa.String, nullable=False),
        sa.Column("limbs", JSONB, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("provenance", sa.String),
        sa.Column("is_public", sa.Boolean, nullable=False),
        sa.Column("is_mask_exact", sa.Boolean, nullable=False),
        sa.Column("entry_kind", sa.String(length=40)),
        sa.Column("column_mapping", JSONB, nullable=False),
        sa.Column("keyed_with", sa.String),
        sa.Column("key_classes", sa.String, nullable=False),
        sa.Column("sealed_with", sa.String),
        sa.CheckConstraint("code ~ '^[a-z][a-z0-9_-]{1,39}$'", name="ck_restricted_list_code_form"),
        sa.PrimaryKeyConstraint("id", name="pk_restricted_list"),
        sa.UniqueConstraint("code", name="uq_restricted_list_code"),
    )
    triggers.require_audit("restricted_list")


def _create_list_version() -> None:
    counts = ("row_count", "refused_count", "repeated_count", "entry_count", "added_count", "removed_count")
    op.create_table(
        "list_version",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("restricted_list_id", sa.Uuid, nullable=False),
        sa.Column("version_no", sa.Integer, nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String, nullable=False),
        sa.Column("file_sha256", sa.String, nullable=False),
        sa.Column("provenance", sa.String, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.Column("column_mapping", JSONB, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in (*counts, "changed_count")),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.String, nullable=False),
        sa.CheckConstraint("version_no >= 1", name="ck_list_version_version_no_counts"),
        sa.CheckConstraint("length(file_sha256) = 64", name="ck_list_version_file_sha256_whole"),
        sa.CheckConstraint("valid_until >= valid_from", name="ck_list_version_validity_in_order"),
        sa.CheckConstraint(
            "0 <= LEAST(row_count, refused_count, repeated_count, entry_count, added_count, removed_count,"
            " changed_count)",
            name="ck_list_version_counts_not_negative",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_list_version"),
        sa.UniqueConstraint("restricted_list_id", "version_no", name="uq_list_version_restricted_list_id_version_no"),
        sa.ForeignKeyConstraint(
            ["restricted_list_id"], ["restricted_list.id"], name="fk_list_version_restricted_list_id"
        ),
    )
    triggers.append_only("list_version")
    triggers.require_audit("list_version")


def _create_list_entry() -> None:
    op.create_table(
        "list_entry",
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("restricted_list_id", sa.Uuid, nullable=False),
        sa.Column("first_version_no", sa.Integer, nullable=False),
        sa.Column("last_version_no", sa.Integer),
        sa.Column("row_no", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("former_names", ARRAY(sa.Text), nullable=False),
        sa.Column("number_encrypted", sa.LargeBinary),
        sa.Column("number_index", sa.String),
        sa.Column("number_masked", sa.String),
        sa.Column("number_kind", sa.String(length=40)),
        sa.Column("credit_code", sa.String),
        sa.Column("employer", sa.String),
        sa.Column("position", sa.String),
        sa.Column("remark", sa.String),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.Column("identity", sa.Uuid),
        sa.Column("fingerprint", sa.Uuid, nullable=False),
        sa.CheckConstraint("last_version_no >= first_version_no", name="ck_list_entry_range_in_order"),
        sa.CheckConstraint(
            "num_nonnulls(number_encrypted, number_index) IN (0, 2)", name="ck_list_entry_number_sealed_whole"
        ),
        sa.CheckConstraint(
            "num_nonnulls(number_masked, number_kind) IN (0, 2)", name="ck_list_entry_number_shown_whole"
        ),
        sa.CheckConstraint(
            "(number_index IS NULL) <> (identity IS NULL)", name="ck_list_entry_known_by_number_or_identity"
        ),
        sa.CheckConstraint("valid_until >= valid_from", name="ck_list_entry_validity_in_order"),
        sa.PrimaryKeyConstraint("id", name="pk_list_entry"),
    )
    op.create_index(
        "ix_list_entry_restricted_list_id_first_version_no", "list_entry", ["restricted_list_id", "first_version_no"]
    )
    op.create_index(
        "ix_list_entry_number_index",
        "list_entry",
        ["number_index"],
        postgresql_where=sa.text("number_index IS NOT NULL AND last_version_no IS NULL"),
    )


def _guard_list_entry() -> None:
    """Allow only two changes of an entry: ending its range once, and re-encrypting its number."""
    op.execute(
        "CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON list_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER facts_stay BEFORE UPDATE OF {_FIXED} ON list_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER range_closes_once BEFORE UPDATE OF last_version_no ON list_entry FOR EACH ROW "
        "WHEN (OLD.last_version_no IS NOT NULL AND OLD.last_version_no IS DISTINCT FROM NEW.last_version_no) "
        "EXECUTE FUNCTION refuse_entry_change()"
    )
    op.execute(
        "CREATE TRIGGER number_stays BEFORE UPDATE OF number_index, number_encrypted ON list_entry FOR EACH ROW "
        "WHEN ((OLD.number_index IS NULL) <> (NEW.number_index IS NULL)) EXECUTE FUNCTION refuse_entry_change()"
    )
    op.execute(
        "CREATE TRIGGER require_audit AFTER INSERT ON list_entry REFERENCING NEW TABLE AS brought "
        "FOR EACH STATEMENT EXECUTE FUNCTION require_audit_of_import()"
    )
    op.execute(
        "CREATE TRIGGER require_audit_of_change AFTER UPDATE ON list_entry "
        "REFERENCING OLD TABLE AS stood NEW TABLE AS stands "
        "FOR EACH STATEMENT EXECUTE FUNCTION require_audit_of_entry_change()"
    )


def _create_list_key() -> None:
    op.create_table(
        "list_key",
        sa.Column("key", sa.BigInteger, nullable=False),
        sa.Column("entry_id", sa.Uuid, nullable=False),
    )
    op.create_index("ix_list_key_key", "list_key", ["key"])
    op.execute(
        "CREATE TRIGGER require_audit AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON list_key "
        "FOR EACH STATEMENT EXECUTE FUNCTION require_audit_of_lists()"
    )
