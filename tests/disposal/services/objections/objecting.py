"""A published notice of an invented issuer, its staff, and objections to it: Wed 2022-08-03 until Wed 2022-08-31."""

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from disposal.acting import OBJECTOR, Actor, Channel, Role
from disposal.models.objections.codes import ObjectionOutcome
from disposal.services.filings.published import FilingContext
from disposal.services.objections import deciding
from disposal.services.objections.filing import FiledObjection, file_objection, log_objection
from disposal.services.objections.lookup import objection_called
from disposal.storage.database import Database
from tests.support.accounts import make_account
from tests.support.calendars import UNTIL_2026
from tests.support.publishing import publish_project
from tests.support.website import instant

NUMBER = "XGCS-2022-0001"
STAFF = {
    "fawu": (Role.legal_officer,),
    "fashi": (Role.legal_officer,),
    "hegui": (Role.compliance_officer,),
    "shenpi": (Role.approver,),
    "guan": (Role.administrator,),
    "jingli": (Role.asset_manager,),
}
"""Login and roles of staff who took no part in the notice; 虚构 stands before each name."""
SAID = {"target": "notice", "ground": "amount", "words": "本金有误，已还二十万元。", "objector": "虚构异议人"}


def fill_published(session: Session) -> None:
    """Publish the notice of the invented project, then enter the staff of its issuer."""
    notice = publish_project(session)
    for when in ("IMMEDIATE", "DEFERRED"):  # published while nobody had an account: nobody had to approve
        session.execute(text(f"SET CONSTRAINTS ALL {when}"))
    for login, roles in STAFF.items():
        make_account(session, login, *roles, issuers=[notice.issuer_id])


def on(at: str) -> FilingContext:
    """Return the context of an entry at an instant in China."""
    seconds = datetime.fromisoformat(at).second
    return FilingContext(instant(at[:16]).replace(second=seconds), UNTIL_2026)


def by(login: str) -> Actor:
    """Return who acts on a page."""
    return Actor(login, channel=Channel.page)


def filed(database: Database, at: str = "2022-08-15 10:00", **said: Any) -> FiledObjection:
    """File an objection on the public page."""
    with database.session(OBJECTOR) as session:
        return file_objection(session, NUMBER, SAID | said, (), context=on(at))


def logged(database: Database, at: str = "2022-08-15 10:00", login: str = "fawu", **said: Any) -> FiledObjection:
    """Log an objection as staff."""
    with database.session(by(login)) as session:
        return log_objection(session, NUMBER, SAID | said, (), context=on(at))


def accepted(database: Database, receipt: str, login: str = "fawu") -> None:
    """Take an objection up."""
    with database.session(by(login)) as session:
        deciding.accept(session, objection_called(session, receipt), reason="属受理范围", at=on("2022-08-16 09:00").at)


def decided(database: Database, receipt: str, outcome: ObjectionOutcome, reason: str = "经核对台账") -> None:
    """Propose a decision as fawu and confirm it as hegui."""
    at = on("2022-08-17 09:00").at
    with database.session(by("fawu")) as session:
        deciding.propose(session, objection_called(session, receipt), outcome, reason=reason, at=at)
    with database.session(by("hegui")) as session:
        deciding.confirm(session, objection_called(session, receipt), outcome, comment="同意", at=at)
