"""`disposal number`: read a full number for a recorded reason; change the encryption key of numbers."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console

from disposal.cli.console.actor import acting
from disposal.cli.console.answers import print_json, refusals_as_json
from disposal.operations.key_change import KeyChanged, change_key, written_new_key
from disposal.registry.due_publications import open_register
from disposal.services.personal_numbers.reading import read_number
from disposal.settings import get_settings

number_app = typer.Typer(
    name="number", help="证件号码 · Identity numbers: read one with a reason, change the key.", no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
_SEALED = {
    "parties": "当事人 parties",
    "contacts": "联系线索 contacts",
    "watched": "受监测当事人 watched parties",
    "drafts": "债权草稿 drafts",
}


@number_app.command("read")
def read(
    context: typer.Context,
    record_id: Annotated[UUID, typer.Argument(metavar="ID", help="id of the party, or of the list entry")],
    reason: Annotated[str, typer.Option(help="why it must be read; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """查看完整证件号码 · Print the full number of a party or a list entry.

    Who reads is whom --as names: the reading stays on record for good under that name, with time and reason.

    Example: disposal --as 合规员 number read 01890a5d-… --reason 与身份证原件核对
    """
    actor = acting(context)
    with (
        refusals_as_json(as_json),
        open_register(get_settings()) as database,
        database.session(actor) as session,
    ):
        found, name = read_number(session, record_id, reason=reason), str(session.info["actor"])
    # Print the number only after the audit entry is committed.
    if as_json:
        print_json({"id": str(record_id), "number": found, "read_by": name})
    else:
        typer.echo(found)
        typer.echo(f"此次查看及其原因已记入审计 · this reading is on record, with its reason: {name}", err=True)


@number_app.command("rotate-key")
def rotate_key(
    context: typer.Context,
    new_key_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="64 hex digits; /dev/stdin from a pipe; a key never stands in a command line"
        ),
    ] = None,
    reason: Annotated[str, typer.Option(help="why; stands in the audit trail")] = "定期更换密钥",
    as_json: AsJson = False,
) -> None:
    """更换密钥 · Seal every number with a new key, in one transaction; nobody else writes meanwhile.

    Where the key is a file, a new one is made (or taken from FILE) and put in its place; the old one is kept aside.
    Where it is DISPOSAL_PERSONAL_NUMBER_KEY, give the new one in FILE or as DISPOSAL_NEW_PERSONAL_NUMBER_KEY.

    Example: disposal --as 安全员 number rotate-key --reason 年度更换
    """
    settings = get_settings()
    with refusals_as_json(as_json), open_register(settings) as database, _progress() as on_progress:
        written = written_new_key(settings, new_key_file)
        done = change_key(database, acting(context), new_key=written, reason=reason, on_progress=on_progress)
    if as_json:
        print_json(_as_json(done))
    else:
        _print_changed(done)


def _as_json(done: KeyChanged) -> dict[str, object]:
    counts = done.rotated
    return {
        "old_key": done.old_mark,
        "new_key": done.new_mark,
        "parties": counts.parties,
        "contacts": counts.contacts,
        "watched_parties": counts.watched,
        "list_entries": counts.list_entries,
        "drafts": counts.drafts,
        "old_key_file": None if done.retired is None else str(done.retired),
    }


def _print_changed(done: KeyChanged) -> None:
    counts = done.rotated
    typer.echo(f"密钥已更换 · key changed: {done.old_mark} → {done.new_mark}")
    typer.echo(
        f"当事人 parties {counts.parties:,}，联系线索 contacts {counts.contacts:,}，"
        f"受监测当事人 watched parties {counts.watched:,}，名单条目 list entries {counts.list_entries:,}，"
        f"债权草稿 drafts {counts.drafts:,}"
    )
    if done.retired is not None:
        typer.echo(f"旧密钥保存于 · old key kept in: {done.retired}")
        typer.echo("更换前的备份只能用它读取，请一并销毁 · earlier backups open with it only; destroy them together")
        return
    typer.echo("请将 DISPOSAL_PERSONAL_NUMBER_KEY 改为新密钥；旧密钥随更换前的备份保存")
    typer.echo("set DISPOSAL_PERSONAL_NUMBER_KEY to the new key; keep the old one with the backups made before")


@contextmanager
def _progress() -> Iterator[Callable[[str, int], None]]:
    """Yield the progress callback of a rotation: one updated line on a terminal, otherwise plain lines."""
    if not sys.stderr.isatty():
        yield lambda what, done: typer.echo(_progress_line(what, done), err=True)
        return
    with Console(stderr=True).status("等待其他写入结束 waiting for others to finish writing") as status:
        yield lambda what, done: status.update(_progress_line(what, done))


def _progress_line(what: str, done: int) -> str:
    return f"重新加密 sealing anew: {_SEALED.get(what, f'名单 list {what}')} {done:,}"
