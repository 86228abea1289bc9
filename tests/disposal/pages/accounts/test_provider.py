"""Sign-in at an identity provider: who gets in, who does not, and what is told where it does not work."""

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlmodel import select

from disposal.acting import Role
from disposal.models.accounts.account import Account
from disposal.models.accounts.sign_in_session import SignInSession
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.accounts import disable_account
from disposal.services.accounts.provider_links import link_identity, unlink_identity
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.web.rates import Rates
from tests.disposal.pages.accounts.identity_provider import IdentityProvider, is_signed_in, sent, settings_of
from tests.disposal.pages.accounts.test_accounts import signed_in_with_code
from tests.support.accounts import AT, in_production, on_page, open_account, open_second
from tests.support.website import DeskBrowser, desk_on


def test_person_signs_in_at_the_provider_and_arrives_where_she_wanted(
    desk: DeskBrowser, trusting: Database, provider: IdentityProvider
) -> None:
    page = desk.get("/desk/sign-in?next=/desk/me").text
    assert "用统一身份认证登录" in page
    assert 'href="/desk/sign-in/oidc?next=/desk/me"' in page
    answer = desk.get(sent(desk))
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/me")
    assert "虚构chen" in desk.get("/desk/me").text
    asked = provider.asked[0]
    assert {asked["response_type"], asked["scope"], asked["code_challenge_method"]} == {"code", "openid", "S256"}
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3
    with trusting.session() as session:
        begun = session.exec(select(AuditEntry).where(AuditEntry.event == "sign_in.begun")).one()
        assert (begun.login, begun.proof, begun.channel) == ("chen", "oidc", "page")


def test_signing_out_ends_the_sign_in_of_the_provider_here(desk: DeskBrowser) -> None:
    desk.get(sent(desk))
    old = desk.client.cookies["desk"]
    desk.get("/desk/me")
    desk.post("/desk/sign-out")
    desk.client.cookies.set("desk", old)
    assert not is_signed_in(desk)


def test_unknown_subject_signs_nobody_in_and_makes_no_account(
    desk: DeskBrowser, trusting: Database, provider: IdentityProvider
) -> None:
    provider.subject = "<b>24400321</b>"
    provider.claims = {"email": "chen@example.com", "preferred_username": "chen"}
    answer = desk.get(sent(desk))
    assert answer.status_code == 403
    assert "&lt;b&gt;24400321&lt;/b&gt;”尚未关联账号；请将此标识告知管理员" in answer.text
    assert "<b>24400321" not in answer.text
    with trusting.session() as session:
        assert len(session.exec(select(Account)).all()) == 2
        assert session.exec(select(SignInSession)).all() == []


def test_same_subject_of_another_issuer_is_somebody_else(
    desk: DeskBrowser, trusting: Database, provider: IdentityProvider
) -> None:
    with trusting.session("guanli") as session:
        unlink_identity(session, "chen", reason="更换提供方", at=AT)
        trusting.settings = trusting.settings.model_copy(update={"oidc_issuer": "https://other.example"})
    with trusting.session("guanli") as session:
        link_identity(session, "chen", "24400320", reason="更换提供方")
    trusting.settings = trusting.settings.model_copy(update={"oidc_issuer": provider.issuer})
    assert "尚未关联账号" in desk.get(sent(desk)).text


def test_disabled_account_does_not_sign_in_and_the_attempt_is_on_record(desk: DeskBrowser, trusting: Database) -> None:
    with trusting.session("guanli") as session:
        disable_account(session, "chen", reason="离职", at=AT)
    answer = desk.get(sent(desk))
    assert (answer.status_code, "已停用" in answer.text) == (403, True)
    assert not is_signed_in(desk)
    with trusting.session() as session:
        refused = session.exec(select(AuditEntry).where(AuditEntry.event == "access.refused")).one()
        assert (refused.login, refused.proof) == ("chen", "oidc")


def test_unlinked_account_is_signed_out_and_does_not_sign_in_again(desk: DeskBrowser, trusting: Database) -> None:
    desk.get(sent(desk))
    with trusting.session("guanli") as session:
        unlink_identity(session, "chen", reason="调离", at=AT)
    assert not is_signed_in(desk)
    assert "尚未关联账号" in desk.get(sent(desk)).text


@pytest.mark.parametrize("wanted", ["https://evil.example/desk/", "//evil.example", "/desk//evil", "/notices"])
def test_provider_leads_back_to_the_desk_only(desk: DeskBrowser, wanted: str) -> None:
    assert desk.get(sent(desk, f"next={wanted}")).headers["location"] == "/desk"


