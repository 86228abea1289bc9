"""Submit a draft for approval (提交审批), and take it back before it is decided (撤回)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.lifecycle import NoticeState, transition
from disposal.models.approvals.submission import Contributor, Submission, SubmissionState, Urgency
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import require
from disposal.services.accounts.persons import person_acting
from disposal.services.approvals.contributors import contributors_since, newest_entry_id
from disposal.services.approvals.errors import AlreadySubmitted, OwnSubmissionOnly
from disposal.services.approvals.steps import steps_needed
from disposal.services.approvals.submissions import last_approved_entry, move, open_submission, submissions_of
from disposal.services.claims.loading import loaded_once
from disposal.services.publication import public_names
from disposal.services.publication.approved_content import Approvable, approvable, changed_fields, edition, records_of
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.errors import NoticeIncomplete
from disposal.services.publication.notices import locked
from disposal.services.publication.publication import checked_draft
from disposal.services.records import audit, writing
from disposal.services.records.validation import read_reason
from notices.dates import ONE_DAY

MOST_DAYS = 31
"""Days among which an approver may let the publication date be chosen, at most."""


@dataclass(frozen=True, slots=True)
class Routing:
    """How a submission goes its way: how soon (急缓), and to whom it is presented (呈送). It changes no right."""

    urgency: Urgency = Urgency.normal
    presented_to: str = ""


AS_USUAL = Routing()


def submit(
    session: Session,
    notice_id: UUID,
    *,
    context: PublicationContext,
    until: date | None = None,
    routing: Routing = AS_USUAL,
) -> Submission:
    """Freeze what a draft says now and submit it for approval; an earlier open submission is replaced.

    The publication date is approved too; with ``until`` it may later be chosen from the stated day to that one.

    Raises: NoticeUnknown, TransitionRefused, AccountNeeded; NoticeIncomplete; RecordRefused for a wrong ``until``, or
    if the same content is submitted already.
    """
    require(session, "notice.submitted")
    person_acting(session, "notice.submitted")
    notice = locked(session, notice_id)
    step = transition("submit", state=NoticeState[notice.state], notice=notice.title)
    project = writing.locked(session, DisposalProject, notice.project_id)
    with loaded_once(session):
        said = composed(session, notice, context=context)
        earlier = open_submission(session, notice.id)
        if earlier is not None:
            _refuse_same(earlier, said)
            move(session, earlier, SubmissionState.replaced)
        before = audit.facts(notice)
        row = _frozen(session, notice, project, said=said, until=until)
    row.urgency = routing.urgency
    row.presented_to = read_reason(routing.presented_to) if routing.presented_to.strip() else None
    writing.enter(session, row, event="submission.entered")
    notice.state, notice.publish_at, notice.scheduled_by = step.to_state.value, None, None
    audit.record(session, step.event, subject=notice, before=before)
    return row


def withdraw_submission(session: Session, notice_id: UUID) -> Submission:
    """Take a submission back before it is decided; only who submitted it or took part may.

    Raises: NoticeUnknown, TransitionRefused, AccountNeeded, OwnSubmissionOnly.
    """
    actor, person_id = person_acting(session, "notice.submission_withdrawn")
    notice = locked(session, notice_id)
    step = transition("withdraw_submission", state=NoticeState[notice.state], notice=notice.title)
    row = waiting_submission(session, notice)
    if person_id not in {row.submitted_by_id, *(each.person_id for each in row.contributors)}:
        raise OwnSubmissionOnly(name=actor.name)
    before = audit.facts(notice)
    move(session, row, SubmissionState.withdrawn)
    notice.state = step.to_state.value
    audit.record(session, step.event, subject=notice, before=before)
    return row


def composed(session: Session, notice: Notice, *, context: PublicationContext) -> Approvable:
    """Compose what is to be approved from the records as they are now; it must be complete.

    Raises: NoticeIncomplete if anything blocks its publication; what composing raises.
    """
    report, public = checked_draft(session, notice.id, context=context)
    if report.blockers:
        raise NoticeIncomplete(report.blockers)
    public_names.refuse_personal_data(public)
    return approvable(public)


def last_approval(session: Session, notice: Notice) -> int:
    """Return the audit entry by which this text was last approved: of the notice, or of an earlier offer it renews."""
    ids = [notice.id]
    if notice.draft is None:
        earlier = select(Notice.id).where(Notice.project_id == notice.project_id, Notice.kind == notice.kind)
        ids += list(session.exec(earlier.where(col(Notice.number).is_not(None))).all())
    return last_approved_entry(session, ids)


def waiting_submission(session: Session, notice: Notice) -> Submission:
    """Return the open submission of a notice. Raises: RecordRefused if there is none."""
    row = open_submission(session, notice.id)
    if row is None:
        raise RecordRefused(
            field="notice",
            zh=f"公告“{notice.title}”没有待办的送审稿；请先提交审批。",
            en=f'The notice "{notice.title}" has no open submission; submit it first.',
        )
    return row


def _frozen(
    session: Session, notice: Notice, project: DisposalProject, *, said: Approvable, until: date | None
) -> Submission:
    actor, by = person_acting(session, "notice.submitted")
    day = said.content.published_on
    last = until or day
    if not day <= last < day + MOST_DAYS * ONE_DAY:
        raise RecordRefused(
            field="until",
            zh=f"可选公告日期须自 {day} 起，至多{MOST_DAYS}天；{last} 不在其内，请更正。",
            en=f"The publication date may be chosen from {day} on, within {MOST_DAYS} days; {last} is not, correct it.",
        )
    ids = records_of(session, notice)
    contributors = contributors_since(session, ids, last_approval(session, notice))
    needed = steps_needed(session, notice.issuer_id, project.book_value)
    if by not in {each.person_id for each in contributors}:
        contributors.append(Contributor(name=actor.name, person_id=by))
    values: dict[str, Any] = {
        "notice_id": notice.id,
        "issuer_id": notice.issuer_id,
        "ordinal": len(submissions_of(session, notice.id)) + 1,
        "canonical_json": said.canonical_json,
        "text": said.text,
        "sha256": said.sha256,
        "text_sha256": said.text_sha256,
        "edition": edition(),
        "record_ids": sorted(ids),
        "last_entry_id": newest_entry_id(session),
        "contributors": contributors,
        "steps": needed.steps,
        "authority_id": needed.authority.id if needed.authority else None,
        "background": background_of(project),
        "submitted_by_id": by,
        "publish_from": day,
        "publish_until": last,
    }
    return Submission.model_validate(values)


def background_of(project: DisposalProject) -> dict[str, Any]:
    """Return what an approver is told of and the notice does not print: 审核会议日, 账面价值."""
    return project.model_dump(mode="json", include={"review_meeting_on", "book_value"})


def _refuse_same(earlier: Submission, said: Approvable) -> None:
    if not changed_fields(earlier, said) and earlier.publish_from == said.content.published_on:
        raise AlreadySubmitted(earlier.sha256, earlier.state)
