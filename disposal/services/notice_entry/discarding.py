"""Put the draft of a notice aside (作废草稿). Nothing is deleted."""

from uuid import UUID

from sqlmodel import Session

from disposal.lifecycle import NoticeState, transition
from disposal.models.publication.notice import Notice
from disposal.services.accounts.permissions import require
from disposal.services.publication.notices import locked
from disposal.services.records import audit
from disposal.services.records.validation import read_reason
from disposal.services.windows.discarded import DISCARDED


def discard_draft(session: Session, notice_id: UUID, *, reason: str) -> Notice:
    """Put a draft aside: it leaves schedule, lists and worklists, and nothing more can be done with it.

    Its row stays, with its submissions. The project and the notice that it speaks of are not touched, so that either
    may be drafted anew.

    Raises: NoticeUnknown; DraftDiscarded; TransitionRefused if it waits for approval or is approved (it must be taken
    back or returned first) or is public; InvalidRecord for an invalid reason.
    """
    require(session, DISCARDED)
    notice = locked(session, notice_id)
    step = transition("discard", state=NoticeState[notice.state], notice=notice.number or notice.title)
    because, before = read_reason(reason), audit.facts(notice)
    notice.publish_at = notice.scheduled_by = None
    audit.record(session, step.event, subject=notice, before=before, reason=because)
    return notice
