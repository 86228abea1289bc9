"""The steps of approval (审批步骤) of an issuer, in its own order; without any there is one: 审批 by an approver.

A step may be signed by several roles or persons in any order (会签), be read only (传阅), or be needed only where the
book value is above the authority in force (授权额度).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Role
from disposal.errors import RecordRefused
from disposal.models.accounts.account_request import AccountAct, AccountRequest
from disposal.models.accounts.person import Person
from disposal.models.approvals.authority import ApprovalAuthority
from disposal.models.approvals.step import ApprovalStep
from disposal.models.approvals.submission import RequiredStep
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.permissions import require
from disposal.services.accounts.persons import person_with_login
from disposal.services.accounts.rule_changes import RuleChange, ask_for_rules
from disposal.services.approvals.authorities import authority_for
from disposal.services.approvals.rule_requests import refuse_unable, store_steps
from disposal.services.records.validation import read
from disposal.services.records.writing import locked

MOST_STEPS, MOST_MEMBERS = 6, 6
APPROVING = (Role.asset_manager, Role.compliance_officer, Role.legal_officer, Role.approver)
"""The roles that may approve at a step."""
READING = (*APPROVING, Role.discipline_officer)
"""The roles that may be told of it (传阅)."""
USUAL = RequiredStep(name="审批", role=Role.approver)
Member = tuple[Role, str]
"""Who signs: a role, and the login of the one person who does, or an empty text."""


@dataclass(frozen=True, slots=True)
class WantedStep:
    """A step to be set: its name, and its members, all of whom must sign (会签) or read it (``reads_only``)."""

    name: str
    members: tuple[Member, ...]
    reads_only: bool = False
    above_limit: bool = False

    @classmethod
    def of(cls, name: str, *roles: Role) -> "WantedStep":
        """Build a step that these roles sign, in any order."""
        return cls(name, tuple((role, "") for role in roles))


@dataclass(frozen=True, slots=True)
class StepsNeeded:
    """The steps that a submission must pass, and the authority by which others are needless, if there is one."""

    steps: list[RequiredStep]
    authority: ApprovalAuthority | None = None


def steps_of(session: Session, issuer_id: UUID) -> list[RequiredStep]:
    """Return all steps of an issuer, in order, those above its limit too."""
    found = [_required(session, row) for row in _rows(session, issuer_id)]
    return found or [USUAL]


def stages(steps: Sequence[RequiredStep]) -> list[list[RequiredStep]]:
    """Return steps stage by stage; the members of one stage sign in any order."""
    found: dict[int, list[RequiredStep]] = {}
    for number, step in enumerate(steps, start=1):
        found.setdefault(step.stage or number, []).append(step)
    return list(found.values())


def steps_needed(session: Session, issuer_id: UUID, book_value: Decimal) -> StepsNeeded:
    """Return the steps that a notice of this book value must pass today."""
    steps = steps_of(session, issuer_id)
    if not any(step.above_limit for step in steps):
        return StepsNeeded(steps)
    authority = authority_for(session, issuer_id, book_value)
    if authority is not None:
        return StepsNeeded([step for step in steps if not step.above_limit], authority)
    because = f"账面价值{book_value:,.2f}元，今日无达到该额度的有效授权书"
    return StepsNeeded([s.model_copy(update={"because": because}) if s.above_limit else s for s in steps])


def steps_in_words(steps: Sequence[RequiredStep]) -> str:
    """Return steps in words, from 起草 to 发布: who signs or reads each."""
    return " › ".join(["起草", *(_stage_in_words(stage) for stage in stages(steps)), "发布"])


def _stage_in_words(stage: list[RequiredStep]) -> str:
    who = "、".join(each.person or each.role.zh for each in stage)
    kind = "，传阅" if stage[0].reads_only else "，授权额度以上" if stage[0].above_limit else ""
    return f"{stage[0].name}（{who}{'会签' if len(stage) > 1 and not stage[0].reads_only else ''}{kind}）"


def set_steps(
    session: Session, issuer_id: UUID, steps: Sequence[WantedStep], *, reason: str = ""
) -> AccountRequest | None:
    """Set the steps of an issuer, or ask a second administrator and return the request.

    What was submitted before keeps the steps it was submitted under.

    Raises: RecordNotFound, InvalidRecord, AccountUnknown; RecordRefused for a role that never approves, a person
    without the role, too many steps, or if there is none that is always signed.
    """
    require(session, "approval_step.entered")
    issuer = locked(session, Issuer, issuer_id)
    _refuse_order(steps)
    members = [each for stage, step in enumerate(steps, start=1) for each in _members(session, step, stage)]
    rows = [ApprovalStep(**said, issuer_id=issuer_id, ordinal=at) for at, said in enumerate(members, start=1)]
    for row in rows:
        refuse_unable(session, row)
    stands, wanted = steps_of(session, issuer_id), [_required(session, row) for row in rows]
    said = RuleChange(
        AccountAct.approval_steps,
        issuer,
        {"steps": [row.model_dump(mode="json", exclude={"id", "created_at", "issuer_id"}) for row in rows]},
        f"{steps_in_words(wanted)}（现为 {steps_in_words(stands)}）",
    )
    asked = ask_for_rules(session, said, reason=reason or f"重设 {issuer.code} 的审批步骤")
    if isinstance(asked, AccountRequest):
        return asked
    store_steps(session, issuer_id, said.wanted["steps"], reason=asked)
    return None


def _members(session: Session, step: WantedStep, stage: int) -> list[dict[str, Any]]:
    """Return the rows of a step. Raises: InvalidRecord, AccountUnknown, RecordRefused."""
    allowed, rows = READING if step.reads_only else APPROVING, []
    for role, login in step.members:
        read(RequiredStep, {"name": step.name.strip(), "role": role})
        if role not in allowed:
            raise RecordRefused(
                field="role",
                zh=f"岗位“{role.zh}”不参与审批；步骤“{step.name}”请改用：{'、'.join(each.zh for each in allowed)}。",
                en=f'{role.en} never approves; give the step "{step.name}" one of '
                f"{', '.join(f'{each.en} ({each.value})' for each in allowed)}.",
            )
        person = person_with_login(session, login) if login else None
        kind = {"reads_only": step.reads_only, "above_limit": step.above_limit}
        who = {"role": role, "person_id": person.id if person else None}
        rows.append({"name": step.name.strip(), "stage": stage, **kind, **who})
    return rows


def _refuse_order(steps: Sequence[WantedStep]) -> None:
    names = {step.name.strip() for step in steps}
    is_many = any(not 1 <= len(step.members) <= MOST_MEMBERS for step in steps)
    if not 1 <= len(steps) <= MOST_STEPS or len(names) < len(steps) or is_many:
        raise RecordRefused(
            field="steps",
            zh=f"审批步骤应为1至{MOST_STEPS}步，名称各不相同，每步会签或传阅1至{MOST_MEMBERS}人；请更正。",
            en=f"Give 1 to {MOST_STEPS} steps, each with a name of its own and 1 to {MOST_MEMBERS} members.",
        )
    if all(step.reads_only or step.above_limit for step in steps):
        raise RecordRefused(
            field="steps",
            zh="至少须有一步无论账面价值多少都要签批；请增加一步，如 审批=approver。",
            en="At least one step must be signed whatever the book value; add one, such as 审批=approver.",
        )


def _required(session: Session, row: ApprovalStep) -> RequiredStep:
    person = session.get_one(Person, row.person_id) if row.person_id else None
    values = row.model_dump(include={"name", "role", "stage", "person_id", "reads_only", "above_limit"})
    return RequiredStep.model_validate({**values, "person": person.name if person else None})


def _rows(session: Session, issuer_id: UUID) -> Sequence[ApprovalStep]:
    query = select(ApprovalStep).where(ApprovalStep.issuer_id == issuer_id)
    return session.exec(query.order_by(col(ApprovalStep.ordinal))).all()
