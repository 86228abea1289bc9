"""更正刊登: one recorded placement; it is corrected or withdrawn with a reason, and by two where it moves an end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.errors import RecordNotFound
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_change import PlacementChange
from disposal.pages.claim_entry.claim_form import ShownSection
from disposal.pages.compose.notice_form_fields import notes_of, shown_section, typed_from
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import problems_of, proof_kind
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.pages.site import Place
from disposal.services.accounts.permissions import require
from disposal.services.filings.published import FilingContext
from disposal.services.notice_entry.placement_section import PLACEMENT, placement_values, typed_placement
from disposal.services.placement_changes.changing import (
    changes_of,
    check_change,
    correct_placement,
    waiting_change,
    withdraw_placement,
)
from disposal.services.placement_changes.taking_back import may_take_back, take_back_change
from disposal.services.placement_changes.words import ShownChange, shown_changes
from disposal.services.press.placements import placement_of
from disposal.services.publication.notices import published_notice
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import Acting, StaffSession
from disposal.web.dependencies import Calendar, Now, register
from disposal.web.errors import AddressUnknown
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Write, Writer
from notices.dates import SHANGHAI
from notices.errors import NoticesError
from notices.reading import Problem

router = APIRouter(include_in_schema=False)
PATH = "/desk/notices/{notice_id}/placements/{placement_id}"
OF_SECOND_PERSON = ("confirm", "decline")
"""Acts that ask for a proof of the person every time."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What the person may do: change it, check what waits, take the own proposal back that waits."""

    change: bool
    check: bool
    take_back: bool


@dataclass(frozen=True, slots=True)
class PlacementPage:
    """One placement: its form, the change that waits, what was changed before, and what the person may do."""

    notice: Notice
    placement: Placement
    section: ShownSection
    form: EntryForm
    changes: tuple[ShownChange, ...]
    acts: Acts
    proof: str
    done: str = ""


@router.get(PATH)
def placement_page(
    request: Request, signed: Acting, session: StaffSession, notice_id: UUID, placement_id: UUID, done: str = ""
) -> Response:
    """Show a placement, how it was changed, and the forms to correct or withdraw it."""
    to = _To(request, signed, session, notice_id, placement_id)
    return staff_page(request, "compose/placement.html.j2", menu_of(request, signed), shown=_shown(to, None, done))


@router.post(PATH + "/{act}")
def placement_changed(
    request: Request, write: Write, notice_id: UUID, placement_id: UUID, act: str, now: Now, calendar: Calendar
) -> Response:
    """Correct or withdraw (更正、作废), check (复核), take back (撤回); whatever is failed, everything typed stays."""
    does = _bound(act, (notice_id, placement_id), write.form, FilingContext(now, calendar))
    done = write.attempt(does, proof="always" if act in OF_SECOND_PERSON else "none")
    if isinstance(done.error, RecordNotFound):
        raise done.error
    if done.error is None:
        state = done.value.state.value if done.value else ""
        return write.answered(see_other(request, f"/desk/notices/{notice_id}/placements/{placement_id}?done={state}"))
    return write.answered(_answer(request, write, (notice_id, placement_id), done.error))


@dataclass(frozen=True, slots=True)
class _To:
    """Which placement is shown to whom, in which session."""

    request: Request
    signed: SignedIn
    session: StaffSession
    notice_id: UUID
    placement_id: UUID


def _answer(request: Request, write: Writer, of: tuple[UUID, UUID], error: NoticesError) -> Response:
    """Return the page again, with what was typed and why it was not done."""
    with write.reading() as session:
        shown = _shown(_To(request, write.signed, session, *of), (write.form, error))
    menu = menu_of(request, write.signed)
    return staff_page(request, "compose/placement.html.j2", menu, status=error.status, shown=shown)


def _shown(to: _To, failed: tuple[PostedForm, NoticesError] | None, done: str = "") -> PlacementPage:
    session, language, ours = to.session, Place.of(to.request).language, register(to.request)
    require(session, "notices.read")
    notice = published_notice(session, to.notice_id)
    placement = placement_of(session, notice, to.placement_id)
    typed = typed_placement(placement) | (typed_from(failed[0].items) if failed else {})
    reason = {name: failed[0].value(name) for name in ("reason", "remark")} if failed else {}
    problems = _at_fields(failed[1]) if failed else ()
    notes = notes_of(typed, ours.calendar, language=language).notes
    waiting = waiting_change(session, placement)
    return PlacementPage(
        notice,
        placement,
        shown_section(PLACEMENT, language),
        EntryForm(tuple((typed | reason).items()), problems, notes=notes),
        tuple(shown_changes(each for each in changes_of(session, notice) if each.placement_id == placement.id)),
        Acts(
            to.signed.may("placement.corrected") and waiting is None and placement.withdrawn_at is None,
            waiting is not None and to.signed.may("placement_change.confirmed"),
            waiting is not None and may_take_back(session, waiting),
        ),
        proof_kind(to.signed, ours.clock(), is_always=True),
        done,
    )


def _at_fields(error: NoticesError) -> tuple[Problem, ...]:
    """Return the problems of an error at the fields of the form; those of a value the service read, too."""
    own = {field.name for field in PLACEMENT.fields}
    return tuple(
        replace(each, path=f"{PLACEMENT.name}-{each.path}") if each.path in own else each for each in problems_of(error)
    )


def _bound(
    act: str, of: tuple[UUID, UUID], form: PostedForm, context: FilingContext
) -> Callable[[StaffSession], PlacementChange]:
    """Return what a button does. Raises: AddressUnknown where there is none of that name."""
    handler, (notice_id, placement_id) = ACTS.get(act), of
    if handler is None:
        raise AddressUnknown

    def does(session: StaffSession) -> PlacementChange:
        placement = placement_of(session, published_notice(session, notice_id), placement_id)
        return handler(session, placement, form, context)

    return does


Handler = Callable[[StaffSession, Placement, PostedForm, FilingContext], PlacementChange]


def _correct(session: StaffSession, placement: Placement, form: PostedForm, context: FilingContext) -> PlacementChange:
    values = placement_values(typed_from(form.items), today=context.at.astimezone(SHANGHAI).date())
    return correct_placement(session, placement, values, reason=form.value("reason"), context=context)


def _withdraw(session: StaffSession, placement: Placement, form: PostedForm, context: FilingContext) -> PlacementChange:
    return withdraw_placement(session, placement, reason=form.value("reason"), context=context)


def _take_back(
    session: StaffSession, placement: Placement, form: PostedForm, context: FilingContext
) -> PlacementChange:
    return take_back_change(session, placement, reason=form.value("reason"), context=context)


def _check(*, confirms: bool) -> Handler:
    def act(session: StaffSession, placement: Placement, form: PostedForm, context: FilingContext) -> PlacementChange:
        return check_change(session, placement, confirms=confirms, remark=form.value("remark"), context=context)

    return act


ACTS: Mapping[str, Handler] = MappingProxyType({
    "correct": _correct,
    "withdraw": _withdraw,
    "take-back": _take_back,
    "confirm": _check(confirms=True),
    "decline": _check(confirms=False),
})  # fmt: skip
"""What each button does."""
