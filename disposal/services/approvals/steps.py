"""The steps of approval (审批步骤) of an issuer, in its own order; without any there is one: 审批 by an approver."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Role
from disposal.errors import RecordRefused
from disposal.models import ApprovalStep, Issuer
from disposal.models.approvals.submission import RequiredStep
from disposal.services.records.validation import read
from disposal.services.records.writing import enter, locked, remove

MOST_STEPS = 6
APPROVING = (Role.asset_manager, Role.compliance_officer, Role.legal_officer, Role.approver)
"""The roles that may approve at a step."""
USUAL = RequiredStep(name="审批", role=Role.approver)


def steps_of(session: Session, issuer_id: UUID) -> list[RequiredStep]:
    """Return the steps that a notice of the issuer must pass, in order."""
    rows = _rows(session, issuer_id)
    return [RequiredStep(name=row.name, role=row.role) for row in rows] or [USUAL]


def set_steps(session: Session, issuer_id: UUID, steps: Sequence[tuple[str, Role]]) -> list[RequiredStep]:
    """Set the steps of an issuer; what was submitted before keeps the steps it was submitted under.

    Raises: RecordNotFound, InvalidRecord; RecordRefused for a role that never approves, or too many steps.
    """
    issuer = locked(session, Issuer, issuer_id)
    wanted = [read(RequiredStep, {"name": name.strip(), "role": role}) for name, role in steps]
    for step in wanted:
        if step.role not in APPROVING:
            allowed_zh, allowed = "、".join(role.zh for role in APPROVING), ", ".join(role.value for role in APPROVING)
            raise RecordRefused(
                field="role",
                zh=f"岗位“{step.role.zh}”不参与审批；步骤“{step.name}”请改用：{allowed_zh}。",
                en=f'{step.role.value} never approves; give the step "{step.name}" one of {allowed}.',
            )
    if not 1 <= len(wanted) <= MOST_STEPS or len({step.name for step in wanted}) < len(wanted):
        raise RecordRefused(
            field="steps",
            zh=f"审批步骤应为1至{MOST_STEPS}步，名称各不相同；请更正。",
            en=f"Give 1 to {MOST_STEPS} steps, each with a name of its own.",
        )
    for row in _rows(session, issuer_id):
        remove(session, row, event="approval_step.removed", reason=f"重设 {issuer.code} 的审批步骤")
    for ordinal, step in enumerate(wanted, start=1):
        values = {"issuer_id": issuer_id, "ordinal": ordinal, **step.model_dump()}
        enter(session, ApprovalStep.model_validate(values), event="approval_step.entered")
    return wanted


def _rows(session: Session, issuer_id: UUID) -> Sequence[ApprovalStep]:
    query = select(ApprovalStep).where(ApprovalStep.issuer_id == issuer_id)
    return session.exec(query.order_by(col(ApprovalStep.ordinal))).all()
