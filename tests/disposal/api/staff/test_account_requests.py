"""What waits for a second administrator, over the API: by another person, with a proof of now, codes by halves only."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from disposal.acting import Role, TokenScope
from disposal.models.accounts.person import Person
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import now
from disposal.services.accounts.account_requests import pending_requests
from disposal.services.accounts.accounts import AccountEntry, add_account
from disposal.services.accounts.tokens import make_token
from disposal.services.sign_in.new_passwords import ResetCodeRefused, use_reset_code
from disposal.storage.database import Database
from tests.disposal.api.staff.calling import differing, shown
from tests.disposal.api.staff.test_repeated_calls import KEY, everything_in
from tests.disposal.services.accounts.test_two_administrators import ADMIN, account_of, real, state, who
from tests.support.accounts import PASSWORD, make_account
from tests.support.website import site_on

__all__ = ["real"]
PATH = "/api/v1/account-requests"
WRITE = (TokenScope.read, TokenScope.write)
ALL = (*WRITE, TokenScope.approve)


@pytest.fixture
def asked(real: Database) -> tuple[UUID, str]:
    """Return the request of guanli for an approver zhao, and the half of the code that guanli was shown."""
    with real.session(who(real, "guanli")) as session:
        made = add_account(session, AccountEntry("zhao", "赵宁", (Role.approver,)), password=None, at=now())
    assert made.request is not None
    assert made.half_code is not None
    return made.request.id, made.half_code


@contextmanager
def site(database: Database) -> Iterator[TestClient]:
    """Yield the API at this very time: what a token is good for is told by the clock of the machine."""
    with site_on(database) as client:
        client.clock.at = now()  # type: ignore[attr-defined]
        yield client


def bearing(
    database: Database, login: str, scopes: tuple[TokenScope, ...] = ALL, minutes: int = 0
) -> Mapping[str, str]:
    """Return the header of a token that somebody made so many minutes ago."""
    with database.session(who(database, login)) as session:
        at = now() - timedelta(minutes=minutes)
        made = make_token(session, "测试", scopes=scopes, lasts=timedelta(hours=1), at=at)
    return {"authorization": f"Bearer {made.text}"}


def set_with(database: Database, code: str) -> None:
    with database.session(who(database, "zhao")) as session:
        use_reset_code(session, code, PASSWORD, at=now())


def test_another_administrator_confirms_and_is_shown_the_other_half_which_stands_nowhere(
    real: Database, asked: tuple[UUID, str]
) -> None:
    request_id, first = asked
    with site(real) as client:
        listed = client.get(PATH, headers=bearing(real, "sun")).json()["requests"]
        assert [(each["id"], each["login"], each["roles"], each["is_own"]) for each in listed] == [
            (str(request_id), "zhao", ["approver"], False)
        ]
        assert differing(shown("list_account_requests")["requests"], listed) == []
        headers = {**bearing(real, "sun"), "idempotency-key": KEY}
        answer, again = (client.post(f"{PATH}/{request_id}/confirm", headers=headers) for _ in range(2))
        assert (answer.status_code, again.json()) == (200, answer.json()), answer.text
        assert differing(shown("confirm_account_request"), answer.json()) == []
        older = {**bearing(real, "sun", minutes=6), "idempotency-key": KEY}
        assert client.post(f"{PATH}/{request_id}/confirm", headers=older).status_code == 403
        assert client.get(PATH, headers=bearing(real, "sun")).json() == {"requests": []}
    second, stored = answer.json()["half_code"], everything_in(real)
    assert [half for half in (first, second) if half in stored or half.replace("-", "") in stored] == []
    for alone in (first, second):
        with pytest.raises(ResetCodeRefused):
            set_with(real, alone)
    set_with(real, second + first)


def others_come(database: Database) -> None:
    """Give the person of guanli another account that is an administrator's, and an approver wang one."""
    with database.session(who(database, "guanli")) as session:
        person = session.get_one(Person, account_of(session, "guanli").person_id)
        make_account(session, "guanli2", ADMIN, person=person)
        make_account(session, "wang", Role.approver)


REFUSED = {
    "who asked": ("guanli", ALL, 0, "second_administrator_needed"),
    "who asked, by another account": ("guanli2", ALL, 0, "second_administrator_needed"),
    "a token of before": ("sun", ALL, 6, "token_proof_outdated"),
    "a token that does not approve": ("sun", WRITE, 0, "token_scope_refused"),
    "no administrator": ("wang", ALL, 0, "permission_refused"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_who_may_not_confirm_is_refused_on_record_and_nothing_is_done(
    real: Database, asked: tuple[UUID, str], case: str
) -> None:
    login, scopes, minutes, code = REFUSED[case]
    others_come(real)
    before = state(real)
    with site(real) as client:
        headers = bearing(real, login, scopes, minutes)
        answer = client.post(f"{PATH}/{asked[0]}/confirm", headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, code)
    assert state(real) == before
    with real.session(who(real, "sun")) as session:
        assert [each.request.id for each in pending_requests(session)] == [asked[0]]
        refused = select(AuditEntry).where(AuditEntry.event == "access.refused")
        assert [(each.login, (each.after or {})["code"]) for each in session.exec(refused)] == [(login, code)]


def test_who_asked_takes_it_back_and_then_nobody_confirms_it(real: Database, asked: tuple[UUID, str]) -> None:
    with site(real) as client:
        taken = client.post(f"{PATH}/{asked[0]}/decline", headers=bearing(real, "guanli"))
        assert taken.json() == {"id": str(asked[0]), "is_confirmed": False, "half_code": ""}
        late = client.post(f"{PATH}/{asked[0]}/confirm", headers=bearing(real, "sun"))
        assert (late.status_code, late.json()["error"]["field"]) == (422, "request")
        unknown = client.post(f"{PATH}/{KEY}/confirm", headers=bearing(real, "sun"))
        assert (unknown.status_code, unknown.json()["error"]["field"]) == (404, "request")
    assert state(real)["zhao"] == []
