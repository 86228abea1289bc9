"""Projects as staff see them in a list, with the issuer and the number of claims."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.models.projects.disposal_project import DisposalProject, ProjectClaim
from disposal.models.projects.issuer import Issuer


@dataclass(frozen=True, slots=True)
class ListedProject:
    """A project with its issuer and the number of its claims."""

    project: DisposalProject
    issuer: Issuer
    claim_count: int

    def as_json(self) -> dict[str, Any]:
        """Return the row as JSON values; amounts are strings in yuan."""
        project = self.project
        return {
            "id": str(project.id),
            "code": project.code,
            "name": project.name,
            "status": project.status.value,
            "issuer": self.issuer.code,
            "issuer_name": self.issuer.full_name,
            "issuer_kind": self.issuer.kind.value if self.issuer.kind else None,
            "book_value": str(project.book_value),
            "review_meeting_on": project.review_meeting_on.isoformat() if project.review_meeting_on else None,
            "province": project.province,
            "city": project.city,
            "claims": self.claim_count,
        }


def listed_projects(session: Session) -> list[ListedProject]:
    """Return all projects, newest first."""
    return _listed(session)


def listed_project(session: Session, project: DisposalProject) -> ListedProject:
    """Return one project in the form used by lists."""
    return _listed(session, project)[0]


def _listed(session: Session, only: DisposalProject | None = None) -> list[ListedProject]:
    count = select(func.count()).where(ProjectClaim.project_id == DisposalProject.id).scalar_subquery()
    query = select(DisposalProject, Issuer, count).join(Issuer).order_by(col(DisposalProject.id).desc())
    if only is not None:
        query = query.where(DisposalProject.id == only.id)
    return [ListedProject(project, issuer, claims) for project, issuer, claims in session.exec(query).all()]
