"""Passkeys in Chromium with a virtual authenticator: made, signed in by, proved by, and of no use to anybody else."""

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from disposal.acting import Role
from disposal.models.accounts.passkey import Passkey, PasskeyChallenge
from disposal.models.records.audit_entry import AuditEntry
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.disposal.pages.desk.conftest import opened
from tests.support.accounts import PASSWORD, in_production, open_account
from tests.support.website import SAME_SITE, desk_on, served

pytestmark = pytest.mark.xdist_group("served")
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def real(settings: Settings) -> Iterator[Database]:
    """Yield a register in production with an administrator."""
    with in_production(settings) as found:
        open_account(found, "guanli", Role.administrator)
        yield found


@pytest.fixture
def person(browser: Browser, real: Database) -> Iterator[Page]:
    """Yield a page of a browser whose device makes passkeys, on a desk with a host name."""
    with served(real, at="2026-12-01 09:00") as address:
        named = address.replace("127.0.0.1", "localhost")
        real.settings = real.settings.model_copy(update={"desk_url": named})
        for page in opened(browser, named):
            page.emulate_media(reduced_motion="reduce")
            session = page.context.new_cdp_session(page)
            session.send("WebAuthn.enable")
            session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
            yield page


def ask_for_passkey(person: Page, name: str) -> None:
    """Sign in by password for the first time, and let the device make a passkey of this name."""
    person.goto("/desk/sign-in")
    person.get_by_label("登录名").fill("guanli")
    person.get_by_label("密码").fill(PASSWORD)
    person.get_by_role("button", name="登录", exact=True).click()
    person.get_by_label("名称").fill(name)
    person.get_by_role("button", name="添加通行密钥").click()


def make_passkey(person: Page) -> None:
    """Sign in by password for the first time, and set up a passkey as second factor."""
    ask_for_passkey(person, "办公室电脑")
    expect(person.get_by_role("heading", name="恢复码")).to_be_visible()


def events(database: Database, event: str) -> list[str | None]:
    with database.session() as session:
        return list(session.exec(select(AuditEntry.proof).where(AuditEntry.event == event)))


def test_passkey_is_both_factors_of_a_sign_in(real: Database, person: Page) -> None:
    make_passkey(person)
    person.goto("/desk/users")
    person.get_by_role("button", name="退出").first.click()
    person.goto("/desk/sign-in?next=/desk/me/factor")
    person.get_by_role("button", name="用通行密钥登录").click()
    expect(person.locator("li", has_text="办公室电脑")).to_be_visible()
    assert events(real, "passkey.used") == ["passkey"]
    assert events(real, "sign_in.begun") == ["password", "passkey"]
    with real.session() as session:
        assert session.exec(select(PasskeyChallenge)).all() == []


def test_passkey_completes_a_sign_in_by_password_and_proves_again_who_acts(real: Database, person: Page) -> None:
    make_passkey(person)
    person.context.clear_cookies()
    person.goto("/desk/sign-in")
    person.get_by_label("登录名").fill("guanli")
    person.get_by_label("密码").fill(PASSWORD)
    person.get_by_role("button", name="登录", exact=True).click()
    person.get_by_role("button", name="用通行密钥继续").click()
    expect(person.get_by_role("heading", name="工作台")).to_be_visible()
    person.goto("/desk/me/password")
    person.get_by_role("button", name="用通行密钥证明").click()
    expect(person.get_by_role("status")).to_have_text("已核对，请继续")
    person.get_by_label("新密码").fill("四十二把雨伞晾在北边")
    person.get_by_role("button", name="更改密码").click()
    expect(person.locator(".problems")).to_contain_text("新密码")
    assert len(events(real, "passkey.used")) == 2


def test_name_that_no_line_holds_is_refused_at_the_name(real: Database, person: Page) -> None:
    ask_for_passkey(person, "办公室\u3164电脑")
    expect(person.get_by_label("名称")).to_have_accessible_description(re.compile("U\\+3164"))
    with real.session() as session:
        assert session.exec(select(Passkey)).all() == []


def test_answer_of_a_device_is_good_once_and_in_its_browser_only(real: Database, person: Page) -> None:
    make_passkey(person)
    person.context.clear_cookies()
    person.goto("/desk/sign-in")
    caught: list[str] = []
    person.on("request", lambda each: caught.append(each.post_data or "") if each.url.endswith("/passkey") else None)
    person.get_by_role("button", name="用通行密钥登录").click()
    expect(person.get_by_role("heading", name="工作台")).to_be_visible()
    answer = dict(part.split("=", 1) for part in caught[0].split("&"))["passkey"]
    with desk_on(real) as other:
        other.get("/desk/sign-in")
        fields = {"csrf": other.token, "passkey": unquote_plus(answer)}
        assert "rawId" in json.loads(fields["passkey"])
        replayed = other.client.post("/desk/sign-in/passkey", data=fields, headers=SAME_SITE)
    assert replayed.status_code == 422
    assert "通行密钥未通过核对" in replayed.text


def test_last_passkey_stays_in_production(real: Database, person: Page) -> None:
    make_passkey(person)
    person.goto("/desk/me/factor")
    person.get_by_role("button", name="删去").click()
    expect(person.get_by_text("最后一种不能取消")).to_be_visible()
    with real.session() as session:
        assert len(session.exec(select(Passkey)).all()) == 1


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000", "https://10.0.0.7", "http://desk.example", "https://[::1]:8000"]
)
def test_address_without_a_name_or_without_tls_has_no_passkeys(url: str) -> None:
    assert Settings(desk_url=url).passkey_host == ""
    assert Settings(desk_url="https://desk.example:8443").passkey_host == "desk.example"
