"""Accounts for tests: invented persons with roles and issuers, entered as the register would hold them."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session

from disposal.acting import Actor, Channel, Role
from disposal.models import Account, Person
from disposal.storage.database import Database
from tests.support.factories import add


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
