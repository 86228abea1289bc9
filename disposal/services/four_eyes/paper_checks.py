"""What a signed sheet (线下审批) is held to: who enters and confirms it, which submission, whose step, which day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Actor
from disposal.lifecycle import NoticeState, transition
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.approvals.paper_approval import PaperApproval
from disposal.models.approvals.submission import Contributor, Submission
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.services.accounts.persons import entries_of, may_have_written
from disposal.services.approvals.contributors import took_part
from disposal.services.approvals.deputyships import today_by_database
from disposal.services.approvals.errors import PaperDoesNotFit, PaperNeedsAnother, PaperNotAllowed
from disposal.services.approvals.rights import Signature, named, possible_approvers, right_of_signer
from disposal.services.approvals.submissions import approvals_of, code_of_sheet, contributors_of
from disposal.services.four_eyes.papers import OF_DIGEST
from disposal.services.four_eyes.submitting import waiting_submission
from disposal.services.publication.approved_content import records_of
from disposal.services.publication.notices import locked
from disposal.services.records import writing
from notices.dates import SHANGHAI

ENTER, CONFIRM, DECLINE = "paper_approval.entered", "paper_approval.confirmed", "paper_approval.declined"
_BETWEEN = re.compile(r"[\s…·-]+")
"""What may stand between the characters of a code or digest as somebody copies it."""


@dataclass(frozen=True, slots=True)
class WaitingNotice:
    """A notice that waits for an approval: its submission, who took part, and what is being done (``verb``)."""

    notice: Notice
    submission: Submission
    contributors: Sequence[Contributor]
    verb: str


def waiting_notice(session: Session, notice_id: UUID, *, verb: str) -> WaitingNotice:
    """Lock a notice that waits for an approval. Raises: NoticeUnknown, TransitionRefused, PaperNotAllowed."""
    notice = locked(session, notice_id)
    transition("approve_step", state=NoticeState[notice.state], notice=notice.title)
    writing.locked(session, DisposalProject, notice.project_id)
    submission = waiting_submission(session, notice)
    issuer = session.get_one(Issuer, submission.issuer_id)
    if not issuer.allows_paper_approval:
        raise PaperNotAllowed(issuer=issuer.full_name, code=issuer.code, verb=verb)
    contributors = contributors_of(session, submission, records_of(session, notice))
    return WaitingNotice(notice, submission, contributors, verb)


def refuse_insider(session: Session, waits: WaitingNotice, actor: Actor, *, signer_id: UUID) -> None:
    """Refuse who took part in the draft, signed this sheet, or approved a step. Raises: PaperNeedsAnother."""
    approvals = approvals_of(session, waits.submission.id)
    signed = {person for each in approvals for person in (each.person_id, each.deputy_for_id)}
    because = None
    if took_part(waits.contributors, actor) is not None:
        because = ("参与了起草", "took part in the draft")
    elif actor.person_id == signer_id:
        because = ("是该审批单的签署人", "signed this sheet")
    elif actor.person_id in signed:
        because = ("已批准过一个步骤", "approved a step of it")
    if because:
        raise PaperNeedsAnother(name=actor.name, because=because, verb=waits.verb)


def refuse_who_entered(session: Session, paper: PaperApproval, actor: Actor, *, verb: str) -> None:
    """Refuse who entered the sheet, and an unproved command of the same user of the system.

    Raises: PaperNeedsAnother.
    """
    entered = entries_of(session, ENTER, [paper.id])
    if actor.person_id == paper.entered_by_id or any(may_have_written(entry, actor) for entry in entered):
        because = ("录入了该审批单（或与录入人同用一个系统用户）", "entered this sheet, or shares the system's user")
        raise PaperNeedsAnother(name=actor.name, because=because, verb=verb)


def refuse_other_code(waits: WaitingNotice, sent: str) -> None:
    """Refuse the code (单号) of another sheet. Raises: PaperDoesNotFit."""
    code = code_of_sheet(waits.submission)
    if _BETWEEN.sub("", sent).upper() != _BETWEEN.sub("", code):
        raise PaperDoesNotFit(
            field="code",
            zh=f"单号 {sent[:20]} 不是现在送审的审批单（{code}）；请核对扫描件。",
            en=f"the sheet {sent[:20]} is not that of what is submitted now ({code}); look at the scan again",
            verb=waits.verb,
        )


def refuse_other_digest(waits: WaitingNotice, sent: str) -> None:
    """Refuse a digest that is not that of the submission. Raises: PaperDoesNotFit."""
    digest, stands = _BETWEEN.sub("", sent).lower(), waits.submission.sha256
    if len(digest) < OF_DIGEST or not stands.startswith(digest):
        raise PaperDoesNotFit(
            field="sha256",
            zh=f"审批单上的摘要（{digest[:4]}…，共{len(digest)}位）与现在送审的内容（{stands[:4]}…，须前{OF_DIGEST}位）"
            "不符；请核对扫描件，内容已变更的须重新打印签署。",
            en=f"the digest on the sheet ({digest[:4]}…, {len(digest)} characters) does not fit what is submitted now "
            f"({stands[:4]}…, {OF_DIGEST} are needed); look at the scan, and sign anew if the content has changed",
            verb=waits.verb,
        )


def refuse_other_day(session: Session, waits: WaitingNotice, signed_on: date, *, signature: Signature) -> None:
    """Refuse a signature before the submission, in the future, or out of a deputy's period. Raises: PaperDoesNotFit."""
    first, last = waits.submission.created_at.astimezone(SHANGHAI).date(), today_by_database(session)
    held = signature.deputyship
    if held is not None:
        first, last = max(first, held.starts_on), min(last, held.ends_on)
    if not first <= signed_on <= last:
        raise PaperDoesNotFit(
            field="signed_on",
            zh=f"签署日 {signed_on} 应在 {first} 至 {last} 之间（自送审日至今天，代理人在代理期内）；请核对扫描件。",
            en=f"signed on {signed_on}, which is not within {first} – {last} (from the submission until today, a "
            "deputy within the period); look at the scan again",
            verb=waits.verb,
        )


