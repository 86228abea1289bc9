"""Sign-in at an identity provider: who gets in, and each answer of provider or attacker that is refused."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from pydantic import SecretStr
from sqlmodel import select

from disposal.acting import Role
from disposal.models import Account, AuditEntry, SignInSession
from disposal.services.accounts.accounts import disable_account
from disposal.services.accounts.provider_links import link_identity, unlink_identity
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.disposal.pages.accounts.identity_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    REDIRECT,
    IdentityProvider,
    running_provider,
)
from tests.support.accounts import AT, open_account
from tests.support.website import DeskBrowser, desk_on

MINUTE = timedelta(minutes=1)


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def database(settings: Settings, database: Database, provider: IdentityProvider) -> Database:
    """Return a register in training that trusts the provider, in which chen is linked to 24400320."""
    open_accounts(database, settings_of(settings, provider))
    return database


@pytest.fixture
def browser(database: Database) -> Iterator[DeskBrowser]:
    with desk_on(database) as opened:
        yield opened


def settings_of(settings: Settings, provider: IdentityProvider, **more: Any) -> Settings:
    ours = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": SecretStr(CLIENT_SECRET),
        "desk_url": "http://127.0.0.1",
    }
    return settings.model_copy(update=ours | more)


def open_accounts(database: Database, settings: Settings) -> None:
    database.settings = settings
    open_account(database, "guanli", Role.administrator)
    open_account(database, "chen", Role.asset_manager, by="guanli")
    with database.session("guanli") as session:
        link_identity(session, "chen", "24400320", reason="启用统一身份认证")


def sent(browser: DeskBrowser, query: str = "next=/desk/me") -> str:
    """Go to the provider and return the address on the desk that it leads back to."""
    answer = browser.get(f"/desk/sign-in/oidc?{query}")
    assert answer.status_code == 303, answer.text
    back = httpx2.get(answer.headers["location"]).headers["location"]
    assert back.startswith(REDIRECT)
    return str(back.removeprefix("http://127.0.0.1"))


def is_signed_in(browser: DeskBrowser) -> bool:
    return browser.get("/desk/me").status_code == 200


def test_person_signs_in_at_the_provider_and_arrives_where_she_wanted(
    browser: DeskBrowser, database: Database, provider: IdentityProvider
) -> None:
    page = browser.get("/desk/sign-in?next=/desk/me").text
    assert "用统一身份认证登录" in page
    assert 'href="/desk/sign-in/oidc?next=/desk/me"' in page
    answer = browser.get(sent(browser))
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/me")
    assert "虚构chen" in browser.get("/desk/me").text
    asked = provider.asked[0]
    assert {asked["response_type"], asked["scope"], asked["code_challenge_method"]} == {"code", "openid", "S256"}
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3
    with database.session() as session:
        begun = session.exec(select(AuditEntry).where(AuditEntry.event == "sign_in.begun")).one()
        assert (begun.login, begun.proof, begun.channel) == ("chen", "oidc", "page")


def test_signing_out_ends_the_sign_in_of_the_provider_here(browser: DeskBrowser) -> None:
    browser.get(sent(browser))
    old = browser.client.cookies["desk"]
    browser.get("/desk/me")
    browser.post("/desk/sign-out")
    browser.client.cookies.set("desk", old)
    assert not is_signed_in(browser)


def test_answer_without_the_browser_that_asked_is_refused(
    browser: DeskBrowser, database: Database, provider: IdentityProvider
) -> None:
    back = sent(browser)
    with desk_on(database) as other:
        assert other.get(back).status_code == 403
        sent(other)
        answer = other.get(back)
        assert answer.status_code == 403
        assert "不是从本浏览器发起" in answer.text
        assert not is_signed_in(other)
    assert provider.exchanges == 0
    assert browser.get(back).status_code == 303


@pytest.mark.parametrize("place", [0, 1, 2, 3, 4])
def test_state_of_which_any_part_was_altered_is_refused(
    browser: DeskBrowser, provider: IdentityProvider, place: int
) -> None:
    back = sent(browser)
    state = provider.asked[0]["state"]
    parts = state.split(".")
    parts[place] = ["1796093400", "again", "x" * 32, "L2Rlc2s", "0" * 64][place]
    assert browser.get(back.replace(state, ".".join(parts))).status_code == 403
    assert browser.get("/desk/sign-in/oidc/answer?code=x").status_code == 403
    assert provider.exchanges == 0


def test_answer_older_than_ten_minutes_is_refused(browser: DeskBrowser) -> None:
    back = sent(browser)
    browser.client.clock.set("2026-12-01 09:10")  # type: ignore[attr-defined]
    assert browser.get(back).status_code == 403


def test_answer_counts_once_even_for_a_browser_that_kept_its_cookies(
    browser: DeskBrowser, provider: IdentityProvider
) -> None:
    back = sent(browser)
    before = browser.client.cookies["desk-before"]
    assert browser.get(back).status_code == 303
    browser.client.cookies.clear()
    browser.client.cookies.set("desk-before", before)
    assert browser.get(back).status_code == 403
    assert provider.exchanges == 1
    assert not is_signed_in(browser)


def test_code_that_was_exchanged_already_is_refused_in_words(browser: DeskBrowser, provider: IdentityProvider) -> None:
    used = parse_qs(urlsplit(sent(browser)).query)["code"][0]
    provider.codes.pop(used)
    back = sent(browser)
    code = parse_qs(urlsplit(back).query)["code"][0]
    answer = browser.get(back.replace(code, used))
    assert (answer.status_code, "请再试一次" in answer.text) == (403, True)
    assert "<b>no</b>" not in answer.text


def test_code_of_another_sign_in_is_refused_by_pkce(browser: DeskBrowser, database: Database) -> None:
    with desk_on(database) as other:
        stolen = parse_qs(urlsplit(sent(other)).query)["code"][0]
    back = sent(browser)
    own = parse_qs(urlsplit(back).query)["code"][0]
    assert browser.get(back.replace(own, stolen)).status_code == 403
    assert not is_signed_in(browser)


LATER = int((AT + 10 * MINUTE).timestamp())
BEFORE = int((AT - 2 * MINUTE).timestamp())


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": [CLIENT_ID, "another-client"]},
        {"aud": [CLIENT_ID, "another-client"], "azp": "another-client"},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": BEFORE},
        {"exp": None},
        {"iat": LATER, "exp": LATER + 300},
        {"nbf": LATER},
        {"sub": None},
        {"sub": ""},
        {"sub": 24400320},
        {"sub": ["24400320"]},
        {"auth_time": "gestern"},
        {"amr": "pwd"},
    ],
    ids=str,
)
def test_token_that_says_otherwise_than_it_must_signs_nobody_in(
    browser: DeskBrowser, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    answer = browser.get(sent(browser))
    assert (answer.status_code, "未通过核对" in answer.text) == (403, True)
    assert not is_signed_in(browser)


@pytest.mark.parametrize(("signs", "key"), [("none", "own"), ("HS256", "own"), ("public", "own"), ("RS256", "other")])
def test_token_not_signed_by_the_key_of_the_provider_signs_nobody_in(
    browser: DeskBrowser, provider: IdentityProvider, signs: str, key: str
) -> None:
    provider.signs, provider.key = signs, key
    answer = browser.get(sent(browser))
    assert (answer.status_code, "未通过核对" in answer.text) == (403, True)
    assert not is_signed_in(browser)


def test_unknown_subject_signs_nobody_in_and_makes_no_account(
    browser: DeskBrowser, database: Database, provider: IdentityProvider
) -> None:
    provider.subject = "<b>24400321</b>"
    provider.claims = {"email": "chen@example.com", "preferred_username": "chen"}
    answer = browser.get(sent(browser))
    assert answer.status_code == 403
    assert "&lt;b&gt;24400321&lt;/b&gt;”尚未关联账号；请将此标识告知管理员" in answer.text
    assert "<b>24400321" not in answer.text
    with database.session() as session:
        assert len(session.exec(select(Account)).all()) == 2
        assert session.exec(select(SignInSession)).all() == []


def test_same_subject_of_another_issuer_is_somebody_else(
    browser: DeskBrowser, database: Database, provider: IdentityProvider
) -> None:
    with database.session("guanli") as session:
        unlink_identity(session, "chen", reason="更换提供方", at=AT)
        database.settings = database.settings.model_copy(update={"oidc_issuer": "https://other.example"})
    with database.session("guanli") as session:
        link_identity(session, "chen", "24400320", reason="更换提供方")
    database.settings = database.settings.model_copy(update={"oidc_issuer": provider.issuer})
    assert "尚未关联账号" in browser.get(sent(browser)).text


def test_disabled_account_does_not_sign_in_and_the_attempt_is_on_record(
    browser: DeskBrowser, database: Database
) -> None:
    with database.session("guanli") as session:
        disable_account(session, "chen", reason="离职", at=AT)
    answer = browser.get(sent(browser))
    assert (answer.status_code, "已停用" in answer.text) == (403, True)
    assert not is_signed_in(browser)
    with database.session() as session:
        refused = session.exec(select(AuditEntry).where(AuditEntry.event == "access.refused")).one()
        assert (refused.login, refused.proof) == ("chen", "oidc")


def test_unlinked_account_is_signed_out_and_does_not_sign_in_again(browser: DeskBrowser, database: Database) -> None:
    browser.get(sent(browser))
    with database.session("guanli") as session:
        unlink_identity(session, "chen", reason="调离", at=AT)
    assert not is_signed_in(browser)
    assert "尚未关联账号" in browser.get(sent(browser)).text


@pytest.mark.parametrize("wanted", ["https://evil.example/desk/", "//evil.example", "/desk//evil", "/notices"])
def test_provider_leads_back_to_the_desk_only(browser: DeskBrowser, wanted: str) -> None:
    assert browser.get(sent(browser, f"next={wanted}")).headers["location"] == "/desk"


@pytest.mark.parametrize(
    ("error", "words"),
    [("access_denied", "登录被取消或被拒绝"), ("temporarily_unavailable", "暂时不可用"), ("<i>x</i>", "不接受本系统")],
)
def test_error_of_the_provider_is_told_in_our_words_only(
    browser: DeskBrowser, provider: IdentityProvider, error: str, words: str
) -> None:
    provider.error = error
    answer = browser.get(sent(browser))
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
    browser: DeskBrowser, provider: IdentityProvider, document: dict[str, str], words: str
) -> None:
    provider.document = document
    answer = browser.get("/desk/sign-in/oidc")
    assert (answer.status_code, words in answer.text) == (503, True)


def test_provider_that_does_not_answer_leaves_the_password(browser: DeskBrowser, database: Database) -> None:
    database.settings = database.settings.model_copy(update={"oidc_issuer": "http://127.0.0.1:9"})
    answer = browser.get("/desk/sign-in/oidc")
    assert (answer.status_code, "没有应答" in answer.text) == (503, True)
    assert browser.sign_in("chen").status_code == 303


def test_desk_opened_under_another_name_says_where_to_sign_in(database: Database) -> None:
    with desk_on(database, base_url="http://localhost") as elsewhere:
        answer = elsewhere.get("/desk/sign-in/oidc")
    assert (answer.status_code, "http://127.0.0.1/desk" in answer.text) == (421, True)


def test_desk_without_a_provider_offers_none(browser: DeskBrowser, database: Database) -> None:
    database.settings = database.settings.model_copy(update={"oidc_client_id": ""})
    assert "统一身份" not in browser.get("/desk/sign-in").text
    assert browser.get("/desk/sign-in/oidc").status_code == 404
