"""Approval of a notice: what waits, 审批 with the changes and the digest, 发布 on a page of its own, the papers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.lifecycle import NoticeState
from disposal.models.approvals.submission import Urgency
from disposal.models.approvals.submission_return import ReturnReason
from disposal.models.publication.notice import Notice
from disposal.models.records.record import Payload
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after, proof_kind
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.pages.forms import Choice, choices
from disposal.services.accounts.permissions import require
from disposal.services.four_eyes.deciding import approve, send_back
from disposal.services.four_eyes.overview import SubmissionOverview, overview_of
from disposal.services.four_eyes.papers import approval_sheet, submission_pdf
from disposal.services.four_eyes.reading import read_submission
from disposal.services.four_eyes.submitting import Routing, submit, withdraw_submission
from disposal.services.four_eyes.waiting import WaitingItem, waiting_items
from disposal.services.notice_entry.discarding import discard_draft
from disposal.services.publication.booked_media import media_not_booked
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.days import enter_afterwards
from disposal.services.publication.publication import change_day, check_notice, publish_or_schedule
from disposal.services.records.validation import read
from disposal.services.records.writing import found
from disposal.services.sign_in.sessions import SignedIn
from disposal.services.windows.standing import NoticeStanding, standings
from disposal.web.acting import Acting, StaffSession
from disposal.web.dependencies import publication_context, register
from disposal.web.middleware import language_of
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Write
from notices.completeness import Report
from notices.content.content import NoticeContent
from notices.errors import NoticesError
from notices.kinds import kind_of
from notices.written.fields import Day

router = APIRouter(include_in_schema=False)
Decision = Literal["submit", "withdraw", "read", "approve", "return", "discard"]
Paper = Literal["submission", "sheet"]
DONE = {
    "submit": ("已提交审批", "Submitted"),
    "withdraw": ("已撤回", "Taken back"),
    "read": ("已阅", "Read"),
    "approve": ("已批准", "Approved"),
    "return": ("已退回修改", "Returned"),
    "discard": ("已作废", "Discarded"),
    "publish": ("已发布", "Published"),
    "schedule": ("已定时发布", "Scheduled"),
}


class TypedDays(Payload):
    """The days that somebody may type on these pages."""

    until: Day | None = None
    published_on: Day | None = None


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One difference against the last approved version, in the words of the page."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """A notice on its way to publication: the newest submission, the report, the form, what was just done."""

    notice: Notice
    standing: NoticeStanding
    overview: SubmissionOverview | None
    report: Report | None
    changes: tuple[ChangedField, ...]
    reasons: tuple[Choice, ...]
    urgencies: tuple[Choice, ...]
    proof: str
    may_submit: bool
    may_publish: bool
    error: NoticesError | None
    done: str
    address: str
    today: date
    not_booked: tuple[str, ...] = ()

    @property
    def state(self) -> NoticeState:
        """Return the state of the notice, or that its draft was discarded."""
        return NoticeState.discarded if self.standing is NoticeState.discarded else NoticeState[self.notice.state]

    @property
    def form_path(self) -> str:
        """Return the page where the draft is changed; empty for an amendment, drafted anew, and for who reads."""
        is_offer = kind_of(self.notice.kind).offers_assets and self.notice.draft is None
        return f"/desk/projects/{self.notice.project_id}/notice" if is_offer and self.may_submit else ""

    @property
    def is_late(self) -> bool:
        """Return whether the stated day has passed, so that the publication is a late entry (补录)."""
        return self.notice.published_on is not None and self.notice.published_on < self.today


@dataclass(frozen=True, slots=True)
class ToldOnPage:
    """What a page says besides: the form as typed, the refusal, or what was just done."""

    form: EntryForm = field(default_factory=EntryForm)
    error: NoticesError | None = None
    done: str = ""
    template: str = "desk/approve.html.j2"


@router.get("/desk/approvals")
def waiting_page(request: Request, signed: Acting, session: StaffSession) -> Response:
    """List what waits: for the person, of the person, and for others."""
    groups = _groups(waiting_items(session))
    return staff_page(request, "desk/approvals.html.j2", menu_of(request, signed), groups=groups)


@router.get("/desk/notices/{notice_id}/approve")
def approval_page(request: Request, signed: Acting, session: StaffSession, notice_id: UUID, done: str = "") -> Response:
    """Show what is submitted: steps, changes, report, digest; and the acts of whoever looks."""
    return _page(request, signed, session, notice_id, ToldOnPage(done=done))


@router.get("/desk/notices/{notice_id}/publish")
def publication_page(request: Request, signed: Acting, session: StaffSession, notice_id: UUID) -> Response:
    """Show what will be public: its last day, its address, now or on its day."""
    return _page(request, signed, session, notice_id, ToldOnPage(template="desk/publish.html.j2"))


@router.post("/desk/notices/{notice_id}/publication")
def published(request: Request, write: Write, notice_id: UUID) -> Response:
    """Publish now, or schedule a notice of a day to come."""
    context = publication_context(request)
    done = write.attempt(lambda session: _publish(session, notice_id, write.form, context), proof="always")
    if done.error is None:
        return write.answered(see_other(request, f"/desk/notices/{notice_id}/approve?done={done.value}"))
    told = ToldOnPage(form_after(write, done.error), done.error, template="desk/publish.html.j2")
    with write.reading() as session:
        return write.answered(_page(request, write.signed, session, notice_id, told))


@router.post("/desk/notices/{notice_id}/{act}")
def decided(request: Request, write: Write, notice_id: UUID, act: Decision) -> Response:
    """Submit, take back, approve or return; a refusal shows the page anew with what was typed."""
    context = publication_context(request)
    does = _decision(act, notice_id, form=write.form, context=context)
    done = write.attempt(does, proof="always" if act == "approve" else "none")
    if done.error is None:
        return write.answered(see_other(request, f"/desk/notices/{notice_id}/approve?done={act}"))
    told = ToldOnPage(form_after(write, done.error), done.error)
    with write.reading() as session:
        return write.answered(_page(request, write.signed, session, notice_id, told))


@router.get("/desk/notices/{notice_id}/papers/{paper}.pdf")
def papers(request: Request, signed: Acting, session: StaffSession, notice_id: UUID, paper: Paper) -> Response:
    """Send the submitted text (送审稿) or the sheet to sign (公告审批单)."""
    require(session, "drafts.read")
    if paper == "submission":
        data = submission_pdf(session, notice_id)
    else:
        data = approval_sheet(session, notice_id, context=publication_context(request))
    return Response(data, media_type="application/pdf")


def _decision(
    act: Decision, notice_id: UUID, *, form: PostedForm, context: PublicationContext
) -> Callable[[StaffSession], Any]:
    """Return the call of the service of an act."""
    comment = form.value("comment")
    match act:
        case "submit":
            return lambda session: submit(
                session, notice_id, until=_typed(form).until, context=context, routing=_routing(form)
            )
        case "withdraw":
            return lambda session: withdraw_submission(session, notice_id)
        case "read":
            return lambda session: read_submission(session, notice_id)
        case "approve":
            seen = form.value("sha256")
            return lambda session: approve(session, notice_id, sha256=seen, comment=comment, context=context)
        case "return":
            reasons = [reason for reason in ReturnReason if reason.value in form.values("reasons")]
            return lambda session: send_back(session, notice_id, reasons=reasons, comment=comment)
        case "discard":
            return lambda session: discard_draft(session, notice_id, reason=form.value("reason"))


def _routing(form: PostedForm) -> Routing:
    urgency = next((each for each in Urgency if each.value == form.value("urgency")), Urgency.normal)
    return Routing(urgency, form.value("presented_to"))


def _typed(form: PostedForm) -> TypedDays:
    """Return the days of a form; an empty one is None. Raises: InvalidRecord."""
    return read(TypedDays, {name: form.value(name).strip() or None for name in TypedDays.model_fields})


def _publish(session: StaffSession, notice_id: UUID, form: PostedForm, context: PublicationContext) -> str:
    notice = found(session, Notice, notice_id)
    day = _typed(form).published_on
    if day is not None and day != notice.published_on:
        change_day(session, notice_id, day)
    if form.value("entered_afterwards").strip():
        enter_afterwards(session, notice, reason=form.value("entered_afterwards"))
    publish_or_schedule(session, notice_id, context=context)
    return "publish" if notice.number else "schedule"


def _page(request: Request, signed: SignedIn, session: StaffSession, notice_id: UUID, told: ToldOnPage) -> Response:
    require(session, "drafts.read")
    notice, context = found(session, Notice, notice_id), publication_context(request)
    overview = overview_of(session, notice_id, context=context)
    language = language_of(request.scope)
    shown = ApprovalPage(
        notice=notice,
        standing=standings(session, [notice], now=context.clock())[notice.id],
        overview=overview,
        report=_report(session, notice, context),
        changes=_changes(overview, is_english=language == "en"),
        reasons=choices(ReturnReason, language),
        urgencies=choices(Urgency, language),
        proof=proof_kind(signed, register(request).clock(), is_always=True),
        may_submit=signed.may("notice.submitted"),
        may_publish=signed.may("notice.published"),
        error=told.error,
        done=DONE.get(told.done, ("", ""))[language == "en"],
        address=context.address_of(notice.number or "〔编号〕"),
        today=context.today,
        not_booked=_not_booked(session, notice, overview),
    )
    status = told.error.status if told.error else 200
    menu = menu_of(request, signed)
    return staff_page(request, told.template, menu, status=status, form=told.form, shown=shown)


def _not_booked(session: StaffSession, notice: Notice, overview: SubmissionOverview | None) -> tuple[str, ...]:
    """Return the newspapers that an approved notice names and nobody has booked."""
    if overview is None or notice.state != NoticeState.approved.value:
        return ()
    content = NoticeContent.stored(overview.submission.canonical_json)
    return tuple(media_not_booked(session, notice, content))


def _report(session: StaffSession, notice: Notice, context: PublicationContext) -> Report | None:
    """Return the completeness report of what is not public yet; None where it cannot be composed by now."""
    if notice.number is not None:
        return None
    try:
        return check_notice(session, notice.id, context=context)
    except NoticesError:  # what keeps it from being composed, composing for the page tells
        return None


def _changes(overview: SubmissionOverview | None, *, is_english: bool) -> tuple[ChangedField, ...]:
    language = "en" if is_english else "zh"
    return tuple(
        ChangedField(
            field=getattr(each.label, language),
            before=None if each.field.before is None else getattr(each.before, language),
            after=None if each.field.after is None else getattr(each.after, language),
        )
        for each in (overview.differences if overview else ())
    )


def _groups(items: tuple[WaitingItem, ...]) -> tuple[tuple[str, str, tuple[WaitingItem, ...]], ...]:
    """Return the items in the order of the page: mine to decide, my own, those of others."""
    mine = tuple(each for each in items if each.is_for_me)
    unread = tuple(each for each in items if each.is_to_read and not each.is_for_me)
    own = tuple(each for each in items if each.is_mine and each not in (*mine, *unread))
    others = tuple(each for each in items if each not in (*mine, *unread, *own))
    told = (("待阅", "To be read", unread),) if unread else ()
    return (
        ("待办", "Waiting for me", mine),
        *told,
        ("我发起的", "Mine", own),
        ("他人待办", "Waiting for others", others),
    )
