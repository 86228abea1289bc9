"""`disposal db`: migrate the database to this release, or show its status."""

from typing import Annotated

import typer

from disposal import migrations
from disposal.cli.console.answers import print_json, refusals_as_json
from disposal.registry.opening import open_database
from disposal.settings import get_settings

db_app = typer.Typer(help="数据库 · The database: migrate it, see where it stands.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON object")]


@db_app.command()
def upgrade(as_json: AsJson = False) -> None:
    """Run the migrations that are pending; safe to repeat, and to start twice at once.

    Example: disposal db upgrade
    """
    with refusals_as_json(as_json), open_database(get_settings(), migrate=False) as database:
        before = migrations.upgrade(database.engine)
    if as_json:
        print_json({"ran": before.pending, "revision": before.newest})
    elif before.is_current:
        typer.echo(f"已是最新（{before.newest}） · nothing to do")
    else:
        typer.echo(f"已升级至 {before.newest} · ran {', '.join(before.pending)}")


@db_app.command()
def status(as_json: AsJson = False) -> None:
    """Say which revision the database stands at; status 1 when migrations are pending.

    Example: disposal db status --json
    """
    with refusals_as_json(as_json), open_database(get_settings(), migrate=False) as database:
        found = migrations.status(database.engine)
    if as_json:
        print_json({"revision": found.current, "newest": found.newest, "pending": found.pending})
    else:
        pending = ", ".join(found.pending) or "none"
        typer.echo(f"当前 {found.current or '空'}，最新 {found.newest} · pending: {pending}")
    if not found.is_current:
        raise typer.Exit(1)
