"""The sign-in in a browser: its cookie, its forms, and what a forged, replayed or planted one is answered."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from fastapi.routing import APIRoute
from sqlmodel import select

from disposal.acting import Role
from disposal.models.accounts.passkey import PasskeyChallenge
from disposal.pages.accounts import PAGES as ACCOUNT_PAGES
from disposal.pages.claim_entry import claims
from disposal.pages.compose.routes import COMPOSE_PAGES
from disposal.pages.desk import PAGES
from disposal.pages.screening import PAGES as SCREENING_PAGES
from disposal.registry.opening import open_database
from disposal.registry.sign_in import sign_in
from disposal.services.accounts.accounts import reset_account
from disposal.services.sign_in.attempts import Visitor
from disposal.services.sign_in.second_factors import begin_enrolment, confirm_enrolment
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.web.rates import Rates
from tests.support.accounts import AT, PASSWORD, in_production, on_page, open_account
from tests.support.website import SAME_SITE, DeskBrowser, desk_on

NEW = "四十二把雨伞晾在北边的屋檐下面"


@pytest.fixture
def browser(database: Database) -> Iterator[DeskBrowser]:
    """Yield a browser on a register in training with an administrator and a manager."""
    open_account(database, "guanli", Role.administrator)
    open_account(database, "chen", Role.asset_manager, by="guanli")
    with desk_on(database) as opened:
        yield opened


def session_cookie(answer: object) -> str:
    """Return the header that sets the cookie of the sign-in."""
    headers = answer.headers.get_list("set-cookie")  # type: ignore[attr-defined]
    return next((each for each in headers if each.startswith(("desk=", "__Host-desk="))), "")


def test_person_signs_in_and_arrives_where_she_wanted(browser: DeskBrowser) -> None:
    answer = browser.get("/desk/users?x=1")
    assert answer.headers["location"] == "/desk/sign-in?next=/desk/users%3Fx%3D1"
    answer = browser.sign_in("chen", wanted="/desk/me")
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/me")
    assert "desk-before" not in browser.client.cookies
    assert "虚构chen" in browser.get("/desk/me").text
    assert browser.get("/desk/sign-in").headers["cache-control"] == "no-store"


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: DeskBrowser, database: Database) -> None:
    set_here = session_cookie(browser.sign_in("chen"))
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(set_here.split("; "))
    assert "Secure" not in set_here
    with desk_on(database, base_url="https://127.0.0.1") as behind_tls:
        set_there = session_cookie(behind_tls.sign_in("chen"))
    assert set_there.startswith("__Host-desk=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(set_there.split("; "))
    assert "Domain" not in set_there


def test_desk_gives_no_cookie_over_plain_http_from_another_machine(settings: Settings, database: Database) -> None:
    database.settings = settings.model_copy(update={"trusted_hosts": "desk.example"})
    with desk_on(database, base_url="http://desk.example") as elsewhere:
        assert elsewhere.get("/desk/sign-in").status_code == 403


@pytest.mark.parametrize(("login", "password"), [("chen", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_wrong_password_and_unknown_login_get_the_same_page_with_the_login_as_typed(
    browser: DeskBrowser, login: str, password: str
) -> None:
    answer = browser.sign_in(login, password)
    assert answer.status_code == 422
    assert "登录名或密码不对" in answer.text
    assert "<title>错误：登录" in answer.text
    assert f'value="{login}"' in answer.text
    assert password not in answer.text or not password
    assert session_cookie(answer) == ""


def test_sixth_attempt_is_told_to_wait(browser: DeskBrowser) -> None:
    for _ in range(5):
        browser.sign_in("chen", "wrong")
    answer = browser.sign_in("chen")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    browser.client.clock.set("2026-12-01 09:01")  # type: ignore[attr-defined]
    assert browser.sign_in("chen").status_code == 303


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/desk/", "//evil.example", "/desk//evil", "/notices", "/desk\\x"]
)
def test_sign_in_leads_to_the_desk_only(browser: DeskBrowser, wanted: str) -> None:
    browser.get("/desk/sign-in")
    answer = browser.post("/desk/sign-in", {"login": "chen", "password": PASSWORD, "next": wanted})
    assert answer.headers["location"] == "/desk"


def test_cookie_planted_before_the_sign_in_is_nobodys_after_it(browser: DeskBrowser) -> None:
    browser.client.cookies.set("desk", "planted-by-somebody-else", domain="127.0.0.1", path="/")
    given = session_cookie(browser.sign_in("chen"))
    assert "planted" not in given
    browser.client.cookies.clear()
    browser.client.cookies.set("desk", "planted-by-somebody-else")
    assert browser.get("/desk/me").status_code == 303


def test_token_of_before_a_proof_or_of_an_ended_sign_in_opens_nothing(browser: DeskBrowser) -> None:
    browser.sign_in("chen")
    old = browser.client.cookies["desk"]
    browser.get("/desk/me")
    answer = browser.post("/desk/sign-out")
    assert answer.headers["location"] == "/desk/sign-in"
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    browser.client.cookies.set("desk", old)
    assert browser.get("/desk/me").headers["location"].startswith("/desk/sign-in")


def test_sign_in_ends_after_half_an_hour_without_use(browser: DeskBrowser) -> None:
    browser.sign_in("chen")
    browser.client.clock.set("2026-12-01 09:29")  # type: ignore[attr-defined]
    assert browser.get("/desk/me").status_code == 200
    browser.client.clock.set("2026-12-01 09:59")  # type: ignore[attr-defined]
    assert browser.get("/desk/me").status_code == 303


OF_STRANGERS = {"/desk/sign-in", "/desk/reset", "/desk/first"}
OF_HALVES = {"/desk/sign-in/code", "/desk/me/password", "/desk/me/factor"}


def unsafe_routes() -> list[str]:
    rooms = (*PAGES, *ACCOUNT_PAGES, *COMPOSE_PAGES, *SCREENING_PAGES, claims.router)
    routes = [route for router in rooms for route in router.routes if isinstance(route, APIRoute)]
    found = {route.path for route in routes if route.methods & {"POST", "PUT", "PATCH", "DELETE"}}
    return sorted(path for path in found if not path.startswith("/desk/design"))


def filled(path: str) -> str:
    """Return the address of a route with an id that nothing has."""
    path = re.sub(r"\{\w+_id\}", "01890a5d-ac96-774b-bcce-b302099a8057", path)
    return (
        path.replace("{login}", "chen")
        .replace("{act}", "disable")
        .replace("{decision}", "confirm")
        .replace("{code}", "staff")
        .replace("{kind}", "correction")
    )


@pytest.mark.parametrize(
    ("headers", "has_token"),
    [
        ({"sec-fetch-site": "cross-site"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site"}, True),
        ({"origin": "https://evil.example"}, True),
        ({"x-nothing": "1"}, True),
        (SAME_SITE, False),
    ],
)
def test_post_without_either_half_of_the_defence_does_nothing(
    browser: DeskBrowser, headers: dict[str, str], has_token: bool
) -> None:
    browser.sign_in("guanli")
    paths = unsafe_routes()
    assert len(paths) > 40
    for path in paths:
        browser.get("/desk/sign-in" if path in OF_STRANGERS else "/desk/me")
        token = browser.token if has_token else "forged." + "a" * 43
        answer = browser.client.post(filled(path), data={"csrf": token, "reason": "x"}, headers=headers)
        assert answer.status_code == 403 or answer.headers["location"] in OF_HALVES, path
    assert browser.get("/desk/users").text.count("在用") == 2


def test_form_of_another_sign_in_is_refused(browser: DeskBrowser, database: Database) -> None:
    browser.sign_in("chen")
    browser.get("/desk/me")
    foreign = browser.token
    with desk_on(database) as other:
        other.sign_in("guanli")
        answer = other.client.post("/desk/me/look", data={"csrf": foreign, "look": "dark"}, headers=SAME_SITE)
    assert answer.status_code == 403


def test_sign_in_form_of_another_browser_is_refused(browser: DeskBrowser, database: Database) -> None:
    browser.get("/desk/sign-in")
    with desk_on(database) as other:
        other.get("/desk/sign-in")
        fields = {"csrf": browser.token, "login": "chen", "password": PASSWORD}
        assert other.client.post("/desk/sign-in", data=fields, headers=SAME_SITE).status_code == 403
        other.client.cookies.clear()
        assert other.client.post("/desk/sign-in", data=fields, headers=SAME_SITE).status_code == 403


def test_code_is_asked_for_before_any_page_is_shown(browser: DeskBrowser, database: Database) -> None:
    device = with_device(database, "chen")
    answer = browser.sign_in("chen", wanted="/desk/me")
    assert answer.headers["location"] == "/desk/sign-in/code?next=/desk/me"
    for path in ("/desk", "/desk/me", "/desk/me/factor", "/desk/me/password"):
        assert browser.get(path).headers["location"] == "/desk/sign-in/code"
    half = browser.client.cookies["desk"]
    assert "验证码" in browser.get("/desk/sign-in/code?next=/desk/me").text
    assert browser.post("/desk/sign-in/code", {"code": "000000", "next": "/desk/me"}).status_code == 422
    answer = browser.post("/desk/sign-in/code", {"code": device.at(AT + timedelta(seconds=30)), "next": "/desk/me"})
    assert answer.headers["location"] == "/desk/me"
    assert browser.client.cookies["desk"] != half
    assert browser.get("/desk/me").status_code == 200


def with_device(database: Database, login: str) -> pyotp.TOTP:
    account_id = sign_in(database, login, PASSWORD, visitor=Visitor(), at=AT).signed.account_id
    with database.session(on_page(account_id)) as session:
        device = pyotp.TOTP(begin_enrolment(session, at=AT).seed)
        confirm_enrolment(session, device.at(AT), at=AT)
    return device


def test_password_is_set_on_a_reset_code(browser: DeskBrowser, database: Database) -> None:
    with database.session("guanli") as session:
        code = reset_account(session, "chen", reason="忘记密码", at=AT).reset_code
    browser.get("/desk/reset")
    fields = {"login": "chen", "reset_code": "AAAA-BBBB-CCCC", "password": NEW}
    wrong = browser.post("/desk/reset", fields)
    assert (wrong.status_code, NEW in wrong.text) == (422, False)
    answer = browser.post("/desk/reset", fields | {"reset_code": str(code)})
    assert answer.headers["location"] == "/desk/sign-in?reset=1"
    assert "新密码已设定" in browser.get("/desk/sign-in?reset=1").text
    assert browser.sign_in("chen", NEW).status_code == 303


def test_production_leads_from_the_password_to_a_second_factor_and_recovery_codes(settings: Settings) -> None:
    with in_production(settings) as real, desk_on(real) as browser:
        open_account(real, "guanli", Role.administrator)
        assert browser.sign_in("guanli").headers["location"] == "/desk/me/factor"
        assert browser.get("/desk/users").headers["location"] == "/desk/me/factor"
        browser.get("/desk/me/factor")
        page = browser.post("/desk/me/factor").text
        seed = page.partition('<code class="seed">')[2].partition("</code>")[0]
        assert "<svg" in page
        assert browser.post("/desk/me/factor/confirm", {"code": "000000"}).status_code == 422
        page = browser.post("/desk/me/factor/confirm", {"code": pyotp.TOTP(seed).at(AT)}).text
        assert page.count("<li><code>") == 10
        assert browser.get("/desk/users").status_code == 200
        assert "培训系统" not in browser.shown


def test_public_pages_ignore_the_cookie(browser: DeskBrowser) -> None:
    before = browser.get("/").text
    browser.sign_in("chen")
    answer = browser.get("/")
    assert answer.text == before
    assert "set-cookie" not in answer.headers


def test_network_that_asks_for_challenges_too_often_is_held_back_and_nothing_more_is_stored(settings: Settings) -> None:
    named = settings.model_copy(update={"desk_url": "http://localhost:8000"})
    with open_database(named, migrate=False) as database, desk_on(database) as browser:
        state = browser.client.app.state  # type: ignore[attr-defined]
        state.register = replace(state.register, rates=Rates(burst=2, clock=lambda: 0.0))
        asked = []
        for _ in range(4):
            browser.get("/desk/sign-in")
            asked.append(browser.post("/desk/sign-in/passkey/options").status_code)
        assert asked == [200, 200, 429, 429]
        with database.session() as session:
            assert len(session.exec(select(PasskeyChallenge)).all()) == 2
