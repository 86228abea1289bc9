"""Accounts for tests: invented persons with roles and issuers, entered as the register would hold them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.acting import Actor, Channel, Role, on_server
from disposal.mode import Mode
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.registry.opening import open_database
from disposal.services.accounts.accounts import AccountEntry, account_called, add_account
from disposal.services.sign_in.administrators_on_server import open_on_server
from disposal.services.sign_in.new_passwords import use_reset_code
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.support.factories import add, make_issuer
from tests.support.publishing import ISSUER
from tests.support.running.kept import kept

PASSWORD = "竹林里的第七只鹭鸟在渡口等船来"  # noqa: S105 - of invented accounts
AT = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
"""Tue 2026-12-01 09:00 in China."""


def make_account(
    session: Session, login: str, *roles: Role, issuers: Iterable[UUID] = (), person: Person | None = None
) -> Account:
    """Enter an account of an invented person, or of ``person``."""
    owner = person or add(session, Person.model_validate({"name": f"虚构{login}"}))
    values = {"person_id": owner.id, "login": login, "roles": list(roles), "issuer_ids": list(issuers)}
    return add(session, Account.model_validate(values))


def open_register_to(database: Database, *accounts: tuple[str, tuple[Role, ...], tuple[UUID, ...]]) -> None:
    """Enter several accounts in the one transaction in which nobody has an account yet."""
    with database.session("首位管理员") as session:
        for login, roles, issuers in accounts:
            make_account(session, login, *roles, issuers=issuers)


def actor(login: str, channel: Channel = Channel.command_line) -> Actor:
    """Return an actor that claims a login."""
    return Actor(login, channel=channel, os_user="tester")


def act_as(session: Session, name: str) -> None:
    """Let a session of a register without accounts go on under another name."""
    session.info |= {"actor": name, "acting": Actor(name)}


@contextmanager
def in_production(settings: Settings) -> Iterator[Database]:
    """Yield the database of a register that will be in production once it has its first administrator."""
    with open_database(settings.model_copy(update={"mode": Mode.production}), migrate=False) as opened:
        yield opened


@kept
def open_account(database: Database, login: str, *roles: Role, by: Actor | str = "首位管理员", **said: Any) -> UUID:
    """Open an account with ``PASSWORD`` as an administrator does; return its id."""
    entry = AccountEntry(login, f"虚构{login}", roles, said.pop("issuers", ()), said.pop("staff_number", None))
    with database.session(by) as session:
        return add_account(session, entry, password=said.pop("password", PASSWORD), at=AT).account.id


@kept
def open_second(database: Database, login: str = "sun") -> UUID:
    """Open a second administrator with ``PASSWORD`` as who runs the server does; return the id."""
    entry = AccountEntry(login, f"虚构{login}", (Role.administrator,))
    with database.session(on_server("tester")) as session:
        code = open_on_server(session, entry, reason="第二名管理员", at=AT)
        account_id = account_called(session, login).id
    with database.session(on_page(account_id, "reset_code")) as session:
        use_reset_code(session, code, PASSWORD, at=AT)
    return account_id


@kept
def open_branch(database: Database, *staff: tuple[str, Role]) -> None:
    """Enter the invented issuer; its administrator guanli opens the accounts of its staff."""
    with database.session("首位管理员") as session:
        make_issuer(session, "XGCS", **ISSUER)
    open_account(database, "guanli", Role.administrator)
    for login, role in staff:
        open_account(database, login, role, by="guanli", issuers=("XGCS",))


def on_page(account_id: UUID, proof: str = "totp") -> Actor:
    """Return who acts on the pages, signed in to an account."""
    return Actor("", channel=Channel.page, account_id=account_id, proof=proof)
