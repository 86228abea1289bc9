"""Enter and change disposal projects (处置项目) and their claims."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.claims.claim import Claim, ClaimStatus
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import (
    DisposalProject,
    DisposalProjectCreate,
    ProjectClaim,
    ProjectClaimCreate,
    ProjectStatus,
)
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.records.record import Record
from disposal.services.accounts.permissions import require
from disposal.services.records import audit
from disposal.services.records.dates import refuse_future
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import change, differences, enter, found, locked, remove, saving
from disposal.services.windows.discarded import is_discarded

_FIXED = frozenset({"project_id", "claim_id"})
_ENDED = {
    ProjectStatus.announced: ("已公告，请先撤销公告", "is announced; withdraw its notice first"),
    ProjectStatus.closed: ("已结束，不必取消", "is closed, and needs no cancelling"),
    ProjectStatus.cancelled: ("已取消", "is cancelled already"),
}


def enter_project(
    session: Session, data: DisposalProjectCreate, *, claim_ids: Sequence[UUID] = (), today: date | None = None
) -> DisposalProject:
    """Enter a project with these claims, in this order.

    Raises: RecordNotFound; RecordRefused; RecordExists if the issuer already has a project with this code.
    """
    found(session, Issuer, data.issuer_id, field="issuer_id")
    refuse_future(data.record_date, field="record_date", label="基准日", today=today)
    with session.begin_nested():
        project = enter(session, DisposalProject.model_validate(data.model_dump()), event="project.entered")
        for claim_id in claim_ids:
            add_claim(session, ProjectClaimCreate(project_id=project.id, claim_id=claim_id), today=today)
    return project


def change_project(
    session: Session, project_id: UUID, changes: Mapping[str, Any], *, reason: str, today: date | None = None
) -> DisposalProject:
    """Change fields of a project. Compound fields such as ``terms``, ``window`` and ``contacts`` are replaced whole.

    Raises: RecordNotFound, InvalidRecord, RecordRefused, RecordExists.
    """
    project = locked(session, DisposalProject, project_id)
    altered = differences(project, changes, create=DisposalProjectCreate, fixed=frozenset({"issuer_id"}))
    refuse_future(altered.get("record_date"), field="record_date", label="基准日", today=today)
    return change(session, project, altered, event="project.changed", reason=reason)


def add_claim(session: Session, data: ProjectClaimCreate, *, today: date | None = None) -> ProjectClaim:
    """Add a claim to a project. The claim must still be held.

    Raises: RecordNotFound; RecordRefused if the claim was transferred or settled; RecordExists if the project already
    has it.
    """
    project = locked(session, DisposalProject, data.project_id, field="project_id")
    claim = found(session, Claim, data.claim_id, field="claim_id")
    refuse_future(data.record_date, field="record_date", label="基准日", today=today)
    debtor = found(session, Party, claim.debtor_id).name
    if claim.status is not ClaimStatus.held:
        raise RecordRefused(
            field="claim_id",
            zh=f"对 {debtor} 的债权状态为 {claim.status}，不再持有，不能处置；请核对债权，或先更改其状态。",
            en=f"The claim on {debtor} is {claim.status}, no longer held; check the claim, or change its status first.",
        )
    ordinal = data.ordinal or _last_ordinal(session, project.id) + 1
    link = ProjectClaim.model_validate({**data.model_dump(), "ordinal": ordinal})
    with saving(session, link):
        enter(session, link, event="project_claim.entered")
        _note(session, project, "project.claim_added", reason=f"{debtor}（{claim.id}）")
    return link


def change_project_claim(
    session: Session, link_id: UUID, changes: Mapping[str, Any], *, reason: str, today: date | None = None
) -> ProjectClaim:
    """Change the position, record date or texts of a claim in its project.

    Raises: RecordNotFound, InvalidRecord, RecordRefused, RecordExists.
    """
    link = locked(session, ProjectClaim, link_id)
    project = locked(session, DisposalProject, link.project_id)
    altered = differences(link, changes, create=ProjectClaimCreate, fixed=_FIXED)
    refuse_future(altered.get("record_date"), field="record_date", label="基准日", today=today)
    with saving(session, link):
        change(session, link, altered, event="project_claim.changed", reason=reason)
        if altered:
            _note(session, project, "project.claim_changed", reason=read_reason(reason))
    return link


def take_out_claim(session: Session, project_id: UUID, claim_id: UUID, *, reason: str) -> None:
    """Remove a claim from a project; published notices are not affected.

    Raises: RecordRefused if the project does not contain the claim.
    """
    project = locked(session, DisposalProject, project_id, field="project_id")
    link = next((each for each in claims_of(session, project_id) if each.claim_id == claim_id), None)
    if link is None:
        raise RecordRefused(
            field="claim_id",
            zh=f"项目 {project.code} 中没有债权 {claim_id}；请核对编号。",
            en=f"Project {project.code} does not hold claim {claim_id}; check the id.",
        )
    with saving(session, link):
        remove(session, link, event="project_claim.removed", reason=reason)
        _note(session, project, "project.claim_taken_out", reason=read_reason(reason))


def cancel_project(session: Session, project_id: UUID, *, reason: str) -> DisposalProject:
    """Cancel a project that is not to be sold, or was entered wrongly; its claims stay in the register.

    Raises: RecordNotFound; RecordRefused if it is announced, ended, or still has a draft; InvalidRecord for an invalid
    reason.
    """
    require(session, "project.cancelled")
    project = locked(session, DisposalProject, project_id)
    if project.status in _ENDED:
        zh, en = _ENDED[project.status]
        raise RecordRefused(field="project", zh=f"项目 {project.code} {zh}。", en=f"The project {project.code} {en}.")
    drafts = select(Notice).where(Notice.project_id == project.id, col(Notice.number).is_(None), ~is_discarded())
    if draft := session.exec(drafts.limit(1)).first():
        raise RecordRefused(
            field="project",
            zh=f"项目 {project.code} 尚有公告草稿“{draft.title}”；请先在该草稿的审批页作废"
            "（或 disposal draft discard）。",
            en=f'The project {project.code} still has the draft "{draft.title}"; discard it first, on its page of '
            "approval or by disposal draft discard.",
        )
    return change(session, project, {"status": ProjectStatus.cancelled}, event="project.cancelled", reason=reason)


def reopen_project(session: Session, project_id: UUID, *, reason: str) -> DisposalProject:
    """Take a cancelled project up again. Raises: RecordNotFound; RecordRefused if it is not; InvalidRecord."""
    require(session, "project.restored")
    project = locked(session, DisposalProject, project_id)
    if project.status is not ProjectStatus.cancelled:
        raise RecordRefused(
            field="project",
            zh=f"项目 {project.code} 没有取消，不必恢复。",
            en=f"The project {project.code} is not cancelled, and needs no reopening.",
        )
    return change(session, project, {"status": ProjectStatus.draft}, event="project.restored", reason=reason)


def refuse_cancelled(project: DisposalProject) -> None:
    """Refuse a draft for a cancelled project. Raises: RecordRefused."""
    if project.status is ProjectStatus.cancelled:
        raise RecordRefused(
            field="project",
            zh=f"项目 {project.code} 已取消，不能起草公告；确需处置的，请先在项目页恢复"
            "（或 disposal project reopen）。",
            en=f"The project {project.code} is cancelled, so no notice of it is drafted; reopen it first, on "
            "its page or by disposal project reopen.",
        )


def claims_of(session: Session, project_id: UUID) -> list[ProjectClaim]:
    """Return the claims of a project in printing order."""
    query = select(ProjectClaim).where(ProjectClaim.project_id == project_id)
    return list(session.exec(query.order_by(col(ProjectClaim.ordinal))).all())


def project_with_code(session: Session, issuer_id: UUID, code: str) -> DisposalProject | None:
    """Return the issuer's project with this code, or None."""
    query = select(DisposalProject).where(DisposalProject.issuer_id == issuer_id, DisposalProject.code == code)
    return session.exec(query).one_or_none()


def _last_ordinal(session: Session, project_id: UUID) -> int:
    query = select(func.max(ProjectClaim.ordinal)).where(ProjectClaim.project_id == project_id)
    return session.exec(query).one() or 0


def _note(session: Session, project: Record, event: str, *, reason: str) -> None:
    """Write an audit entry on the project when its claims change; its own fields stay the same."""
    audit.record(session, event, subject=project, before=audit.facts(project), reason=reason)
