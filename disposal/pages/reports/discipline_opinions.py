"""纪检部门意见 on the desk: the notices of which one is due, giving it, and what was given."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.errors import RecordRefused
from disposal.models import DisciplineOpinion, DisciplineVerdict, Notice
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_with
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.services.accounts.permissions import require
from disposal.services.discipline_opinions.discipline_opinions import (
    NoticeOpinion,
    give_opinion,
    opinions_due,
    opinions_given,
)
from disposal.web.acting import Acting, StaffSession
from disposal.web.dependencies import Now
from disposal.web.writer import Write

router = APIRouter(include_in_schema=False)
PATH = "/desk/discipline-opinions"


@dataclass(frozen=True, slots=True)
class OpinionsPage:
    """The notices whose windows have ended: those of which an opinion is due, and those of which one was given."""

    due: tuple[Notice, ...]
    given: tuple[NoticeOpinion, ...]
    verdicts: tuple[DisciplineVerdict, ...]
    form: EntryForm
    is_done: bool


@router.get(PATH)
def opinions_page(request: Request, signed: Acting, session: StaffSession, now: Now) -> Response:
    """Show of which notices an opinion is due, and what was given."""
    require(session, "discipline_opinion.given")
    shown = _shown(session, now, EntryForm(), is_done="done" in request.query_params)
    return staff_page(request, "reports/discipline_opinions.html.j2", menu_of(request, signed), shown=shown)


@router.post(f"{PATH}/{{notice_id}}")
def opinion_given(request: Request, write: Write, notice_id: UUID, now: Now) -> Response:
    """Give an opinion."""
    verdict = write.form.value("verdict")
    done = write.attempt(lambda session: _give(session, notice_id, verdict, now=now))
    if done.error is None:
        return write.answered(see_other(request, f"{PATH}?done=1"))
    with write.reading() as session:
        require(session, "discipline_opinion.given")
        shown = _shown(session, now, form_with((), done.error))
    page, menu = "reports/discipline_opinions.html.j2", menu_of(request, write.signed)
    return write.answered(staff_page(request, page, menu, status=done.error.status, shown=shown))


def _give(session: StaffSession, notice_id: UUID, written: str, *, now: Now) -> DisciplineOpinion:
    """Call the service with the opinion of a button."""
    require(session, "discipline_opinion.given")
    verdict = next((each for each in DisciplineVerdict if each.value == written), None)
    if verdict is None:
        raise RecordRefused(field="verdict", zh="选择一种意见。", en="choose one of the opinions")
    return give_opinion(session, notice_id, verdict, at=now)


def _shown(session: StaffSession, now: Now, form: EntryForm, *, is_done: bool = False) -> OpinionsPage:
    due, given = opinions_due(session, now=now), opinions_given(session, now=now)
    return OpinionsPage(due, given, tuple(DisciplineVerdict), form, is_done)
