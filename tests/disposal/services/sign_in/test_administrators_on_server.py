"""Who runs the server opens a successor or lets an administrator in again, on record, and does nothing else."""

from typing import Any

import pytest
from sqlmodel import select

from disposal.acting import Role, on_server
from disposal.errors import RecordRefused
from disposal.models.accounts.second_factor import SecondFactor
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.account_list import list_accounts
from disposal.services.accounts.account_requests import pending_requests
from disposal.services.accounts.accounts import AccountEntry, change_roles, disable_account
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.records.writing import change
from disposal.services.sign_in.administrators_on_server import open_on_server
from disposal.services.sign_in.second_factors import begin_enrolment
from disposal.storage.database import Database
from tests.disposal.services.accounts.test_two_administrators import (
    ADMIN,
    CHANGING,
    MANAGER,
    account_of,
    asked_by,
    decide,
    disabled,
    left_alone,
    real,
    set_by,
    state,
    who,
)
from tests.support.accounts import AT, open_account

__all__ = ["real"]


def entry(login: str) -> AccountEntry:
    return AccountEntry(login, "周新", (ADMIN,))


def test_who_runs_the_server_opens_the_successor_of_an_administrator_who_left(real: Database) -> None:
    with real.session(on_server("root")) as session:
        code = open_on_server(session, entry("zhou"), reason="孙某离职，接任", at=AT)
    set_by(real, "zhou", code)
    decide(real, "zhou", asked_by(real, "guanli", disabled("sun")))
    assert state(real) == {"guanli": [ADMIN], "sun": None, "zhou": [ADMIN]}
    with real.session() as session:
        made = session.exec(select(AuditEntry).where(AuditEntry.event == "account.opened_on_server")).all()[-1]
    assert (made.actor, made.os_user, made.proof, made.reason) == (
        "服务器管理人（root）", "root", "server", "孙某离职，接任（服务器开设）",
    )  # fmt: skip


def test_who_runs_the_server_lets_an_administrator_in_again_without_what_opened_the_account(real: Database) -> None:
    with real.session(who(real, "sun")) as session:
        begin_enrolment(session, at=AT)
    decide(real, "sun", asked_by(real, "guanli", CHANGING["link"]))
    left_alone(real)
    with real.session(on_server("root")) as session:
        code = open_on_server(session, entry("sun"), reason="遗失手机", at=AT)
        sun = account_of(session, "sun")
        assert (sun.disabled_at, sun.password_hash, session.exec(select(SecondFactor)).all()) == (None, None, [])
    set_by(real, "sun", code)


BY_ONE: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "made": ({"roles": []}, {"roles": [ADMIN]}, "account.changed"),
    "enabled": ({"disabled_at": AT}, {"disabled_at": None}, "account.enabled"),
    "password reset": ({}, {"must_change_password": True}, "account.reset"),
}
"""What a single administrator could do to another before releases that refuse it: fields before and after, event."""


def made_by_one(database: Database) -> list[str]:
    """Return the administrators whom the list names as made or let in by one alone."""
    with database.session(who(database, "guanli")) as session:
        return [each.account.login for each in list_accounts(session) if each.is_made_by_one]


@pytest.mark.parametrize("way", BY_ONE)
def test_administrator_made_by_one_alone_is_named_until_who_runs_the_server_lets_the_person_in(
    real: Database, way: str
) -> None:
    before, after, event = BY_ONE[way]
    with real.session(who(real, "guanli")) as session:
        sun, own = account_of(session, "sun"), account_of(session, "guanli")
        change(session, sun, before, event="account.changed", reason="旧状态")
        change(session, sun, after, event=event, reason="旧版办理（单人授权）")
        change(session, own, {"must_change_password": True}, event="account.reset", reason="本人（单人授权）")
    assert made_by_one(real) == ["sun"]
    with real.session(on_server("root")) as session:
        open_on_server(session, entry("sun"), reason="补办授权", at=AT)
    assert made_by_one(real) == []


def test_administrator_of_two_or_of_the_server_and_the_first_are_not_named(real: Database) -> None:
    open_account(real, "chen", MANAGER, by=who(real, "guanli"))
    decide(
        real,
        "sun",
        asked_by(real, "guanli", lambda session: change_roles(session, "chen", roles=[ADMIN], why=("接任", AT))),
    )
    assert (state(real)["chen"], made_by_one(real)) == ([ADMIN], [])


@pytest.mark.parametrize("login", ["guanli", "chen"])
def test_no_account_does_what_is_for_who_runs_the_server(real: Database, login: str) -> None:
    open_account(real, "chen", MANAGER, by=who(real, "guanli"))
    with pytest.raises(PermissionRefused), real.session(who(real, login)) as session:
        open_on_server(session, entry("shadow"), reason="接任", at=AT)


def test_who_runs_the_server_opens_administrators_only(real: Database) -> None:
    open_account(real, "chen", MANAGER, by=who(real, "guanli"))
    with pytest.raises(RecordRefused, match="is no administrator"), real.session(on_server("root")) as session:
        open_on_server(session, entry("chen"), reason="接任", at=AT)
    with real.session(on_server("root")) as session:
        open_on_server(session, AccountEntry("zhou", "周新", (Role.approver,)), reason="接任", at=AT)
    assert state(real)["zhou"] == [ADMIN]
    with pytest.raises(PermissionRefused), real.session(on_server("root")) as session:
        disable_account(session, "chen", reason="离职", at=AT)
    with pytest.raises(PermissionRefused), real.session(on_server("root")) as session:
        pending_requests(session)
