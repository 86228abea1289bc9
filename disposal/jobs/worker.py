"""A worker: it takes jobs from the queue in the register's database and runs them, until it is told to stop."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status

from disposal.jobs.catalogue import JOBS
from disposal.jobs.job import Job, JobContext
from disposal.services.queue.deferring import EVERYTHING_DUE
from disposal.storage.database import Database

_log = logging.getLogger(__name__)
SCHEMA = "jobs"
POLL_EVERY_S = 5.0
"""How often a worker looks for jobs that nobody told it of; behind a pooler it is never told."""
_AGAIN_AFTER_S = 5.0
STOP_WITHIN_S = 8.0
"""How long a worker that is told to stop may finish its job; what it leaves, another one does."""
_STALLED = "jobs.stalled"


async def work(
    database: Database, *, clock: Callable[[], datetime], is_once: bool = False, takes_signals: bool = False
) -> None:
    """Run jobs until stopped or cancelled; ``is_once``: until nothing is due by now.

    ``takes_signals``: SIGTERM and SIGINT stop it, for a process that does nothing else. When the database cannot be
    reached, it tries again later.
    """
    while True:
        try:
            await _work(job_app(database, clock=clock), database, is_once=is_once, takes_signals=takes_signals)
        except (ConnectorException, psycopg.Error):
            if is_once:
                raise
            _log.exception("the queue of jobs cannot be read; next try in %d s", _AGAIN_AFTER_S)
            await asyncio.sleep(_AGAIN_AFTER_S)
        else:
            return


def job_app(database: Database, *, clock: Callable[[], datetime]) -> App:
    """Return the application of the queue, with every job of the catalogue as a task of its name."""
    _, address = database.engine.dialect.create_connect_args(database.engine.url)
    options = {**address, "options": f"-c timezone=UTC -c search_path={SCHEMA}"}
    connector = PsycopgConnector(kwargs=options, min_size=1, max_size=4, name="jobs")
    app = App(connector=connector)
    context = JobContext(database, clock)
    for job in JOBS:
        _add(app, job, context)
    app.periodic(cron="* * * * *")(app.task(name=_STALLED, queueing_lock=_STALLED)(partial(_take_up_stalled, app)))
    return app


def _add(app: App, job: Job, context: JobContext) -> None:
    def run(timestamp: int | None = None, **ids: Any) -> None:
        job.run(context, **ids)

    task = app.task(name=job.name)(run)
    if job.cron:
        app.periodic(cron=job.cron, queueing_lock=job.name)(task)


async def _work(app: App, database: Database, *, is_once: bool, takes_signals: bool) -> None:
    async with app.open_async():
        await _take_up_stalled(app)
        await app.configure_task(EVERYTHING_DUE).defer_async()
        await app.run_worker_async(
            wait=not is_once,
            concurrency=1,
            listen_notify=database.settings.listen_notify and not is_once,
            fetch_job_polling_interval=POLL_EVERY_S,
            shutdown_graceful_timeout=STOP_WITHIN_S,
            install_signal_handlers=takes_signals,
            delete_jobs="successful",
        )


async def _take_up_stalled(app: App, timestamp: int | None = None) -> None:
    """Put back into the queue what a worker had begun that is gone.

    Where an equal job waits already, that one does the same: the begun one is removed.
    """
    for job in await app.job_manager.get_stalled_jobs():
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:  # an equal job waits already and does the same
            await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=True)
