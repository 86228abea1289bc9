"""Re-screen bidders affected by a change; show alerts; show the status of every bidder."""

import sys
from datetime import date
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from disposal.acting import Actor
from disposal.cli.console.actor import acting
from disposal.cli.console.answers import console, parse_day, print_json, refusals_as_json
from disposal.cli.console.sessions import reading_session
from disposal.registry.due_publications import open_register
from disposal.registry.one_by_one import DueWorkFailed, OneByOne
from disposal.services.bidders.pending_rescreenings import pending_bidders
from disposal.services.projects.codes import project_called
from disposal.services.records.dates import today_in_china
from disposal.services.screening.overview import BidderStanding, bidder_standings
from disposal.services.screening.rescreening import Rescreened, alerts_for, rescreen
from disposal.settings import get_settings
from disposal.storage.database import Database
from notices.dates import SHANGHAI
from notices.errors import NoticesError

AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]
On = Annotated[date | None, typer.Option(parser=parse_day, metavar="DATE", help="the day judged; empty: today")]


def again(context: typer.Context, on: On = None, as_json: AsJson = False) -> None:
    """重新审查受变更影响的竞买人 · Screen again whoever a change has touched and no command has screened since.

    Example: disposal --as 合规员 screening again
    """
    with refusals_as_json(as_json), open_register(get_settings()) as database:
        done, errors = screen_due(database, acting(context), on=on or today_in_china())
    if as_json:
        print_json({"screened": [_as_json(each) for each in done], "refused": [error.as_json() for error in errors]})
    else:
        print_again(done, errors)
    if errors:
        raise typer.Exit(1)


def alerts(context: typer.Context, as_json: AsJson = False) -> None:
    """我的重新审查通知 · What --as has been told of bidders screened again, the newest first.

    Example: disposal --as 合规员 screening alerts
    """
    with (
        refusals_as_json(as_json),
        open_register(get_settings()) as database,
        database.session(acting(context), is_read_only=True) as session,
    ):
        name = str(session.info["actor"])
        told = alerts_for(session, name)
    if as_json:
        print_json({"alerts": [each.model_dump(mode="json") for each in told]})
        return
    for each in told:
        typer.echo(f"{each.created_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {each.zh}\n    {each.en}")
        typer.echo(f"    审查 screening {each.screening_id}")
    if not told:
        typer.echo(f"没有发给 {name} 的通知 · nothing has been told to {name}")


def list_(
    context: typer.Context,
    project: Annotated[
        str | None, typer.Option("--project", metavar="P", help="id, code, or ISSUER/CODE; empty: all")
    ] = None,
    on: On = None,
    as_json: AsJson = False,
) -> None:
    """竞买人审查一览 · Every screened bidder with its newest screening, the worst outcome first.

    Example: disposal screening list --project HRZJ-HUACHENG
    """
    with reading_session(context, "bidders.read", as_json=as_json) as session:
        project_id = project_called(session, project).id if project else None
        rows = bidder_standings(session, project_id=project_id, on=on or today_in_china())
    if as_json:
        print_json({"bidders": [_row(each) for each in rows]})
    elif rows:
        console().print(_table(rows))
    else:
        typer.echo("尚无审查；请用 disposal screen 审查竞买人 · nobody has been screened yet: disposal screen FILE")


def screen_due(database: Database, actor: Actor, *, on: date) -> tuple[list[Rescreened], list[NoticesError]]:
    """Re-screen all pending bidders, each in its own transaction. A bidder whose screening fails stays pending."""
    with database.session() as session:
        bidders = pending_bidders(session)
    errors, each = list[NoticesError](), OneByOne()

    def screened(bidder_id: UUID) -> Rescreened | None:
        try:
            with database.session(actor) as session:
                return rescreen(session, bidder_id, on=on)
        except NoticesError as error:
            errors.append(error)
            return None

    progress = Progress(console=Console(stderr=True), disable=not (bidders and sys.stderr.isatty()), transient=True)
    with progress:
        tracked = progress.track(bidders, description="重新审查 screening again")
        made = [each.attempt("screening again", bidder_id, partial(screened, bidder_id)) for bidder_id in tracked]
    errors += [DueWorkFailed(each.failed)] if each.failed else []
    return [one for one in made if one], errors


def print_again(done: list[Rescreened], errors: list[NoticesError], *, is_quiet: bool = False) -> None:
    """Print the re-screened bidders; with ``is_quiet``, print nothing if there are none."""
    for each in done:
        told = "、".join(each.told)
        typer.echo(
            f"{each.bidder}：{each.cause[0]}：{each.before.zh} → {each.after.zh}，"
            f"已通知 told: {told}，审查 {each.screening_id}"
        )
    for error in errors:
        typer.secho(f"未能重新审查 not screened again: {error.zh} · {error.en}", fg=typer.colors.RED, err=True)
    if done or errors or not is_quiet:
        typer.echo(f"重新审查 {len(done)} 名竞买人 · {len(done)} bidders screened again")


def _as_json(each: Rescreened) -> dict[str, Any]:
    return {
        "bidder_id": str(each.bidder_id),
        "bidder": each.bidder,
        "screening_id": str(each.screening_id),
        "cause": each.cause[0],
        "cause_en": each.cause[1],
        "before": each.before,
        "after": each.after,
        "told": list(each.told),
    }


def _row(each: BidderStanding) -> dict[str, Any]:
    return {
        "bidder_id": str(each.screening.bidder_id),
        "bidder": each.bidder,
        "project": each.project,
        "screening_id": str(each.screening.id),
        "stage": each.screening.stage,
        "on": each.screening.judged_on.isoformat(),
        "overall": each.screening.overall,
        "overall_decided": each.outcome,
        "due": [zh for zh, _ in each.pending],
    }


def _table(rows: list[BidderStanding]) -> Table:
    table = Table(
        "项目 project", "竞买人 bidder", "结论 outcome", "阶段 stage", "审查日 on", "变更 changed since", "审查 id"
    )
    for each in rows:
        row = each.screening
        changed = "、".join(zh for zh, _ in each.pending) or "—"
        table.add_row(
            each.project,
            each.bidder,
            f"{each.outcome.zh} {each.outcome.en}",
            row.stage.zh,
            str(row.judged_on),
            changed,
            str(row.id),
        )
    return table
