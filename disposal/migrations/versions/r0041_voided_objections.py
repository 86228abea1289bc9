"""Objections entered by mistake (误收): what was said may go while nothing was decided; a digest stands for it.

What is said stands in no audit entry; the digest does, and tells nothing once its salt is gone.
"""

import sqlalchemy as sa
from alembic import op

from disposal.write_errors import APPEND_ONLY

revision = "0041"
down_revision = "0040"

_FIXED = (
    "id, created_at, notice_id, receipt, channel, entered_at, entered_by, entered_by_id, is_filed_publicly, said_digest"
)
_SAID = "target, target_words, ground, words, remedy, arguments, objector, postmark_on, said_salt"
_OBJECTION = """
CREATE OR REPLACE FUNCTION refuse_rewriting_of_objection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR ({old_fixed}) IS DISTINCT FROM ({new_fixed})
        OR (OLD.state = 'voided' AND NEW.state <> 'voided')
        OR (({old_said}) IS DISTINCT FROM ({new_said}) AND NOT (OLD.state = 'received' AND NEW.state = 'voided')) THEN
        RAISE EXCEPTION '% on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{code}';
    END IF;
    RETURN NEW;
END $$
"""
_PART = """
CREATE FUNCTION refuse_change_but_of_voided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM objection o WHERE o.id = OLD.objection_id AND o.state = 'voided') THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '{code}';
END $$
"""


def upgrade() -> None:
    """Add the digests and let what was said of a voided objection go."""
    op.add_column("objection", sa.Column("said_salt", sa.String))
    for table in ("objection", "objection_message", "objection_file"):
        op.add_column(table, sa.Column("said_digest", sa.String, nullable=False, server_default=""))
        op.alter_column(table, "said_digest", server_default=None)
    named = {
        f"{row.lower()}_{part}": ", ".join(f"{row}.{name}" for name in columns.split(", "))
        for row in ("OLD", "NEW")
        for part, columns in (("fixed", _FIXED), ("said", _SAID))
    }
    op.execute(_OBJECTION.format(**named, code=APPEND_ONLY))
    op.execute(_PART.format(code=APPEND_ONLY))
    for table in ("objection_message", "objection_file"):
        op.execute(f"DROP TRIGGER append_only ON {table}")
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change_but_of_voided()"
        )
        op.execute(
            f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
