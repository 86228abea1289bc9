"""刊登: where and when a published notice stood, recorded with its scan; a scan is sent back as a download."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from disposal.errors import RecordNotFound
from disposal.models.publication.notice import Notice
from disposal.pages.claim_entry.claim_form import ShownSection
from disposal.pages.compose.files import download
from disposal.pages.compose.notice_form_fields import notes_of, shown_section, typed_from
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.pages.site import Place
from disposal.services.accounts.permissions import require
from disposal.services.filings.published import FilingContext
from disposal.services.notice_entry.placement_section import PLACEMENT, PlacementRefused, placement_values
from disposal.services.placement_changes.changing import changes_of
from disposal.services.placement_changes.recording import enter_placement
from disposal.services.press.placement_entry import (
    ListedPlacement,
    UploadedScan,
    add_scan,
    listed_placements,
    scan_called,
)
from disposal.services.press.placements import placement_findings
from disposal.services.publication.notices import published_notice
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.acting import Acting
from disposal.web.acting_session import acting_session
from disposal.web.dependencies import register
from disposal.web.posted_form import PostedForm
from disposal.web.writer import OwnForm
from notices.completeness import Shortcoming
from notices.dates import SHANGHAI
from notices.errors import NoticesError
from notices.reading import Problem

router = APIRouter(include_in_schema=False)
PATH = "/desk/notices/{notice_id}/placements"


@dataclass(frozen=True, slots=True)
class PlacementsPage:
    """The placements of a notice, what they show of its days, and the form of a further one."""

    notice: Notice
    rows: tuple[ListedPlacement, ...]
    findings: tuple[Shortcoming, ...]
    form: EntryForm
    section: ShownSection
    waiting: frozenset[UUID]
    done: str = ""


@router.get(PATH)
def placements(request: Request, notice_id: UUID, acting: Acting, done: str = "") -> Response:
    """Show where the notice stood, and the form of a further placement."""
    with acting_session(request, acting) as session:
        return _page(request, acting, (session, notice_id), EntryForm(), done=done)


@router.post(PATH)
def placement_posted(request: Request, notice_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Record a placement with its scan; whatever is refused, everything typed stays (登记刊登)."""
    typed = typed_from(posted.items)
    try:
        with acting_session(request, acting) as session:
            context = FilingContext(register(request).clock(), register(request).calendar)
            values = placement_values(typed, today=context.at.astimezone(SHANGHAI).date())
            placed = enter_placement(session, {**values, "notice_id": notice_id}, _scan(posted), context=context)
            done = "waiting" if placed.awaits_check else "recorded"
    except NoticesError as error:
        problems = error.problems if isinstance(error, PlacementRefused) else (_at_field(error),)
        with acting_session(request, acting) as session:
            form = EntryForm(tuple(typed.items()), problems)
            return _page(request, acting, (session, notice_id), form)
    return see_other(request, f"/desk/notices/{notice_id}/placements?done={done}")


@router.post(PATH + "/{placement_id}/scans")
def scan_posted(request: Request, notice_id: UUID, placement_id: UUID, acting: Acting, posted: OwnForm) -> Response:
    """Store a scan of a placement that is recorded already (上传扫描件)."""
    try:
        with acting_session(request, acting) as session:
            add_scan(session, notice_id, placement_id, _scan(posted) or UploadedScan("", b""))
    except RecordNotFound:
        raise
    except NoticesError as error:
        with acting_session(request, acting) as session:
            return _page(request, acting, (session, notice_id), EntryForm((), (_at_field(error),)))
    return see_other(request, f"/desk/notices/{notice_id}/placements?done=scanned")


@router.get("/desk/scans/{scan_id}")
def placement_scan(request: Request, scan_id: UUID, acting: Acting) -> Response:
    """Send a scan as a download, never to be shown by the browser."""
    with acting_session(request, acting) as session:
        require(session, "notices.read")
        scan = scan_called(session, scan_id)
        return download(scan.data, scan.file_name)


def _page(request: Request, acting: SignedIn, of: tuple[Any, UUID], form: EntryForm, done: str = "") -> Response:
    """Return the page of a notice's placements; ``of`` is the session and the notice's id."""
    session, notice_id = of
    require(session, "notices.read")
    notice, calendar = published_notice(session, notice_id), register(request).calendar
    language = Place.of(request).language
    notes = notes_of(dict(form.items), calendar, language=language).notes
    page = PlacementsPage(
        notice,
        tuple(listed_placements(session, notice)),
        placement_findings(session, notice, calendar=calendar),
        EntryForm(form.items, form.problems, notes=notes),
        shown_section(PLACEMENT, language),
        frozenset(each.placement_id for each in changes_of(session, notice) if each.decided_at is None),
        done,
    )
    status = 422 if form.problems else 200
    return staff_page(request, "compose/placements.html.j2", menu_of(request, acting), status=status, shown=page)


def _scan(posted: PostedForm) -> UploadedScan | None:
    file = next((each for each in posted.files if each.field == "placement-scan" and each.size), None)
    return UploadedScan(file.name, file.content.read()) if file else None


def _at_field(error: NoticesError) -> Problem:
    return Problem("placement-scan" if error.field == "scan" else f"placement-{error.field}", "", error.zh, error.en)
