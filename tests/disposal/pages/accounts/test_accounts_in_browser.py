"""Accounts in Debian's Chromium: first administrator, sign-in with a code, users; pages fit, and axe finds nothing."""

import re
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from disposal.services.sign_in.first_address import make_first_address
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.disposal.pages.desk.conftest import opened
from tests.disposal.pages.desk.test_looks import inspect
from tests.support.accounts import AT, PASSWORD, in_production
from tests.support.website import served

pytestmark = pytest.mark.xdist_group("served")
TODAY = "2026-12-01 09:00"


@pytest.fixture
def real(settings: Settings) -> Iterator[Database]:
    """Yield a register that is to be in production."""
    with in_production(settings) as found:
        yield found


@pytest.fixture
def site(real: Database) -> Iterator[str]:
    """Yield the address of a server on it."""
    with served(real, at=TODAY) as found:
        yield found


@pytest.fixture(params=[True, False], ids=["script", "without script"])
def person(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Yield a page of a browser with cookies of its own, with and without script."""
    for page in opened(browser, site, has_script=request.param):
        page.emulate_media(reduced_motion="reduce")  # a picture amid the change of pages would be of neither
        yield page


def enrol(person: Page, *, has_script: bool) -> None:
    """Set up the device that the page shows, and go on from the recovery codes."""
    device = pyotp.TOTP(person.locator("code.seed").inner_text())
    person.get_by_label("验证码").fill(device.at(AT))
    person.get_by_role("button", name="启用二次验证").click()
    inspect(person, "recovery-codes", has_script=has_script)
    person.get_by_role("link", name="已保存，去工作台").click()


def test_first_administrator_sets_up_a_factor_and_opens_an_account(
    real: Database, person: Page, request: pytest.FixtureRequest
) -> None:
    has_script = "without" not in request.node.name
    with real.session("系统启动") as session:
        first = make_first_address(session, at=AT)
    person.goto(str(first))
    inspect(person, "first", has_script=has_script)
    for label, value in (("姓名", "孙管"), ("登录名", "guanli"), ("密码", PASSWORD)):
        person.get_by_label(label).fill(value)
    person.get_by_role("button", name="开设首位管理员").click()
    inspect(person, "sign-in", has_script=has_script)
    person.get_by_label("登录名").fill("guanli")
    person.get_by_label("密码").fill(PASSWORD)
    person.get_by_role("button", name="登录", exact=True).click()
    person.get_by_role("button", name="设置二次验证").click()
    inspect(person, "factor", has_script=has_script)
    enrol(person, has_script=has_script)
    person.goto("/desk/users/new")
    inspect(person, "user-new", has_script=has_script)
    person.get_by_label("姓名").fill("李敏")
    person.get_by_label("登录名").fill("limin")
    person.get_by_label("资产经理").check()
    person.get_by_role("button", name="开设账号").click()
    expect(person.locator("code.secret")).to_have_text(re.compile(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}"))
    inspect(person, "user-opened", has_script=has_script)
    for path in ("/desk/users", "/desk/me", "/desk", "/en/desk/users/limin"):
        person.goto(path)
        inspect(person, path.strip("/").replace("/", "-"), has_script=has_script)
