"""Each minute, and when a worker starts: do whatever is due. So nothing is missed when a job was lost or came late."""

from disposal.jobs.job import Job, JobContext
from disposal.registry.clocks import defer_coming, run_clocks
from disposal.services.queue.deferring import EVERYTHING_DUE


def run(context: JobContext) -> None:
    """Publish, count anew and record whatever is due by now; wake again at what comes before the next minute."""
    defer_coming(context.database, context=context.publication)
    run_clocks(context.database, context=context.publication)


JOB = Job(EVERYTHING_DUE, run, cron="* * * * *")
