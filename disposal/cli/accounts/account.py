"""`disposal user`: accounts and their roles, opened and disabled by administrators; API tokens of one's own."""

import sys
from datetime import timedelta
from typing import Annotated

import typer
from rich.table import Table

from disposal.acting import Role, TokenScope, on_server
from disposal.cli.accounts.account_requests import request_group
from disposal.cli.console.actor import system_user
from disposal.cli.console.answers import console, print_json, refusals_as_json, tell
from disposal.cli.console.choices import code_of, metavar_of
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.clock import now
from disposal.registry.due_publications import open_register
from disposal.registry.sign_in import prove_by_hand
from disposal.services.accounts.account_list import ListedAccount, list_accounts
from disposal.services.accounts.account_rules import MADE_BY_ONE, MADE_BY_ONE_ZH
from disposal.services.accounts.accounts import (
    AccountEntry,
    AccountOutcome,
    add_account,
    change_roles,
    enable_account,
    reset_account,
)
from disposal.services.accounts.provider_links import link_identity, unlink_identity
from disposal.services.accounts.tokens import make_token
from disposal.services.sign_in.administrators_on_server import open_on_server
from disposal.services.sign_in.attempts import unlock_account
from disposal.services.worklist.account_items import disable_holder
from disposal.settings import get_settings

user_app = typer.Typer(
    name="user", help="用户 · Accounts: open, list, roles, disable, reset, tokens.", no_args_is_help=True
)
user_app.add_typer(request_group())
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Login = Annotated[str, typer.Argument(metavar="LOGIN", help="small letters, digits, dots, hyphens")]
Roles = Annotated[
    list[Role],
    typer.Option("--role", parser=code_of(Role), metavar=metavar_of(Role), help="may be repeated"),
]
Issuers = Annotated[list[str] | None, typer.Option("--issuer", metavar="CODE", help="branch; may be repeated")]
Reason = Annotated[str, typer.Option(help="why; stands in the audit trail")]


@user_app.command("add")
def add(
    context: typer.Context,
    login: Login,
    name: Annotated[str, typer.Option(help="姓名 of the person")],
    role: Roles,
    issuer: Issuers = None,
    staff_number: Annotated[str | None, typer.Option(help="工号; an account more of that person if known")] = None,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="read the password as one line")] = False,
    as_json: AsJson = False,
) -> None:
    """开设账号 · Open an account. The first account of a register is an administrator.

    Without --password-stdin a code is printed, on which the person sets a password. In production a role that another
    administrator confirms comes without either: half of the code is printed here, who confirms is shown the other.

    Example: disposal user add chen --name 陈静 --role asset_manager --issuer HRZJ --password-stdin
    """
    password = _line() if password_stdin else None
    entry = AccountEntry(login, name, tuple(role), tuple(issuer or ()), staff_number)
    with writing_session(context, as_json=as_json) as session:
        outcome = add_account(session, entry, password=password, at=now())
    _tell(outcome, "已开设 opened", as_json=as_json)


@user_app.command("open-on-server")
def open_there(
    login: Login,
    reason: Reason,
    name: Annotated[str, typer.Option(help="姓名 of the person; of a known login it is not needed")] = "",
    staff_number: Annotated[str | None, typer.Option(help="工号; an account more of that person if known")] = None,
    as_json: AsJson = False,
) -> None:
    """服务器开设管理员 · Open an administrator where there are not two who can, or let one in again.

    For who runs the server: it needs no account, but the keys of the register, and is audited with the system's user.
    A known administrator is enabled and unlocked, and sets password and second factor anew.

    Example: disposal user open-on-server sun --name 孙宁 --reason 第二名管理员
    """
    entry = AccountEntry(login, name, (Role.administrator,), (), staff_number)
    with (
        refusals_as_json(as_json),
        open_register(get_settings()) as database,
        database.session(on_server(system_user())) as session,
    ):
        code = open_on_server(session, entry, reason=reason, at=now())
    told = f"重设码（当面交给本人，1小时内有效 in person, good for an hour）: {code}"
    tell({"login": login, "reset_code": code}, told, as_json=as_json)


@user_app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """用户一览 · List the accounts by login.

    Example: disposal user list
    """
    with reading_session(context, "accounts.read", as_json=as_json) as session:
        rows = list_accounts(session)
    if as_json:
        print_json({"users": [row.as_json() for row in rows]})
    else:
        console().print(_table(rows))
        if made := "、".join(row.account.login for row in rows if row.is_made_by_one):
            typer.echo(f"{made}：{MADE_BY_ONE_ZH}\n{made}: {MADE_BY_ONE}")


@user_app.command("roles")
def roles(
    context: typer.Context, login: Login, role: Roles, reason: Reason, issuer: Issuers = None, as_json: AsJson = False
) -> None:
    """变更岗位 · Give an account these roles and, where --issuer is given, these branches, in place of its own.

    Example: disposal user roles chen --role asset_manager --role approver --reason 升任
    """
    with writing_session(context, as_json=as_json) as session:
        outcome = change_roles(session, login, roles=role, issuers=issuer, why=(reason, now()))
    _tell(outcome, "岗位已变更 roles changed", as_json=as_json)


@user_app.command("disable")
def disable(
    context: typer.Context,
    login: Login,
    reason: Reason,
    despite: Annotated[bool, typer.Option("--despite-open-items", help="although drafts or submissions wait")] = False,
    as_json: AsJson = False,
) -> None:
    """停用账号 · Disable an account that holds no open items; its sign-ins and tokens end. It is never deleted.

    Example: disposal user disable chen --reason 离职
    """
    with writing_session(context, as_json=as_json) as session:
        outcome = disable_holder(session, login, reason=reason, at=now(), despite_items=despite)
    _tell(outcome, "已停用 disabled", as_json=as_json)


