"""Accounts: opened, given roles, disabled, enabled and reset by administrators. No account is deleted."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.acting import Role
from disposal.errors import DisposalError, RecordNotFound, RecordRefused
from disposal.models.accounts.account import Account, AccountCreate
from disposal.models.accounts.account_request import AccountAct, AccountRequest
from disposal.models.accounts.person import Person, PersonCreate
from disposal.models.projects.issuer import Issuer
from disposal.services.accounts.account_changes import (
    give_reset_code,
    refuse_too_few_administrators,
    set_disabled,
    set_enabled,
    set_roles,
    withdraw_factors,
)
from disposal.services.accounts.account_requests import AskedChange, asked
from disposal.services.accounts.account_rules import PRIVILEGED, check_roles, needs_second
from disposal.services.accounts.identity import has_accounts
from disposal.services.accounts.modes import is_production, secrets_of, settle_mode
from disposal.services.accounts.password_hashing import hashed
from disposal.services.accounts.password_rules import check_password
from disposal.services.accounts.permissions import require
from disposal.services.records.validation import read, read_reason
from disposal.services.records.writing import enter, locked

OpenItems = Callable[[Session, UUID], Sequence[str]]
"""Names the open items that an account holds; a room above gives it to ``disable_account``."""


class AdministratorFirst(DisposalError):
    """The first account of a register was to be another than an administrator."""

    code: ClassVar[str] = "administrator_first"

    def __init__(self) -> None:
        super().__init__(
            zh="登记库的第一个账号须是管理员，其他账号由其开设；请加 --role administrator。",
            en="the first account of a register is an administrator, who opens the others; add --role administrator.",
            field="roles",
        )


class ItemsOpen(DisposalError):
    """The account holds items that nobody would answer."""

    code: ClassVar[str] = "items_open"

    def __init__(self, login: str, items: Sequence[str]) -> None:
        shown = "、".join(items[:5])
        super().__init__(
            zh=f"账号“{login}”尚有{len(items)}件未办结（{shown}）；请先由本人办结、撤回或作废，再停用。"
            "须立即停用的，注明仍要停用。",
            en=f'the account "{login}" holds {len(items)} open items ({shown}); its person finishes, withdraws '
            "or discards them first. To disable it at once all the same, say so.",
            field="login",
        )


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """What is said of a new account: ``issuers`` are codes. A known ``staff_number`` is that person's."""

    login: str
    name: str
    roles: tuple[Role, ...] = ()
    issuers: tuple[str, ...] = ()
    staff_number: str | None = None


@dataclass(frozen=True, slots=True)
class AccountOutcome:
    """What became of a change: done, with the reset code if there is one, or a request to a second administrator.

    ``half_code`` is the half of a reset code that who asks hands over; who confirms is shown the other.
    """

    account: Account
    request: AccountRequest | None = None
    reset_code: str | None = None
    half_code: str | None = None

    @classmethod
    def waiting(cls, account: Account, asked_for: AskedChange) -> "AccountOutcome":
        """Return the outcome of a change that waits for a second administrator."""
        return cls(account, request=asked_for.request, half_code=asked_for.half_code)


def add_account(session: Session, entry: AccountEntry, *, password: str | None, at: datetime) -> AccountOutcome:
    """Enter a person with an account. The first of a register is an administrator, and settles its mode.

    In production, a privileged role waits for a second administrator: until then the account has neither password nor
    code; who asks holds one half of the code, who confirms the other. Otherwise the password is good for one sign-in;
    without one the outcome has a reset code, on which the person sets one.

    Raises: AdministratorFirst, AdministratorByServer, PasswordRefused, InvalidRecord, RecordExists, RecordNotFound for
        an issuer; RecordRefused for a password of an account that waits.
    """
    is_first = not has_accounts(session)
    if is_first:
        if Role.administrator not in entry.roles:
            raise AdministratorFirst
        settle_mode(session)
    real = is_production(session)
    check_roles(entry.roles, is_production=real)
    issuer_ids = [issuer.id for issuer in _issuers(session, entry.issuers)]
    at_once = [role for role in entry.roles if not (real and role in PRIVILEGED)]
    values = {"login": entry.login.strip().lower(), "roles": at_once, "issuer_ids": issuer_ids}
    if password is not None:
        check_password(password, login=values["login"], name=entry.name)  # type: ignore[arg-type]
    person = _person(session, entry)
    account = Account.model_validate(read(AccountCreate, {**values, "person_id": person.id}).model_dump())
    if password is not None:
        account.password_hash = hashed(secrets_of(session), password)
    account.must_change_password = password is None or (real and not is_first)
    enter(session, account, event="account.entered")
    outcome = _with_roles(session, account, entry.roles, issuer_ids=issuer_ids, why=("开设账号", at))
    if outcome.request is not None and password is not None:
        raise RecordRefused(
            field="password",
            zh="该岗位须由另一名管理员确认，确认前不设密码；请去掉密码（--password-stdin），由申请人、确认人各将半个重设码当面交给本人。",
            en="another administrator confirms this role, and no password is set before; leave it out "
            "(--password-stdin): who asks and who confirms each hand half of a reset code to the person",
        )
    if password is None and outcome.request is None:
        outcome = replace(outcome, reset_code=give_reset_code(session, account, reason="开设账号", at=at))
    return outcome


