"""Calls of the API: by token alone, answered once for each key, on the state that was read, and not too often."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from pydantic import BaseModel
from sqlmodel import Session, select

from disposal.acting import Role, TokenScope
from disposal.models.accounts.idempotent_answer import IdempotentAnswer
from disposal.models.claims.claim import ClaimCreate
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.records.record import now
from disposal.services.accounts.account_changes import set_roles
from disposal.services.accounts.accounts import account_called
from disposal.services.accounts.idempotency import AnswerForeign, RepeatableCall, answered_once
from disposal.services.accounts.tokens import make_token
from disposal.services.claims.claims import enter_claim
from disposal.services.parties.parties import enter_party
from disposal.services.records.validation import read
from disposal.serving.app import create_app
from disposal.storage.database import Database
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.idempotency import Once
from disposal.web.preconditions import etag_of, refuse_stale
from disposal.web.rates import Rates, TooManyRequests
from tests.support.accounts import AT, make_account, on_page, open_account
from tests.support.factories import make_issuer
from tests.support.website import Clock, desk_on


class NameBody(BaseModel):
    """A name."""

    name: str


@pytest.fixture
def app(database: Database) -> FastAPI:
    """Return the site with a creating and a changing call."""
    made = create_app(database, clock=Clock("2026-12-01 09:00"))

    @made.post("/api/v1/invented")
    def create(session: ApiWriteSession, once: Once, body: NameBody) -> Response:
        def make() -> dict[str, str]:
            return {"id": str(enter_party(session, read(PartyCreate, {"name": body.name})).id)}

        return once.answer(session, 201, make)

    @made.post("/api/v1/unaudited")
    def unaudited(session: ApiWriteSession) -> Response:
        session.add(Party(name="无审计"))
        return JSONResponse({}, status_code=201)

    @made.put("/api/v1/invented")
    def change(request: Request, session: ApiSession) -> Response:
        body = {"names": list(session.exec(select(Party.name)))}
        refuse_stale(request, etag_of(body))
        return JSONResponse(body, headers={"etag": etag_of(body)})

    return made


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """Yield a client of it."""
    with TestClient(app) as opened:
        yield opened


@pytest.fixture
def token(database: Database) -> str:
    """Return a token of a manager that may read and write."""
    open_account(database, "guanli", Role.administrator)
    chen = open_account(database, "chen", Role.asset_manager, by="guanli")
    return made(database, chen, TokenScope.read, TokenScope.write)


def made(database: Database, account_id: object, *scopes: TokenScope) -> str:
    with database.session(on_page(account_id)) as session:  # type: ignore[arg-type]
        return make_token(session, "测试", scopes=scopes, lasts=timedelta(hours=1), at=now()).text


def bearing(token: str, **more: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"} | {name.replace("_", "-"): value for name, value in more.items()}


def names(database: Database) -> list[str]:
    with database.session() as session:
        return list(session.exec(select(Party.name)))


def test_account_of_the_token_is_shown_with_its_rights(client: TestClient, token: str) -> None:
    answer = client.get("/api/v1/me", headers=bearing(token)).json()
    assert answer == {
        "login": "chen", "name": "虚构chen", "roles": ["asset_manager"], "issuers": [], "scopes": ["read", "write"],
    }  # fmt: skip


@pytest.mark.parametrize("headers", [{}, {"authorization": "Basic eDp5"}, {"authorization": "Bearer dsp_wrong"}])
def test_call_without_a_good_token_is_answered_401_as_problem_details(
    client: TestClient, token: str, headers: dict[str, str]
) -> None:
    for answer in (
        client.get("/api/v1/me", headers=headers),
        client.post("/api/v1/invented", headers=headers, json={"name": "x"}),
    ):
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert answer.headers["content-type"] == "application/problem+json"
        body = answer.json()
        assert body["type"] == f"urn:disposal:error:{body['error']['code']}"
        assert (body["status"], body["detail"]) == (401, body["error"]["en"])
        assert body["error"].keys() >= {"status", "code", "field", "zh", "en"}


def test_cookie_of_the_desk_is_nobody_to_the_api(app: FastAPI, database: Database, token: str) -> None:
    with desk_on(database) as browser:
        browser.sign_in("chen")
        assert browser.client.get("/api/v1/me").status_code == 401


def test_write_needs_scope_and_role_and_is_stored_before_the_answer(
    client: TestClient, database: Database, token: str
) -> None:
    assert client.post("/api/v1/invented", headers=bearing(token), json={"name": "甲公司"}).status_code == 201
    with database.session("guanli") as session:
        chen = session.info["acting"].account_id
    assert chen
    answer = client.post(
        "/api/v1/invented", headers=bearing(made(database, chen, TokenScope.write)), json={"name": "乙公司"}
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "permission_refused")
    assert names(database) == ["甲公司"]


def test_repeated_call_is_answered_alike_and_creates_nothing(
    client: TestClient, database: Database, token: str
) -> None:
    headers = bearing(token, idempotency_key="k1")
    first, again = (client.post("/api/v1/invented", headers=headers, json={"name": "甲公司"}) for _ in range(2))
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    assert ("idempotent-replayed" in first.headers, again.headers["idempotent-replayed"]) == (False, "true")
    other = client.post("/api/v1/invented", headers=headers, json={"name": "乙公司"})
    assert (other.status_code, other.json()["error"]["code"]) == (422, "idempotency_key_reused")
    unreadable = client.post("/api/v1/invented", headers=bearing(token, idempotency_key="a b"), json={"name": "x"})
    assert unreadable.status_code == 422
    assert names(database) == ["甲公司"]


def test_repeated_answer_asks_for_the_rights_that_it_took(client: TestClient, database: Database, token: str) -> None:
    headers = bearing(token, idempotency_key="k1")

    def status() -> tuple[int, str]:
        answer = client.post("/api/v1/invented", headers=headers, json={"name": "甲公司"})
        return answer.status_code, answer.json().get("error", {}).get("code", "")

    assert [status(), status()] == [(201, ""), (201, "")]
    for role, expected in ((Role.auditor, (403, "permission_refused")), (Role.asset_manager, (201, ""))):
        with database.session("guanli") as session:
            set_roles(session, account_called(session, "chen"), roles=[role], issuer_ids=[], why=("测试", AT))
        assert status() == expected


def test_repeated_answer_is_only_for_who_still_belongs_to_the_branch(database: Database) -> None:
    with database.session("首位管理员") as session:
        ours, theirs = make_issuer(session), make_issuer(session, code="QTGS", branch="另一分公司")
        make_account(session, "chen", Role.asset_manager, issuers=[ours.id, theirs.id])
        make_account(session, "guanli", Role.administrator)
    call = RepeatableCall("POST", "/invented", "k1", "0")

    def made_once(session: Session) -> bool:
        def make() -> tuple[int, dict[str, str]]:
            debtor = enter_party(session, read(PartyCreate, {"name": "虚构甲有限公司"}))
            claim = read(ClaimCreate, {"debtor_id": debtor.id, "issuer_id": theirs.id})
            return 201, {"id": str(enter_claim(session, claim).id)}

        return answered_once(session, call, make, at=AT)[2]

    replayed = []
    for issuers in ([ours.id, theirs.id], [theirs.id]):
        with database.session("guanli") as session:
            chen = account_called(session, "chen")
            set_roles(session, chen, roles=chen.roles, issuer_ids=issuers, why=("测试", AT))
        with database.session("chen") as session:
            replayed.append(made_once(session))
    assert replayed == [False, True]
    with database.session("guanli") as session:
        set_roles(session, account_called(session, "chen"), roles=chen.roles, issuer_ids=[ours.id], why=("测试", AT))
    with pytest.raises(AnswerForeign), database.session("chen") as session:
        made_once(session)


def test_refused_call_may_be_repeated_with_its_key(client: TestClient, database: Database, token: str) -> None:
    headers = bearing(token, idempotency_key="k1")
    assert client.post("/api/v1/invented", headers=headers, json={"name": ""}).status_code >= 400
    assert client.post("/api/v1/invented", headers=headers, json={"name": "甲公司"}).status_code == 201


def test_of_equal_calls_at_once_one_creates(client: TestClient, database: Database, token: str) -> None:
    headers = bearing(token, idempotency_key="k1")
    with ThreadPoolExecutor(4) as pool:
        calls = [
            pool.submit(client.post, "/api/v1/invented", headers=headers, json={"name": "甲公司"}) for _ in range(4)
        ]
    assert {call.result().status_code for call in calls} == {201}
    assert names(database) == ["甲公司"]


def test_answer_is_forgotten_after_a_day_whosever_it_is(client: TestClient, database: Database, token: str) -> None:
    headers = bearing(token, idempotency_key="k1")
    client.post("/api/v1/invented", headers=headers, json={"name": "甲公司"})
    lis = made(database, open_account(database, "li", Role.asset_manager, by="guanli"), TokenScope.write)
    gone = client.post("/api/v1/invented", headers=bearing(lis, idempotency_key="k2"), json={"name": "丙公司"})
    assert gone.status_code == 201
    client.app.state.register.clock.set("2026-12-02 09:01")  # type: ignore[attr-defined]
    assert client.post("/api/v1/invented", headers=headers, json={"name": "乙公司"}).status_code == 201
    with database.session() as session:
        assert len(session.exec(select(IdempotentAnswer)).all()) == 1


def test_change_of_a_state_that_was_not_read_is_refused(client: TestClient, token: str) -> None:
    missing = client.put("/api/v1/invented", headers=bearing(token))
    assert (missing.status_code, missing.json()["error"]["code"]) == (428, "precondition_missing")
    tag = client.put("/api/v1/invented", headers=bearing(token, if_match="*")).headers["etag"]
    assert client.put("/api/v1/invented", headers=bearing(token, if_match=tag)).status_code == 200
    client.post("/api/v1/invented", headers=bearing(token), json={"name": "甲公司"})
    assert client.put("/api/v1/invented", headers=bearing(token, if_match=tag)).status_code == 412


def test_bucket_is_empty_after_its_burst_and_fills_up_by_the_second() -> None:
    at = [0.0]
    rates = Rates(per_second=2, burst=3, clock=lambda: at[0])
    for _ in range(3):
        rates.take("chen")
    with pytest.raises(TooManyRequests):
        rates.take("chen")
    rates.take("li")
    at[0] = 0.5
    rates.take("chen")
    with pytest.raises(TooManyRequests):
        rates.take("chen")


def test_caller_that_asks_too_often_is_told_when_to_come_back(client: TestClient, token: str) -> None:
    rates = client.app.state.register.rates  # type: ignore[attr-defined]
    rates._burst, rates._clock = 1, lambda: 7.0
    assert client.get("/api/v1/me", headers=bearing(token)).status_code == 200
    answer = client.get("/api/v1/me", headers=bearing(token))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")


def test_administrator_opens_an_account_once_and_lists_it(client: TestClient, database: Database, token: str) -> None:
    with database.session("guanli") as session:
        own = session.info["acting"].account_id
    headers = bearing(made(database, own, TokenScope.read, TokenScope.write), idempotency_key="k1")
    body = {"login": "li", "name": "李敏", "roles": ["legal_officer"]}
    first, again = (client.post("/api/v1/users", headers=headers, json=body) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    assert "reset_code" not in first.text
    assert [user["login"] for user in client.get("/api/v1/users", headers=headers).json()["users"]] == [
        "chen", "guanli", "li",
    ]  # fmt: skip
    assert client.post("/api/v1/users", headers=bearing(token), json=body | {"login": "x.y"}).status_code == 403