@user_app.command("enable")
def enable(context: typer.Context, login: Login, reason: Reason, as_json: AsJson = False) -> None:
    """启用账号 · Enable a disabled account again.

    Example: disposal user enable chen --reason 返岗
    """
    with writing_session(context, as_json=as_json) as session:
        outcome = enable_account(session, login, reason=reason)
    _tell(outcome, "已启用 enabled", as_json=as_json)


@user_app.command("unlock")
def unlock(context: typer.Context, login: Login, reason: Reason, as_json: AsJson = False) -> None:
    """解锁 · Let an account sign in at once after too many failures.

    Example: disposal user unlock chen --reason 本人来电
    """
    with writing_session(context, as_json=as_json) as session:
        outcome = AccountOutcome(unlock_account(session, login, reason=reason))
    _tell(outcome, "已解锁 unlocked", as_json=as_json)


@user_app.command("reset")
def reset(
    context: typer.Context,
    login: Login,
    reason: Reason,
    factors: Annotated[bool, typer.Option("--factors", help="the second factor instead of the password")] = False,
    as_json: AsJson = False,
) -> None:
    """重设密码 · Print a code, to be handed over in person, on which a new password is set once within an hour.

    Example: disposal user reset chen --reason 忘记密码
    """
    with writing_session(context, as_json=as_json) as session:
        outcome = reset_account(session, login, reason=reason, at=now(), factors=factors)
    _tell(outcome, "已重设 reset", as_json=as_json)


@user_app.command("link")
def link(
    context: typer.Context,
    login: Login,
    subject: Annotated[str, typer.Option(help="标识 of the person at the identity provider (sub), no e-mail address")],
    reason: Reason,
    as_json: AsJson = False,
) -> None:
    """关联统一身份 · Let the person of an account sign in at the identity provider of DISPOSAL_OIDC_ISSUER.

    Example: disposal user link chen --subject 248289761001 --reason 启用统一身份认证
    """
    with writing_session(context, as_json=as_json) as session:
        outcome = link_identity(session, login, subject, reason=reason)
    _tell(outcome, "已关联 linked", as_json=as_json)


@user_app.command("unlink")
def unlink(context: typer.Context, login: Login, reason: Reason, as_json: AsJson = False) -> None:
    """解除统一身份 · Take the link to the identity provider away; the sign-ins of the account end.

    Example: disposal user unlink chen --reason 调离
    """
    with writing_session(context, as_json=as_json) as session:
        outcome = unlink_identity(session, login, reason=reason, at=now())
    _tell(outcome, "已解除关联 unlinked", as_json=as_json)


@user_app.command("token")
def token(
    login: Login,
    name: Annotated[str, typer.Option(help="用途: what the token is for")],
    scope: Annotated[
        list[TokenScope],
        typer.Option(parser=code_of(TokenScope), metavar=metavar_of(TokenScope), help="may be repeated"),
    ],
    hours: Annotated[int, typer.Option(min=1, max=2160, help="how long it is good; 12 at most with approve")] = 12,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="read the password and, on the next line, the code")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """新建令牌 · Make an API token of one's own; it is shown this once. Asks for the password and the code.

    Set it as DISPOSAL_TOKEN for the commands that follow.

    Example: disposal user token chen --name 命令行 --scope read --scope write
    """
    with refusals_as_json(as_json), open_register(get_settings()) as database:
        password, code = _proof(password_stdin)
        actor = prove_by_hand(database, login, password, code=code, at=now())
        with database.session(actor) as session:
            made = make_token(session, name, scopes=scope, lasts=timedelta(hours=hours), at=now())
    tell({"token": made.text, "expires_at": made.token.expires_at.isoformat()}, made.text, as_json=as_json)


def _proof(password_stdin: bool) -> tuple[str, str]:
    """Return the password and the code, asked for or read from standard input."""
    if password_stdin:
        return _line(), _line()
    password = typer.prompt("密码 password", hide_input=True, err=True)
    code = typer.prompt("验证码，未设的直接回车 code, empty if you have none", default="", show_default=False, err=True)
    return str(password), str(code)


def _line() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _tell(outcome: AccountOutcome, done: str, *, as_json: bool) -> None:
    """Say what became of a change: done, waiting for a second administrator, and the reset code."""
    waits = outcome.request is not None
    if as_json:
        account = outcome.account
        print_json({
            "login": account.login,
            "roles": [role.value for role in account.roles],
            "disabled_at": account.disabled_at.isoformat() if account.disabled_at else None,
            "waits_for_second_administrator": waits,
            "reset_code": outcome.reset_code,
            "half_code": outcome.half_code,
        })  # fmt: skip
        return
    if waits:
        typer.echo(f"{outcome.account.login}：已提出申请，待另一名管理员确认 waits for a second administrator")
    else:
        typer.echo(f"{done}: {outcome.account.login}")
    if outcome.half_code:
        typer.echo(f"重设码前半，后半只显示给确认人，都当面交给本人 half of the code, in person: {outcome.half_code}")
    if outcome.reset_code:
        typer.echo(f"重设码（当面交给本人，1小时内有效 in person, good for an hour）: {outcome.reset_code}")


def _table(rows: tuple[ListedAccount, ...]) -> Table:
    table = Table()
    for heading in ("登录名 login", "姓名 name", "岗位 roles", "分公司 issuers", "二次验证 factor", "状态 state"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        words = "、".join(role.zh for role in row.account.roles)
        state = "已停用 disabled" if row.account.disabled_at else "在用 in use"
        codes = "、".join(issuer.code for issuer in row.issuers)
        table.add_row(row.account.login, row.person.name, words, codes, "有 yes" if row.has_factor else "无 no", state)
    return table
