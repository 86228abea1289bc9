"""A register with accounts at one invented issuer, and the way of a draft through submission and approval."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time
from uuid import UUID

from sqlmodel import Session, select

from disposal.acting import Actor, Channel, Role
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.approvals.approval import Approval
from disposal.models.approvals.submission import Submission
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.approvals.submissions import open_submission
from disposal.services.four_eyes.deciding import approve
from disposal.services.four_eyes.submitting import submit
from disposal.services.publication.context import PublicationContext
from disposal.services.publication.publication import draft_notice
from disposal.storage.database import Database
from notices.dates import SHANGHAI
from tests.support.accounts import make_account
from tests.support.factories import make_issuer
from tests.support.publishing import CONTEXT, ISSUER, PUBLISHED_ON, enter_project
from tests.support.running.kept import kept

STAFF = {
    "chen": (Role.asset_manager,),
    "li": (Role.legal_officer, Role.asset_manager),
    "shen": (Role.compliance_officer,),
    "wang": (Role.approver,),
    "zhao": (Role.approver,),
    "guan": (Role.administrator,),
    "ji": (Role.auditor,),
}
"""Login and roles of the invented staff; 虚构 stands before each name."""
NOON = replace(CONTEXT, clock=lambda: datetime.combine(PUBLISHED_ON, time(12), SHANGHAI))


def by(login: str, channel: Channel = Channel.page) -> Actor:
    """Return who acts, on a page unless told otherwise."""
    return Actor(login, channel=channel)


@kept
def staffed(database: Database, staff: dict[str, tuple[Role, ...]] | None = None) -> UUID:
    """Enter the issuer and the accounts of its staff; return the id of the issuer."""
    with database.session("首位管理员") as session:
        issuer = make_issuer(session, "XGCS", **ISSUER).id
        for login, roles in (staff or STAFF).items():
            make_account(session, login, *roles, issuers=[issuer])
    return issuer


@kept
def drafted(database: Database, label: str = "甲", *, login: str = "chen") -> UUID:
    """Enter an invented project and draft its notice; return the id of the draft."""
    with database.session(by(login)) as session:
        project = enter_project(session, label)
        return draft_notice(session, project.id, published_on=PUBLISHED_ON).id


@kept
def submitted(database: Database, label: str = "甲") -> UUID:
    """Draft and submit a notice as chen; return its id."""
    notice_id = drafted(database, label)
    with database.session(by("chen")) as session:
        submit(session, notice_id, context=NOON)
    return notice_id


@kept
def approved(database: Database, label: str = "甲") -> UUID:
    """Draft and submit a notice as chen, approve it as wang; return its id."""
    notice_id = submitted(database, label)
    with database.session(by("wang")) as session:
        sign(session, notice_id)
    return notice_id


def sign(session: Session, notice_id: UUID, *, context: PublicationContext = NOON) -> Approval:
    """Approve what is submitted now."""
    submission = open_submission(session, notice_id)
    assert submission is not None
    return approve(session, notice_id, sha256=submission.sha256, context=context)


def person_of(session: Session, login: str) -> Person:
    """Return the person of a login."""
    return session.exec(select(Person).join(Account).where(Account.login == login)).one()


def account_of(session: Session, login: str) -> Account:
    """Return the account of a login."""
    return session.exec(select(Account).where(Account.login == login)).one()


def issuer_of(session: Session) -> Issuer:
    """Return the invented issuer."""
    return session.exec(select(Issuer).where(Issuer.code == "XGCS")).one()


def submission_of(session: Session, notice_id: UUID) -> Submission:
    """Return the newest submission of a notice."""
    rows = session.exec(select(Submission).where(Submission.notice_id == notice_id)).all()
    return max(rows, key=lambda row: row.ordinal)


@contextmanager
def nothing_public(database: Database, notice_id: UUID) -> Iterator[None]:
    """Assert after the block that the notice is not public, and that the refusal stands in the audit trail."""
    with database.session() as session:
        before = len(refusals(session))
    yield
    with database.session() as session:
        notice = session.get_one(Notice, notice_id)
        assert (notice.number, notice.state in ("draft", "submitted", "approved")) == (None, True)
        assert len(refusals(session)) == before + 1


def refusals(session: Session) -> list[AuditEntry]:
    """Return the refusals in the audit trail, oldest first."""
    return list(session.exec(select(AuditEntry).where(AuditEntry.event == "access.refused")).all())
