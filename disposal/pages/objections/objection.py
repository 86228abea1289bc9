"""办理: one objection, what was said and when, each step with its two persons, questions, replies, papers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NoReturn
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.models.objections.codes import ReplyMethod
from disposal.models.objections.handling import ObjectionReplySending
from disposal.models.objections.objection import Objection
from disposal.pages.compose.files import attached, download
from disposal.pages.day_rows import DayRow, rows_of
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after, proof_kind
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.pages.forms import Choice, choices
from disposal.pages.objections.objection_entry import evidence_in
from disposal.pages.objections.reason_fields import at_its_field
from disposal.pages.site import Place
from disposal.registry.handing_over import hand_over
from disposal.registry.sign_in import actor_of
from disposal.services.accounts.identity import acting
from disposal.services.accounts.permissions import require
from disposal.services.filings.evidence import ENDINGS
from disposal.services.filings.published import FilingContext
from disposal.services.objection_register.letters import letter_of, record_reply
from disposal.services.objection_register.next_notice import ProposedNotice, draft_proposed, proposed_notice
from disposal.services.objection_register.overview import ObjectionView, staff_view
from disposal.services.objection_register.receipts import receipt_pdf
from disposal.services.objections import handling
from disposal.services.objections.answer_clock import pause_clock, resume_clock
from disposal.services.objections.decision_words import DecisionGiven, DecisionWord, decide
from disposal.services.objections.errors import ObjectionInvalid, ObjectionUnknown
from disposal.services.objections.evidence import file_of_objection
from disposal.services.objections.insiders import is_insider
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.messages import ask_objector, renew_link
from disposal.services.public.notice import public_notice
from disposal.services.records.validation import every, read_reason
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import Acting, StaffSession
from disposal.web.dependencies import Calendar, Now, register
from disposal.web.errors import AddressUnknown
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Write
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar

router = APIRouter(include_in_schema=False)
PATH = "/desk/objections/{receipt}"
OF_SECOND_PERSON = ("confirm", "check", "decline")
"""Acts that ask for a proof of the person every time."""


@dataclass(frozen=True, slots=True)
class ObjectionPage:
    """One objection, the days of the window, what the person may do, and what a new link is."""

    view: ObjectionView
    days: tuple[DayRow, ...]
    proposed: ProposedNotice | None
    is_insider: bool
    is_proposer: bool
    may: Mapping[str, bool]
    methods: tuple[Choice, ...]
    proof: str
    done: bool = False
    address: str = ""
    is_going: bool = False
    accept: str = ",".join(ENDINGS)


@router.get(PATH)
def objection_page(
    request: Request, signed: Acting, session: StaffSession, receipt: str, calendar: Calendar, done: str = ""
) -> Response:
    """Show an objection."""
    return _page(ShownTo(request, signed, session, receipt, calendar), EntryForm(), done=bool(done))


@router.post(PATH + "/discipline")
def objection_handed_over(request: Request, write: Write, receipt: str, now: Now, calendar: Calendar) -> Response:
    """Hand what is in truth a report to the discipline officers (转纪检); a minute later nothing of it is here."""
    found, actor = register(request), actor_of(write.signed)

    def act(session: StaffSession) -> None:
        require(session, "objections.read")
        hand_over(session, receipt, to=(found.database, found.mailbox), actor=actor, at=now)

    done = write.attempt(act)
    if isinstance(done.error, ObjectionUnknown):
        raise done.error
    with write.reading() as session:
        to = ShownTo(request, write.signed, session, receipt, calendar)
        return write.answered(_page(to, form_after(write, done.error), is_going=done.error is None))


@router.post(PATH + "/{act}")
def objection_handled(request: Request, write: Write, receipt: str, act: str, now: Now, calendar: Calendar) -> Response:
    """Take a step; whatever is refused, everything typed stays."""
    handler = ACTS.get(act)
    if handler is None:
        raise AddressUnknown
    does = _bound(handler, receipt, write.form, FilingContext(now, calendar))
    done = write.attempt(does, proof="always" if act in OF_SECOND_PERSON else "none")
    if isinstance(done.error, ObjectionUnknown):
        raise done.error
    if done.error is None and act != "link":
        there = f"/desk/notices/{done.value}" if act == "draft" else f"/desk/objections/{receipt}?done=1"
        return write.answered(see_other(request, there))
    address = f"/objections/{done.value}" if done.error is None else ""
    with write.reading() as session:
        to = ShownTo(request, write.signed, session, receipt, calendar)
        return write.answered(_page(to, at_its_field(form_after(write, done.error), act), address=address))


@router.get(PATH + "/files/{evidence_id}")
def objection_file(session: StaffSession, signed: Acting, receipt: str, evidence_id: UUID) -> Response:
    """Send a file of an objection as a download, never to be shown by the browser."""
    require(session, "objections.read")
    row = file_of_objection(session, objection_called(session, receipt), evidence_id)
    return download(row.data, row.file_name)


@router.get(PATH + "/{paper}.pdf")
def objection_paper(
    session: StaffSession, signed: Acting, receipt: str, paper: str, now: Now, calendar: Calendar
) -> Response:
    """Send the receipt (回执) or the reply (答复函) as PDF."""
    view, on = staff_view(session, receipt, calendar=calendar), now.astimezone(SHANGHAI).date()
    if paper == "receipt":
        return attached(receipt_pdf(session, view, on=on), f"回执-{view.row.receipt}.pdf")
    if paper != "letter":
        raise AddressUnknown
    return attached(letter_of(session, view, on=on), f"答复函-{view.row.receipt}.pdf")


Handler = Callable[[StaffSession, Objection, PostedForm, FilingContext], object]


def _decide(word: DecisionWord) -> Handler:
    def act(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
        given = DecisionGiven(word, form.value("reason"), context.at, may_confirm=False)
        return decide(session, objection.receipt, given)

    return act


def _decide_by_two(*, may_confirm: bool) -> Handler:
    """Return the act that sends one of the two-person decisions; only the one with a proof confirms what waits."""

    def act(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
        word = DecisionWord.__members__.get(form.value("outcome"))
        if word is None:
            every(_no_decision, lambda: read_reason(form.value("reason")))
            _no_decision()
        given = DecisionGiven(word, form.value("reason"), context.at, may_confirm=may_confirm)
        return decide(session, objection.receipt, given)

    return act


def _no_decision() -> NoReturn:
    raise ObjectionInvalid(field="outcome", zh="选择一种审查结论。", en="choose one of the decisions")


def _withdraw(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
    require(session, "objection.withdrawn")
    if proofs := evidence_in(form, "proof_of_withdrawal"):
        handling.add_evidence(session, objection, proofs)
    return _decide(DecisionWord.withdrawn)(session, objection, form, context)


def _put_question(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
    stops = form.value("goes_on") != "yes"
    return ask_objector(session, objection, form.value("question"), at=context.at, stops_clock=stops)


def _pause(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
    return pause_clock(session, objection, because=form.value("because"), on=context.at.astimezone(SHANGHAI).date())


def _resume(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
    on = context.at.astimezone(SHANGHAI).date()
    return resume_clock(session, objection, reason=form.value("because"), on=on)


def _group(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
    receipts = form.value("receipts").replace("，", " ").replace("、", " ").replace(",", " ").split()
    return handling.group(session, objection, receipts, reason=form.value("group_reason"))


def _ungroup(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
    return handling.ungroup(session, objection, reason=form.value("group_reason"))


def _time(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
    proofs = evidence_in(form, "proof_of_receipt")
    if proofs:
        handling.add_evidence(session, objection, proofs)
    written, reason = form.value("received_at"), form.value("time_reason")
    return handling.correct_received(session, objection, written, reason=reason, context=context)


def _check(confirms: bool) -> Handler:
    def act(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
        return handling.check_received(session, objection, confirms=confirms, reason=form.value("check_reason"))

    return act


def _case(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
    return handling.enter_case(session, objection, form.value("case_number"), reason="登记案号")


def _reply(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
    values = {name: form.value(name).strip() or None for name in ObjectionReplySending.model_fields}
    return record_reply(session, objection, values, at=context.at, calendar=context.calendar)


def _files(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
    proofs = evidence_in(form, "proof_of_receipt")
    handling.add_evidence(session, objection, [*evidence_in(form, "files"), *proofs])
    return objection


def _link(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
    return renew_link(session, objection, reason=form.value("link_reason"))


def _draft(session: StaffSession, objection: Objection, form: PostedForm, context: FilingContext) -> object:
    view = staff_view(session, objection.receipt, calendar=context.calendar)
    return draft_proposed(session, view, on=context.at.astimezone(SHANGHAI).date()).id


ACTS: Mapping[str, Handler] = MappingProxyType({
    "accept": _decide(DecisionWord.accepted), "refuse": _decide(DecisionWord.not_accepted),
    "review": _decide(DecisionWord.under_review), "propose": _decide_by_two(may_confirm=False),
    "confirm": _decide_by_two(may_confirm=True), "return": _decide(DecisionWord.returned), "withdraw": _withdraw,
    "ask": _put_question, "pause": _pause, "resume": _resume, "group": _group, "ungroup": _ungroup, "time": _time,
    "check": _check(True), "decline": _check(False), "case": _case, "reply": _reply, "files": _files, "link": _link,
    "draft": _draft,
})  # fmt: skip
"""What each button does. The second person's ``confirm`` sends the decision that waits as ``outcome``."""
_VERBS = {
    "accept": "objection.accepted", "propose": "objection.decision_proposed", "confirm": "objection.upheld",
    "handle": "objection.entered", "draft": "notice.drafted", "export": "objections.exported",
}  # fmt: skip


