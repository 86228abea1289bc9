"""Each minute, and when a worker starts: do whatever is due. So nothing is missed when a job was lost or came late."""

from disposal.acting import REGISTER
from disposal.jobs.job import Job, JobContext
from disposal.registry.clocks import defer_coming, run_clocks
from disposal.registry.one_by_one import DueWorkFailed
from disposal.services.failed_jobs.failed_jobs import forget_failed
from disposal.services.queue.deferring import EVERYTHING_DUE, PUBLICATION_DUE, WINDOW_DUE

_DONE_HERE = (EVERYTHING_DUE, PUBLICATION_DUE, WINDOW_DUE)
"""The jobs whose work a run does too: after one that did all, none of these is left to be done."""


def run(context: JobContext) -> None:
    """Publish, count anew and record whatever is due by now; wake again at what comes before the next minute.

    Raises: DueWorkFailed, when all else is done: the job then stands as failed at 后台任务 until a later run does it.
    """
    defer_coming(context.database, context=context.publication)
    done = run_clocks(context.database, context=context.publication)
    with context.database.session(REGISTER) as session:
        forget_failed(session, *((EVERYTHING_DUE,) if done.failed else _DONE_HERE))
    if done.failed:
        raise DueWorkFailed(done.failed)


JOB = Job(EVERYTHING_DUE, run, cron="* * * * *")
