"""`disposal deputy`: name a deputy for a period, list them, end one."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import typer

from disposal.cli.console.answers import parse_day, print_json
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.models.accounts.person import Person
from disposal.models.approvals.deputyship import Deputyship, DeputyshipCreate
from disposal.services.accounts.persons import person_acting, person_with_login
from disposal.services.approvals.deputyships import (
    deputyships,
    end_deputyship,
    name_deputy,
    today_by_database,
)
from disposal.services.projects.issuers import issuer_called
from disposal.services.records.validation import read
from disposal.services.records.writing import found

deputy_app = typer.Typer(
    name="deputy", help="代理 · Deputies: who approves for whom, and until when.", no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
Day = Annotated[date, typer.Option("--until", parser=parse_day, metavar="DATE", help="last day; 60 days at most")]


@deputy_app.command("add")
def add(
    context: typer.Context,
    deputy: Annotated[str, typer.Argument(metavar="LOGIN", help="who is to act")],
    issuer: Annotated[str, typer.Option(metavar="CODE", help="at the steps of this issuer")],
    until: Day,
    since: Annotated[
        date | None, typer.Option("--from", parser=parse_day, metavar="DATE", help="first day; empty: today")
    ] = None,
    principal: Annotated[str, typer.Option("--for", metavar="LOGIN", help="for whom; empty: for oneself")] = "",
    document: Annotated[str, typer.Option(metavar="NUMBER", help="授权书文号, where the principal is absent")] = "",
    as_json: AsJson = False,
) -> None:
    """指定代理 · Name a deputy for a period; not backdated, and no deputy of a deputy.

    Example: disposal --as wang deputy add shen --issuer HRZJ --until 2026-12-05
    """
    with writing_session(context, as_json=as_json) as session:
        _, own = person_acting(session, "deputyship.entered")
        values = {
            "issuer_id": issuer_called(session, issuer).id,
            "principal_id": person_with_login(session, principal).id if principal else own,
            "deputy_id": person_with_login(session, deputy).id,
            "starts_on": since or today_by_database(session),
            "ends_on": until,
            "document": document or None,
        }
        row = name_deputy(session, read(DeputyshipCreate, values))
        shown = _as_json(row, found(session, Person, row.principal_id), found(session, Person, row.deputy_id))
    _print(shown, as_json=as_json)


@deputy_app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """代理一览 · List the deputies, the newest first.

    Example: disposal deputy list
    """
    with reading_session(context, "deputyships.read", as_json=as_json) as session:
        rows = [_as_json(*row) for row in deputyships(session)]
    if as_json:
        print_json({"deputies": rows})
    else:
        for row in rows:
            _print(row, as_json=False)


@deputy_app.command("end")
def end(
    context: typer.Context,
    deputyship_id: Annotated[UUID, typer.Argument(metavar="ID", help="as deputy list shows it")],
    reason: Annotated[str, typer.Option(help="why; stands in the audit trail")],
    as_json: AsJson = False,
) -> None:
    """终止代理 · End a deputyship at once: its principal does, who named it, or an administrator.

    Example: disposal --as wang deputy end 01988f3a-0000-7000-8000-000000000000 --reason 已返岗
    """
    with writing_session(context, as_json=as_json) as session:
        row = end_deputyship(session, deputyship_id, reason=reason)
        shown = _as_json(row, found(session, Person, row.principal_id), found(session, Person, row.deputy_id))
    _print(shown, as_json=as_json)


def _as_json(row: Deputyship, principal: Person, deputy: Person) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "principal": principal.name,
        "deputy": deputy.name,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "document": row.document,
        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
    }


def _print(row: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(row)
        return
    ended = "，已终止 ended" if row["ended_at"] else ""
    typer.echo(f"{row['id']}  {row['deputy']} 代理 {row['principal']}  {row['starts_on']} – {row['ends_on']}{ended}")
