"""Staff who are signed in, in tests of pages: the site with an account that acts, and the token of its forms."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from sqlmodel import select

from disposal.acting import Role
from disposal.models import Account, Issuer, Person
from disposal.services.sign_in.sessions import SignedIn
from disposal.serving.app import create_app
from disposal.storage.database import Database
from disposal.web.acting import acting
from disposal.web.cross_site import new_token
from tests.support.accounts import make_account
from tests.support.factories import add
from tests.support.website import Clock

SESSION = UUID(int=94)
COOKIE = "person"
STAFF = {"chenjing": "陈静", "limin": "李敏"}


def open_accounts(database: Database, *roles: Role) -> dict[str, SignedIn]:
    """Open the accounts of the staff, with every issuer of the register, and return them signed in."""
    held = frozenset(roles or (Role.asset_manager,))
    with database.session("首位管理员") as session:
        issuers = [each.id for each in session.exec(select(Issuer)).all()]
        made: dict[str, Account] = {}
        for login, name in STAFF.items():
            person = add(session, Person.model_validate({"name": name}))
            made[login] = make_account(session, login, *held, issuers=issuers, person=person)
    return {login: signed_in(account, STAFF[login]) for login, account in made.items()}


def signed_in(account: Account, name: str) -> SignedIn:
    """Return an account as signed in by password at the beginning of time."""
    at = datetime(2022, 8, 15, 1, tzinfo=UTC)
    return SignedIn(
        session_id=SESSION,
        account_id=account.id,
        login=account.login,
        name=name,
        branch="浙江",
        proof="password",
        proved_at=at,
        last_used_at=at,
        roles=frozenset(account.roles),
        look="system",
        has_factor=False,
        is_production=False,
        need=None,
    )


def staff_app(database: Database, at: str = "2022-08-15 10:00", *, roles: tuple[Role, ...] = ()) -> FastAPI:
    """Return the site on which everybody is 陈静, unless the request names somebody else."""
    app = create_app(database, clock=Clock(at))
    known = open_accounts(database, *roles)

    def who(request: Request) -> SignedIn:
        return known[request.cookies.get(COOKIE, "chenjing")]

    app.dependency_overrides[acting] = who
    return app


@contextmanager
def staff_client(database: Database, *roles: Role) -> Iterator[TestClient]:
    """Yield a client that posts as pages of the site do."""
    headers = {"sec-fetch-site": "same-origin"}
    app = staff_app(database, roles=roles)
    with TestClient(app, follow_redirects=False, headers=headers) as client:
        client.token = new_token(bytes.fromhex(database.secrets.digest("forms", str(SESSION))))  # type: ignore[attr-defined]
        yield client


def token(client: TestClient) -> str:
    """Return a token for a form."""
    return str(client.token)  # type: ignore[attr-defined]
