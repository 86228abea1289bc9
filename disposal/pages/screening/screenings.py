"""审查结果: shown with what waits; each finding decided; the opinion as PDF; and 待办, what waits in all screenings."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.models.parties.party import Party
from disposal.models.screening.decision import ScreeningDecision
from disposal.models.screening.screening import Screening
from disposal.pages.desk.own_proof import form_with
from disposal.pages.desk.staff_page import see_other
from disposal.pages.screening.frame import Visit, download, id_in, today
from disposal.pages.screening.result_page import result_page
from disposal.pages.screening.waiting_page import waiting_page
from disposal.services.accounts.permissions import require
from disposal.services.bidders.bidders import party_of_bidder
from disposal.services.bidders.pending_rescreenings import pending_bidders
from disposal.services.opinions.opinion import render_opinion
from disposal.services.records.validation import InvalidRecord, every, read_reason
from disposal.services.records.writing import found
from disposal.services.screening.decisions import approve_override, confirm, dismiss, request_override
from disposal.services.screening.rescreening import rescreen
from disposal.web.acting import Acting
from disposal.web.acting_session import reading_session
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Write
from notices.reading import Problem
from notices.written.dates import read_day

router = APIRouter(include_in_schema=False)
_ALL = "/desk/screenings"


@router.get(_ALL)
def screenings(request: Request, acting: Acting, done: str = "") -> Response:
    """Show what waits: matches to decide, screenings out of date, and what one has been told."""
    with reading_session(request, acting) as session:
        require(session, "bidders.read")
        return waiting_page(request, acting, session, done=done)


@router.post(f"{_ALL}/again")
def screened_again(request: Request, acting: Acting, write: Write) -> Response:
    """Screen again whoever a change has touched, each in a transaction of its own."""
    chosen = write.form.value("bidder")
    with reading_session(request, acting) as session:
        require(session, "bidders.read")
        require(session, "screening.made")
        bidders = [id_in(chosen)] if chosen else pending_bidders(session)
    made = [write.attempt(_again(each, on=today(request))) for each in bidders]
    errors = tuple(each.error for each in made if each.error)
    count = sum(each.value is not None for each in made)
    if not errors:
        return see_other(request, f"{_ALL}?done={count}")
    with reading_session(request, acting) as session:
        return waiting_page(request, acting, session, done=str(count), errors=errors)


@router.get(f"{_ALL}/{{screening_id}}")
def screening(request: Request, acting: Acting, screening_id: UUID, done: str = "") -> Response:
    """Show the result of a screening with its decisions."""
    with reading_session(request, acting) as session:
        require(session, "bidders.read")
        return result_page(Visit(request, acting, session), screening_id, done=done)


@router.get(f"{_ALL}/{{screening_id}}/opinion.pdf")
def opinion(request: Request, acting: Acting, screening_id: UUID) -> Response:
    """Send the opinion (买受人资格审查意见书), decisions of today counted."""
    with reading_session(request, acting) as session:
        require(session, "bidders.read")
        row = found(session, Screening, screening_id)
        name = found(session, Party, party_of_bidder(session, row.bidder_id)).name
        data = render_opinion(session, screening_id, on=today(request))
    return download(data, f"买受人资格审查意见书-{name}.pdf", "application/pdf")


@router.post(f"{_ALL}/{{screening_id}}/findings/{{number}}")
def finding_decided(request: Request, write: Write, screening_id: UUID, number: int) -> Response:
    """Confirm or dismiss a finding, ask for an override, or approve one; what is wrong stands at its field."""
    verb = write.form.value("do")

    def decide(session: Any) -> None:
        found(session, Screening, screening_id)
        _decide(session, screening_id, number, posted=write.form, on=today(request))

    done = write.attempt(decide, proof="always" if verb == "approve" else "none")
    if done.error is None:
        return write.answered(see_other(request, f"{_ALL}/{screening_id}?done={verb}#finding-{number}"))
    failed = (number, verb, form_with(write.typed, done.error), done.error)
    with write.reading() as session:
        require(session, "bidders.read")
        return write.answered(result_page(Visit(request, write.signed, session), screening_id, failed=failed))


def _decide(session: Any, screening_id: UUID, number: int, *, posted: PostedForm, on: date) -> None:
    """Do what the button says. Raises: InvalidRecord for a field; what the decision raises."""
    act = posted.value("do")
    if act not in _VERBS:
        raise InvalidRecord((_NO_ACT,))
    require(session, _VERBS[act])
    written = posted.value(f"expires_on-{number}-{act}").strip()
    reason, until = every(
        lambda: read_reason(posted.value(f"reason-{number}-{act}")),
        lambda: _day(written, on=on, is_needed=act == "dismiss"),
    )
    if act == "confirm":
        confirm(session, screening_id, number=number, reason=reason, on=on)
    elif act == "dismiss":
        dismiss(session, screening_id, number=number, reason=reason, expires_on=until)
    elif act == "request":
        request_override(session, screening_id, number=number, reason=reason)
    else:
        asked = found(session, ScreeningDecision, id_in(posted.value("request")))
        if (asked.screening_id, asked.finding_no) != (screening_id, number):
            raise InvalidRecord((_OTHER_FINDING,))
        approve_override(session, asked.id, reason=reason, expires_on=until)


def _day(written: str, *, on: date, is_needed: bool) -> date | None:
    """Return the last day that was typed. Raises: InvalidRecord."""
    if not written and not is_needed:
        return None
    try:
        until = read_day(written)
    except ValueError:
        raise InvalidRecord((_NO_DAY,)) from None
    if until < on:
        raise InvalidRecord((_PAST_DAY,))
    return until


def _again(bidder_id: UUID, *, on: date) -> Callable[[Any], Any]:
    return lambda session: rescreen(session, bidder_id, on=on)


_VERBS = {
    "confirm": "screening_decision.confirmed",
    "dismiss": "screening_decision.dismissed",
    "request": "screening_decision.override_requested",
    "approve": "screening_decision.override_approved",
}
_NO_DAY = Problem(
    path="expires_on", value="", zh="填写有效期的末日，如2026-05-31", en="give the last day, as 2026-05-31"
)
_PAST_DAY = Problem(
    path="expires_on", value="", zh="末日已经过去，请填写今天或以后", en="this day is past; give today or later"
)
_NO_ACT = Problem(path="", value="", zh="没有这一操作，请刷新本页", en="there is no such act; open the page again")
_OTHER_FINDING = Problem(
    path="",
    value="",
    zh="该申请属于另一项结论，请刷新本页",
    en="the request is on another finding; open the page again",
)
