"""What waits for a person (待办): one function a source, one line each in ``SOURCES``; each gives its first items."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from disposal.acting import Actor, Role
from disposal.eligibility.findings.finding import Outcome
from disposal.lifecycle import NoticeState
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.publication.placement import Placement
from disposal.models.publication.press import BookingState, PressBooking
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.screening import PendingRescreening, Screening
from disposal.services.accounts.permissions import may
from disposal.services.approvals.submissions import newest_returns
from disposal.services.discipline_opinions.discipline_opinions import opinions_due
from disposal.services.filings.published import FilingContext
from disposal.services.four_eyes.waiting import waiting_items
from disposal.services.records.id_sets import among
from disposal.services.screening.decisions import decided_findings, overall
from disposal.services.windows.discarded import is_discarded
from disposal.services.windows.events import reminder_day
from disposal.services.worklist.draft_items import claim_drafts, dossier_drafts, notice_forms
from disposal.services.worklist.enquiry_items import enquiries
from disposal.services.worklist.objection_items import objections
from disposal.services.worklist.override_requests import overrides_to_approve
from disposal.services.worklist.placement_items import placement_changes
from disposal.services.worklist.work_item import MOST, Waiting, WorkContext, WorkItem
from notices.dates import ONE_DAY, SHANGHAI
from notices.kinds.result import RESULT

_EVIDENCE_DAYS = 90
_RESULT_DAYS = 180


def waiting_for(session: Session, context: WorkContext) -> Waiting:
    """Return what waits for a person, the overdue first, then by day, then the longest waiting."""
    found, is_cut = list[WorkItem](), False
    for source in SOURCES:
        items = list(islice(source(session, context), MOST + 1))
        found += items[:MOST]
        is_cut = is_cut or len(items) > MOST
    far = date.max
    return Waiting(tuple(sorted(found, key=lambda item: (item.due_on or far, item.since))), is_cut)


def notice_drafts(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the notices that are drafted and not published, for those who draft."""
    if not _is(context.actor, Role.asset_manager, Role.legal_officer):
        return
    query = (
        select(Notice, DisposalProject)
        .join(DisposalProject, col(DisposalProject.id) == Notice.project_id)
        .where(Notice.state == NoticeState.draft.value, ~is_discarded())
    )
    rows = session.exec(query.order_by(col(Notice.id).desc()).limit(MOST + 1)).all()
    returned = newest_returns(session, [notice.id for notice, _ in rows])
    for notice, project in rows:
        about, path = f"{project.code} {project.name}", f"/desk/notices/{notice.id}"
        if back := returned.get(notice.id):
            about = f"{about}（{back.name}退回：{'、'.join(reason.zh for reason in back.reasons)}）"
            yield WorkItem("修改退回的公告", "mend a returned notice", about, f"{path}/approve", back.created_at)
        else:
            yield WorkItem("公告草稿", "draft of a notice", about, path, notice.created_at, notice.published_on)


