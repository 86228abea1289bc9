"""纪检部门意见 on the desk: the notices of which one is due, giving it, and what was given."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.errors import RecordRefused
from disposal.models.reports.discipline_opinion import DisciplineOpinion, DisciplineVerdict
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_with
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.services.accounts.permissions import require
from disposal.services.discipline_opinions.discipline_opinions import (
    OpinionPage,
    give_opinion,
    opinions_due,
    opinions_given,
)
from disposal.services.filings.published import FilingContext
from disposal.web.acting import Acting, StaffSession
from disposal.web.dependencies import Calendar, Now
from disposal.web.writer import Write

router = APIRouter(include_in_schema=False)
PATH = "/desk/discipline-opinions"
_POSITIONS = ("due_after", "due_before", "given_after", "given_before")


@dataclass(frozen=True, slots=True)
class OpinionsPage:
    """The notices whose windows have ended: those of which an opinion is due, and those of which one was given.

    ``position`` is where in both lists the page stands.
    """

    due: OpinionPage
    given: OpinionPage
    position: Mapping[str, str]
    verdicts: tuple[DisciplineVerdict, ...]
    form: EntryForm
    is_done: bool

    def beside(self, **position: str) -> str:
        """Return the query of a neighbouring page of one list; the other list stays where it is."""
        (moved,) = position
        others = {name: at for name, at in self.position.items() if name.split("_")[0] != moved.split("_")[0]}
        return urlencode(others | position)


@router.get(PATH)
def opinions_page(request: Request, signed: Acting, session: StaffSession, now: Now, calendar: Calendar) -> Response:
    """Show of which notices an opinion is due, and what was given."""
    require(session, "discipline_opinion.given")
    shown = _shown(request, session, FilingContext(now, calendar), EntryForm())
    return staff_page(request, "reports/discipline_opinions.html.j2", menu_of(request, signed), shown=shown)


@router.post(f"{PATH}/{{notice_id}}")
def opinion_given(request: Request, write: Write, notice_id: UUID, now: Now, calendar: Calendar) -> Response:
    """Give an opinion."""
    verdict, context = write.form.value("verdict"), FilingContext(now, calendar)
    done = write.attempt(lambda session: _give(session, notice_id, verdict, context=context))
    if done.error is None:
        return write.answered(see_other(request, f"{PATH}?done=1"))
    with write.reading() as session:
        require(session, "discipline_opinion.given")
        shown = _shown(request, session, context, form_with((), done.error))
    page, menu = "reports/discipline_opinions.html.j2", menu_of(request, write.signed)
    return write.answered(staff_page(request, page, menu, status=done.error.status, shown=shown))


def _give(session: StaffSession, notice_id: UUID, written: str, *, context: FilingContext) -> DisciplineOpinion:
    """Call the service with the opinion of a button."""
    require(session, "discipline_opinion.given")
    verdict = next((each for each in DisciplineVerdict if each.value == written), None)
    if verdict is None:
        raise RecordRefused(field="verdict", zh="选择一种意见。", en="choose one of the opinions")
    return give_opinion(session, notice_id, verdict, context=context)


def _shown(request: Request, session: StaffSession, context: FilingContext, form: EntryForm) -> OpinionsPage:
    asked = request.query_params
    due, given = (
        read(session, context=context, after=asked.get(f"{name}_after", ""), before=asked.get(f"{name}_before", ""))
        for name, read in (("due", opinions_due), ("given", opinions_given))
    )
    position = {name: asked[name] for name in _POSITIONS if asked.get(name)}
    return OpinionsPage(due, given, position, tuple(DisciplineVerdict), form, "done" in asked)
