"""The second factor beside an identity provider: where its word suffices, and where a proof of our own is asked for."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from disposal.acting import Role
from disposal.models.accounts.account import Account
from disposal.models.accounts.sign_in_session import SignInSession
from disposal.models.approvals.approval import Approval
from disposal.services.accounts.accounts import AccountEntry, add_account
from disposal.services.accounts.provider_links import link_identity
from disposal.services.publication.publication import draft_notice
from disposal.services.sign_in.sessions import joined_proof
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.disposal.pages.accounts.identity_provider import (
    IdentityProvider,
    is_signed_in,
    open_accounts,
    sent,
    settings_of,
)
from tests.disposal.pages.accounts.test_sign_in import with_device
from tests.disposal.pages.desk.test_approvals import DIGEST, NOON
from tests.support.accounts import AT, in_production, on_page, open_account
from tests.support.factories import make_issuer
from tests.support.publishing import ISSUER, PUBLISHED_ON, enter_project
from tests.support.website import DeskBrowser, desk_on, instant

MINUTE = timedelta(minutes=1)


@pytest.fixture
def real(settings: Settings, provider: IdentityProvider) -> Iterator[Database]:
    """Yield a register in production that takes ``mfa`` of the provider for a second factor."""
    with in_production(settings_of(settings, provider, oidc_factor="mfa, urn:two")) as opened:
        open_accounts(opened)
        yield opened


@pytest.fixture
def at_work(real: Database) -> Iterator[DeskBrowser]:
    with desk_on(real) as opened:
        yield opened


def proofs(database: Database) -> list[str]:
    with database.session() as session:
        return list(session.exec(select(SignInSession.proof)).all())


@pytest.mark.parametrize(
    "claims", [{}, {"amr": ["pwd"]}, {"acr": "mf"}, {"amr": []}, {"acr": "0"}, {"amr": ["mfa "]}], ids=str
)
def test_production_asks_for_a_factor_of_its_own_where_the_provider_names_none(
    at_work: DeskBrowser, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert at_work.get(sent(at_work)).headers["location"] == "/desk/me/factor"
    assert not is_signed_in(at_work)


@pytest.mark.parametrize("claims", [{"amr": ["pwd", "mfa"]}, {"acr": "urn:two"}], ids=str)
def test_production_takes_the_factor_that_the_provider_names(
    at_work: DeskBrowser, provider: IdentityProvider, real: Database, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert at_work.get(sent(at_work)).headers["location"] == "/desk/me"
    assert is_signed_in(at_work)
    assert proofs(real) == ["oidc+factor"]


def test_no_word_of_the_provider_is_a_factor_without_the_setting(
    at_work: DeskBrowser, provider: IdentityProvider, real: Database
) -> None:
    real.settings = real.settings.model_copy(update={"oidc_factor": ""})
    provider.claims = {"amr": ["mfa", ""], "acr": ""}
    assert at_work.get(sent(at_work)).headers["location"] == "/desk/me/factor"


def test_own_second_factor_follows_the_sign_in_at_the_provider(desk: DeskBrowser, trusting: Database) -> None:
    device = with_device(trusting, "chen")
    answer = desk.get(sent(desk))
    assert answer.headers["location"] == "/desk/sign-in/code?next=/desk/me"
    assert not is_signed_in(desk)
    desk.get("/desk/sign-in/code?next=/desk/me")
    code = device.at(AT + timedelta(seconds=30))
    assert desk.post("/desk/sign-in/code", {"code": code, "next": "/desk/me"}).headers["location"] == "/desk/me"
    assert is_signed_in(desk)
    assert proofs(trusting)[-1] == "oidc+totp"


def without_password(database: Database) -> None:
    """Open an account of wang that has no password, and link it."""
    with database.session("guanli") as session:
        entry = AccountEntry("wang", "虚构wang", (Role.administrator,))
        add_account(session, entry, password=None, at=AT)
        link_identity(session, "wang", "24400999", reason="启用统一身份认证")


def test_person_without_a_password_is_not_asked_to_set_one(
    desk: DeskBrowser, trusting: Database, provider: IdentityProvider
) -> None:
    without_password(trusting)
    provider.subject = "24400999"
    assert desk.get(sent(desk)).headers["location"] == "/desk/me"
    with trusting.session() as session:
        assert session.exec(select(Account.must_change_password).where(Account.login == "wang")).one()


FIELDS = {"name": "李敏", "login": "limin", "roles": ["auditor"]}


def test_proof_that_is_old_is_renewed_at_the_provider_without_losing_the_form(
    desk: DeskBrowser, trusting: Database, provider: IdentityProvider
) -> None:
    without_password(trusting)
    provider.subject = "24400999"
    provider.claims = {"auth_time": int((AT - 6 * MINUTE).timestamp())}
    desk.get(sent(desk))
    assert "重新登录统一身份认证" in desk.get("/desk/users/new").text
    answer = desk.post("/desk/users/new", FIELDS)
    assert (answer.status_code, "请经本页的链接重新登录统一身份认证" in answer.text) == (403, True)
    form, token = desk.shown, desk.client.cookies["desk"]
    provider.claims = {}
    desk.get(sent(desk, "again=1"))
    assert (provider.asked[-1]["prompt"], provider.asked[-1]["max_age"]) == ("login", "0")
    assert desk.client.cookies["desk"] != token
    desk.shown = form
    assert "已开设" in desk.post("/desk/users/new", FIELDS).text
    with trusting.session() as session:
        assert len(session.exec(select(SignInSession)).all()) == 1


@pytest.mark.parametrize("claims", [{"auth_time": int((AT - 6 * MINUTE).timestamp())}, {"auth_time": None}], ids=str)
def test_provider_that_has_not_just_authenticated_the_person_renews_nothing(
    desk: DeskBrowser, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    desk.get(sent(desk))
    answer = desk.get(sent(desk, "again=1"))
    assert answer.status_code == 403
    assert desk.client.cookies["desk"]
    assert "重新登录" not in desk.get("/desk/me").text


def test_sign_in_whose_time_the_provider_does_not_tell_is_no_fresh_proof(
    desk: DeskBrowser, trusting: Database, provider: IdentityProvider
) -> None:
    without_password(trusting)
    provider.subject, provider.claims = "24400999", {"auth_time": None}
    desk.get(sent(desk))
    assert desk.get("/desk/users/new").status_code == 200
    assert desk.post("/desk/users/new", FIELDS).status_code == 403


def opened_draft(database: Database, provider: IdentityProvider) -> str:
    """Open accounts of a branch in production, wang an approver linked to 24400999; return the page of a draft."""
    provider.at, provider.claims = instant(NOON), {"amr": ["mfa"]}
    with database.session("首位管理员") as session:
        make_issuer(session, "XGCS", **ISSUER)
    guanli = on_page(open_account(database, "guanli", Role.administrator))
    chen = open_account(database, "chen", Role.asset_manager, by=guanli, issuers=("XGCS",))
    open_account(database, "wang", Role.approver, by=guanli, issuers=("XGCS",))
    with database.session(guanli) as session:
        link_identity(session, "chen", "24400320", reason="启用")
        link_identity(session, "wang", "24400999", reason="启用")
    with database.session(on_page(chen)) as session:
        return f"/desk/notices/{draft_notice(session, enter_project(session).id, published_on=PUBLISHED_ON).id}"


def test_approval_in_production_asks_for_a_factor_of_our_own(settings: Settings, provider: IdentityProvider) -> None:
    with in_production(settings_of(settings, provider, oidc_factor="mfa")) as real, desk_on(real, NOON) as browser:
        page = opened_draft(real, provider)
        browser.get(sent(browser))
        browser.get(f"{page}/approve")
        assert browser.post(f"{page}/submit").status_code == 303
        provider.subject = "24400999"
        browser.get(sent(browser))
        seen = DIGEST.search(browser.get(f"{page}/approve").text)
        assert seen is not None
        answer = browser.post(f"{page}/approve", {"sha256": seen[1], "comment": "同意"})
        assert (answer.status_code, "审批和发布每次都须出示本系统的二次验证" in answer.text) == (403, True)
        with real.session() as session:
            assert session.exec(select(Approval)).all() == []


def test_sign_in_of_another_account_ends_the_one_before(
    desk: DeskBrowser, trusting: Database, provider: IdentityProvider
) -> None:
    without_password(trusting)
    desk.get(sent(desk))
    provider.subject = "24400999"
    desk.get(sent(desk))
    assert "虚构wang" in desk.get("/desk/me").text
    with trusting.session() as session:
        ended = session.exec(select(SignInSession.ended_at).order_by(SignInSession.created_at)).all()  # type: ignore[arg-type]
    assert [each is None for each in ended] == [False, True]


@pytest.mark.parametrize(
    ("before", "further", "joined"),
    [
        ("password", "totp", "totp"),
        ("password", "oidc", "oidc"),
        ("totp", "oidc", "totp"),
        ("totp", "password", "totp"),
        ("oidc", "password", "oidc"),
        ("oidc", "totp", "oidc+totp"),
        ("oidc+factor", "oidc", "oidc+factor"),
        ("oidc+factor", "passkey", "oidc+passkey"),
        ("oidc+totp", "oidc+totp", "oidc+totp"),
    ],
)
def test_further_proof_takes_nothing_back(before: str, further: str, joined: str) -> None:
    assert joined_proof(before, further) == joined
