"""Two administrators (双人授权): in production one asks for a privileged change of an account, another confirms it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Refusal, Role
from disposal.clock import now
from disposal.errors import RecordRefused
from disposal.models.accounts.account import Account
from disposal.models.accounts.account_request import AccountAct, AccountRequest
from disposal.models.accounts.person import Person
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.account_changes import (
    ON_SERVER,
    active_accounts,
    give_reset_code,
    new_code,
    remove_identities,
    reset_digest,
    set_disabled,
    set_enabled,
    set_identity,
    set_roles,
    withdraw_factors,
)
from disposal.services.accounts.account_rules import ALONE, PRIVILEGED, SERVER
from disposal.services.accounts.modes import is_production
from disposal.services.accounts.permissions import require
from disposal.services.accounts.tokens import refuse_old_token
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import change, enter, found, locked
from notices.dates import SHANGHAI

CarryOutRules = Callable[[Session, AccountRequest, str], None]
"""Stores the rules of approval that a request wants, for a reason; a room above gives it to ``settle_request``."""


class SecondAdministratorNeeded(Refusal):
    """The person who asked for a change of an account cannot confirm it."""

    code: ClassVar[str] = "second_administrator_needed"

    def __init__(self, name: str) -> None:
        super().__init__(
            zh=f"该申请由{name}提出，须由另一名管理员确认；请其登录后在“用户”页办理，"
            "或运行 disposal user request confirm。",
            en=f"{name} asked for this, so another administrator must confirm it, on the page of users "
            "or with disposal user request confirm.",
            field="request",
            verb="account_request.confirmed",
        )


class AdministratorByServer(Refusal):
    """A single administrator was to open another, or to let one in: both keys would be in one hand."""

    code: ClassVar[str] = "administrator_by_server"

    def __init__(self, login: str) -> None:
        super().__init__(
            zh=f"正式系统只有一名管理员时，不能自行开设或变更管理员账号“{login}”；"
            f"请由服务器管理人运行 {ON_SERVER} 办理。",
            en=f'a single administrator neither opens nor changes the administrator "{login}" in production; let who '
            f"runs the server do it there: {ON_SERVER}.",
            field="roles",
            verb="account_request.entered",
        )


@dataclass(frozen=True, slots=True)
class AskedChange:
    """A request to a second administrator, and the half of a reset code that who asked hands over, if one may follow.

    The half is shown this once; the other half is shown to who confirms, so that neither opens the account alone.
    """

    request: AccountRequest
    half_code: str | None = None


@dataclass(frozen=True, slots=True)
class PendingRequest:
    """A request that waits for a second administrator: of an account, or of rules of approval and then without one.

    ``issuers`` are the codes of the branches wanted, or of the one whose rules are to change.
    """

    request: AccountRequest
    account: Account | None
    asked_by: str
    is_own: bool
    issuers: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the values of the command line and the API."""
        said = self.request
        return {
            "id": str(said.id),
            "act": said.act.value,
            "login": self.account.login if self.account else None,
            "roles": [role.value for role in said.roles],
            "issuers": list(self.issuers),
            "subject": said.subject,
            "reason": said.reason,
            "asked_by": self.asked_by,
            "asked_at": said.created_at.astimezone(SHANGHAI).isoformat(),
            "is_own": self.is_own,
        }


def has_second_administrator(session: Session) -> bool:
    """Return whether another person than the one acting is an administrator."""
    person_id = require(session, "account_request.entered").person_id
    return any(
        Role.administrator in each.roles and each.person_id != person_id for each in active_accounts(session)
    )  # fmt: skip


def ask_second(session: Session, request: AccountRequest) -> AccountRequest:
    """Enter a request; an older one for the same act on the same account or rules is replaced by it."""
    pending = select(AccountRequest).where(
        AccountRequest.account_id == request.account_id,
        AccountRequest.act == request.act,
        col(AccountRequest.decided_at).is_(None),
    )
    if request.account_id is None:
        pending = pending.where(AccountRequest.issuer_ids == request.issuer_ids)
    for older in session.exec(pending).all():
        values = {"decided_at": request.created_at, "decided_by": request.asked_by, "is_confirmed": False}
        change(session, older, values, event="account_request.declined", reason="另提申请")
    return enter(session, request, event="account_request.entered")


def asked(
    session: Session, account: Account, act: AccountAct, *, reason: str, wanted: dict[str, Any] | None = None
) -> AskedChange | str:
    """Return the request to a second administrator, or the reason to act on where none is needed or there is none.

    Raises: AdministratorByServer where there is none, and the account is or becomes another administrator's.
    """
    because = read_reason(reason)
    held = set(account.roles) | _wanted_roles(session, account)  # what waits is as much to be kept from one alone
    is_privileged = act is AccountAct.roles or bool(PRIVILEGED & held)
    asker = require(session, "account_request.entered")
    if not (is_production(session) and is_privileged):
        return because
    if asker.is_server:
        return f"{because}（{SERVER}）"
    roles: list[Role] = (wanted or {}).get("roles", [])
    if asker.person_id is None or not has_second_administrator(session):
        held |= set(roles)
        if asker.person_id not in {None, account.person_id} and Role.administrator in held:
            raise AdministratorByServer(account.login)
        return f"{because}（{ALONE}）"
    values = {"account_id": account.id, "act": act, "reason": because, "asked_by": asker.person_id, **(wanted or {})}
    half = new_code() if act is AccountAct.password_reset or _raises(account, roles) else None
    if half is not None:
        refuse_old_token(asker, "account_request.entered", at=now())
        values["half_digest"] = reset_digest(session, account, half)
    return AskedChange(ask_second(session, AccountRequest.model_validate(values)), half)


