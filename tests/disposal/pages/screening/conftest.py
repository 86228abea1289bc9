"""The case of 2022 with its issuer, and persons of several roles signed in, on the site in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from disposal.acting import Role
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.projects.issuer import Issuer
from disposal.services.sign_in.sessions import SignedIn
from disposal.storage.database import Database
from disposal.web.acting import acting
from disposal.web.cross_site import new_token
from tests.disposal.pages.desk.staff import SECRET, person
from tests.support.accounts import make_account
from tests.support.factories import add
from tests.support.screening import case_of_2022
from tests.support.website import Clock, site_app

COOKIE = "person"
ROLES = {
    "hege": (Role.compliance_officer,),
    "hege2": (Role.compliance_officer,),
    "jingli": (Role.asset_manager,),
    "shenpi": (Role.approver,),
    "waidi": (Role.compliance_officer,),
    "tongren": (Role.approver,),
}
"""Logins with their roles; ``waidi`` is of another issuer, ``tongren`` is another account of the person of ``hege``."""


def staffed_case(session: Session) -> None:
    """Enter the case of 2022 and an account of each of ``ROLES``."""
    project = case_of_2022(session)
    other = add(session, Issuer(name="虚构另一资产管理股份有限公司", code="QTGS"))
    _make_accounts(session, project.issuer_id, other.id)


def _make_accounts(session: Session, own: UUID, other: UUID) -> None:
    for login, roles in ROLES.items():
        person = session.get_one(Person, _person_of(session, "hege")) if login == "tongren" else None
        make_account(session, login, *roles, issuers=(other if login == "waidi" else own,), person=person)


def _person_of(session: Session, login: str) -> UUID:
    return session.exec(select(Account.person_id).where(Account.login == login)).one()


def staff_app(database: Database, at: str = "2022-08-15 10:00") -> FastAPI:
    """Return the site on which the cookie ``person`` says who is signed in; without it ``hege``."""
    app = site_app(database, Clock(at))
    with database.unidentified() as session:
        accounts = {each.login: each.id for each in session.exec(select(Account)).all()}

    async def signed_in(request: Request) -> SignedIn:
        login = request.cookies.get(COOKIE, "hege")
        who = {"account_id": accounts[login], "login": login, "roles": frozenset(ROLES[login])}
        return replace(person(f"虚构{login}"), **who)

    app.dependency_overrides[acting] = signed_in
    return app


@contextmanager
def client_of(database: Database, login: str = "hege", *, at: str = "2022-08-15 10:00") -> Iterator[TestClient]:
    """Yield a client that posts as pages of the site do, as this account."""
    headers = {"sec-fetch-site": "same-origin"}
    with TestClient(
        staff_app(database, at), follow_redirects=False, headers=headers, cookies={COOKIE: login}
    ) as client:
        yield client


def token() -> str:
    """Return a token for a form."""
    return new_token(SECRET)
