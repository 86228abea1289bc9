"""Defer a job by its name. It stands in the queue once the transaction commits, and never otherwise.

Arguments are ids only: the queue logs them.
"""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from disposal.settings import Settings

WINDOW_DUE = "windows.due"
"""The window of a notice opens, is about to close, or closes."""
PUBLICATION_DUE = "publications.due"
"""A scheduled draft is to be published."""
EVERYTHING_DUE = "clocks.due"
"""Whatever is due by now, of all notices."""

# A job that waits under the same key already is left as it is, but where the register's clock has been set anew since:
# then it is woken by the new one.
_DEFER = text("""
    INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, queueing_lock, args, scheduled_at)
    VALUES ('default', :name, :key, CAST(:args AS jsonb), :at)
    ON CONFLICT (queueing_lock) WHERE status = 'todo' DO UPDATE SET scheduled_at = EXCLUDED.scheduled_at
    WHERE procrastinate_jobs.scheduled_at IS DISTINCT FROM EXCLUDED.scheduled_at
""")


def defer(session: Session, name: str, *, at: datetime | None = None, **ids: UUID) -> None:
    """Defer a job to an instant by the register's clock, or to as soon as a worker is free."""
    settings: Settings = session.info["settings"]
    args = {key: str(value) for key, value in ids.items()}
    when = int(at.timestamp()) if at is not None else "soon"
    key = ":".join((name, *args.values(), str(when)))
    scheduled_at = settings.real(at) if at is not None else None
    session.execute(_DEFER, {"name": name, "key": key, "args": json.dumps(args), "at": scheduled_at})
