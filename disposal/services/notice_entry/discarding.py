"""Put aside what is not wanted: the draft of a notice (作废草稿), a project (取消项目). Nothing is deleted."""

from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.lifecycle import NoticeState, transition
from disposal.models.projects.disposal_project import DisposalProject, ProjectStatus
from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import require
from disposal.services.publication.notices import locked
from disposal.services.records import audit, writing
from disposal.services.records.validation import read_reason
from disposal.services.windows.discarded import DISCARDED, is_discarded

_ENDED = {
    ProjectStatus.announced: ("已公告，请先撤销公告", "is announced; withdraw its notice first"),
    ProjectStatus.closed: ("已结束，不必取消", "is closed, and needs no cancelling"),
    ProjectStatus.cancelled: ("已取消", "is cancelled already"),
}


def discard_draft(session: Session, notice_id: UUID, *, reason: str) -> Notice:
    """Put a draft aside: it leaves schedule, lists and worklists, and nothing more can be done with it.

    Its row stays, with its submissions. The project and the notice that it speaks of are not touched, so that either
    may be drafted anew.

    Raises: NoticeUnknown; DraftDiscarded; TransitionRefused if it waits for approval or is approved (it must be taken
    back or returned first) or is public; InvalidRecord for an invalid reason.
    """
    require(session, DISCARDED)
    notice = locked(session, notice_id)
    step = transition("discard", state=NoticeState[notice.state], notice=notice.number or notice.title)
    because, before = read_reason(reason), audit.facts(notice)
    notice.publish_at = notice.scheduled_by = None
    audit.record(session, step.event, subject=notice, before=before, reason=because)
    return notice


def cancel_project(session: Session, project_id: UUID, *, reason: str) -> DisposalProject:
    """Cancel a project that is not to be sold, or was entered wrongly; its claims stay in the register.

    Raises: RecordNotFound; RecordRefused if it is announced, ended, or still has a draft; InvalidRecord for an invalid
    reason.
    """
    require(session, "project.cancelled")
    project = writing.locked(session, DisposalProject, project_id)
    if project.status in _ENDED:
        zh, en = _ENDED[project.status]
        raise RecordRefused(field="project", zh=f"项目 {project.code} {zh}。", en=f"The project {project.code} {en}.")
    drafts = select(Notice).where(Notice.project_id == project.id, col(Notice.number).is_(None), ~is_discarded())
    if draft := session.exec(drafts.limit(1)).first():
        raise RecordRefused(
            field="project",
            zh=f"项目 {project.code} 尚有公告草稿“{draft.title}”；请先作废该草稿（disposal draft discard）。",
            en=f'The project {project.code} still has the draft "{draft.title}"; discard it first '
            "(disposal draft discard).",
        )
    event = "project.cancelled"
    return writing.change(session, project, {"status": ProjectStatus.cancelled}, event=event, reason=reason)


def reopen_project(session: Session, project_id: UUID, *, reason: str) -> DisposalProject:
    """Take a cancelled project up again. Raises: RecordNotFound; RecordRefused if it is not; InvalidRecord."""
    require(session, "project.reopened")
    project = writing.locked(session, DisposalProject, project_id)
    if project.status is not ProjectStatus.cancelled:
        raise RecordRefused(
            field="project",
            zh=f"项目 {project.code} 没有取消，不必恢复。",
            en=f"The project {project.code} is not cancelled, and needs no reopening.",
        )
    return writing.change(session, project, {"status": ProjectStatus.draft}, event="project.reopened", reason=reason)
