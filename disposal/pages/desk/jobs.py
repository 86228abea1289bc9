"""后台任务: how many jobs of each kind wait, run or have failed; running the failed ones again."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_with
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.services.failed_jobs.failed_jobs import JobKind, job_kinds, retry_failed
from disposal.web.acting import Acting, StaffSession
from disposal.web.writer import Write

router = APIRouter(include_in_schema=False)
PATH = "/desk/jobs"


@dataclass(frozen=True, slots=True)
class JobsPage:
    """The kinds of jobs in the queue; ``is_done``: failed ones were put back."""

    kinds: Sequence[JobKind]
    form: EntryForm
    is_done: bool = False

    @property
    def failed(self) -> int:
        """Return how many jobs have failed."""
        return sum(each.failed for each in self.kinds)


@router.get(PATH)
def jobs_page(request: Request, signed: Acting, session: StaffSession) -> Response:
    """Show the queue of jobs, by kind and state only."""
    shown = JobsPage(job_kinds(session), EntryForm(), "done" in request.query_params)
    return staff_page(request, "desk/jobs.html.j2", menu_of(request, signed), shown=shown)


@router.post(PATH + "/retry")
def jobs_retried(request: Request, write: Write) -> Response:
    """Run the failed jobs again (重新运行)."""
    done = write.attempt(retry_failed)
    if done.error is None:
        return write.answered(see_other(request, f"{PATH}?done=1"))
    with write.reading() as session:
        shown = JobsPage(job_kinds(session), form_with((), done.error))
    menu = menu_of(request, write.signed)
    return write.answered(staff_page(request, "desk/jobs.html.j2", menu, status=done.error.status, shown=shown))
