"""Two administrators (双人授权): in production one asks for a privileged change of an account, another confirms it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Refusal, Role
from disposal.errors import RecordRefused
from disposal.models.accounts.account import Account
from disposal.models.accounts.account_request import AccountAct, AccountRequest
from disposal.models.accounts.person import Person
from disposal.models.accounts.provider_identity import ProviderIdentity
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.account_changes import (
    active_accounts,
    give_reset_code,
    set_enabled,
    set_identity,
    set_roles,
    withdraw_factors,
)
from disposal.services.accounts.account_rules import ALONE, PRIVILEGED
from disposal.services.accounts.modes import is_production
from disposal.services.accounts.permissions import require
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import change, enter, found, locked, remove


class SecondAdministratorNeeded(Refusal):
    """The person who asked for a change of an account cannot confirm it."""

    code: ClassVar[str] = "second_administrator_needed"

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"该申请由{name}提出，须由另一名管理员确认；请其登录后在“用户”页办理。",
            en=f"{name} asked for this, so another administrator must confirm it, signed in on the page of users.",
            field="request",
            verb="account_request.confirmed",
        )


@dataclass(frozen=True, slots=True)
class PendingRequest:
    """A request that waits for a second administrator."""

    request: AccountRequest
    account: Account
    asked_by: str
    is_own: bool


def has_second_administrator(session: Session) -> bool:
    """Return whether another person than the one acting is an administrator."""
    person_id = require(session, "account_request.entered").person_id
    return any(
        Role.administrator in each.roles and each.person_id != person_id for each in active_accounts(session)
    )  # fmt: skip


def ask_second(session: Session, request: AccountRequest) -> AccountRequest:
    """Enter a request; an older one for the same act on the same account is replaced by it."""
    pending = select(AccountRequest).where(
        AccountRequest.account_id == request.account_id,
        AccountRequest.act == request.act,
        col(AccountRequest.decided_at).is_(None),
    )
    for older in session.exec(pending).all():
        values = {"decided_at": request.created_at, "decided_by": request.asked_by, "is_confirmed": False}
        change(session, older, values, event="account_request.declined", reason="另提申请")
    return enter(session, request, event="account_request.entered")


def asked(
    session: Session, account: Account, act: AccountAct, *, reason: str, wanted: dict[str, Any] | None = None
) -> AccountRequest | str:
    """Return the request to a second administrator, or the reason to act on where none is needed or there is none."""
    because = read_reason(reason)
    held = set(account.roles) | _wanted_roles(session, account)  # what waits is as much to be kept from one alone
    is_privileged = act is AccountAct.roles or bool(PRIVILEGED & held)
    asker = require(session, "account_request.entered")
    if not (is_production(session) and is_privileged):
        return because
    if asker.person_id is None or not has_second_administrator(session):
        return f"{because}（{ALONE}）"
    values = {"account_id": account.id, "act": act, "reason": because, "asked_by": asker.person_id, **(wanted or {})}
    return ask_second(session, AccountRequest.model_validate(values))


def _wanted_roles(session: Session, account: Account) -> set[Role]:
    """Return the roles that somebody asked for an account and nobody has decided on."""
    pending = select(AccountRequest).where(
        AccountRequest.account_id == account.id,
        AccountRequest.act == AccountAct.roles,
        col(AccountRequest.decided_at).is_(None),
    )
    return {role for request in session.exec(pending) for role in request.roles}


def is_waiting(session: Session, account: Account) -> bool:
    """Return whether a change of an account waits for a second administrator."""
    query = select(AccountRequest.id).where(
        AccountRequest.account_id == account.id, col(AccountRequest.decided_at).is_(None)
    )
    return session.exec(query.limit(1)).first() is not None


def pending_requests(session: Session) -> tuple[PendingRequest, ...]:
    """Return the requests that wait for a second administrator, oldest first."""
    me = require(session, "accounts.read").person_id
    rows = session.exec(
        select(AccountRequest, Account, Person)
        .join(Account, col(Account.id) == col(AccountRequest.account_id))
        .join(Person, col(Person.id) == col(AccountRequest.asked_by))
        .where(col(AccountRequest.decided_at).is_(None))
        .order_by(col(AccountRequest.created_at))
    ).all()
    return tuple(PendingRequest(request, account, person.name, person.id == me) for request, account, person in rows)


def decide_request(session: Session, request_id: UUID, *, is_confirmed: bool, at: datetime) -> str | None:
    """Confirm or decline a request. Returns a reset code where that was asked for, or where the account needs one.

    An account that becomes privileged is opened by what the second administrator hands over, never by what the first
    knows: see ``_without_what_the_asker_knows``.

    Raises: RecordNotFound, RecordRefused if it was decided already, SecondAdministratorNeeded; what the change raises.
    """
    actor = require(session, "account_request.confirmed")
    request = locked(session, AccountRequest, request_id, field="request")
    asker = found(session, Person, request.asked_by)
    if request.decided_at is not None:
        raise RecordRefused(
            field="request", zh="该申请已有结论；请刷新页面。", en="this request is decided already; reload the page."
        )
    if is_confirmed and actor.person_id == asker.id:
        raise SecondAdministratorNeeded(asker.name)
    event = f"account_request.{'confirmed' if is_confirmed else 'declined'}"
    values = {"decided_at": at, "decided_by": actor.person_id, "is_confirmed": is_confirmed}
    change(session, request, values, event=event, reason=request.reason)
    return _carried_out(session, request, asker=asker, at=at) if is_confirmed else None


def _carried_out(session: Session, request: AccountRequest, *, asker: Person, at: datetime) -> str | None:
    account = locked(session, Account, request.account_id)
    reason = f"{request.reason}（{asker.name}申请，双人授权）"
    match request.act:
        case AccountAct.roles:
            is_raised = bool(PRIVILEGED & (set(request.roles) - set(account.roles)))
            set_roles(session, account, roles=request.roles, issuer_ids=request.issuer_ids, why=(reason, at))
            return _without_what_the_asker_knows(session, request, account, why=(reason, at)) if is_raised else None
        case AccountAct.enabling:
            set_enabled(session, account, reason=reason)
        case AccountAct.password_reset:
            return give_reset_code(session, account, reason=reason, at=at)
        case AccountAct.factor_reset:
            withdraw_factors(session, account, reason=reason, at=at)
        case AccountAct.identity_link:
            set_identity(session, account, request.subject or "", reason=reason)
    return None


def _without_what_the_asker_knows(
    session: Session, request: AccountRequest, account: Account, *, why: tuple[str, datetime]
) -> str | None:
    """Take away what the asker may hold of an account that became privileged; return the code of the second.

    The asker may hold a code or password of an account that he opened or reset, a factor set up with it, or a link to
    an identity of his own. Returns None where the person alone holds what opens the account.
    """
    reason, at = why
    links = select(ProviderIdentity).where(ProviderIdentity.account_id == account.id)
    for link in session.exec(links).all():
        if _was_done_by(session, request.asked_by, "provider_identity.entered", link.id):
            remove(session, link, event="provider_identity.removed", reason=reason)
    gave = [_was_done_by(session, request.asked_by, f"account.{act}", account.id) for act in ("entered", "reset")]
    if account.password_hash is not None and not any(gave):
        return None
    withdraw_factors(session, account, reason=reason, at=at)
    return give_reset_code(session, account, reason=reason, at=at)


def _was_done_by(session: Session, person_id: UUID, event: str, subject_id: UUID) -> bool:
    """Tell whether this person ever did such an act on a record: a factor added then outlasts a later reset."""
    query = select(AuditEntry.id).where(
        AuditEntry.subject_id == subject_id, AuditEntry.event == event, AuditEntry.person_id == person_id
    )
    return session.exec(query.limit(1)).first() is not None
