"""The steps of a submission as staff see them: who signed what (会签 in any order), and who has read it (传阅)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from disposal.models.approvals.approval import Approval
from disposal.models.approvals.paper_approval import PaperApproval
from disposal.models.approvals.submission import RequiredStep, Submission
from disposal.services.approvals.readings import readings_of
from disposal.services.approvals.rights import PossibleApprover
from disposal.services.approvals.submissions import approvals_of, papers_of
from notices.dates import SHANGHAI


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One signature that a submission needs; ``name`` and ``at`` are set once it was given.

    ``because`` says why a step that depends on the book value is needed, ``signers`` who may sign now.
    """

    step: str
    role: str
    role_en: str
    name: str | None = None
    at: datetime | None = None
    comment: str | None = None
    is_deputy: bool = False
    paper: PaperApproval | None = None
    because: str | None = None
    signers: tuple[str, ...] = ()

    @property
    def by(self) -> str:
        """Return who approved, and whether as a deputy or on paper (线下审批); empty while the step waits."""
        return f"{self.name or ''}{'（代理）' if self.is_deputy else ''}{'（线下审批）' if self.paper else ''}"

    def as_json(self) -> dict[str, Any]:
        """Return the step as JSON values; ``on_paper`` says who entered and confirmed the signed sheet."""
        paper = self.paper
        return {
            "step": self.step,
            "role": self.role_en,
            "approved_by": self.name,
            "comment": self.comment,
            "approved_at": self.at.astimezone(SHANGHAI).isoformat() if self.at else None,
            "because": self.because,
            "on_paper": {"signed_on": paper.signed_on.isoformat(), "scan_sha256": paper.scan_sha256} if paper else None,
        }


@dataclass(frozen=True, slots=True)
class StepToRead:
    """One step at which a submission is only read (传阅); ``readers`` are who has, and when."""

    step: str
    role: str
    role_en: str
    readers: tuple[tuple[str, datetime], ...]

    def as_json(self) -> dict[str, Any]:
        """Return the step as JSON values."""
        read = [{"by": name, "at": at.astimezone(SHANGHAI).isoformat()} for name, at in self.readers]
        return {"step": self.step, "role": self.role_en, "read": read}


def steps_taken(session: Session, row: Submission, able: Sequence[PossibleApprover]) -> tuple[StepTaken, ...]:
    """Return the signatures that a submission needs, stage by stage; of a stage those given first."""
    made = {approval.step: approval for approval in approvals_of(session, row.id)}
    papers = {paper.id: paper for paper in papers_of(session, row.id)}
    numbered = [(at, step) for at, step in enumerate(row.steps, start=1) if not step.reads_only]
    numbered.sort(key=lambda each: (each[1].stage or each[0], each[0] not in made, each[0]))
    return tuple(
        replace(
            _taken(step, made.get(at), papers=papers),
            signers=tuple(each.words for each in able if each.signature.number == at),
        )
        for at, step in numbered
    )


def readings_taken(session: Session, row: Submission) -> tuple[StepToRead, ...]:
    """Return the steps at which a submission is only read, with who has read it."""
    read = readings_of(session, row.id) if any(step.reads_only for step in row.steps) else ()
    return tuple(
        StepToRead(
            step.name,
            step.person or step.role.zh,
            step.role.value,
            tuple((each.name, each.read_at) for each in read if each.step == at),
        )
        for at, step in enumerate(row.steps, start=1)
        if step.reads_only
    )


def _taken(step: RequiredStep, approval: Approval | None, *, papers: dict[Any, PaperApproval]) -> StepTaken:
    waits = StepTaken(step.name, step.person or step.role.zh, step.role.value, because=step.because)
    if approval is None:
        return waits
    return replace(
        waits,
        name=approval.name,
        at=approval.approved_at,
        comment=approval.comment,
        is_deputy=approval.deputy_for_id is not None,
        paper=papers.get(approval.paper_approval_id) if approval.paper_approval_id else None,
    )
