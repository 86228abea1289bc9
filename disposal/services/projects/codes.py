"""Find a project by what a person types: its id, its code, or ``ISSUER/CODE``."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, or_, select

from disposal.errors import RecordNotFound, RecordRefused
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.issuer import Issuer
from disposal.record_ids import record_id_in


@dataclass(frozen=True, slots=True)
class CodedProject:
    """A project as shown in lists; ``code`` is ``ISSUER/CODE``."""

    id: UUID
    code: str
    name: str


def coded_projects(session: Session, written: str | None = None) -> list[CodedProject]:
    """Return the matching project, or all projects, sorted by code. Raises: what ``project_called`` raises."""
    query = select(DisposalProject.id, Issuer.code, DisposalProject.code, DisposalProject.name)
    query = query.join(Issuer, col(Issuer.id) == DisposalProject.issuer_id)
    if written is not None:
        query = query.where(DisposalProject.id == project_called(session, written).id)
    rows = session.exec(query.order_by(col(Issuer.code), col(DisposalProject.code))).all()
    return [CodedProject(project_id, f"{issuer}/{code}", name) for project_id, issuer, code, name in rows]


def projects_like(session: Session, part: str, *, most: int = 8) -> list[CodedProject]:
    """Return the projects whose code or name has these two or more characters, at most ``most``."""
    text = part.strip().rpartition("/")[2]
    if len(text) < 2:
        return []
    query = select(DisposalProject.id, Issuer.code, DisposalProject.code, DisposalProject.name)
    query = query.join(Issuer, col(Issuer.id) == DisposalProject.issuer_id)
    query = query.where(
        or_(col(DisposalProject.code).icontains(text, autoescape=True),
            col(DisposalProject.name).contains(text, autoescape=True))
    )  # fmt: skip
    rows = session.exec(query.order_by(col(DisposalProject.code)).limit(most)).all()
    return [CodedProject(project_id, f"{issuer}/{code}", name) for project_id, issuer, code, name in rows]


def project_called(session: Session, written: str) -> DisposalProject:
    """Return the project with this id, code or ``ISSUER/CODE``.

    Raises: RecordNotFound; RecordRefused if several projects match.
    """
    text = written.strip()
    issuer, slash, code = text.partition("/")
    query = select(DisposalProject).where(DisposalProject.code == (code if slash else text))
    if slash:
        issuers = select(Issuer.id).where(Issuer.code == issuer)
        query = query.where(DisposalProject.issuer_id == issuers.scalar_subquery())
    named = list(session.exec(query.limit(2)).all())
    by_id = _by_id(session, text) if not named else None
    if by_id is not None:
        return by_id
    if not named:
        raise RecordNotFound(label=DisposalProject.label, key=text, field="project")
    if len(named) > 1:
        raise RecordRefused(
            field="project",
            zh=f"有多个项目的编号为 {text}；请写作 发布人代码/项目编号。",
            en=f"Several projects have the code {text}; write ISSUER/CODE.",
        )
    return named[0]


def _by_id(session: Session, text: str) -> DisposalProject | None:
    project_id = record_id_in(text)
    return None if project_id is None else session.get(DisposalProject, project_id)
