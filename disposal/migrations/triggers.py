"""Triggers for use in migrations: append-only tables, and changes that require an audit entry."""

from alembic import op

from disposal.write_errors import APPEND_ONLY, AUDIT_MISSING

_REFUSE_CHANGE = f"""
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{APPEND_ONLY}';
END $$
"""

# The argument is the column with the id of the audited record: the row's own id, or that of its parent.
_REQUIRE_AUDIT = f"""
CREATE FUNCTION require_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject uuid;
BEGIN
    EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO subject USING coalesce(NEW, OLD);
    IF NOT EXISTS (
        SELECT FROM audit_entry
        WHERE subject_id = subject AND transaction_id = pg_current_xact_id()::text::bigint
    ) THEN
        RAISE EXCEPTION '% on % %', TG_OP, TG_TABLE_NAME, subject USING ERRCODE = '{AUDIT_MISSING}';
    END IF;
    RETURN NULL;
END $$
"""


def create_functions() -> None:
    """Create the functions that the triggers call."""
    op.execute(_REFUSE_CHANGE)
    op.execute(_REQUIRE_AUDIT)


def append_only(table: str) -> None:
    """Allow only INSERT on ``table``: no UPDATE, DELETE or TRUNCATE, even if it affects no row."""
    op.execute(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def require_audit(table: str, *, subject: str = "id") -> None:
    """Require an audit entry, on the record in column ``subject``, for every change of ``table`` at commit."""
    op.execute(
        f"CREATE CONSTRAINT TRIGGER require_audit AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_audit('{subject}')"
    )
