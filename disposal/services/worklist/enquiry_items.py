"""Enquiries that wait for an answer, for those who may give it."""

from collections.abc import Iterable

from sqlmodel import Session

from disposal.services.accounts.permissions import may
from disposal.services.enquiries.overview import unanswered
from disposal.services.worklist.work_item import MOST, WorkContext, WorkItem


def enquiries(session: Session, context: WorkContext) -> Iterable[WorkItem]:
    """Return the enquiries that are new and not answered, the longest waiting first."""
    if not may(context.actor, "enquiry.answered"):
        return
    for row in unanswered(session, most=MOST + 1):
        about, path = f"{row.receipt} {row.enquirer or '未留名'}", f"/desk/enquiries/{row.receipt}"
        yield WorkItem("答复咨询", "answer an enquiry", about, path, row.received_at)