def right_on_paper(session: Session, waits: WaitingNotice, signer: Person) -> Signature:
    """Return the step at which the signer may approve. Raises: PaperDoesNotFit if there is none."""
    signature = right_of_signer(session, waits.submission, signer, waits.contributors)
    if signature is None:
        others = named(possible_approvers(session, waits.submission, waits.contributors))
        raise PaperDoesNotFit(
            field="signer",
            zh=f"{signer.name} 不是审批单上待办步骤的审批人；可签署：{others or '尚无他人'}。",
            en=f"{signer.name} may not sign at the step that waits; these may: {others or 'nobody yet'}",
            verb=waits.verb,
        )
    return signature


def account_of_signer(session: Session, waits: WaitingNotice, signer: Person, *, signature: Signature) -> Account:
    """Return the account of the branch by which the signer holds the step. Raises: PaperDoesNotFit without one."""
    of_branch = [
        each for each in enabled_accounts(session, [signer.id]) if waits.submission.issuer_id in each.issuer_ids
    ]
    holding = [each for each in of_branch if signature.deputyship or signature.step.role in each.roles]
    if not holding:
        raise PaperDoesNotFit(
            field="signer",
            zh=f"{signer.name} 在该分公司没有启用的账号；请管理员先开设、启用，或将其账号加入该分公司。",
            en=f"{signer.name} has no enabled account at the branch; ask an administrator for one",
            verb=waits.verb,
        )
    return holding[0]


def enabled_accounts(session: Session, person_ids: Sequence[UUID]) -> list[Account]:
    """Return the enabled accounts of persons."""
    query = select(Account).where(col(Account.person_id).in_(person_ids), col(Account.disabled_at).is_(None))
    return list(session.exec(query.order_by(col(Account.id))))
