"""Attempts to sign in: how long each must wait, counted before anything is looked at."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.acting import Role
from disposal.models.accounts.sign_in_attempt import SignInAttempt
from disposal.services.accounts.modes import secrets_of
from disposal.services.sign_in import attempts
from disposal.services.sign_in.attempts import (
    TooManyAttempts,
    Visitor,
    count_attempt,
    forgive_all,
    network_of,
    new_mark,
    wait_of,
)
from disposal.storage.database import Database
from tests.support.accounts import AT, make_account

STRANGER = Visitor("192.0.2.7")
NEVER = timedelta(days=1_000)


@pytest.mark.parametrize(("failures", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480)])
def test_wait_doubles_from_the_fifth_failure_on(failures: int, seconds: int) -> None:
    assert max(wait_of([AT] * failures, at=AT), timedelta()) == timedelta(seconds=seconds)


def test_ten_failures_in_a_day_lock_for_half_an_hour_and_fifty_until_unlocked() -> None:
    assert wait_of([AT] * 10, at=AT) == timedelta(minutes=30)
    assert wait_of([AT] * 10, at=AT + timedelta(minutes=30)) == timedelta()
    spread = [AT - timedelta(days=2)] * 9 + [AT]
    assert wait_of(spread, at=AT) == timedelta(minutes=15)
    assert wait_of([AT - timedelta(days=300)] * 50, at=AT) > NEVER


def tried(session: Session, count: int, login: str = "chen", visitor: Visitor = STRANGER) -> None:
    for _ in range(count):
        count_attempt(session, login, visitor=visitor, at=AT)


@pytest.mark.parametrize("login", ["chen", "nobody.of.this.name", "  CHEN "])
def test_sixth_attempt_waits_whether_the_login_exists_or_not(session: Session, login: str) -> None:
    tried(session, 5, login)
    with pytest.raises(TooManyAttempts) as refusal:
        tried(session, 1, login)
    assert (refusal.value.status, refusal.value.wait_seconds) == (429, 30)
    count_attempt(session, login, visitor=Visitor(), at=AT + timedelta(seconds=30))


def test_browser_that_has_signed_in_before_is_not_locked_out_by_strangers(session: Session) -> None:
    mark = new_mark(secrets_of(session), "chen")
    tried(session, 5)
    tried(session, 1, visitor=Visitor("198.51.100.9", mark=mark))
    with pytest.raises(TooManyAttempts):
        tried(session, 5, visitor=Visitor("198.51.100.9", mark=mark))
    for forged in (new_mark(secrets_of(session), "li"), mark[:-1] + "x", "x.y", ""):
        with pytest.raises(TooManyAttempts):
            tried(session, 1, visitor=Visitor("203.0.113.1", mark=forged))


def test_whole_sign_in_forgives_the_failures_of_its_browser(session: Session) -> None:
    tried(session, 5)
    forgive_all(session, "chen", mark="")
    tried(session, 5)
    assert len(session.exec(select(SignInAttempt)).all()) == 5


def test_fifty_failures_of_an_account_are_kept_however_old(session: Session) -> None:
    make_account(session, "chen", Role.asset_manager)
    count_attempt(session, "chen", visitor=STRANGER, at=AT - timedelta(days=300))
    first = session.exec(select(SignInAttempt)).one().model_dump(exclude={"id"})
    session.add_all(SignInAttempt(**first) for _ in range(49))
    tried(session, 1, "another")
    with pytest.raises(TooManyAttempts, match="ask an administrator"):
        tried(session, 1)


def test_sign_in_forgives_no_failures_of_another_known_browser(session: Session) -> None:
    taken = Visitor("198.51.100.9", mark=new_mark(secrets_of(session), "chen"))
    tried(session, 5, visitor=taken)
    forgive_all(session, "chen", mark=new_mark(secrets_of(session), "chen"))
    with pytest.raises(TooManyAttempts):
        tried(session, 1, visitor=taken)


def test_attempts_at_once_are_counted_one_after_the_other(database: Database) -> None:
    with database.unidentified() as session:
        tried(session, 4)

    def sixth() -> None:
        with database.unidentified() as session:
            tried(session, 1)

    waits = text(
        "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database AND datname = current_database() "
        "WHERE locktype = 'advisory' AND NOT granted"
    )
    with ThreadPoolExecutor() as threads, database.unidentified() as session:
        tried(session, 1)
        later = threads.submit(sixth)
        while not later.done() and not session.scalar(waits):
            pass
        session.commit()
        with pytest.raises(TooManyAttempts):
            later.result()


def test_network_that_tries_many_logins_must_wait(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "NETWORK_LIMIT", 8)
    for number in range(8):
        tried(session, 1, f"login{number}", Visitor(f"192.0.2.{number}"))
    with pytest.raises(TooManyAttempts):
        tried(session, 1, "another", Visitor("192.0.2.200"))
    tried(session, 1, "another", Visitor("198.51.100.1"))


def test_attempts_hold_no_login_and_no_address(session: Session) -> None:
    tried(session, 1, "secret-typed-in-the-wrong-field")
    stored = session.exec(select(SignInAttempt)).one().model_dump_json()
    assert "secret" not in stored
    assert "192.0.2" not in stored


@pytest.mark.parametrize(("address", "network"), [
    ("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2:3::9", "2001:db8:1:2::/64"), ("::ffff:192.0.2.9", "192.0.2.0/24"),
    ("testclient", "testclient"),
])  # fmt: skip
def test_network_is_24_bits_of_ipv4_and_64_of_ipv6(address: str, network: str) -> None:
    assert network_of(address) == network
