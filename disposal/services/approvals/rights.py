"""Who may approve a submission at its next step, and whether its approvals still count at publication."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from disposal.acting import Actor
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.approvals.approval import Approval
from disposal.models.approvals.deputyship import Deputyship
from disposal.models.approvals.paper_approval import PaperApproval, PaperState
from disposal.models.approvals.submission import Contributor, RequiredStep, Submission
from disposal.models.projects.issuer import Issuer
from disposal.services.approvals.contributors import took_part
from disposal.services.approvals.deputyships import in_force, persons_with_role
from disposal.services.approvals.errors import ApprovalIncomplete, OwnWork, StepNotTheirs
from disposal.services.approvals.submissions import approvals_of


@dataclass(frozen=True, slots=True)
class Signature:
    """The step at which somebody may approve, and as whose deputy, if as one."""

    number: int
    step: RequiredStep
    deputyship: Deputyship | None = None


@dataclass(frozen=True, slots=True)
class PossibleApprover:
    """A person who may approve at a step; ``deputyship`` is set for a deputy."""

    person: Person
    signature: Signature

    @property
    def deputyship(self) -> Deputyship | None:
        """Return the deputyship of a deputy."""
        return self.signature.deputyship

    @property
    def words(self) -> str:
        """Return the name, and until when a deputy acts."""
        held = self.deputyship
        return f"{self.person.name}（代理至{held.ends_on:%m-%d}）" if held else self.person.name


def open_steps(submission: Submission, approvals: Sequence[Approval]) -> list[tuple[int, RequiredStep]]:
    """Return number and step of what may be signed now: all that is left of the first stage with a signature to come.

    What is only read (传阅) is never among them.
    """
    done = {approval.step for approval in approvals}
    left = [(at, step) for at, step in enumerate(submission.steps, start=1) if at not in done and not step.reads_only]
    stages = [step.stage or at for at, step in left]
    return [each for each, stage in zip(left, stages, strict=True) if stage == min(stages)]


def next_step(submission: Submission, approvals: Sequence[Approval]) -> tuple[int, RequiredStep] | None:
    """Return number and step that a submission waits at, or None if all have approved."""
    return next(iter(open_steps(submission, approvals)), None)


def right_to_sign(
    session: Session, submission: Submission, actor: Actor, contributors: Sequence[Contributor]
) -> Signature:
    """Return at which step the actor may approve. Raises: OwnWork, StepNotTheirs, ApprovalIncomplete."""
    approvals = approvals_of(session, submission.id)
    waiting = open_steps(submission, approvals)
    if not waiting:
        raise ApprovalIncomplete(zh="该送审稿已全部批准，无待办步骤", en="every step of it has been approved already")
    able = possible_approvers(session, submission, contributors)
    others = named(able)
    _refuse_own(actor, contributors, approvals, others=others)
    for number, step in waiting:
        if actor.has(step.role) and step.person_id in {None, actor.person_id}:
            return Signature(number, step)
    held = next((each.signature for each in able if each.deputyship and each.person.id == actor.person_id), None)
    if held is not None:
        return held
    _refuse_deputy_of_contributor(session, submission, actor, contributors=contributors, others=others)
    names, roles = (dict.fromkeys(words) for words in zip(*((s.name, s.role) for _, s in waiting), strict=True))
    role = ("、".join(each.zh for each in roles), ", ".join(each.en for each in roles))
    raise StepNotTheirs(name=actor.name, step="、".join(names), role=role, others=others)


def right_of_signer(
    session: Session, submission: Submission, person: Person, contributors: Sequence[Contributor]
) -> Signature | None:
    """Return at which step a person who signed on paper may approve, or None if that person may not."""
    able = possible_approvers(session, submission, contributors)
    return next((each.signature for each in able if each.person.id == person.id), None)


def possible_approvers(
    session: Session, submission: Submission, contributors: Sequence[Contributor]
) -> list[PossibleApprover]:
    """Return who may approve now, step by step: holders of its role first, then their deputies of today."""
    approvals = approvals_of(session, submission.id)
    excluded = {each.person_id for each in contributors} | _signers(approvals)
    found = []
    for number, step in open_steps(submission, approvals):
        holders = persons_with_role(session, submission.issuer_id, step.role)
        only = {person.id: person for person in holders if step.person_id in {None, person.id}}
        free = {key: person for key, person in only.items() if key not in excluded}
        found += [PossibleApprover(person, Signature(number, step)) for person in free.values()]
        for held in in_force(session, submission.issuer_id):
            if held.principal_id in free and held.deputy_id not in excluded | free.keys():
                deputy = session.get_one(Person, held.deputy_id)
                found.append(PossibleApprover(deputy, Signature(number, step, held)))
    return found


def named(able: Iterable[PossibleApprover]) -> str:
    """Return the possible approvers in words."""
    return "，".join(dict.fromkeys(each.words for each in able))


def refuse_incomplete(session: Session, submission: Submission, contributors: Sequence[Contributor]) -> list[Approval]:
    """Return the approvals of a submission if they are complete and each still counts.

    Raises: ApprovalIncomplete for a missing step, an account disabled since, a role or the branch lost since, or an
    approver who took part since.
    """
    approvals = approvals_of(session, submission.id)
    waiting = next_step(submission, approvals)
    if waiting is not None:
        raise ApprovalIncomplete(
            zh=f"步骤“{waiting[1].name}”尚未批准", en=f'the step "{waiting[1].name}" has not been approved'
        )
    persons = {each.person_id for each in contributors}
    for approval in approvals:
        _refuse_lost_right(submission, approval, session.get_one(Account, approval.account_id))
        if not persons.isdisjoint({approval.person_id, approval.deputy_for_id} - {None}):
            raise ApprovalIncomplete(
                zh=f"{approval.name} 在批准后更改了所涉记录，其批准已失效",
                en=f"{approval.name} has changed a record of it since, so that approval is void",
            )
        _refuse_paper(session, submission, approval, persons=persons)
    return approvals


def _refuse_lost_right(submission: Submission, approval: Approval, account: Account) -> None:
    """Refuse an approval whose account was disabled since, or lost the role or the branch."""
    step = submission.steps[approval.step - 1]
    if account.disabled_at is not None:
        raise ApprovalIncomplete(
            zh=f"{approval.name} 的账号已停用，其批准不再有效",
            en=f"the account of {approval.name} is disabled, so that approval no longer counts",
        )
    if approval.deputy_for_id is None and step.role not in account.roles:
        raise ApprovalIncomplete(
            zh=f"{approval.name} 已不再担任{step.role.zh}，其批准不再有效",
            en=f"{approval.name} is no longer {step.role.en}, so that approval no longer counts",
        )
    if submission.issuer_id not in account.issuer_ids:
        raise ApprovalIncomplete(
            zh=f"{approval.name} 已不属于该分公司，其批准不再有效",
            en=f"{approval.name} no longer belongs to the branch, so that approval no longer counts",
        )


def _refuse_paper(session: Session, submission: Submission, approval: Approval, *, persons: set[UUID | None]) -> None:
    """Refuse an approval on paper that is not confirmed, not allowed any more, or handled by who took part."""
    if approval.paper_approval_id is None:
        return
    paper = session.get_one(PaperApproval, approval.paper_approval_id)
    if paper.state is not PaperState.confirmed or paper.sha256 != submission.sha256:
        raise ApprovalIncomplete(
            zh=f"{approval.name} 的线下审批未经核对", en=f"the approval of {approval.name} on paper is not confirmed"
        )
    if not session.get_one(Issuer, submission.issuer_id).allows_paper_approval:
        raise ApprovalIncomplete(
            zh=f"{approval.name} 的批准为线下审批，而发布人已关闭线下审批",
            en=f"{approval.name} approved on paper, which the issuer allows no longer",
        )
    if not persons.isdisjoint({paper.entered_by_id, paper.decided_by_id}):
        raise ApprovalIncomplete(
            zh=f"{approval.name} 的线下审批的录入人或核对人事后更改了所涉记录，其批准已失效",
            en=f"who entered or confirmed the paper of {approval.name} has changed a record of it since, so that "
            "approval is void",
        )


def _refuse_own(
    actor: Actor, contributors: Sequence[Contributor], approvals: Sequence[Approval], *, others: str
) -> None:
    own = took_part(contributors, actor)
    if own is not None and own.person_id not in {actor.person_id, None}:
        because = (
            f"系统用户 {own.os_user} 曾以 {own.name} 的名义参与起草，此次批准未经本人证明（请用令牌或密码）",
            f"acts through the system's user {own.os_user}, which took part as {own.name}, and nothing proves the "
            "account (use a token or password)",
        )
        raise OwnWork(name=actor.name, because=because, others=others)
    if own is not None:
        raise OwnWork(name=actor.name, because=("您参与了起草", "took part in the draft"), others=others)
    if actor.person_id in _signers(approvals):
        because = ("您已批准过前一步骤", "approved an earlier step")
        raise OwnWork(name=actor.name, because=because, others=others)


def _refuse_deputy_of_contributor(
    session: Session, submission: Submission, actor: Actor, *, contributors: Sequence[Contributor], others: str
) -> None:
    """Refuse a deputy of somebody who took part or approved an earlier step, naming that person."""
    excluded = {each.person_id for each in contributors} | _signers(approvals_of(session, submission.id))
    for held in in_force(session, submission.issuer_id):
        if held.deputy_id == actor.person_id and held.principal_id in excluded:
            principal = session.get_one(Person, held.principal_id).name
            because = (
                f"您代理的 {principal} 参与了起草或已批准前一步骤",
                f"is the deputy of {principal}, who took part or approved an earlier step",
            )
            raise OwnWork(name=actor.name, because=because, others=others)


def _signers(approvals: Iterable[Approval]) -> set[UUID | None]:
    """Return whoever approved an earlier step, in person or by a deputy."""
    return {person for each in approvals for person in (each.person_id, each.deputy_for_id) if person}
