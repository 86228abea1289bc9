"""The list of accounts, with their persons, branches and state."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from disposal.acting import Role
from disposal.errors import RecordNotFound
from disposal.models.accounts.account import Account
from disposal.models.accounts.person import Person
from disposal.models.accounts.provider_identity import ProviderIdentity
from disposal.models.accounts.second_factor import SecondFactor
from disposal.models.projects.issuer import Issuer
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.account_rules import ALONE
from disposal.services.accounts.permissions import require


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """An account with its person, issuers and state, as lists show it.

    ``is_made_by_one``: an administrator whom another one made, or let in again, with nobody to confirm it.
    """

    account: Account
    person: Person
    issuers: tuple[Issuer, ...]
    has_factor: bool
    subject: str | None = None
    is_made_by_one: bool = False

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
            "made_by_one": self.is_made_by_one,
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
    made_by_one = _made_by_one(session, [account for account, _ in rows])
    return tuple(
        ListedAccount(
            account,
            person,
            tuple(issuers[each] for each in account.issuer_ids if each in issuers),
            account.id in with_factor,
            subjects.get(account.id),
            account.id in made_by_one,
        )
        for account, person in rows
    )


def _made_by_one(session: Session, accounts: Collection[Account]) -> set[UUID]:
    """Return the administrators in use whom another made, enabled or reset alone, as the audit trail says.

    Before releases that refuse it, a single administrator could, and holds such an account perhaps. What two confirmed,
    or who runs the server did, ends it: both take away all that opened the account before.
    """
    owners = {
        each.id: each.person_id for each in accounts if Role.administrator in each.roles and each.disabled_at is None
    }
    acts = ("account.changed", "account.enabled", "account.reset", "account.opened_on_server")
    entries = select(AuditEntry).where(col(AuditEntry.subject_id).in_(owners), col(AuditEntry.event).in_(acts))
    found: set[UUID] = set()
    for entry in session.exec(entries.order_by(col(AuditEntry.id))):
        is_alone = (entry.reason or "").endswith(f"（{ALONE}）")
        is_by_another = entry.person_id not in {None, owners[entry.subject_id]}  # of the first nobody made the account
        is_made = Role.administrator in ((entry.after or {}).get("roles") or ())
        if is_alone and is_by_another and (is_made or entry.event != "account.changed"):
            found.add(entry.subject_id)
        elif is_made or entry.event == "account.opened_on_server":
            found.discard(entry.subject_id)
    return found