@pytest.mark.parametrize(
    ("error", "words"),
    [("access_denied", "登录被取消或被拒绝"), ("temporarily_unavailable", "暂时不可用"), ("<i>x</i>", "不接受本系统")],
)
def test_error_of_the_provider_is_told_in_our_words_only(
    desk: DeskBrowser, provider: IdentityProvider, error: str, words: str
) -> None:
    provider.error = error
    answer = desk.get(sent(desk))
    assert (answer.status_code, words in answer.text) == (403, True)
    assert "<script>alert" not in answer.text
    assert "<i>" not in answer.text
    assert "用统一身份认证登录" in answer.text


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"issuer": "https://evil.example"}, "签发方与设置不同"),
        ({"token_endpoint": "ftp://evil.example"}, "token_endpoint 不是 https 地址"),
        ({"jwks_uri": None}, "jwks_uri 不是 https 地址"),
    ],
)
def test_provider_that_does_not_fit_is_not_gone_to(
    desk: DeskBrowser, provider: IdentityProvider, document: dict[str, str], words: str
) -> None:
    provider.document = document
    answer = desk.get("/desk/sign-in/oidc")
    assert (answer.status_code, words in answer.text) == (503, True)


def test_provider_that_does_not_answer_leaves_the_password(desk: DeskBrowser, trusting: Database) -> None:
    trusting.settings = trusting.settings.model_copy(update={"oidc_issuer": "http://127.0.0.1:9"})
    answer = desk.get("/desk/sign-in/oidc")
    assert (answer.status_code, "没有应答" in answer.text) == (503, True)
    assert desk.sign_in("chen").status_code == 303


def test_desk_opened_under_another_name_says_where_to_sign_in(trusting: Database) -> None:
    with desk_on(trusting, base_url="http://localhost") as elsewhere:
        answer = elsewhere.get("/desk/sign-in/oidc")
    assert (answer.status_code, "http://127.0.0.1/desk" in answer.text) == (421, True)


def test_desk_without_a_provider_offers_none(desk: DeskBrowser, trusting: Database) -> None:
    trusting.settings = trusting.settings.model_copy(update={"oidc_client_id": ""})
    assert "统一身份" not in desk.get("/desk/sign-in").text
    assert desk.get("/desk/sign-in/oidc").status_code == 404


def test_administrator_links_and_unlinks_on_the_page_of_the_user(desk: DeskBrowser, trusting: Database) -> None:
    open_account(trusting, "limin", Role.asset_manager, by="guanli")
    desk.sign_in("guanli")
    desk.get("/desk/users/limin")
    answer = desk.post("/desk/users/limin/link", {"subject": "24400320", "reason": "启用"})
    assert (answer.status_code, 'href="#subject"' in answer.text) == (409, True)
    page = desk.post("/desk/users/limin/link", {"subject": "<b>7", "reason": "启用"}).text
    assert "已关联统一身份" in page
    assert "&lt;b&gt;7" in page
    assert "<b>7" not in page
    assert "解除统一身份" in page
    assert "已解除统一身份的关联" in desk.post("/desk/users/limin/unlink", {"reason": "调离"}).text


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "http://127.0.0.1/desk"])
def test_answer_that_names_another_issuer_is_refused(
    desk: DeskBrowser, provider: IdentityProvider, elsewhere: str
) -> None:
    back = urlsplit(sent(desk))
    said = {name: values[0] for name, values in parse_qs(back.query).items()} | {"iss": elsewhere}
    assert desk.get(f"{back.path}?{urlencode(said)}").status_code == 403
    assert provider.exchanges == 0


def test_desk_sends_browsers_to_the_provider_only(desk: DeskBrowser, provider: IdentityProvider) -> None:
    answer = desk.get("/desk/sign-in/oidc?next=/desk/me")
    assert answer.headers["location"].startswith(f"{provider.issuer}/authorize?")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert provider.asked == []


def test_network_that_asks_too_often_is_held_back(desk: DeskBrowser, provider: IdentityProvider) -> None:
    state = desk.client.app.state  # type: ignore[attr-defined]
    state.register = replace(state.register, rates=Rates(burst=2, clock=lambda: 0.0))
    back = sent(desk)
    assert desk.get("/desk/sign-in/oidc/answer?state=x").status_code == 403
    assert desk.get(back).status_code == 429
    assert desk.get("/desk/sign-in/oidc").status_code == 429
    assert (provider.exchanges, desk.sign_in("chen").status_code) == (0, 303)


def test_second_administrator_sees_which_identity_is_to_be_linked(settings: Settings) -> None:
    with in_production(settings_of(settings, IdentityProvider("https://sso.example"))) as real:
        first = on_page(open_account(real, "guanli", Role.administrator))
        open_second(real)
        with real.session(first) as session:
            link_identity(session, "sun", "24400999", reason="启用统一身份认证")
        with signed_in_with_code(real, "sun") as other:
            page = re.sub("<[^>]+>", "", other.get("/desk/users").text)
    assert "sun 关联统一身份：24400999" in page
