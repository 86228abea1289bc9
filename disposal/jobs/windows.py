"""Record at its instant that the window of a notice opened, is about to close, or closed."""

from uuid import UUID

from disposal.jobs.job import Job, JobContext
from disposal.registry.clocks import record_window
from disposal.services.queue.deferring import WINDOW_DUE


def record(context: JobContext, *, notice_id: str) -> None:
    """Record what is due by now for one notice."""
    record_window(context.database, UUID(notice_id), context=context.publication)


JOB = Job(WINDOW_DUE, record)
