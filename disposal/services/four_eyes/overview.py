"""What an approver looks at: a submission, its steps, what changed since the last approval, who may approve."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.models.accounts.person import Person
from disposal.models.approvals.paper_approval import PaperApproval, PaperState
from disposal.models.approvals.submission import Submission, SubmissionState
from disposal.models.approvals.submission_return import SubmissionReturn
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.accounts.identity import acting
from disposal.services.approvals.contributors import took_part
from disposal.services.approvals.readings import unread_steps
from disposal.services.approvals.rights import next_step, possible_approvers
from disposal.services.approvals.submissions import (
    OPEN,
    approvals_of,
    code_of_sheet,
    contributors_of,
    open_submission,
    papers_of,
    returns_of,
    submissions_of,
)
from disposal.services.four_eyes.glance import SubmissionGlance, glance_of
from disposal.services.four_eyes.steps_taken import StepTaken, StepToRead, readings_taken, steps_taken
from disposal.services.four_eyes.submitting import background_of
from disposal.services.public.content_differences import differences_between
from disposal.services.public.difference_words import WordedDifference, in_words
from disposal.services.publication.approved_content import FILLED_IN, approvable, records_of, refuse_changed
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.publication import content_to_publish
from disposal.services.records.writing import found
from notices.content.content import NoticeContent
from notices.content.terms import WindowTerms
from notices.errors import NoticesError


@dataclass(frozen=True, slots=True)
class SubmissionOverview:
    """A submission as staff see it; ``glance`` says what it is about.

    ``steps`` are those to sign, in the order of the page, ``readings`` those to read; ``must_read``: by the actor.
    ``since`` says what ``differences`` compare with: what was last approved, else what was last submitted; None for a
    first submission. ``void`` is set where the content has
    changed since. ``background`` are facts that changed and void nothing: field, then, now. ``has_taken_part`` tells
    whether the actor of the session took part and so cannot approve. ``papers`` are signed sheets to be confirmed.
    """

    submission: Submission
    glance: SubmissionGlance
    submitted_by: str
    steps: tuple[StepTaken, ...]
    readings: tuple[StepToRead, ...]
    must_read: bool
    contributors: tuple[str, ...]
    approvers: tuple[str, ...]
    since: str | None
    differences: tuple[WordedDifference, ...]
    void: NoticesError | None
    background: tuple[tuple[str, Any, Any], ...]
    returns: tuple[SubmissionReturn, ...]
    has_taken_part: bool
    papers: tuple[PaperApproval, ...] = ()
    allows_paper: bool = False

    @property
    def book_value(self) -> Decimal | None:
        """Return the book value as it was when the notice was submitted."""
        stated = self.submission.background.get("book_value")
        return Decimal(stated) if stated is not None else None

    @property
    def window(self) -> WindowTerms | None:
        """Return the window as submitted, or None if there is none."""
        return NoticeContent.stored(self.submission.canonical_json).window

    def as_json(self) -> dict[str, Any]:
        """Return the overview as JSON values."""
        row = self.submission
        return {
            "state": row.state.value,
            "ordinal": row.ordinal,
            "sha256": row.sha256,
            "sheet_code": code_of_sheet(row),
            "publish_from": row.publish_from.isoformat(),
            "publish_until": row.publish_until.isoformat(),
            "steps": [each.as_json() for each in self.steps],
            "readings": [each.as_json() for each in self.readings],
            "urgency": row.urgency.value,
            "presented_to": row.presented_to,
            "papers_to_confirm": [
                {"id": str(each.id), "step": each.step, "signed_by": each.name, "signed_on": each.signed_on.isoformat()}
                for each in self.papers
            ],
            "contributors": list(self.contributors),
            "approvers": list(self.approvers),
            "since": self.since,
            "differences": [each.as_json() for each in self.differences],
            "void": self.void.as_json() if self.void else None,
            "background": [{"field": name, "then": then, "now": now} for name, then, now in self.background],
            "returns": [
                {"by": each.name, "reasons": [reason.value for reason in each.reasons], "comment": each.comment}
                for each in self.returns
            ],
            "published_sha256": row.published_sha256,
            "filled_in": row.filled_in,
        }


def overview_of(session: Session, notice_id: UUID, *, context: PublicationContext) -> SubmissionOverview | None:
    """Return the newest submission of a notice as staff see it, or None if it was never submitted.

    Raises: RecordNotFound.
    """
    notice = found(session, Notice, notice_id)
    project = session.get_one(DisposalProject, notice.project_id)
    rows = submissions_of(session, notice_id)
    if not rows:
        return None
    row = rows[0]
    contributors = contributors_of(session, row, records_of(session, notice))
    since, before = _last_approved(session, notice, rows)
    if before is None and len(rows) > 1:
        since, before = f"第{rows[1].ordinal}次送审（{rows[1].state.zh}）", json.loads(rows[1].canonical_json)
    now = json.loads(row.canonical_json)
    actor = acting(session)
    waits = row.state is SubmissionState.waiting
    able = possible_approvers(session, row, contributors) if waits else []
    facts = background_of(project)
    return SubmissionOverview(
        submission=row,
        glance=glance_of(session, notice, row),
        submitted_by=session.get_one(Person, row.submitted_by_id).name,
        steps=steps_taken(session, row, able),
        readings=readings_taken(session, row),
        must_read=actor is not None and row.state in OPEN and bool(unread_steps(session, row, actor)),
        contributors=tuple(dict.fromkeys(each.name for each in contributors)),
        approvers=tuple(dict.fromkeys(each.words for each in able)),
        since=since,
        differences=in_words(differences_between(before, now)) if before is not None else (),
        void=_void(session, notice, row, context=context) if row.state in OPEN else None,
        background=tuple((n, row.background.get(n), facts[n]) for n in facts if facts[n] != row.background.get(n)),
        returns=tuple(returns_of(session, row.id)),
        has_taken_part=actor is not None and took_part(contributors, actor) is not None,
        papers=tuple(each for each in papers_of(session, row.id) if each.state is PaperState.waiting),
        allows_paper=session.get_one(Issuer, row.issuer_id).allows_paper_approval,
    )


def is_settled(session: Session, notice: Notice, *, context: PublicationContext) -> bool:
    """Return whether a notice is submitted or approved, and still says what was submitted."""
    row = open_submission(session, notice.id)
    return row is not None and _void(session, notice, row, context=context) is None


def _void(session: Session, notice: Notice, row: Submission, *, context: PublicationContext) -> NoticesError | None:
    """Return why the submission can no longer be approved or published as it is, or None."""
    try:
        now = approvable(content_to_publish(session, notice, context=context))
        refuse_changed(session, notice, row, now, verb="notice.approved")
    except NoticesError as error:
        return error
    return None


def _last_approved(
    session: Session, notice: Notice, rows: list[Submission]
) -> tuple[str | None, dict[str, Any] | None]:
    """Return the name and the content of the last approved version before the newest submission, if there is one."""
    for row in rows[1:]:
        if next_step(row, approvals_of(session, row.id)) is None:
            return f"第{row.ordinal}次送审", json.loads(row.canonical_json)
    if notice.draft is not None:
        return None, None
    query = (
        select(Notice.number, NoticeVersion.content)
        .join(NoticeVersion, col(NoticeVersion.notice_id) == Notice.id)
        .where(Notice.project_id == notice.project_id, Notice.kind == notice.kind, Notice.id != notice.id)
        .order_by(col(NoticeVersion.published_at).desc(), col(NoticeVersion.id).desc())
    )
    published = session.exec(query.limit(1)).first()
    if published is None:
        return None, None
    number, content = published
    return number, {name: value for name, value in content.items() if name not in (*FILLED_IN, "revisions")}