def change_roles(
    session: Session,
    login: str,
    *,
    roles: Collection[Role],
    issuers: Collection[str] | None = None,
    why: tuple[str, datetime],
) -> AccountOutcome:
    """Give an account other roles and, unless None, other issuers. ``why``: reason and instant.

    Raises: RecordNotFound, RecordRefused, LastAdministrator, SecondAdministratorKept, AdministratorByServer.
    """
    require(session, "account.changed")
    account = account_called(session, login)
    check_roles(roles, is_production=is_production(session))
    ids = account.issuer_ids if issuers is None else [issuer.id for issuer in _issuers(session, issuers)]
    return _with_roles(session, account, roles, issuer_ids=ids, why=(read_reason(why[0]), why[1]))


def disable_account(
    session: Session, login: str, *, reason: str, at: datetime, open_items: OpenItems = lambda *_: ()
) -> AccountOutcome:
    """Disable an account that holds no open items, or ask a second administrator where it is an administrator's.

    Raises: RecordNotFound, ItemsOpen, LastAdministrator, SecondAdministratorKept.
    """
    require(session, "account.disabled")
    account = account_called(session, login)
    if items := open_items(session, account.id):
        raise ItemsOpen(login, items)
    if account.disabled_at is not None:
        return AccountOutcome(account)
    if Role.administrator in account.roles:
        refuse_too_few_administrators(session, account)
        alone = asked(session, account, AccountAct.disabling, reason=reason)
        if isinstance(alone, AskedChange):
            return AccountOutcome.waiting(account, alone)
        reason = alone
    set_disabled(session, account, reason=reason, at=at)
    return AccountOutcome(account)


def enable_account(session: Session, login: str, *, reason: str) -> AccountOutcome:
    """Enable an account, or ask a second administrator where it has a privileged role.

    Raises: RecordNotFound, AdministratorByServer.
    """
    require(session, "account.enabled")
    account = account_called(session, login)
    if account.disabled_at is None:
        return AccountOutcome(account)
    alone = asked(session, account, AccountAct.enabling, reason=reason)
    if isinstance(alone, AskedChange):
        return AccountOutcome.waiting(account, alone)
    set_enabled(session, account, reason=alone)
    return AccountOutcome(account)


def reset_account(session: Session, login: str, *, reason: str, at: datetime, factors: bool = False) -> AccountOutcome:
    """Reset the password of an account, or its second ``factors``; privileged ones need a second administrator.

    The outcome has the code that is handed over in person. Raises: RecordNotFound, AdministratorByServer.
    """
    require(session, "account.reset")
    account = account_called(session, login)
    act = AccountAct.factor_reset if factors else AccountAct.password_reset
    alone = asked(session, account, act, reason=reason)
    if isinstance(alone, AskedChange):
        return AccountOutcome.waiting(account, alone)
    if factors:
        withdraw_factors(session, account, reason=alone, at=at)
        return AccountOutcome(account)
    return AccountOutcome(account, reset_code=give_reset_code(session, account, reason=alone, at=at))


def account_called(session: Session, login: str) -> Account:
    """Return the account of a login, locked. Raises: RecordNotFound."""
    account_id = session.exec(select(Account.id).where(Account.login == login.strip().lower())).one_or_none()
    if account_id is None:
        raise RecordNotFound(label=Account.label, key=login, field="login")
    return locked(session, Account, account_id, field="login")


def _with_roles(
    session: Session,
    account: Account,
    roles: Collection[Role],
    *,
    issuer_ids: Sequence[UUID],
    why: tuple[str, datetime],
) -> AccountOutcome:
    """Set roles and issuers, or ask a second administrator."""
    reason, at = why
    if Role.administrator not in roles:
        refuse_too_few_administrators(session, account)
    gains = bool(set(issuer_ids) - set(account.issuer_ids))
    if is_production(session) and needs_second(before=account.roles, after=roles, gains_issuers=gains):
        wanted = {"roles": sorted(set(roles)), "issuer_ids": list(issuer_ids)}
        alone = asked(session, account, AccountAct.roles, reason=reason, wanted=wanted)
        if isinstance(alone, AskedChange):
            return AccountOutcome.waiting(account, alone)
        reason = alone
    set_roles(session, account, roles=roles, issuer_ids=issuer_ids, why=(reason, at))
    return AccountOutcome(account)


def _person(session: Session, entry: AccountEntry) -> Person:
    """Return the person of a staff number, or enter one."""
    if entry.staff_number:
        known = session.exec(select(Person).where(Person.staff_number == entry.staff_number)).one_or_none()
        if known is not None:
            return known
    values = {"name": entry.name, "staff_number": entry.staff_number or None}
    return enter(session, Person.model_validate(read(PersonCreate, values).model_dump()), event="person.entered")


def _issuers(session: Session, codes: Collection[str]) -> list[Issuer]:
    """Return the issuers of these codes. Raises: RecordNotFound for one that is unknown."""
    known = {issuer.code: issuer for issuer in session.exec(select(Issuer).where(col(Issuer.code).in_(codes))).all()}
    for code in codes:
        if code not in known:
            raise RecordNotFound(label=Issuer.label, key=code, field="issuers")
    return [known[code] for code in codes]
