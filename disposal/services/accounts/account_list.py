"""The list of accounts, with their persons, branches and state."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from disposal.errors import RecordNotFound
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.accounts.provider_identity import ProviderIdentity
from disposal.models.accounts.second_factor import SecondFactor
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.permissions import require


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """An account with its person, issuers and state, as lists show it."""

    account: Account
    person: Person
    issuers: tuple[Issuer, ...]
    has_factor: bool
    subject: str | None = None

    @property
    def has_password(self) -> bool:
        """Return whether a password opens the account."""
        return self.account.password_hash is not None

    def as_json(self) -> dict[str, Any]:
        """Return the values of the command line and the API."""
        return {
            "id": str(self.account.id),
            "login": self.account.login,
            "name": self.person.name,
            "staff_number": self.person.staff_number,
            "roles": [role.value for role in self.account.roles],
            "issuers": [issuer.code for issuer in self.issuers],
            "has_second_factor": self.has_factor,
            "disabled_at": self.account.disabled_at.isoformat() if self.account.disabled_at else None,
        }


def list_accounts(session: Session) -> tuple[ListedAccount, ...]:
    """Return all accounts by login. Raises: PermissionRefused."""
    require(session, "accounts.read")
    return _listed(session)


def listed_account(session: Session, login: str) -> ListedAccount:
    """Return one account as lists show it, to who has asked for the right. Raises: RecordNotFound."""
    for each in _listed(session, col(Account.login) == login.strip().lower()):
        return each
    raise RecordNotFound(label=Account.label, key=login, field="login")


def _listed(session: Session, *where: ColumnElement[bool]) -> tuple[ListedAccount, ...]:
    rows = session.exec(select(Account, Person).join(Person).where(*where).order_by(Account.login)).all()
    issuers = {issuer.id: issuer for issuer in session.exec(select(Issuer)).all()}
    subjects = dict(session.exec(select(ProviderIdentity.account_id, ProviderIdentity.subject)).all())
    with_factor = set(session.exec(select(SecondFactor.account_id).where(col(SecondFactor.confirmed_at).is_not(None))))
    return tuple(
        ListedAccount(
            account,
            person,
            tuple(issuers[each] for each in account.issuer_ids if each in issuers),
            account.id in with_factor,
            subjects.get(account.id),
        )
        for account, person in rows
    )
