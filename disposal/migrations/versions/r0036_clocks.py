"""公告期启闭: when windows opened and closed, ends counted anew by a later calendar, and the queue of jobs.

The queue is Procrastinate's, in the schema ``jobs``. Each of its functions finds its own tables, so that a job can be
deferred in the transaction of what it follows from.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

from disposal.migrations import triggers

revision = "0036"
down_revision = "0035"

_BIND_FUNCTIONS = """
DO $$
DECLARE
    each regprocedure;
BEGIN
    FOR each IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'jobs'::regnamespace LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = jobs', each);
    END LOOP;
END $$
"""


def upgrade() -> None:
    """Create the tables and the queue."""
    _create_window_events()
    _create_window_recounts()
    _create_queue()


def _create_window_events() -> None:
    op.create_table(
        "window_event",
        *_of_notice(),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("recorded_at >= at", name="ck_window_event_not_early"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_window_event_notice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_window_event"),
        sa.UniqueConstraint("notice_id", "kind", "at", name="uq_window_event_notice_id_kind_at"),
    )
    triggers.require_audit("window_event")
    triggers.append_only("window_event")


def _create_window_recounts() -> None:
    op.create_table(
        "window_recount",
        *_of_notice(),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date, nullable=False),
        sa.Column("counted_ends_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("is_provisional", sa.Boolean, nullable=False),
        sa.CheckConstraint("ends_on >= ended_on", name="ck_window_recount_never_earlier"),
        sa.CheckConstraint("ordinal >= 1", name="ck_window_recount_ordinal_counts"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_window_recount_notice_id"),
        sa.PrimaryKeyConstraint("id", name="pk_window_recount"),
        sa.UniqueConstraint("notice_id", "ordinal", name="uq_window_recount_notice_id_ordinal"),
    )
    triggers.require_audit("window_recount", subject="notice_id")
    triggers.append_only("window_recount")
    op.create_index(
        "ix_notice_window_is_provisional",
        "notice",
        ["id"],
        postgresql_where=sa.text("window_is_provisional AND state = 'published'"),
    )


def _create_queue() -> None:
    """Run the frozen statements through the driver itself, which takes many at once."""
    cursor = op.get_bind().connection.cursor()
    before = cursor.execute("SHOW search_path").fetchone()[0]
    cursor.execute("CREATE SCHEMA jobs")
    cursor.execute("SET LOCAL search_path = jobs")
    cursor.execute(Path(__file__).with_name("r0036_queue.sql").read_text(encoding="utf-8"))
    cursor.execute(_BIND_FUNCTIONS)
    cursor.execute("SELECT set_config('search_path', %s, true)", [before])


def _of_notice() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notice_id", sa.Uuid, nullable=False),
    )
