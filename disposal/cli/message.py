"""`disposal message`: what others did to what one began, and that it was read."""

from typing import Annotated

import typer

from disposal.cli.console.answers import print_json, tell
from disposal.cli.console.sessions import reading_session, writing_session
from disposal.services.worklist.messages import Message, count_unread, mark_all_read, mark_read, message_page
from notices.dates import SHANGHAI

message_app = typer.Typer(
    name="message", help="消息 · Messages: what others did to what you began.", no_args_is_help=True
)
MOST = 2**63 - 1
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]


@message_app.callback()
def message() -> None:
    """消息 · Messages: returned, approved, published, confirmed, declined by others.

    Example: disposal --as chenjing message list --unread
    """


@message_app.command("list")
def list_(
    context: typer.Context,
    unread: Annotated[bool, typer.Option("--unread", help="only those not read")] = False,
    before: Annotated[int | None, typer.Option(min=1, max=MOST, metavar="ID", help="those before this one")] = None,
    as_json: AsJson = False,
) -> None:
    """消息一览 · List the messages, 50 a page, the newest first.

    Example: disposal --as chenjing message list
    """
    with reading_session(context, "messages.read", as_json=as_json) as session:
        page = message_page(session, before=before, unread_only=unread)
    if as_json:
        shown = [each.as_json() for each in page.messages]
        print_json({"messages": shown, "older": page.older, "unread": page.unread})
        return
    for each in page.messages:
        typer.echo(_as_lines(each))
    if not page.messages:
        typer.echo("没有消息 · no messages")
    if page.older:
        typer.echo(f"更早的消息 · earlier: --before {page.older}")


@message_app.command("read")
def read(
    context: typer.Context,
    message_id: Annotated[int | None, typer.Argument(metavar="ID", min=1, max=MOST, help="of message list")] = None,
    through: Annotated[int | None, typer.Option(min=1, max=MOST, metavar="ID", help="all up to this one")] = None,
    as_json: AsJson = False,
) -> None:
    """标为已读 · Mark one message as read, or all up to one.

    Example: disposal --as chenjing message read --through 1481
    """
    if (message_id is None) == (through is None):
        raise typer.BadParameter("须给出消息编号或 --through，二者之一 · give either ID or --through", param_hint="ID")
    with writing_session(context, as_json=as_json) as session:
        if message_id is not None:
            mark_read(session, message_id)
        if through is not None:
            mark_all_read(session, through=through)
        unread = count_unread(session)
    tell({"unread": unread}, f"已标为已读，未读{unread}条 · marked as read, {unread} unread", as_json=as_json)


def _as_lines(each: Message) -> str:
    """Return a message as a line, and one for the reason."""
    mark = " " if each.is_read else "*"
    at = f"{each.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    why = f"\n    原因 why: {each.why[0]}" if each.why[0] else ""
    return f"{mark}{each.id}  {at}  {each.who}  {each.what[0]} · {each.what[1]}  {each.about[0]}{why}"
