"""An administrator opened, or let in again, on the server (服务器开设管理员).

In production two administrators open a third. Where there are not two who can act (the second of a new register, one
who left, lost factors), who runs the server does it there. That it was done stands in the audit trail.
"""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, select

from disposal.acting import Role
from disposal.errors import RecordRefused
from disposal.models.accounts.account import Account
from disposal.services.accounts.account_changes import (
    ON_SERVER,
    give_reset_code,
    remove_identities,
    set_enabled,
    withdraw_factors,
)
from disposal.services.accounts.account_rules import SERVER
from disposal.services.accounts.accounts import AccountEntry, account_called, add_account
from disposal.services.accounts.identity import has_accounts
from disposal.services.accounts.permissions import require
from disposal.services.records import audit
from disposal.services.records.validation import read_reason
from disposal.services.sign_in.attempts import unlock_account


def open_on_server(session: Session, entry: AccountEntry, *, reason: str, at: datetime) -> str:
    """Open an administrator, or let one of that login in again; return the code to be handed over in person.

    Of the entry, roles and issuers do not count: the account is an administrator's and nothing else.

    Let in again, the account is enabled and unlocked, and has no password, factor or link of before.

    Raises: PermissionRefused for everybody but ``on_server``; InvalidRecord; RecordRefused before the first account,
        and for a login of another role.
    """
    require(session, "account.opened_on_server")
    because = f"{read_reason(reason)}（{SERVER}）"
    if not has_accounts(session):
        raise RecordRefused(
            field="login",
            zh="登记库尚无账号；首位管理员请用 disposal user add … --role administrator 开设。",
            en="the register has no account yet; the first administrator is made by disposal user add … "
            "--role administrator",
        )
    login = entry.login.strip().lower()
    if session.exec(select(Account.id).where(Account.login == login)).one_or_none() is None:
        wanted = replace(entry, roles=(Role.administrator,), issuers=())
        outcome = add_account(session, wanted, password=None, at=at)
        account, code = outcome.account, outcome.reset_code or ""
    else:
        account = account_called(session, login)
        code = _let_in_again(session, account, reason=because, at=at)
    audit.record(session, "account.opened_on_server", subject=account, before=audit.facts(account), reason=because)
    return code


def _let_in_again(session: Session, account: Account, *, reason: str, at: datetime) -> str:
    if Role.administrator not in account.roles:
        raise RecordRefused(
            field="login",
            zh=f"账号“{account.login}”不是管理员，{ON_SERVER} 只办理管理员账号；请换一个登录名，或由管理员重设该账号。",
            en=f'the account "{account.login}" is no administrator, and {ON_SERVER} is for these only; give another '
            "login, or let an administrator reset this account",
        )
    if account.disabled_at is not None:
        set_enabled(session, account, reason=reason)
    unlock_account(session, account.login, reason=reason)
    remove_identities(session, account, reason=reason, at=at)
    withdraw_factors(session, account, reason=reason, at=at)
    return give_reset_code(session, account, reason=reason, at=at)
