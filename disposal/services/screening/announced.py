"""What the notices of a project say that a screening rests on: who may not buy, and since when the sale is public."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlmodel import Session, col

from disposal.errors import RecordNotFound, RecordRefused
from disposal.lifecycle import NoticeState
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from notices.content.terms import Restrictions

_STATED = (
    select(col(NoticeVersion.content)["restrictions"])
    .where(col(NoticeVersion.notice_id) == col(Notice.id))
    .order_by(col(NoticeVersion.version_no).desc())
    .limit(1)
    .scalar_subquery()
)
_WITH_NOTICES = (
    select(
        DisposalProject,
        *(getattr(Notice, name) for name in ("kind", "state", "number", "published_on")),
        _STATED.label("stated"),
    )
    .outerjoin(
        Notice, and_(col(Notice.project_id) == col(DisposalProject.id), col(Notice.state) != NoticeState.draft.value)
    )
    .where(col(DisposalProject.id) == bindparam("project_id"))
    .order_by(col(Notice.published_on).desc(), col(Notice.id).desc())
)


@dataclass(frozen=True, slots=True)
class Announced:
    """A project, who may not buy from it, and the day of its first notice that is no draft, None without one."""

    project: DisposalProject
    restrictions: Restrictions
    first_on: date | None


def announced(session: Session, project_id: UUID) -> Announced:
    """Return who may not buy, from the project's published notice, or from the project if there is no notice.

    A withdrawn notice counts as no notice.

    Raises: RecordNotFound, RecordRefused.
    """
    rows = session.execute(_WITH_NOTICES, {"project_id": project_id}).all()
    if not rows:
        raise RecordNotFound(label=DisposalProject.label, key=project_id, field="project_id")
    project: DisposalProject = rows[0][0]
    newest = next((each for each in rows if each.kind == "disposal" and each.number is not None), None)
    restrictions = project.restrictions
    if newest is not None and newest.state != NoticeState.withdrawn:
        restrictions = None if newest.stated is None else Restrictions.model_validate(newest.stated)
    if restrictions is None:
        raise RecordRefused(
            field="restrictions",
            zh=f"项目 {project.code} 未载明对受让人的限制，无从审查；请先填写 restrictions。",
            en=f"Project {project.code} does not say who may not buy, so nobody can be screened; fill in restrictions.",
        )
    days = [each.published_on for each in rows if each.published_on is not None]
    return Announced(project, restrictions, min(days, default=None))
