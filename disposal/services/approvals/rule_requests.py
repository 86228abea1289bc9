"""Rules of approval that an administrator asked for are stored once another one confirms them (双人授权)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.models.accounts.account_request import AccountAct, AccountRequest
from disposal.models.accounts.person import Person
from disposal.models.approvals.authority import ApprovalAuthority, ApprovalAuthorityCreate
from disposal.models.approvals.step import ApprovalStep
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.account_requests import settle_request
from disposal.services.approvals.deputyships import persons_with_role
from disposal.services.records.writing import change, enter, found, locked, remove


def decide_request(session: Session, request_id: UUID, *, is_confirmed: bool, at: datetime) -> str | None:
    """Confirm or decline what another administrator asked for, of an account or of rules: see ``settle_request``."""
    return settle_request(session, request_id, is_confirmed=is_confirmed, at=at, rules=_carry_out)


def store_steps(session: Session, issuer_id: UUID, rows: list[dict[str, Any]], *, reason: str) -> None:
    """Set the steps of an issuer, once that is allowed. Raises: RecordRefused for a person without the role."""
    locked(session, Issuer, issuer_id)
    wanted = [ApprovalStep.model_validate({**row, "issuer_id": issuer_id}) for row in rows]
    for row in wanted:
        refuse_unable(session, row)
    stored = select(ApprovalStep).where(ApprovalStep.issuer_id == issuer_id)
    for older in session.exec(stored.order_by(col(ApprovalStep.ordinal))).all():
        remove(session, older, event="approval_step.removed", reason=reason)
    for row in wanted:
        enter(session, row, event="approval_step.entered", reason=reason)


def refuse_unable(session: Session, step: ApprovalStep) -> None:
    """Refuse a step whose one person has not its role at the issuer. Raises: RecordRefused."""
    able = {each.id for each in persons_with_role(session, step.issuer_id, step.role)}
    if step.person_id is None or step.person_id in able:
        return
    name = found(session, Person, step.person_id).name
    raise RecordRefused(
        field="person",
        zh=f"{name} 在该发布人没有岗位“{step.role.zh}”；步骤“{step.name}”请改用他人，或请管理员调整岗位。",
        en=f'{name} is no {step.role.en} of this issuer; name another person for the step "{step.name}", '
        "or change the roles.",
    )


def store_authority(session: Session, data: ApprovalAuthorityCreate, *, reason: str) -> ApprovalAuthority:
    """Enter an authority of an issuer, once that is allowed."""
    row = ApprovalAuthority.model_validate(data.model_dump())
    return enter(session, row, event="approval_authority.entered", reason=reason)


def _carry_out(session: Session, request: AccountRequest, reason: str) -> None:
    wanted, issuer_id = request.wanted or {}, request.issuer_ids[0]
    match request.act:
        case AccountAct.approval_steps:
            store_steps(session, issuer_id, wanted["steps"], reason=reason)
        case AccountAct.paper_approval:
            change(session, locked(session, Issuer, issuer_id), wanted, event="issuer.rules_changed", reason=reason)
        case _:
            store_authority(session, ApprovalAuthorityCreate.model_validate(wanted), reason=reason)
