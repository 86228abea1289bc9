"""The first address: good once, for an hour, while the register has no account."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from disposal.acting import Role
from disposal.models.accounts.account import Account
from disposal.models.records.audit_entry import AuditEntry
from disposal.registry.sign_in import open_register
from disposal.services.sign_in.first_address import (
    FirstAddressUnusable,
    FirstAdministrator,
    check_first_address,
    make_first_address,
)
from disposal.storage.database import Database
from tests.support.accounts import AT, PASSWORD, open_account


def key_of(database: Database, at: datetime = AT) -> str:
    with database.session("系统启动") as session:
        path = make_first_address(session, at=at)
    assert path is not None
    return path.partition("?key=")[2]


def make(database: Database, key: str, login: str = "guanli", at: datetime = AT) -> None:
    open_register(database, key, FirstAdministrator(login, "虚构甲", PASSWORD), at=at)


def logins(database: Database) -> list[str]:
    with database.session() as session:
        return list(session.exec(select(Account.login)))


def test_address_makes_one_administrator_and_no_second(database: Database) -> None:
    key = key_of(database)
    make(database, key)
    with pytest.raises(FirstAddressUnusable):
        make(database, key, "other")
    with database.session() as session:
        assert session.exec(select(Account.roles)).one() == [Role.administrator]
        assert key not in str(session.exec(select(AuditEntry.after)).all())


def test_looking_at_the_address_uses_nothing_up(database: Database) -> None:
    key = key_of(database)
    for _ in range(3):
        with database.session() as session:
            check_first_address(session, key, at=AT)
    make(database, key)


def test_address_of_an_earlier_start_or_of_an_hour_ago_opens_nothing(database: Database) -> None:
    older, newer = key_of(database), key_of(database)
    for key, at in ((older, AT), (newer, AT + timedelta(hours=1)), ("", AT), ("x" * 43, AT)):
        with pytest.raises(FirstAddressUnusable):
            make(database, key, at=at)
    make(database, newer, at=AT + timedelta(minutes=59))


def test_register_with_an_account_gives_no_address_and_takes_none(database: Database) -> None:
    key = key_of(database)
    open_account(database, "guanli", Role.administrator)
    with database.session("guanli") as session:
        assert make_first_address(session, at=AT) is None
    with pytest.raises(FirstAddressUnusable), database.session() as session:
        check_first_address(session, key, at=AT)


def test_of_four_at_once_one_becomes_administrator(database: Database) -> None:
    key = key_of(database)

    def attempt(number: int) -> bool:
        try:
            make(database, key, f"login{number}")
        except FirstAddressUnusable:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(4))) == 1
    assert len(logins(database)) == 1