def possible_matches(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the bidders whose newest screening leaves a match to be decided."""
    if not _is(context.actor, Role.compliance_officer):
        return
    newest: Any = (
        select(Screening)
        .join(Bidder, col(Bidder.id) == Screening.bidder_id)
        .order_by(col(Screening.bidder_id), col(Screening.id).desc())
        .ext(distinct_on(col(Screening.bidder_id)))
        .subquery()
    )
    wanted = select(newest.c.id).where(newest.c.overall == Outcome.possible).order_by(newest.c.id).limit(MOST + 1)
    for screening_id in session.execute(wanted).scalars().all():
        screening = session.get_one(Screening, screening_id)
        found = decided_findings(session, screening, on=context.today)
        open_ones = sum(each.outcome is Outcome.possible for each in found)
        if overall(found) is Outcome.possible:
            yield WorkItem(
                f"核定{open_ones}项可能匹配",
                f"decide {open_ones} possible matches",
                _bidder(session, screening.bidder_id),
                f"/desk/screenings/{screening.id}",
                screening.created_at,
            )


def rescreenings(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the bidders to be screened again."""
    if not _is(context.actor, Role.compliance_officer):
        return
    query = (
        select(PendingRescreening, Party.name)
        .join(Bidder, col(Bidder.id) == PendingRescreening.bidder_id)
        .join(Party, col(Party.id) == Bidder.party_id)
        .order_by(col(PendingRescreening.id))
        .limit(MOST + 1)
    )
    seen: set[UUID] = set()
    for pending, name in session.exec(query):
        if pending.bidder_id not in seen:
            seen.add(pending.bidder_id)
            path = f"/desk/bidders/{pending.bidder_id}"
            yield WorkItem("重新审查", "screen again", f"{name}：{pending.zh}", path, pending.created_at)


def press_evidence(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the media of published notices without a placement, overdue from the working day after the planned day.

    The planned day is that of the booking (预定见报日), or of the notice where nothing is booked.
    """
    if not _is(context.actor, Role.asset_manager, Role.legal_officer):
        return
    query = (
        select(Notice, NoticeVersion.content["placements"])
        .join(NoticeVersion, col(NoticeVersion.notice_id) == Notice.id)
        .where(
            Notice.state == NoticeState.published.value,
            col(Notice.published_on) <= context.today,
            col(Notice.published_on) >= context.today - _EVIDENCE_DAYS * ONE_DAY,
        )
        .order_by(col(Notice.id), col(NoticeVersion.version_no).desc())
        .ext(distinct_on(col(Notice.id)))
        .limit(MOST + 1)
    )
    rows = session.execute(query).all()
    ids = [notice.id for notice, _ in rows]
    stood = select(Placement.notice_id, Placement.medium).where(
        among(Placement.notice_id, ids), col(Placement.withdrawn_at).is_(None)
    )  # one that waits for a second person is recorded all the same: its evidence is not missing
    placed = set(session.execute(stood))
    booked = _booked(session, ids)
    for notice, planned in rows:
        days = {each["medium"]: _planned_day(notice, each) for each in planned or ()}
        days |= {medium: day for (notice_id, medium), day in booked.items() if notice_id == notice.id}
        for medium, day in days.items():
            if day <= context.today and (notice.id, medium) not in placed:
                next_day = context.calendar.nth_working_day(day + ONE_DAY, 1, allow_provisional=True)
                yield WorkItem(
                    "待补见报凭证",
                    "evidence of the paper is missing",
                    f"{notice.number} {medium}",
                    f"/desk/notices/{notice.id}/placements",
                    notice.created_at,
                    next_day - ONE_DAY,
                )


def submissions(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the submissions that the person may approve now, and the own ones that are approved and unpublished."""
    actor = context.actor
    if actor.account_id is None or not may(actor, "drafts.read"):
        return
    for item in waiting_items(session):
        path = f"/desk/notices/{item.notice_id}"
        if item.is_for_me:
            about = f"{item.glance.words}（{item.submitted_by}提交）"
            yield WorkItem(f"审批公告（{item.step}）", "approve a notice", about, f"{path}/approve", item.since)
        elif item.is_mine and not item.step and item.publish_at is None and may(actor, "notice.published"):
            about = item.glance.words
            yield WorkItem("发布已批准的公告", "publish an approved notice", about, f"{path}/publish", item.since)


def press_deadlines(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the booked media that the paper may not print yet (待确认刊发), due on the day the copy closes."""
    if not _is(context.actor, Role.asset_manager, Role.legal_officer):
        return
    query = select(PressBooking, Notice).join(Notice, col(Notice.id) == PressBooking.notice_id)
    query = query.where(PressBooking.state == BookingState.booked, col(PressBooking.planned_on) >= context.today)
    for booking, notice in session.exec(query.order_by(col(PressBooking.closes_on)).limit(MOST + 1)):
        about = f"{booking.medium} {notice.number or notice.title}"
        path = f"/desk/notices/{notice.id}/press"
        yield WorkItem("确认刊发", "confirm the printing", about, path, booking.created_at, booking.closes_on)


def closing_windows(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the windows that close within days; told by record and clock, whether a job has run or not."""
    if not _is(context.actor, Role.asset_manager, Role.legal_officer):
        return
    query = select(Notice).where(
        Notice.state == NoticeState.published.value,
        Notice.offer_id == Notice.id,
        col(Notice.window_ends_at) > context.now,
    )
    for notice in session.exec(query.order_by(col(Notice.window_ends_at)).limit(MOST + 1)):
        ends_on, ends_at = notice.window_ends_on, notice.window_ends_at
        if ends_on is None or ends_at is None or reminder_day(ends_on, context.calendar) > context.today:
            continue
        local = ends_at.astimezone(SHANGHAI)
        hour = f"{local:%H:%M}" if local.date() == ends_on else "24:00"
        about = f"{notice.number} {'、'.join(notice.debtor_names[:1]) or notice.title}，{hour}截止"
        path = f"/desk/notices/{notice.id}"
        yield WorkItem("公告期将届满", "window closes soon", about, path, notice.created_at, ends_on)


def ended_windows(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the windows that ended within the last months and of which no result is published: what comes next."""
    if not _is(context.actor, Role.asset_manager):
        return
    later = aliased(Notice)
    result = select(later.id).where(later.offer_id == Notice.id, later.kind == RESULT.code)
    query = select(Notice).where(
        Notice.state == NoticeState.published.value,
        Notice.offer_id == Notice.id,
        col(Notice.window_ends_at) <= context.now,
        col(Notice.window_ends_at) > context.now - _RESULT_DAYS * ONE_DAY,
        ~result.exists(),
    )
    for notice in session.exec(query.order_by(col(Notice.window_ends_at)).limit(MOST + 1)):
        about = f"{notice.number} {'、'.join(notice.debtor_names[:1]) or notice.title}"
        words = "公告期已届满，审查受让人、公告结果", "window over: screen the buyers, publish the result"
        yield WorkItem(*words, about, f"/desk/notices/{notice.id}", notice.window_ends_at or notice.created_at)


def discipline_opinions(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the notices whose windows have ended and wait for 纪检部门意见: all of them, reported or not."""
    if not context.actor.has(Role.discipline_officer):
        return
    due = opinions_due(session, context=FilingContext(context.now, context.calendar))
    for notice in (each.notice for each in due.notices):
        about, path = notice.number or notice.title, "/desk/discipline-opinions"
        since = notice.window_ends_at or notice.created_at
        yield WorkItem("出具纪检部门意见", "give the discipline opinion", about, path, since)


def _planned_day(notice: Notice, planned: dict[str, Any]) -> date:
    """Return the day that a notice states for a medium, or its own."""
    stated = planned.get("published_on")
    return (
        date.fromisoformat(stated) if stated else notice.published_on or notice.created_at.astimezone(SHANGHAI).date()
    )


def _booked(session: Session, notice_ids: list[UUID]) -> dict[tuple[UUID, str], date]:
    """Return the planned day of each booked medium of these notices."""
    query = select(PressBooking).where(among(PressBooking.notice_id, notice_ids))
    rows = session.exec(query.where(col(PressBooking.state) != BookingState.cancelled))
    return {(row.notice_id, row.medium): row.planned_on for row in rows}


Source = Callable[[Session, WorkContext], Iterable[WorkItem]]
SOURCES: tuple[Source, ...] = (
    submissions,
    claim_drafts,
    dossier_drafts,
    notice_forms,
    notice_drafts,
    possible_matches,
    overrides_to_approve,
    placement_changes,
    rescreenings,
    press_evidence,
    press_deadlines,
    objections,
    enquiries,
    closing_windows,
    ended_windows,
    discipline_opinions,
)
"""Every source of items. To add one, write its function and name it here."""


def _is(actor: Actor, *roles: Role) -> bool:
    """Return whether a person has one of these roles; before the first account everybody has all."""
    return actor.account_id is None or actor.has(*roles)


def _bidder(session: Session, bidder_id: UUID) -> str:
    query = select(Party.name).join(Bidder, col(Bidder.party_id) == Party.id).where(Bidder.id == bidder_id)
    return session.exec(query).one()
