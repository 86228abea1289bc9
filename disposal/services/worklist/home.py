"""The home of a person: what waits, what they began, what they did, and the windows of the week."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from disposal.acting import Actor
from disposal.lifecycle import UNPUBLISHED, NoticeState
from disposal.models.claims.claim import Claim
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.identity import acting
from disposal.services.accounts.permissions import may, require
from disposal.services.accounts.scope import OF_ALL_ISSUERS
from disposal.services.records.id_sets import among
from disposal.services.windows.discarded import is_discarded
from disposal.services.windows.standing import standings
from disposal.services.worklist.done import DoneAct, acted, acts_done
from disposal.services.worklist.windows import WeekOfWindows, WindowTimeline, timeline, week_of_windows
from disposal.services.worklist.work_item import WorkContext, WorkItem
from disposal.services.worklist.work_items import waiting_for
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar

MOST_BEGUN = 20
_STEP = {NoticeState.submitted.value: "/approve", NoticeState.approved.value: "/publish"}
"""The page of the next step of a notice that is on its way."""


@dataclass(frozen=True, slots=True)
class StaffHome:
    """What the home shows. ``is_empty``: the branch has neither claim nor project yet.

    ``is_cut``: of some kind more waits than is listed. ``has_notices``: there are public ones to look at.
    ``has_cases`` is False for who may not see cases: an administrator sees accounts only.
    """

    today: date
    waiting: tuple[WorkItem, ...] = ()
    is_cut: bool = False
    begun: tuple[WorkItem, ...] = ()
    done: tuple[DoneAct, ...] = ()
    week: WeekOfWindows | None = None
    timeline: WindowTimeline | None = None
    is_empty: bool = False
    has_notices: bool = False
    has_cases: bool = True

    @property
    def overdue(self) -> tuple[WorkItem, ...]:
        """Return what should have been done by now."""
        return tuple(item for item in self.waiting if item.is_overdue(self.today))


def staff_home(session: Session, *, calendar: WorkingCalendar, now: datetime, language: str = "zh") -> StaffHome:
    """Return the home of the session's actor. Raises: PermissionRefused, ScopeRefused, CalendarYearMissing."""
    actor = require(session, "own_account.read")
    context = WorkContext(actor, now, calendar)
    done = acts_done(session, actor, language)
    if not may(actor, "notices.read"):
        return StaffHome(context.today, done=done, has_cases=False)
    waiting = waiting_for(session, context)
    public = select(Notice.id).where(col(Notice.number).is_not(None)).limit(1)
    return StaffHome(
        context.today,
        waiting=waiting.items,
        is_cut=waiting.is_cut,
        begun=_begun(session, actor, context.now),
        done=done,
        week=week_of_windows(session, calendar=calendar, now=now),
        timeline=timeline(session, calendar=calendar, now=now),
        is_empty=not any(session.exec(select(table.id).limit(1)).first() for table in (Claim, DisposalProject)),
        has_notices=session.exec(public, execution_options={OF_ALL_ISSUERS: True}).first() is not None,
    )


def count_waiting(session: Session, *, calendar: WorkingCalendar, now: datetime) -> int:
    """Return how many items wait for the session's actor, for the menu."""
    actor = acting(session)
    if actor is None or not may(actor, "notices.read"):
        return 0
    return len(waiting_for(session, WorkContext(actor, now, calendar)).items)


def _begun(session: Session, actor: Actor, now: datetime) -> tuple[WorkItem, ...]:
    """Return the notices that a person drafted and that are not ended, with where each stands."""
    drafted = select(AuditEntry.subject_id).where(acted(actor), AuditEntry.event == "notice.drafted")
    ids = session.exec(drafted.order_by(col(AuditEntry.id).desc()).limit(MOST_BEGUN)).all()
    running = {state.value for state in (*UNPUBLISHED, NoticeState.published)}
    query = (
        select(Notice, DisposalProject)
        .join(DisposalProject, col(DisposalProject.id) == Notice.project_id)
        .where(among(Notice.id, ids), col(Notice.state).in_(running), ~is_discarded())
    )
    found = session.exec(query.order_by(col(Notice.id).desc())).all()
    standing = standings(session, (notice for notice, _ in found), now=now)
    return tuple(
        WorkItem(
            standing[notice.id].zh,
            standing[notice.id].en,
            notice.number or f"{project.code} {project.name}",
            f"/desk/notices/{notice.id}{_STEP.get(notice.state, '')}",
            notice.created_at.astimezone(SHANGHAI),
            notice.window_ends_on,
        )
        for notice, project in found
    )
