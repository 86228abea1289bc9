"""Guessing is slow and tells nothing: codes, recovery codes, reset codes, tokens; logins by words or by time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pyotp
import pytest
from sqlmodel import select

from disposal.acting import Role
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.accounts import reset_account
from disposal.services.sign_in.second_factors import begin_enrolment, confirm_enrolment
from disposal.storage.database import Database
from disposal.web.rates import Rates
from tests.support.accounts import AT, PASSWORD, on_page, open_account
from tests.support.running.cheap_hashing import hash_as_in_production
from tests.support.website import DeskBrowser, desk_on

WRONG = {"code": "000000", "recovery code": "aaaaa-bbbbb"}


@contextmanager
def asked_for_a_code(database: Database) -> Iterator[DeskBrowser]:
    """Yield a browser whose person has given the password and is asked for the code."""
    open_account(database, "guanli", Role.administrator)
    chen = open_account(database, "chen", Role.asset_manager, by="guanli")
    with database.session(on_page(chen)) as session:
        confirm_enrolment(session, pyotp.TOTP(begin_enrolment(session, at=AT).seed).at(AT), at=AT)
    with desk_on(database) as browser:
        browser.sign_in("chen")
        browser.get("/desk/sign-in/code")
        yield browser


@pytest.mark.parametrize("kind", WRONG)
def test_sixth_guess_of_a_code_must_wait(database: Database, kind: str) -> None:
    with asked_for_a_code(database) as browser:
        statuses = [browser.post("/desk/sign-in/code", {"code": WRONG[kind]}).status_code for _ in range(6)]
        assert statuses == [422] * 5 + [429]


def test_code_guesses_are_not_forgiven_by_giving_the_password_again(database: Database) -> None:
    with asked_for_a_code(database) as browser:
        for _ in range(4):
            browser.post("/desk/sign-in/code", {"code": "000000"})
        browser.client.cookies.clear()
        browser.sign_in("chen")
        browser.get("/desk/sign-in/code")
        assert [browser.post("/desk/sign-in/code", {"code": "000000"}).status_code for _ in range(2)] == [422, 429]


def test_guesses_of_a_proof_asked_for_again_must_wait_too(database: Database) -> None:
    open_account(database, "guanli", Role.administrator)
    with desk_on(database) as browser:
        browser.sign_in("guanli")
        browser.client.clock.set("2026-12-01 09:06")  # type: ignore[attr-defined]
        browser.get("/desk/users/new")
        asked = {"login": "x", "name": "x", "roles": "auditor", "proof": "wrong"}
        statuses = [browser.post("/desk/users/new", asked).status_code for _ in range(6)]
        assert statuses[-1] == 429
        assert set(statuses[:5]) == {422}


@pytest.mark.parametrize("login", ["chen", "nobody"])
def test_sixth_guess_of_a_reset_code_must_wait_whether_the_login_exists_or_not(database: Database, login: str) -> None:
    open_account(database, "guanli", Role.administrator)
    open_account(database, "chen", Role.asset_manager, by="guanli")
    with database.session("guanli") as session:
        reset_account(session, "chen", reason="忘记密码", at=AT)
    with desk_on(database) as browser:
        browser.get("/desk/reset")
        fields = {"login": login, "reset_code": "AAAA-BBBB-CCCC", "password": PASSWORD}
        answers = [browser.post("/desk/reset", fields) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [422] * 5 + [429]


def test_caller_that_tries_other_tokens_is_slowed_down_by_its_address(database: Database) -> None:
    with desk_on(database) as browser:
        state = browser.client.app.state  # type: ignore[attr-defined]
        state.register = replace(state.register, rates=Rates(burst=20, per_second=0.01))
        bearers = [{"authorization": f"Bearer dsp_{number:08d}_{'a' * 43}_000000"} for number in range(25)]
        statuses = [browser.client.get("/api/v1/me", headers=each).status_code for each in bearers]
        assert statuses == [401] * 20 + [429] * 5


def test_failed_guesses_are_on_record_without_what_was_typed(database: Database) -> None:
    with asked_for_a_code(database) as browser:
        browser.post("/desk/sign-in/code", {"code": "246810"})
        browser.client.cookies.clear()
        browser.sign_in("chen", "falsches-geheimnis-2026")
    with database.session() as session:
        entries = session.exec(select(AuditEntry)).all()
    codes = [(each.after or {}).get("code") for each in entries if each.event == "sign_in.failed"]
    assert codes == ["code_refused", "sign_in_refused"]
    assert not [each for each in entries if "246810" in str(each.after) or "falsches" in str(each.after)]


PLACES = {
    "/desk/sign-in": {"password": "falsch und lang genug"},
    "/desk/reset": {"reset_code": "AAAA-BBBB-CCCC", "password": PASSWORD},
}


@pytest.mark.parametrize("path", PLACES)
def test_login_that_exists_is_answered_in_the_same_words_and_time_as_one_that_does_not(
    database: Database, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hash_as_in_production(monkeypatch)
    open_account(database, "guanli", Role.administrator)
    open_account(database, "chenchen", Role.asset_manager, by="guanli")
    with desk_on(database) as browser:
        seen: dict[str, tuple[str, float]] = {}
        for login in ("chenchen", "niemand1"):
            times = []
            for _ in range(4):
                browser.get(path)
                start = time.process_time()  # work, not waiting: a busy machine is no fault
                answer = browser.post(path, {"login": login, **PLACES[path]})
                times.append(time.process_time() - start)
            text = answer.text.replace(browser.token, "").replace(login, "")
            seen[login] = (text, min(times))
        (words, spent), (other_words, other_spent) = seen.values()
        assert words == other_words
        assert spent / other_spent == pytest.approx(1, abs=0.5)


def test_page_of_a_user_tells_strangers_nothing_of_whether_there_is_one(database: Database) -> None:
    open_account(database, "guanli", Role.administrator)
    open_account(database, "chen", Role.asset_manager, by="guanli")
    with desk_on(database) as browser:
        for signed in (False, True):
            if signed:
                browser.sign_in("chen")
            answers = [browser.get(f"/desk/users/{login}") for login in ("guanli", "niemand")]
            assert len({(each.status_code, each.text.replace("guanli", "niemand")) for each in answers}) == 1
