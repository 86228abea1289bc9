"""`disposal audit`: show who changed what, when and why."""

import json
from typing import Annotated, Any
from uuid import UUID

import typer

from disposal.cli.console.sessions import reading_session
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.records.audit_trail import entries, is_as_written
from notices.dates import SHANGHAI

audit_app = typer.Typer(help="审计记录 · The audit trail: who changed what, when and why.", no_args_is_help=True)


@audit_app.callback()
def audit() -> None:
    """审计记录 · The audit trail: who changed what, when and why.

    Example: disposal audit show --last 5
    """


@audit_app.command()
def show(
    context: typer.Context,
    subject: Annotated[
        UUID | None, typer.Option("--subject", metavar="ID", help="only entries on the record of this id")
    ] = None,
    last: Annotated[int, typer.Option("--last", min=1, max=100_000, help="how many, the newest")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON array")] = False,
) -> None:
    """Print the newest entries, oldest of them first; status 1 where there is none or one was altered.

    Example: disposal audit show --last 5 --json
    """
    with reading_session(context, "audit.read", as_json=as_json) as session:
        found = entries(session, subject_id=subject, last=last)
    if as_json:
        typer.echo(json.dumps([_as_json(entry) for entry in found], ensure_ascii=False, indent=2))
    elif not found:
        typer.echo("没有审计记录 · no entries")
    else:
        for entry in found:
            typer.echo(_as_lines(entry))
    if not found or not all(is_as_written(entry) for entry in found):
        raise typer.Exit(1)


def _as_json(entry: AuditEntry) -> dict[str, Any]:
    return entry.model_dump(mode="json") | {"is_as_written": is_as_written(entry)}


def _as_lines(entry: AuditEntry) -> str:
    """Return an entry as a heading line and one line per changed field."""
    at = f"{entry.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    reason = f" 原因 why: {entry.reason}" if entry.reason else ""
    altered = "" if is_as_written(entry) else " !! 与哈希不符 does not match its hash"
    lines = [f"#{entry.id} {at} {entry.actor} {entry.event} {entry.subject_type} {entry.subject_id}{reason}{altered}"]
    if entry.before is not None:
        after = entry.after or {}
        lines += [f"    {name}: {value} → {after.get(name)}" for name, value in entry.before.items()]
    return "\n".join(lines)
