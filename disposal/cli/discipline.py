"""`disposal discipline`: keys of discipline officers, to whom reports are encrypted. It shows no report."""

import sys
from typing import Annotated

import typer
from rich.table import Table

from disposal.cli.console.actor import acting
from disposal.cli.console.answers import console, print_json, refusals_as_json
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.mailbox_keys.identity import fingerprint_of
from disposal.models.records.record import now
from disposal.registry.due_publications import open_register
from disposal.services.reports.discipline_keys import (
    MadeKey,
    end_key,
    list_keys,
    make_officer_key,
    make_recovery_key,
    recover,
    sign_key,
)
from disposal.services.reports.trusted_keys import key_in_use_of, opened_identity, trusted_keys, waiting_key_of
from disposal.settings import get_settings

discipline_app = typer.Typer(
    name="discipline",
    help="纪检密钥 · Keys of discipline officers: identity, sign, list, end, shares, recover.",
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Stdin = Annotated[bool, typer.Option("--stdin", help="read the passphrase, or the shares, a line each")]
Login = Annotated[str, typer.Argument(metavar="LOGIN", help="account of the officer")]


@discipline_app.command("identity")
def identity(
    context: typer.Context,
    anew: Annotated[
        bool, typer.Option("--anew", help="begin a new chain: no earlier key gets a further report")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """建立密钥 · Make the key of the acting officer, and print its passphrase of six words this once.

    The first key is good at once; compare its fingerprint with the public page. A later one waits for `sign`.

    Example: disposal --as zhouyan discipline identity
    """
    with writing_session(context, as_json=as_json) as session:
        made = make_officer_key(session, at=now(), is_anew=anew)
    _show(made, as_json=as_json)


@discipline_app.command("sign")
def sign(context: typer.Context, login: Login, stdin: Stdin = False) -> None:
    """签署 · Sign another officer's key, whose fingerprint was compared in person. Asks for the own passphrase.

    Example: disposal --as zhouyan discipline sign zhengjun
    """
    passphrase = _secret("口令 passphrase", stdin)
    with open_register(get_settings()) as database, database.session(acting(context)) as session:
        signer = opened_identity(session, passphrase)
        key = sign_key(session, signer, waiting_key_of(session, login).id, at=now())
    typer.echo(f"已签署 signed: {login}  {fingerprint_of([key.recipient])}")


@discipline_app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """密钥一览 · List the keys that have not ended, with the fingerprint that the public page shows.

    Example: disposal --as zhouyan discipline list
    """
    with reading_session(context, "reports.read", as_json=as_json) as session:
        keys, shown = list_keys(session), trusted_keys(session).fingerprint
    if as_json:
        rows = [
            {"name": k.name, "kind": k.key.kind.value, "fingerprint": k.fingerprint, "signed_by": k.signed_by or None,
             "is_good": k.is_good}
            for k in keys
        ]  # fmt: skip
        print_json({"fingerprint": shown, "keys": rows})
        return
    table = Table()
    for heading in ("姓名 name", "密钥 key", "指纹 fingerprint", "签署 signed by", "状态 state"):
        table.add_column(heading, overflow="fold")
    for each in keys:
        state = "在用 in use" if each.is_good else "未经签署 not signed"
        table.add_row(each.name, each.key.kind.zh, each.fingerprint, each.signed_by, state)
    console().print(table)
    typer.echo(f"公开网页所示指纹 fingerprint on the public page: {shown or '—'}")


@discipline_app.command("end")
def end(
    context: typer.Context,
    login: Login,
    reason: Annotated[str, typer.Option(help="why; stands in the audit trail")],
    stdin: Stdin = False,
) -> None:
    """停用密钥 · End an officer's key: it gets no further reports and reads none. Asks for the own passphrase.

    Example: disposal --as zhouyan discipline end zhengjun --reason 调离
    """
    passphrase = _secret("口令 passphrase", stdin)
    with open_register(get_settings()) as database, database.session(acting(context)) as session:
        signer = opened_identity(session, passphrase)
        end_key(session, signer, key_in_use_of(session, login).id, reason=reason, at=now())
    typer.echo(f"已停用 ended: {login}")


@discipline_app.command("shares")
def shares(context: typer.Context, stdin: Stdin = False) -> None:
    """恢复份额 · Make the recovery key and print its three shares this once; any two of them recover it.

    Write them on paper and keep them with three persons. An earlier recovery key ends. Asks for the own passphrase.

    Example: disposal --as zhouyan discipline shares
    """
    passphrase = _secret("口令 passphrase", stdin)
    with open_register(get_settings()) as database, database.session(acting(context)) as session:
        made = make_recovery_key(session, opened_identity(session, passphrase), at=now())
    for share in made:
        typer.echo(share)


@discipline_app.command("recover")
def recover_(context: typer.Context, stdin: Stdin = False, as_json: AsJson = False) -> None:
    """恢复 · Give the acting officer the recovery key, by two of its three shares; print a new passphrase this once.

    It reads every report since the recovery key was made. Make new shares afterwards.

    Example: disposal --as zhouyan discipline recover
    """
    with refusals_as_json(as_json), open_register(get_settings()) as database:
        both = _secret("第一份 first share", stdin), _secret("第二份 second share", stdin)
        with database.session(acting(context)) as session:
            made = recover(session, both)
    _show(made, as_json=as_json)


def _show(made: MadeKey, *, as_json: bool) -> None:
    """Print the passphrase of a new key and its fingerprint."""
    fingerprint = fingerprint_of([made.key.recipient])
    if as_json:
        print_json({"passphrase": made.passphrase, "fingerprint": fingerprint, "is_good": made.is_good})
        return
    typer.echo(f"口令（只显示这一次，请抄在纸上 shown this once, write it down）: {made.passphrase}")
    typer.echo(f"指纹 fingerprint: {fingerprint}")
    if not made.is_good:
        typer.echo("待在先的纪检人员签署 waits for an earlier officer: disposal discipline sign")


def _secret(words: str, stdin: bool) -> str:
    return sys.stdin.readline().strip() if stdin else str(typer.prompt(words, hide_input=True, err=True))
