"""Enter, change and end relations between parties (当事人关系) and roles in a project (项目角色)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.parties.party import Party
from disposal.models.parties.relation import PartyRelation, PartyRelationCreate
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.role import ProjectRole, ProjectRoleCreate, RoleKind
from disposal.services.records.writing import change, differences, enter, found, locked, remove

_FIXED = frozenset({"from_party_id", "to_party_id", "kind"})


def enter_relation(session: Session, data: PartyRelationCreate, *, bidder_id: UUID | None = None) -> PartyRelation:
    """Enter a relation; ``bidder_id`` is the bidder whose dossier states it. Raises: RecordNotFound."""
    for field in ("from_party_id", "to_party_id"):
        found(session, Party, getattr(data, field), field=field)
    row = PartyRelation.model_validate({**data.model_dump(), "bidder_id": bidder_id})
    return enter(session, row, event="party_relation.entered")


def change_relation(session: Session, relation_id: UUID, changes: Mapping[str, Any], *, reason: str) -> PartyRelation:
    """Change a relation; its parties and kind are fixed. Raises: RecordNotFound, InvalidRecord, RecordRefused."""
    row = locked(session, PartyRelation, relation_id)
    altered = differences(row, changes, create=PartyRelationCreate, fixed=_FIXED)
    return change(session, row, altered, event="party_relation.changed", reason=reason)


def end_relation(session: Session, relation_id: UUID, *, on: date, reason: str) -> PartyRelation:
    """Set the last day on which a relation holds."""
    return change_relation(session, relation_id, {"valid_until": on}, reason=reason)


def remove_relation(session: Session, relation_id: UUID, *, reason: str) -> None:
    """Delete a relation entered by mistake. For a relation that has ended, use ``end_relation``."""
    remove(session, locked(session, PartyRelation, relation_id), event="party_relation.removed", reason=reason)


def state_role(session: Session, data: ProjectRoleCreate) -> ProjectRole:
    """State which party has a role in a project; without a party, that nobody has it.

    Raises: RecordNotFound; RecordRefused for an engagement without its type, or "nobody" together with a party.
    """
    found(session, DisposalProject, data.project_id, field="project_id")
    if data.party_id is not None:
        found(session, Party, data.party_id, field="party_id")
    if (data.role is RoleKind.engaged and data.party_id is not None) is not (data.engaged_as is not None):
        raise RecordRefused(
            field="engaged_as",
            zh="受聘中介须写明受聘身份（如 valuer），其他角色不得填写。",
            en="Say as what a professional is engaged (such as valuer); other roles have none.",
        )
    if any((each.party_id is None) is not (data.party_id is None) for each in _in_role(session, data)):
        raise RecordRefused(
            field="party_id",
            zh=f"该项目的{data.role.zh}既登记为“无”又登记有人；请先移除其一。",
            en=f"The {data.role.en} of this project would be both nobody and somebody; remove one of the two first.",
        )
    return enter(session, ProjectRole.model_validate(data.model_dump()), event="project_role.entered")


def remove_role(session: Session, role_id: UUID, *, reason: str) -> None:
    """Delete a role stated by mistake."""
    remove(session, locked(session, ProjectRole, role_id), event="project_role.removed", reason=reason)


def roles_of(session: Session, project_id: UUID) -> list[ProjectRole]:
    """Return the roles of a project in the order of their entry."""
    query = select(ProjectRole).where(ProjectRole.project_id == project_id)
    return list(session.exec(query.order_by(col(ProjectRole.id))).all())


def _in_role(session: Session, data: ProjectRoleCreate) -> list[ProjectRole]:
    return [each for each in roles_of(session, data.project_id) if each.role is data.role]
