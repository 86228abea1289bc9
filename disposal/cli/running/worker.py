"""`disposal worker`: run the jobs of the register."""

import asyncio
from typing import Annotated

import typer

from disposal.settings import get_settings


def worker(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="do what is due by now, then stop; for a line of cron")] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="put failed jobs back into the queue first; administrators only")
    ] = False,
) -> None:
    """后台任务 · Run the register's jobs until told to stop (Ctrl-C), on any machine that reaches its database.

    It publishes scheduled notices at their time, records when windows open and close, reminds before they do, and
    counts provisional ends anew when a year's calendar is loaded. `disposal serve` runs one itself. Several may run at
    once, and any may be killed: nothing is done twice. No status rests on a worker: without one, pages, deadlines and
    scheduled publications are right all the same, and only the record of openings and closings waits.

    Example: disposal worker --once
    """
    from disposal.cli.console.actor import acting
    from disposal.jobs.worker import work
    from disposal.registry.opening import open_database
    from disposal.services.failed_jobs import failed_jobs

    settings = get_settings()
    with open_database(settings) as database, database.kept_running():
        if retry_failed:
            with database.session(acting(context)) as session:
                number = failed_jobs.retry_failed(session)
            typer.echo(f"已重新排队 {number} 个失败的任务 · {number} failed jobs put back")
        if not once:
            typer.echo("后台任务已启动 · worker runs, stop it with Ctrl-C")
        asyncio.run(work(database, clock=settings.clock, is_once=once, takes_signals=not once))
