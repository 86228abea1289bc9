"""`disposal user request`: what waits for a second administrator (双人授权): listed, confirmed, declined."""

from typing import Annotated
from uuid import UUID

import typer

from disposal.cli.console.answers import print_json, tell
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.clock import now
from disposal.services.accounts.account_requests import PendingRequest, pending_requests
from disposal.services.approvals.rule_requests import decide_request

AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
RequestId = Annotated[UUID, typer.Argument(metavar="ID", help="as user request list shows it")]


def request_group() -> typer.Typer:
    """Return the group `user request` with its commands."""
    group = typer.Typer(
        name="request",
        no_args_is_help=True,
        help="待另一名管理员确认 · What waits for a second administrator: list, confirm, decline.\n\n"
        "Example: disposal user request list",
    )
    group.command("list")(list_)
    group.command("confirm")(confirm)
    group.command("decline")(decline)
    return group


def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """待确认一览 · List what waits for a second administrator, oldest first.

    Example: disposal user request list
    """
    with reading_session(context, "accounts.read", as_json=as_json) as session:
        rows = pending_requests(session)
    if as_json:
        print_json({"requests": [row.as_json() for row in rows]})
    for row in rows if not as_json else ():
        typer.echo(_line(row))


def confirm(context: typer.Context, request_id: RequestId, as_json: AsJson = False) -> None:
    """确认申请 · Confirm what another administrator asked for, with a token made in the last five minutes.

    Where a reset code is given, its second half is printed, to be handed over in person; who asked has the first.

    Example: disposal user request confirm 01988f3a-0000-7000-8000-000000000000
    """
    with writing_session(context, as_json=as_json) as session:
        half = decide_request(session, request_id, is_confirmed=True, at=now())
    told = f"已确认 confirmed: {request_id}"
    if half:
        told += f"\n重设码后半，1小时内有效，当面交给本人 the other half of the code, in person: {half}"
    tell({"id": str(request_id), "is_confirmed": True, "half_code": half}, told, as_json=as_json)


def decline(context: typer.Context, request_id: RequestId, as_json: AsJson = False) -> None:
    """退回申请 · Decline what another administrator asked for, or take one's own request back.

    Example: disposal user request decline 01988f3a-0000-7000-8000-000000000000
    """
    with writing_session(context, as_json=as_json) as session:
        decide_request(session, request_id, is_confirmed=False, at=now())
    told = f"已退回 declined: {request_id}"
    tell({"id": str(request_id), "is_confirmed": False, "half_code": None}, told, as_json=as_json)


def _line(row: PendingRequest) -> str:
    """Return a request on one line: what is asked for, by whom, and why."""
    said, about = row.request, row.account.login if row.account else "、".join(row.issuers)
    wanted = [*(role.zh for role in said.roles), *(row.issuers if row.account else ()), said.subject or ""]
    what = "、".join(each for each in wanted if each)
    return (
        f"{said.id}  {about}  {said.act.zh}{f'：{what}' if what else ''}  申请人 by {row.asked_by}  事由 {said.reason}"
    )
