"""后台任务: how many jobs of each kind wait, run or have failed, and running the failed ones again.

Nothing depends on a job having run, so a failed one does no harm; but whoever keeps the register should see it. Kinds
and states only: what a job was about is nobody's business here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from sqlalchemy import text
from sqlmodel import Session

from disposal.errors import DisposalError
from disposal.models.accounts.account import Account
from disposal.services.accounts.permissions import require
from disposal.services.queue.deferring import EVERYTHING_DUE, PUBLICATION_DUE, WINDOW_DUE
from disposal.services.records import audit

_RETRIED = "jobs.retried"
JOB_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType({
    EVERYTHING_DUE: ("办理各项到期事项", "do whatever is due"),
    PUBLICATION_DUE: ("按时发布公告", "publish at the time set"),
    WINDOW_DUE: ("记录公告期启闭", "record that windows open and close"),
})  # fmt: skip
"""What each kind of job is called on screen."""
_KINDS = text("""
    SELECT j.task_name AS name,
           count(*) FILTER (WHERE j.status = 'todo') AS waiting,
           count(*) FILTER (WHERE j.status = 'doing') AS running,
           count(*) FILTER (WHERE j.status = 'failed') AS failed,
           max(e.at) AS failed_at
    FROM jobs.procrastinate_jobs j
    LEFT JOIN LATERAL (
        SELECT max(each.at) AS at FROM jobs.procrastinate_events each
        WHERE each.job_id = j.id AND each.type = 'failed' AND j.status = 'failed'
    ) e ON true
    GROUP BY j.task_name ORDER BY j.task_name
""")
# Of failed jobs that do the same, one is enough; none is needed where an equal one waits already.
_DROP_EQUAL = text("""
    DELETE FROM jobs.procrastinate_jobs f WHERE f.status = 'failed' AND EXISTS (
        SELECT FROM jobs.procrastinate_jobs other WHERE other.queueing_lock = f.queueing_lock
        AND (other.status = 'todo' OR (other.status = 'failed' AND other.id > f.id))
    )
""")
_AGAIN = text("UPDATE jobs.procrastinate_jobs SET status = 'todo', scheduled_at = NULL WHERE status = 'failed'")
_FORGET = text("DELETE FROM jobs.procrastinate_jobs WHERE status = 'failed' AND task_name = ANY(:names)")
_COUNT = text("SELECT count(*) FROM jobs.procrastinate_jobs WHERE status = 'failed'")


class NoJobFailed(DisposalError):
    """Failed jobs were to be run again, and there are none."""

    code: ClassVar[str] = "no_job_failed"
    status: ClassVar[int] = 409

    def __init__(self) -> None:
        super().__init__(
            zh="没有失败的后台任务，无须重新运行。", en="no job has failed, so none is run again", field="jobs"
        )


@dataclass(frozen=True, slots=True)
class JobKind:
    """The jobs of one kind: how many wait, run and have failed, and when the last one failed."""

    name: str
    zh: str
    en: str
    waiting: int
    running: int
    failed: int
    failed_at: datetime | None


def job_kinds(session: Session) -> Sequence[JobKind]:
    """Return how many jobs of each kind stand in the queue. Raises: PermissionRefused."""
    require(session, "jobs.read")
    found = []
    for row in session.execute(_KINDS):
        zh, en = JOB_WORDS.get(row.name, (row.name, row.name))
        found.append(JobKind(row.name, zh, en, row.waiting, row.running, row.failed, row.failed_at))
    return found


def retry_failed(session: Session) -> int:
    """Put the failed jobs back into the queue; return how many had failed. Raises: PermissionRefused, NoJobFailed."""
    actor = require(session, _RETRIED)
    number = session.scalar(_COUNT) or 0
    if number == 0:
        raise NoJobFailed
    session.execute(_DROP_EQUAL)
    session.execute(_AGAIN)
    if actor.account_id is not None:  # before the first account there is nobody to write it on
        account = session.get_one(Account, actor.account_id)
        reason = f"重新运行失败的后台任务{number}个"
        audit.record(session, _RETRIED, subject=account, before=audit.facts(account), reason=reason)
    return number


def forget_failed(session: Session, *names: str) -> None:
    """Take away the failed jobs of these kinds: a later one has just tried the same."""
    session.execute(_FORGET, {"names": list(names)})
