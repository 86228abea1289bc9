"""Links of accounts to the company's identity provider: made and taken away by administrators, never by signing in."""

from datetime import datetime

from sqlmodel import Session, select

from disposal.acting import Role
from disposal.errors import RecordExists, RecordRefused
from disposal.identity_provider.errors import ProviderUnset
from disposal.models.accounts.account import Account
from disposal.models.accounts.account_request import AccountAct
from disposal.models.accounts.provider_identity import ProviderIdentity
from disposal.services.accounts.account_changes import identity_for, remove_identities, set_identity
from disposal.services.accounts.account_requests import AskedChange, asked
from disposal.services.accounts.accounts import AccountOutcome, account_called
from disposal.services.accounts.permissions import require
from disposal.services.records.validation import read_reason
from disposal.settings import Settings


def link_identity(session: Session, login: str, subject: str, *, reason: str) -> AccountOutcome:
    """Link an account to the person whom the provider calls ``subject``; a privileged one needs two administrators.

    Raises: ProviderUnset, RecordNotFound, RecordExists for a subject of another account, RecordRefused for an account
    that is linked already, InvalidRecord.
    """
    require(session, "provider_identity.entered")
    settings: Settings = session.info["settings"]
    if not settings.has_provider:
        raise ProviderUnset
    account = account_called(session, login)
    known = identity_of(session, account)
    if known is not None:
        raise RecordRefused(
            field="subject",
            zh=f"账号“{account.login}”已关联“{known.subject}”；请先解除关联，再关联新的标识。",
            en=f'the account "{account.login}" is linked to "{known.subject}" already; unlink it first.',
        )
    wanted = identity_for(session, account, subject).subject
    if account_with_identity(session, settings.oidc_issuer, wanted) is not None:
        raise RecordExists(label=ProviderIdentity.label, key=wanted, field="subject")
    alone = asked(session, account, AccountAct.identity_link, reason=reason, wanted={"subject": wanted})
    if isinstance(alone, AskedChange):
        return AccountOutcome.waiting(account, alone)
    set_identity(session, account, wanted, reason=alone)
    return AccountOutcome(account)


def unlink_identity(session: Session, login: str, *, reason: str, at: datetime) -> AccountOutcome:
    """Take the link of an account away; its sign-ins end. An administrator's needs two administrators.

    Raises: RecordNotFound, RecordRefused if there is none, AdministratorByServer.
    """
    require(session, "provider_identity.removed")
    account = account_called(session, login)
    known = identity_of(session, account)
    if known is None:
        raise RecordRefused(
            field="login",
            zh=f"账号“{account.login}”没有关联统一身份，无须解除。",
            en=f'the account "{account.login}" is not linked to an identity; there is nothing to take away.',
        )
    because: AskedChange | str = read_reason(reason)
    if Role.administrator in account.roles:
        because = asked(session, account, AccountAct.identity_unlink, reason=reason)
    if isinstance(because, AskedChange):
        return AccountOutcome.waiting(account, because)
    remove_identities(session, account, reason=because, at=at)
    return AccountOutcome(account)


def identity_of(session: Session, account: Account) -> ProviderIdentity | None:
    """Return the identity that an account is linked to, or None."""
    return session.exec(select(ProviderIdentity).where(ProviderIdentity.account_id == account.id)).one_or_none()


def account_with_identity(session: Session, issuer: str, subject: str) -> Account | None:
    """Return the account linked to exactly this issuer and subject, or None."""
    linked = select(ProviderIdentity.account_id).where(
        ProviderIdentity.issuer == issuer, ProviderIdentity.subject == subject
    )
    account_id = session.exec(linked).one_or_none()
    return None if account_id is None else session.get(Account, account_id)
