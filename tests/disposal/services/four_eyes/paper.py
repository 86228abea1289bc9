"""A signed sheet (线下审批) on its way: submitted by chen, signed by wang, entered by shen, confirmed by li."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from disposal.models.approvals.approval import Approval
from disposal.models.approvals.paper_approval import PaperApproval
from disposal.services.approvals.submissions import code_of_sheet
from disposal.services.four_eyes.paper_approvals import (
    SignedSheet,
    confirm_signed_sheet,
    enter_signed_sheet,
)
from disposal.services.press.scans import scan_of
from disposal.services.projects.issuers import change_issuer
from disposal.storage.database import Database
from notices.dates import SHANGHAI
from tests.disposal.services.four_eyes.approving import (
    NOON,
    by,
    issuer_of,
    submission_of,
    submitted,
)
from tests.support.running.kept import kept

SCAN = scan_of("审批单.pdf", b"%PDF-1.7\n%signed\n")


def allow(database: Database, said: str = "yes") -> None:
    with database.session(by("guan")) as session:
        change_issuer(session, issuer_of(session).id, {"allows_paper_approval": said}, reason="领导在纸上签批")


@kept
def submitted_on_paper(database: Database) -> UUID:
    """Submit a notice of an issuer that allows approvals on paper, as chen."""
    notice_id = submitted(database)
    allow(database)
    return notice_id


def enter(session: Session, notice_id: UUID, **said: Any) -> PaperApproval:
    """Enter the sheet as wang signed it today, but for what is said otherwise."""
    row = submission_of(session, notice_id)
    day = row.created_at.astimezone(SHANGHAI).date()
    signed = SignedSheet(code_of_sheet(row), row.sha256[:16], "wang", day, SCAN, "同意")
    return enter_signed_sheet(session, notice_id, replace(signed, **said))


def confirm(session: Session, notice_id: UUID, *, sha256: str | None = None) -> Approval:
    row = submission_of(session, notice_id)
    paper = session.exec(select(PaperApproval).where(PaperApproval.submission_id == row.id)).one()
    return confirm_signed_sheet(session, paper.id, sha256=sha256 or row.sha256[:16], context=NOON)


@kept
def entered(database: Database) -> UUID:
    """Submit as chen, enter the sheet as shen."""
    notice_id = submitted_on_paper(database)
    with database.session(by("shen")) as session:
        enter(session, notice_id)
    return notice_id


@kept
def confirmed(database: Database) -> UUID:
    """Submit as chen, enter as shen, confirm as li."""
    notice_id = entered(database)
    with database.session(by("li")) as session:
        confirm(session, notice_id)
    return notice_id
