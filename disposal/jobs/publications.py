"""Publish scheduled drafts at their time: one more way to what every request and command does."""

from disposal.jobs.job import Job, JobContext
from disposal.registry.due_publications import publish_due
from disposal.registry.one_by_one import DueWorkFailed, OneByOne
from disposal.services.queue.deferring import PUBLICATION_DUE


def publish(context: JobContext, *, notice_id: str) -> None:
    """Publish what is due by now; the draft for which the job was deferred is among it, unless its day changed.

    Raises: DueWorkFailed, when all else is done.
    """
    each = OneByOne()
    publish_due(context.database, context=context.publication, one_by_one=each)
    if each.failed:
        raise DueWorkFailed(each.failed)


JOB = Job(PUBLICATION_DUE, publish)
