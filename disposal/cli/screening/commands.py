"""`disposal screening`: show a stored screening, decide on its findings, replay it; see also ``again``."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

import typer
from sqlmodel import Session

from disposal.cli.console.actor import acting
from disposal.cli.console.answers import parse_day, print_json
from disposal.cli.console.sessions import reading_session
from disposal.cli.screening.again import again, alerts, list_
from disposal.cli.screening.output import print_screening
from disposal.cli.screening.pdf import pdf
from disposal.models.screening.decision import ScreeningDecision
from disposal.models.screening.screening import Screening
from disposal.registry.due_publications import open_register
from disposal.services.records.dates import today_in_china
from disposal.services.records.writing import found
from disposal.services.screening.decisions import approve_override, confirm, decided_findings, dismiss, request_override
from disposal.services.screening.screening_json import bidder_name, overtaken_by, screening_as_json
from disposal.services.screening.screenings import replay
from disposal.settings import get_settings

screening_app = typer.Typer(
    name="screening", help="资格审查 · Kept screenings: show, decide, replay, screen again.", no_args_is_help=True
)
screening_app.command("list")(list_)
screening_app.command("again")(again)
screening_app.command("alerts")(alerts)
screening_app.command("pdf")(pdf)
ScreeningId = Annotated[UUID, typer.Argument(metavar="ID", help="id of the screening")]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
On = Annotated[date | None, typer.Option(parser=parse_day, metavar="DATE", help="the day asked about; empty: today")]


@screening_app.command("show")
def show_screening(context: typer.Context, screening_id: ScreeningId, on: On = None, is_json: AsJson = False) -> None:
    """显示审查结论与核定 · Print a screening's findings and the decisions on them.

    Example: disposal screening show 01890a5d-… --json
    """
    with reading_session(context, "bidders.read", as_json=is_json) as session:
        print_kept(session, found(session, Screening, screening_id), on=on, is_json=is_json)


@screening_app.command("decide")
def decide(
    context: typer.Context,
    screening_id: ScreeningId,
    finding: Annotated[int, typer.Option(min=1, metavar="NO", help="number of the finding")],
    reason: Annotated[str, typer.Option(help="why; kept for ever")],
    is_confirmed: Annotated[bool, typer.Option("--confirm", help="it is the same: barred")] = False,
    is_dismissed: Annotated[bool, typer.Option("--dismiss", help="it is another: clear, until a day")] = False,
    is_override: Annotated[bool, typer.Option("--override", help="ask that a barred finding be overridden")] = False,
    approve: Annotated[
        UUID | None, typer.Option("--approve", metavar="REQUEST", help="approve an override somebody else asked for")
    ] = None,
    until: Annotated[
        date | None, typer.Option(parser=parse_day, metavar="DATE", help="last day it holds; a dismissal: 180 days")
    ] = None,
) -> None:
    """对一项结论作出核定 · Decide on a finding: confirm, dismiss, ask for an override, approve one as another person.

    Example: disposal --as 合规员 screening decide 01890a5d-… --finding 3 --dismiss --reason 身份证号码不同
    """
    if [is_confirmed, is_dismissed, is_override, approve is not None].count(True) != 1:
        message = (
            "请在 --confirm、--dismiss、--override、--approve 中选一个 · "
            "give exactly one of --confirm, --dismiss, --override, --approve"
        )
        raise typer.BadParameter(message)
    today = today_in_china()
    with open_register(get_settings()) as database, database.session(acting(context)) as session:
        if is_confirmed:
            made = confirm(session, screening_id, number=finding, reason=reason, on=today)
        elif is_dismissed:
            last = until or today + timedelta(days=180)
            made = dismiss(session, screening_id, number=finding, reason=reason, expires_on=last)
        elif approve is not None:
            request = found(session, ScreeningDecision, approve, field="approve")
            if (request.screening_id, request.finding_no) != (screening_id, finding):
                message = (
                    f"破例申请 {approve} 针对的是审查 {request.screening_id} 的第 {request.finding_no} 项 · "
                    f"request {approve} is on finding {request.finding_no} of screening {request.screening_id}"
                )
                raise typer.BadParameter(message)
            made = approve_override(session, approve, reason=reason, expires_on=until)
        else:
            made = request_override(session, screening_id, number=finding, reason=reason)
    typer.echo(_decided(made))


@screening_app.command("replay")
def replay_screening(context: typer.Context, screening_id: ScreeningId, is_json: AsJson = False) -> None:
    """以当时的事实重演审查 · Screen the stored facts again; status 1 where any finding differs.

    Example: disposal screening replay 01890a5d-…
    """
    with reading_session(context, "bidders.read", as_json=is_json) as session:
        replayed = replay(session, screening_id)
    if is_json:
        differing = [each.zh for each in replayed.differing]
        print_json({"id": str(screening_id), "is_identical": replayed.is_identical, "differing": differing})
    elif replayed.is_identical:
        count = len(replayed.stored.findings)
        typer.echo(f"重演一致：{count}项结论逐字相同 · identical: {count} findings, word for word")
    else:
        for each in replayed.differing:
            typer.secho(f"[{each.rule}] {each.zh}", fg=typer.colors.RED)
    if not replayed.is_identical:
        raise typer.Exit(1)


def print_kept(session: Session, row: Screening, *, on: date | None, is_json: bool) -> None:
    """Print a stored screening with the decisions that apply on a day."""
    decided = decided_findings(session, row, on=on or today_in_china())
    if is_json:
        print_json(screening_as_json(session, row, decided))
        return
    print_screening(row, decided, bidder=bidder_name(session, row))
    for zh, en in overtaken_by(session, row):
        typer.secho(f"此后有变更，以重新审查为准 overtaken: {zh} · {en}", fg=typer.colors.YELLOW)


def _decided(made: ScreeningDecision) -> str:
    until = f"，有效至 until {made.expires_on}" if made.expires_on else ""
    return f"{made.verdict.zh} {made.verdict.en}: {made.id}，第 {made.finding_no} 项，{made.decided_by}{until}"
