"""Objections keep what their receipt told; a placement that moves an end does not count before another confirms it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from disposal.write_errors import APPEND_ONLY

revision = "0051"
down_revision = "0050"

_FIXED = (
    "id, created_at, notice_id, receipt, channel, entered_at, entered_by, entered_by_id, is_filed_publicly, "
    "said_digest, receipt_facts"
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


def upgrade() -> None:
    """Add what receipts told, of which objections from before have nothing; all placements from before count."""
    op.add_column("objection", sa.Column("receipt_facts", JSONB))
    op.add_column("placement", sa.Column("awaits_check", sa.Boolean, nullable=False, server_default=sa.false()))
    op.alter_column("placement", "awaits_check", server_default=None)
    named = {
        f"{row.lower()}_{part}": ", ".join(f"{row}.{name}" for name in columns.split(", "))
        for row in ("OLD", "NEW")
        for part, columns in (("fixed", _FIXED), ("said", _SAID))
    }
    op.execute(_OBJECTION.format(**named, code=APPEND_ONLY))
