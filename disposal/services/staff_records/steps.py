"""The steps of a project (项目进度): from its claims over the notice and its window to the end."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.lifecycle import NoticeState
from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim, ProjectStatus
from disposal.models.publication.notice import Notice
from disposal.services.windows.discarded import is_discarded
from notices.dates import SHANGHAI
from notices.kinds import KINDS_BY_CODE


@dataclass(frozen=True, slots=True)
class ProjectStep:
    """One step: its words, and the day that goes with it, in words."""

    zh: str
    en: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class ProjectSteps:
    """All steps, and the index of the one that is due; their number when all are done."""

    steps: tuple[ProjectStep, ...]
    current: int
    status: ProjectStatus

    @property
    def act(self) -> str:
        """Return what puts the project aside or takes it up again: ``cancel``, ``reopen``, or nothing."""
        return {ProjectStatus.draft: "cancel", ProjectStatus.cancelled: "reopen"}.get(self.status, "")


def project_steps(session: Session, project_id: UUID, *, now: datetime) -> ProjectSteps:
    """Return how far a project is."""
    project = session.get_one(DisposalProject, project_id)
    has_claims = session.exec(select(ProjectClaim.id).where(ProjectClaim.project_id == project_id).limit(1)).first()
    query = select(Notice).where(Notice.project_id == project_id, ~is_discarded()).order_by(col(Notice.id).desc())
    offers = [each for each in session.exec(query) if KINDS_BY_CODE[each.kind].offers_assets]
    live = next((each for each in offers if each.state == NoticeState.published.value), None)
    review = project.review_meeting_on
    steps = (
        ProjectStep("录入债权", "Claims"),
        ProjectStep("起草公告", "Draft"),
        ProjectStep("发布公告", "Publication", live.number or "" if live else ""),
        ProjectStep("公告期", "Window", f"{live.window_ends_on}" if live and live.window_ends_on else ""),
        ProjectStep("审核会议", "Review", str(review) if review else ""),
        ProjectStep("结束", "End"),
    )
    if project.status is ProjectStatus.closed:
        return ProjectSteps(steps, len(steps), project.status)
    if project.status is ProjectStatus.cancelled:
        reached = steps[: 1 if has_claims else 0]
        return ProjectSteps((*reached, ProjectStep("已取消", "Cancelled")), len(reached), project.status)
    if live is not None:
        is_over = live.window_ends_at is not None and live.window_ends_at <= now
        has_met = review is not None and review < now.astimezone(SHANGHAI).date()
        return ProjectSteps(steps, 3 if not is_over else 5 if has_met else 4, project.status)
    has_draft = any(each.state == NoticeState.draft.value for each in offers)
    return ProjectSteps(steps, 2 if has_draft else 1 if has_claims else 0, project.status)