def _raises(account: Account, roles: Collection[Role]) -> bool:
    """Tell whether these roles give an account a privileged one that it has not."""
    return bool(PRIVILEGED & (set(roles) - set(account.roles)))


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
        .outerjoin(Account, col(Account.id) == col(AccountRequest.account_id))
        .join(Person, col(Person.id) == col(AccountRequest.asked_by))
        .where(col(AccountRequest.decided_at).is_(None))
        .order_by(col(AccountRequest.created_at))
    ).all()
    codes = dict(session.exec(select(Issuer.id, Issuer.code)).all())
    return tuple(
        PendingRequest(
            request, account, person.name, person.id == me, tuple(codes[each] for each in request.issuer_ids)
        )
        for request, account, person in rows
    )


def settle_request(
    session: Session, request_id: UUID, *, is_confirmed: bool, at: datetime, rules: CarryOutRules
) -> str | None:
    """Confirm or decline a request. Returns half a reset code where one was asked for, or where the account needs one.

    An account that becomes privileged is opened by what the two hand over, never by what one of them knows: see
    ``_opened_anew``.

    Raises: RecordNotFound, RecordRefused if it was decided already, SecondAdministratorNeeded, TokenProofOutdated; what
    the change raises.
    """
    event = f"account_request.{'confirmed' if is_confirmed else 'declined'}"
    actor = require(session, event)
    refuse_old_token(actor, event, at=at)
    request = locked(session, AccountRequest, request_id, field="request")
    asker = found(session, Person, request.asked_by)
    if request.decided_at is not None:
        raise RecordRefused(
            field="request", zh="该申请已有结论；请刷新页面。", en="this request is decided already; reload the page."
        )
    if is_confirmed and actor.person_id == asker.id:
        raise SecondAdministratorNeeded(asker.name)
    values = {"decided_at": at, "decided_by": actor.person_id, "is_confirmed": is_confirmed}
    change(session, request, values, event=event, reason=request.reason)
    if not is_confirmed:
        return None
    because = f"{request.reason}（{asker.name}申请，双人授权）"
    if request.account_id is None:
        rules(session, request, because)
        return None
    return _carried_out(session, request, locked(session, Account, request.account_id), why=(because, at))


def _carried_out(
    session: Session, request: AccountRequest, account: Account, *, why: tuple[str, datetime]
) -> str | None:
    reason, at = why
    match request.act:
        case AccountAct.roles:
            is_raised = _raises(account, request.roles)
            set_roles(session, account, roles=request.roles, issuer_ids=request.issuer_ids, why=(reason, at))
            return _opened_anew(session, request, account, why=(reason, at)) if is_raised else None
        case AccountAct.enabling:
            set_enabled(session, account, reason=reason)
        case AccountAct.disabling:
            set_disabled(session, account, reason=reason, at=at)
        case AccountAct.password_reset:
            return _second_half(session, request, account, why=(reason, at))
        case AccountAct.factor_reset:
            withdraw_factors(session, account, reason=reason, at=at)
        case AccountAct.identity_link:
            set_identity(session, account, request.subject or "", reason=reason)
        case AccountAct.identity_unlink:
            remove_identities(session, account, reason=reason, at=at)
    return None


def _opened_anew(session: Session, request: AccountRequest, account: Account, *, why: tuple[str, datetime]) -> str:
    """Take away all that opens an account that became privileged; return the half of a code of who confirmed.

    Who opened, reset or linked it, the asker or the second or a third, may hold a password, a factor or the identity.
    """
    reason, at = why
    remove_identities(session, account, reason=reason, at=at)
    withdraw_factors(session, account, reason=reason, at=at)
    return _second_half(session, request, account, why=(reason, at))


def _second_half(session: Session, request: AccountRequest, account: Account, *, why: tuple[str, datetime]) -> str:
    """Return the half of a reset code of who confirms. Raises: RecordRefused if who asked was given none."""
    if request.half_digest is None:
        raise RecordRefused(
            field="request",
            zh="提出申请时未发给申请人重设码前半（其后账号有变动，或申请早于本版本）；请退回，重新申请。",
            en="who asked was given no half of a reset code: the account was changed since, or the request is older "
            "than this release; decline it and ask anew",
        )
    return give_reset_code(session, account, reason=why[0], at=why[1], first_half=request.half_digest)