def _bound(
    handler: Handler, receipt: str, form: PostedForm, context: FilingContext
) -> Callable[[StaffSession], object]:
    def act(session: StaffSession) -> object:
        require(session, "objections.read")
        return handler(session, objection_called(session, receipt), form, context)

    return act


@dataclass(frozen=True, slots=True)
class ShownTo:
    """For whom which objection is shown: request, who is signed in, the session, the receipt, the calendar."""

    request: Request
    signed: SignedIn
    session: StaffSession
    receipt: str
    calendar: WorkingCalendar


def _page(to: ShownTo, form: EntryForm, *, done: bool = False, address: str = "", is_going: bool = False) -> Response:
    session, signed = to.session, to.signed
    now, base = register(to.request).clock(), register(to.request).database.settings.public_base_url
    view = staff_view(session, to.receipt, calendar=to.calendar)
    actor, today = acting(session), now.astimezone(SHANGHAI).date()
    window = public_notice(session, str(view.notice.number), calendar=to.calendar, now=now).window
    shown = ObjectionPage(
        view=view,
        days=rows_of(window.days, today=today) if window else (),
        proposed=proposed_notice(view),
        is_insider=actor is not None and is_insider(session, view.notice, actor),
        is_proposer=actor is not None and view.waiting is not None and view.waiting.proposed_by_id == actor.person_id,
        may={name: signed.may(verb) for name, verb in _VERBS.items()},
        methods=choices(ReplyMethod, Place.of(to.request).language),
        proof=proof_kind(signed, now, is_always=True),
        done=done,
        address=f"{base}{address}" if address else "",
        is_going=is_going,
    )
    status = 422 if form.problems else 200
    menu = menu_of(to.request, signed)
    return staff_page(to.request, "objections/objection.html.j2", menu, status=status, form=form, shown=shown)
